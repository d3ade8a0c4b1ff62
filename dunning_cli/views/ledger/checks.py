"""The checks of a ledger by name, and what they found as an answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dunning_cli.kernel.answer import Answer
from dunning_cli.kernel.errors import WrongUsage
from dunning_cli.kernel.message import Problem, msg
from dunning_cli.kernel.text import suggestion

if TYPE_CHECKING:
    from dunning_cli.views.ledger.json_keys import FaultData, FaultsData

OF_LEDGER = ("hand-edits", "settings", "policies", "imports", "clients")
"""The checks of the ledger as a whole."""
OF_CASES = ("cases", "terms", "staff", "reasons", "references", "letters", "closings")
"""The checks of each case in the order in which they speak; `cases` also tells what is wrong with the files."""
DOUBLES = "doubles"
"""The check over all cases at once: what was recorded twice."""
CHECKS = (*OF_LEDGER, *OF_CASES, DOUBLES)
"""The names of all checks, in their order."""


def chosen_checks(beginnings: Sequence[str]) -> tuple[str, ...]:
    """The checks whose names begin as given, in their order; all of them for none. Raises WrongUsage."""
    for beginning in beginnings:
        if not any(name.startswith(beginning) for name in CHECKS):
            hint = suggestion(beginning, CHECKS)
            raise WrongUsage(msg("there is no check '{name}'; {hint}", name=beginning, hint=hint))
    return tuple(name for name in CHECKS if not beginnings or name.startswith(tuple(beginnings)))


def problem_report(problems: Sequence[Problem]) -> Answer:
    """The faults for scripts."""
    listed: list[FaultData] = [
        {
            "code": problem.code,
            "file": problem.file,
            "line": problem.line or None,
            "message": problem.as_message(),
        }
        for problem in problems
    ]
    data: FaultsData = {"problems": listed}
    return Answer(data)

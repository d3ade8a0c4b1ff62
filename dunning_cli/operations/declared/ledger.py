"""What can be asked of the ledger: a command taken back, lines passed over, a rate extended."""

from __future__ import annotations

from typing import ClassVar

from dunning_cli.kernel.rates import Percent
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.values import Code, Count, Day, FilledWords, Words
from dunning_cli.operations.declared.operation import CaseOperation, Operation, argument, option


@dataclass(frozen=True, slots=True, kw_only=True)
class Undo(Operation):
    """Take back your last command, whole; its entries and their reversals stay visible.

    Examples:
      dunning undo --reason "wrong case"
      dunning undo 3f2a91c07b
    """

    op: ClassVar[str] = "undo"
    alone: ClassVar[bool] = True
    not_asked: ClassVar[tuple[str, ...]] = (
        "on",
        "override",
        "agent",
    )

    commit: FilledWords | None = argument(
        "[COMMIT]", "The commit of the command to take back; your last one unless given."
    )
    reason: Words | None = option("TEXT", "Why.")


@dataclass(frozen=True, slots=True, kw_only=True)
class MendLines(CaseOperation):
    """Pass over a line of a case file that cannot be read, so that the case can be worked again.

    The line stays in the file. Only exactly this text is passed over, and the audit lists it with the reason.

    Examples:
      dunning mend PF-2026-0007 17 --reason "time without a lawful offset; the call is entered again"
    """

    op: ClassVar[str] = "mend"
    alone: ClassVar[bool] = True
    not_asked: ClassVar[tuple[str, ...]] = (
        "on",
        "override",
        "agent",
    )

    line: tuple[Count, ...] = argument(
        "LINE…", "Lines of the file on which entries stand that cannot be read.", required=True
    )
    reason: FilledWords = option("TEXT", "Why they cannot be put right.", required=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtendRate(Operation):
    """Extend a reference rate by a new row, or by a later last day.

    Examples:
      dunning policy rate lpr_1y --valid-through 2026-10-20
      dunning policy rate lpr_1y --from 2026-10-20 --rate 2.95% --valid-through 2026-11-20
    """

    op: ClassVar[str] = "policy rate"
    alone: ClassVar[bool] = True
    not_asked: ClassVar[tuple[str, ...]] = (
        "on",
        "override",
        "agent",
    )

    table: Code = argument("TABLE", "Name of the reference rate, such as lpr_1y.", required=True)
    from_: Day | None = option("DATE", "First day of a new rate.")
    rate: Percent | None = option("PERCENT", "The new rate per year, such as 3.00%.")
    valid_through: Day = option(
        "DATE", "Last day on which the last rate is known to hold.", required=True, coming=True
    )

"""Cases that a new one is likely to repeat: the same debtor's, with the same contract or the same first debt."""

from __future__ import annotations

from collections.abc import Iterator

from dunning_cli.domain.case import Case
from dunning_cli.domain.message import Message
from dunning_cli.domain.same_case import likely_one
from dunning_cli.domain.same_debtor import debtor_key
from dunning_cli.operations.workbench import Workbench


def likely_twice(bench: Workbench, case: Case) -> Iterator[Message]:
    """What to say of each open case that one seems to repeat."""
    if debtor_key(case.head) is None:
        return
    for other in bench.sharing(case):
        found = likely_one(case, other) if other.closing(bench.context.today) is None else None
        if found is not None:
            yield found

"""Cases that a new one is likely to repeat: the same debtor's, with the same contract or the same first debt."""

from __future__ import annotations

from collections.abc import Iterator

from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.people.same_debtor import debtor_key
from dunning_cli.domain.case.same_case import likely_one
from dunning_cli.kernel.message import Message
from dunning_cli.operations.writing.unit_of_work import UnitOfWork


def likely_twice(unit: UnitOfWork, case: Case) -> Iterator[Message]:
    """What to say of the first open case that one seems to repeat."""
    if debtor_key(case.head) is None:
        return
    for other in unit.others.sharing(case):
        found = likely_one(case, other) if other.closing(unit.context.today) is None else None
        if found is not None:
            yield found
            return

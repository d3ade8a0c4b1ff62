"""What to say of a fact about a person that from now on holds in the other cases of that person too."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.people.details import known_on
from dunning_cli.domain.case.people.identity import Identity
from dunning_cli.domain.case.people.roles import person_of
from dunning_cli.domain.contact.known_elsewhere import DEBTOR, people_told
from dunning_cli.kernel.message import Message, msg
from dunning_cli.operations.writing.unit_of_work import UnitOfWork


def holds_elsewhere(
    unit: UnitOfWork, case: Case, of: str = DEBTOR, known: Callable[[Case, str], bool] | None = None
) -> Iterator[Message]:
    """Names the open cases that know the person too, told by the number of a document; of the debtor unless named.

    `known` tells whether a case has it on record itself already, of a person as its entries call them.
    """
    identity = person_of(known_on(case, date.max), of).identity
    if identity is None:
        return
    found = [
        other.id
        for other in unit.others.sharing(case)
        if other.closing(unit.context.today) is None
        and _concerns(other, identity, of)
        and not (known is not None and known(other, people_told(other)[identity]))
    ]
    if found:
        yield msg("this holds in the other cases of the same person too: {cases}", cases=", ".join(found))


def _concerns(other: Case, identity: Identity, of: str) -> bool:
    """Whether a case is about the person; what stops contact with a debtor holds where they are the debtor."""
    people = people_told(other)
    return identity in people and (of != DEBTOR or people[identity] == DEBTOR)

"""Who goes along on a visit: somebody else of the office, as named or as arranged."""

from __future__ import annotations

from datetime import date

from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.entries.talk import TWICE
from dunning_cli.domain.case.office.settings import Office
from dunning_cli.domain.case.people.details import known_on
from dunning_cli.domain.case.people.roles import person_of
from dunning_cli.domain.worklist.visits import arranged_visits
from dunning_cli.kernel.errors import Refused
from dunning_cli.operations.writing.context import known_staff


def companion(office: Office, second: str, visitor: str | None) -> str:
    """The staff id of who goes along. Raises Refused for somebody unknown and for the visitor again."""
    found = known_staff(office, second)
    if found == visitor:
        raise Refused(TWICE)
    return found


def arranged_companion(case: Case, to: str | None, actor: str, on: date) -> str | None:
    """The other one of the two with whom the visit to a person was arranged, where the actor is one of them."""
    case = known_on(case, on)
    person = person_of(case, to)
    for arranged in arranged_visits(case, case.standing(on)):
        if arranged.day <= on and person.same(person_of(case, arranged.to)):
            pair = [each for each in (arranged.visitor, arranged.second) if each is not None]
            if actor in pair and len(pair) == 2:
                return pair[1 - pair.index(actor)]
    return None

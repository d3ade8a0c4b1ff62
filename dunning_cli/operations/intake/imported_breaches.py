"""Contacts taken over that are against the contact rules of their day: each case is judged once, when all are in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.entries import Contact
from dunning_cli.domain.contact.known_elsewhere import with_known_elsewhere
from dunning_cli.domain.contact.replay import ContactReplay, LetterFacts
from dunning_cli.domain.contact.rule_keys import ContactRules
from dunning_cli.kernel.errors import Failure, Miscalculated
from dunning_cli.kernel.message import Message, msg
from dunning_cli.kernel.record import dataclass
from dunning_cli.operations.contact.clearance import rules_for
from dunning_cli.operations.writing.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class ImportedBreach:
    """One rule that one contact is against, in words the importer may see."""

    case_id: str
    contact: Contact
    rule: str
    reason: Message | str


def breaches_of(
    unit: UnitOfWork, contacts: Mapping[str, Sequence[Contact]]
) -> tuple[list[ImportedBreach], tuple[Message, ...]]:
    """The contacts of each case that are against a rule, with what else is on record now, in this case and others.

    Second, the cases that cannot be judged and why. Nothing is refused: what happened, happened.
    """
    others: dict[str, Case] = {}
    touched: list[Case] = []
    for case_id in contacts:
        case = unit.case(case_id)
        sharing = unit.others.sharing(case)
        others.update((each.id, each) for each in sharing if each.id not in contacts)
        touched.append(with_known_elsewhere(case, sharing))
    replay = ContactReplay([*touched, *others.values()], _Rules(unit), _letters(unit), unit.office.time_zone)
    found: list[ImportedBreach] = []
    unjudged: list[Message] = []
    for case in touched:
        try:
            found += _of_case(unit, replay, case, contacts[case.id])
        except (Failure, Miscalculated) as failure:
            unjudged.append(
                msg("{case}: its contacts cannot be judged: {why}", case=case.id, why=failure.message)
            )
    return found, tuple(unjudged)


def _of_case(
    unit: UnitOfWork, replay: ContactReplay, case: Case, contacts: Sequence[Contact]
) -> Iterator[ImportedBreach]:
    mask = unit.viewer.mask(case, unit.context.today)
    for finding in replay.of_contacts(case, contacts):
        assert isinstance(finding.entry, Contact)
        for breach in {each.rule: each for each in reversed(finding.breaches)}.values():
            yield ImportedBreach(case.id, finding.entry, breach.rule, mask.words(breach.why))


class _Rules:
    """The rules of a case on a day, looked up once."""

    def __init__(self, unit: UnitOfWork) -> None:
        self._unit = unit
        self._found: dict[tuple[str, date], ContactRules] = {}

    def __call__(self, case: Case, day: date) -> ContactRules:
        found = self._found.get((case.id, day))
        if found is None:
            found = self._found[case.id, day] = rules_for(self._unit, case, day)
        return found


def _letters(unit: UnitOfWork) -> LetterFacts:
    def owed(case: Case, day: date) -> Decimal:
        return unit.account(case, day).due.total

    return LetterFacts(is_demand=lambda _: False, owed=owed)

"""Operations on letters already written: what became of them, and those that were spoiled."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.codes.people import Relation, Role
from dunning_cli.domain.case.commit_subjects import subject_of
from dunning_cli.domain.case.entries import Delivery
from dunning_cli.domain.case.paper_numbers import names_a_paper
from dunning_cli.domain.case.people.details import known_on
from dunning_cli.domain.case.people.signers import Signer, debtor_side, owes
from dunning_cli.domain.case.renamed import earlier_numbers, issued_number
from dunning_cli.domain.contact.deliveries import NUMBERED, LetterRecord, LetterStage, after, letter_records
from dunning_cli.domain.limitation.letters import addressee_of
from dunning_cli.kernel.errors import NotFound, Refused
from dunning_cli.kernel.message import Message, msg
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.remedy import Placeholder, Typed, remedy
from dunning_cli.kernel.text import harmless
from dunning_cli.operations.declared import letters as declared
from dunning_cli.operations.declared.operation import CaseOperation
from dunning_cli.operations.letters.letter_grounds import agreed_to
from dunning_cli.operations.writing.outcome import Outcome
from dunning_cli.operations.writing.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from dunning_cli.operations.writing.json_keys import SerialData


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliverLetter(declared.DeliverLetter):
    """Records how a letter went out and what came back; each time adds an entry, later ones win."""

    def apply(self, unit: UnitOfWork) -> Outcome:
        """Adds the delivery; its value date is the last event named, unless given.

        NotFound for a letter the case does not have. Refused where the dates contradict each other or the letter.
        """
        case = unit.case(self.case)
        record = letter_numbered(case, self.serial)
        on = self.on or self.received or (None if self.returned else self.posted) or unit.context.today
        self._check(record, on)
        self._not_to_come(on, unit.context.today)
        self._check_signer(known_on(case, on), record)
        agreed_to(unit.others.known(case), record.letter.to, self.method, self.posted or on)
        entries = _on_each_case(
            unit,
            record,
            self,
            on,
            method=self.method if self.method is not record.method else None,
            tracking=self.tracking,
            posted=self.posted,
            received=self.received,
            signed_by=self.signed_by,
            acknowledged=self.acknowledged,
            returned=self.returned,
        )
        warnings = tuple(_doubts(known_on(case, on), record, entries[0]))
        return _recorded(case, record, entries, on, warnings)

    def _check(self, record: LetterRecord, on: date) -> None:
        if not any(
            (self.tracking, self.posted, self.received, self.signed_by, self.acknowledged, self.returned)
        ):
            raise Refused(
                msg("nothing to record: give --tracking, --posted, --received, --signed-by or --returned")
            )
        if record.state is LetterStage.SPOILED:
            raise Refused(msg("letter {serial} was spoiled and never sent", serial=self.serial))
        if self.is_known(record):
            raise Refused(msg("letter {serial}: that is on record already", serial=self.serial))
        if self.returned and (self.received or record.received):
            raise Refused(
                msg(
                    "letter {serial} was received on {date}; it cannot have come back: reverse that delivery first",
                    serial=self.serial,
                    date=self.received or record.received,
                )
            )
        if self.signed_by and not (self.received or record.received):
            raise Refused(msg("--signed-by needs --received: the day it was signed for"))
        self._check_dates(record, on)

    def is_known(self, record: LetterRecord) -> bool:
        """Whether all that is told is on record already, so that another entry would say nothing."""
        told = (
            (self.method, record.method),
            (self.tracking, record.tracking),
            (self.posted, record.posted),
            (self.received, record.received),
            (self.signed_by, record.signed_by),
            (self.returned, record.returned),
        )
        return not self.acknowledged and all(new is None or new == known for new, known in told)

    def _not_to_come(self, on: date, today: date) -> None:
        """Refuses what is said to have happened on a day that has not come."""
        happened = ((self.posted, msg("posted")), (self.received, msg("received")))
        returned_or_so = ((on, msg("returned") if self.returned else msg("recorded")),)
        for day, what in (*happened, *returned_or_so):
            if day is not None and day > today:
                raise Refused(
                    msg(
                        "letter {serial} cannot be {what} on {day}: that is still to come, today is {today}",
                        serial=self.serial,
                        what=what,
                        day=day,
                        today=today,
                    )
                )

    def _check_signer(self, case: Case, record: LetterRecord) -> None:
        if not self.acknowledged:
            return
        if record.letter.to not in ("debtor", *debtor_side(case).names):
            raise Refused(
                msg("letter {serial} went to somebody who does not owe the debt", serial=self.serial)
            )
        if self.signed_by is None or not owes(case, self.signed_by):
            raise Refused(
                msg("only who owes can acknowledge the debt: name the signature on the slip with --signed-by")
            )

    def _check_dates(self, record: LetterRecord, on: date) -> None:
        written = record.letter.date
        posted = self.posted or record.posted
        for day, what in (
            (self.posted, msg("posted")),
            (self.received, msg("received")),
            (on, msg("recorded")),
        ):
            if day is not None and day < written:
                raise Refused(
                    msg(
                        "letter {serial} is of {written}; it cannot be {what} on {day}",
                        serial=self.serial,
                        written=written,
                        what=what,
                        day=day,
                    )
                )
        arrived = (
            self.received or (on if self.returned else None) or (record.received if self.posted else None)
        )
        if posted is not None and arrived is not None and arrived < posted:
            raise Refused(
                msg("letter {serial} was posted on {posted}; it cannot arrive on {day}", serial=self.serial,
                    posted=posted, day=arrived)
            )  # fmt: skip
        for day in (self.posted, self.received):
            if day is not None and day > on:
                raise Refused(msg("{day} is after the value date {on}", day=day, on=on))


@dataclass(frozen=True, slots=True, kw_only=True)
class SpoilLetter(declared.SpoilLetter):
    """Records that a letter was spoiled and never sent; its number stays used."""

    def apply(self, unit: UnitOfWork) -> Outcome:
        """Adds the entry. NotFound for a letter the case does not have; Refused for one that went out."""
        case = unit.case(self.case)
        record = letter_numbered(case, self.serial)
        on = unit.value_date(self)
        if record.state is LetterStage.SPOILED:
            raise Refused(msg("letter {serial} is spoiled already", serial=self.serial))
        if record.handled:
            raise Refused(
                msg("letter {serial} went out; a letter that was sent cannot be spoiled", serial=self.serial)
            )
        if on > unit.context.today:
            raise Refused(msg("{day} is still to come; today is {today}", day=on, today=unit.context.today))
        if on < record.letter.date:
            raise Refused(
                msg("letter {serial} is of {written}; it cannot be spoiled on {day}", serial=self.serial,
                    written=record.letter.date, day=on)
            )  # fmt: skip
        entries = _on_each_case(unit, record, self, on, spoiled=self.reason)
        return _recorded(case, record, entries, on)


def _on_each_case(
    unit: UnitOfWork, record: LetterRecord, operation: CaseOperation, on: date, **became: Any
) -> tuple[Delivery, ...]:
    """A delivery on every case the letter covers: what became of it, became of it on each."""
    letter = record.letter
    names = letter.cases or (operation.case,)
    return tuple(
        unit.record(unit.case(name), Delivery, operation, on, serial=letter.serial, **became)
        for name in names
    )


def _recorded(
    case: Case,
    record: LetterRecord,
    entries: tuple[Delivery, ...],
    on: date,
    warnings: tuple[Message, ...] = (),
) -> Outcome:
    data: SerialData = {"serial": record.letter.serial}
    ids = record.letter.cases or (case.id,)
    return Outcome(subject_of(case.id, entries), ids, entries, on, warnings, data)


def letter_numbered(case: Case, serial: str) -> LetterRecord:
    """A letter of the case with all its deliveries so far. Raises NotFound."""
    records = letter_records(case.standing(date.max))
    for record in records:
        if record.letter.serial == serial:
            return record
    for record in records:
        if serial == issued_number(case, record.letter):
            return record
        if serial in earlier_numbers(case, record.letter):
            raise NotFound(
                msg(
                    "letter {serial} of {case} has the number {now}; name that one, whatever the paper says",
                    case=case.id,
                    serial=serial,
                    now=record.letter.serial,
                )
            )
    raise NotFound(
        msg(
            "{case} has no letter {serial}; see: {cure}",
            case=case.id,
            serial=harmless(serial),
            cure=remedy("letter list"),
        )
    )


def _doubts(case: Case, record: LetterRecord, delivery: Delivery) -> Iterator[Message]:
    """What a court would ask about the proof of a delivery, and how to record the answer (诉讼时效规定 8)."""
    side, known = addressee_of(case, record), after(record, delivery)
    if delivery.signed_by and side is not None and side.signer(delivery.signed_by) is Signer.STRANGER:
        yield msg(
            "'{name}' is nobody of {case}: the signature of a person unknown to it proves no delivery. The addressee: "
            "{addressee}; a relative who lives there: {relative} (parent, child, sibling, relative)",
            name=delivery.signed_by,
            case=case.id,
            addressee=remedy("letter deliver", case=case.id, serial=record.letter.serial, signed_by="本人"),
            relative=remedy(
                "party",
                case=case.id,
                name=Typed(delivery.signed_by),
                role=Role.CONTACT,
                relation=Relation.SPOUSE,
            ),
        )
    arrived = delivery.received or (delivery.returned and known.refused)
    if arrived and not names_a_paper(known.tracking) and known.method in NUMBERED:
        yield msg(
            "no tracking number of letter {serial} is on record: without it the delivery is not proven; record it "
            "with: {cure}",
            serial=record.letter.serial,
            cure=remedy(
                "letter deliver",
                case=case.id,
                serial=record.letter.serial,
                tracking=Placeholder("NUMBER"),
            ),
        )

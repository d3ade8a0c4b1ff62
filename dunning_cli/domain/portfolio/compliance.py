"""What a case adds to a month by the rules: its contacts and letters as judged, complaints, verification, proof.

How the contacts were judged is told by `domain.contact.replay`; here it is counted.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from datetime import date, tzinfo

from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.codes.talk import CALLS, CONNECTED, Channel, Result
from dunning_cli.domain.case.entries import Complaint, Contact
from dunning_cli.domain.case.people.details import known_on
from dunning_cli.domain.case.people.roles import PersonSide, person_of
from dunning_cli.domain.contact.deliveries import LetterRecord, LetterStage, letter_records
from dunning_cli.domain.contact.history import contacts_of, day_of, verification
from dunning_cli.domain.contact.stops import unsettled_complaints
from dunning_cli.domain.portfolio.periods import Period
from dunning_cli.domain.portfolio.sums import Summand, Sums
from dunning_cli.kernel.record import dataclass


@dataclass(frozen=True, slots=True)
class Judged:
    """One entry of a case that the rules have something to say about."""

    entry: str
    summand: Summand
    """OVERRIDDEN, ON_RECORD, AGREED or LATE."""
    rules: tuple[str, ...]


@dataclass(slots=True)
class Counted:
    """What was counted: in all, of each channel, of each rule."""

    total: Sums = field(default_factory=Sums)
    channels: dict[Channel, Sums] = field(default_factory=dict)
    rules: dict[str, Sums] = field(default_factory=dict)

    def add(self, more: Counted) -> None:
        """Adds what another case has."""
        self.total.add_all(more.total)
        for channel, sums in more.channels.items():
            self.channels.setdefault(channel, Sums()).add_all(sums)
        for rule, sums in more.rules.items():
            self.rules.setdefault(rule, Sums()).add_all(sums)


@dataclass(frozen=True, slots=True)
class Settled:
    """A complaint of the period, or one that was settled in it."""

    complaint: Complaint
    settled: date | None
    """None where it is open on the last day."""


def judged_by_rules(judged: Iterable[Judged]) -> Counted:
    """What entries of the month that the rules speak of add to it."""
    found = Counted()
    for each in judged:
        found.total.count(each.summand)
        for rule in each.rules:
            found.rules.setdefault(rule, Sums()).count(each.summand)
    return found


def against_rules(judged: Iterable[Judged]) -> frozenset[str]:
    """The ids of the entries that are against a rule, whether a reason was given or not."""
    return frozenset(each.entry for each in judged if each.summand in (Summand.OVERRIDDEN, Summand.ON_RECORD))


def counted_by_rules(case: Case, period: Period, zone: tzinfo, against: Collection[str]) -> Counted:
    """What a case adds to the month but for `judged_by_rules`; `against` are the ids of `against_rules`."""
    found = Counted()
    for contact in contacts_of(case):
        if day_of(contact, zone) in period:
            for sums in (found.total, found.channels.setdefault(contact.channel, Sums())):
                _count_contact(sums, case, contact, against=contact.id in against)
    _count_complaints(found.total, complaints_in(case, period), period)
    _count_letters(found.total, case, period)
    _count_first_demand(found.total, case, period, zone)
    return found


def _count_contact(sums: Sums, case: Case, contact: Contact, *, against: bool) -> None:
    side = person_of(known_on(case, contact.date), contact.to).side
    sums.count(Summand.CONTACTS)
    sums.count(Summand.CONTACTS_CONNECTED, contact.channel in CALLS and contact.result in CONNECTED)
    sums.count(Summand.AGAINST if against else Summand.WITHIN)
    sums.count(Summand.THIRD_PARTY, side is PersonSide.THIRD or contact.result is Result.THIRD_PARTY)


def complaints_in(case: Case, period: Period) -> tuple[Settled, ...]:
    """The complaints made by the last day that were made or settled in the period, or are open."""
    standing = [entry for entry in case.standing(period.last) if isinstance(entry, Complaint)]
    settled: Mapping[str, date] = {
        entry.resolves: entry.date for entry in standing if entry.resolves is not None
    }
    is_open = {entry.id for entry in unsettled_complaints(standing)}
    return tuple(
        Settled(entry, settled.get(entry.id))
        for entry in standing
        if entry.resolves is None
        and (entry.date in period or entry.id in is_open or settled[entry.id] in period)
    )


def _count_complaints(sums: Sums, complaints: Sequence[Settled], period: Period) -> None:
    for each in complaints:
        sums.count(Summand.COMPLAINTS, each.complaint.date in period)
        if each.settled is None:
            sums.count(Summand.COMPLAINTS_OPEN)
        elif each.settled in period:
            sums.count(Summand.COMPLAINTS_SETTLED)
            sums.count(Summand.COMPLAINT_DAYS, (each.settled - each.complaint.date).days)


def _count_letters(sums: Sums, case: Case, period: Period) -> None:
    """The letters of the period by number, and what was known of each on the last day."""
    for record in letter_records(case.standing(period.last)):
        if record.letter.date in period and record.state is not LetterStage.SPOILED:
            sums.name(Summand.LETTERS, record.letter.serial)
            sums.name(_proof(record), record.letter.serial)


def _proof(record: LetterRecord) -> Summand:
    if record.state is LetterStage.RETURNED:
        return Summand.LETTERS_RETURNED
    signed = record.signed_by is not None or record.acknowledged_on is not None
    if signed or (record.state is LetterStage.RECEIVED and record.tracking is not None):
        return Summand.LETTERS_RECEIVED
    if record.state is LetterStage.POSTED and record.tracking is not None:
        return Summand.LETTERS_POSTED
    return Summand.LETTERS_UNPROVEN


def _count_first_demand(sums: Sums, case: Case, period: Period, zone: tzinfo) -> None:
    first = min(_demanded_on(case, zone), default=None)
    if first is None or first not in period:
        return
    sums.count(Summand.FIRST_DEMANDS)
    sums.count(Summand.VERIFIED_FIRST if verification(case, first) else Summand.UNVERIFIED_FIRST)


def _demanded_on(case: Case, zone: tzinfo) -> Iterator[date]:
    """The days on which anybody but the client was contacted, or a letter asked for payment: it names a last day."""
    for contact in contacts_of(case):
        if person_of(known_on(case, contact.date), contact.to).side is not PersonSide.CLIENT:
            yield day_of(contact, zone)
    for record in letter_records(case.standing(date.max)):
        if record.state is not LetterStage.SPOILED and record.letter.pay_by is not None:
            yield record.letter.date

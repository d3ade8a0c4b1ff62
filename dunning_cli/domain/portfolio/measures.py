"""What a collector did and reached in a time: what is counted, for whom, and by which formula (docs/figures.md).

Activity counts for whoever did it, money and promises for whoever had the case on that day.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import field
from datetime import date
from decimal import Decimal

from dunning_cli.domain.agreements.promises import PromiseOutcome, PromiseState
from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.codes.talk import CALLS, CONNECTED, Channel
from dunning_cli.domain.case.collected import in_kind, is_collected
from dunning_cli.domain.case.entries import Complaint, Contact, Entry, Payment, Refund
from dunning_cli.domain.contact.deliveries import LetterStage, letter_records
from dunning_cli.kernel.money import ZERO
from dunning_cli.kernel.record import dataclass

COLLECTORS_CALLS = CALLS - {Channel.AI_VOICE}
"""Channels on which a person called: what a machine says is nobody's work."""


@dataclass(frozen=True, slots=True)
class Period:
    """A time from its first to its last day, both included."""

    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(slots=True)
class Measures:
    """What one person did and reached."""

    calls: int = 0
    """Calls made, answered or not."""
    connected: int = 0
    """Those of them in which somebody spoke."""
    visits: int = 0
    letters: set[str] = field(default_factory=set)
    """Serials of the letters written and not spoiled; one over several cases is one letter."""
    collected: Decimal = ZERO
    """Payments less refunds on cases that were theirs on the value date, yuan; what was reversed is left out."""
    in_kind: Decimal = ZERO
    """What things taken in payment settled on such cases, yuan: no money, and never in what was collected."""
    promises: Counter[PromiseOutcome] = field(default_factory=Counter)
    """Promises decided, by how, of cases that were theirs on the day that decided them."""
    complaints: int = 0
    """Complaints about them."""

    def add(self, more: Measures) -> None:
        """Adds what was done and reached elsewhere."""
        self.calls += more.calls
        self.connected += more.connected
        self.visits += more.visits
        self.letters |= more.letters
        self.collected += more.collected
        self.in_kind += more.in_kind
        self.promises.update(more.promises)
        self.complaints += more.complaints


def money_in(entry: Entry) -> Decimal:
    """What an entry adds to what was collected, yuan: money that came from outside, and less what was paid back."""
    if isinstance(entry, Payment) and is_collected(entry):
        return entry.amount
    return -entry.amount if isinstance(entry, Refund) else ZERO


def settled_in_kind(entry: Entry) -> Decimal:
    """What an entry settles by a thing taken in payment, yuan."""
    return entry.amount if isinstance(entry, Payment) and in_kind(entry) else ZERO


def work_and_results(
    case: Case, period: Period, as_of: date, promises: Iterable[PromiseState] = ()
) -> dict[str | None, Measures]:
    """What was done and reached on a case in a time, by all that stands on `as_of`, for each person concerned.

    None is nobody: a case without a collector, a complaint that names no one. `promises` are the case's, as decided
    by `as_of`; one counts on the day it was kept, or on the first day after its last.
    """
    found: dict[str | None, Measures] = {}

    def of(person: str | None) -> Measures:
        return found.setdefault(person, Measures())

    standing = case.standing(as_of)
    for entry in standing:
        if entry.date not in period:
            continue
        if isinstance(entry, Contact):
            _count_contact(of(entry.actor), entry)
        elif isinstance(entry, (Payment, Refund)):
            owner = of(case.owner(entry.date))
            owner.collected += money_in(entry)
            owner.in_kind += settled_in_kind(entry)
        elif isinstance(entry, Complaint) and entry.resolves is None:
            of(entry.about).complaints += 1
    for record in letter_records(standing):
        if record.letter.date in period and record.state is not LetterStage.SPOILED:
            of(record.letter.actor).letters.add(record.letter.serial)
    for promise in promises:
        if promise.decided_on is not None and promise.decided_on in period:
            of(case.owner(promise.decided_on)).promises[promise.state] += 1
    return found


def _count_contact(by: Measures, contact: Contact) -> None:
    called = contact.channel in COLLECTORS_CALLS
    by.calls += called
    by.connected += called and contact.result in CONNECTED
    by.visits += contact.channel is Channel.VISIT


def share_reached(reached: Decimal, wanted: Decimal | int | None) -> Decimal | None:
    """What was reached in percent of what was wanted: reached × 100 ÷ wanted; None where nothing was."""
    return reached * 100 / wanted if wanted else None

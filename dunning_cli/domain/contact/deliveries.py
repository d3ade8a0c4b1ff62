"""What became of each letter: written, posted, received, returned or spoiled, from its delivery entries."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from enum import StrEnum

from dunning_cli.domain.case.codes.letters import Method
from dunning_cli.domain.case.entries import Delivery, Entry, Letter, Reversal
from dunning_cli.kernel.pattern import pattern
from dunning_cli.kernel.record import dataclass

POSTED = (Method.REGISTERED, Method.EMS)
"""Ways that go by post: they need an address, and a tracking number to prove what became of them."""
NUMBERED = (*POSTED, Method.ELECTRONIC)
"""Ways on which somebody else carries the letter, whose number for it proves what became of it."""

_REFUSED = pattern(
    r"(?<!未)(?<!非)(?<!没)(?<!不是)(?<!没有)(?<!未被)(?<!无人)拒|(?<!not )(?<!not been )(?<!never )refus",
    re.IGNORECASE,
)
"""Words of the post for a letter that the addressee would not take, unless they say that this was not so."""


class LetterStage(StrEnum):
    """How far a letter has come."""

    WRITTEN = "written"
    POSTED = "posted"
    RECEIVED = "received"
    RETURNED = "returned"
    SPOILED = "spoiled"


@dataclass(frozen=True, slots=True)
class LetterRecord:
    """A letter with what its deliveries say together; a later delivery adds to or replaces an earlier one."""

    letter: Letter
    went_by: Method | None = None
    """How it went, where a delivery says so; else it went as it was to go."""
    tracking: str | None = None
    posted: date | None = None
    received: date | None = None
    signed_by: str | None = None
    returned: str | None = None
    """The reason for which it came back."""
    returned_on: date | None = None
    spoiled: str | None = None
    """Why it was never sent; its number stays used."""
    decided_by: str | None = None
    """The delivery entry that says it was received, returned or spoiled."""
    handled: bool = False
    """Whether any delivery is on record."""
    acknowledged_on: date | None = None
    """The day from which a slip signed by the debtor acknowledges the debt."""
    acknowledged_by: str | None = None
    """The delivery entry that says so."""

    @property
    def method(self) -> Method | None:
        """How the letter went, or is to go."""
        return self.went_by or self.letter.method

    @property
    def state(self) -> LetterStage:
        """How far the letter has come."""
        if self.spoiled:
            return LetterStage.SPOILED
        if self.returned:
            return LetterStage.RETURNED
        if self.received:
            return LetterStage.RECEIVED
        return LetterStage.POSTED if self.handled else LetterStage.WRITTEN

    @property
    def refused(self) -> bool:
        """Whether it came back because the addressee would not take it, so that it should have arrived."""
        return self.returned is not None and _REFUSED.search(self.returned) is not None


def letter_records(standing: Iterable[Entry]) -> tuple[LetterRecord, ...]:
    """Every letter among entries that stand on a day, in replay order, with its deliveries."""
    records: dict[str, LetterRecord] = {}
    deliveries: list[Delivery] = []
    for entry in standing:
        if isinstance(entry, Letter):
            records.setdefault(entry.serial, LetterRecord(entry))
        elif isinstance(entry, Delivery):
            deliveries.append(entry)
    for delivery in deliveries:
        if delivery.serial in records:
            records[delivery.serial] = after(records[delivery.serial], delivery)
    return tuple(records.values())


def letters_taken_back(entries: Iterable[Entry], as_of: date) -> tuple[LetterRecord, ...]:
    """The letters whose entry was reversed, as spoiled ones: their numbers are used and stay in the register."""
    listed = list(entries)
    reasons = {entry.entry: entry.reason or entry.id for entry in listed if isinstance(entry, Reversal)}
    return tuple(
        LetterRecord(entry, spoiled=reasons[entry.id])
        for entry in listed
        if isinstance(entry, Letter) and entry.id in reasons and entry.date <= as_of
    )


def after(record: LetterRecord, delivery: Delivery) -> LetterRecord:
    """A letter's record with one more delivery; posting or receiving it again ends an earlier return."""
    # who signed a slip sent back is not who signed for the letter when it came
    slip_only = delivery.acknowledged and record.received is not None and not delivery.received
    record = replace(
        record,
        went_by=delivery.method or record.went_by,
        tracking=delivery.tracking or record.tracking,
        posted=delivery.posted or record.posted,
        signed_by=record.signed_by if slip_only else delivery.signed_by or record.signed_by,
        spoiled=delivery.spoiled or record.spoiled,
        handled=True,
    )
    if delivery.posted or delivery.received:
        record = replace(record, returned=None, returned_on=None)
    if delivery.received:
        record = replace(record, received=delivery.received)
    if delivery.returned:
        record = replace(
            record, returned=delivery.returned, returned_on=delivery.date, received=None, signed_by=None
        )
    if delivery.acknowledged:
        record = replace(record, acknowledged_on=delivery.date, acknowledged_by=delivery.id)
    signed = delivery.signed_by is not None and not slip_only
    decides = signed or any((delivery.received, delivery.returned, delivery.spoiled))
    return replace(record, decided_by=delivery.id) if decides else record

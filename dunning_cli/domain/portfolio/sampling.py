"""A sample of contacts to inspect (稽核), drawn so that anybody draws it again: by a hash of the seed and the entry's id.

Python's own random numbers are not promised to stay the same over versions; a hash is the same on every machine.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator
from enum import StrEnum
from fractions import Fraction
from math import ceil

from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.entries import Complaint, Contact
from dunning_cli.domain.case.once import RULE as RECORDED_BEFORE
from dunning_cli.domain.contact.inspections import inspected_among, own_contacts
from dunning_cli.domain.portfolio.periods import Period
from dunning_cli.kernel.message import Message, label
from dunning_cli.kernel.record import dataclass

LONG_NOTE = 80
"""Letters from which a note is long, a Chinese character as two: how long a call was is not on record, but a long one
leaves a long note."""
_WIDE = "\u2e80"
"""The first of the characters that count as two."""


class Weight(StrEnum):
    """What makes a contact come first, where it is asked for."""

    OVERRIDES = "overrides"
    COMPLAINTS = "complaints"
    LONG = "long"


CHANCE = "chance"
"""Why a contact was drawn for which none of the weights spoke."""
REASONS: dict[str, Message] = {
    Weight.OVERRIDES: label("against a contact rule"),
    Weight.COMPLAINTS: label("complaint in the period"),
    Weight.LONG: label("long note"),
    CHANCE: label("by lot"),
}
"""Why a contact was drawn, in words."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A contact that may be drawn."""

    case: Case
    contact: Contact
    weights: tuple[Weight, ...]
    """Those of the weights asked for that speak for it."""
    inspected: bool

    @property
    def why(self) -> tuple[str, ...]:
        """Why it is drawn, where it is."""
        return tuple(each.value for each in self.weights) or (CHANCE,)


def candidates_in(case: Case, period: Period, weights: Collection[Weight]) -> Iterator[Candidate]:
    """The contacts of a case in a period that may be drawn: made here, and not taken back by anybody since."""
    standing = [entry for entry in case.entries if entry.id not in case.reversed_ids]
    inspected = inspected_among(standing)
    complained = any(
        isinstance(entry, Complaint) and entry.resolves is None and entry.date in period for entry in standing
    )
    for contact in own_contacts(standing):
        if contact.date in period:
            speaking = tuple(
                each for each in Weight if each in weights and _speaks(each, contact, complained=complained)
            )
            yield Candidate(case, contact, speaking, contact.id in inspected)


def _speaks(weight: Weight, contact: Contact, *, complained: bool) -> bool:
    if weight is Weight.OVERRIDES:
        return contact.overridden not in (None, RECORDED_BEFORE)
    if weight is Weight.COMPLAINTS:
        return complained
    return sum(2 if letter >= _WIDE else 1 for letter in contact.text or "") >= LONG_NOTE


def drawn(
    candidates: Iterable[Candidate], rate: Fraction, seed: int, *, each_collector: bool
) -> list[Candidate]:
    """The sample, collector by collector where it is of each collector's contacts, and then in the order of the draw.

    First come those for which most weights speak, then the order is that of the hashes; of so many the share `rate`
    is taken, more than 0 and at most 1, rounded up, so that at least one is. A greater rate adds to a sample, and
    takes nothing away.
    """
    groups: dict[str, list[Candidate]] = {}
    for each in candidates:
        groups.setdefault(each.contact.actor if each_collector else "", []).append(each)
    found: list[Candidate] = []
    for _, group in sorted(groups.items()):
        group.sort(key=lambda each: (-len(each.weights), _lot(seed, each), each.case.id))
        found += group[: ceil(len(group) * rate)]
    return found


def _lot(seed: int, candidate: Candidate) -> bytes:
    return hashlib.sha256(f"{seed} {candidate.contact.id}".encode()).digest()

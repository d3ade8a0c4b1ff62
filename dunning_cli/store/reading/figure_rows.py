"""What is kept of each case beside the case itself: its figures of a day, and who it is about, in tables of their own.

Whoever deletes the personal table still has every figure. Amounts are whole cents, so that nothing is lost on the way.
"""

from __future__ import annotations

from datetime import date

import msgspec


class Suspicion(msgspec.Struct, frozen=True, array_like=True):
    """A suspicion of fraud that stands."""

    since: date
    police: str | None
    receipt: str | None
    entry: str


class CourseRow(msgspec.Struct, frozen=True, array_like=True):
    """How the figures go on by themselves (`domain/account/course.py`)."""

    until: date
    scale: int
    rounding: str
    oldest_due: date | None
    accruing: tuple[tuple[int, int, int, bool], ...]
    """Component, exact amount so far and a day, and whether it is past due."""


class FigureRow(msgspec.Struct, frozen=True, array_like=True):
    """The columns of lists that hold no personal data, for one case on one day; amounts in cents."""

    case: str
    policy: str
    stage: str
    scheme: str
    days_past_due: int
    overdue: int
    balance: tuple[int, int, int, int, int]
    """Principal, interest, penalty, fee, credit."""
    missed_minimums: int
    next_stage: str | None
    next_date: date | None
    promises: tuple[int, int, int, int]
    """Open, kept, kept in part, broken."""
    owner: str | None
    phase: str | None
    closed: bool
    creditor: str | None
    contract: str | None
    batch: str | None
    entrusted: date | None
    return_by: date | None
    suspected: Suspicion | None
    deceased: date | None
    """Day of the debtor's death, where it is known."""
    course: CourseRow | None
    """None where each day tells something new."""

    @property
    def total(self) -> int:
        """What is owed altogether, less the credit."""
        principal, interest, penalty, fee, credit = self.balance
        return principal + interest + penalty + fee - credit

    @property
    def owes(self) -> bool:
        """Whether the debtor owes the office anything, and not the other way round."""
        return self.total >= 0


class PersonRow(msgspec.Struct, frozen=True, array_like=True):
    """Who a case is about: what lists show of people, whatever the day."""

    debtor: str
    area: str | None
    area_in_part: str | None
    """The area as who may see names and numbers sees it; None where that is no other."""
    area_masked: str | None
    """The area as anybody else sees it; None where that is no other."""


class SearchRow(msgspec.Struct, frozen=True, array_like=True):
    """What a case is found by, so that only cases that may be meant are read."""

    folded: str
    """Every text that is searched, as it is compared, a line each."""
    digits: str
    """The digits of its telephone numbers, a line each."""
    tokens: tuple[str, ...]
    """Whole numbers of telephones and documents as they are compared."""
    names: tuple[str, ...]

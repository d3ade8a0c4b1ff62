"""What an office has on hand: since when a case counts in reports, what was assigned with it, what it owes on a day."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.entries import Charge, NewTerms, Opening
from dunning_cli.domain.case.office.settings import Office
from dunning_cli.domain.contact.late_entries import hours_to_intake
from dunning_cli.domain.portfolio.periods import Period
from dunning_cli.domain.portfolio.sums import Summand, Sums
from dunning_cli.kernel.money import ZERO, as_cents
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.workdays import WorkCalendar


def received_on(case: Case) -> date | None:
    """The day from which a case counts in reports: entrusted or received, else the first value date of what stands in it.

    None for a case in which nothing stands yet. A list shows the case on every day, whenever it was received.
    """
    return case.head.came_on or min((entry.date for entry in case.standing(date.max)), default=None)


def assigned(case: Case, as_of: date) -> Decimal:
    """What was put into a case by a day, yuan: its openings and charges that stand, without what other terms ended.

    What falls due early by such terms counts in its place.
    """
    standing = case.standing(as_of)
    debts = {entry.id: entry.total for entry in standing if isinstance(entry, (Opening, Charge))}
    terms = [entry for entry in standing if isinstance(entry, NewTerms)]
    ended = (row.total for entry in terms for row in entry.ended if row.entry in debts)
    return sum(debts.values(), ZERO) + sum((entry.total for entry in terms), ZERO) - sum(ended, ZERO)


def is_on_hand(case: Case, period: Period) -> bool:
    """Whether a case was with the office on any day of a period: received by its last, not closed before its first."""
    received = received_on(case)
    return received is not None and received <= period.last and case.closing(period.eve) is None


def taken_in(case: Case, period: Period, office: Office, calendar: WorkCalendar) -> Sums:
    """What a case adds to what was on hand in a period, and to what was received in it."""
    sums = Sums()
    if is_on_hand(case, period):
        sums.count(Summand.ON_HAND)
        sums.count(Summand.ASSIGNED, as_cents(assigned(case, period.last)))
    received = received_on(case)
    if received is not None and received in period:
        sums.count(Summand.RECEIVED)
        hours = hours_to_intake(case, office.time_zone, calendar)
        if hours is not None:
            sums.count(Summand.INTAKE_TIMED)
            sums.count(Summand.INTAKE_HOURS, hours)
    return sums


@dataclass(frozen=True, slots=True)
class Stock:
    """What an open case owes on a day, whole cents."""

    principal: int
    interest: int
    penalty: int
    fee: int
    credit: int
    overdue: int

    def sums(self) -> Sums:
        """What it adds to the stock of the day."""
        sums = Sums()
        sums.count(Summand.CASES)
        sums.count(Summand.BALANCE, self.principal + self.interest + self.penalty + self.fee)
        sums.count(Summand.PRINCIPAL, self.principal)
        sums.count(Summand.INTEREST, self.interest)
        sums.count(Summand.PENALTY, self.penalty)
        sums.count(Summand.FEE, self.fee)
        sums.count(Summand.OVERDUE, self.overdue)
        sums.count(Summand.CREDIT, self.credit)
        return sums

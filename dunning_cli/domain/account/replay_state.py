"""The state of an account that is being replayed: rules of a day, what has accrued, what is past due."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from datetime import date, timedelta

from dunning_cli.domain.account.accrual import AccrualStop, advance
from dunning_cli.domain.account.charged import Charged
from dunning_cli.domain.account.debt import Debt
from dunning_cli.domain.account.items import Dated, DebtItem
from dunning_cli.domain.account.late_fees import LateFees, has_late_fees
from dunning_cli.domain.account.result import WaiverOutcome
from dunning_cli.domain.account.rounding import LineRounding
from dunning_cli.domain.account.tariff import INTEREST, PRINCIPAL, Tariff
from dunning_cli.domain.account.timeline import Timeline
from dunning_cli.domain.case.entries import (
    Waiver,
)
from dunning_cli.domain.policy.book import CasePolicy, RulesVersion
from dunning_cli.domain.policy.keys import Ends, RoundingOf
from dunning_cli.domain.policy.policy import Policy

ONE_DAY = timedelta(1)


class ReplayState:
    """What an account is while it is replayed, and what can be told of it on a day."""

    def __init__(
        self,
        policy: CasePolicy,
        versions: tuple[RulesVersion, ...],
        tariff: Tariff,
        calendar: Timeline,
        lapsed: frozenset[str],
    ) -> None:
        self.case_policy = policy
        self.versions = versions
        self.starts = [version.from_ for version in versions]
        self.tariff = tariff
        self.calendar = calendar
        self.stops: tuple[AccrualStop, ...] = calendar.stops
        self.lapsed = lapsed
        latest = versions[-1].policy
        self.debt = Debt(tariff.scale, latest.rounding)
        if latest.rounding_of is RoundingOf.LINE:
            self.debt.by_line = LineRounding(tariff.scale, latest.rounding)
        self.inclusive = latest.day_count.ends is Ends.INCLUSIVE
        self.charged = Charged(policy, tariff, self.debt, self.accrue)
        self.pending: list[Waiver] = []
        self.graced: list[DebtItem] = []
        """Items whose grace is not over."""
        self.late_fees = LateFees(wanted=has_late_fees(versions))
        self.waivers: dict[str, tuple[WaiverOutcome, date, int]] = {}
        self.switches = any(version.policy.allocation.switch for version in versions)
        self.age = 0
        """Days past due at the start of the day, where the order of payments depends on them."""
        self.last: date | None = None
        """The day of the last step taken."""

    def policy_on(self, day: date) -> Policy:
        """The rules of a day."""
        if len(self.versions) == 1:
            return self.versions[0].policy
        return self.versions[bisect_right(self.starts, day) - 1].policy

    def horizon(self, as_of: date) -> date:
        """The first day that does not count any more at the end of `as_of`."""
        return as_of + ONE_DAY if self.inclusive else as_of

    def first_day(self, due: date) -> date:
        """The first day that counts from a due date: where both ends count, the day after (民法典 201)."""
        return due + ONE_DAY if self.inclusive else due

    def accrue(self, day: date) -> None:
        """Let every item accrue up to before `day` and book it."""
        self.debt.leave_behind()
        for item in self.debt.growing:
            if item.clock < day:
                advance(item, day, self.tariff, self.stops)
        self.book()

    def book(self) -> None:
        """Bring what has accrued into what is owed."""
        self.debt.book()

    def owe(self, day: date) -> None:
        """Let what is owed be what it is at the start of `day`; on a card only a statement adds to it."""
        self.accrue(day)

    def overdue(self, as_of: date) -> int:
        """What of the debt is past due, cents."""
        return sum(owed for _, owed in self.past_due(as_of))

    def past_due(self, as_of: date) -> Iterator[tuple[date, int]]:
        """What is past due with its due date, cents: items as a whole."""
        for item in self.debt.open:
            if self.is_overdue(item, as_of):
                yield item.due, sum(item.owed)

    def is_overdue(self, item: DebtItem, as_of: date) -> bool:
        """Whether an item is past due as a whole."""
        return item.is_late(as_of)

    def days_past_due(self, as_of: date) -> int:
        """Days since the oldest due date that is missed, 0 within its grace."""
        late = self.late_since(as_of)
        return (as_of - late).days if late is not None else 0

    def late_since(self, day: date) -> date | None:
        """The oldest due date that is missed on a day; None where nothing is past due, or its grace is not over."""
        oldest = self.oldest(day)
        return oldest.due if oldest is not None and oldest.last_day < day else None

    def grace_until(self, day: date) -> date | None:
        """The last day of the grace of what has the oldest due date; None where it has none."""
        oldest = self.oldest(day)
        return oldest.last_day if oldest is not None and oldest.last_day != oldest.due else None

    def in_grace(self, day: date) -> bool:
        """Whether the days of grace of something run that was due before."""
        return any(item.due <= day and any(item.owed) for item in self.graced)

    def oldest_due(self, day: date) -> date | None:
        """Due date of the oldest item whose principal or interest is unpaid beyond the tolerance."""
        oldest = self.oldest(day)
        return oldest.due if oldest is not None else None

    def oldest(self, day: date) -> Dated | None:
        """What has the oldest due date of all that is unpaid beyond the tolerance."""
        tolerance = int(self.policy_on(day).overdue_tolerance * 100)
        for item in self.debt.open:
            if item.owed[PRINCIPAL] + item.owed[INTEREST] > tolerance and not item.excused:
                return item
        return None

    def payable(self, item: DebtItem, as_of: date) -> bool:
        """Whether an item has fallen due and its grace is over; or at once on that very day, as a cost does."""
        return item.last_day < as_of or item.due == item.date == as_of

    def due(self, as_of: date) -> list[int]:
        """What may be demanded on a day by component, cents."""
        items = [item for item in self.debt.open if self.payable(item, as_of)]
        return [sum(item.owed[place] for item in items) for place in range(4)]

    def missed_minimums(self, as_of: date) -> int:  # noqa: ARG002  # a card asks the day
        """How many minimum payments are missed; only cards have any."""
        return 0

    def coming_days(self) -> Iterator[date]:
        """Days on which something may happen by itself, due dates of items apart; past ones among them."""
        for item in self.graced:
            yield item.last_day + ONE_DAY
        yield from self.late_fees.days()
        for waiver in self.pending:
            if waiver.if_paid_by is not None:
                yield waiver.if_paid_by + ONE_DAY

"""The debt of one case while it is replayed: items, credit, and the movements that explain them."""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterator
from dataclasses import field
from datetime import date
from operator import attrgetter

from dunning_cli.domain.account.allocation import Claim
from dunning_cli.domain.account.items import DebtItem
from dunning_cli.domain.account.result import LineKind
from dunning_cli.domain.account.rounding import LineRounding
from dunning_cli.domain.account.tariff import COMPONENTS
from dunning_cli.kernel.money import Rounding
from dunning_cli.kernel.record import dataclass

CREDIT_PLACE = len(COMPONENTS)
"""The place of credit after the four components."""


_by_due_date = attrgetter("due", "date")


@dataclass(slots=True)
class Movement:
    """One line that is not accrual, amounts in cents."""

    day: date
    kind: LineKind
    component: int
    cents: int
    item: str | None = None
    entry: str | None = None
    rule: str | None = None
    capped: int = 0


@dataclass(slots=True)
class Credit:
    """Money of one payment that has found nothing to settle yet, cents."""

    payment: str
    cents: int


@dataclass(slots=True, eq=False)
class Debt:
    """Items oldest first, and every movement so far."""

    scale: int
    rounding: Rounding
    items: list[DebtItem] = field(default_factory=list)
    open: list[DebtItem] = field(default_factory=list)
    """Those of the items of which something is owed or may yet be: what is settled for good has left."""
    growing: list[DebtItem] = field(default_factory=list)
    """Those of the open items that may still accrue."""
    movements: list[Movement] = field(default_factory=list)
    credits: list[Credit] = field(default_factory=list)
    applied: dict[str, list[tuple[int, str, int, date]]] = field(default_factory=dict)
    """By payment: component, item, cents, day."""
    by_line: LineRounding | None = None
    """How each line becomes cents; None where the running total of an item's component does."""

    def post(
        self, item: DebtItem, day: date, entry: str | None, kind: LineKind, rule: str | None = None
    ) -> None:
        """Add an item and a line for each of its amounts."""
        self.add(item)
        for component, cents in enumerate(item.original):
            if cents:
                self.movements.append(Movement(day, kind, component, cents, item.id, entry, rule))

    def add(self, item: DebtItem) -> None:
        """Add an item at its place among those that are in order."""
        item.by_line = self.by_line
        for items in (self.items, self.open, self.growing):
            insort(items, item, key=_by_due_date)

    def in_order(self) -> None:
        """Bring the items into the order of their due dates; equal ones stay as they were posted."""
        for items in (self.items, self.open, self.growing):
            items.sort(key=_by_due_date)

    def book(self) -> None:
        """Bring every item's accrual so far into what is owed, in cents."""
        for item in self.growing:
            item.book(self.scale, self.rounding)

    def leave_behind(self) -> None:
        """Leave out of `growing` what will not accrue any more, and out of `open` what is settled for good."""
        scale, rounding = self.scale, self.rounding
        self.growing = [item for item in self.growing if not item.ended(scale, rounding)]
        self.open = [item for item in self.open if any(item.owed) or not item.ended(scale, rounding)]

    @property
    def owed(self) -> list[int]:
        """What is owed by component, cents."""
        return [sum(amounts) for amounts in zip(*(item.owed for item in self.open), strict=True)] or [0] * 4

    @property
    def credit(self) -> int:
        """All unused money, cents."""
        return sum(credit.cents for credit in self.credits)

    def receive(self, payment: str, cents: int) -> Credit:
        """A payment's money, to be spent with `spend`; what stays of it is kept with `keep`."""
        self.applied.setdefault(payment, [])
        return Credit(payment, cents)

    def spend(
        self, money: Credit, claims: Iterator[Claim], skip: frozenset[int], day: date, *, kept: bool
    ) -> None:
        """Let money settle claims in their order; `kept` money was credit before, and leaves it."""
        spent = 0
        for item, component in claims:
            if not money.cents:
                break
            owed = item.owed[component]
            if owed <= 0 or component in skip:
                continue
            part = min(owed, money.cents)
            money.cents -= part
            spent += part
            item.take(component, part)
            self.movements.append(Movement(day, LineKind.PAYMENT, component, -part, item.id, money.payment))
            self.applied[money.payment].append((component, item.id, part, day))
        if kept and spent:
            self.movements.append(Movement(day, LineKind.PAYMENT, CREDIT_PLACE, -spent, None, money.payment))

    def give_back(self, source: str, kind: LineKind, cents: int, day: date) -> int:
        """Let credit go, the oldest first; gives what of it there was no credit for, cents."""
        left = cents
        for credit in self.credits:
            part = min(left, credit.cents)
            credit.cents -= part
            left -= part
        self.credits = [credit for credit in self.credits if credit.cents]
        if left < cents:
            self.movements.append(Movement(day, kind, CREDIT_PLACE, left - cents, None, source))
        return left

    def keep(self, money: Credit, day: date) -> None:
        """What is left of a payment becomes credit."""
        if money.cents:
            self.credits.append(money)
            self.movements.append(
                Movement(day, LineKind.PAYMENT, CREDIT_PLACE, money.cents, None, money.payment)
            )

    def free(self, item: DebtItem, component: int, cents: int, day: date) -> None:
        """Money that had settled a component of an item is credit again, the latest first, at most so many cents."""
        for payment, parts in reversed(self.applied.items()):
            spent = sum(part[2] for part in parts if part[:2] == (component, item.id))
            freed = min(spent, cents)
            if freed <= 0:
                continue
            cents -= freed
            item.owed[component] += freed
            parts.append((component, item.id, -freed, day))
            self.movements += (
                Movement(day, LineKind.PAYMENT, component, freed, item.id, payment),
                Movement(day, LineKind.PAYMENT, CREDIT_PLACE, freed, None, payment),
            )
            self.credits.append(Credit(payment, freed))

    def lower(self, item: DebtItem, component: int, cents: int, movement: Movement) -> None:
        """Take an amount off an item other than by money, with its line."""
        item.take(component, cents)
        self.movements.append(movement)

    def cut(self, item: DebtItem, component: int, cents: int, day: date, entry: str, rule: str) -> None:
        """Take off an item what a cap, the rule, does not allow of what was charged, with its line."""
        item.cut[component] += cents
        movement = Movement(day, LineKind.CUT, component, -cents, item.id, entry, rule, cents)
        self.lower(item, component, cents, movement)

"""What money, credit and waivers settle of an account that is being replayed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date

from dunning_cli.domain.account.allocation import Claim, claims, order_ahead, order_on
from dunning_cli.domain.account.debt import Movement
from dunning_cli.domain.account.items import DebtItem, ItemKind
from dunning_cli.domain.account.replay_state import ONE_DAY, ReplayState
from dunning_cli.domain.account.result import LineKind, WaiverOutcome
from dunning_cli.domain.account.tariff import COMPONENTS, PRINCIPAL
from dunning_cli.domain.case.entries import (
    Payment,
    Refund,
    TransferIn,
    TransferOut,
    Waiver,
)
from dunning_cli.kernel.money import Component


class Unmet(Exception):
    """A conditional waiver's day passed unmet: the case is replayed with it as lapsed."""

    def __init__(self, waiver: str) -> None:
        super().__init__(waiver)
        self.waiver = waiver


class Settling(ReplayState):
    """An account that takes money and gives some of it up."""

    def pay(self, entry: Payment | TransferIn) -> None:
        """Money received settles what has accrued by its value date; the rest stays as credit."""
        self.owe(entry.date)
        money = self.debt.receive(entry.id, int(entry.amount * 100))
        self.debt.spend(
            money, self._claims(entry.date, entry.to, entry.to_item), self.skipped, entry.date, kept=False
        )
        self.debt.keep(money, entry.date)

    def give_back(self, entry: TransferOut | Refund) -> None:
        """Credit leaves the case. What of it turns out not to have been there is owed at once, without interest:

        the payment it came from was taken back later.
        """
        kind = LineKind.REFUND if isinstance(entry, Refund) else LineKind.TRANSFER
        missing = self.debt.give_back(entry.id, kind, int(entry.amount * 100), entry.date)
        if missing:
            day = entry.date
            item = DebtItem(entry.id, ItemKind.GIVEN_BACK, day, day, day, (missing, 0, 0, 0), live=False)
            self.debt.post(item, day, entry.id, kind)

    def use_credit(self, day: date) -> None:
        """Let earlier surplus meet what is owed now, the oldest money first."""
        if not self.debt.credits:
            return
        self.owe(day)
        for money in self.debt.credits:
            self.debt.spend(money, self._claims(day), self.skipped, day, kept=True)
        self.debt.credits = [money for money in self.debt.credits if money.cents]

    def _claims(self, day: date, to: Component | None = None, to_item: str | None = None) -> Iterator[Claim]:
        allocation = self.policy_on(day).allocation
        order, ahead = order_on(allocation, self.age), order_ahead(allocation)
        owing = [item for item in self.debt.open if any(item.owed)]
        return claims(owing, order, allocation.across, self.ripe(day), to, to_item, ahead)

    def ripe(self, day: date) -> Callable[[DebtItem], bool]:
        """Tells which items are served first: those due."""
        return lambda item: item.due <= day

    @property
    def skipped(self) -> frozenset[int]:
        """Components that payments pass over while a conditional waiver of them waits.

        Not principal of which only a part is given up: the rest is what is to be paid.
        """
        return frozenset(
            COMPONENTS.index(waiver.component) for waiver in self.pending if not _of_part_of_principal(waiver)
        )

    @property
    def principal_given_up(self) -> int:
        """The part of the principal, in cents, that conditional waivers give up once the rest is paid."""
        return sum(
            int(waiver.amount * 100)
            for waiver in self.pending
            if waiver.amount is not None and _of_part_of_principal(waiver)
        )

    def waive(self, entry: Waiver) -> None:
        """Give up a component at once, or wait for the condition."""
        if entry.if_paid_by is not None:
            if entry.id in self.lapsed:
                self.waivers[entry.id] = (WaiverOutcome.LAPSED, entry.if_paid_by + ONE_DAY, 0)
                return
            self.pending.append(entry)
            self.waivers[entry.id] = (WaiverOutcome.PENDING, entry.date, 0)
            return
        taken = self._waive(entry, entry.date, self.debt.open)
        self.waivers[entry.id] = (WaiverOutcome.APPLIED, entry.date, taken)

    def _waive(self, entry: Waiver, day: date, items: Iterable[DebtItem]) -> int:
        self.accrue(day)
        component = COMPONENTS.index(entry.component)
        left = None if entry.amount is None else int(entry.amount * 100)
        taken = 0
        for item in sorted(items, key=lambda each: each.rank):
            part = item.owed[component] if left is None else min(left - taken, item.owed[component])
            if part > 0:
                movement = Movement(day, LineKind.WAIVER, component, -part, item.id, entry.id)
                self.debt.lower(item, component, part, movement)
                taken += part
        return taken

    def meet_conditions(self, day: date) -> None:
        """A conditional waiver is met if all else that is due is zero; it gives up what is due."""
        if not self.pending or not self.debt.items:
            return
        # a debt of which nothing is due yet may be settled too: then all of it is what is waited for
        due = [item for item in self.debt.items if self.is_due(item, day)] or self.debt.items
        self.accrue(day)
        if self.still_open(due, self.skipped):
            return
        for waiver in self.pending:
            self.waivers[waiver.id] = (WaiverOutcome.MET, day, self._waive(waiver, day, due))
        self.pending = []
        self.use_credit(day)

    def is_due(self, item: DebtItem, day: date) -> bool:
        """Whether a conditional waiver waits for an item: for what is due by the end of the day."""
        return item.due <= day

    def still_open(self, due: Sequence[DebtItem], named: frozenset[int]) -> bool:
        """Whether anything but the named components, and the principal given up, is owed of what is due."""
        others = [place for place in range(4) if place not in named and place != PRINCIPAL]
        if any(item.owed[place] for item in due for place in others):
            return True
        principal = sum(item.owed[PRINCIPAL] for item in due)
        return PRINCIPAL not in named and principal > self.principal_given_up

    def expire(self, day: date) -> None:
        """The first of the conditional waivers to pass its day unmet lapses. Raises Unmet."""
        late = [(w.if_paid_by, w.id) for w in self.pending if w.if_paid_by and w.if_paid_by < day]
        if late:
            raise Unmet(min(late)[1])


def _of_part_of_principal(waiver: Waiver) -> bool:
    """Whether a waiver gives up some of the principal: it settles the debt for less, once the rest is paid."""
    return waiver.component is Component.PRINCIPAL and waiver.amount is not None

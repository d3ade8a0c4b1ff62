"""What is newly owed of an account that is being replayed: charges with their grace, fees, and the cap on them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from dunning_cli.domain.account.caps import penalty_left
from dunning_cli.domain.account.items import DebtItem, ItemKind, parts
from dunning_cli.domain.account.late_fees import late_fee, late_fee_item
from dunning_cli.domain.account.pieces import Pieces
from dunning_cli.domain.account.replay_state import ONE_DAY
from dunning_cli.domain.account.result import LineKind
from dunning_cli.domain.account.settling import Settling
from dunning_cli.domain.account.tariff import PENALTY
from dunning_cli.domain.case.entries import (
    Charge,
    Opening,
)
from dunning_cli.domain.policy.grace import AccruesFrom


class Charging(Settling):
    """An account that is charged."""

    def open(self, entry: Opening) -> None:
        """The debt as taken over; it accrues from its own date, whatever it is overdue since."""
        due = entry.overdue_since or entry.date
        self._post(DebtItem(entry.id, ItemKind.OPENING, entry.date, due, entry.date, parts(entry)), entry.id)

    def charge(self, entry: Charge) -> None:
        """Something newly owed; without a due date it is due on its date, and counts from there as a posting."""
        due = entry.due or entry.date
        first = entry.date if entry.due is None else self.first_day(due)
        item = DebtItem(entry.id, ItemKind.CHARGE, entry.date, due, first, parts(entry), entry.ref)
        if entry.due is not None:
            item.instalment = True
            self._grant_grace(item, entry.date)
            self.late_fees.expect(item, entry.date)
        if entry.outstanding is not None:
            self.charged.outstanding = int(entry.outstanding * 100)
        self._post(item, entry.id)

    def _grant_grace(self, item: DebtItem, day: date) -> None:
        """On `day` let an item that falls due have the grace of the rules of its due date, unless that is over."""
        item.grace, item.excused = self.policy_on(item.due).grace, False
        if item.grace.is_none:
            return
        item.waiting, item.waiting_pieces = [0, 0, 0, 0], Pieces()
        item.undecided = day <= item.last_day
        self.graced = [each for each in self.graced if each is not item]
        if item.undecided:
            self.graced.append(item)
        if item.grace.accrues is AccruesFrom.AFTER:
            item.accrues_from = self.first_day(item.last_day)

    def end_graces(self, day: date) -> None:
        """Decide about what had its last day of grace before `day`, the first to end first."""
        ended = [item for item in self.graced if item.last_day < day]
        for last in sorted({item.last_day for item in ended}):
            self.accrue(last + ONE_DAY)
            for item in ended:
                if item.last_day == last:
                    item.end_grace(sum(item.owed))
            self.book()
        if ended:
            self.graced = [item for item in self.graced if item.undecided]

    def _post(self, item: DebtItem, source: str) -> None:
        self.debt.post(item, item.date, source, LineKind.CHARGE)
        if not self.charged.post(item, source):
            self.use_credit(item.date)

    def hold_to_cap(self, day: date) -> None:
        """What was charged on a day is cut to the annual cap, before anything else happens to it."""
        held = self.charged.hold(day)
        for item, cut in held:
            self.was_cut(item, cut)
        if held:
            self.use_credit(day)

    def was_cut(self, item: DebtItem, cut: int) -> None:
        """The annual cap took something off an item, cents; a card covers its minimum with it."""

    def fee(self, source: str, kind: ItemKind, amount: Decimal, day: date, ref: str | None) -> None:
        """A fee that the case itself gave rise to: legal costs, which no cap limits, or a broken promise."""
        item = DebtItem(source, kind, day, day, day, (0, 0, 0, int(amount * 100)), ref)
        self.debt.post(item, day, source, LineKind.CHARGE, kind.value)
        if kind is ItemKind.FAILED_DEBIT and self.charged.post(item, source):
            self.hold_to_cap(day)
        else:
            self.use_credit(day)

    def charge_late_fee(self, item: DebtItem, day: date) -> None:
        """What being late with an item costs once, within what limits all its penalty; nothing on a day without accrual."""
        amount = late_fee(item, self.policy_on(day), day)
        if not amount or any(stop.start <= day < stop.end for stop in self.stops):
            return
        self.accrue(day)
        fee = late_fee_item(item, amount, day)
        self.debt.post(fee, day, item.id, LineKind.CHARGE, "late_fee")
        multiple, scale = self.tariff.on(day).penalty_to_principal, self.tariff.scale
        over = 0 if multiple is None else amount - penalty_left(item, multiple, scale) // scale
        if over > 0:
            self.debt.cut(fee, PENALTY, over, day, item.id, "cap.penalty_to_principal")
        waits = self.charged.post(fee, item.id)
        if waits:
            self.hold_to_cap(day)
        item.late_fee = fee.charged(PENALTY)
        if not waits:
            self.use_credit(day)

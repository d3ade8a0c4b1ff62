"""Replaying a case up to a day: every entry in its turn, what happens by itself between them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import islice, takewhile

from dunning_cli.domain.account.charging import Charging
from dunning_cli.domain.account.items import ItemKind
from dunning_cli.domain.account.judgment import JudgedUnder, rebase
from dunning_cli.domain.account.new_terms import end_instalments, falls_due
from dunning_cli.domain.account.replay_state import ONE_DAY
from dunning_cli.domain.account.timeline import PlanBroken, PromiseBroken, Step
from dunning_cli.domain.case.entries import (
    Charge,
    Extension,
    Judgment,
    Legal,
    NewTerms,
    Opening,
    Payment,
    Refund,
    Reschedule,
    TransferIn,
    TransferOut,
    Waiver,
)
from dunning_cli.kernel.money import Component


class AccountReplay(Charging):
    """An account that is being replayed; a card adds its statements (`card.py`)."""

    def run(self, as_of: date) -> None:
        """Replay everything up to the end of `as_of`. Raises Unmet, and Refused for an unknown rate."""
        self.follow(self.calendar.steps)
        self.close(as_of)

    def follow(self, steps: Sequence[tuple[date, Step]]) -> None:
        """Let steps take effect that come after all before. Raises as `run`."""
        for place, (day, step) in enumerate(steps):
            last = self.last
            if day != last:
                if last is not None:
                    self.end_of_day(last)
                    self.days_pass(last + ONE_DAY, day - ONE_DAY)
                self.end_graces(day)
                self.judge_age(day, islice(steps, place, None))
                self.start_of_day(day)
                self.expire(day)
                self.last = day
            self.take(step, day)

    def close(self, as_of: date) -> None:
        """Replay what happens by itself after the last step, up to the end of `as_of`. Raises as `run`."""
        if self.last is not None:
            self.end_of_day(self.last)
            self.days_pass(self.last + ONE_DAY, as_of)
        self.expire(as_of)

    def show_unbilled(self) -> None:
        """Puts into what is owed the interest that only a statement will bill; cards know such."""

    def finish(self, as_of: date) -> None:
        """Accrue to the end of `as_of`: a day more where both ends count, but on its due date nothing is past due."""
        if self.inclusive:
            for item in self.debt.items:
                if item.kind is ItemKind.CHARGE and item.due == as_of:
                    item.accrues_from = as_of + ONE_DAY
        self.accrue(self.horizon(as_of))

    def take(self, step: Step, day: date) -> None:
        """Let one step of the calendar take effect."""
        if not isinstance(step, (Opening, Charge)):
            self.hold_to_cap(day)
        if isinstance(step, Opening):
            self.open(step)
        elif isinstance(step, Charge):
            self.charge(step)
        elif isinstance(step, (Payment, TransferIn)):
            self.pay(step)
        elif isinstance(step, (TransferOut, Refund)):
            self.give_back(step)
        elif isinstance(step, Waiver):
            self.waive(step)
        elif isinstance(step, Extension):
            self.extend(step)
        elif isinstance(step, Legal):
            assert step.cost is not None
            self.fee(step.id, ItemKind.LEGAL_COST, step.cost, day, step.text)
        elif isinstance(step, NewTerms):
            self.take_new_terms(step)
        elif isinstance(step, Judgment):
            self.judge(step)
        elif isinstance(step, PromiseBroken):
            self.fee(step.promise, ItemKind.FAILED_DEBIT, step.fee, day, None)
        elif isinstance(step, PlanBroken):
            self.release(day)

    def judge_age(self, day: date, steps: Iterable[tuple[date, Step]] = ()) -> None:
        """Judge the age of the debt that orders a day's payments: once, at its start.

        So splitting a payment changes nothing. What is entered on the day and was due before it counts too,
        such as a debt taken over. `steps` are those from the day on.
        """
        if not self.switches or not self.policy_on(day).allocation.switch:
            return
        self.owe(day)
        entered = takewhile(lambda dated: dated[0] == day, steps)
        dues = [self.late_since(day), *(self.due_before(step, day) for _, step in entered)]
        self.age = (day - min((due for due in dues if due is not None and due < day), default=day)).days

    def due_before(self, step: Step, day: date) -> date | None:
        """Since when something entered on a day is past due; None where it is not."""
        if not isinstance(step, (Opening, Charge)):
            return None
        policy = self.policy_on(day)
        due = step.overdue_since if isinstance(step, Opening) else step.due
        owed = step.part(Component.PRINCIPAL) + step.part(Component.INTEREST)
        if due is None or owed <= policy.overdue_tolerance:
            return None
        return due if isinstance(step, Opening) or policy.grace.last_day(due) < day else None

    def start_of_day(self, day: date) -> None:
        """What happens by itself before the entries of a day: what is late since this day is charged for once."""
        for item in self.late_fees.take(day, self.debt.items):
            self.charge_late_fee(item, day)

    def days_pass(self, start: date, end: date) -> None:
        """What happens by itself on the days from `start` up to and including `end`.

        A due date that comes may meet a conditional waiver: it waits for what is due. A grace may end, and what is
        late then costs its fee.
        """
        late = {day for day in self.late_fees.days() if start <= day <= end}
        dues = {item.due for item in self.debt.items if start <= item.due <= end} if self.pending else set()
        for day in sorted(late | dues):
            self.end_graces(day)
            if day in late:
                self.judge_age(day)
                self.start_of_day(day)
            self.expire(day)
            self.end_of_day(day)
        self.end_graces(end)

    def end_of_day(self, day: date) -> None:
        """What happens by itself after the entries of a day."""
        self.hold_to_cap(day)
        self.meet_conditions(day)

    def extend(self, entry: Extension) -> None:
        """Move the due date of one item, or of every unpaid one that is due before the new date.

        What runs on a judgment runs on: time given for paying it takes none of that away, but it is asked for no
        sooner than the sums it is reckoned on.
        """
        self.accrue(entry.date)
        for item in self.debt.items:
            named = item.id == entry.entry
            unpaid = item.on_judgment or sum(item.owed) > 0
            if named or (entry.entry is None and item.due < entry.due and unpaid):
                item.due = entry.due
                if not item.on_judgment:
                    item.accrues_from = self.first_day(entry.due)
                if item.kind is ItemKind.CHARGE:
                    self._grant_grace(item, entry.date)
                    self.late_fees.expect(item, entry.date)
        self.debt.in_order()

    def take_new_terms(self, entry: NewTerms) -> None:
        """Instalments end; what falls due instead does so on that day, with nothing forgiven."""
        self.accrue(entry.date)
        end_instalments(self.debt, self.charged, entry)
        if not isinstance(entry, Reschedule):
            self.charged.outstanding = 0
        elif entry.outstanding is not None:
            self.charged.outstanding = int(entry.outstanding * 100)
        if entry.total:
            self._post(falls_due(entry, self.first_day(entry.date)), entry.id)
        else:
            self.use_credit(entry.date)

    def release(self, day: date) -> None:
        """A plan broke that brings stopped accrual back: what was held counts from this day."""
        self.accrue(day)
        for item in self.debt.items:
            if item.active:
                item.release()
        self.book()
        self.use_credit(day)

    def end_contract(self) -> None:
        """Nothing goes on by the contract alone any more; on a card no statement is made."""

    def judge(self, entry: Judgment) -> None:
        """What the court awarded takes the place of all items; interest for delayed performance begins.

        A judgment of one sum keeps the oldest due date of what it replaces, so days past due go on; where that is
        later than the performance period, or nothing was owed, it is due at the end of that. Parts have due dates of
        their own.
        """
        self.accrue(entry.date)
        due = min(self.oldest_due(entry.date) or entry.perform_by, entry.perform_by)
        self.end_contract()
        base = self.policy_on(entry.date).judgment_base
        rebase(self.debt, entry, JudgedUnder(due, base, self.first_day, self.tariff))
        self.use_credit(entry.date)

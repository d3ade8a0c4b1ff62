"""How a case goes from its coming to the ledger's day: calls, promises, payments, plans, letters, its end."""

from __future__ import annotations

import heapq
from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from sample.words import CARD

from dunning_cli.domain.account import Balance, account_at
from dunning_cli.domain.case.codes.agreements import CloseReason, HoldWhat, OnBreak, PlanAccrual, Signed
from dunning_cli.domain.case.codes.money import Via
from dunning_cli.domain.case.entries import (
    Assign,
    Charge,
    Close,
    Complaint,
    Delivery,
    Hold,
    Instalment,
    Letter,
    Opening,
    Payment,
    Plan,
    Verify,
    Waiver,
)
from dunning_cli.kernel.money import ZERO, Component
from dunning_cli.store.format.letter_path import letter_path
from generator.days import month_later, next_working_day, working_day
from generator.debts import Bill, Debt, billed_on
from generator.diary import Diary
from generator.ground import Ground, Hour
from generator.post import Posting, written
from generator.talk import Talk

_SLIPS = {Via.BANK: "YH", Via.WECHAT: "WX", Via.ALIPAY: "ZFB", Via.POS: "POS"}
_VIA = (Via.BANK, Via.BANK, Via.WECHAT, Via.ALIPAY, Via.POS)


class Course:
    """One case, told day by day: what comes later waits in line until its day."""

    def __init__(self, ground: Ground, debt: Debt, posting: Posting | None) -> None:
        self._ground = ground
        self._debt = debt
        self._posting = posting
        self._chance = ground.wanted.chance("course", debt.number)
        self.diary = Diary(debt.head, self._chance)
        self._talk = Talk(self.diary, self._chance)
        self._owner = debt.head.owner or ""
        self._at = ground.at
        self._clerk = ground.staff.of("clerk", debt.number)
        self._supervisor = ground.staff.of("supervisor", debt.number)
        self._line: list[tuple[datetime, int, Callable[..., None], tuple[Any, ...]]] = []
        self._count = 0
        self._paid = ZERO
        self._silent_until = date.min

    def told(self) -> Diary:
        """The whole diary, up to the day before the ledger's."""
        self._intake(self._at(self._debt.entrusted, Hour.INTAKE, self._clerk))
        self._schedule()
        while self._line:
            when, _, happens, more = heapq.heappop(self._line)
            if when.date() < self._ground.wanted.day:
                happens(when, *more)
        return self.diary

    def _wait(self, when: datetime, happens: Callable[..., None], *more: Any) -> None:
        self._count += 1
        heapq.heappush(self._line, (when, self._count, happens, more))

    def _schedule(self) -> None:
        """What is settled when the case comes: bills, talks, the letter, and how it ends."""
        chance, came, today = self._chance, self._debt.entrusted, self._ground.wanted.day
        for bill in self._debt.later:
            if bill.day > came:
                self._wait(self._at(billed_on(bill), Hour.BILLS, self._clerk), self._charge, bill)
        span = (today - came).days
        gap = max(3, span // chance.between(7, 11))
        day = next_working_day(came + timedelta(chance.below(3)))
        while day < today:
            self._wait(self._at(day, Hour.TALKS, self._owner), self._talks)
            day = working_day(day + timedelta(max(2, gap + chance.between(-2, 3))))
        if self._posting is not None:
            self._wait(self._posting.when, self._letter)
        self._decisions(span)
        self._ending(span)

    def _decisions(self, span: int) -> None:
        chance, came = self._chance, self._debt.entrusted
        for one_in, decided, by in (
            (20, self._assign, self._supervisor),
            (30, self._waive, self._clerk),
            (40, self._complaint, self._clerk),
            (8, self._plan, self._clerk),
        ):
            if chance.below(one_in) == 0 and span > 30:
                day = working_day(came + timedelta(chance.between(10, span - 10)))
                self._wait(self._at(day, Hour.DECISIONS, by), decided)

    def _ending(self, span: int) -> None:
        """One case in ten is paid in full, one in fifteen goes back; not soon after a letter."""
        chance = self._chance
        earliest = self._debt.entrusted + timedelta(40)
        if self._posting is not None:
            earliest = max(earliest, self._posting.when.date() + timedelta(15))
        room = (self._ground.wanted.day - earliest).days
        if room < 1 or span < 60:
            return
        day = working_day(earliest + timedelta(chance.below(room)))
        if chance.below(10) == 0 and self._debt.product != CARD:
            self._wait(self._at(day, Hour.CLOSINGS, self._clerk), self._paid_up)
        elif chance.below(15) == 0:
            self._wait(self._at(day, Hour.CLOSINGS, self._clerk), self._returned)

    def _intake(self, when: datetime) -> None:
        for bill in self._debt.opening:
            self.diary.enter(
                Opening,
                when,
                self._clerk,
                when.date(),
                principal=bill.principal,
                interest=bill.interest,
                overdue_since=bill.day,
            )
        for bill in self._debt.bills:
            self._charge(when, bill)
        self.diary.enter(
            Verify, when, self._clerk, when.date(), valid=True, reason="身份证、合同与欠款明细核对一致"
        )

    def _charge(self, when: datetime, bill: Bill) -> None:
        self.diary.enter(
            Charge,
            when,
            self._clerk,
            bill.day,
            due=bill.due,
            principal=bill.principal,
            interest=bill.interest,
            ref=bill.ref,
        )

    def _talks(self, when: datetime) -> None:
        """A day's calls, and what the debtor promised; now and then a visit instead."""
        day = when.date()
        if day <= self._silent_until:
            return
        if self._chance.below(16) == 0:
            field = self._ground.staff.of("field", self._debt.number)
            self._talk.visit(self._at(day, Hour.VISITS, field), field, self._owner)
            return
        promised = self._talk.calls(self._at(day, Hour.TALKS, self._owner), self._owner, self._part())
        if promised is None:
            return
        amount, due = promised
        kept = self._chance.below(100)
        if kept < 55:
            self._comes_in(day + timedelta(self._chance.between(1, max(1, (due - day).days))), amount)
        elif kept < 70:
            self._comes_in(due, (amount / 2).quantize(Decimal("0.01")))

    def _part(self) -> Decimal:
        """A part of the debt such as people promise, in tens of yuan."""
        part = self._debt.principal / self._chance.pick((6, 10, 15, 20))
        return max(Decimal("50.00"), (part / 10).quantize(Decimal(1)) * 10).quantize(Decimal("0.01"))

    def _comes_in(self, day: date, amount: Decimal) -> None:
        """Money comes on a day, and the clerk writes it down on the next working one; never more than two thirds of the debt."""
        if self._paid + amount > self._debt.principal * 2 / 3:
            return
        self._paid += amount
        booked = next_working_day(day)
        self._wait(self._at(booked, Hour.PAYMENTS, self._clerk), self._payment, day, amount)

    def _payment(self, when: datetime, day: date, amount: Decimal) -> None:
        via = self._chance.pick(_VIA)
        number = f"{self._debt.number:06}{len(self.diary.entries):03}"
        self.diary.enter(
            Payment,
            when,
            self._clerk,
            day,
            amount=amount,
            via=via,
            ref=f"{_SLIPS[via]}{self._ground.wanted.series}{day:%y%m%d}{number}",
        )

    def _letter(self, when: datetime) -> None:
        assert self._posting is not None
        text, keys = written(self._ground.reader, self._ground.office, self.diary.case, self._posting)
        self.diary.enter(Letter, when, self._clerk, when.date(), **keys)
        self.diary.letter(letter_path(self._posting.serial), text)
        self._wait(self._at(next_working_day(when.date()), Hour.DELIVERIES, self._clerk), self._posted)

    def _posted(self, when: datetime) -> None:
        assert self._posting is not None
        tracking = f"XA{self._debt.number:09}CN"
        self.diary.enter(
            Delivery, when, self._clerk, when.date(), serial=self._posting.serial, tracking=tracking,
            posted=when.date(),
        )  # fmt: skip
        arrives = working_day(when.date() + timedelta(self._chance.between(2, 5)))
        if self._chance.below(10) < 8:
            self._wait(self._at(arrives, Hour.DELIVERIES, self._clerk), self._received)
        elif self._chance.below(2):
            self._wait(self._at(arrives, Hour.DELIVERIES, self._clerk), self._came_back)

    def _received(self, when: datetime) -> None:
        assert self._posting is not None
        self.diary.enter(
            Delivery, when, self._clerk, when.date(), serial=self._posting.serial, received=when.date(),
            signed_by=self._debt.head.debtor.name,
        )  # fmt: skip

    def _came_back(self, when: datetime) -> None:
        assert self._posting is not None
        self.diary.enter(
            Delivery, when, self._clerk, when.date(), serial=self._posting.serial, returned="查无此人"
        )

    def _assign(self, when: datetime) -> None:
        self._owner = self._ground.staff.of("phone", self._debt.number + self._chance.between(1, 9))
        self.diary.enter(Assign, when, self._supervisor, when.date(), owner=self._owner)

    def _waive(self, when: datetime) -> None:
        penalty = self._owed(when.date()).penalty
        if penalty >= 20:
            self.diary.enter(
                Waiver, when, self._clerk, when.date(), component=Component.PENALTY, amount=Decimal("10.00"),
                reason="客户来函说明困难,委托方同意减免部分违约金",
            )  # fmt: skip

    def _complaint(self, when: datetime) -> None:
        day = when.date()
        self._silent_until = day + timedelta(14)
        complaint = self.diary.enter(
            Complaint, when, self._clerk, day, text="投诉来电频繁,已登记并核查通话记录"
        )
        answered = self._at(working_day(self._silent_until), Hour.DECISIONS, self._supervisor)
        self._wait(answered, self._answered, complaint.id)
        self.diary.enter(
            Hold, when, self._clerk, day, what=HoldWhat.CONTACT, from_=day, until=self._silent_until,
            reason="投诉核查期间暂停联系",
        )  # fmt: skip

    def _answered(self, when: datetime, complaint: str) -> None:
        text = "核查通话记录无违规,已致歉说明,客户接受"
        self.diary.enter(Complaint, when, self._supervisor, when.date(), text=text, resolves=complaint)

    def _plan(self, when: datetime) -> None:
        day, amount = when.date(), self._part()
        first = month_later(day.replace(day=20), 1)
        dues = [month_later(first, number) for number in range(6)]
        self.diary.enter(
            Plan,
            when,
            self._clerk,
            day,
            instalments=tuple(Instalment(due=due, amount=amount) for due in dues),
            signed=Signed.DEBTOR,
            accrual=PlanAccrual.CONTINUE,
            on_break=OnBreak.REINSTATE,
            text="每月 20 日前分期归还,一期不付即恢复原约定",
        )
        for due in dues[: self._chance.between(0, 6)]:
            self._comes_in(due - timedelta(self._chance.below(4)), amount)

    def _paid_up(self, when: datetime) -> None:
        """Everything that is owed comes in; nothing more happens but the closing on the next working day."""
        day = when.date()
        owed = self._owed(day).owed
        if owed <= ZERO:
            return
        self._line.clear()
        booked = next_working_day(day)
        self._wait(self._at(booked, Hour.PAYMENTS, self._clerk), self._payment, day, owed)
        self._wait(self._at(booked, Hour.CLOSINGS, self._clerk), self._closed, CloseReason.PAID)

    def _returned(self, when: datetime) -> None:
        self._line.clear()
        self._closed(when, CloseReason.RETURNED)

    def _closed(self, when: datetime, reason: CloseReason) -> None:
        text = "全额结清" if reason is CloseReason.PAID else "委托方收回自办"
        self.diary.enter(Close, when, self._clerk, when.date(), reason=reason, text=text)

    def _owed(self, day: date) -> Balance:
        case = self.diary.case
        return account_at(case, self._ground.reader.policies.for_case(case), day).balance

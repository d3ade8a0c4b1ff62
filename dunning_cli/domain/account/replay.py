"""Replaying a case up to a day: every entry in its turn, accrual between them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import islice, takewhile

from dunning_cli.domain.account.accrual import AccrualStop, advance
from dunning_cli.domain.account.allocation import Claim, claims, order_ahead, order_on
from dunning_cli.domain.account.caps import penalty_left
from dunning_cli.domain.account.charged import Charged
from dunning_cli.domain.account.debt import Debt, Movement
from dunning_cli.domain.account.items import Dated, DebtItem, ItemKind, parts
from dunning_cli.domain.account.judgment import JudgedUnder, rebase
from dunning_cli.domain.account.late_fees import LateFees, has_late_fees, late_fee, late_fee_item
from dunning_cli.domain.account.new_terms import end_instalments, falls_due
from dunning_cli.domain.account.pieces import Pieces
from dunning_cli.domain.account.result import LineKind, WaiverOutcome
from dunning_cli.domain.account.rounding import LineRounding
from dunning_cli.domain.account.tariff import COMPONENTS, INTEREST, PENALTY, PRINCIPAL, Tariff
from dunning_cli.domain.account.timeline import PlanBroken, PromiseBroken, Step, Timeline
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
from dunning_cli.domain.policy.book import CasePolicy, RulesVersion
from dunning_cli.domain.policy.grace import AccruesFrom
from dunning_cli.domain.policy.keys import Ends, RoundingOf
from dunning_cli.domain.policy.policy import Policy
from dunning_cli.kernel.money import Component

ONE_DAY = timedelta(1)


class Unmet(Exception):
    """A conditional waiver's day passed unmet: the case is replayed with it as lapsed."""

    def __init__(self, waiver: str) -> None:
        super().__init__(waiver)
        self.waiver = waiver


class AccountReplay:
    """The state of an account that is being replayed; a card adds its statements (`card.py`)."""

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

    def horizon(self, as_of: date) -> date:
        """The first day that does not count any more at the end of `as_of`."""
        return as_of + ONE_DAY if self.inclusive else as_of

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

    def coming_days(self) -> Iterator[date]:
        """Days on which something may happen by itself, due dates of items apart; past ones among them."""
        for item in self.graced:
            yield item.last_day + ONE_DAY
        yield from self.late_fees.days()
        for waiver in self.pending:
            if waiver.if_paid_by is not None:
                yield waiver.if_paid_by + ONE_DAY

    def payable(self, item: DebtItem, as_of: date) -> bool:
        """Whether an item has fallen due and its grace is over; or at once on that very day, as a cost does."""
        return item.last_day < as_of or item.due == item.date == as_of

    def due(self, as_of: date) -> list[int]:
        """What may be demanded on a day by component, cents."""
        items = [item for item in self.debt.open if self.payable(item, as_of)]
        return [sum(item.owed[place] for item in items) for place in range(4)]

    def missed_minimums(self, as_of: date) -> int:  # noqa: ARG002
        """How many minimum payments are missed; only cards have any."""
        return 0

    def first_day(self, due: date) -> date:
        """The first day that counts from a due date: where both ends count, the day after (民法典 201)."""
        return due + ONE_DAY if self.inclusive else due

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

    def end_of_day(self, day: date) -> None:
        """At the end of a day a conditional waiver is met if all else that is due is zero; it gives up what is due."""
        self.hold_to_cap(day)
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


def _of_part_of_principal(waiver: Waiver) -> bool:
    """Whether a waiver gives up some of the principal: it settles the debt for less, once the rest is paid."""
    return waiver.component is Component.PRINCIPAL and waiver.amount is not None

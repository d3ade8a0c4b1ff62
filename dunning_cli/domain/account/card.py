"""Replaying a revolving card: statements, minimum payments, interest that is billed (docs/figures.md)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from fractions import Fraction

from dunning_cli.domain.account.accrual import advance
from dunning_cli.domain.account.allocation import Claim, has_switched
from dunning_cli.domain.account.card_statement import (
    Statement,
    due_after,
    opening_minimum,
    over_limit_fee,
    statement_on_or_after,
)
from dunning_cli.domain.account.debt import CREDIT_PLACE, Movement
from dunning_cli.domain.account.items import Dated, DebtItem, ItemKind, parts
from dunning_cli.domain.account.replay import AccountReplay
from dunning_cli.domain.account.replay_state import ONE_DAY
from dunning_cli.domain.account.result import LineKind
from dunning_cli.domain.account.tariff import FEE, INTEREST, PENALTY, PRINCIPAL, Tariff
from dunning_cli.domain.account.timeline import Step, Timeline
from dunning_cli.domain.case.codes.money import CardUse
from dunning_cli.domain.case.entries import Charge, Extension, Judgment, Opening, Payment, TransferIn, Waiver
from dunning_cli.domain.policy.book import CasePolicy, RulesVersion
from dunning_cli.domain.policy.card_keys import CardMethod
from dunning_cli.domain.policy.grace import NO_GRACE
from dunning_cli.domain.policy.keys import Ends
from dunning_cli.domain.policy.policy import Policy
from dunning_cli.kernel.money import Component
from dunning_cli.kernel.shares import share_of


class CardReplay(AccountReplay):
    """Purchases bear interest on condition until their due date decides; statements bill it."""

    def __init__(
        self,
        policy: CasePolicy,
        versions: tuple[RulesVersion, ...],
        tariff: Tariff,
        calendar: Timeline,
        lapsed: frozenset[str],
    ) -> None:
        super().__init__(policy, versions, tariff, calendar, lapsed)
        self.statements: list[Statement] = []
        """Those whose minimum is not covered, the one due first first."""
        self.stated = 0
        """How many statements there were."""
        self.awaiting: list[Statement] = []
        self.next_statement: date | None = None
        self.judged = False
        self.missed_before = 0
        self.asked_principal = 0
        """What statements have asked for of the principal and is unpaid, cents."""

    def open(self, entry: Opening) -> None:
        """A debt taken over: billed already, bearing interest from its own date, its minimum due."""
        due = entry.overdue_since or entry.date
        item = DebtItem(entry.id, ItemKind.OPENING, entry.date, due, entry.date, parts(entry))
        policy = self.policy_on(entry.date)
        own = opening_minimum(_percent(policy), item.original)
        item.by_statement, item.statement = True, self._state(entry.date, due, own, opening=True).index
        self.asked_principal += share_of(_percent(policy), item.original[PRINCIPAL])
        self._post(item, entry.id)
        self._begin(entry.date + ONE_DAY, policy)
        missed = due_after(due, policy.keys.due_day or due.day)
        while missed <= entry.date:
            self.missed_before += 1
            missed = due_after(missed, policy.keys.due_day or due.day)

    def _state(self, day: date, due: date, own: int, *, opening: bool = False) -> Statement:
        self.stated += 1
        grace = NO_GRACE if opening else self.policy_on(day).grace
        statement = Statement(self.stated, day, due, own, opening=opening, grace=grace)
        if own:
            self.statements.append(statement)
            self.statements.sort(key=lambda each: each.due)
        return statement

    def due_before(self, step: Step, day: date) -> date | None:
        """Since when the minimum of a debt taken over is past due; purchases have no due date."""
        if not isinstance(step, Opening):
            return None
        own = opening_minimum(_percent(self.policy_on(day)), parts(step))
        return step.overdue_since if own > self.policy_on(day).overdue_tolerance * 100 else None

    def charge(self, entry: Charge) -> None:
        """A purchase, another use or a fee; the next statement takes it. Cash bears interest from its posting date."""
        item = DebtItem(
            entry.id, ItemKind.CHARGE, entry.date, entry.date, entry.date, parts(entry), entry.ref
        )
        policy = self.policy_on(entry.date)
        item.use, item.by_statement = entry.use, True
        item.active = entry.use is not None and _bears_from_posting(policy, entry.use)
        self._begin(entry.date, policy)
        self._post(item, entry.id)

    def _begin(self, day: date, policy: Policy) -> None:
        if self.next_statement is None and not self.judged:
            assert policy.keys.statement_day is not None
            self.next_statement = statement_on_or_after(day, policy.keys.statement_day)

    def days_pass(self, start: date, end: date) -> None:
        """Statements and due dates of whole days without an entry."""
        while True:
            days = [statement.last_day + ONE_DAY for statement in self.awaiting]
            if self.next_statement is not None:
                days.append(self.next_statement)
            day = min((each for each in days if each >= start), default=None)
            if day is None or day > end:
                return
            self.judge_age(day)
            self.start_of_day(day)
            self.expire(day)
            self.end_of_day(day)
            start = day + ONE_DAY

    def start_of_day(self, day: date) -> None:
        """The day after a due date and its days of grace decides about its statement."""
        for statement in [each for each in self.awaiting if each.last_day < day]:
            self.awaiting.remove(statement)
            self._decide(statement, day)

    def end_of_day(self, day: date) -> None:
        """A statement takes what was posted up to and including its day; credit that meets it may settle all."""
        super().end_of_day(day)
        if day == self.next_statement:
            self._bill(day)
            super().end_of_day(day)

    def book(self) -> None:
        """Interest of a card is booked only when a statement bills it."""
        for item in self.debt.growing:
            if not item.by_statement:
                item.book(self.debt.scale, self.debt.rounding)

    def owe(self, day: date) -> None:
        """Until a judgment only a statement adds to what is owed: an item accrues when something is taken off it."""
        if self.judged:
            super().owe(day)

    def _claims(self, day: date, to: Component | None = None, to_item: str | None = None) -> Iterator[Claim]:
        for item, component in super()._claims(day, to, to_item):
            if item.clock < day and item.owed[component]:
                advance(item, day, self.tariff, self.stops)
            yield item, component

    def _book_all(self) -> None:
        for item in self.debt.growing:
            item.book(self.debt.scale, self.debt.rounding)
            item.pieces.bill()

    def _decide(self, statement: Statement, day: date) -> None:
        """Paid in full: no interest. Otherwise its purchases bear interest from their posting dates.

        What is forgiven may be missing; it stands in the next statement.
        """
        index, items = statement.index, self.debt.open
        short = sum(
            sum(item.owed) for item in items if item.statement is not None and item.statement <= index
        )
        in_full = short <= statement.grace.cents
        for item in items:
            if item.statement != index or item.active:
                continue
            advance(item, day, self.tariff, self.stops)
            if in_full:
                item.forget()
                item.statement = None if any(item.owed) else index
                continue
            item.active = True
            if self._unpaid_part(day):
                self._anew(item, statement, day)
            item.release()
        unpaid = sum(each.uncovered for each in self.statements if each.index <= index)
        if unpaid > statement.grace.cents:
            self._charge_late_fee(statement, unpaid, day)
        elif unpaid:
            self.statements = [each for each in self.statements if each.index > index]

    def _unpaid_part(self, day: date) -> bool:
        interest = self.policy_on(day).keys.interest
        return interest is not None and interest.method is CardMethod.UNPAID_PART

    def _anew(self, item: DebtItem, statement: Statement, day: date) -> None:
        """Only what was not paid by the due date bears interest, from the posting date."""
        item.forget()
        item.clock, item.statement = item.date, None
        advance(item, self._boundary(statement.day), self.tariff, self.stops)
        item.statement = statement.index
        advance(item, day, self.tariff, self.stops)

    def _charge_late_fee(self, statement: Statement, unpaid: int, day: date) -> None:
        """The fee of a missed minimum; none once an insolvency has fixed the claim (企业破产法 46)."""
        if day >= self.calendar.fixed:
            return
        rule = self.policy_on(day).late_fee_on(day)
        fee = rule.on(unpaid) if rule is not None and not rule.of_instalments else 0
        if fee:
            amounts = (0, 0, fee, 0)
            self._post_fee(f"statement-{statement.day}", ItemKind.LATE_FEE, amounts, day, "late_fee")

    def _post_fee(
        self, name: str, kind: ItemKind, amounts: tuple[int, int, int, int], day: date, rule: str
    ) -> None:
        item = DebtItem(name, kind, day, day, day, amounts)
        item.by_statement = True
        self.debt.post(item, day, None, LineKind.CHARGE, rule)
        self.use_credit(day)

    def _boundary(self, statement_day: date) -> date:
        """The first day that the next statement counts: inclusive counting takes the statement's own day too."""
        inclusive = self.policy_on(statement_day).day_count.ends is Ends.INCLUSIVE
        return statement_day + ONE_DAY if inclusive else statement_day

    def _bill(self, day: date) -> None:
        policy = self.policy_on(day)
        keys = policy.keys
        assert keys.due_day is not None
        assert keys.statement_day is not None
        self.next_statement = statement_on_or_after(day + ONE_DAY, keys.statement_day)
        self._charge_over_limit(policy, day)
        self.accrue(self._boundary(day))
        self._book_all()
        owed = self.debt.owed
        balance, principal = sum(owed), owed[PRINCIPAL]
        if not balance:
            return
        self.asked_principal = min(principal, self.asked_principal + self._asked_anew(policy, principal))
        asked = self.asked_principal + balance - principal
        earlier = sum(each.uncovered for each in self.statements)
        statement = self._state(day, due_after(day, keys.due_day), max(0, asked - earlier))
        self.awaiting.append(statement)
        for item in self.debt.items:
            if item.statement is None:
                item.statement, item.due = statement.index, statement.due
        self.debt.in_order()
        self.use_credit(day)

    def _asked_anew(self, policy: Policy, principal: int) -> int:
        """What a statement's minimum asks for of the principal beyond what earlier ones asked for, cents."""
        switched = has_switched(policy.allocation, self.age)
        ordinary, asked = principal - self.asked_principal if switched else principal, 0
        for use in CardUse:
            items = [item for item in self.debt.open if item.use is use]
            new = sum(item.owed[PRINCIPAL] for item in items if item.statement is None)
            earlier = sum(item.owed[PRINCIPAL] for item in items) - new
            part = policy.keys.minimum_payment.share_of(use) if policy.keys.minimum_payment else Fraction(1)
            asked += share_of(part, new)
            ordinary -= new
            if not switched:
                # what was asked for as a whole is not asked for again
                asked += share_of(part, earlier) if part < 1 else 0
                ordinary -= earlier
        return asked + share_of(_percent(policy), max(0, ordinary))

    def _charge_over_limit(self, policy: Policy, day: date) -> None:
        rule, limit = policy.keys.over_limit_fee, policy.keys.credit_limit
        if rule is None or limit is None or day > rule.until:
            return
        over = self._principal() - int(limit * 100)
        fee = over_limit_fee(rule, over)
        if fee:
            self._post_fee(f"statement-{day}", ItemKind.OVER_LIMIT, (0, 0, 0, fee), day, "over_limit_fee")

    def pay(self, entry: Payment | TransferIn) -> None:
        """Billed items first, then unbilled purchases; what is paid covers the oldest minimum first."""
        start = len(self.debt.movements)
        super().pay(entry)
        self._paid(self.debt.movements[start:])

    def use_credit(self, day: date) -> None:
        """Surplus used later covers minimums like any payment."""
        start = len(self.debt.movements)
        super().use_credit(day)
        self._paid(self.debt.movements[start:])

    def _paid(self, movements: Sequence[Movement]) -> None:
        paid = [each for each in movements if each.component != CREDIT_PLACE]
        if paid:
            principal = -sum(each.cents for each in paid if each.component == PRINCIPAL)
            self._settled(-sum(each.cents for each in paid), principal)

    def _waive(self, entry: Waiver, day: date, items: Iterable[DebtItem]) -> int:
        """What is given up of something billed covers its minimum; a late fee no statement asked for covers none."""
        before, principal = self._billed(), self._principal()
        taken = super()._waive(entry, day, items)
        self._settled(before - self._billed(), principal - self._principal())
        return taken

    def was_cut(self, item: DebtItem, cut: int) -> None:
        """What is cut off a billed item covers its minimum."""
        if item.statement is not None:
            self._cover(cut)

    def _billed(self) -> int:
        return sum(sum(item.owed) for item in self.debt.open if item.statement is not None)

    def _principal(self) -> int:
        return self.debt.owed[PRINCIPAL]

    def _settled(self, amount: int, principal: int) -> None:
        """What was paid or given up covers minimums; of principal, what minimums asked for comes first."""
        self.asked_principal = max(0, self.asked_principal - principal)
        self._cover(amount)

    def _cover(self, amount: int) -> None:
        for statement in self.statements:
            if amount <= 0:
                break
            part = min(amount, statement.uncovered)
            statement.covered += part
            amount -= part
        self.statements = [statement for statement in self.statements if statement.uncovered]

    def ripe(self, day: date) -> Callable[[DebtItem], bool]:  # noqa: ARG002  # a loan asks the day
        """Tells which items are served first: those billed."""
        return lambda item: item.statement is not None or not item.by_statement

    def is_due(self, item: DebtItem, day: date) -> bool:  # noqa: ARG002  # a loan asks both
        """A settlement of a card is of its whole balance: more than the minimum is owed."""
        return True

    def still_open(self, due: Sequence[DebtItem], named: frozenset[int]) -> bool:
        """Whether anything but the named components is owed, interest not yet billed included."""
        if super().still_open(due, named):
            return True
        if INTEREST in named:
            self._book_all()
            return False
        scale, rounding = self.debt.scale, self.debt.rounding
        return any(
            item.accrued(INTEREST, scale, rounding) > item.booked[INTEREST] for item in self.debt.growing
        )

    def extend(self, entry: Extension) -> None:
        """The minimums not yet covered are due on the new date."""
        if self.judged:
            super().extend(entry)
            return
        for statement in self.statements:
            if statement.due < entry.due:
                statement.due = entry.due
        self.statements.sort(key=lambda each: each.due)

    def judge(self, entry: Judgment) -> None:
        """A judgment ends the revolving account, and bills what no statement has."""
        self.accrue(entry.date)
        self._book_all()
        super().judge(entry)

    def end_contract(self) -> None:
        """No statement is made any more."""
        self.judged = True
        self.awaiting, self.next_statement = [], None

    def show_unbilled(self) -> None:
        """Interest that no statement has billed shows, but was never payable."""
        self.debt.book()

    def oldest(self, day: date) -> Dated | None:
        """The oldest statement whose minimum is not covered."""
        if self.judged:
            return super().oldest(day)
        tolerance = int(self.policy_on(day).overdue_tolerance * 100)
        return next((each for each in self.statements if each.uncovered > tolerance), None)

    def in_grace(self, day: date) -> bool:
        """Whether the days of grace of a statement run."""
        return super().in_grace(day) or any(each.due <= day <= each.last_day for each in self.statements)

    def past_due(self, as_of: date) -> Iterator[tuple[date, int]]:
        """The unpaid minimums past due with their due dates, cents; after a judgment the items."""
        if self.judged:
            yield from super().past_due(as_of)
            return
        for each in self.statements:
            if each.last_day < as_of:
                yield each.due, each.uncovered

    def is_overdue(self, item: DebtItem, as_of: date) -> bool:
        """Before a judgment no item is past due, only the minimums."""
        return self.judged and super().is_overdue(item, as_of)

    def coming_days(self) -> Iterator[date]:
        """Statements and due dates too."""
        yield from super().coming_days()
        if self.next_statement is not None:
            yield self.next_statement
        for statement in (*self.statements, *self.awaiting):
            yield statement.due
            yield statement.due + ONE_DAY
            yield statement.last_day + ONE_DAY

    def payable(self, item: DebtItem, as_of: date) -> bool:
        """Before a judgment no single item falls due, only the minimums."""
        return self.judged and super().payable(item, as_of)

    def due(self, as_of: date) -> list[int]:
        """The unpaid minimums past due: what of them interest, penalty and fees make up, the rest principal, cents."""
        if self.judged:
            return super().due(as_of)
        left = self.overdue(as_of)
        parts = [0, 0, 0, 0]
        for place in (INTEREST, PENALTY, FEE, PRINCIPAL):
            items = [item for item in self.debt.open if place == PRINCIPAL or item.statement is not None]
            parts[place] = min(left, sum(item.owed[place] for item in items))
            left -= parts[place]
        return parts

    def missed_minimums(self, as_of: date) -> int:
        """How many due dates have passed with a minimum still not covered."""
        if self.judged:
            return 0
        missed = [each for each in self.statements if each.last_day < as_of]
        return len(missed) + (self.missed_before if any(each.opening for each in missed) else 0)


def _bears_from_posting(policy: Policy, use: CardUse) -> bool:
    return policy.keys.interest is not None and use in policy.keys.interest.from_posting


def _percent(policy: Policy) -> Fraction:
    rule = policy.keys.minimum_payment
    return rule.percent if rule else Fraction(1)

"""Replaying a revolving card: statements, minimum payments, interest that is billed (DESIGN §3, Card)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from fractions import Fraction

from dunning_cli.domain.account.accrual import advance
from dunning_cli.domain.account.calendar import Calendar
from dunning_cli.domain.account.items import Item, ItemKind, cents, parts
from dunning_cli.domain.account.replay import ONE_DAY, Replay
from dunning_cli.domain.account.result import LineKind
from dunning_cli.domain.account.statement import (
    Statement,
    due_after,
    late_fee,
    minimum,
    over_limit_fee,
    statement_on_or_after,
)
from dunning_cli.domain.account.tariff import INTEREST, PRINCIPAL, Tariff
from dunning_cli.domain.card_keys import CardMethod
from dunning_cli.domain.entries import Charge, Extension, Judgment, Opening, Payment, Waiver
from dunning_cli.domain.policy import Policy
from dunning_cli.domain.policy_book import CasePolicy, Version
from dunning_cli.domain.policy_keys import Ends


class CardReplay(Replay):
    """Purchases bear interest on condition until their due date decides; statements bill it."""

    def __init__(
        self,
        policy: CasePolicy,
        versions: tuple[Version, ...],
        tariff: Tariff,
        calendar: Calendar,
        lapsed: frozenset[str],
    ) -> None:
        super().__init__(policy, versions, tariff, calendar, lapsed)
        self.statements: list[Statement] = []
        self.awaiting: list[Statement] = []
        self.next_statement: date | None = None
        self.judged = False
        self.missed_before = 0

    def open(self, entry: Opening) -> None:
        """A debt taken over: billed already, bearing interest from its own date, its minimum due."""
        due = entry.overdue_since or entry.date
        item = Item(entry.id, ItemKind.OPENING, entry.date, due, entry.date, parts(entry))
        item.by_statement, item.statement = True, self._next_index()
        policy = self.policy_on(entry.date)
        owed = item.original
        own = minimum(_percent(policy), owed[PRINCIPAL], sum(owed[INTEREST:]), 0, sum(owed))
        self._state(Statement(item.statement, entry.date, due, own, opening=True))
        self._post(item, entry.id)
        self._begin(entry.date + ONE_DAY, policy)
        missed = due_after(due, policy.keys.due_day or due.day)
        while missed <= entry.date:
            self.missed_before += 1
            missed = due_after(missed, policy.keys.due_day or due.day)

    def _next_index(self) -> int:
        return max((statement.index for statement in self.statements), default=0) + 1

    def _state(self, statement: Statement) -> None:
        self.statements.append(statement)
        self.statements.sort(key=lambda each: each.due)

    def charge(self, entry: Charge) -> None:
        """A purchase or fee; the next statement takes it."""
        item = Item(entry.id, ItemKind.CHARGE, entry.date, entry.date, entry.date, parts(entry), entry.ref)
        item.by_statement, item.active = True, False
        self._begin(entry.date, self.policy_on(entry.date))
        self._post(item, entry.id)

    def _begin(self, day: date, policy: Policy) -> None:
        if self.next_statement is None and not self.judged:
            assert policy.keys.statement_day is not None
            self.next_statement = statement_on_or_after(day, policy.keys.statement_day)

    def days_pass(self, start: date, end: date) -> None:
        """Statements and due dates of whole days without an entry."""
        while True:
            days = [statement.due + ONE_DAY for statement in self.awaiting]
            if self.next_statement is not None:
                days.append(self.next_statement)
            day = min((each for each in days if each >= start), default=None)
            if day is None or day > end:
                return
            self.start_of_day(day)
            self.expire(day)
            self.end_of_day(day)
            start = day + ONE_DAY

    def start_of_day(self, day: date) -> None:
        """The day after a due date decides about its statement."""
        for statement in [each for each in self.awaiting if each.due < day]:
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
        for item in self.debt.items:
            if not item.by_statement:
                item.book(self.debt.scale, self.debt.rounding)

    def _book_all(self) -> None:
        self.debt.book()
        for item in self.debt.items:
            for piece in item.pieces:
                piece.billed = True

    def _decide(self, statement: Statement, day: date) -> None:
        """Paid in full: no interest. Otherwise its purchases bear interest from their posting dates."""
        self.accrue(day)
        billed = [
            item
            for item in self.debt.items
            if item.statement is not None and item.statement <= statement.index
        ]
        in_full = not any(sum(item.owed) for item in billed)
        for item in billed:
            if item.statement != statement.index or item.active:
                continue
            if in_full:
                item.forget()
                continue
            item.active = True
            if self._unpaid_part(day):
                self._anew(item, statement, day)
            item.release()
        unpaid = sum(each.uncovered for each in self.statements if each.index <= statement.index)
        if unpaid > 0:
            self._charge_late_fee(statement, unpaid, day)

    def _unpaid_part(self, day: date) -> bool:
        interest = self.policy_on(day).keys.interest
        return interest is not None and interest.method is CardMethod.UNPAID_PART

    def _anew(self, item: Item, statement: Statement, day: date) -> None:
        """Only what was not paid by the due date bears interest, from the posting date."""
        item.forget()
        item.clock, item.statement = item.date, None
        advance(item, self._boundary(statement.day), self.tariff, self.stops)
        item.statement = statement.index
        advance(item, day, self.tariff, self.stops)

    def _charge_late_fee(self, statement: Statement, unpaid: int, day: date) -> None:
        rule = self.policy_on(day).late_fee_on(day)
        fee = late_fee(rule, unpaid) if rule else 0
        if fee:
            amounts = (0, 0, fee, 0)
            self._post_fee(f"statement-{statement.day}", ItemKind.LATE_FEE, amounts, day, "late_fee")

    def _post_fee(
        self, name: str, kind: ItemKind, amounts: tuple[int, int, int, int], day: date, rule: str
    ) -> None:
        item = Item(name, kind, day, day, day, amounts)
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
        items = self.debt.items
        before = sum(sum(item.owed[INTEREST:]) for item in items if item.statement is not None)
        self._book_all()
        balance = sum(sum(item.owed) for item in items)
        if not balance:
            return
        fresh = sum(sum(item.owed[INTEREST:]) for item in items) - before
        principal = sum(item.owed[PRINCIPAL] for item in items)
        earlier = sum(each.uncovered for each in self.statements)
        asked = minimum(_percent(policy), principal, fresh, earlier, balance)
        index = self._next_index()
        statement = Statement(index, day, due_after(day, keys.due_day), max(0, asked - earlier))
        self._state(statement)
        self.awaiting.append(statement)
        for item in items:
            if item.statement is None:
                item.statement, item.due = index, statement.due
        self.debt.in_order()
        self.use_credit(day)

    def _charge_over_limit(self, policy: Policy, day: date) -> None:
        rule, limit = policy.keys.over_limit_fee, policy.keys.credit_limit
        if rule is None or limit is None or day > rule.until:
            return
        over = sum(item.owed[PRINCIPAL] for item in self.debt.items) - int(limit * 100)
        fee = over_limit_fee(rule, over)
        if fee:
            self._post_fee(f"statement-{day}", ItemKind.OVER_LIMIT, (0, 0, 0, fee), day, "over_limit_fee")

    def pay(self, entry: Payment) -> None:
        """Billed items first, then unbilled purchases; what is paid covers the oldest minimum first."""
        before = self._owed()
        super().pay(entry)
        self._cover(before - self._owed())

    def use_credit(self, day: date) -> None:
        """Surplus used later covers minimums like any payment."""
        before = self._owed()
        super().use_credit(day)
        self._cover(before - self._owed())

    def _waive(self, entry: Waiver, day: date, items: Iterable[Item]) -> int:
        taken = super()._waive(entry, day, items)
        self._cover(taken)
        return taken

    def was_cut(self, item: Item, cut: int) -> None:
        """What is cut off a billed item covers its minimum."""
        if item.statement is not None:
            self._cover(cut)

    def _owed(self) -> int:
        return sum(sum(item.owed) for item in self.debt.items)

    def _cover(self, amount: int) -> None:
        for statement in self.statements:
            if amount <= 0:
                return
            part = min(amount, statement.uncovered)
            statement.covered += part
            amount -= part

    def ripe(self, day: date) -> Callable[[Item], bool]:  # noqa: ARG002
        """Tells which items are served first: those billed."""
        return lambda item: item.statement is not None or not item.by_statement

    def is_due(self, item: Item, day: date) -> bool:  # noqa: ARG002
        """A settlement of a card is of its whole balance: more than the minimum is owed."""
        return True

    def still_open(self, due: Sequence[Item], named: frozenset[int]) -> bool:
        """Whether anything but the named components is owed, interest not yet billed included."""
        if super().still_open(due, named):
            return True
        if INTEREST in named:
            self._book_all()
            return False
        scale, rounding = self.debt.scale, self.debt.rounding
        return any(
            cents(item.exact[INTEREST], scale, rounding) > item.booked[INTEREST] for item in self.debt.items
        )

    def extend(self, entry: Extension) -> None:
        """The minimums not yet covered are due on the new date."""
        if self.judged:
            super().extend(entry)
            return
        for statement in self.statements:
            if statement.uncovered and statement.due < entry.due:
                statement.due = entry.due
        self.statements.sort(key=lambda each: each.due)

    def judge(self, entry: Judgment) -> None:
        """A judgment ends the revolving account: no statement is made any more."""
        self.accrue(entry.date)
        self._book_all()
        super().judge(entry)
        self.judged = True
        self.awaiting, self.next_statement = [], None

    def show_unbilled(self) -> None:
        """Interest that no statement has billed shows, but was never payable."""
        self.debt.book()

    def oldest_due(self, day: date) -> date | None:
        """Due date of the oldest statement whose minimum is not covered."""
        if self.judged:
            return super().oldest_due(day)
        tolerance = int(self.policy_on(day).overdue_tolerance * 100)
        return next((each.due for each in self.statements if each.uncovered > tolerance), None)

    def overdue(self, as_of: date) -> int:
        """The unpaid minimums past due, cents."""
        if self.judged:
            return super().overdue(as_of)
        return sum(each.uncovered for each in self.statements if each.due < as_of)

    def missed_minimums(self, as_of: date) -> int:
        """How many due dates have passed with a minimum still not covered."""
        if self.judged:
            return 0
        missed = [each for each in self.statements if each.uncovered > 0 and each.due < as_of]
        return len(missed) + (self.missed_before if any(each.opening for each in missed) else 0)


def _percent(policy: Policy) -> Fraction:
    rule = policy.keys.minimum_payment
    return rule.percent if rule else Fraction(1)

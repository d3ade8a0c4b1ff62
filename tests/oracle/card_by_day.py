"""A second account of a revolving card, slow and obvious: statements, minimums, interest day by day.

Written from docs/figures.md (Cards). A purchase's days are kept until its due date decides whether they count.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from day_by_day import Lapsed, SlowAccount
from lines_by_day import DUE_DATE, add_day, begin_day, by_line, decided, lines_come_to
from rules_by_day import COMPONENTS, ONE_DAY, Item, World, days, parts, share, to_cents

CHARGES = ("interest", "penalty", "fee")


def slow_card(case: Any, case_policy: Any, as_of: date) -> dict[str, Any]:
    """Balances in cents by component (interest not yet billed included), credit, days past due."""
    lapsed: set[str] = set()
    while True:
        try:
            return SlowCard(World(case, case_policy, as_of), lapsed).result()
        except Lapsed as waiver:
            lapsed.add(waiver.args[0])


class SlowCard(SlowAccount):
    """Purchases, statements, minimum payments."""

    def __init__(self, world: World, lapsed: set[str]) -> None:
        super().__init__(world, lapsed)
        self.statements: list[dict[str, Any]] = []
        self.begins: date | None = None
        self.asked: list[int] = []
        self.judged = False
        self.waiving = False

    # the days

    def morning(self, day: date) -> None:
        """The day after a due date decides about its statement."""
        super().morning(day)
        for statement in list(self.statements):
            if not statement["decided"] and self.in_time(statement) < day:
                statement["decided"] = True
                self.decide(statement, day)

    def evening(self, day: date) -> None:
        """Inclusive counting bills the statement's own day with it, exclusive counting after it."""
        self.hold_to_cap(day)
        self.meet_conditions(day)
        counted = day < self.world.as_of or self.world.both_ends(day)
        if self.world.both_ends(day):
            self.count_day(day)
            self.bill(day)
        else:
            self.bill(day)
            if counted:
                self.count_day(day)
        self.meet_conditions(day)

    def count_day(self, day: date) -> None:
        """A day's interest of every purchase, and of what was billed of its interest."""
        if self.world.stands_still(day):
            return
        for item in self.items:
            if item["runs"]:
                self.run(item, day)
            elif not item["dead"] and day >= item["date"]:
                billed = self.unpaid(item, "interest") if item["statement"] else 0
                self.add(item, day, self.unpaid(item, "principal"), billed)

    def add(self, item: Item, day: date, principal: int, interest: int) -> None:
        """A day's interest, on condition while the statement's due date has not decided."""
        rate = self.world.per_day(self.world.policy(day).keys.interest.rate, day)
        waits = "" if item["bears_interest"] else DUE_DATE
        item["waiting" if waits else "exact"] += (principal + interest) * rate
        bases = (("interest", principal), ("compound", interest))
        acting = [(name, "interest", base, rate, waits) for name, base in bases if base > 0 and rate]
        begin_day(item, day, acting)
        for rule in acting:
            add_day(item, day, rule, rule[2] * rate)

    def grown(self, item: Item, component: str) -> int:
        """Of a purchase what statements have billed."""
        policy = self.world.policy(self.world.as_of)
        if item["runs"] or not by_line(policy):
            return super().grown(item, component)
        return lines_come_to(item, component, policy, billed=True)

    # statements

    def bill(self, day: date) -> None:
        """On a statement day: bills interest, sets the minimum, takes what was posted."""
        keys = self.world.policy(day).keys
        if (
            self.begins is None
            or self.judged
            or day < self.begins
            or day != in_month(day.year, day.month, keys.statement_day)
        ):
            return
        self.bill_interest()
        balance = sum(self.unpaid(item, c) for item in self.items for c in COMPONENTS)
        if not balance:
            return
        principal = sum(self.unpaid(item, "principal") for item in self.items)
        charges = balance - principal
        earlier = sum(each["minimum"] - each["covered"] for each in self.statements)
        percent = keys.minimum_payment.percent if keys.minimum_payment else 1
        # once the order has switched a share only of what no minimum has asked for yet
        later = any(self.age >= other.from_ for other in self.world.policy(day).allocation.switch)
        anew = self.asked_of_principal(keys.minimum_payment, percent, principal, later=later)
        self.asked.append(min(anew, principal - sum(self.asked)))
        due = next_month_day(day, keys.due_day)
        statement = self.statement(day, due, max(0, sum(self.asked) + charges - earlier))
        for item in self.items:
            if not item["statement"]:
                item["statement"], item["due"] = statement["number"], due
        self.use_credit(day)

    def asked_of_principal(self, rule: Any, percent: Any, principal: int, *, later: bool) -> int:
        """A share of the purchases; of cash and instalments as much as the policy says, what is whole only once."""
        asked, purchases = 0, principal - sum(self.asked) if later else principal
        for use, part in (
            ("cash", rule.cash if rule else 1),
            ("instalment", rule.instalment if rule else 1),
        ):
            for billed in (False, True):
                items = [i for i in self.items if i["use"] == use and bool(i["statement"]) == billed]
                owed = sum(self.unpaid(item, "principal") for item in items)
                if billed and later:
                    continue
                purchases -= owed
                if not billed or part < 1:
                    asked += share(part, owed)
        return asked + share(percent, max(0, purchases))

    def statement(self, day: date, due: date, minimum: int, *, decided: bool = False) -> dict[str, Any]:
        """A statement; one that is not decided waits for its due date."""
        number = len(self.statements) + 1
        made = {
            "number": number,
            "day": day,
            "due": due,
            "minimum": minimum,
            "covered": 0,
            "decided": decided,
            "grace": None if decided else self.grace(day),
        }
        self.statements.append(made)
        self.by_due_date()
        return made

    def by_due_date(self) -> None:
        """The statement due first first; those moved to one day keep their order."""
        self.statements.sort(key=lambda each: each["due"])

    def bill_interest(self) -> None:
        """Interest can be paid from now on."""
        for item in self.items:
            if not item["runs"] and not item["dead"]:
                for line in item["lines"]:
                    line["billed"] = not line["waits"]
                billed = to_cents(item["exact"], self.world.policy(self.world.as_of))
                item["accrued"]["interest"] = Fraction(billed)

    def decide(self, statement: dict[str, Any], day: date) -> None:
        """Paid in full by the due date: no interest. Otherwise its purchases bear it from their posting dates."""
        billed = [i for i in self.items if i["statement"] and i["statement"] <= statement["number"]]
        forgiven = int((statement["grace"].amount or 0) * 100) if statement["grace"] else 0
        in_full = sum(self.unpaid(item, c) for item in billed for c in COMPONENTS) <= forgiven
        for item in billed:
            if item["statement"] == statement["number"] and not item["bears_interest"]:
                if not in_full and self.world.policy(day).keys.interest.method == "unpaid_part":
                    self.only_unpaid(item, statement, day)
                if not in_full:
                    item["bears_interest"] = True
                    item["exact"] += item["waiting"]
                item["waiting"] = Fraction(0)
                decided(item, DUE_DATE, counts=not in_full)
                if in_full and any(self.unpaid(item, c) for c in COMPONENTS):
                    # what is forgiven to be missing stands in the next statement
                    item["statement"] = None
        missing = sum(
            each["minimum"] - each["covered"]
            for each in self.statements
            if each["number"] <= statement["number"]
        )
        if 0 < missing <= forgiven:
            for each in self.statements:
                if each["number"] <= statement["number"]:
                    each["minimum"] = each["covered"]
            return
        fee = self.late_fee(missing, day) if day < self.world.fixed else 0
        if fee:
            item = self.item("late fee", day, day, day, {"penalty": fee})
            item.update(statement=None, bears_interest=True)
            self.items.append(item)
            self.use_credit(day)

    def only_unpaid(self, item: Item, statement: dict[str, Any], day: date) -> None:
        """What was not paid by the due date bears interest, from the posting date."""
        item["waiting"] = Fraction(0)
        decided(item, DUE_DATE, counts=False)
        from_statement = statement["day"] + (ONE_DAY if self.world.both_ends(day) else 0 * ONE_DAY)
        for past in days(item["date"], day - ONE_DAY):
            if not self.world.stands_still(past):
                interest = self.unpaid(item, "interest") if past >= from_statement else 0
                self.add(item, past, self.unpaid(item, "principal"), interest)

    def late_fee(self, missing: int, day: date) -> int:
        """The fee on the unpaid part of a minimum, cents."""
        for rule in self.world.policy(day).keys.late_fee:
            begun = rule.from_ is None or rule.from_ <= day
            if begun and (rule.until is None or day <= rule.until) and rule.percent and missing > 0:
                fee = max(share(rule.percent, missing), int((rule.min or 0) * 100))
                return fee if rule.max is None else min(fee, int(rule.max * 100))
        return 0

    # entries

    def item(
        self, kind: str, day: date, due: date, starts: date, amounts: dict[str, int], name: str | None = None
    ) -> Item:
        """An item as it begins: on no statement yet."""
        made = super().item(kind, day, due, starts, amounts, name)
        return {
            **made,
            "statement": None,
            "use": None,
            "bears_interest": False,
            "exact": Fraction(0),
            "waiting": Fraction(0),
        }

    def post(self, entry: Any, day: date) -> None:
        """A purchase; or a debt taken over, billed already, its minimum due."""
        item = self.item(entry.kind, day, day, day, parts(entry), entry.id)
        self.items.append(item)
        begins = day
        if entry.kind == "charge" and entry.use:
            item["use"] = entry.use
            item["bears_interest"] = entry.use in self.world.policy(day).keys.interest.from_posting
        if entry.kind == "opening":
            item["due"] = item["in_time"] = entry.overdue_since or day
            item["bears_interest"] = True
            minimum = self.world.policy(day).keys.minimum_payment
            self.asked.append(share(minimum.percent if minimum else 1, item["original"]["principal"]))
            asked = self.asked_at_once(entry, day)
            item["statement"] = self.statement(day, item["due"], asked, decided=True)["number"]
            begins = day + ONE_DAY
        self.begins = self.begins or begins
        self.use_credit(day)

    def asked_at_once(self, entry: Any, day: date) -> int:
        """The minimum of a debt taken over; purchases wait for their statement."""
        if entry.kind != "opening":
            return -1
        minimum = self.world.policy(day).keys.minimum_payment
        amounts = parts(entry)
        asked = share(minimum.percent if minimum else 1, amounts["principal"])
        return asked + sum(amounts[name] for name in CHARGES)

    def judge(self, entry: Any, day: date) -> None:
        """Ends the statements too; all interest so far was for the court to judge."""
        self.bill_interest()
        super().judge(entry, day)
        self.judged = True
        for statement in self.statements:
            statement["decided"] = True

    def waive(self, entry: Any, items: list[Item]) -> None:
        """A late fee that no statement has asked for yet covers no minimum by being waived."""
        self.waiving = True
        super().waive(entry, items)
        self.waiving = False

    def settle(self, item: Item, component: str, cents: int) -> None:
        """What lowers the debt covers the oldest minimum first; of principal, what was asked for first goes first."""
        super().settle(item, component, cents)
        paid = cents if component == "principal" else 0
        for place, asked in enumerate(self.asked):
            self.asked[place] -= min(asked, paid)
            paid -= min(asked, paid)
        if self.waiving and not item["statement"]:
            return
        for statement in self.statements:
            part = min(cents, statement["minimum"] - statement["covered"])
            statement["covered"] += part
            cents -= part

    def waited_for(self, item: Item, day: date) -> bool:  # noqa: ARG002  # a loan asks both
        """A settlement of a card is of its whole balance."""
        return True

    def extend(self, entry: Any) -> None:
        """The minimums not yet covered are due on the new date."""
        if self.judged:
            super().extend(entry)
            return
        for statement in self.statements:
            if statement["covered"] < statement["minimum"] and statement["due"] < entry.due:
                statement["due"] = entry.due
        self.by_due_date()

    def ordinary(self, day: date) -> Sequence[list[Item]]:  # noqa: ARG002  # a loan asks the day
        """What is billed before what is not; costs of enforcement need no statement."""
        mine = [item for item in self.items if item["rank"] == 1]
        payable = [item for item in mine if item["statement"] or item["kind"] == "cost"]
        return payable, [item for item in mine if not (item["statement"] or item["kind"] == "cost")]

    def in_time(self, statement: dict[str, Any]) -> date:
        """The last day on which a statement is paid in time."""
        return statement["due"] + (statement["grace"].days if statement["grace"] else 0) * ONE_DAY

    def late_since(self, day: date) -> date | None:
        """The due date of the oldest statement whose minimum is not covered, once its days of grace are over."""
        if self.judged:
            return super().late_since(day)
        tolerance = int(self.world.policy(day).overdue_tolerance * 100)
        for each in self.statements:
            if each["minimum"] - each["covered"] > tolerance:
                return each["due"] if self.in_time(each) < day else None
        return None

    def oldest_due(self, day: date) -> date | None:
        """Due date of the oldest statement whose minimum is not covered; after a judgment as of any debt."""
        if self.judged:
            return super().oldest_due(day)
        tolerance = int(self.world.policy(day).overdue_tolerance * 100)
        missed = [each["due"] for each in self.statements if each["minimum"] - each["covered"] > tolerance]
        return min(missed, default=None)

    def not_yet_payable(self, named: Collection[str]) -> bool:
        """Interest that no statement has billed; a waiver of interest takes it too."""
        if "interest" in named:
            self.bill_interest()
            return False
        policy = self.world.policy(self.world.as_of)
        if by_line(policy):
            return any(lines_come_to(i, "interest", policy) > self.grown(i, "interest") for i in self.items)
        return any(to_cents(item["exact"], policy) > item["accrued"]["interest"] for item in self.items)

    def also(self) -> dict[str, Any]:
        """Missed minimums, and what of them is unpaid."""
        if self.judged:
            return super().also()
        as_of = self.world.as_of
        past = [s for s in self.statements if self.in_time(s) < as_of and s["covered"] < s["minimum"]]
        return {"overdue": sum(s["minimum"] - s["covered"] for s in past), "missed": len(past)}

    def result(self) -> dict[str, Any]:
        """The figures, with interest not yet billed."""
        figures = super().result()
        self.bill_interest()
        figures["interest"] = sum(self.unpaid(item, "interest") for item in self.items)
        return figures


def in_month(year: int, month: int, day: int) -> date:
    """A day of a month, or the month's last day."""
    while True:
        try:
            return date(year, month, day)
        except ValueError:
            day -= 1


def next_month_day(after: date, day: int) -> date:
    """The first such day of a month after a date."""
    found = in_month(after.year, after.month, day)
    if found > after:
        return found
    return in_month(after.year + after.month // 12, after.month % 12 + 1, day)

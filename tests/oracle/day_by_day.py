"""A second account, slow and obvious: every item on every day, exact fractions, nothing of the engine.

Written from docs/figures.md. A day's interest belongs to the day itself: what is paid on a day lowers the base of
that day. Exclusive counting leaves out the last day looked at, inclusive counting takes it too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date, timedelta
from fractions import Fraction
from math import ceil, floor
from typing import Any

from lines_by_day import GRACE, add_day, begin_day, by_line, decided, lines_come_to, so_far
from rules_by_day import COMPONENTS, ONE_DAY, Item, World, arranged, days, parts, share, to_cents

from dunning_cli.kernel.rates import parse_rate


class Lapsed(Exception):
    """The day of a conditional waiver has passed unmet."""


def slow_account(case: Any, case_policy: Any, as_of: date) -> dict[str, Any]:
    """Balances in cents by component, credit and days past due, at the end of `as_of`."""
    lapsed: set[str] = set()
    while True:
        try:
            return SlowAccount(World(case, case_policy, as_of), lapsed).result()
        except Lapsed as waiver:
            lapsed.add(waiver.args[0])


class SlowAccount:
    """Bills and loans: items with due dates."""

    def __init__(self, world: World, lapsed: set[str]) -> None:
        self.world, self.lapsed = world, lapsed
        self.items: list[Item] = []
        self.credits: list[int] = []
        self.pending: list[Any] = []
        self.not_held_to_cap: list[Item] = []
        self.still_lent = 0
        self.waivers: dict[str, str] = {}
        self.age = 0

    def result(self) -> dict[str, Any]:
        """The figures after every day has been lived through."""
        world, as_of = self.world, self.world.as_of
        first = min((entry.date for entry in world.entries), default=as_of)
        by_date = defaultdict(list)
        for entry in world.entries:
            by_date[entry.date].append(entry)
        for day in days(first, as_of):
            self.graces_end(day)
            self.age = self.age_at_dawn(day, by_date[day])
            self.morning(day)
            for entry in by_date[day]:
                self.take(entry, day)
            self.evening(day)
        late = self.late_since(as_of)
        return {
            **{name: sum(self.unpaid(item, name) for item in self.items) for name in COMPONENTS},
            "credit": sum(self.credits),
            "days_past_due": (as_of - late).days if late else 0,
            "waivers": self.waivers,
            **self.also(),
        }

    def also(self) -> dict[str, Any]:
        """What of it is past due, cents, and how many minimums were missed."""
        as_of = self.world.as_of
        past = [item for item in self.items if item["in_time"] < as_of and not item["excused"]]
        return {"overdue": sum(self.unpaid(item, name) for item in past for name in COMPONENTS), "missed": 0}

    def morning(self, day: date) -> None:
        """What happens by itself before the entries of a day."""
        for waiver in sorted(self.pending, key=lambda each: (each.if_paid_by, each.id)):
            if waiver.if_paid_by < day:
                raise Lapsed(waiver.id)
        self.charge_what_became_late(day)

    def age_at_dawn(self, day: date, entries: Sequence[Any]) -> int:
        """Days past due before anything happens on a day; what comes that day with an earlier due date counts."""
        since = [self.late_since(day)]
        tolerance = int(self.world.policy(day).overdue_tolerance * 100)
        for entry in entries:
            if entry.kind in ("opening", "charge") and self.asked_at_once(entry, day) > tolerance:
                due = entry.overdue_since if entry.kind == "opening" else entry.due
                days_given = self.grace(day).days if entry.kind == "charge" and self.grace(day) else 0
                if due and due + timedelta(days_given) < day:
                    since.append(due)
        return max([0, *((day - due).days for due in since if due)])

    def asked_at_once(self, entry: Any, day: date) -> int:  # noqa: ARG002  # a card asks them
        """What of something newly owed makes it past due: principal and interest."""
        return parts(entry)["principal"] + parts(entry)["interest"]

    def evening(self, day: date) -> None:
        """What happens by itself after them."""
        self.hold_to_cap(day)
        self.meet_conditions(day)
        last = day == self.world.as_of
        if not last or self.world.both_ends(day):
            for item in self.items:
                # on its due date nothing is past due
                if last and item["kind"] == "charge" and item["due"] == day:
                    item["starts"] = day + ONE_DAY
                self.accrue(item, day)

    # what is owed

    def unpaid(self, item: Item, component: str) -> int:
        """What is owed of a component, its accrual in whole cents."""
        return int(item["charged"][component] + self.grown(item, component) - item["settled"][component])

    def grown(self, item: Item, component: str) -> int:
        """The accrual in whole cents: the running total, or line by line."""
        policy = self.world.policy(self.world.as_of)
        if by_line(policy):
            return lines_come_to(item, component, policy)
        return to_cents(item["accrued"][component], policy)

    def settle(self, item: Item, component: str, cents: int) -> None:
        """Money or a waiver; of interest, what was charged goes before what accrued."""
        item["settled"][component] += cents
        if component == "interest":
            item["charged_interest"] = max(0, item["charged_interest"] - cents)

    def oldest_due(self, day: date) -> date | None:
        """Due date of the oldest item whose principal or interest is unpaid beyond the tolerance."""
        tolerance = int(self.world.policy(day).overdue_tolerance * 100)
        return min((item["due"] for item in self.unpaid_items(tolerance)), default=None)

    def unpaid_items(self, tolerance: int) -> list[Item]:
        """The items that days past due are told by."""
        return [
            item
            for item in self.items
            if self.unpaid(item, "principal") + self.unpaid(item, "interest") > tolerance
            and not item["excused"]
        ]

    # grace

    def grace(self, day: date) -> Any:
        """The days and yuan that the rules of a day forgive, or None."""
        return self.world.policy(day).keys.grace

    def late_since(self, day: date) -> date | None:
        """The oldest due date, once its days of grace are over."""
        tolerance = int(self.world.policy(day).overdue_tolerance * 100)
        self.oldest_first()
        oldest = next(iter(self.unpaid_items(tolerance)), None)
        return oldest["due"] if oldest and oldest["in_time"] < day else None

    def grant(self, item: Item, day: date) -> None:
        """What falls due on a day may be paid some days later, or short by a little."""
        grace = self.grace(item["due"])
        item.update(in_time=item["due"], excused=False, waits=False, forgiven=0)
        if grace is None or not (grace.days or grace.amount):
            return
        item["in_time"] = item["due"] + timedelta(grace.days)
        item["waits"] = day <= item["in_time"]
        item["forgiven"] = int((grace.amount or 0) * 100)
        item["in_grace"] = dict.fromkeys(COMPONENTS, Fraction(0))
        decided(item, GRACE, counts=False)
        if grace.accrues == "after":
            item["starts"] = self.world.first_after(item["in_time"])

    def graces_end(self, day: date) -> None:
        """On the day after the last day of grace it is seen what is unpaid."""
        for item in self.items:
            if item["waits"] and item["in_time"] < day:
                item["waits"] = False
                if sum(self.unpaid(item, c) for c in COMPONENTS) <= item["forgiven"]:
                    item["excused"] = True
                    decided(item, GRACE, counts=False)
                else:
                    decided(item, GRACE, counts=True)
                    for component in COMPONENTS:
                        item["accrued"][component] += item["in_grace"][component]
                item["in_grace"] = dict.fromkeys(COMPONENTS, Fraction(0))

    # being late

    def charge_what_became_late(self, day: date) -> None:
        """An instalment that was not paid in time costs a fee, once, and only on a day on which something may accrue."""
        self.oldest_first()
        for item in list(self.items):
            if (
                item["late_fee"] is None
                and item["asked"]
                and max(item["in_time"], item["asked"]) == day - ONE_DAY
            ):
                fee = self.price_of_being_late(item, day)
                if fee and not item["dead"] and not item["excused"] and not self.world.stands_still(day):
                    self.charge_once(item, fee, day)

    def price_of_being_late(self, item: Item, day: date) -> int:
        """The first rule that holds on the day, on the instalment as charged or on what of that is missing."""
        policy = self.world.policy(day)
        missing = self.unpaid(item, "principal") + item["charged_interest"]
        if missing <= (policy.overdue_tolerance or 0) * 100:
            return 0
        for rule in policy.keys.late_fee:
            if (rule.from_ is None or rule.from_ <= day) and (rule.until is None or day <= rule.until):
                asked = sum(item["charged"][c] - item["ended"][c] for c in ("principal", "interest"))
                fee = share(rule.percent, {"instalment": asked, "overdue": missing}[rule.of])
                fee = max(fee, int((rule.min or 0) * 100))
                return fee if rule.max is None else min(fee, int(rule.max * 100))
        return 0

    def charge_once(self, item: Item, fee: int, day: date) -> None:
        """The fee is a penalty of its own, within what all penalty of the instalment and the year may come to."""
        made = self.item("late fee", day, day, day, {"penalty": fee})
        self.items.append(made)
        self.oldest_first()
        multiple = self.world.policy(day).cap.penalty_to_principal
        if multiple is not None:
            made["charged"]["penalty"] = min(fee, floor(self.penalty_left(item, multiple)))
        if self.world.has_cap:
            self.cut_charged(made, day)
            made["judged"] = True
        item["late_fee"] = made["charged"]["penalty"]
        self.use_credit(day)

    # entries

    def take(self, entry: Any, day: date) -> None:
        """Lets one entry take effect."""
        if entry.kind not in ("opening", "charge"):
            self.hold_to_cap(day)
        if entry.kind in ("opening", "charge"):
            self.post(entry, day)
        elif entry.kind == "legal" and entry.cost:
            self.items.append(self.item("cost", day, day, day, {"fee": int(entry.cost * 100)}))
            self.use_credit(day)
        elif entry.kind == "payment":
            self.pay(int(entry.amount * 100), day, entry.to, entry.to_item)
        elif entry.kind == "waiver":
            if entry.if_paid_by is None:
                self.waive(entry, self.items)
                self.waivers[entry.id] = "applied"
            elif entry.id in self.lapsed:
                self.waivers[entry.id] = "lapsed"
            else:
                self.pending.append(entry)
                self.waivers[entry.id] = "pending"
        elif entry.kind == "extension":
            self.extend(entry)
        elif entry.kind in ("acceleration", "reschedule"):
            self.end_instalments(entry, day)
        elif entry.kind == "judgment":
            self.judge(entry, day)

    def item(
        self, kind: str, day: date, due: date, starts: date, amounts: dict[str, int], name: str | None = None
    ) -> Item:
        """An item as it begins."""
        return {
            "id": name, "kind": kind, "date": day, "due": due, "starts": starts,
            "original": {c: amounts.get(c, 0) for c in COMPONENTS},
            "charged": {c: amounts.get(c, 0) for c in COMPONENTS},
            "charged_interest": amounts.get("interest", 0),
            "accrued": dict.fromkeys(COMPONENTS, Fraction(0)),
            "settled": dict.fromkeys(COMPONENTS, 0), "paid": dict.fromkeys(COMPONENTS, 0),
            "ended": dict.fromkeys(COMPONENTS, 0),
            "room": Fraction(0), "rank": 1, "dead": False, "runs": None, "judged": False,
            "in_time": due, "excused": False, "waits": False, "forgiven": 0,
            "in_grace": dict.fromkeys(COMPONENTS, Fraction(0)), "lines": [], "asked": None, "late_fee": None,
        }  # fmt: skip

    def post(self, entry: Any, day: date) -> None:
        """Something newly owed; where it was due before its own date, it has accrued since."""
        due = (entry.overdue_since if entry.kind == "opening" else entry.due) or day
        starts = day if entry.kind == "opening" or entry.due is None else self.world.first_after(due)
        item = self.item(entry.kind, day, due, starts, parts(entry), entry.id)
        self.items.append(item)
        if entry.kind == "charge" and entry.due is not None:
            item["asked"] = day
            self.grant(item, day)
        for earlier in days(min(starts, item["starts"]), day - ONE_DAY):
            self.accrue(item, earlier)
        if entry.kind == "charge" and entry.outstanding is not None:
            self.still_lent = int(entry.outstanding * 100)
        self.allow(item, day)

    def allow(self, item: Item, day: date) -> None:
        """Something newly owed gives room under the cap since the contract, and is held against it in the evening."""
        if self.world.contract_date:
            for earlier in days(self.world.contract_date, day - ONE_DAY):
                item["room"] += (self.world.cap(earlier) or 0) * item["original"]["principal"]
        if self.world.has_cap:
            self.not_held_to_cap.append(item)
        else:
            self.use_credit(day)

    def end_instalments(self, entry: Any, day: date) -> None:
        """Takes charges off as the entry says, money paid for them free again; what falls due early is owed instead."""
        for row in entry.ended:
            for item in self.items:
                if item["id"] == row.entry and item["kind"] in ("charge", "opening") and not item["dead"]:
                    self.end(item, parts(row), day)
        if entry.kind == "acceleration":
            self.still_lent = 0
        elif entry.outstanding is not None:
            self.still_lent = int(entry.outstanding * 100)
        if sum(parts(entry).values()):
            early = self.item("early", day, day, self.world.first_after(day), parts(entry), entry.id)
            self.items.append(early)
            self.allow(early, day)
        else:
            self.use_credit(day)

    def end(self, item: Item, amounts: dict[str, int], day: date) -> None:
        """Ends so much of a charge; where less is owed, what was paid of it comes back first."""
        for component, amount in amounts.items():
            back = max(0, min(amount - self.unpaid(item, component), item["paid"][component]))
            item["paid"][component] -= back
            item["settled"][component] -= back
            if back:
                self.credits.append(back)
            ends = min(amount, self.unpaid(item, component))
            still_charged = item["charged"][component] - item["ended"][component]
            self.settle(item, component, ends)
            item["ended"][component] += min(ends, still_charged)
            if component == "principal" and self.world.contract_date:
                since = days(self.world.contract_date, day - ONE_DAY)
                lost = ends * sum(self.world.cap(earlier) or 0 for earlier in since)
                item["room"] = max(0, item["room"] - lost)

    def hold_to_cap(self, day: date) -> None:
        """What was charged on a day uses the room the annual cap has left since the contract date."""
        if not self.not_held_to_cap:
            return
        self.oldest_first()
        for item in sorted(self.not_held_to_cap, key=lambda each: each["due"]):
            self.cut_charged(item, day)
            item["judged"] = True
        self.not_held_to_cap = []
        self.use_credit(day)

    def cut_charged(self, item: Item, day: date) -> None:
        """Cuts the fee first, the interest last, so that on no due date to come more is charged than allowed."""
        capped = self.world.policy(day).cap.components
        if self.world.cap(day) is None or not any(item["charged"][c] for c in capped):
            return
        own = max(day, item["due"])
        dues = [each["due"] for each in self.items if each["judged"] and each["due"] > own]
        left = max(0, ceil(max(self.too_much(item, day, due) for due in (own, *dues))))
        accrued_on_it = any(item["accrued"].values()) or any(item["in_grace"].values())
        for component in ("fee", "penalty", "interest"):
            if component in capped:
                cut = min(left, item["charged"][component])
                item["charged"][component] -= cut
                left -= cut
                if component == "interest" and cut:
                    item["charged_interest"] = max(0, item["charged_interest"] - cut)
                    if accrued_on_it:
                        self.accrue_anew(item, day)

    def too_much(self, item: Item, today: date, day: date) -> Fraction:
        """By how much what is charged until a day is above the room of that day."""
        capped, per_day = self.world.policy(today).cap.components, self.world.cap(today) or 0
        since = days(self.world.contract_date, today - ONE_DAY)
        stood = sum(self.world.cap(earlier) or 0 for earlier in since)
        total = -self.still_lent * Fraction(stood + (day - today).days * per_day)
        for each in self.items:
            if each["kind"] not in ("opening", "charge", "early", "late fee"):
                continue
            if each is item or (each["judged"] and each["due"] <= day):
                total += sum(each["charged"][c] - each["ended"][c] for c in capped)
            exact = not by_line(self.world.policy(self.world.as_of))
            total += sum(each["accrued"][c] if exact else self.grown(each, c) for c in capped) - each["room"]
            ahead = (min(each["due"], day) - today).days
            total -= max(0, ahead) * per_day * self.unpaid(each, "principal")
        return total

    def accrue_anew(self, item: Item, day: date) -> None:
        """What accrued before the charge was recorded is reckoned on the interest that is left."""
        item["accrued"] = dict.fromkeys(COMPONENTS, Fraction(0))
        item["in_grace"], item["lines"] = dict.fromkeys(COMPONENTS, Fraction(0)), []
        for earlier in days(item["starts"], day - ONE_DAY):
            self.accrue(item, earlier)

    def extend(self, entry: Any) -> None:
        """Moves one due date, or all earlier unpaid ones; items moved to one day keep their order."""
        self.oldest_first()
        for item in self.items:
            unpaid = sum(self.unpaid(item, name) for name in COMPONENTS)
            every = entry.entry is None and item["due"] < entry.due and (unpaid > 0 or bool(item["runs"]))
            if every or (entry.entry is not None and item["id"] == entry.entry):
                item["due"] = entry.due
                item["in_time"] = entry.due
                if not item["runs"]:
                    item["starts"] = self.world.first_after(entry.due)
                if item["kind"] == "charge":
                    self.grant(item, entry.date)
                    item["asked"] = entry.date if item["asked"] else None

    def pay(self, cents: int, day: date, to: str | None, to_item: str | None) -> None:
        """Money received; what is left of it is kept as credit."""
        left = self.spend(cents, day, to, to_item)
        if left:
            self.credits.append(left)

    def use_credit(self, day: date) -> None:
        """Earlier surplus meets what is owed now, the oldest first."""
        self.credits = [left for left in (self.spend(cents, day, None) for cents in self.credits) if left]

    def spend(self, cents: int, day: date, to: str | None, to_item: str | None = None) -> int:
        """Settles what is owed in the policy's order; what a pending waiver names is passed over."""
        waiting = {waiver.component for waiver in self.pending if not settles_for_less(waiver)}
        allocation = self.world.policy(day).allocation
        ahead = {id(item) for item in self.items if item["rank"] == 1 and item["due"] > day}
        for item, component in arranged(self.groups(day), allocation, self.age, to, to_item, ahead):
            owed = self.unpaid(item, component)
            if owed > 0 and component not in waiting:
                part = min(owed, cents)
                self.settle(item, component, part)
                item["paid"][component] += part
                cents -= part
        return cents

    def oldest_first(self) -> None:
        """By due date, then date; equal ones keep their order."""
        self.items.sort(key=lambda item: (item["due"], item["date"]))

    def groups(self, day: date) -> Sequence[list[Item]]:
        """Judgment money part by part; the rest; interest for delayed performance last."""
        self.oldest_first()
        judged = [item for item in self.items if item["rank"] == 0]
        first = [[i for i in judged if i["due"] == due] for due in sorted({item["due"] for item in judged})]
        return *first, *self.ordinary(day), [item for item in self.items if item["rank"] == 2]

    def ordinary(self, day: date) -> Sequence[list[Item]]:
        """What is due before what is not yet due, the oldest first."""
        due = [item for item in self.items if item["rank"] == 1 and item["due"] <= day]
        return due, [item for item in self.items if item["rank"] == 1 and item["due"] > day]

    def waive(self, entry: Any, items: list[Item]) -> None:
        """Takes an amount, or all of a component, off the oldest items first."""
        left = None if entry.amount is None else int(entry.amount * 100)
        self.oldest_first()
        named = {id(item) for item in items}
        for item in sorted((i for i in self.items if id(i) in named), key=lambda each: each["rank"]):
            owed = self.unpaid(item, entry.component)
            part = owed if left is None else min(owed, left)
            self.settle(item, entry.component, part)
            left = None if left is None else left - part

    def meet_conditions(self, day: date) -> None:
        """A conditional waiver is met once everything due but what such waivers name is zero."""
        due = [item for item in self.items if self.waited_for(item, day)] or self.items
        named = {waiver.component for waiver in self.pending if not settles_for_less(waiver)}
        forgone = sum(int(waiver.amount * 100) for waiver in self.pending if settles_for_less(waiver))
        others = [name for name in COMPONENTS if name not in (*named, "principal")]
        if not self.pending or not self.items or any(self.unpaid(i, name) for i in due for name in others):
            return
        if "principal" not in named and sum(self.unpaid(i, "principal") for i in due) > forgone:
            return
        if self.not_yet_payable(named):
            return
        for waiver in self.pending:
            self.waive(waiver, due)
            self.waivers[waiver.id] = "met"
        self.pending = []
        self.use_credit(day)

    def waited_for(self, item: Item, day: date) -> bool:
        """Whether a conditional waiver waits for an item: for what is due."""
        return bool(item["due"] <= day)

    def not_yet_payable(self, named: Collection[str]) -> bool:  # noqa: ARG002
        """Whether interest is owed that nobody could have paid; only cards know such."""
        return False

    # judgments

    def judge(self, entry: Any, day: date) -> None:
        """Ends all items; the sums of the paper take their place, and what runs on them begins."""
        replaced = min(self.oldest_due(day) or entry.perform_by, entry.perform_by)
        for item in self.items:
            for component in COMPONENTS:
                item["settled"][component] += self.unpaid(item, component)
            item["dead"] = True
        sums = self.sums_by_day(entry)
        judged: dict[date, list[Item]] = {}
        for until, amounts in sums.items():
            made = self.item("judgment", day, until if entry.parts else replaced, day, amounts, entry.id)
            judged[until] = [made]
        court = int((entry.court_fee or 0) * 100)
        fees = [
            self.item(
                "court fee", day, entry.perform_by if entry.parts else replaced, day, {"fee": court}, entry.id
            )
            for _ in range(court > 0)
        ]
        money = [item for items in judged.values() for item in items]
        for item in (*money, *fees):
            item.update(rank=0, dead=True)
            self.items.append(item)
        for row in entry.running:
            self.run_on(entry, row, money, day)
        self.delay(entry, judged, fees, day)
        self.use_credit(day)

    def sums_by_day(self, entry: Any) -> dict[date, dict[str, int]]:
        """Cent by cent in the order of costs, interest, penalty, principal into the parts as they fall due."""
        heap = [(name, parts(entry)[name]) for name in ("fee", "interest", "penalty", "principal")]
        sums: dict[date, dict[str, int]] = {}
        rest = sum(amount for _, amount in heap) - sum(int(part.amount * 100) for part in entry.parts)
        wanted = sorted((part.due, int(part.amount * 100)) for part in entry.parts)
        for until, amount in [*wanted, *([(entry.perform_by, rest)] if rest or not wanted else [])]:
            part = sums.setdefault(until, dict.fromkeys(COMPONENTS, 0))
            while amount:
                name, left = heap.pop(0)
                part[name] += min(left, amount)
                if left > amount:
                    heap.insert(0, (name, left - amount))
                amount -= min(left, amount)
        return sums

    def run_on(self, entry: Any, row: Any, money: list[Item], day: date) -> None:
        """Interest or penalty from a day on; what has run before the judgment is part of it."""
        item = self.item("awarded", day, min(each["due"] for each in money), row.from_, {}, entry.id)
        ends = self.day_after(entry.perform_by) if row.until == "perform_by" else date.max
        base = [(each, component) for each in money for component in row.base]
        rate = parse_rate(row.rate)
        basis = row.basis
        item.update(rank=0, runs=(row.component, base, lambda on: self.world.rate(rate, on, basis), ends))
        self.items.append(item)
        for past in days(row.from_, day - ONE_DAY):
            self.run(item, past)

    def delay(self, entry: Any, judged: dict[date, list[Item]], fees: list[Item], day: date) -> None:
        """Interest for delayed performance of each part, after its last day."""
        base = self.world.policy(day).judgment_base
        counted = {
            until: [(i, c) for i in items for c in COMPONENTS if c in base] for until, items in judged.items()
        }
        if "court_fee" in base:
            counted.setdefault(entry.perform_by, []).extend((fee, "fee") for fee in fees)
        for until, claims in counted.items():
            item = self.item("delayed", day, until, self.day_after(until), {}, entry.id)
            runs = (
                "penalty",
                claims,
                lambda on: self.world.per_day(self.world.policy(on).judgment_rates, on),
                date.max,
            )
            item.update(rank=2, runs=runs)
            self.items.append(item)

    def day_after(self, day: date) -> date:
        """The day whose passing is the first of a delay: exclusive counting charges a day when it is over."""
        return day + ONE_DAY if self.world.both_ends(day) else day

    def run(self, item: Item, day: date) -> None:
        """One day of what runs on a judgment."""
        component, claims, rate, ends = item["runs"]
        base = sum(self.unpaid(i, c) for i, c in claims)
        if item["starts"] <= day < ends and not item["dead"] and base * rate(day):
            acting = ("runs", component, base, rate(day), "")
            begin_day(item, day, [acting])
            add_day(item, day, acting, base * rate(day))
            item["accrued"][component] += base * rate(day)

    # accrual

    def accrue(self, item: Item, day: date) -> None:
        """One day of one item: each rule on its base, within both caps."""
        world, policy = self.world, self.world.policy(day)
        if item["runs"]:
            if not world.stands_still(day):
                self.run(item, day)
            return
        if item["dead"]:
            return
        cap = world.cap(day)
        if cap is not None and day >= item["date"] and item["kind"] != "cost":
            item["room"] += cap * self.unpaid(item, "principal")
        if world.stands_still(day):
            return
        room = None if cap is None else cap * self.unpaid(item, "principal")
        multiple = policy.cap.penalty_to_principal
        awaited = GRACE if item["waits"] else ""
        acting = [
            (name, component, self.base(item, base), rate, "" if base == "principal" else awaited)
            for name, component, base, rate in world.rates(day)
            if self.counts(item, base, day) and self.base(item, base) * rate
        ]
        begin_day(item, day, acting)
        for rule in acting:
            _, component, base, rate, waits = rule
            amount = base * rate
            if component == "penalty" and multiple is not None:
                amount = min(amount, self.penalty_left(item, multiple))
            if room is not None and component in policy.cap.components:
                amount = min(amount, room)
                room -= amount
            item["in_grace" if waits else "accrued"][component] += amount
            add_day(item, day, rule, amount)

    def penalty_so_far(self, item: Item) -> Fraction:
        """What its limit holds against an item's penalty beside what was charged."""
        policy = self.world.policy(self.world.as_of)
        if by_line(policy):
            return so_far(item, "penalty", policy)
        return Fraction(item["accrued"]["penalty"] + item["in_grace"]["penalty"])

    def penalty_left(self, item: Item, multiple: Fraction) -> Fraction:
        """What all penalty of an item may still come to: charged, accrued, and once for being late."""
        had = item["original"]["penalty"] + self.penalty_so_far(item) + (item["late_fee"] or 0)
        return max(Fraction(0), Fraction(item["original"]["principal"] * multiple - had))

    def base(self, item: Item, base: str) -> int:
        """What a rule is reckoned on, cents."""
        principal, interest = self.unpaid(item, "principal"), item["charged_interest"]
        full = principal + interest
        return {"overdue_interest": interest, "full_balance": full}.get(base, principal)

    def counts(self, item: Item, base: str, day: date) -> bool:
        """From the due date, or from the item's own date."""
        if item["excused"] and base != "principal":
            return False
        return bool(day >= item["date" if base == "principal" else "starts"])


def settles_for_less(waiver: Any) -> bool:
    """Part of the principal is given up: the rest of it is to be paid like everything else."""
    return bool(waiver.component == "principal" and waiver.amount is not None)

"""A product policy: the typed rules behind every figure, read from a tree."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal

from dunning_cli.domain.policy.dated_rates import DatedRate
from dunning_cli.domain.policy.grace import NO_GRACE, Grace
from dunning_cli.domain.policy.keys import (
    AccrualKeys,
    Allocation,
    Base,
    Bills,
    Cap,
    DatedCap,
    DayCount,
    JudgedSum,
    JudgmentRule,
    LimitationRule,
    PolicyKeys,
    PromiseRule,
    RoundingOf,
)
from dunning_cli.domain.policy.late_fee import LateFee
from dunning_cli.domain.policy.prepayment import NO_PREPAYMENT_TERMS, Prepayment
from dunning_cli.domain.policy.stage_keys import StageRule
from dunning_cli.kernel.errors import Unreadable
from dunning_cli.kernel.message import Problem, msg
from dunning_cli.kernel.money import ZERO, Component, Rounding
from dunning_cli.kernel.nodes import DEEPEST, Map, Node, Pair, Sequence, Text
from dunning_cli.kernel.pattern import pattern
from dunning_cli.kernel.rates import Rate, parse_rate
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.schema import read

JUDGMENT_RATE = (DatedRate(rate=parse_rate("0.0175%/day")),)
"""Interest for delayed performance: 1.75 per ten thousand a day (法释〔2014〕8号)."""


@dataclass(frozen=True, slots=True)
class Accrual:
    """A named rule: to which component, on what base, at what rates, from when."""

    name: str
    component: Component
    base: Base
    rates: tuple[DatedRate, ...]
    from_: date | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Policy:
    """The rules of one product, with every default filled in."""

    keys: PolicyKeys
    accruals: tuple[Accrual, ...]
    stage: StageRule
    day_count: DayCount
    cap: Cap
    allocation: Allocation
    promise: PromiseRule
    judgment_rates: tuple[DatedRate, ...]
    judgment_base: tuple[JudgedSum, ...]
    """The sums of a judgment that interest for delayed performance is reckoned on."""
    tree: Map
    """What it was read from, for `policy show`."""

    @property
    def name(self) -> str:
        """The policy's name, as cases give it."""
        return self.keys.policy

    @property
    def rounding(self) -> Rounding:
        """How exact amounts become cents."""
        return self.keys.rounding

    @property
    def rounding_of(self) -> RoundingOf:
        """What becomes cents: running totals or each line."""
        return self.keys.rounding_of

    @property
    def is_card(self) -> bool:
        """Whether the account revolves by statements."""
        return self.keys.interest is not None

    @property
    def bills_apart(self) -> bool:
        """Whether unpaid items may lapse one by one: unless the policy says otherwise, the safer reading."""
        return not self.is_card and self.limitation.bills is Bills.APART

    @property
    def limitation(self) -> LimitationRule:
        """How limitation is watched."""
        return self.keys.limitation or LimitationRule()

    @property
    def promise_tolerance(self) -> tuple[int, Decimal]:
        """Days a promise may be late and yuan it may fall short of."""
        return self.promise.tolerance_days, self.promise.tolerance_amount or ZERO

    @property
    def overdue_tolerance(self) -> Decimal:
        """Unpaid yuan of an item that still count as paid for days past due."""
        return self.keys.overdue_tolerance or ZERO

    @property
    def grace(self) -> Grace:
        """What may be late or short without consequence."""
        return self.keys.grace or NO_GRACE

    @property
    def prepayment(self) -> Prepayment:
        """What paying principal before its due date costs."""
        return self.keys.prepayment or NO_PREPAYMENT_TERMS

    def caps_of(self, contract_date: date | None) -> list[DatedCap]:
        """The rows of the annual cap that are of a contract of that day; of one without a date, those of all contracts."""
        return [
            row
            for row in self.cap.annual
            if row.contracts_from is None
            or (contract_date is not None and contract_date >= row.contracts_from)
        ]

    def late_fee_on(self, day: date) -> LateFee | None:
        """The late fee in force on a day, or None."""
        for fee in self.keys.late_fee:
            if (fee.from_ is None or fee.from_ <= day) and (fee.until is None or day <= fee.until):
                return fee
        return None


def read_policy(node: Node, problems: list[Problem]) -> Policy | None:
    """A policy from its tree, short forms allowed; faults are added to `problems`, and then None."""
    before = len(problems)
    tree = written_out(node) if isinstance(node, Map) else node
    keys = read(PolicyKeys, _listed(tree) if isinstance(tree, Map) else tree, problems)
    if keys is None or not isinstance(tree, Map):
        return None
    accruals = []
    for pair in keys.accruals.pairs:
        rule = read(AccrualKeys, pair.node, problems)
        if rule is not None:
            accruals.append(Accrual(pair.key, rule.component, rule.base, rule.rate, rule.from_))
    if len(problems) > before:
        return None
    judgment = keys.judgment or JudgmentRule()
    return Policy(
        keys=keys,
        accruals=tuple(accruals),
        stage=keys.stage or StageRule(),
        day_count=keys.day_count or DayCount(),
        cap=keys.cap or Cap(),
        allocation=keys.allocation or Allocation(),
        promise=keys.promise or PromiseRule(),
        judgment_rates=judgment.rate or JUDGMENT_RATE,
        judgment_base=judgment.base,
        tree=tree,
    )


def rates_of(policy: Policy) -> Iterator[Rate]:
    """Every rate that a policy names, wherever it stands."""
    yield from _rates_in((policy.keys, policy.accruals, policy.cap, policy.judgment_rates))


def _rates_in(value: object) -> Iterator[Rate]:
    if isinstance(value, Rate):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _rates_in(item)
    elif is_dataclass(value) and not isinstance(value, (type, Map)):
        for item in fields(value):
            yield from _rates_in(getattr(value, item.name))


def written_out(tree: Map) -> Map:
    """A policy or its overrides with the short forms that stand for a map written as one.

    `allocation: [fee, principal]` is the whole order (no switch, none ahead), `stage: dpd30` the scheme,
    `cap: none` no cap. Done before overrides are merged key by key.
    """
    return _mapped(tree, {"allocation": _allocation, "stage": _stage, "cap": _cap})


def _allocation(node: Node) -> Node:
    if isinstance(node, Map):
        return _mapped(node, {"order": _comma_list, "ahead": _comma_list})
    order, nothing = Pair("order", _comma_list(node), node.line), Sequence((), node.line)
    return Map((order, Pair("switch", nothing, node.line), Pair("ahead", nothing, node.line)), node.line)


def _stage(node: Node) -> Node:
    return Map((Pair("scheme", node, node.line),), node.line) if isinstance(node, Text) else node


def _cap(node: Node) -> Node:
    if isinstance(node, Text) and node.value == "none":
        nothing = Text("none", node.line)
        return Map(
            (Pair("annual", nothing, node.line), Pair("penalty_to_principal", nothing, node.line)), node.line
        )
    return _of_contracts(node) if isinstance(node, Map) and node.get("annual") is not None else node


def _of_contracts(node: Node) -> Node:
    """A cap whose `from` stands in each row of `annual`, so that a case's own `annual` is of its own contract."""
    if not isinstance(node, Map) or node.get("from") is None:
        return node
    first, rows = node.get("from"), _dated(node.get("annual") or Sequence((), node.line))
    assert first is not None
    if isinstance(rows, Sequence):
        rows = Sequence(tuple(_with(row, "contracts_from", first) for row in rows.items), rows.line)
    kept = (pair for pair in node.pairs if pair.key != "from")
    return Map(tuple(Pair("annual", rows, p.line) if p.key == "annual" else p for p in kept), node.line)


def _with(node: Node, name: str, value: Node) -> Node:
    if not isinstance(node, Map):
        return node
    kept = tuple(pair for pair in node.pairs if pair.key != name)
    return Map((*kept, Pair(name, value, node.line)), node.line)


def _listed(tree: Map) -> Map:
    """The tree with single values written as the lists the schema reads, after overrides were merged."""
    return _mapped(
        tree,
        {
            "accruals": _rules,
            "cap": lambda node: _of_contracts(_inside(node, {"annual": _dated, "components": _comma_list})),
            "interest": lambda node: _inside(node, {"rate": _dated, "from_posting": _comma_list}),
            "contract_rate": _dated,
            "allocation": lambda node: _inside(node, {"switch": _switch}),
            "judgment": lambda node: _inside(node, {"base": _comma_list, "rate": _dated}),
            "late_fee": _one_or_many,
            "over_limit_fee": _unless_none,
            "minimum_payment": _unless_none,
        },
    )


def _rules(node: Node) -> Node:
    if not isinstance(node, Map):
        return node
    kept = [pair for pair in node.pairs if not (isinstance(pair.node, Text) and pair.node.value == "none")]
    return Map(
        tuple(Pair(pair.key, _inside(pair.node, {"rate": _dated}), pair.line) for pair in kept), node.line
    )


def _dated(node: Node) -> Node:
    if isinstance(node, Text):
        return Sequence((Map((Pair("rate", node, node.line),), node.line),), node.line)
    return node


def _switch(node: Node) -> Node:
    if isinstance(node, Sequence):
        return Sequence(tuple(_inside(item, {"order": _comma_list}) for item in node.items), node.line)
    return node


def _one_or_many(node: Node) -> Node:
    if isinstance(node, Text) and node.value == "none":
        return Sequence((), node.line)
    return Sequence((node,), node.line) if isinstance(node, Map) else node


def _unless_none(node: Node) -> Node:
    return Text("", node.line) if isinstance(node, Text) and node.value == "none" else node


def _comma_list(node: Node) -> Node:
    if isinstance(node, Text):
        return Sequence(tuple(Text(part.strip(), node.line) for part in node.value.split(",")), node.line)
    return node


def _inside(node: Node, changes: dict[str, Callable[[Node], Node]]) -> Node:
    return _mapped(node, changes) if isinstance(node, Map) else node


def _mapped(tree: Map, changes: dict[str, Callable[[Node], Node]]) -> Map:
    return Map(
        tuple(
            Pair(pair.key, changes[pair.key](pair.node), pair.line) if pair.key in changes else pair
            for pair in tree.pairs
        ),
        tree.line,
    )


_TERM = pattern(r"(?P<key>[a-z0-9_]+(?:\.[a-z0-9_]+)*)\s*=\s*(?P<value>.*\S)\s*", re.ASCII | re.DOTALL)


def parse_term(text: str) -> Map:
    """An override from a flag: `day_count.basis=365`, `allocation=fee,interest,principal`, or a value in JSON.

    The result nests the dotted key; several are joined with `nodes.merged`. Raises Unreadable.
    """
    match = _TERM.fullmatch(text)
    if match is None:
        raise Unreadable(
            msg(
                "'{text}' is not a term: write key=value, as in accruals.late_penalty.rate=0.05%/day",
                text=text,
            )
        )
    value = match["value"]
    node = _from_json(value) if value[0] in "[{" else Text(value)
    parts = match["key"].split(".")
    if len(parts) > DEEPEST:
        raise _too_deep()
    for part in reversed(parts):
        node = Map((Pair(part, node),))
    assert isinstance(node, Map)
    return written_out(node)


def _from_json(text: str) -> Node:
    try:
        value = json.loads(text, parse_float=str, parse_int=str, object_pairs_hook=_no_doubles)
    except (ValueError, RecursionError):
        raise Unreadable(msg("'{text}' is not JSON", text=text)) from None
    return _plain(value)


def _no_doubles(pairs: list[tuple[str, object]]) -> dict[str, object]:
    result = dict(pairs)
    if len(result) < len(pairs):
        raise ValueError
    return result


def _plain(value: object, depth: int = 1) -> Node:
    if depth > DEEPEST:
        raise _too_deep()
    if isinstance(value, dict):
        return Map(tuple(Pair(str(name), _plain(item, depth + 1)) for name, item in value.items()))
    if isinstance(value, list):
        return Sequence(tuple(_plain(item, depth + 1) for item in value))
    if isinstance(value, bool):
        return Text("true" if value else "false")
    return Text("" if value is None else str(value))


def _too_deep() -> Unreadable:
    return Unreadable(msg("maps and lists are nested deeper than {most}", most=DEEPEST))

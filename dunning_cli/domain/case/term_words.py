"""What people call the terms that a case or an agreement has instead of those of its policy, and their values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dunning_cli.kernel.message import Message, coded, enumerated, label, msg
from dunning_cli.kernel.money import COMPONENT_LABELS, Component
from dunning_cli.kernel.nodes import Map, Node, Text
from dunning_cli.kernel.rate_words import rate_words

_WORDS: Mapping[str, Message] = {
    "accruals": label("accruals"),
    "allocation": label("order of payment"),
    "allocation.across": label("payments serve"),
    "allocation.ahead": label("order of what is not yet due"),
    "allocation.order": label("order of payment"),
    "billing": label("bills"),
    "billing.area": label("square metres billed"),
    "billing.due_day": label("day of the month on which a bill is due"),
    "billing.due_days": label("days until a bill is due"),
    "billing.every": label("length of a period"),
    "billing.prepay_days": label("days before a bill is due by which it is paid ahead"),
    "billing.prepay_discount": label("discount of a bill paid ahead"),
    "billing.price": label("price of a square metre and month"),
    "billing.suspended_share": label("share owed for a suspended month"),
    "cap": label("ceiling"),
    "cap.annual": label("ceiling a year"),
    "cap.penalty_to_principal": label("ceiling of the penalty to the principal"),
    "contract_rate": label("contract rate"),
    "credit_limit": label("credit limit"),
    "day_count": label("count of days"),
    "day_count.basis": label("days of a year"),
    "day_count.ends": label("days that count"),
    "due_day": label("due day of a statement"),
    "failed_debit_fee": label("fee for a broken promise"),
    "grace": label("grace"),
    "grace.accrues": label("after the grace it counts from"),
    "grace.amount": label("what may be missing"),
    "grace.days": label("days of grace"),
    "interest": label("interest of the card"),
    "interest.rate": label("interest rate of the card"),
    "judgment": label("interest for delayed performance"),
    "judgment.rate": label("interest for delayed performance"),
    "late_fee": label("late fee"),
    "late_fee.max": label("greatest late fee"),
    "late_fee.min": label("least late fee"),
    "late_fee.of": label("late fee is a share of"),
    "late_fee.percent": label("share of the late fee"),
    "limitation": label("limitation"),
    "minimum_payment": label("minimum payment"),
    "overdue_tolerance": label("small sums left aside"),
    "prepayment": label("paying early"),
    "prepayment.free_after_months": label("months after which paying early is free"),
    "prepayment.interest": label("interest of the running period when paid early"),
    "prepayment.max": label("greatest fee for paying early"),
    "prepayment.min": label("least fee for paying early"),
    "prepayment.percent": label("fee for paying early"),
    "promise": label("tolerance of promises"),
    "rounding": label("rounding"),
    "rounding_of": label("what is rounded"),
    "statement_day": label("day of the statement"),
}
"""By the dotted key of the policy."""


def term_words(key: str) -> Message | str:
    """A term by its dotted key; one without words of its own, and each in English, as it is typed."""
    words = _WORDS.get(key)
    return coded(words, key) if words is not None else key


def terms_words(node: Node, key: str = "") -> Message | str:
    """Terms with their values, one after the other; a value alone where the node is one."""
    if not isinstance(node, Map):
        return value_words(node)
    inner = f"{key}." if key else ""
    return enumerated(
        terms_words(pair.node, inner + pair.key)
        if isinstance(pair.node, Map)
        else msg("{key}: {value}", key=term_words(inner + pair.key), value=value_words(pair.node))
        for pair in node.pairs
    )


def value_words(node: Node) -> Message | str:
    """The values in a tree with commas between: rates and components in words, in English as they are written."""
    return enumerated(map(_leaf, _leaves(node)))


def _leaves(node: Node) -> Iterator[str]:
    if isinstance(node, Text):
        yield node.value
        return
    for part in (pair.node for pair in node.pairs) if isinstance(node, Map) else node.items:
        yield from _leaves(part)


def _leaf(text: str) -> Message | str:
    names = text.split(",")
    if all(name in set(Component) for name in names):
        return coded(_all(names), text)
    return rate_words(text)


def _all(names: list[str]) -> Message:
    words = enumerated(COMPONENT_LABELS[Component(name)] for name in names)
    assert isinstance(words, Message)
    return words

"""What people call the lines of an account, and the rules by which they come about."""

from __future__ import annotations

from dunning_cli.domain.account.items import ItemKind
from dunning_cli.domain.account.pricing import AWARDED
from dunning_cli.domain.account.result import LineKind
from dunning_cli.kernel.message import Message, coded, label, msg
from dunning_cli.kernel.money import COMPONENT_LABELS

_RULES = {
    "interest": label("interest"),
    "compound_interest": label("compound interest"),
    "penalty_interest": label("penalty interest"),
    "late_penalty": label("penalty for late payment"),
    "late_fee": label("late fee"),
    "delayed_performance": label("interest for delayed performance"),
    "cap.annual": label("ceiling a year"),
    "cap.penalty_to_principal": label("ceiling of the penalty to the principal"),
    ItemKind.LEGAL_COST.value: label("cost of proceedings"),
    **{
        f"{AWARDED}{component.value}": msg("{component} awarded from a day on", component=words)
        for component, words in COMPONENT_LABELS.items()
    },
}
"""The rules that ship with the program, and those that follow from a judgment."""

LINE_KINDS: dict[LineKind, Message] = {
    LineKind.CHARGE: label("charge"),
    LineKind.ACCRUAL: label("accrual"),
    LineKind.PAYMENT: label("payment"),
    LineKind.WAIVER: label("waiver"),
    LineKind.TRANSFER: label("transfer"),
    LineKind.REFUND: label("refund"),
    LineKind.CUT: label("cut to the cap"),
    LineKind.JUDGMENT: label("judgment"),
    LineKind.ENDED: label("no longer owed: other terms"),
    LineKind.ROUNDING: label("rounding"),
}


def rule_words(rule: str | None) -> Message | str | None:
    """A rule that ships with the program in words; in English, and of one's own rules, its name."""
    words = _RULES.get(rule or "")
    return rule if words is None else coded(words, rule or "")

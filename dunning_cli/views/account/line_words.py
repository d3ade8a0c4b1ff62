"""Words for what stands in a line of an account: its rate, and the rule it follows."""

from __future__ import annotations

from dunning_cli.kernel.message import CodeWords, Message, label, msg

_RULES = {
    "interest": label("interest"),
    "compound_interest": label("compound interest"),
    "penalty_interest": label("penalty interest"),
    "late_penalty": label("penalty for late payment"),
    "late_fee": label("late fee"),
    "delayed_performance": label("interest for delayed performance"),
}


def rule_words(rule: str | None) -> Message | str | None:
    """A rule that ships with the program in words; in English, and of one's own rules, its name."""
    words = _RULES.get(rule or "")
    return rule if words is None else CodeWords(words.template, code=rule or "")


def rate_words(text: str) -> Message | str:
    """A rate of one figure in words of the language; one that names another rate stays as it is written."""
    figure, _, unit = text.rpartition("/")
    if not figure or " " in figure:
        return text
    if unit == "day":
        return msg("{figure}/day", figure=figure)
    if unit == "month":
        return msg("{figure}/month", figure=figure)
    return msg("{figure}/year", figure=figure) if unit == "year" else text

"""A rate as people read it: `contract * 1.5` is the contract rate times 1.5."""

from __future__ import annotations

from collections.abc import Callable

from dunning_cli.kernel.errors import Unreadable
from dunning_cli.kernel.message import Message, coded, label, msg
from dunning_cli.kernel.rates import CONTRACT, CONTRACT_DATE, NO_RATE, signed_parts

_REFERENCES: dict[str, Message] = {
    CONTRACT: label("contract rate"),
    "lpr_1y": label("one-year LPR"),
    "lpr_5y": label("LPR of more than five years"),
    "judicial": label("ceiling of the courts"),
}
"""Reference rates that rules commonly name; others stand by the name of their table."""
_UNITS: dict[str, Callable[[str], Message]] = {
    "day": lambda figure: msg("{figure}/day", figure=figure),
    "month": lambda figure: msg("{figure}/month", figure=figure),
    "year": lambda figure: msg("{figure}/year", figure=figure),
}


def rate_words(text: str) -> Message | str:
    """A rate in words of the language; in English as it is written. What is no rate stays as it is."""
    if text == NO_RATE.text:
        return coded(label("none"), text)
    try:
        parts = signed_parts(text)
    except Unreadable:
        return text
    words: Message | str = ""
    for sign, part in parts:
        one = _summand(part["reference"], part["at"], part["number"], part["sign"], part["unit"])
        if part["factor"]:
            one = msg("{rate} × {factor}", rate=one, factor=part["factor"] + (part["share"] or ""))
        words = msg("{before} {sign} {next}", before=words, sign=sign, next=one) if words else one
    return coded(msg("rate: {rate}", rate=words), text)


def _summand(
    reference: str | None, at: str | None, number: str | None, sign: str | None, unit: str | None
) -> Message | str:
    if reference is None:
        figure = f"{number}{sign}"
        return _UNITS[unit](figure) if unit else figure
    name = _REFERENCES.get(reference, reference)
    if at is None:
        return name
    day: Message | str = label("the date of the contract") if at == CONTRACT_DATE else at
    return msg("{rate} on {date}", rate=name, date=day)

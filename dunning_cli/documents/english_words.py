"""Amounts in English words, for letters in English."""

from __future__ import annotations

from decimal import Decimal

from dunning_cli.documents.capital_figures import whole_and_cents

_UNITS = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["_", "_", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_SCALES = ((1_000_000_000, "billion"), (1_000_000, "million"), (1_000, "thousand"))


def amount_in_words_en(amount: Decimal) -> str:
    """Yuan in English: 1409.50 is "RMB one thousand four hundred and nine yuan and fifty fen".

    The part below a yuan is given in fen, hundredths of a yuan. `amount` is 0.00 to 999,999,999,999.99
    with at most two decimals; Refused otherwise.
    """
    yuan, fen = whole_and_cents(amount)
    if not fen:
        return f"RMB {_number(yuan)} yuan"
    if not yuan:
        return f"RMB {_number(fen)} fen"
    return f"RMB {_number(yuan)} yuan and {_number(fen)} fen"


def _number(value: int) -> str:
    """A whole number below a million millions, with "and" before the last part below a hundred."""
    if value < 1000:
        return _below_thousand(value)
    parts = []
    for size, name in _SCALES:
        count, value = divmod(value, size)
        if count:
            parts.append(f"{_below_thousand(count)} {name}")
    if value:
        parts.append(f"and {_below_thousand(value)}" if value < 100 else _below_thousand(value))
    return " ".join(parts)


def _below_thousand(value: int) -> str:
    hundreds, rest = divmod(value, 100)
    if not hundreds:
        return _below_hundred(value)
    text = f"{_UNITS[hundreds]} hundred"
    return f"{text} and {_below_hundred(rest)}" if rest else text


def _below_hundred(value: int) -> str:
    if value < len(_UNITS):
        return _UNITS[value]
    tens, unit = divmod(value, 10)
    return f"{_TENS[tens]}-{_UNITS[unit]}" if unit else _TENS[tens]

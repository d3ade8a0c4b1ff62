"""Amounts as people type them at a desk: read as one certain sum, or refused with what to write."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from dunning_cli.kernel.errors import Unreadable
from dunning_cli.kernel.message import msg
from dunning_cli.kernel.money import parse_amount, to_cents
from dunning_cli.kernel.pattern import pattern

_TYPED = pattern(r"¥?\s*([0-9,]+(?:\.[0-9]+)?)\s*(万)?\s*(?:元整?|圆整?|块|yuan)?", re.ASCII | re.IGNORECASE)
_BY_THREES = pattern(r"[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]+)?", re.ASCII)
_MANY = Decimal(10_000)


def parse_typed_amount(text: str) -> Decimal:
    """Yuan from `1200.5`, `1,200.50`, `100元`, `１００`, `¥100` or `1.2万`, zero or more.

    Raises Unreadable for anything else: commas not before every three digits, parts of a cent.
    """
    typed = unicodedata.normalize("NFKC", text).strip()
    found = _TYPED.fullmatch(typed)
    if "," in typed and (found is None or not _BY_THREES.fullmatch(found[1])):
        raise Unreadable(
            msg(
                "'{text}' is not an amount: a comma stands before every three digits, as in 1,200.50",
                text=text,
            )
        )
    if found is None:
        return parse_amount(text)
    figure = found[1].replace(",", "")
    if not found[2]:
        return _plain(figure, text)
    amount = Decimal(figure) * _MANY
    if amount != to_cents(amount):
        raise Unreadable(msg("'{text}' is not an amount: it has parts of a cent", text=text))
    return _plain(f"{to_cents(amount):f}", text)


def _plain(figure: str, text: str) -> Decimal:
    try:
        return parse_amount(figure)
    except Unreadable:
        # the words it was typed in stand in the message
        return parse_amount(text)

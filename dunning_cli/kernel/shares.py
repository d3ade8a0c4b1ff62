"""Shares of money, from none of it to all of it, and amounts that may be below zero; their parts to the cent."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Annotated

from dunning_cli.kernel.errors import Unreadable
from dunning_cli.kernel.message import label, msg
from dunning_cli.kernel.money import exact_to_cents, format_amount, parse_amount
from dunning_cli.kernel.rates import parse_percent, percent_text
from dunning_cli.kernel.schema import Scalar


def parse_share(text: str) -> Fraction:
    """A share from `0%` to `100%`. Raises Unreadable."""
    if text.strip().startswith(("-", "−")):
        raise Unreadable(msg("'{text}' is below zero", text=text))
    share = parse_percent(text)
    if share > 1:
        raise Unreadable(msg("'{text}' is more than 100%", text=text))
    return share


def _signed(text: str) -> Decimal:
    return -parse_amount(text[1:]) if text.startswith("-") else parse_amount(text)


def part_of(amount: Decimal, share: Fraction) -> Decimal:
    """A share of an amount in yuan, rounded to the cent, half away from zero: what is taken back is what was given."""
    part = exact_to_cents(abs(Fraction(amount)) * share)
    return -part if amount < 0 and part else part


def share_of(share: Fraction, cents: int) -> int:
    """A share of whole cents of zero or more, in cents, half up."""
    whole, parts = share.numerator * cents, share.denominator
    return (2 * whole + parts) // (2 * parts)


Share = Annotated[Fraction, Scalar(label("percentage up to 100%"), parse_share, percent_text)]
"""A share such as 25%, from 0% to 100%."""
SignedAmount = Annotated[Decimal, Scalar(label("amount, below zero too"), _signed, format_amount, plain=True)]
"""Yuan, below zero where something is taken back."""

"""What a person fills in for a line that was asked: a case, several with their parts, or that it is nobody's."""

from __future__ import annotations

from decimal import Decimal

from dunning_cli.domain.incoming.mentions import plain_key
from dunning_cli.kernel.errors import Unreadable
from dunning_cli.kernel.message import msg
from dunning_cli.kernel.money import ZERO, parse_amount
from dunning_cli.kernel.pattern import pattern

NOBODYS = ("-", "--", "—", "无", "left", "none")
"""Words for a line that is no payment of a case."""
_BETWEEN = pattern(r"[;；,，、\n]+")
_PART = pattern(r"(?P<case>[^=:：\s]+)\s*(?:[=:：]|\s)\s*(?P<amount>[0-9.]+)")

Parts = tuple[tuple[str, Decimal], ...]
"""Cases with what of the line is theirs, yuan."""


def is_nobodys(text: str) -> bool:
    """Whether it says that the line is no payment of a case."""
    return plain_key(text) in NOBODYS


def parts_given(text: str, amount: Decimal) -> Parts:
    """The cases named for a line of an amount: `GR1`, or `GR1=300; GR2=200`; a last one without an amount takes the rest.

    Raises Unreadable where the parts do not add up to the amount, or a case stands twice.
    """
    named = [part.strip() for part in _BETWEEN.split(text) if part.strip()]
    parts: list[tuple[str, Decimal]] = []
    left = amount
    for place, part in enumerate(named):
        match = _PART.fullmatch(part)
        if match is not None:
            case, share = match["case"], parse_amount(match["amount"])
        elif place == len(named) - 1:
            case, share = part, left
        else:
            raise Unreadable(
                msg("'{text}' does not say how much of the line is its: write CASE=AMOUNT", text=part)
            )
        parts.append((case, share))
        left -= share
    if left != ZERO or any(share <= ZERO for _, share in parts):
        raise Unreadable(
            msg(
                "'{text}' does not add up to the {amount} of the line",
                text=text,
                amount=amount,
            )
        )
    if len({case.casefold() for case, _ in parts}) < len(parts):
        raise Unreadable(msg("'{text}' names a case twice", text=text))
    return tuple(parts)

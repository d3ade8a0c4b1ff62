"""A charge once for being late: of a card for a missed minimum, of a loan or bill for an overdue instalment."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from dunning_cli.kernel.message import Message, label, msg
from dunning_cli.kernel.money import format_amount, parse_amount
from dunning_cli.kernel.rates import Percent
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.schema import Scalar, key
from dunning_cli.kernel.shares import share_of
from dunning_cli.kernel.values import Day


class LateFeeOf(StrEnum):
    """What a late fee is a share of: on cards the minimum, on loans and bills the instalment or what of it is missing."""

    UNPAID_MINIMUM = "unpaid_minimum"
    INSTALMENT = "instalment"
    OVERDUE = "overdue"


def _limit(text: str) -> Decimal | None:
    return None if text == "none" else parse_amount(text)


def _write_limit(amount: Decimal | None) -> str:
    return "none" if amount is None else format_amount(amount)


LimitAmount = Annotated[Decimal, Scalar(label("amount or none"), _limit, _write_limit, plain=True)]


@dataclass(frozen=True, slots=True, kw_only=True)
class LateFee:
    """What being late costs: once per statement whose minimum was missed, or once per overdue instalment."""

    percent: Percent = key("share of what `of` names", required=True)
    of: LateFeeOf = key(
        "what it is a share of: of a card the unpaid_minimum; of a loan or bill the instalment, its principal and interest "
        "as charged, or what of that is overdue on the day",
        default=LateFeeOf.UNPAID_MINIMUM,
    )
    min: LimitAmount | None = key("least fee, yuan; the same as `max` for a fixed sum")
    max: LimitAmount | None = key("greatest fee, yuan")
    from_: Day | None = key("first day on which it may be charged")
    until: Day | None = key("last day on which it may be charged")

    @property
    def of_instalments(self) -> bool:
        """Whether it is of the instalments of a loan or the bills of a household, not of a card's minimums."""
        return self.of is not LateFeeOf.UNPAID_MINIMUM

    @property
    def is_fixed(self) -> bool:
        """Whether an overdue instalment costs one sum, however much it is."""
        return self.of_instalments and bool(self.percent) and self.min is not None and self.min == self.max

    def contradiction(self, *, on_card: bool) -> Message | None:
        """What to say where it cannot be: a card has no instalments that fall due, and limits have an order.

        Of a loan or bill that names the minimum of a card, or nothing, it has no effect, as ever; `without_effect` says so.
        """
        if on_card and self.of_instalments:
            return msg(
                "late_fee: {of} is of loans and bills; of a card write of: unpaid_minimum", of=self.of.value
            )
        if self.min is not None and self.max is not None and self.max < self.min:
            return msg("late_fee: max is below min")
        return None

    def on(self, cents: int) -> int:
        """The fee on so many cents, in cents; none where the share is zero."""
        if not self.percent or cents <= 0:
            return 0
        return within(share_of(self.percent, cents), self.min, self.max)


def without_effect(fees: Iterable[LateFee], *, on_card: bool) -> Message | None:
    """What to say where one of a product's late fees never comes to anything."""
    if on_card or all(fee.of_instalments for fee in fees):
        return None
    return msg(
        "late_fee has no effect: only cards have an unpaid_minimum; write of: instalment or of: overdue"
    )


def within(fee: int, least: Decimal | None, most: Decimal | None) -> int:
    """A fee in cents brought between two limits in yuan."""
    if least is not None:
        fee = max(fee, int(least * 100))
    return fee if most is None else min(fee, int(most * 100))

"""The keys of a policy that only a revolving card has."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Annotated

from dunning_cli.domain.case.codes.money import CardUse
from dunning_cli.domain.policy.dated_rates import DatedRate, in_order
from dunning_cli.domain.policy.late_fee import LimitAmount
from dunning_cli.kernel.errors import Unreadable
from dunning_cli.kernel.message import Message, label, msg
from dunning_cli.kernel.rates import Percent
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.schema import Scalar, key
from dunning_cli.kernel.values import Day


class CardMethod(StrEnum):
    """What a card's purchase bears interest on when its statement was not paid in full."""

    FULL_BALANCE = "full_balance"
    UNPAID_PART = "unpaid_part"


def _day_of_month(text: str) -> int:
    if (
        text.isascii()
        and text.isdigit()
        and len(text) <= 2
        and 1 <= int(text) <= 31
        and not text.startswith("0")
    ):
        return int(text)
    raise Unreadable(msg("'{text}' is not a day of the month from 1 to 31", text=text))


MonthDay = Annotated[int, Scalar(label("day of the month"), _day_of_month, plain=True)]


@dataclass(frozen=True, slots=True, kw_only=True)
class CardInterest:
    """Interest of a revolving card."""

    method: CardMethod = key("full_balance or unpaid_part", default=CardMethod.FULL_BALANCE)
    rate: tuple[DatedRate, ...] = key("rate, or a list of dated rates", required=True)
    from_posting: tuple[CardUse, ...] = key(
        "uses that have no interest-free time: cash, instalment", default=(CardUse.CASH,)
    )

    def contradictions(self) -> Iterator[tuple[str, Message]]:
        """Dated rates follow each other."""
        yield from in_order(self.rate, "rate")


@dataclass(frozen=True, slots=True, kw_only=True)
class MinimumPayment:
    """The least a statement asks for."""

    percent: Percent = key("share of principal in the minimum", required=True)
    cash: Percent = key("share of cash advances in the minimum", default=Fraction(1))
    instalment: Percent = key("share of card instalments in the minimum", default=Fraction(1))

    def share_of(self, use: CardUse) -> Fraction:
        """The share of a use that the minimum asks for."""
        return self.cash if use is CardUse.CASH else self.instalment


OVER_LIMIT_END = date(2016, 12, 31)
"""From 2017-01-01 over-limit fees are forbidden (银发〔2016〕111号)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OverLimitFee:
    """The former fee on a balance above the credit limit, charged on the statement date."""

    percent: Percent = key("share of the part above the limit", required=True)
    min: LimitAmount | None = key("least fee, yuan")
    until: Day = key("last day on which it may be charged, at most 2016-12-31", required=True)

    def contradictions(self) -> Iterator[tuple[str, Message]]:
        """The fee ended in law."""
        if self.until > OVER_LIMIT_END:
            yield (
                "until",
                msg("over-limit fees are forbidden from 2017-01-01; until may be 2016-12-31 at most"),
            )

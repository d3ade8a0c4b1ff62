"""Values that only operations are given: an amount or all of it, a moment without its offset."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from dunning_cli.kernel.dates import add_months, parse_datetime
from dunning_cli.kernel.errors import Unreadable
from dunning_cli.kernel.message import Message, label, msg
from dunning_cli.kernel.money import ZERO, Component, parse_amount
from dunning_cli.kernel.schema import Scalar, TypedAs

ALL = "all"


def amount_or_all(text: str) -> Decimal | str:
    """Yuan above zero, or the word `all`. Raises Unreadable."""
    if text == ALL:
        return ALL
    amount = parse_amount(text)
    if amount == ZERO:
        raise Unreadable(msg("the amount must be more than zero"))
    return amount


def _component_or_all(text: str) -> Component | str:
    if text == ALL or text in [component.value for component in Component]:
        return ALL if text == ALL else Component(text)
    raise Unreadable(msg("'{text}' is not a component: principal, interest, penalty, fee, or all", text=text))


AmountOrAll = Annotated[
    Decimal | str, Scalar(label("amount, or all"), amount_or_all, typed_as=TypedAs.AMOUNT)
]
ComponentOrAll = Annotated[Component | str, Scalar(label("component, or all"), _component_or_all)]

MOMENT = Scalar(
    label("date and time"),
    parse_datetime,
    lambda moment: moment.isoformat(),
    plain=True,
    typed_as=TypedAs.MOMENT,
)
TimeGiven = Annotated[datetime, MOMENT]
"""A moment as typed: without an offset it is the office's local time."""


class PlanEvery(StrEnum):
    """How far instalments lie apart."""

    MONTH = "month"
    WEEK = "week"

    @property
    def words(self) -> Message:
        """The period in words."""
        return label("by the week") if self is PlanEvery.WEEK else label("by the month")

    def after(self, first: date, number: int, day: int | None = None) -> date:
        """The due date so many periods after the first, in months on that day where one is given."""
        if number == 0 or self is PlanEvery.WEEK:
            return first + timedelta(weeks=number)
        return add_months(first, number, day)

"""What paying before the due date costs, where the contract says so."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from dunning_cli.kernel.dates import add_months
from dunning_cli.kernel.message import Message, msg
from dunning_cli.kernel.money import ZERO, exact_to_cents
from dunning_cli.kernel.rates import Percent
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.schema import key
from dunning_cli.kernel.values import Count, PositiveAmount


class RunningInterest(StrEnum):
    """What of the running period's interest falls due when its principal is paid early."""

    DAYS = "days"
    PERIOD = "period"


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepayment:
    """What early payment of principal costs; nothing but the interest of the time that has passed unless given."""

    percent: Percent = key("fee, as a share of the principal paid early", default=Fraction(0))
    min: PositiveAmount | None = key("least fee, yuan")
    max: PositiveAmount | None = key("greatest fee, yuan")
    free_after_months: Count | None = key("no fee from so many months after the contract date on")
    interest: RunningInterest = key(
        "days: interest of the running period by its days (民法典 677); period: all of it, where that was agreed",
        default=RunningInterest.DAYS,
    )

    def contradictions(self) -> Iterator[tuple[str, Message]]:
        """The least fee is not above the greatest."""
        if self.min is not None and self.max is not None and self.max < self.min:
            yield "max", msg("prepayment: max is below min")

    def fee(self, principal: Decimal, contract_date: date | None, on: date) -> Decimal:
        """The fee for so much principal paid early on a day, yuan."""
        free = (
            self.free_after_months is not None
            and contract_date is not None
            and on >= add_months(contract_date, self.free_after_months)
        )
        if free or principal <= ZERO:
            return ZERO
        fee = exact_to_cents(Fraction(principal) * self.percent)
        if self.min is not None:
            fee = max(fee, self.min)
        return fee if self.max is None else min(fee, self.max)


NO_PREPAYMENT_TERMS = Prepayment()

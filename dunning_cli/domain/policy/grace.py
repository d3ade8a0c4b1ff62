"""Days and yuan that a debtor may be late or short by without consequence: 宽限期, of cards 容时 and 容差."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

from dunning_cli.kernel.money import ZERO
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.schema import key
from dunning_cli.kernel.values import Amount, Count


class AccruesFrom(StrEnum):
    """From when what was not paid within the grace accrues."""

    DUE_DATE = "due_date"
    AFTER = "after"


@dataclass(frozen=True, slots=True, kw_only=True)
class Grace:
    """What a bill, an instalment or a statement that is paid late or short is forgiven."""

    days: Count = key("days after the due date in which it may still be paid in time", default=0)
    amount: Amount | None = key("unpaid yuan that count as paid, judged once at the end of these days")
    accrues: AccruesFrom = key(
        "of what is not paid by then overdue rules count from the due_date, or only from after the days; on a card "
        "interest is of the purchases' own days",
        default=AccruesFrom.DUE_DATE,
    )

    @property
    def cents(self) -> int:
        """The unpaid sum that counts as paid, cents."""
        return int((self.amount or ZERO) * 100)

    @property
    def is_none(self) -> bool:
        """Whether nothing is forgiven."""
        return not self.days and not self.cents

    def last_day(self, due: date) -> date:
        """The last day on which what is due then is paid in time."""
        return due + timedelta(self.days)


NO_GRACE = Grace()

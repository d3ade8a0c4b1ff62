"""The terms of a client: which commission is due on what, who bears costs, what is handed over, the collector's part."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from dunning_cli.domain.settlement.ranges import AmountRange, DayRange
from dunning_cli.kernel.message import Message, msg
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.schema import key
from dunning_cli.kernel.shares import Share
from dunning_cli.kernel.values import Code, Day, FilledWords

NOTHING = Fraction(0)


class AgeOn(StrEnum):
    """On which day the age of a case is looked at."""

    RECEIPT = "receipt"
    PAYMENT = "payment"


class CostsBy(StrEnum):
    """Who bears the costs charged to a case."""

    OFFICE = "office"
    CLIENT = "client"


class Pays(StrEnum):
    """What the office hands over: what came in less commission and tax, or all of it."""

    NET = "net"
    GROSS = "gross"


@dataclass(frozen=True, slots=True, kw_only=True)
class CommissionRow:
    """A rate of commission, and on which payments it is due."""

    rate: Share = key("commission as a share of what was paid", required=True)
    age: DayRange | None = key("days past due it is for, as 0-90 or 91+; any unless given")
    amount: AmountRange | None = key(
        "assigned amount of the case it is for, yuan, as 0-9999.99 or 10000+; any unless given"
    )
    product: Code | None = key("policy of the case it is for; any unless given")
    from_: Day | None = key("first value date it is for")
    until: Day | None = key("last value date it is for")

    def contradictions(self) -> Iterator[tuple[str, Message]]:
        """A time ends no earlier than it begins."""
        if self.from_ is not None and self.until is not None and self.until < self.from_:
            yield "until", msg("until is before from")

    def fits(self, day: date, age: int, assigned: Decimal, product: str) -> bool:
        """Whether it is for a payment of a value date, on a case of an age in days, an assigned amount and a policy."""
        return (
            (self.age is None or age in self.age)
            and (self.amount is None or assigned in self.amount)
            and self.product in (None, product)
            and (self.from_ is None or self.from_ <= day)
            and (self.until is None or day <= self.until)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectorTerms:
    """The part of one member of the staff."""

    staff: FilledWords = key("staff id", required=True)
    share: Share = key("share of the commission", required=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientTerms:
    """What is agreed with one client: a file of `clients/`."""

    client: FilledWords = key("the client's name, as the cases' creditor has it", required=True)
    commission: tuple[CommissionRow, ...] = key(
        "rates of commission; the first that fits a payment holds", required=True
    )
    age_on: AgeOn = key(
        "whether the age is that on the day the case was received, or on the day before the payment",
        default=AgeOn.RECEIPT,
    )
    costs: CostsBy = key(
        "who bears the costs charged to a case: where the client does, what a payment settles of them "
        "carries no commission",
        default=CostsBy.OFFICE,
    )
    pays: Pays = key(
        "net: the office hands over what came in less commission and tax; gross: all of it, and sends an invoice",
        default=Pays.NET,
    )
    tax: Share = key("tax on the commission", default=NOTHING)
    collectors_share: Share = key(
        "share of the commission for the collector for whom the money counts (money_counts_for in dunning.yaml)",
        default=NOTHING,
    )
    collectors: tuple[CollectorTerms, ...] = key("members of the staff with another share", default=())

    def contradictions(self) -> Iterator[tuple[str, Message]]:
        """There is a rate, and nobody stands twice."""
        if not self.commission:
            yield "commission", msg("there is no rate of commission")
        seen: set[str] = set()
        for place, each in enumerate(self.collectors):
            if each is not None and each.staff in seen:
                yield f"collectors[{place}]", msg("the staff member '{id}' stands twice", id=each.staff)
            seen.add(each.staff if each is not None else "")

    def row_for(
        self, day: date, age: int, assigned: Decimal, product: str
    ) -> tuple[int, CommissionRow] | None:
        """The number of the first row that fits, from one, and the row; None where none does."""
        numbered = enumerate(self.commission, start=1)
        return next(((n, row) for n, row in numbered if row.fits(day, age, assigned, product)), None)

    def share_of(self, staff: str | None) -> Fraction:
        """The share of the commission of whoever the money counts for; none of nobody's."""
        if staff is None:
            return NOTHING
        own = next((each.share for each in self.collectors if each.staff == staff), None)
        return self.collectors_share if own is None else own

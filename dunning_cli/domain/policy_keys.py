"""The keys of a policy file, each a typed record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise, zip_longest
from typing import Annotated

from dunning_cli.domain.days import parse_date
from dunning_cli.domain.message import Message, label, msg
from dunning_cli.domain.money import Component, Rounding, format_amount, parse_amount
from dunning_cli.domain.nodes import EMPTY_MAP, Map
from dunning_cli.domain.rates import (
    CONTRACT_DATE,
    Basis,
    Percent,
    Rate,
    RateText,
    YearlyRate,
    parse_percent,
    parse_yearly_rate,
    percent_text,
)
from dunning_cli.domain.reading import Unreadable
from dunning_cli.domain.schema import Scalar, key
from dunning_cli.domain.values import Amount, Code, Count, Day, FilledWords, Words


class Scheme(StrEnum):
    """How an account's age becomes a stage."""

    DPD30 = "dpd30"
    STATEMENT = "statement"
    BUCKETS = "buckets"


class Ends(StrEnum):
    """Whether a span of days counts only one of its ends or both."""

    EXCLUSIVE = "exclusive"
    INCLUSIVE = "inclusive"


class Base(StrEnum):
    """What a rule's rate is applied to."""

    OVERDUE_PRINCIPAL = "overdue_principal"
    OVERDUE_INTEREST = "overdue_interest"
    PRINCIPAL = "principal"
    FULL_BALANCE = "full_balance"


class Across(StrEnum):
    """Whether a payment runs through the components of all items, or through the items one by one."""

    COMPONENT = "component"
    ITEM = "item"


class CardMethod(StrEnum):
    """What a card's purchase bears interest on when its statement was not paid in full."""

    FULL_BALANCE = "full_balance"
    UNPAID_PART = "unpaid_part"


class LateFeeOf(StrEnum):
    """What a late fee is a share of."""

    UNPAID_MINIMUM = "unpaid_minimum"


JUDICIAL = Rate("judicial")
"""The cap of private lending: 24 % a year through 2020-08-19 for contracts before 2020-08-20, then four
times the one-year LPR of the day of suing; of the contract date for later contracts (法释〔2020〕17)."""
FLOATING = "floating"


def _cap_rate(text: str) -> Rate:
    return JUDICIAL if text == "judicial" else parse_yearly_rate(text)


def _cap_anchor(text: str) -> date | str:
    return text if text in (CONTRACT_DATE, FLOATING) else parse_date(text)


def _multiple(text: str) -> Fraction | None:
    if text == "none":
        return None
    if text.endswith("%"):
        return parse_percent(text)
    try:
        multiple = Fraction(text) if text.isascii() and text.replace(".", "", 1).isdigit() else None
    except ValueError:
        multiple = None
    if multiple is None:
        raise Unreadable(msg("'{text}' is not a multiple: write it as 1, 30% or none", text=text))
    return multiple


def _day_of_month(text: str) -> int:
    if text.isascii() and text.isdigit() and 1 <= int(text) <= 31 and not text.startswith("0"):
        return int(text)
    raise Unreadable(msg("'{text}' is not a day of the month from 1 to 31", text=text))


CapRate = Annotated[Rate, Scalar(label("cap per year"), _cap_rate, lambda rate: rate.text)]
CapAnchor = Annotated[date, Scalar(label("contract_date, floating or a date"), _cap_anchor, str, plain=True)]
Multiple = Annotated[Fraction, Scalar(label("multiple or none"), _multiple, percent_text)]
MonthDay = Annotated[int, Scalar(label("day of the month"), _day_of_month, plain=True)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """The product's name for people."""

    zh: Words | None = None
    en: Words | None = None


def _ranges(ranges: tuple[tuple[int, int | None], ...], key_name: str) -> Iterator[tuple[str, Message]]:
    for (start, end), following in zip_longest(ranges, ranges[1:]):
        if end is not None and end < start:
            yield key_name, msg("the range {start}–{end} ends before it begins", start=start, end=end)
        if following is None:
            continue
        if end is None or following[0] <= end:
            yield (
                key_name,
                msg("the ranges overlap at day {day}; each begins after the one before", day=following[0]),
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Bucket:
    """One stage by days past due."""

    stage: FilledWords = key("name of the stage", required=True)
    from_: Count = key("first day past due", required=True)
    to: Count | None = key("last day past due; open while missing")


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """A named range of days past due inside a stage, such as early, middle, late."""

    band: Code = key("name of the band", required=True)
    from_: Count = key("first day past due", required=True)
    to: Count | None = key("last day past due; open while missing")


@dataclass(frozen=True, slots=True, kw_only=True)
class StageRule:
    """How days past due or missed statements become a stage."""

    scheme: Scheme = key("dpd30, statement, or buckets of its own", default=Scheme.DPD30)
    buckets: tuple[Bucket, ...] = key("stages by days past due, for the scheme `buckets`", default=())
    bands: tuple[Band, ...] = key("finer ranges of days past due", default=())

    def contradictions(self) -> Iterator[tuple[str, Message]]:
        """Ranges follow each other; own buckets need a list and leave no gap."""
        yield from _ranges(tuple((b.from_, b.to) for b in self.buckets), "buckets")
        yield from _ranges(tuple((b.from_, b.to) for b in self.bands), "bands")
        for before, after in zip(self.buckets, self.buckets[1:], strict=False):
            if before.to is not None and after.from_ > before.to + 1:
                yield "buckets", msg("no bucket holds day {day}", day=before.to + 1)
        if self.scheme is Scheme.BUCKETS and not self.buckets:
            yield "scheme", msg("the scheme buckets needs a list of buckets")


@dataclass(frozen=True, slots=True, kw_only=True)
class DayCount:
    """How days are counted and a year is divided."""

    basis: Basis = key("days a yearly rate is divided by: 360, 365 or actual", default=Basis.D365)
    ends: Ends = key("exclusive counts end − start, inclusive both ends", default=Ends.EXCLUSIVE)


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedRate:
    """A rate from a day on."""

    from_: Day | None = key("first day of the rate")
    rate: RateText = key("the rate", required=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedCap:
    """A yearly cap from a day on."""

    from_: Day | None = key("first day of the cap")
    rate: CapRate = key("the cap", required=True)


def in_order(rates: Sequence[DatedRate | DatedCap], at: str) -> Iterator[tuple[str, Message]]:
    """The faults of a dated list: a later row without a day, or not after the row before."""
    for before, after in pairwise(rates):
        if after.from_ is None or (before.from_ is not None and after.from_ <= before.from_):
            yield at, msg("the dated rates overlap: each row needs a `from` later than the row before")


@dataclass(frozen=True, slots=True, kw_only=True)
class AccrualKeys:
    """One named rule that adds to a component day by day."""

    component: Component = key("component it adds to", required=True)
    base: Base = key("what it is reckoned on", required=True)
    rate: tuple[DatedRate, ...] = key("rate, or a list of dated rates", required=True)
    from_: Day | None = key("first day on which the rule counts")

    def contradictions(self) -> Iterator[tuple[str, Message]]:
        """Principal never grows by itself; dated rates follow each other."""
        if self.component is Component.PRINCIPAL:
            yield "component", msg("a rule cannot add to principal")
        yield from in_order(self.rate, "rate")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cap:
    """The most that may accrue."""

    annual: tuple[DatedCap, ...] = key(
        "most that the capped components may come to in a year, as a share of principal", default=()
    )
    at: CapAnchor | None = key("date a reference in `annual` is fixed at: contract_date, floating or a date")
    components: tuple[Component, ...] = key(
        "components under the annual cap", default=(Component.INTEREST, Component.PENALTY, Component.FEE)
    )
    penalty_to_principal: Multiple | None = key(
        "most an item's penalty may come to, in its original principal"
    )

    def contradictions(self) -> Iterator[tuple[str, Message]]:
        """Dated caps follow each other."""
        yield from in_order(self.annual, "annual")


def _whole_order(order: tuple[Component, ...], at: str) -> Iterator[tuple[str, Message]]:
    if len(set(order)) < len(order):
        yield at, msg("a component stands twice in the order")


@dataclass(frozen=True, slots=True, kw_only=True)
class LaterOrder:
    """Another order from some day past due on."""

    from_: Count = key("first day past due of this order", required=True)
    order: tuple[Component, ...] = key("components, first served first", required=True)

    def contradictions(self) -> Iterator[tuple[str, Message]]:
        """No component twice."""
        yield from _whole_order(self.order, "order")


@dataclass(frozen=True, slots=True, kw_only=True)
class Allocation:
    """Which part of the debt a payment serves first; components not named are served last."""

    across: Across = key("component by component over all items, or item by item", default=Across.COMPONENT)
    order: tuple[Component, ...] = key(
        "components, first served first",
        default=(Component.FEE, Component.INTEREST, Component.PENALTY, Component.PRINCIPAL),
    )
    switch: tuple[LaterOrder, ...] = key("other orders by days past due", default=())

    def contradictions(self) -> Iterator[tuple[str, Message]]:
        """No component twice; the switches follow each other."""
        yield from _whole_order(self.order, "order")
        for before, after in zip(self.switch, self.switch[1:], strict=False):
            if after.from_ <= before.from_:
                yield "switch", msg("the orders overlap: each begins on a later day than the one before")


@dataclass(frozen=True, slots=True, kw_only=True)
class CardInterest:
    """Interest of a revolving card."""

    method: CardMethod = key("full_balance or unpaid_part", default=CardMethod.FULL_BALANCE)
    rate: tuple[DatedRate, ...] = key("rate, or a list of dated rates", required=True)

    def contradictions(self) -> Iterator[tuple[str, Message]]:
        """Dated rates follow each other."""
        yield from in_order(self.rate, "rate")


@dataclass(frozen=True, slots=True, kw_only=True)
class MinimumPayment:
    """The least a statement asks for."""

    percent: Percent = key("share of principal in the minimum", required=True)


def _limit(text: str) -> Decimal | None:
    return None if text == "none" else parse_amount(text)


def _write_limit(amount: Decimal | None) -> str:
    return "none" if amount is None else format_amount(amount)


LimitAmount = Annotated[Decimal, Scalar(label("amount or none"), _limit, _write_limit, plain=True)]


@dataclass(frozen=True, slots=True, kw_only=True)
class LateFee:
    """What a missed minimum costs, once per statement."""

    percent: Percent = key("share of the unpaid part of the minimum", required=True)
    of: LateFeeOf = key("what it is a share of", default=LateFeeOf.UNPAID_MINIMUM)
    min: LimitAmount | None = key("least fee, yuan")
    max: LimitAmount | None = key("greatest fee, yuan")
    from_: Day | None = key("first day on which it may be charged")
    until: Day | None = key("last day on which it may be charged")


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


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseRule:
    """When a promise counts as kept in spite of a small delay or shortfall."""

    tolerance_days: Count = key("days a promise may be late", default=0)
    tolerance_amount: Amount | None = key("yuan a promise may fall short of")


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgmentRule:
    """Interest for delayed performance of a judgment."""

    rate: RateText | None = key("rate on unpaid judgment money; 0.0175%/day unless given")


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyKeys:
    """A policy as its file has it."""

    policy: Code = key("name of the policy, also the file's name", required=True)
    title: Title | None = key("name for people")
    source: Words | None = key("law, circular or contract the rules are from")
    stage: StageRule | None = key("how the stage is told")
    day_count: DayCount | None = key("how days are counted")
    rounding: Rounding = key("half_up or truncate", default=Rounding.HALF_UP)
    accruals: Map = key("named rules that add to a component day by day", default=EMPTY_MAP)
    cap: Cap | None = key("the most that may accrue")
    allocation: Allocation | None = key("what a payment serves first; a plain list is the order")
    contact_rules: Code | None = key("contact rules, a file in policies/")
    strategy: Code | None = key("strategy, a file in policies/")
    contract_rate: tuple[DatedRate, ...] = key("the contract's own rate; given by the case", default=())
    statement_day: MonthDay | None = key("day of the month a card's statement is made")
    due_day: MonthDay | None = key("day of the month a statement is due")
    interest: CardInterest | None = key("card interest")
    minimum_payment: MinimumPayment | None = key("a card's minimum payment")
    late_fee: tuple[LateFee, ...] = key("what a missed minimum costs; several by date, or none", default=())
    over_limit_fee: OverLimitFee | None = key("former fee above the credit limit")
    credit_limit: Amount | None = key("a card's credit limit, yuan; given by the case")
    promise: PromiseRule | None = key("tolerance of promises")
    failed_debit_fee: Amount | None = key("fee for a broken promise, yuan")
    overdue_tolerance: Amount | None = key(
        "unpaid yuan of an item that still count as paid for days past due"
    )
    judgment: JudgmentRule | None = key("interest for delayed performance")

    def contradictions(self) -> Iterator[tuple[str, Message]]:
        """What the keys must agree on."""
        yield from in_order(self.contract_rate, "contract_rate")
        if any("contract" in row.rate.references for row in self.contract_rate):
            yield "contract_rate", msg("contract_rate cannot refer to itself")
        needs_days = self.interest is not None or (self.stage and self.stage.scheme is Scheme.STATEMENT)
        if needs_days and (self.statement_day is None or self.due_day is None):
            yield (
                "statement_day",
                msg("card interest and the scheme statement need statement_day and due_day"),
            )
        for fee in self.late_fee:
            if fee.min is not None and fee.max is not None and fee.max < fee.min:
                yield "late_fee", msg("late_fee: max is below min")


__all__ = [
    "JUDICIAL", "OVER_LIMIT_END", "AccrualKeys", "Across", "Allocation", "Band", "Base", "Basis", "Bucket",
    "Cap", "CardInterest", "CardMethod", "DatedCap", "DatedRate", "DayCount", "Ends", "JudgmentRule",
    "LateFee", "MinimumPayment", "OverLimitFee", "PolicyKeys", "PromiseRule", "Scheme", "StageRule", "Title",
    "YearlyRate",
]  # fmt: skip

"""The keys of a policy file, each a typed record."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Annotated

from dunning_cli.domain.case.codes.talk import Channel
from dunning_cli.domain.policy.billing import Billing
from dunning_cli.domain.policy.card_keys import CardInterest, MinimumPayment, MonthDay, OverLimitFee
from dunning_cli.domain.policy.dated_rates import DatedRate, in_order
from dunning_cli.domain.policy.grace import Grace
from dunning_cli.domain.policy.late_fee import LateFee
from dunning_cli.domain.policy.prepayment import Prepayment
from dunning_cli.domain.policy.stage_keys import Scheme, StageRule
from dunning_cli.kernel.dates import parse_date
from dunning_cli.kernel.errors import Unreadable
from dunning_cli.kernel.message import Message, label, msg
from dunning_cli.kernel.money import Component, Rounding
from dunning_cli.kernel.nodes import EMPTY_MAP, Map
from dunning_cli.kernel.rates import (
    CONTRACT_DATE,
    Basis,
    Rate,
    parse_percent,
    parse_yearly_rate,
    percent_text,
)
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.schema import Scalar, key
from dunning_cli.kernel.values import Amount, Code, Count, Day, Words


class Ends(StrEnum):
    """Whether a span of days counts only one of its ends or both."""

    EXCLUSIVE = "exclusive"
    INCLUSIVE = "inclusive"


class RoundingOf(StrEnum):
    """What of the accrual becomes cents."""

    TOTAL = "total"
    LINE = "line"


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


CapRate = Annotated[Rate, Scalar(label("cap per year"), _cap_rate, lambda rate: rate.text)]
CapAnchor = Annotated[date, Scalar(label("contract_date, floating or a date"), _cap_anchor, str, plain=True)]
Multiple = Annotated[Fraction, Scalar(label("multiple or none"), _multiple, percent_text)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """The product's name for people."""

    zh: Words | None = None
    en: Words | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DayCount:
    """How days are counted and a year is divided."""

    basis: Basis = key("days a yearly rate is divided by: 360, 365 or actual", default=Basis.D365)
    ends: Ends = key(
        "exclusive counts end − start; inclusive both ends from a posting date, from a due date the day after",
        default=Ends.EXCLUSIVE,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedCap:
    """A yearly cap from a day on."""

    from_: Day | None = key("first day of the cap")
    contracts_from: Day | None = key(
        "the cap is of contracts dated from this day; `from` beside `annual` sets it"
    )
    rate: CapRate = key("the cap", required=True)


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
    from_: Day | None = key("the annual cap is of contracts dated from this day; of all unless given")
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
    ahead: tuple[Component, ...] = key(
        "components in the order in which money serves what is not yet due, on loans and bills; as what is due unless given",
        default=(),
    )

    def contradictions(self) -> Iterator[tuple[str, Message]]:
        """No component twice; the switches follow each other."""
        yield from _whole_order(self.order, "order")
        yield from _whole_order(self.ahead, "ahead")
        for before, after in zip(self.switch, self.switch[1:], strict=False):
            if after.from_ <= before.from_:
                yield "switch", msg("the orders overlap: each begins on a later day than the one before")


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseRule:
    """When a promise counts as kept in spite of a small delay or shortfall."""

    tolerance_days: Count = key("days a promise may be late", default=0)
    tolerance_amount: Amount | None = key("yuan a promise may fall short of")


class JudgedSum(StrEnum):
    """The sums of a judgment that interest for delayed performance can be reckoned on.

    Never interest: the base is what is owed beside the general interest of the debt (法释〔2014〕8号 art. 1).
    """

    PRINCIPAL = "principal"
    PENALTY = "penalty"
    FEE = "fee"
    COURT_FEE = "court_fee"


class Bills(StrEnum):
    """Whether several unpaid items may be debts of their own in law, or are instalments of one."""

    APART = "apart"
    TOGETHER = "together"


class LetterDemands(StrEnum):
    """When a letter is a demand in law."""

    ARRIVED = "arrived"
    SENT = "sent"


WRITTEN_MESSAGES = frozenset({Channel.SMS, Channel.WECHAT, Channel.EMAIL})
"""Channels of messages in writing (数据电文)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitationRule:
    """How limitation is watched: several unpaid items, and which demands begin it anew beside letters that arrived."""

    bills: Bills = key(
        "apart: also each item by itself, the first to lapse raises the alarm (periodic bills); together: one debt "
        "from the last instalment (民法典 189). Instalments of one schedule are always together",
        default=Bills.APART,
    )
    messages: tuple[Channel, ...] = key(
        "channels on which a message to who owes is a demand that begins the period anew, such as sms, wechat and email "
        "(诉讼时效规定 8); on cards sms and email do without it (银行卡规定 3)",
        default=(),
    )
    letters: LetterDemands = key(
        "arrived: a letter is a demand once it arrived or should have; sent: once it was sent, as a card's issuer sends "
        "it to the reserved address (银行卡规定 3)",
        default=LetterDemands.ARRIVED,
    )

    def contradictions(self) -> Iterator[tuple[str, Message]]:
        """Messages are in writing."""
        for channel in self.messages:
            if channel not in WRITTEN_MESSAGES:
                yield (
                    "messages",
                    msg("a demand by message goes by sms, wechat or email, not by {way}", way=channel.value),
                )


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgmentRule:
    """Interest for delayed performance of a judgment."""

    rate: tuple[DatedRate, ...] = key(
        "rate on unpaid judgment money; 0.0175%/day unless given, and before 2014-08-01 only where given so",
        default=(),
    )
    base: tuple[JudgedSum, ...] = key(
        "sums of the judgment it is reckoned on, as far as unpaid: principal, penalty, fee (awarded costs), court_fee",
        default=(JudgedSum.PRINCIPAL, JudgedSum.FEE),
    )

    def contradictions(self) -> Iterator[tuple[str, Message]]:
        """The rows of the rate follow each other."""
        yield from in_order(self.rate, "rate")


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyKeys:
    """A policy as its file has it."""

    policy: Code = key("name of the policy, also the file's name", required=True)
    title: Title | None = key("name for people")
    source: Words | None = key("law, circular or contract the rules are from")
    stage: StageRule | None = key("how the stage is told")
    day_count: DayCount | None = key("how days are counted")
    rounding: Rounding = key("half_up or truncate", default=Rounding.HALF_UP)
    rounding_of: RoundingOf = key(
        "total: the running total of an item's component becomes cents, a line rounding says where its lines come to another; "
        "line: each line does, and they are added up",
        default=RoundingOf.TOTAL,
    )
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
    late_fee: tuple[LateFee, ...] = key(
        "what a missed minimum, or an overdue instalment or bill, costs once; several by date, or none",
        default=(),
    )
    over_limit_fee: OverLimitFee | None = key("former fee above the credit limit")
    credit_limit: Amount | None = key("a card's credit limit, yuan; given by the case")
    promise: PromiseRule | None = key("tolerance of promises")
    failed_debit_fee: Amount | None = key("fee for a broken promise, yuan")
    overdue_tolerance: Amount | None = key(
        "unpaid yuan of an item that still count as paid for days past due"
    )
    grace: Grace | None = key("days and yuan that may be late or short without consequence")
    prepayment: Prepayment | None = key("what paying principal before its due date costs")
    judgment: JudgmentRule | None = key("interest for delayed performance")
    billing: Billing | None = key("how periodic bills are made")
    limitation: LimitationRule | None = key("how limitation is watched")

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
        on_card = self.interest is not None
        if on_card and self.allocation is not None and self.allocation.ahead:
            yield (
                "allocation",
                msg("allocation.ahead is of loans and bills: nothing of a card falls due later"),
            )
        for place, fee in enumerate(self.late_fee):
            wrong = fee.contradiction(on_card=on_card)
            if wrong is not None:
                yield f"late_fee[{place}]", wrong

"""What commands on what is owed answer for scripts (docs/json.md): fees, plan show, schedule; and every balance."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, TypedDict

from dunning_cli.domain.account import LineKind, WaiverOutcome
from dunning_cli.domain.agreements.plans import InstalmentOutcome, PlanOutcome
from dunning_cli.domain.case.codes.agreements import Signed
from dunning_cli.kernel.message import Message
from dunning_cli.kernel.money import Component
from dunning_cli.kernel.values import Day


class BalanceData(TypedDict):
    """What is owed, by component."""

    principal: Annotated[Decimal, "principal owed"]
    interest: Annotated[Decimal, "interest owed"]
    penalty: Annotated[Decimal, "penalty owed"]
    fee: Annotated[Decimal, "fees owed"]
    total: Annotated[Decimal, "all of it less the credit; below zero where too much was paid"]
    credit: Annotated[Decimal, "paid and not yet set off against anything"]


class UnknownCaseData(TypedDict):
    """A case that cannot be worked out, in a list of cases."""

    case: Annotated[str, "id of the case"]
    error: Annotated[Message, "what stood in the way"]


LineData = TypedDict(
    "LineData",
    {
        "kind": Annotated[LineKind, "what moved the account"],
        "component": Annotated[str, "`principal`, `interest`, `penalty`, `fee` or `credit`"],
        "rule": Annotated[str | None, "the policy's rule behind an accrual, a cut or a fee"],
        "item": Annotated[str | None, "the charge or opening it belongs to, by its entry id"],
        "entry": Annotated[str | None, "the entry that made it; none for accrual and rounding"],
        "from": Annotated[Day, "first day of the span"],
        "to": Annotated[Day, "last day of the span, or the day of the movement"],
        "days": Annotated[int | None, "days counted, of an accrual"],
        "base": Annotated[Decimal | None, "amount it is counted on, of an accrual"],
        "rate": Annotated[str | None, "rate with its unit, such as `0.05%/day`"],
        "amount": Annotated[Decimal, "the movement; payments, waivers and cuts are negative"],
        "capped": Annotated[Decimal, "what a cap took off, zero or more"],
        "billed": Annotated[bool, "false only for card interest that no statement has billed yet"],
    },
)
LineData.__doc__ = "One movement of an account."


class MovementDayData(TypedDict):
    """When a movement counts."""

    date: Annotated[Day, "day on which it counts"]


class MovementData(MovementDayData, LineData):
    """One movement of a statement, and where the account stood after it."""

    owed: Annotated[Decimal, "what was owed after it"]


class CostData(TypedDict):
    """What a loan has cost so far."""

    since: Annotated[Day, "from when it is counted"]
    cost: Annotated[Decimal, "interest, penalty and fees since then"]
    rate: Annotated[str, "the same as a rate, such as `18.25%/year`"]


class AccountData(TypedDict):
    """The account of a case with every movement."""

    case: Annotated[str, "id of the case"]
    as_of: Annotated[Day, "day it is worked out for"]
    currency: Annotated[str, "currency of all amounts"]
    policy: Annotated[str, "product policy of the case"]
    balance: Annotated[BalanceData, "what is owed"]
    overdue: Annotated[Decimal, "what of it is past due; of a card the unpaid minimums past due"]
    overdue_by_age: Annotated[
        Mapping[str, Decimal],
        "the same by days past due of each instalment, bill or minimum: every range from `1-30` to `731+`",
    ]
    annual_cost: Annotated[
        CostData | None, "what a loan has cost; null where that is not asked of the product"
    ]
    lines: Annotated[list[LineData], "every movement; they add up to the balance"]


class AccountErrorData(TypedDict):
    """Why an account cannot be worked out."""

    code: Annotated[str, "`not_computed`, or `bug` where the program is at fault"]
    message: Annotated[Message, "what stood in the way"]


class UnknownAccountData(TypedDict):
    """The line of a case whose account cannot be worked out."""

    case: Annotated[str, "id of the case"]
    as_of: Annotated[Day, "day it was to be worked out for"]
    error: Annotated[AccountErrorData, "what stood in the way"]


class StatementData(TypedDict):
    """A dated statement of account."""

    case: Annotated[str, "id of the case"]
    as_of: Annotated[Day, "day it goes up to"]
    currency: Annotated[str, "currency of all amounts"]
    balance: Annotated[BalanceData, "what is owed at the end"]
    movements: Annotated[list[MovementData], "every movement in order"]


class InstalmentData(TypedDict):
    """One instalment of a plan."""

    due: Annotated[Day, "day it is due"]
    amount: Annotated[Decimal, "what was agreed"]
    paid: Annotated[Decimal, "what came for it"]
    state: Annotated[InstalmentOutcome, "how it stands"]


class PlanWaiverData(TypedDict):
    """A waiver agreed with a plan."""

    id: Annotated[str, "its entry"]
    component: Annotated[Component, "what is waived"]
    amount: Annotated[Decimal | None, "how much; null for all of it"]
    if_paid_by: Annotated[Day | None, "the condition: all else is paid by this day"]
    state: Annotated[WaiverOutcome, "what has become of it"]


class PlanData(TypedDict):
    """A repayment plan."""

    id: Annotated[str, "its entry"]
    state: Annotated[PlanOutcome, "how it stands"]
    date: Annotated[Day, "value date of the agreement"]
    decided_on: Annotated[Day | None, "day it was kept, broken or ended; null while active"]
    signed: Annotated[Signed | None, "who signed it"]
    accrual: Annotated[str, "`continue` or `stop`: whether interest runs on meanwhile"]
    instalments: Annotated[list[InstalmentData], "what is due when"]
    waivers: Annotated[list[PlanWaiverData], "waivers agreed with it"]


class PlanSheetData(TypedDict):
    """The latest plan of a case."""

    case: Annotated[str, "id of the case"]
    as_of: Annotated[Day, "day it is looked at"]
    plan: Annotated[PlanData, "the plan"]


class SchedulePartData(TypedDict):
    """One instalment of a schedule."""

    number: Annotated[int, "number of the instalment, from 1"]
    due: Annotated[Day, "day it is due"]
    principal: Annotated[Decimal, "principal in it"]
    interest: Annotated[Decimal, "interest in it"]
    deferred: Annotated[Decimal, "of that interest, what is of earlier periods and was put off"]
    total: Annotated[Decimal, "principal and interest"]
    remaining: Annotated[Decimal, "principal left after it"]


class PayoffData(TypedDict):
    """What pays a case off on a day."""

    case: Annotated[str, "id of the case"]
    on: Annotated[Day, "day of the payment"]
    principal: Annotated[Decimal, "principal, due or not"]
    interest: Annotated[Decimal, "interest until that day"]
    penalty: Annotated[Decimal, "penalty until that day"]
    fee: Annotated[Decimal, "fees, that for paying early among them"]
    credit: Annotated[Decimal, "paid before and not yet used"]
    total: Annotated[Decimal, "all of it less the credit"]
    not_yet_due: Annotated[Decimal, "what of it could not be demanded on that day"]
    prepayment_fee: Annotated[Decimal, "the contract's fee for paying early"]


class ScheduleData(TypedDict):
    """An instalment schedule worked out; nothing is recorded."""

    instalments: Annotated[list[SchedulePartData], "the instalments in order"]

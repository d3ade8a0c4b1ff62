"""An account at a date: balance, lines, items, and what is past due."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from decimal import Decimal
from enum import StrEnum

from dunning_cli.domain.account.items import DECIDED_KINDS, ItemKind
from dunning_cli.kernel.message import Message
from dunning_cli.kernel.money import ZERO, Component
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.values import Day

CREDIT = "credit"
"""The component of a line that is not part of the debt: money received and not yet used."""


class LineKind(StrEnum):
    """What moved the balance."""

    CHARGE = "charge"
    ACCRUAL = "accrual"
    PAYMENT = "payment"
    WAIVER = "waiver"
    CUT = "cut"
    JUDGMENT = "judgment"
    ENDED = "ended"
    """An instalment is no longer owed: other terms took its place."""
    TRANSFER = "transfer"
    REFUND = "refund"
    ROUNDING = "rounding"


@dataclass(frozen=True, slots=True)
class Balance:
    """What is owed by component, and money received but not yet used, yuan."""

    principal: Decimal
    interest: Decimal
    penalty: Decimal
    fee: Decimal
    credit: Decimal

    @property
    def total(self) -> Decimal:
        """What is owed altogether: the components less the credit."""
        return self.principal + self.interest + self.penalty + self.fee - self.credit

    @property
    def owed(self) -> Decimal:
        """What the debtor owes: the total, zero on an account in credit. Sums are of these, never of totals."""
        return max(self.total, ZERO)

    @property
    def overpaid(self) -> Decimal:
        """What the creditor owes the debtor: zero unless the account is in credit."""
        return max(-self.total, ZERO)

    def of(self, component: Component) -> Decimal:
        """One component."""
        amount: Decimal = getattr(self, component.value)
        return amount


@dataclass(frozen=True, slots=True)
class Line:
    """One movement. Per component the amounts of all lines add up to the balance (of `credit` likewise)."""

    kind: LineKind
    component: str
    """A component of the debt, or `credit`."""
    rule: str | None
    """The policy's rule behind an accrual, a cut or a fee."""
    item: str | None
    """The charge or opening it belongs to."""
    from_: date
    to: date
    """Exclusive counting: the day the span ends on; inclusive: its last counted day."""
    days: int | None
    base: Decimal | None
    rate: str | None
    """As text, such as 0.05%/day."""
    amount: Decimal
    """Yuan with two decimals; payments, waivers and cuts are negative."""
    capped: Decimal
    """What a cap took off, zero or more."""
    billed: bool
    """False only for card interest that no statement has billed yet."""
    entry: str | None = None
    """The entry that made the movement; None for accrual and rounding."""


@dataclass(frozen=True, slots=True)
class ItemState:
    """One charge or opening on a day."""

    id: str
    kind: ItemKind
    ref: str | None
    date: Day
    due: Day
    original: Balance
    unpaid: Balance
    """Accrued amounts included; credit is always zero."""
    payable: bool
    """Whether it has fallen due, as `Account.due` counts it; on a card the minimums fall due, never one item."""

    @property
    def decided(self) -> bool:
        """Whether a court or its like decided it, or it runs on what was decided."""
        return self.kind in DECIDED_KINDS


@dataclass(frozen=True, slots=True)
class Allocated:
    """A part of a payment and what it settled."""

    component: Component
    item: str
    amount: Decimal
    date: Day
    """The payment's date, or the later day on which its surplus was used."""


@dataclass(frozen=True, slots=True)
class Arrears:
    """What is past due of one due date, yuan: of an instalment or bill all that it owes, of a card a minimum."""

    due: Day
    amount: Decimal


class WaiverOutcome(StrEnum):
    """What has become of a waiver: at once, waiting for its condition, met, or lapsed."""

    APPLIED = "applied"
    PENDING = "pending"
    MET = "met"
    LAPSED = "lapsed"


@dataclass(frozen=True, slots=True)
class WaiverState:
    """A waiver on a day, with the yuan it took off so far."""

    entry: str
    state: WaiverOutcome
    date: Day
    amount: Decimal


@dataclass(frozen=True, slots=True)
class AnnualCost:
    """What a loan has cost: interest, penalty and fees since a day, yuan, and as a rate a year."""

    since: Day
    cost: Decimal
    rate: Decimal
    """Percent a year on the principal as it was owed, on 365 days."""


@dataclass(frozen=True, slots=True)
class Account:
    """Everything that can be said of a case's money on a day but the lines."""

    case: str
    as_of: date
    policy: str
    currency: str
    balance: Balance
    items: tuple[ItemState, ...]
    allocations: Mapping[str, tuple[Allocated, ...]]
    """How each payment was applied, by its entry id; what is missing from its amount is still credit."""
    waivers: tuple[WaiverState, ...]
    days_past_due: int
    overdue: Decimal
    """What of the debt is past due; of a card the unpaid minimums past due."""
    arrears: tuple[Arrears, ...]
    """The same by due date, the oldest first."""
    due: Balance
    """What may be demanded on the day: what is past due, and what fell due at once that very day, such as a cost;
    of a card the unpaid minimums past due. Its credit is the whole credit."""
    not_yet_due: Balance
    """The rest of the balance; no credit. `due` and `not_yet_due` add up to the balance."""
    stood_days: int
    """Days since the oldest due date on which a hold stopped the stage's clock; not taken off days_past_due."""
    oldest_due: date | None
    grace_until: date | None
    """The last day on which what is due longest may still be paid in time, where it has days of grace."""
    """Due date of the oldest item (card: minimum) still unpaid, past or to come; None where all is paid."""
    missed_minimums: int
    daily: Decimal | None
    """What one more day costs, yuan with four decimals; None where the rate of that day is not known."""
    annual_cost: AnnualCost | None
    """Of loans and cards, since the contract date or since they were taken over."""
    notes: tuple[Message, ...]

    @property
    def owes_decided(self) -> bool:
        """Whether anything is owed that a court or its like decided, or that runs on it."""
        return any(item.decided and item.unpaid.total for item in self.items)

    def explained(self, lines: tuple[Line, ...]) -> ExplainedAccount:
        """The same account with its lines."""
        return ExplainedAccount(**{each.name: getattr(self, each.name) for each in fields(self)}, lines=lines)


@dataclass(frozen=True, slots=True)
class ExplainedAccount(Account):
    """An account with the line behind every cent."""

    lines: tuple[Line, ...]

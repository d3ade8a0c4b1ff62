"""What pays a case off on a day: all that is owed, and of what is not due yet the principal with the interest of its time."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

from dunning_cli.domain.account.account import figures_at
from dunning_cli.domain.account.ahead import Ahead, DueEarly, due_early, instalments_ahead, paid_ahead
from dunning_cli.domain.account.result import Account, Balance
from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.entries import Payment, Reschedule
from dunning_cli.domain.policy.book import CasePolicy
from dunning_cli.domain.policy.policy import Policy
from dunning_cli.kernel.money import ZERO, Component, as_cents, as_yuan, exact_to_cents
from dunning_cli.kernel.record import dataclass

_AFTER_ALL = datetime(9999, 1, 1, tzinfo=UTC)
_MORE = Decimal("1000000.00")
"""Yuan beyond what is owed, so that a payment of them leaves nothing unpaid."""
_NOT_RECORDED = "payoff"
"""The id of new terms that are only thought of."""


@dataclass(frozen=True, slots=True)
class Payoff:
    """What is to be paid on a day so that nothing is owed afterwards, yuan."""

    balance: Balance
    """All of it by component, the fee for paying early among the fees, with the credit there is."""
    early: DueEarly
    """What of it falls due before its time; its fee is for the time that has passed."""
    prepayment_fee: Decimal
    not_yet_due: Decimal
    """What of it could not be demanded on that day."""


def payoff(case: Case, rules: CasePolicy, on: date) -> Payoff:
    """What pays a case off on a day. Raises as `account_at`.

    Early payment ends the interest of the time that has not passed (民法典 677); the contract's fee for it comes on top.
    It is what such a payment would be set off against: a payment's day bears no interest any more also where both ends
    are counted, and a waiver whose condition it meets counts. A card keeps interest that no statement has billed.
    """
    account = figures_at(case, rules, on)
    policy = rules.versions(on)[-1].policy
    if policy.is_card:
        return Payoff(account.balance, due_early((), on), ZERO, _beyond_due(account.balance, account))
    ahead = instalments_ahead(case, account, on)
    early = due_early(ahead, on, policy.prepayment.interest)
    fee = policy.prepayment.fee(early.principal, case.contract_date, on)
    ended = case.with_entry(_all_due(ahead, early, fee, on)) if ahead else case
    balance = _paid_by_more_than_enough(ended, rules, on)
    return Payoff(balance, early, fee, _beyond_due(balance, account))


def _paid_by_more_than_enough(case: Case, rules: CasePolicy, on: date) -> Balance:
    """What a payment would be set off against by component, and the credit that there is without it."""
    owed = figures_at(case, rules, on).balance
    payment = Payment(
        id=f"{_NOT_RECORDED}-payment", date=on, by=_NOT_RECORDED, at=_AFTER_ALL, amount=owed.owed + _MORE
    )
    after = figures_at(case.with_entry(payment), rules, on)
    needed = dict.fromkeys(Component, ZERO)
    for part in after.allocations[payment.id]:
        needed[part.component] += part.amount
    credit = after.balance.credit - (payment.amount - sum(needed.values(), ZERO))
    return Balance(
        needed[Component.PRINCIPAL],
        needed[Component.INTEREST],
        needed[Component.PENALTY],
        needed[Component.FEE],
        credit,
    )


def _beyond_due(balance: Balance, account: Account) -> Decimal:
    """What of a balance cannot be demanded yet, yuan; credit serves what is due first."""
    return max(ZERO, balance.total - max(ZERO, account.due.total))


def _all_due(ahead: tuple[Ahead, ...], early: DueEarly, fee: Decimal, on: date) -> Reschedule:
    return Reschedule(
        id=_NOT_RECORDED,
        date=on,
        by=_NOT_RECORDED,
        at=_AFTER_ALL,
        ended=tuple(each.ended for each in ahead),
        principal=early.principal or None,
        interest=early.interest or None,
        fee=early.fee + fee or None,
        outstanding=ZERO,
    )


@dataclass(frozen=True, slots=True)
class Prepaid:
    """What a sum paid before its time pays of what is not due yet, yuan."""

    principal: Decimal
    interest: Decimal
    fee: Decimal
    left: Decimal
    """Principal that stays to be paid by instalments."""


def prepaid_by(
    ahead: tuple[Ahead, ...], account: Account, policy: Policy, contract_date: date | None, on: date
) -> Prepaid:
    """How much principal the money pays that an account has beyond what is due: with its interest and fee, to the cent.

    The interest is that of the running period on the part paid, the fee that of the contract.
    """
    at_hand = account.balance.credit + paid_ahead(ahead, account)
    whole = due_early(ahead, on, policy.prepayment.interest)

    def with_costs(principal: Decimal) -> Prepaid:
        share = Fraction(principal) / Fraction(whole.principal) if whole.principal else Fraction(0)
        interest, fee = (exact_to_cents(Fraction(part) * share) for part in (whole.interest, whole.fee))
        fee += policy.prepayment.fee(principal, contract_date, on)
        return Prepaid(principal, interest, fee, whole.principal - principal)

    least, most = 0, as_cents(whole.principal)
    while least < most:
        middle = (least + most + 1) // 2
        found = with_costs(as_yuan(middle))
        if found.principal + found.interest + found.fee <= at_hand:
            least = middle
        else:
            most = middle - 1
    return with_costs(as_yuan(least))

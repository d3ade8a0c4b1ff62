"""What pays a case off on a day: all that is owed, and of what is not due yet the principal with the interest of its time."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

from dunning_cli.domain.account.account import figures_at
from dunning_cli.domain.account.ahead import Ahead, DueEarly, due_early, instalments_ahead, paid_ahead
from dunning_cli.domain.account.result import Account, Balance
from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.entries import Reschedule
from dunning_cli.domain.policy.book import CasePolicy
from dunning_cli.domain.policy.policy import Policy
from dunning_cli.kernel.money import ZERO, as_cents, as_yuan, exact_to_cents
from dunning_cli.kernel.record import dataclass

_AFTER_ALL = datetime(9999, 1, 1, tzinfo=UTC)
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
    """
    account = figures_at(case, rules, on)
    ahead = instalments_ahead(case, account, on)
    if not ahead:
        return Payoff(account.balance, due_early((), on), ZERO, account.not_yet_due.total)
    policy = rules.versions(on)[-1].policy
    early = due_early(ahead, on, policy.prepayment.interest)
    fee = policy.prepayment.fee(early.principal, case.contract_date, on)
    after = figures_at(case.with_entry(_all_paid(ahead, early, fee, on)), rules, on)
    return Payoff(after.balance, early, fee, early.total + fee)


def _all_paid(ahead: tuple[Ahead, ...], early: DueEarly, fee: Decimal, on: date) -> Reschedule:
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

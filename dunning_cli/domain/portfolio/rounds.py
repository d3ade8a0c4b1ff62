"""A round through villages or estates, household by household: who signed, paid in cash, intends to pay, or did none."""

from __future__ import annotations

from decimal import Decimal

from dunning_cli.domain.account import Account
from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.codes.money import Via
from dunning_cli.domain.case.codes.talk import Channel, Result
from dunning_cli.domain.case.collected import is_collected
from dunning_cli.domain.case.entries import Contact, Payment, Promise
from dunning_cli.domain.contact.deliveries import LetterStage, letter_records
from dunning_cli.domain.portfolio.done import signed_on
from dunning_cli.domain.portfolio.on_hand import is_on_hand
from dunning_cli.domain.portfolio.periods import Period
from dunning_cli.domain.portfolio.sums import Summand, Sums
from dunning_cli.kernel.money import ZERO, Component, as_cents
from dunning_cli.kernel.pattern import pattern

_INTENDS = frozenset({Result.INTENDS, Result.PROMISED})
_ELSEWHERE = pattern(r"打工|务工|外出|在外|外地|working (?:away|elsewhere)|works (?:away|elsewhere)")
"""How what was said tells that a debtor lives or works elsewhere, beside the result that says so."""


def round_of(case: Case, account: Account, period: Period, *, lapsed: bool) -> Sums:
    """What one household adds to a round in a period; `account` is of its last day, `lapsed` whether its claim is then.

    A household is a case on hand.
    """
    sums = Sums()
    if not is_on_hand(case, period):
        return sums
    sums.count(Summand.HOUSEHOLDS)
    standing = case.standing(period.last)
    here = [entry for entry in standing if entry.date in period]
    records = [each for each in letter_records(standing) if each.state is not LetterStage.SPOILED]
    signed = any(day in period for each in records if (day := signed_on(case, each)) is not None)
    paid = [entry for entry in here if isinstance(entry, Payment) and is_collected(entry)]
    talks = [entry for entry in here if isinstance(entry, Contact)]
    sums.count(Summand.SIGNED, signed)
    _count_cash(sums, account, [entry for entry in paid if entry.via is Via.CASH])
    if any(isinstance(entry, Promise) for entry in here) or any(each.result in _INTENDS for each in talks):
        sums.count(Summand.INTENDING)
        sums.count(Summand.INTENDING_PRINCIPAL, as_cents(account.balance.principal))
    notified = any(each.letter.date in period for each in records) or any(
        each.channel is Channel.VISIT for each in talks
    )
    if notified and not signed and not paid:
        sums.count(Summand.UNSIGNED)
        sums.count(Summand.AWAY, any(map(_is_away, talks)))
        sums.count(Summand.LAPSED, lapsed)
    return sums


def _is_away(contact: Contact) -> bool:
    return contact.result is Result.MOVED or _ELSEWHERE.search(contact.text or "") is not None


def _count_cash(sums: Sums, account: Account, payments: list[Payment]) -> None:
    if not payments:
        return
    parts = [part for each in payments for part in account.allocations.get(each.id, ())]

    def settled(*components: Component) -> Decimal:
        return sum((part.amount for part in parts if part.component in components), ZERO)

    sums.count(Summand.CASH_HOUSEHOLDS)
    sums.count(Summand.CASH_PRINCIPAL, as_cents(settled(Component.PRINCIPAL)))
    sums.count(Summand.CASH_INTEREST, as_cents(settled(Component.INTEREST, Component.PENALTY)))

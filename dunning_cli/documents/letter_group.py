"""One letter over several cases of a debtor: their fields put together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields, replace
from decimal import Decimal

from dunning_cli.documents.letter_fields import CoveredCase, LetterBalance, LetterFields, OpenItem
from dunning_cli.kernel.money import ZERO

_BETWEEN = {"zh": "、", "en": ", "}


def grouped(letters: Sequence[LetterFields], language: str, done: str | None = None) -> LetterFields:
    """The fields of one letter over all the cases, the first of which gives what is not of one case alone.

    `done` is what was done on all of them, in a sentence, where that is not told otherwise.

    Amounts are sums, in yuan; days past due and the due date are those of the oldest unpaid item; the
    unpaid items name the number of their case. A single case's fields stay as they are.
    """
    if len(letters) == 1:
        return letters[0]
    between = _BETWEEN[language]
    since = [each.overdue_since for each in letters if each.overdue_since is not None]
    return replace(
        letters[0],
        case_id=between.join(each.case_id or "" for each in letters),
        contract_number=between.join(each.contract_number for each in letters if each.contract_number)
        or None,
        balance=_balance([each.balance for each in letters]),
        due=_balance([each.due for each in letters]),
        not_yet_due=_balance([each.not_yet_due for each in letters if each.not_yet_due.total is not None]),
        whole=_balance([each.whole for each in letters]),
        outstanding=_sum(each.outstanding for each in letters) or None,
        earlier_letters=max(each.earlier_letters or 0 for each in letters),
        earlier_talks=max(each.earlier_talks or 0 for each in letters),
        daily_amount=_sum(each.daily_amount for each in letters) or None,
        movements=(),
        examples=(),
        overdue_since=min(since, default=None),
        days_past_due=max((each.days_past_due or 0 for each in letters), default=None),
        items=tuple(item for number, each in enumerate(letters, start=1) for item in _items(number, each)),
        cases=tuple(_covered(number, each) for number, each in enumerate(letters, start=1)),
        judged=_judged(letters),
        performed_by=max((each.performed_by for each in letters if each.performed_by), default=None),
        judgment=None,
        promise=None,
        plan=None,
        plan_runs=False,
        entrusting=replace(letters[0].entrusting, work_done=done or letters[0].entrusting.work_done),
    )


def _sum(amounts: Iterable[Decimal | None]) -> Decimal:
    return sum((amount or ZERO for amount in amounts), ZERO)


def _balance(balances: Sequence[LetterBalance]) -> LetterBalance:
    if not balances:
        return LetterBalance()
    summed = LetterBalance(
        **{part.name: _sum(getattr(each, part.name) for each in balances) for part in fields(LetterBalance)}
    )
    return replace(summed, delayed=summed.delayed or None)


def _judged(letters: Sequence[LetterFields]) -> str | None:
    """Whether what is stated was decided in all of the cases, or some of it."""
    found = {each.judged for each in letters}
    return "some" if len(found) > 1 else found.pop()


def _items(number: int, letter: LetterFields) -> Iterable[OpenItem]:
    for item in letter.items:
        yield replace(item, ref=f"({number}) {item.ref or ''}".rstrip())


def _covered(number: int, letter: LetterFields) -> CoveredCase:
    return CoveredCase(
        number=number,
        case_id=letter.case_id,
        debtor=letter.debtor.name,
        contract_number=letter.contract_number,
        contract_date=letter.contract_date,
        product_title=letter.product_title,
        total=letter.balance.total,
        judgment=letter.judgment.title if letter.judgment is not None else None,
    )

"""One letter over several cases of a debtor: their fields put together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from dunning_cli.documents.letter_fields import Balance, CoveredCase, LetterFields, OpenItem
from dunning_cli.domain.money import ZERO

_BETWEEN = {"zh": "、", "en": ", "}


def grouped(letters: Sequence[LetterFields], language: str) -> LetterFields:
    """The fields of one letter over all the cases, the first of which gives what is not of one case alone.

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
        balance=Balance(
            principal=_sum(letters, lambda each: each.balance.principal),
            interest=_sum(letters, lambda each: each.balance.interest),
            penalty=_sum(letters, lambda each: each.balance.penalty),
            fee=_sum(letters, lambda each: each.balance.fee),
            credit=_sum(letters, lambda each: each.balance.credit),
            total=_sum(letters, lambda each: each.balance.total),
            delayed=_sum(letters, lambda each: each.balance.delayed) or None,
            other_penalty=_sum(letters, lambda each: each.balance.other_penalty),
        ),
        daily_amount=_sum(letters, lambda each: each.daily_amount) or None,
        overdue_since=min(since, default=None),
        days_past_due=max((each.days_past_due or 0 for each in letters), default=None),
        items=tuple(item for number, each in enumerate(letters, start=1) for item in _items(number, each)),
        cases=tuple(_covered(number, each) for number, each in enumerate(letters, start=1)),
        judged=_judged(letters),
        judgment=None,
        promise=None,
        plan=None,
    )


def _sum(letters: Iterable[LetterFields], amount: Callable[[LetterFields], Decimal | None]) -> Decimal:
    return sum((amount(each) or ZERO for each in letters), ZERO)


def _judged(letters: Sequence[LetterFields]) -> str | None:
    """Whether a judgment stands in all of the cases, or in some."""
    found = [each.judgment is not None for each in letters]
    return "all" if all(found) else "some" if any(found) else None


def _items(number: int, letter: LetterFields) -> Iterable[OpenItem]:
    for item in letter.items:
        yield replace(item, ref=f"({number}) {item.ref or ''}".rstrip())


def _covered(number: int, letter: LetterFields) -> CoveredCase:
    return CoveredCase(
        number=number,
        case_id=letter.case_id,
        contract_number=letter.contract_number,
        contract_date=letter.contract_date,
        product_title=letter.product_title,
        total=letter.balance.total,
        judgment=letter.judgment.title if letter.judgment is not None else None,
    )

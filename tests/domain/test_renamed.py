"""Names that were given twice and changed: what a case or letter was called before, and cases opened twice."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from dunning_cli.domain.case.case import Case, Debtor, Head
from dunning_cli.domain.case.entries import Charge, Entry, Letter, Named, Renamed
from dunning_cli.domain.case.renamed import earlier_ids, earlier_numbers
from dunning_cli.domain.case.same_case import opened_twice

DAY = date(2026, 6, 1)


def base(number: int) -> dict[str, Any]:
    return {
        "id": f"{number:016d}",
        "date": DAY,
        "by": "wang",
        "at": datetime(2026, 6, 1, 9, number, tzinfo=UTC),
    }


def letter(number: int, serial: str) -> Letter:
    return Letter(**base(number), serial=serial, template="overdue-notice", to="debtor", pay_by=DAY)


def renamed(number: int, what: Named, was: str, now: str, *entries: str) -> Renamed:
    return Renamed(**base(number), what=what, was=was, now=now, entries=entries)


def case_of(name: str, *entries: Entry) -> Case:
    return Case(Head(case=name, policy="property-fee", debtor=Debtor(name="王建国")), entries)


def test_each_letter_has_the_numbers_it_had_itself() -> None:
    one, other = letter(1, "2026-A-0003"), letter(2, "2026-A-0004")
    case = case_of(
        "A-2",
        one,
        other,
        renamed(3, Named.LETTER, "2026-A-0001", "2026-A-0003", one.id),
        renamed(4, Named.LETTER, "2026-A-0002", "2026-A-0004", other.id),
        renamed(5, Named.CASE, "A-1", "A-2"),
    )
    assert earlier_numbers(case, one) == ("2026-A-0001",)
    assert earlier_numbers(case, other) == ("2026-A-0002",)
    assert earlier_ids(case) == ("A-1",)


def test_a_case_that_was_given_another_name_is_found_with_the_one_that_kept_it() -> None:
    bill = Charge(**base(1), principal=Decimal("100.00"))
    kept = case_of("A-1", bill)
    other = case_of("A-2", bill, renamed(2, Named.CASE, "A-1", "A-2"))
    assert list(opened_twice([kept, other])) == [(other, kept)]
    assert list(opened_twice([kept, case_of("A-2", renamed(2, Named.CASE, "A-1", "A-2"))])) == []

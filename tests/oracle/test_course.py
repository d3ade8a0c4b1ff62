"""How an account goes on by itself is what a replay of each later day finds, to the cent."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from random_accounts import PRODUCTS, Draw, book

from dunning_cli.domain.account import Account, account_and_course, account_at
from dunning_cli.domain.account.course import Course
from dunning_cli.domain.agreements.promises import promise_states
from dunning_cli.domain.case.case import Case
from dunning_cli.domain.policy.book import CasePolicy, PolicyBook

ACCOUNTS = 2400
PARTS = 8
EACH = ACCOUNTS // PARTS


@pytest.fixture(scope="module")
def policies() -> PolicyBook:
    return book()


def shown(case: Case, rules: CasePolicy, account: Account) -> dict[str, Any]:
    """What lists show of an account, in cents."""
    balance = account.balance
    day = account.as_of
    return {
        "owed": tuple(
            int(amount * 100)
            for amount in (balance.principal, balance.interest, balance.penalty, balance.fee, balance.credit)
        ),
        "overdue": int(account.overdue * 100),
        "days past due": account.days_past_due,
        "missed": account.missed_minimums,
        "promises": [each.state for each in promise_states(case, day, rules.promise_tolerance(day))],
    }


def advanced(first: dict[str, Any], course: Course, day: date) -> dict[str, Any]:
    """The figures of a first day as the course says they are on a later one."""
    added, overdue = course.added(day)
    return {
        **first,
        "owed": tuple(one + more for one, more in zip(first["owed"], (*added, 0), strict=True)),
        "overdue": first["overdue"] + overdue,
        "days past due": course.days_past_due(day),
    }


def later_days(course: Course) -> set[date]:
    """The next days, the last of the course, and some between."""
    days = (course.until - course.day).days
    return {course.day + timedelta(n) for n in (1, 2, days // 3, days // 2, days - 1) if 0 < n < days}


@pytest.mark.parametrize("part", range(PARTS))
def test_a_course_says_what_each_later_day_finds(policies: PolicyBook, part: int) -> None:
    differing, known, products = [], 0, set()
    for seed in range(part * EACH, (part + 1) * EACH):
        draw = Draw(seed)
        case = draw.case()
        rules = policies.for_case(case)
        account, course = account_and_course(case, rules, draw.as_of)
        assert account == account_at(case, rules, draw.as_of)
        if course is None:
            continue
        known += 1
        products.add(PRODUCTS[seed % 4])
        first = shown(case, rules, account)
        for day in sorted(later_days(course)):
            wanted = shown(case, rules, account_at(case, rules, day))
            found = advanced(first, course, day)
            if found != wanted:
                wrong = {key: (found[key], wanted[key]) for key in wanted if found[key] != wanted[key]}
                differing.append((seed, PRODUCTS[seed % 4], draw.as_of, day, course.until, wrong))
    assert differing == [], "figure: (course, replay)"
    assert known > EACH // 4
    assert products == set(PRODUCTS)

"""Cards over many statements, some paid in full and some never: settled purchases leave, and no figure changes by it."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from card_by_day import slow_card
from how_many import examples
from random_accounts import CARD, SERVING, book
from test_agreement import figures

from dunning_cli.domain.account import account_at
from dunning_cli.domain.case.case import Case, Contract, Debtor, Head
from dunning_cli.domain.case.entries import KINDS
from dunning_cli.domain.policy.book import PolicyBook
from dunning_cli.domain.policy.policy import parse_term
from dunning_cli.kernel.money import Component
from dunning_cli.kernel.nodes import EMPTY_MAP, merged

FIRST = date(2023, 1, 3)
DAYS = 420


@pytest.fixture(scope="module")
def policies() -> PolicyBook:
    return book()


def entries(draw: random.Random) -> Iterator[Any]:
    """A purchase or two a month; of each month's debt nothing is paid, a part, or far more than all; sometimes a waiver."""
    count = 0

    def entry(kind: str, day: int, **values: Any) -> Any:
        nonlocal count
        count += 1
        on = FIRST + timedelta(min(day, DAYS))
        at = datetime(2026, 11, 1, 9, tzinfo=UTC) + timedelta(minutes=count)
        return KINDS[kind](id=f"{count:016}", date=on, by="wang", at=at, **values)

    for month in range(0, DAYS, 30):
        for _ in range(draw.choice((0, 1, 1, 2))):
            yield entry(
                "charge", month + draw.randrange(30), principal=Decimal(draw.randint(1, 90_000)) / 100
            )
        paid = draw.choice((None, None, Decimal(draw.randint(1, 60_000)) / 100, Decimal(3000)))
        if paid is not None:
            yield entry("payment", month + draw.randrange(30), amount=paid)
        if draw.random() < 0.1:
            component = draw.choice((Component.PENALTY, Component.INTEREST))
            yield entry("waiver", month + draw.randrange(30), component=component, reason="agreed")
        if draw.random() < 0.1:
            yield entry("legal", month + draw.randrange(30), step="file", cost=Decimal("35.00"))


@pytest.mark.parametrize("seed", range(examples(8)))
def test_engine_and_day_by_day_agree_on_a_year_of_statements(policies: PolicyBook, seed: int) -> None:
    draw = random.Random(seed)
    terms = EMPTY_MAP
    for term in (*draw.sample(CARD, draw.randrange(3)), *draw.sample(SERVING, draw.randrange(2))):
        terms = merged(terms, parse_term(term.replace("'", '"')))
    head = Head(
        case="R-long",
        policy="credit-card",
        debtor=Debtor(name="周明"),
        account=Contract(contract_date=FIRST),
        terms=terms,
    )
    case = Case(head, tuple(entries(draw)))
    rules = policies.for_case(case)
    for days in (DAYS // 2, DAYS):
        day = FIRST + timedelta(days)
        assert figures(account_at(case, rules, day)) == slow_card(case, rules, day), (seed, day)

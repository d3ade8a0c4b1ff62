"""An account without its lines is the one with them, figure by figure, and refused for the same reasons."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from datetime import date, timedelta
from decimal import Decimal

import pytest
from how_many import examples
from random_accounts import Draw, book

from dunning_cli.domain.account import CREDIT, Account, ExplainedAccount, account_at, figures_at
from dunning_cli.domain.case.case import Case
from dunning_cli.domain.policy.book import CasePolicy, PolicyBook
from dunning_cli.kernel.errors import Refused


@pytest.fixture(scope="module")
def policies() -> PolicyBook:
    return book()


def answer(
    asked: Callable[..., Account], case: Case, rules: CasePolicy, day: date
) -> dict[str, object] | str:
    try:
        account = asked(case, rules, day)
    except Refused as refused:
        return str(refused)
    return {each.name: getattr(account, each.name) for each in fields(Account)}


def test_every_figure_is_the_same_with_lines_and_without(policies: PolicyBook) -> None:
    refused = 0
    for seed in range(examples(600)):
        draw = Draw(seed)
        case = draw.case()
        rules = policies.for_case(case)
        far = (5000,) if seed % 10 == 0 else ()  # beyond the tables of reference rates
        for days in (-40, 0, 1, *far):
            day = draw.as_of + timedelta(days)
            figures = answer(figures_at, case, rules, day)
            assert figures == answer(account_at, case, rules, day), (seed, day)
            refused += isinstance(figures, str)
    assert refused, "no account was refused: this shows nothing of refusals"


def test_lines_come_only_where_they_were_asked_for(policies: PolicyBook) -> None:
    draw = Draw(3)
    case = draw.case()
    rules = policies.for_case(case)
    explained = account_at(case, rules, draw.as_of)
    assert isinstance(explained, ExplainedAccount)
    assert not hasattr(figures_at(case, rules, draw.as_of), "lines")
    moved = sum(
        (-line.amount if line.component == CREDIT else line.amount for line in explained.lines), Decimal()
    )
    assert moved == figures_at(case, rules, draw.as_of).balance.total

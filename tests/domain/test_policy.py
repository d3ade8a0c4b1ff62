"""Policies: the shipped ones, terms as flags, and clear words where something is wrong."""

from __future__ import annotations

from typing import Any

import pytest

from dunning_cli.domain.policy.policy import parse_term, read_policy
from dunning_cli.domain.policy.reference_rates import read_reference_rates
from dunning_cli.kernel.errors import Refused, Unreadable
from dunning_cli.kernel.message import Problem
from dunning_cli.kernel.nodes import Map, Pair, Text
from dunning_cli.store.format.yaml_reader import parse_yaml


@pytest.mark.parametrize(
    ("name", "scheme", "basis", "across"),
    [
        ("credit-card", "statement", "365", "component"),
        ("small-loan", "dpd30", "360", "component"),
        ("property-fee", "dpd30", "365", "item"),
        ("student-loan", "dpd30", "365", "item"),
    ],
)
def test_shipped_policies(book: Any, name: str, scheme: str, basis: str, across: str) -> None:
    policy = book.policy(name)
    assert (policy.stage.scheme, policy.day_count.basis, policy.allocation.across) == (scheme, basis, across)
    assert (policy.day_count.ends, policy.rounding) == ("exclusive", "half_up")
    assert policy.keys.source
    assert policy.keys.title.zh


def said(text: str) -> list[str]:
    problems: list[Problem] = []
    node = parse_yaml(text.encode(), problems)
    assert node is not None
    assert read_policy(node, problems) is None
    return [str(problem.placed("policies/own.yaml").as_message()) for problem in problems]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("policy: own\nroundin: half_up\n", "policies/own.yaml:2: unknown key 'roundin'; did you mean 'rounding'?"),
        (
            "policy: own\naccruals:\n  late: {component: penalty, base: overdue_principal, rate: 0.05%}\n",
            "policies/own.yaml:3: rate: '0.05%' does not say per what: write 0.05%/day, 0.05%/month or 0.05%/year",
        ),
        ("policy: own\naccruals:\n  late: {component: penalty, bas: x, rate: none}\n", "unknown key 'bas'; did you mean 'base'?"),
        ("policy: own\naccruals:\n  late: {component: principal, base: principal, rate: none}\n", "a rule cannot add to principal"),
        ("policy: own\nday_count: {ends: both}\n", "'both' is not one of the known words; known are: exclusive, inclusive"),
        ("policy: own\ncontract_rate: contract * 2\n", "contract_rate cannot refer to itself"),
        (
            "policy: own\ncontract_rate: [{from: 2024-02-01, rate: 1%/year}, {from: 2024-01-01, rate: 2%/year}]\n",
            "the dated rates overlap",
        ),
        ("policy: own\nstatement_day: 32\n", "'32' is not a day of the month from 1 to 31"),
        ("policy: own\nstage: statement\n", "need statement_day and due_day"),
        ("policy: own\nstage: monthly\n", "'monthly' is not one of the known words"),
    ],
)  # fmt: skip
def test_faults_name_the_line_and_what_to_do(text: str, message: str) -> None:
    assert any(message in each for each in said(text)), said(text)


def test_terms_override_key_by_key(open_case: Any) -> None:
    policy = open_case("property-fee", "accruals.late_penalty.rate=3‰/day", "day_count.basis=360").policy.base
    (rule,) = policy.accruals
    assert (rule.rates[0].rate.text, rule.base, policy.day_count.basis) == (
        "3‰/day",
        "overdue_principal",
        "360",
    )
    assert policy.cap.penalty_to_principal == 1


def test_terms_that_contradict_name_the_case(open_case: Any) -> None:
    with pytest.raises(Refused, match="case T-1, terms: unknown key 'acruals'; did you mean 'accruals'"):
        open_case("property-fee", "acruals.late.rate=1%/day").at("2024-01-01")


def test_an_unknown_policy_names_the_case_and_the_nearest(open_case: Any) -> None:
    with pytest.raises(
        Refused, match=r"case T-1: there is no policy 'property-fees'.*did you mean 'property-fee'"
    ):
        open_case("property-fees").at("2024-01-01")


@pytest.mark.parametrize(
    ("text", "path", "value"),
    [
        ("day_count.basis=365", ("day_count", "basis"), "365"),
        ("contract_rate = 3.25%/year", ("contract_rate",), "3.25%/year"),
        ('late_fee={"percent": "5%", "min": 10}', ("late_fee", "min"), "10"),
    ],
)
def test_a_term_nests_its_key(text: str, path: tuple[str, ...], value: str) -> None:
    node: Any = parse_term(text)
    for part in path:
        node = node.get(part)
    assert node == Text(value)


@pytest.mark.parametrize("text", ["", "day_count", "=3", "a..b=1", "A=1", "a=", "a=[1", 'a={"b": 1, "b": 2}'])
def test_texts_that_are_no_term(text: str) -> None:
    with pytest.raises(Unreadable):
        parse_term(text)


@pytest.mark.parametrize("text", ["a=" + "[" * 40 + "]" * 40, "a=" + '{"b": ' * 40 + "1" + "}" * 40])
def test_terms_that_are_nested_too_deep_say_so(text: str) -> None:
    with pytest.raises(Unreadable, match="nested deeper than 20"):
        parse_term(text)


def test_a_reference_table_must_be_in_order() -> None:
    rows = "{from: 2024-02-01, rate: 3%}, {from: 2024-01-01, rate: 2%}"
    problems: list[Problem] = []
    node = parse_yaml(f"tables:\n  base: {{valid_through: 2024-12-31, rates: [{rows}]}}\n".encode(), problems)
    assert node is not None
    assert read_reference_rates(node, problems) is None
    assert ["does not come after" in str(problem.message) for problem in problems] == [True]


def test_equal_terms_on_other_lines_are_read_once(book: Any, open_case: Any) -> None:
    first = open_case("small-loan", "contract_rate=9%/year").policy.base
    moved = Map((Pair("contract_rate", Text("9%/year", line=40), line=40),), line=39)
    assert book.policy_of(Map(book.policy("small-loan").tree.pairs + moved.pairs), "T-2") is first

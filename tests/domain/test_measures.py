"""What a collector did and reached: whose it is, and what counts."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from dunning_cli.domain.agreements.promises import PromiseOutcome
from dunning_cli.domain.portfolio.measures import (
    Measures,
    Period,
    money_in,
    settled_in_kind,
    share_reached,
    work_and_results,
)

MAY = Period(date(2026, 5, 1), date(2026, 5, 31))
END = date(2026, 6, 30)


@pytest.fixture
def scene(open_case):
    """A case of Wang's, which is Li's from 20 May on."""
    case = open_case("property-fee")
    case.case = replace(case.case, head=replace(case.case.head, owner="wang"))
    case.add("charge", "2026-01-01", principal="900.00", due="2026-01-31")
    case.add("assign", "2026-05-20", owner="li")
    return case


def counted(scene, as_of=END, **more):
    return work_and_results(scene.case, MAY, as_of, **more)


@pytest.mark.parametrize(
    ("kind", "values", "collected", "in_kind"),
    [
        ("payment", {}, "10.00", "0"),
        ("payment", {"via": "bank", "ref": "R1"}, "10.00", "0"),
        ("payment", {"via": "other", "ref": "in-kind"}, "0", "10.00"),
        ("payment", {"via": "other", "ref": "goods"}, "10.00", "0"),
        ("payment", {"ref": "transfer from PF-1"}, "0", "0"),
        ("payment", {"via": "bank", "ref": "transfer from PF-1"}, "10.00", "0"),
        ("refund", {}, "-10.00", "0"),
        ("charge", {"principal": "10.00"}, "0", "0"),
    ],
)
def test_money_from_outside_is_collected_and_a_thing_settles_beside_it(
    scene, kind, values, collected, in_kind
):
    amount = {} if kind == "charge" else {"amount": "10.00"}
    scene.add(kind, "2026-05-02", **amount, **values)
    entry = scene.case.entries[-1]
    assert (money_in(entry), settled_in_kind(entry)) == (Decimal(collected), Decimal(in_kind))
    found = counted(scene).get("wang", Measures())
    assert (found.collected, found.in_kind) == (Decimal(collected), Decimal(in_kind))


def test_money_is_whose_the_case_was_on_its_value_date(scene):
    for day, amount in (
        ("2026-04-30", "1.00"),
        ("2026-05-01", "2.00"),
        ("2026-05-19", "4.00"),
        ("2026-05-20", "8.00"),
        ("2026-05-31", "16.00"),
        ("2026-06-01", "32.00"),
    ):
        scene.add("payment", day, amount=amount)
    wrong = scene.add("payment", "2026-05-02", amount="64.00")
    scene.add("reversal", "2026-06-02", entry=wrong)
    found = counted(scene)
    assert {who: each.collected for who, each in found.items()} == {
        "wang": Decimal("6.00"),
        "li": Decimal("24.00"),
    }
    assert set(counted(scene, date(2026, 5, 19))) == {"wang"}


def test_a_promise_is_kept_for_whoever_has_the_case_when_it_is_decided(scene):
    scene.add("promise", "2026-05-01", amount="100.00", due="2026-05-10")
    scene.add("promise", "2026-05-11", amount="50.00", due="2026-05-19")
    scene.add("payment", "2026-05-10", amount="100.00")
    scene.add("promise", "2026-05-25", amount="1.00", due="2026-05-31")
    found = counted(scene, promises=scene.promises(END))
    assert found["wang"].promises == Counter({PromiseOutcome.KEPT: 1})
    assert found["li"].promises == Counter({PromiseOutcome.BROKEN: 1})


def test_activity_is_whose_who_did_it_and_a_machine_calls_for_nobody(scene):
    for channel, result, agent in (
        ("phone", "reached", None),
        ("phone", "no_answer", None),
        ("video", "wrong_number", "li"),
        ("ai_voice", "reached", None),
        ("visit", "no_answer", "li"),
        ("sms", "message_left", None),
    ):
        scene.add("contact", "2026-05-03", channel=channel, result=result, agent=agent, text="x")
    scene.add("complaint", "2026-05-04", text="x", about="li")
    first = scene.add("complaint", "2026-05-04", text="x")
    scene.add("complaint", "2026-05-05", text="settled", resolves=first)
    found = counted(scene)
    assert (found["wang"].calls, found["wang"].connected, found["wang"].visits) == (2, 1, 0)
    assert (found["li"].calls, found["li"].connected, found["li"].visits) == (1, 1, 1)
    assert {who: each.complaints for who, each in found.items()} == {"wang": 0, "li": 1, None: 1}


def test_a_letter_over_several_cases_is_one_letter():
    total = Measures(letters={"2026-A-0001"}, calls=2)
    total.add(Measures(letters={"2026-A-0001", "2026-A-0002"}, calls=3))
    assert (len(total.letters), total.calls) == (2, 5)


def test_a_share_is_in_percent_and_of_nothing_there_is_none():
    assert share_reached(Decimal("300.00"), Decimal("400.00")) == Decimal(75)
    assert share_reached(Decimal(3), 2) == Decimal(150)
    assert share_reached(Decimal(3), 0) is None
    assert share_reached(Decimal(3), None) is None

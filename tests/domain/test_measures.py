"""What a collector did and reached: whose it is, and what counts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from dunning_cli.domain.portfolio.done import done_in, money_in, settled_in_kind
from dunning_cli.domain.portfolio.measure import share_reached
from dunning_cli.domain.portfolio.periods import Period
from dunning_cli.domain.portfolio.sums import Summand, Sums

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
    return done_in(scene.case, MAY, as_of, **more)


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
    found = counted(scene).get("wang", Sums())
    assert (found.yuan(Summand.COLLECTED), found.yuan(Summand.IN_KIND)) == (
        Decimal(collected),
        Decimal(in_kind),
    )


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
    assert {who: each.yuan(Summand.COLLECTED) for who, each in found.items() if who in ("wang", "li")} == {
        "wang": Decimal("6.00"),
        "li": Decimal("24.00"),
    }
    assert "li" not in counted(scene, date(2026, 5, 19))


def test_money_counts_beside_for_whoever_took_it_and_what_moves_between_cases_is_no_money(scene):
    scene.add("payment", "2026-05-02", amount="7.00", agent="chen")
    scene.add("payment", "2026-05-03", amount="2.00", ref="transfer from PF-1")
    scene.add("transfer_in", "2026-05-21", amount="5.00", from_="PF-2")
    scene.add("transfer_out", "2026-05-22", amount="1.00", into="PF-2")
    found = counted(scene)
    assert found["chen"].yuan(Summand.COLLECTED_BY_AGENT) == Decimal("7.00")
    assert (found["wang"].yuan(Summand.COLLECTED), found["wang"].yuan(Summand.TRANSFERRED)) == (
        Decimal("7.00"),
        Decimal("2.00"),
    )
    assert found["li"].yuan(Summand.TRANSFERRED) == Decimal("4.00")


def test_an_office_may_count_money_for_whoever_took_it(scene):
    scene.add("payment", "2026-05-02", amount="7.00", agent="chen")
    found = counted(scene, for_agent=True)
    assert found["chen"].yuan(Summand.COLLECTED) == Decimal("7.00")
    assert found["wang"].yuan(Summand.COLLECTED) == Decimal("0.00")
    assert found["wang"].yuan(Summand.COLLECTED_BY_HOLDER) == Decimal("7.00")


def test_a_promise_counts_for_whoever_took_it(scene):
    scene.add("promise", "2026-05-01", amount="100.00", due="2026-05-10")
    scene.add("promise", "2026-05-11", amount="50.00", due="2026-05-19", agent="chen")
    scene.add("payment", "2026-05-10", amount="100.00")
    scene.add("promise", "2026-05-25", amount="1.00", due="2026-07-31", agent="li")
    found = counted(scene, promises=scene.promises(END))
    kept, broken, still = (
        {who for who, each in found.items() if each.of(what)}
        for what in (Summand.KEPT, Summand.BROKEN, Summand.PROMISES_OPEN)
    )
    assert (kept, broken, still) == ({"wang"}, {"chen"}, {"li"})
    assert found["chen"].yuan(Summand.PROMISED_AMOUNT) == Decimal("50.00")


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
    work = (Summand.CALLS, Summand.CONNECTED, Summand.VISITS, Summand.MESSAGES)
    assert [found["wang"].of(each) for each in work] == [2, 1, 0, 1]
    assert [found["li"].of(each) for each in work] == [1, 1, 1, 0]
    assert {who: each.of(Summand.COMPLAINTS) for who, each in found.items()} == {"wang": 0, "li": 1, None: 1}


def test_a_letter_over_several_cases_is_one_letter():
    one, other = Sums(), Sums()
    one.name(Summand.LETTERS, "2026-A-0001")
    other.name(Summand.LETTERS, "2026-A-0001", "2026-A-0002")
    for calls, sums in ((2, one), (3, other)):
        sums.count(Summand.CALLS, calls)
    one.add_all(other)
    assert (one.of(Summand.LETTERS), one.of(Summand.CALLS)) == (2, 5)


def test_a_share_is_in_percent_and_of_nothing_there_is_none():
    assert share_reached(Decimal("300.00"), Decimal("400.00")) == Decimal(75)
    assert share_reached(Decimal(3), 2) == Decimal(150)
    assert share_reached(Decimal(3), 0) is None
    assert share_reached(Decimal(3), None) is None

"""Who may say yes to what a case is given, and what waits for them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from dunning_cli.domain.account.concessions import (
    Concession,
    closing_gives,
    extension_gives,
    hold_gives,
    judgment_gives,
    reversals_give,
    stopping_gives,
    waiver_gives,
)
from dunning_cli.domain.account.second_person import (
    Giver,
    held_apart,
    refuse_own,
    refuse_without_role,
    waits_for_another,
)
from dunning_cli.domain.case.codes.agreements import CloseReason, HoldWhat
from dunning_cli.domain.case.office.settings import ApprovalLimits, Office, StaffMember
from dunning_cli.kernel.errors import AgainstRule
from dunning_cli.kernel.money import Component

DAY = date(2026, 12, 1)
WANG = StaffMember(id="wang", name="王静", roles=("phone",))
ZHOU = StaffMember(id="zhou", name="周正", roles=("supervisor",))
SUN = StaffMember(id="sun", name="孙立", roles=("manager",))
LIMITS = ApprovalLimits(waiver=Decimal("200.00"))


def office(*staff, limits=LIMITS):
    return Office(office="x", staff=staff, approval_limits=limits)


@pytest.fixture
def scene(open_case):
    case = open_case("small-loan", contract_date="2026-01-10")
    case.add("opening", "2026-11-01", principal="1000.00", penalty="400.00")
    return case


def waits(scene, given, giver, settings):
    return waits_for_another(scene.case, given, giver, settings, lambda _, day: scene.at(day))


def test_what_was_given_before_counts_with_what_is_to_be_given(scene):
    settings = office(WANG, ZHOU)
    given = Concession(waived=Decimal("150.00"))
    assert not waits(scene, given, Giver("wang", DAY), settings)
    scene.add("waiver", "2026-11-30", component="penalty", amount="50.00", reason="x")
    assert not waits(scene, given, Giver("wang", DAY), settings)
    scene.add("waiver", "2026-11-30", component="penalty", amount="0.01", reason="x")
    assert waits(scene, given, Giver("wang", DAY), settings)
    assert not waits(scene, Concession(), Giver("wang", DAY), settings)
    assert not waits(scene, given, Giver("wang", DAY), office(WANG, ZHOU, limits=None))


def test_what_was_waived_leaves_the_days_one_person_may_extend_by(scene):
    settings = office(WANG, ZHOU, limits=ApprovalLimits(waiver=Decimal("200.00"), extension_days=30))
    scene.add("waiver", "2026-11-30", component="penalty", amount="50.00", reason="x")
    assert not waits(scene, Concession(extended=30), Giver("wang", DAY), settings)
    assert waits(scene, Concession(extended=31), Giver("wang", DAY), settings)


@pytest.mark.parametrize(
    ("giver", "staff", "expected"),
    [
        (Giver("wang", DAY, "周正", "批 2026-7"), (WANG, ZHOU), False),
        (Giver("wang", DAY, "zhou", "批 2026-7"), (WANG, ZHOU), False),
        (Giver("wang", DAY, "周正", None), (WANG, ZHOU), True),
        (Giver("wang", DAY, None, "批 2026-7"), (WANG, ZHOU), True),
        (Giver("wang", DAY, "王静", "批 2026-7"), (WANG, ZHOU), True),
        (Giver("wang", DAY, "周正", "批 2026-7"), (WANG, ZHOU, SUN), True),
        (Giver("zhou", DAY, "总部 陈", "批 2026-7"), (WANG, ZHOU), False),
        (Giver("zhou", DAY, "周正", "批 2026-7"), (WANG, ZHOU), True),
    ],
)
def test_paper_stands_for_the_second_person_only_of_the_one_who_may_approve(scene, giver, staff, expected):
    assert waits(scene, Concession(waived=Decimal("200.01")), giver, office(*staff)) is expected


def test_only_somebody_else_with_the_role_may_approve(scene):
    with pytest.raises(AgainstRule) as refused:
        refuse_without_role("wang", office(WANG, ZHOU))
    assert refused.value.rule == "approval-role"
    assert str(refused.value) == "wang may not approve; zhou may, by the roles supervisor, manager"
    refuse_without_role("zhou", office(WANG, ZHOU))
    refuse_without_role("anybody", office())
    entry = scene.case.entries[0]
    with pytest.raises(AgainstRule, match="is your own") as own:
        refuse_own("wang", entry)
    assert own.value.rule == "approval-by-another"
    refuse_own("zhou", entry)


def test_the_half_of_a_hold_that_protects_acts_at_once():
    assert held_apart(HoldWhat.BOTH, True) == (HoldWhat.ACCRUAL, HoldWhat.CONTACT)
    assert held_apart(HoldWhat.BOTH, False) == (HoldWhat.BOTH,)
    assert held_apart(HoldWhat.ACCRUAL, True) == (HoldWhat.ACCRUAL,)
    assert hold_gives(HoldWhat.CONTACT, DAY, None).nothing
    assert hold_gives(HoldWhat.BOTH, DAY, date(2026, 12, 20)) == Concession(held=20)
    assert hold_gives(HoldWhat.ACCRUAL, DAY, None) == Concession(held=None)


def test_what_each_way_of_giving_way_gives(scene):
    gives = waiver_gives(Component.PENALTY, None, DAY, None, scene.at)
    assert gives == Concession(waived=scene.at(DAY).balance.of(Component.PENALTY))
    later = waiver_gives(Component.PENALTY, None, DAY, date(2027, 1, 31), scene.at)
    assert later == Concession(waived=scene.at("2027-01-31").balance.of(Component.PENALTY))
    named = waiver_gives(Component.PENALTY, Decimal("7.00"), DAY, date(2027, 1, 31), scene.at)
    assert named == Concession(waived=Decimal("7.00"))
    assert stopping_gives(DAY, [date(2026, 12, 11), date(2026, 12, 31)]) == Concession(held=30)
    owed = Decimal("30.00")
    assert closing_gives(CloseReason.SETTLED, owed) == Concession(waived=owed)
    assert closing_gives(CloseReason.RETURNED, owed).nothing
    assert judgment_gives(owed, Decimal("10.00")) == Concession(waived=Decimal("20.00"))
    assert judgment_gives(owed, Decimal("31.00")).nothing
    assert extension_gives(DAY, [date(2026, 11, 1), date(2026, 11, 21)]) == Concession(extended=30)


def test_ones_own_slip_of_the_same_day_is_taken_back_freely(scene):
    opening, recorded = scene.case.entries[0], scene.case.entries[0].at.date()
    assert reversals_give([opening], "li", recorded) == Concession(waived=Decimal("1400.00"))
    assert reversals_give([opening, opening], "li", recorded) == Concession(waived=Decimal("2800.00"))
    assert reversals_give([opening], "wang", DAY) == Concession(waived=Decimal("1400.00"))
    assert reversals_give([opening], "wang", recorded).nothing


def test_a_case_that_grows_by_what_waits_for_a_second_person_is_what_it_was(scene):
    before = scene.case
    standing = before.standing(DAY)
    scene.add("waiver", "2026-11-30", component="penalty", amount="300.00", reason="x", pending="true")
    assert before.with_entry(scene.case.entries[-1]).standing(DAY) == standing
    scene.add("waiver", "2026-11-30", component="penalty", amount="50.00", reason="x")
    counting = scene.case.entries[-1]
    assert before.with_entry(counting).standing(DAY) == (*standing, counting)

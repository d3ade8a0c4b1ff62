"""Visits as rules: which ones are still to be made, when the first follow-up is due, what paper may show."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from dunning_cli.domain.case.codes.talk import Result
from dunning_cli.domain.worklist.visits import FOLLOWED_UP, arranged_visits, first_follow_up
from dunning_cli.kernel.masking import numbers_masked
from dunning_cli.kernel.workdays import WorkCalendar

CALENDAR = WorkCalendar(off=frozenset({date(2026, 6, 19)}), worked=frozenset({date(2026, 6, 27)}))


def arranged(scene: Any, on: str = "2026-12-31") -> list[tuple[str, str]]:
    standing = scene.case.standing(date.fromisoformat(on))
    return [(each.to, each.day.isoformat()) for each in arranged_visits(scene.case, standing)]


@pytest.mark.parametrize(
    ("visited", "due"),
    [
        ("2026-06-15", "2026-06-16"),
        ("2026-06-12", "2026-06-15"),  # over the weekend
        ("2026-06-13", "2026-06-15"),  # a visit on a Saturday
        ("2026-06-18", "2026-06-22"),  # a holiday and the weekend after it
        ("2026-06-26", "2026-06-27"),  # a Saturday that is worked
    ],
)
def test_the_next_working_day(visited: str, due: str, open_case: Any) -> None:
    case, day = open_case("small-loan").case, date.fromisoformat(visited)
    found = first_follow_up(case, None, Result.REACHED, False, day, CALENDAR)
    assert found == date.fromisoformat(due)


@pytest.mark.parametrize("result", list(Result))
def test_which_results_are_followed_up(result: Result, open_case: Any) -> None:
    case, day = open_case("small-loan").case, date(2026, 6, 15)
    assert (first_follow_up(case, "debtor", result, False, day, CALENDAR) is not None) == (
        result in FOLLOWED_UP
    )
    assert first_follow_up(case, "debtor", result, True, day, CALENDAR) is None
    assert first_follow_up(case, "邻居", result, False, day, CALENDAR) is None


def test_the_last_visit_arranged_with_each_person_stands(open_case: Any) -> None:
    scene = open_case("small-loan")
    scene.add("appointment", "2026-06-01", day="2026-06-05", to="debtor")
    scene.add("appointment", "2026-06-01", day="2026-06-06", to="guarantor")
    scene.add("appointment", "2026-06-02", day="2026-06-09", to="debtor")
    assert sorted(arranged(scene)) == [("debtor", "2026-06-09"), ("guarantor", "2026-06-06")]
    assert arranged(scene, "2026-06-01") == [("debtor", "2026-06-05"), ("guarantor", "2026-06-06")]


@pytest.mark.parametrize(
    ("contact", "left"),
    [
        ({"on": "2026-06-05", "channel": "visit", "to": "debtor"}, []),
        ({"on": "2026-06-07", "channel": "visit"}, []),
        ({"on": "2026-06-05", "channel": "visit", "to": "邻居"}, []),
        ({"on": "2026-06-04", "channel": "visit", "to": "debtor"}, ["2026-06-05"]),
        ({"on": "2026-06-05", "channel": "phone", "to": "debtor"}, ["2026-06-05"]),
        ({"on": "2026-06-05", "channel": "visit", "to": "guarantor"}, ["2026-06-05"]),
    ],
)
def test_what_does_a_visit_arranged(contact: dict[str, str], left: list[str], open_case: Any) -> None:
    scene = open_case("small-loan")
    scene.add("appointment", "2026-06-01", day="2026-06-05", to="debtor")
    scene.add("contact", **contact)
    assert [day for _, day in arranged(scene)] == left


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("证件 110101199003070011 在手", "证件 **************0011 在手"),
        ("11010119900307001X", "**************001X"),
        ("旧证 110101900307001", "旧证 ***********7001"),
        ("卡号6222020012345678901。", "卡号***************8901。"),
        ("6222 0200 1234 5678", "***************5678"),
        ("6222-0200-1234-5678-901", "*******************-901"),
        ("电话 13800000007,日期 2026-06-15", "电话 13800000007,日期 2026-06-15"),
        ("3 栋 2 单元 501,欠 1200.00 元", "3 栋 2 单元 501,欠 1200.00 元"),
    ],
)
def test_numbers_in_a_text(text: str, shown: str) -> None:
    assert numbers_masked(text) == shown

"""The order of letters to one person: the next level waits, the same letter is not written twice a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from dunning_cli.domain.case.case import Debtor, Party
from dunning_cli.domain.case.codes.people import Role
from dunning_cli.domain.contact.levels import deadline_breaches, level_of, person_key, same_letter_breaches

WRITTEN, GIVEN = date(2026, 3, 2), date(2026, 3, 16)
PEOPLE = (
    Party(name="周兰", role=Role.CONTACT),
    Party(name="李敏", role=Role.GUARANTOR),
    Party(name="马强", role=Role.GUARANTOR),
)


def case_with(open_case: Any, *letters: dict[str, Any], deliveries: tuple[dict[str, Any], ...] = ()) -> Any:
    """A case with letters, overdue notices of one day that give a fortnight unless they say otherwise."""
    scene = open_case("property-fee")
    head = replace(scene.case.head, debtor=Debtor(name="周明"), parties=PEOPLE)
    scene.case = replace(scene.case, head=head)
    for number, values in enumerate(letters, 1):
        given = {"template": "overdue-notice", "to": "debtor", "pay_by": GIVEN.isoformat(), **values}
        on = given.pop("on", WRITTEN)
        scene.add("letter", on, serial=f"2026-A-{number:04d}", **given)
    for values in deliveries:
        given = dict(values)
        scene.add("delivery", given.pop("on", WRITTEN), serial="2026-A-0001", **given)
    return scene.case


def waits(case: Any, on: date, level: int = 4, to: str = "debtor") -> list[str]:
    return [str(breach.why) for breach in deadline_breaches(case, to, level, on)]


@pytest.mark.parametrize(
    ("on", "waiting"), [(WRITTEN, True), (date(2026, 3, 16), True), (date(2026, 3, 17), False)]
)
def test_the_next_level_waits_through_the_last_day(on: date, waiting: bool, open_case: Any) -> None:
    said = waits(case_with(open_case, {}), on)
    text = "letter 2026-A-0001 (overdue-notice) gives time until 2026-03-16; the next level waits until then"
    assert said == ([text] if waiting else [])


@pytest.mark.parametrize(("level", "waiting"), [(1, False), (2, False), (3, True), (5, True)])
def test_only_a_more_earnest_letter_waits(level: int, waiting: bool, open_case: Any) -> None:
    assert bool(waits(case_with(open_case, {}), GIVEN, level)) is waiting


def test_a_letter_that_gives_no_time_keeps_nobody_waiting(open_case: Any) -> None:
    case = case_with(open_case, {"pay_by": None}, {})
    assert waits(case, GIVEN) != []
    assert waits(case_with(open_case, {"pay_by": None}), GIVEN) == []


@pytest.mark.parametrize("end", [{"spoiled": "misprinted"}, {"returned": "address unknown"}])
def test_what_never_arrived_gives_no_time_and_is_written_again(end: dict[str, str], open_case: Any) -> None:
    case = case_with(open_case, {}, deliveries=(end,))
    assert waits(case, GIVEN) == []
    assert same_letter_breaches(case, "debtor", "overdue-notice", WRITTEN) == ()
    later = case_with(open_case, {}, {"on": date(2026, 3, 3)}, deliveries=(end,))
    assert "2026-A-0002" in waits(later, GIVEN)[0]


def test_the_last_lower_letter_decides(open_case: Any) -> None:
    shorter = {"on": date(2026, 3, 3), "pay_by": "2026-03-10"}
    case = case_with(open_case, {}, shorter)
    assert waits(case, date(2026, 3, 11)) == []
    assert "until 2026-03-10" in waits(case, date(2026, 3, 10))[0]


@pytest.mark.parametrize(
    ("to", "asked", "same"),
    [
        ("debtor", "周明", True),
        ("周明", "debtor", True),
        ("debtor", "guarantor", False),
        ("guarantor", "李敏", True),
        ("guarantor", "马强", False),
        ("马强", "马强", True),
        ("周兰", "李敏", False),
    ],
)
def test_who_is_meant_is_one_person_by_any_name(to: str, asked: str, same: bool, open_case: Any) -> None:
    case = case_with(open_case, {"to": to})
    assert bool(waits(case, GIVEN, to=asked)) is same
    assert bool(same_letter_breaches(case, asked, "overdue-notice", WRITTEN)) is same


def test_a_guarantor_nobody_knows_is_called_by_the_word(open_case: Any) -> None:
    scene = open_case("property-fee")
    assert person_key(scene.case, "guarantor") == "guarantor"


@pytest.mark.parametrize(
    ("template", "on", "again"),
    [
        ("overdue-notice", WRITTEN, True),
        ("overdue-notice", date(2026, 3, 3), False),
        ("overdue-notice", date(2026, 3, 1), False),
        ("payment-reminder", WRITTEN, False),
        ("statement", WRITTEN, False),
    ],
)
def test_the_same_letter_of_that_day_is_the_command_again(
    template: str, on: date, again: bool, open_case: Any
) -> None:
    found = same_letter_breaches(case_with(open_case, {}), "debtor", template, on)
    said = [str(breach.why) for breach in found]
    assert said == (["letter 2026-A-0001 (overdue-notice) of 2026-03-02 says the same"] if again else [])


@pytest.mark.parametrize(
    ("template", "level", "is_of"),
    [
        ("payment-reminder", None, 1),
        ("overdue-notice", None, 2),
        ("guarantor-notice", None, 3),
        ("final-demand", None, 4),
        ("lawyers-letter", None, 5),
        ("of-our-own", None, 1),
        ("of-our-own", "3", 3),
        ("final-demand", "1", 1),
    ],
)
def test_how_earnest_a_letter_is(template: str, level: str | None, is_of: int, open_case: Any) -> None:
    case = case_with(open_case, {"template": template, **({"level": level} if level else {})})
    (letter,) = case.entries
    assert level_of(letter) == is_of

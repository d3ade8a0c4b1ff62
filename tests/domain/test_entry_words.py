"""What entries say of themselves in lists and commits, and which of them contradict themselves."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from dunning_cli.domain.case.codes.agreements import HoldWhat
from dunning_cli.domain.case.codes.money import Via
from dunning_cli.domain.case.codes.talk import Channel
from dunning_cli.domain.case.commit_trailers import MOST_NAMED, trailers_of
from dunning_cli.domain.case.entries import (
    Charge,
    Contact,
    Detail,
    Entry,
    Hold,
    Inspection,
    Instalment,
    Payment,
    Plan,
    Score,
)
from dunning_cli.domain.case.line_keys import stored_key
from dunning_cli.domain.case.office.arrears_reasons import OwnReason, reason_words
from dunning_cli.domain.case.office.phases import OwnPhase, phase_words
from dunning_cli.domain.case.office.settings import Office, Target
from dunning_cli.kernel.money import Component

DAY = date(2026, 6, 1)
BASE: dict[str, Any] = {
    "id": f"{1:016d}",
    "date": DAY,
    "by": "wang",
    "at": datetime(2026, 6, 1, 9, tzinfo=UTC),
}
SUM = Decimal("100.00")
PARTS = tuple(Instalment(due=date(2026, month, 10), amount=SUM) for month in (6, 7, 8))


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        (Plan(**BASE, instalments=PARTS), "3 instalments, 2026-06-10 to 2026-08-10"),
        (Plan(**BASE, instalments=PARTS[:1]), "1 instalments, 2026-06-10 to 2026-06-10"),
        (Payment(**BASE, amount=SUM, via=Via.CASH), "100.00 by cash"),
        (Payment(**BASE, amount=SUM, via=Via.CASH, to=Component.INTEREST), "100.00 by cash, for interest"),
        (
            Hold(**BASE, what=HoldWhat.CONTACT, from_=DAY, until=date(2026, 6, 30), reason="illness"),
            "contact from 2026-06-01 to 2026-06-30: illness",
        ),
        (
            Hold(**BASE, what=HoldWhat.CONTACT, from_=DAY, reason="well again", ends=f"{2:016d}"),
            "contact again from 2026-06-01: well again",
        ),
    ],
)
def test_in_words(entry: Plan | Payment | Hold, words: str) -> None:
    assert str(entry.in_words()) == words


def test_a_hold_and_its_end_are_told_apart_in_commits() -> None:
    hold = Hold(**BASE, what=HoldWhat.CONTACT, from_=DAY, reason="x")
    assert str(hold.subject("T-1")) == "hold T-1: contact from 2026-06-01"
    end = Hold(**BASE, what=HoldWhat.CONTACT, from_=DAY, reason="x", ends=f"{2:016d}")
    assert str(end.subject("T-1")) == f"end the hold {2:016d} of T-1 from 2026-06-01"


@pytest.mark.parametrize(
    ("entry", "keys"),
    [
        (Charge(**BASE, principal=SUM), []),
        (Charge(**BASE), ["kind"]),
        (Detail(**BASE, of="debtor", address="城北 1 号", place="home"), []),
        (Detail(**BASE, of="debtor", address="城北 1 号"), []),
        (Detail(**BASE, of="debtor", phone="13800000007"), []),
        (Detail(**BASE, of="debtor", phone="13800000007", place="home"), ["place"]),
        (Contact(**BASE, channel=Channel.PHONE), []),
        (Contact(**BASE, channel=Channel.VISIT, second="li"), []),
        (Contact(**BASE, channel=Channel.PHONE, second="li"), ["second"]),
        (Contact(**BASE, channel=Channel.VISIT, second="wang"), ["second"]),
    ],
)
def test_contradictions(entry: Entry, keys: list[str]) -> None:
    assert [key for key, _ in entry.contradictions()] == keys


def test_up_to_fifty_cases_stand_one_by_one_in_a_commit() -> None:
    cases = [f"A-{number}" for number in range(MOST_NAMED + 1)]
    assert MOST_NAMED == 50
    assert list(trailers_of(cases[:-1], (), "wang")) == [
        *(("Case", each) for each in cases[:-1]),
        ("Actor", "wang"),
    ]
    assert list(trailers_of(cases, (), "wang")) == [("Cases", "51"), ("Actor", "wang")]


def test_a_key_of_a_line_that_may_be_a_telephone_is_not_stored_as_it_is() -> None:
    assert stored_key(" 2026-06/17 ") == "2026-06/17"
    assert stored_key("tel:13800000007").startswith("sha256:")


@pytest.mark.parametrize(
    ("language", "reason", "phase"), [("zh", "停业", "待复核"), ("en", "shut", "to be reviewed")]
)
def test_the_offices_own_words_are_in_the_language_asked_for(language: str, reason: str, phase: str) -> None:
    reasons = (OwnReason(code="closed", zh="停业", en="shut"),)
    assert reason_words("closed", reasons, language) == reason
    phases = (OwnPhase(phase="review", zh="待复核", en="to be reviewed"),)
    assert phase_words("review", phases, language) == phase


def test_two_targets_of_one_person_for_one_month_are_refused() -> None:
    may, june = (Target(staff="wang", period=date(2026, month, 1), amount=SUM) for month in (5, 6))
    assert [key for key, _ in Office(office="x", targets=(may, june)).contradictions()] == []
    ((key, said),) = Office(office="x", targets=(may, june, june)).contradictions()
    assert (key, str(said)) == ("targets[2]", "wang has two targets for 2026-06")


def test_an_inspection_contradicts_itself_by_points_and_by_days() -> None:
    good = Inspection(**BASE, passed=True, scores=(Score(item="tone", points=5, of=5),), correct_by=DAY)
    assert list(good.contradictions()) == []
    assert str(good.in_words()) == "in order, 5 of 5 points, to be corrected by 2026-06-01"
    wrong = Inspection(
        **BASE, passed=True, scores=(Score(item="tone", points=6, of=5),), correct_by=date(2026, 5, 31)
    )
    assert [key for key, _ in wrong.contradictions()] == ["scores", "correct_by"]

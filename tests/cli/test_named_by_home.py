"""A case named as the office calls it: by a telephone number, an address or a flat, and never by a stranger's."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import CASE, Done

Run = Callable[..., Done]
FLATS = {
    "青禾花园-2栋-1单元-401": ("王秀英", "13900020014", "青禾花园2栋1单元401室"),
    "青禾花园-2栋-2单元-401": ("马超", "13900020015", "青禾花园2栋2单元401室"),
    "青禾花园-2栋-1单元-502": ("李敏", "13900020016", "青禾花园2栋1单元502室"),
    "H-9": ("周明", "13900020015", "云溪苑 5 幢 302"),
}


@pytest.fixture
def flats(worked: Path, run: Run) -> Path:
    for case, (name, phone, address) in FLATS.items():
        done = run(
            "open", case, "--policy", "property-fee", "--name", name, "--phone", phone, "--address", address
        )
        assert done.code == 0, done.err
    return worked


@pytest.mark.parametrize(
    ("typed", "case"),
    [
        ("13900020014", "青禾花园-2栋-1单元-401"),
        ("+86 139 0002 0014", "青禾花园-2栋-1单元-401"),
        ("13900000008", CASE),
        ("2栋1单元401", "青禾花园-2栋-1单元-401"),
        ("2栋-2单元-401", "青禾花园-2栋-2单元-401"),
        ("2-1-502", "青禾花园-2栋-1单元-502"),
        ("青禾花园２栋502室", "青禾花园-2栋-1单元-502"),
        ("5栋302", "H-9"),
        ("云溪苑5幢302", "H-9"),
        ("青禾花园 3 栋 2 单元 501", CASE),
        ("青禾花园3栋2单元501", CASE),
    ],
)
def test_a_number_or_a_home_names_the_one_case_that_has_it(
    typed: str, case: str, flats: Path, run: Run
) -> None:
    assert run("show", typed, "--json").json["case"] == case
    assert run("show", typed, "--rev", "HEAD", "--json").json["case"] == case
    paid = run("pay", typed, "5", "--via", "cash")
    assert paid.code == 0, paid.err
    assert case in paid.out


def test_a_number_added_later_names_it_too(flats: Path, run: Run) -> None:
    assert run("detail", "H-9", "--phone", "13900020099").code == 0
    assert run("fees", "13900020099", "--json").json["case"] == "H-9"


@pytest.mark.parametrize("typed", ["2栋401", "13900020015"])
def test_what_two_cases_have_names_none_and_asks_for_the_id(typed: str, flats: Path, run: Run) -> None:
    done = run("pay", typed, "5")
    assert done.code == 3
    assert done.err.startswith(f"error: '{typed}' fits 2 cases: ")
    assert done.err.rstrip().endswith("; give the case id")
    assert "请写案件编号" in run("--lang", "zh", "pay", typed, "5").err


@pytest.mark.parametrize(
    "typed", ["2栋-1单元-999", "青禾花园-2栋-1单元-402", "2栋3单元401", "云溪苑2栋1单元401", "X2栋1单元401"]
)
def test_another_home_is_never_taken_or_proposed(typed: str, flats: Path, run: Run) -> None:
    done = run("pay", typed, "5")
    assert done.code == 3
    assert not any(case in done.err for case in FLATS), done.err


@pytest.mark.parametrize(
    "typed", ["青禾花圆-2栋-1单元-502", "青禾花园2栋1单元-502x", "PF-2026-007", "PF20260007"]
)
def test_a_letter_or_hyphen_amiss_is_proposed(typed: str, flats: Path, run: Run) -> None:
    done = run("pay", typed, "5")
    assert done.code == 3
    assert "did you mean '" in done.err

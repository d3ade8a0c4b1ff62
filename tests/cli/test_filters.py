"""Filters that match nothing: a value nobody has ever used is an error, a known one gives an empty answer that says so."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import CASE, LOAN, Done

Run = Callable[..., Done]


@pytest.fixture(autouse=True)
def _in_english(git_identity: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DUNNING_LANG", "en")


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (("list", "--policy", "property-fees"), "property-fee"),
        (("list", "--stage", "M9"), "known are: M0"),
        (("list", "--batch", "2026-06-A"), "2026-05-A"),
        (("list", "--area", "青禾花圆"), "青禾花园"),
        (("list", "--owner", "wnag"), "did you mean 'wang'?"),
        (("remind", "--owner", "nope"), "known are: chen"),
        (("workload", "--owner", "nope"), "known are: chen"),
        (("visit", "sheet", "--owner", "nope"), "known are: chen"),
        (("limitation", "--owner", "nope"), "known are: chen"),
        (("report", "reasons", "--owner", "nope"), "known are: chen"),
        (("history", "--by", "nope"), "known are: chen"),
        (("history", "--kind", "payment"), "pay"),
        (("find", "没有这样的"), "没有这样的"),
    ],
)
def test_a_value_that_nothing_ever_named_is_an_error(
    words: tuple[str, ...], hint: str, inside: Path, run: Run
) -> None:
    done = run(*words)
    assert (done.code, done.out) == (3, ""), done.err
    assert len(done.errors) == 1
    assert hint in done.err


def test_all_unknown_values_are_told_at_once(inside: Path, run: Run) -> None:
    done = run("list", "--policy", "nope", "--batch", "nope")
    assert (done.code, len(done.errors)) == (3, 2)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("list", "--policy", "property-fee", "--batch", "FS202603"), "nothing matches --policy property-fee --batch FS202603"),
        (("list", "--owner", "zhou"), "nothing matches --owner zhou"),
        (("history", "--by", "zhou", "--since", "2026-06-14"), "nothing matches --by zhou"),
    ],
)  # fmt: skip
def test_a_known_value_that_matches_nothing_says_so(
    words: tuple[str, ...], told: str, inside: Path, run: Run
) -> None:
    done = run(*words)
    assert (done.code, done.errors) == (0, [f"note: {told}"])


def test_somebody_who_left_the_staff_list_is_still_known(
    worked: Path, run: Run, as_another: Callable[[], None]
) -> None:
    assert run("assign", LOAN, "--owner", "former").code == 0
    as_another()
    assert [row["case"] for row in run("list", "--owner", "former", "--json").json["cases"]] == [LOAN]
    assert run("list", "--owner", "nobody-ever").code == 3


def test_cases_without_a_collector(worked: Path, run: Run) -> None:
    assert run("open", "PF-1", "--policy", "property-fee", "--name", "某甲").code == 0
    for word in ("none", "nobody", "无"):
        assert [row["case"] for row in run("list", "--owner", word, "--json").json["cases"]] == ["PF-1"]


def test_a_day_of_rev_is_the_day_shown(inside: Path, run: Run) -> None:
    answer = run("list", "--rev", "2026-06-01", "--json").json
    assert answer["as_of"] == "2026-06-01"
    assert run("fees", CASE, "--rev", "6月1日", "--json").json["as_of"] == "2026-06-01"
    assert (
        run("fees", CASE, "--rev", "2026-06-01", "--as-of", "2026-05-01", "--json").json["as_of"]
        == "2026-05-01"
    )
    assert run("fees", CASE, "--rev", "HEAD", "--json").json["as_of"] == "2026-06-15"


def test_a_table_names_its_day_once(inside: Path, run: Run) -> None:
    assert run("list", "--as-of", "2026-06-01").out.count("as of 2026-06-01\n") == 1
    assert run("--lang", "zh", "list", "--as-of", "2026-06-01").out.count("截至 2026-06-01\n") == 1
    # where a heading names it, or it is the fixed today of the line above, it is not said again
    assert run("fees", CASE, "--as-of", "2026-06-01").out.count("2026-06-01 in") == 1
    assert "\nas of" not in run("fees", CASE, "--as-of", "2026-06-01").out
    assert "as of" not in run("list").out
    assert "as of" not in run("list", "--as-of", "2026-06-01", "--format", "csv").out

"""What is advised to whoever mistypes: never something that does another thing, and in words of the trade."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import CASE, Done

Run = Callable[..., Done]


@pytest.mark.parametrize(
    ("words", "said", "never"),
    [
        (("pay", CASE, "--amount", "300"), "AMOUNT stands without one, as in: dunning pay CASE AMOUNT", "--on"),
        (("pay", CASE, "--金额", "300"), "AMOUNT stands without one", "--on"),
        (("waive", CASE, "penalty", "--amount", "5", "--reason", "x"), "without one, as in: dunning waive", "--on"),
        (("report", "compliance", "--month", "2026-05"), "known are: --", "did you mean"),
        (("note", CASE, "x", "--channel", "phone", "-resultx", "busy"), "-resultx; did you mean --result?", "-r;"),
        (("pay", CASE, "-300"), "-300 begins with a hyphen and is read as an option; an amount has no sign", "-3;"),
        (("列表",), "there is no command '列表'; all commands: dunning --help", "merge-driver"),
        (("qqq",), "there is no command 'qqq'; all commands: dunning --help", "complete"),
        (("plan", "列表"), "known are: end, new", "merge-driver"),
    ],
)  # fmt: skip
def test_the_advice(words: tuple[str, ...], said: str, never: str, worked: Path, run: Run) -> None:
    done = run(*words)
    assert (done.code, done.out) == (2, "")
    assert said in done.err
    assert never not in done.err.replace(said, "")


@pytest.mark.parametrize("word", ["help", "帮助"])
def test_help_is_the_help_page(word: str, worked: Path, run: Run) -> None:
    assert run("--lang", "zh", word).out == run("--lang", "zh", "--help").out
    assert run(word, "pay").out == run("pay", "--help").out
    assert "merge-driver" not in run(word).out


@pytest.mark.parametrize("option", ["－－via", "——via", "—via", "-via", "－－via＝现金"])
def test_full_width_hyphens_are_taken(option: str, worked: Path, run: Run) -> None:
    words = (option,) if "＝" in option else (option, "现金")
    done = run("--lang", "zh", "pay", CASE, "5", *words)
    assert done.code == 0, done.err
    assert run("show", CASE, "--json").json["entries"][-1]["via"] == "cash"


def test_a_text_with_dashes_stays_one(worked: Path, run: Run) -> None:
    assert run("note", CASE, "——说周五来", "--channel", "phone").code == 0
    assert run("show", CASE, "--json").json["entries"][-1]["text"] == "——说周五来"


def test_paid_up_is_asked_about(worked: Path, run: Run) -> None:
    done = run("--lang", "zh", "close", CASE, "--reason", "结清")
    assert done.code == 2
    assert "paid（全额还清）" in done.err
    assert "settled（协商结清）" in done.err
    assert CASE in [row["case"] for row in run("list", "--json").json["cases"]]


def test_what_was_taken_back_already_is_said_so(
    worked: Path, run: Run, last_commit: Callable[[], object]
) -> None:
    done = run("pay", CASE, "5", "--via", "cash", "--json")
    commit = done.json["commit"]
    assert run("undo").code == 0
    again = run("undo", commit)
    assert (again.code, "was taken back already" in again.err) == (1, True)
    assert "已撤回" in run("--lang", "zh", "undo", commit).err


def test_nothing_is_left_after_an_undo(worked: Path, run: Run, as_another: Callable[[], None]) -> None:
    as_another()
    assert run("pay", CASE, "5", "--via", "cash", "--actor", "li").code == 0
    assert run("undo", "--actor", "li").code == 0
    done = run("undo", "--actor", "li")
    assert done.code == 1
    assert "it was taken back already, by 'undo" in done.err


def test_a_payment_without_its_way_says_what_it_counts_as(worked: Path, run: Run) -> None:
    assert "counts as other; say it with --via" in run("pay", CASE, "5").err
    assert "按“其他”计" in run("--lang", "zh", "pay", CASE, "5").err
    assert "--via" not in run("pay", CASE, "5", "--via", "cash").err
    assert "--via" not in run("pay", CASE, "5", "--json").err

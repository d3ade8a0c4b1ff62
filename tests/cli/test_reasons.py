"""Reasons for arrears: the list of the office beside the built-in ones, where they are told, and their report."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
CASE, LOAN = "PF-2026-0007", "XD-2026-0001"
OWN = "reasons: [{code: harvest, zh: 秋收未结, en: harvest not sold}]\n"


@pytest.fixture
def farming(worked: Path, run: Run) -> Path:
    """An office with a reason of its own."""
    settings(worked, OWN)
    assert run("commit").code == 0
    return worked


def settings(folder: Path, text: str) -> None:
    file = folder / "dunning.yaml"
    file.write_text(file.read_text(encoding="utf-8") + text, encoding="utf-8")


def told(run: Run, case: str, reason: str, *words: str) -> Any:
    return run("note", case, "x", "--channel", "phone", "--result", "reached", "--reason", reason, *words)


@pytest.mark.parametrize("code", ["cash_flow", "market", "family", "short_deposit", "wrong_deposit", "wilful", "dispute",
                                  "death", "inability", "other", "harvest"])  # fmt: skip
def test_known_reasons(code: str, farming: Path, run: Run) -> None:
    assert told(run, CASE, code).code == 0
    assert run("check").code == 0
    assert run("show", CASE, "--json").json["entries"][-1]["reason"] == code


@pytest.mark.parametrize("command", ["note", "visit"])
def test_an_unknown_reason_is_refused_with_a_suggestion(
    command: str, farming: Path, run: Run, state: Run
) -> None:
    before = state(farming)
    words = (
        ("visit", "record", CASE, "x") if command == "visit" else ("note", CASE, "x", "--channel", "phone")
    )
    done = run(*words, "--result", "reached", "--reason", "harvst")
    assert (done.code, state(farming)) == (2, before)
    assert "'harvst' is no reason for arrears; did you mean 'harvest' (harvest not sold)?" in done.err
    assert "known are: cash_flow" in run(*words, "--result", "reached", "--reason", "懒").err


def test_without_the_list_its_code_is_unknown(worked: Path, run: Run) -> None:
    assert told(run, CASE, "harvest").code == 2


def test_show_and_remind_say_it_in_both_languages(farming: Path, run: Run) -> None:
    assert told(run, LOAN, "harvest").code == 0
    assert told(run, CASE, "family").code == 0
    assert "reason for arrears: harvest not sold" in run("show", LOAN, "--lang", "en").out
    assert "秋收未结" in run("show", LOAN, "--lang", "zh").out
    assert "reason for arrears: family change" in run("show", CASE, "--lang", "en").out
    assert "家庭" in run("show", CASE, "--lang", "zh").out
    done = run("remind", "--as-of", "2026-06-08", "--json")
    assert {each["case"]: each["arrears_reason"] for each in done.json["items"]} == {
        LOAN: "harvest",
        CASE: "family",
    }
    assert "harvest not sold" in run("remind", "--as-of", "2026-06-08", "--scripts", "--lang", "en").out
    assert "秋收未结" in run("remind", "--as-of", "2026-06-08", "--scripts", "--lang", "zh").out


def test_an_office_may_word_a_built_in_reason_anew(worked: Path, run: Run) -> None:
    settings(worked, "reasons: [{code: wilful, zh: 拒不履行, en: will not}]\n")
    assert run("commit").code == 0
    assert told(run, CASE, "wilful").code == 0
    assert "reason for arrears: will not" in run("show", CASE).out


def test_check_finds_a_reason_that_left_the_list(farming: Path, run: Run) -> None:
    assert told(run, CASE, "harvest").code == 0
    assert run("check").code == 0
    file = farming / "dunning.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace(OWN, ""), encoding="utf-8")
    assert run("commit").code == 0
    done = run("check", "reasons")
    assert done.code == 6
    assert f"{CASE}.yaml" in done.out + done.err
    assert "'harvest' is no reason for arrears" in done.out + done.err
    assert "harvest" in run("show", CASE).out, "what was written is still shown"
    assert run("report", "reasons", "--json").json["reasons"][0]["code"] == "harvest"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("reasons: [{code: harvest, zh: 甲, en: a}, {code: harvest, zh: 乙, en: b}]\n", "stands twice"),
        ("reasons: [{code: Harvest, zh: 甲, en: a}]\n", "not a code"),
        ("reasons: [{code: harvest, zh: 甲}]\n", "'en' is missing"),
        ("reasons: harvest\n", "must be a list"),
    ],
)
def test_a_faulty_list_is_found(text: str, says: str, worked: Path, run: Run) -> None:
    settings(worked, text)
    done = run("check", "settings")
    assert done.code == 6
    assert says in done.out + done.err


def test_the_report(farming: Path, run: Run) -> None:
    assert told(run, LOAN, "market", "--at", "2026-05-10T10:00").code == 0
    assert told(run, LOAN, "harvest", "--at", "2026-05-20T10:00").code == 0
    assert told(run, LOAN, "harvest", "--at", "2026-05-21T10:00").code == 0
    status = run("status", LOAN, "--json").json
    report = run("report", "reasons", "--json").json
    rows = {row["code"]: row for row in report["reasons"]}
    assert list(rows) == ["market", "harvest", None]
    assert (rows["market"]["contacts"], rows["market"]["cases"], rows["market"]["balance"]) == (1, 0, "0.00")
    assert (rows["harvest"]["contacts"], rows["harvest"]["cases"]) == (2, 1)
    assert (rows["harvest"]["overdue"], rows["harvest"]["balance"]) == (
        status["overdue"],
        status["balance"]["total"],
    )
    assert (rows[None]["contacts"], rows[None]["cases"]) == (0, 1), "the other case has none"
    assert report["total"]["cases"] == 2
    page = run("report", "reasons", "--lang", "en").out
    assert "harvest not sold" in page
    assert "none told" in page
    assert "open cases on the last day by the reason told last" in page


def test_the_report_of_a_period_and_a_collector(farming: Path, run: Run) -> None:
    assert told(run, LOAN, "market", "--at", "2026-05-10T10:00").code == 0
    assert told(run, LOAN, "harvest", "--at", "2026-05-20T10:00").code == 0

    def rows(*words: str) -> dict[str, tuple[int, int]]:
        found = run("report", "reasons", "--json", *words).json["reasons"]
        return {row["code"]: (row["contacts"], row["cases"]) for row in found}

    assert rows("--from", "2026-05-15") == {"harvest": (1, 1), None: (0, 1)}
    assert rows("--to", "2026-05-15") == {"market": (1, 1), None: (0, 1)}
    assert rows("--owner", "li") == {"market": (1, 0), "harvest": (1, 1), None: (0, 0)}
    assert rows("--owner", "wang") == {None: (0, 1)}
    assert run("report", "reasons", "--from", "2026-06-01", "--to", "2026-05-01").code == 2


def test_closed_cases_count_their_contacts_only(farming: Path, run: Run) -> None:
    assert told(run, LOAN, "harvest").code == 0
    assert run("close", LOAN, "--reason", "returned").code == 0
    rows = {row["code"]: row for row in run("report", "reasons", "--json").json["reasons"]}
    assert (rows["harvest"]["contacts"], rows["harvest"]["cases"], rows["harvest"]["balance"]) == (
        1,
        0,
        "0.00",
    )


def test_a_contact_taken_back_tells_nothing(farming: Path, run: Run) -> None:
    assert told(run, LOAN, "harvest").code == 0
    assert run("undo", "--reason", "wrong case").code == 0
    assert [row["code"] for row in run("report", "reasons", "--json").json["reasons"]] == [None]


def test_help_says_how_to_add_one(worked: Path, run: Run) -> None:
    page = " ".join(run("note", "--help").out.split())
    assert "reasons in dunning.yaml" in page
    assert "cash_flow" in page

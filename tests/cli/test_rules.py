"""Packs of contact rules with days: a contact is judged by the rule of its day; rules come in from others, checked."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
CASE = "PF-2026-0007"
EARLIER = """contact_rules: cn-2026
title: {zh: 较早的联系规则, en: earlier rules}
source: 虚构的较早规则
valid_from: 2024-01-01
quiet_hours: {from: "20:00", until: "09:00"}
connected_calls_per_day: 1
"""
LATER = """contact_rules: cn-2026
source: 虚构的较晚规则
valid_from: 2026-05-20
basis:
  - {rules: [quiet_hours], article: 虚构规定 第三条, issuer: 虚构机关, sure: text, valid_from: 2026-05-25}
  - {rules: [second_visitor], article: 虚构规定 第四条, sure: secondary}
quiet_hours: {from: "21:00", until: "08:00"}
second_visitor: refuse
words: none
"""


TALK = (
    "note",
    CASE,
    "x",
    "--channel",
    "phone",
    "--result",
    "reached",
    "--verified",
    "--number",
    "13800000007",
)


@pytest.fixture
def packs(worked: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The shipped pack with a first day, and the folder of the ledger."""
    monkeypatch.chdir(worked)
    file = worked / "policies" / "contact-cn-2026.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(
        text.replace("\nquiet_hours:", "\nvalid_from: 2026-03-01\nquiet_hours:", 1), encoding="utf-8"
    )
    git(worked, "commit", "-qam", "the pack begins on a day")
    return worked


def git(folder: Path, *words: str) -> str:
    done = subprocess.run(["git", "-C", str(folder), *words], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def put(folder: Path, name: str, text: str) -> None:
    (folder / "policies" / name).write_text(text, encoding="utf-8")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", name)


def held(run: Run, on: str) -> dict[str, tuple[str, str | None]]:
    shown = run("rules", "show", "cn-2026", "--on", on, "--json")
    assert shown.code == 0, shown.err
    return {each["rule"]: (each["value"], each["since"]) for each in shown.json["rules"]}


def test_a_rule_runs_on_until_another_supersedes_it(packs: Path, run: Run) -> None:
    put(packs, "contact-earlier.yaml", EARLIER)
    put(packs, "contact-later.yaml", LATER)
    assert run("check").code == 0
    first = {
        "quiet_hours": ('{from: "20:00", until: "09:00"}', "2024-01-01"),
        "connected_calls_per_day": ("1", "2024-01-01"),
    }
    # of days before all rules the first that are known are kept to
    assert held(run, "2019-01-01") == held(run, "2024-01-01") == first
    # two rules of the guideline hold before the file that has them
    from_guideline = {
        "second_visitor": ("mention", "2026-01-30"),
        "private_accounts": ("mention", "2026-01-30"),
    }
    assert held(run, "2026-01-29") == first
    assert held(run, "2026-02-28") == first | from_guideline
    march = held(run, "2026-03-01")
    assert march["quiet_hours"] == ('{from: "22:00", until: "08:00"}', "2026-03-01")
    assert march["connected_calls_per_day"] == ("3", "2026-03-01")
    assert march["second_visitor"] == ("mention", "2026-01-30")
    assert "words" in march
    before, after = held(run, "2026-05-24"), held(run, "2026-05-25")
    assert before["quiet_hours"] == march["quiet_hours"]
    assert before["second_visitor"] == ("refuse", "2026-05-20")
    assert "words" not in before
    assert after["quiet_hours"] == ('{from: "21:00", until: "08:00"}', "2026-05-25")
    assert after["connected_calls_per_day"] == march["connected_calls_per_day"]


@pytest.mark.parametrize(
    ("at", "refused"),
    [
        ("2026-02-28T20:30", True),
        ("2026-03-01T20:30", False),
        ("2026-02-28T08:30", True),
        ("2026-03-01T08:30", False),
        ("2026-05-24T21:30", False),
        ("2026-05-25T21:30", True),
        ("2026-05-25T20:59", False),
        ("2026-05-26T07:59", True),
        ("2026-05-26T08:00", False),
    ],
)
def test_a_contact_is_judged_by_the_rule_of_its_day(packs: Path, run: Run, at: str, *, refused: bool) -> None:
    put(packs, "contact-earlier.yaml", EARLIER)
    put(packs, "contact-later.yaml", LATER)
    call = ("note", CASE, "x", "--channel", "phone", "--result", "no_answer", "--number", "13800000007")
    done = run(*call, "--at", at, "--dry-run")
    assert (done.code == 4) == refused, done.err
    assert ("against the contact rule hours" in done.err) == refused


def test_the_past_is_judged_again_by_its_own_rules(packs: Path, run: Run) -> None:
    for day in ("2026-02-27", "2026-03-02"):
        for hour in ("10:00", "15:00"):
            assert run(*TALK, "--at", f"{day}T{hour}").code == 0
    assert run("report", "contact-breaches", "--json").json["on_record"] == []
    put(packs, "contact-earlier.yaml", EARLIER)
    found = run("report", "contact-breaches", "--json").json["on_record"]
    assert [(each["date"], each["rules"]) for each in found] == [("2026-02-27", ["connected-calls"])]


def test_two_files_that_begin_on_one_day_are_told(packs: Path, run: Run) -> None:
    put(packs, "contact-again.yaml", LATER)
    put(packs, "contact-later.yaml", LATER)
    done = run("check")
    assert done.code == 6
    assert "policies/contact-later.yaml:3: contact_rules cn-2026 stands in two files" in done.err
    assert "policies/contact-again.yaml" in done.err


def test_a_file_from_head_office_is_compared_and_taken(packs: Path, run: Run, tmp_path: Path) -> None:
    file = tmp_path / "from-head-office.yaml"
    file.write_text(EARLIER, encoding="utf-8")
    shown = run("rules", "diff", str(file), "--json").json
    assert shown["file"] == "policies/contact-cn-2026-2024-01-01.yaml"
    assert ("connected_calls_per_day", None, "1") in [
        (each["rule"], each["here"], each["there"]) for each in shown["changes"]
    ]
    before = git(packs, "rev-parse", "HEAD")
    tried = run("rules", "take", str(file), "--dry-run", "--json", "--actor", "zhou")
    assert tried.code == 0, tried.err
    assert tried.json["contacts"] == []
    assert git(packs, "rev-parse", "HEAD") == before
    done = run("rules", "take", str(file), "--actor", "zhou")
    assert done.code == 0, done.err
    assert (
        git(packs, "log", "-1", "--format=%an %s")
        == "zhou rules take: policies/contact-cn-2026-2024-01-01.yaml"
    )
    assert (packs / shown["file"]).read_text(encoding="utf-8") == EARLIER
    again = run("rules", "take", str(file), "--actor", "zhou", "--json")
    assert (again.code, again.json["commit"]) == (0, None)
    assert run("rules", "diff", str(file), "--json").json["changes"] == []
    file.write_text(EARLIER.replace("day: 1", "day: 2"), encoding="utf-8")
    assert run("rules", "take", str(file), "--actor", "zhou").code == 0
    assert held(run, "2025-01-01")["connected_calls_per_day"] == ("2", "2024-01-01")


def test_a_dry_run_tells_which_past_contacts_would_be_judged_otherwise(
    packs: Path, run: Run, tmp_path: Path
) -> None:
    for hour in ("10:00", "15:00"):
        assert run(*TALK, "--at", f"2026-02-27T{hour}").code == 0
    file = tmp_path / "earlier.yaml"
    file.write_text(EARLIER, encoding="utf-8")
    tried = run("rules", "take", str(file), "--dry-run", "--json").json
    (found,) = tried["contacts"]
    assert (found["case"], found["day"], found["here"], found["there"]) == (
        CASE,
        "2026-02-27",
        None,
        "connected-calls",
    )


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("source: 虚构的较早规则\n", ""), "{file}:4: the rule 'quiet_hours' names no source"),
        (('"20:00"', '"25:00"'), "{file}:5: "),
        (("valid_from: 2024-01-01", "valid_from: 2024-02-30"), "{file}:4: "),
        (("contact_rules: cn-2026", "rules: cn-2026"), "{file} is no file of rules"),
        (
            (
                "connected_calls_per_day: 1\n",
                "connected_calls_per_day: 1\nbasis:\n  - {rules: [no_such], article: a, sure: own}\n",
            ),
            "{file}:8: 'no_such' is no rule of this file",
        ),
    ],
)
def test_nothing_is_half_taken(
    packs: Path, run: Run, tmp_path: Path, change: tuple[str, str], told: str
) -> None:
    file = tmp_path / "earlier.yaml"
    assert change[0] in EARLIER
    file.write_text(EARLIER.replace(*change), encoding="utf-8")
    before = git(packs, "rev-parse", "HEAD")
    done = run("rules", "take", str(file), "--actor", "zhou")
    assert done.code == 1, done.out
    assert done.errors[0].removeprefix("error: ").startswith(told.format(file=file)), done.err
    assert git(packs, "rev-parse", "HEAD") == before
    assert git(packs, "status", "--porcelain") == ""


def test_two_packs_must_not_say_different_things_of_one_article(
    packs: Path, run: Run, tmp_path: Path
) -> None:
    file = tmp_path / "other.yaml"
    file.write_text(
        "contact_rules: village\nconnected_calls_per_day: 5\n"
        "basis:\n  - {rules: [connected_calls_per_day], article: gb/t45251-2025, sure: text}\n",
        encoding="utf-8",
    )
    done = run("rules", "take", str(file), "--actor", "zhou")
    assert done.code == 1
    assert "say different things of" in done.err
    put(packs, "contact-village.yaml", file.read_text(encoding="utf-8"))
    checked = run("check")
    assert checked.code != 0
    assert "of the same article" in checked.err


def test_rates_go_on_from_those_that_are_known(packs: Path, run: Run, tmp_path: Path) -> None:
    text = (packs / "policies" / "reference-rates.yaml").read_text(encoding="utf-8")
    file = tmp_path / "reference-rates.yaml"
    file.write_text(
        text.replace("valid_through: 2026-08-20", "valid_through: 2026-09-20", 1), encoding="utf-8"
    )
    assert run("rules", "take", str(file), "--actor", "zhou").code == 0
    file.write_text(text.replace("rate: 3.45%", "rate: 3.40%", 1), encoding="utf-8")
    done = run("rules", "take", str(file), "--actor", "zhou")
    assert done.code == 1
    assert "the table lpr_1y has another rate from 2023-08-21" in done.err
    file.write_text(text, encoding="utf-8")
    older = run("rules", "take", str(file), "--actor", "zhou")
    assert older.code == 1
    assert "the table lpr_1y ends on 2026-08-20, and is known further here" in older.err


def test_one_table_comes_in_beside_the_others(packs: Path, run: Run, tmp_path: Path) -> None:
    held = packs / "policies" / "reference-rates.yaml"
    before = held.read_text(encoding="utf-8").splitlines()
    file = tmp_path / "from-head-office.yaml"
    file.write_text(
        "tables:\n  shibor:\n    source: 虚构的来源\n    valid_through: 2026-06-30\n"
        "    rates:\n      - {from: 2026-01-01, rate: 1.50%}\n",
        encoding="utf-8",
    )
    assert run("rules", "take", str(file), "--actor", "zhou").code == 0
    after = held.read_text(encoding="utf-8").splitlines()
    assert after[: len(before)] == before
    assert after[len(before)].strip() == "shibor:"
    rates = {each["rate"]: each["valid_through"] for each in run("policy", "list", "--json").json["rates"]}
    assert rates["shibor"] == "2026-06-30"
    assert rates["lpr_1y"] == "2026-08-20"

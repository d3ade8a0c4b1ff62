"""Who works which cases: bulk assignment by selection, spreading, ids from standard input."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from copies import MadeOnce

Run = Callable[..., Any]
Look = Callable[[], Any]
CASE, LOAN, CARD, FREE = "PF-2026-0007", "XD-2026-0001", "CC-1", "PF-1"
STAFF = """staff:
  - {id: wang, name: 王静, roles: [phone]}
  - {id: li, name: 李明远, roles: [phone]}
  - {id: zhao, name: 赵倩, roles: [phone]}
  - {id: clerk, name: 文员, roles: [clerk]}
"""


@pytest.fixture
def staffed(worked: Path, run: Run, made_once: MadeOnce) -> Path:
    """Besides the bill of wang's and the loan of li's: a bill of wang's in a batch, and one that nobody has."""

    def make() -> None:
        settings = worked / "dunning.yaml"
        settings.write_text(
            settings.read_text(encoding="utf-8").replace("staff: []\n", STAFF), encoding="utf-8"
        )
        assert run("commit", "--actor", "clerk").code == 0
        bills = (
            (CARD, "300", ("--owner", "wang", "--batch", "B-7", "--area", "青禾花园")),
            (FREE, "900", ("--area", "青禾花园")),
        )
        for name, amount, words in bills:
            assert run("open", name, "--policy", "property-fee", "--name", "周敏", *words).code == 0
            # due on the first of May: 31 days on the first of June
            words = ("--on", "2026-04-01", "--due", "2026-05-01", "--principal", amount)
            assert run("charge", name, *words).code == 0

    made_once(worked, make)
    return worked


def owners(run: Run) -> dict[str, str | None]:
    return {case["case"]: case["owner"] for case in run("list", "--json").json["cases"]}


@pytest.mark.parametrize(
    ("words", "moved"),
    [
        (("--from", "wang"), {CASE, CARD}),
        (("--from", "nobody"), {FREE}),
        (("--from", "none"), {FREE}),
        (("--batch", "B-7"), {CARD}),
        (("--policy", "property-fee"), {CASE, CARD, FREE}),
        (("--stage", "M2"), {LOAN, CARD, FREE}),
        (("--area", "青禾花园"), {CARD, FREE}),
        (("--area", "青禾花园", "--from", "wang", "--stage", "M2"), {CARD}),
        ((CASE, FREE, LOAN, "--from", "wang"), {CASE}),
    ],
)
def test_a_selection_changes_hands_in_one_commit(
    words: tuple[str, ...], moved: set[str], staffed: Path, run: Run, in_git: Run
) -> None:
    before = owners(run)
    count = int(in_git("rev-list", "--count", "HEAD"))
    done = run("assign", *words, "--owner", "zhao", "--json")
    assert done.code == 0, done.err
    assert {row["case"] for row in done.json["assigned"]} == moved
    assert owners(run) == before | dict.fromkeys(moved, "zhao")
    assert int(in_git("rev-list", "--count", "HEAD")) == count + 1


def test_somebody_absent_is_relieved_by_two_and_the_yuan_come_out_even(
    staffed: Path, run: Run, last_commit: Look
) -> None:
    assert run("assign", FREE, "--owner", "wang").code == 0
    dry = run("assign", "--from", "wang", "--spread", "li,zhao", "--dry-run")
    assert owners(run)[CASE] == "wang"
    assert [line.split() for line in dry.out.splitlines() if line.startswith(("li", "zhao", "CC", "PF"))] == [
        ["li", "1", "1,272.60", "1"],
        ["zhao", "2", "1,218.60", "2"],
        [CARD, "wang", "zhao", "304.65"],
        [FREE, "wang", "zhao", "913.95"],
        [CASE, "wang", "li", "1,272.60"],
    ]
    done = run("assign", "--from", "wang", "--spread", "li, zhao", "--json")
    assert done.json["shares"] == [
        {"owner": "li", "cases": 1, "balance": "1272.60"},
        {"owner": "zhao", "cases": 2, "balance": "1218.60"},
    ]
    assert owners(run) == {CASE: "li", CARD: "zhao", FREE: "zhao", LOAN: "li"}
    assert last_commit().subject == "assign 3 cases: to li, zhao, value date 2026-06-01"
    assert len(last_commit().files) == 3


def test_who_keeps_a_case_gets_no_entry_and_is_named(staffed: Path, run: Run, last_commit: Look) -> None:
    done = run("assign", "--policy", "property-fee", "--owner", "wang")
    assert done.code == 0
    assert done.errors == [f"note: {CARD} is wang's already", f"note: {CASE} is wang's already"]
    assert last_commit().subject == f"assign {FREE}: to wang, value date 2026-06-01"


def test_closed_cases_are_not_selected(staffed: Path, run: Run) -> None:
    assert run("close", CARD, "--reason", "returned").code == 0
    done = run("assign", "--from", "wang", "--owner", "li", "--json")
    assert done.json["cases" if "cases" in done.json else "case"] == CASE


def test_a_case_without_a_balance_is_shared_out_all_the_same(staffed: Path, run: Run) -> None:
    terms = ("cap.annual=lpr_1y * 4", "cap.at=floating")
    assert run("set", CARD, *(f"terms.{term}" for term in terms)).code == 0
    done = run("assign", "--from", "wang", "--spread", "li,zhao", "--on", "2027-06-01", "--dry-run", "--json")
    assert [row["case"] for row in done.json["assigned"]] == [CARD, CASE]
    assert f"note: {CARD} counts as 0.00: " in done.err
    stage = run("assign", "--stage", "M4+", "--owner", "zhao", "--on", "2027-06-01", "--dry-run", "--json")
    assert CARD not in [row["case"] for row in stage.json["assigned"]]
    assert f"note: {CARD} left out: " in stage.err


def give(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))


def test_ids_come_from_standard_input(staffed: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    give(monkeypatch, f"\ufeff{CARD}\r\n\n  {FREE}\n{CARD}\n".encode())
    done = run("assign", "-", "--owner", "zhao", "--json")
    assert (done.code, done.json["cases"]) == (0, [CARD, FREE])


@pytest.mark.parametrize("data", [b"", b"\n \n", b"\xff\xfe\x00"])
def test_standard_input_without_ids_is_refused(
    data: bytes, staffed: Path, run: Run, monkeypatch: pytest.MonkeyPatch, state: Run
) -> None:
    before = state(staffed)
    give(monkeypatch, data)
    done = run("assign", "-", "--owner", "zhao")
    assert (done.code, len(done.errors)) == (2, 1)
    assert state(staffed) == before


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--owner", "li"), 2),
        ((CASE,), 2),
        ((CASE, "--owner", "li", "--spread", "zhao"), 2),
        ((CASE, "--spread", "zhao,zhao"), 2),
        ((CASE, "--spread", ","), 2),
        ((CASE, "--spread", "zhao,nix"), 1),
        (("--from", "nix", "--owner", "li"), 1),
        (("--stage", "M9", "--owner", "li"), 1),
        (("--from", "wang", "--batch", "B-8", "--owner", "li"), 1),
        (("--from", "wang", "--owner", "wang"), 1),
        ((CASE, "--from", "li", "--owner", "zhao"), 1),
    ],
)
def test_what_cannot_be_assigned_changes_nothing(
    words: tuple[str, ...], code: int, staffed: Path, run: Run, state: Run
) -> None:
    before = state(staffed)
    done = run("assign", *words)
    assert (done.code, len(done.errors)) == (code, 1), done.err
    assert state(staffed) == before


def test_one_who_left_the_staff_list_still_has_cases_to_give(staffed: Path, run: Run) -> None:
    settings = staffed / "dunning.yaml"
    text = settings.read_text(encoding="utf-8").replace("  - {id: wang, name: 王静, roles: [phone]}\n", "")
    settings.write_text(text, encoding="utf-8")
    assert run("commit", "--actor", "clerk").code == 0
    assert run("assign", "--from", "wang", "--owner", "li").code == 0
    assert set(owners(run).values()) == {"li", None}

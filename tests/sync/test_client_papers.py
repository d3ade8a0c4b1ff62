"""Terms of clients and statements to them from two clones: merged, or one clear line; nothing is paid twice unnoticed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from settled_month import CLIENT, JULY, JUNE, MAY, change_terms, worked_in

from tests.sync.test_texts_in_dispute import at_a_terminal

Run = Callable[..., Any]
TERMS = "clients/yunshan.yaml"
STATEMENT = "clients/statements/yunshan/2026-05-01_2026-05-31.yaml"
ISSUE = ("report", "client", "--client", "yunshan", "--issue")
FIRST_HALF = ("--from", "2026-05-01", "--to", "2026-05-18")


@pytest.fixture
def hub(made_once: Any, ledger: Path, run: Run, in_git: Callable[..., str], tmp_path: Path) -> Path:
    """A bare repository that holds the worked month of May."""
    made_once(ledger, lambda: worked_in(ledger, run))
    in_git("clone", "-q", "--bare", str(ledger), str(tmp_path / "hub.git"))
    return tmp_path / "hub.git"


@pytest.fixture
def offices(clones: tuple[Any, Any]) -> tuple[Any, Any]:
    """Wang's clone and that of Zhou, the supervisor."""
    wang, other = clones
    return wang, replace(other, actor="zhou")


def look(clone: Any) -> tuple[str, ...]:
    return clone.git("rev-parse", "HEAD"), clone.git("status", "--porcelain")


def asked(clone: Any, *words: str) -> Any:
    return clone.run("report", "client", "--client", "yunshan", *words, "--json").json


def kept(clone: Any, path: str = STATEMENT) -> Any:
    return yaml.load((clone.folder / path).read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


def pay(clone: Any, amount: str, on: str, case: str = "YS-3") -> None:
    clone.done("pay", case, amount, "--on", on, "--via", "cash")


# --- terms


def test_terms_changed_in_different_places_are_united(offices: tuple[Any, Any]) -> None:
    wang, zhou = offices
    change_terms(wang.folder, "rate: 30%", "rate: 31%")
    wang.done("commit")
    change_terms(zhou.folder, "share: 15%", "share: 20%")
    zhou.done("commit")
    assert wang.sync().code == 0
    done = zhou.sync()
    assert done.code == 0, done.err
    assert f"{TERMS}: commission[0].rate: 30% → 31%" in done.err
    assert wang.sync().code == 0
    assert wang.tree == zhou.tree
    # 1,000.05 at 31 % is 310.0155, and 20 % of 310.02
    row = asked(wang, *MAY)["rows"][1]
    assert (row["commission"], row["share"]) == ("310.02", "62.00")


def test_one_line_of_the_terms_changed_on_both_sides_is_a_choice(offices: tuple[Any, Any]) -> None:
    wang, zhou = offices
    for clone, tax in ((wang, "3%"), (zhou, "1%")):
        change_terms(clone.folder, "tax: 6%", f"tax: {tax}")
        clone.done("commit")
    assert wang.sync().code == 0
    before = look(zhou)
    done = zhou.sync()
    assert (done.code, look(zhou), zhou.clean) == (5, before, True)
    assert done.errors[0].startswith(f"error: origin: {TERMS} was changed on both sides in the same place")
    assert f"'dunning sync --ours {TERMS}'" in done.errors[0]
    assert zhou.run("sync", "--theirs", TERMS, "--actor", "zhou").code == 0
    assert asked(zhou, *MAY)["total"]["tax"] == "16.83"  # 3 % of 560.86


def test_terms_that_merge_into_what_cannot_be_read_are_a_choice(offices: tuple[Any, Any]) -> None:
    """Each side adds Zhou's share in another place: no line is in dispute, and together she stands twice."""
    wang, zhou = offices
    more = "  - {staff: chen, share: 15%}\n  - {staff: wang, share: 12%}\n"
    change_terms(wang.folder, "  - {staff: chen, share: 15%}\n", more)
    wang.done("commit")
    assert wang.sync().code == 0
    assert zhou.sync().code == 0
    change_terms(wang.folder, "collectors:\n", "collectors:\n  - {staff: zhou, share: 1%}\n")
    wang.done("commit")
    with (zhou.folder / TERMS).open("a", encoding="utf-8") as file:
        file.write("  - {staff: zhou, share: 2%}\n")
    zhou.done("commit")
    assert wang.sync().code == 0
    before = look(zhou)
    done = zhou.sync()
    assert (done.code, look(zhou)) == (5, before)
    assert TERMS in done.errors[0]
    assert "{staff: zhou, share: 1%}" in done.err
    assert zhou.run("sync", "--ours", TERMS, "--actor", "zhou").code == 0
    assert zhou.run("check").code == 0
    assert kept(zhou, TERMS)["collectors"][-1] == {"staff": "zhou", "share": "2%"}


def test_terms_of_one_client_in_two_files_are_refused_until_one_goes(offices: tuple[Any, Any]) -> None:
    wang, zhou = offices
    for clone, name, tax in ((wang, "bank", "6%"), (zhou, "new-bank", "1%")):
        text = (clone.folder / TERMS).read_text(encoding="utf-8").replace(CLIENT, "新城银行")
        (clone.folder / f"clients/{name}.yaml").write_text(text.replace("6%", tax), encoding="utf-8")
        clone.done("commit")
    assert wang.sync().code == 0
    before = look(zhou)
    done = zhou.sync()
    assert (done.code, look(zhou), zhou.clean) == (1, before, True)
    assert done.errors == [
        "error: origin: clients/new-bank.yaml here and clients/bank.yaml there are both the terms of 新城银行; nothing "
        "was merged: remove the one here, run 'dunning commit', then 'dunning sync'"
    ]
    (zhou.folder / "clients/new-bank.yaml").unlink()
    zhou.done("commit")
    assert zhou.sync().code == 0
    assert zhou.run("check").code == 0
    assert kept(zhou, "clients/bank.yaml")["tax"] == "6%"


# --- statements


def test_the_same_statement_issued_at_both_places_is_one_and_said(offices: tuple[Any, Any]) -> None:
    wang, zhou = offices
    for clone in offices:
        clone.done(*ISSUE, *MAY)
    assert wang.sync().code == 0
    done = zhou.sync()
    assert done.code == 0
    assert done.errors == [
        f"note: origin: the statement 2026-05-01_2026-05-31 to {CLIENT} was issued here and at origin, both the same: "
        "it is one, and is sent once"
    ]
    assert wang.sync().errors == []
    assert wang.tree == zhou.tree
    for clone in offices:
        assert (clone.run("check").code, clone.run("audit").code) == (0, 0)
        assert "statement-replaced" not in clone.run("audit", "--json").out


@pytest.mark.parametrize("side", ["ours", "theirs"])
def test_two_statements_for_the_same_days_are_a_choice_and_the_rest_is_carried_over(
    side: str, offices: tuple[Any, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    wang, zhou = offices
    pay(wang, "10.00", "2026-05-30")
    pay(zhou, "20.00", "2026-05-29")
    for clone in offices:
        clone.done(*ISSUE, *MAY)
    theirs, ours = kept(wang), kept(zhou)
    assert wang.sync().code == 0
    before = look(zhou)
    done = zhou.sync()
    assert (done.code, look(zhou), zhou.clean) == (5, before, True)
    first, mine, other = done.errors
    assert first.startswith(
        f"error: origin: {STATEMENT}: the statement was issued here and at origin, and the two differ; nothing was merged"
    )
    assert f"'dunning sync --ours {STATEMENT}' or 'dunning sync --theirs {STATEMENT}'" in first
    assert mine.startswith("here (")
    assert "8 lines, collected 2,273.42, commission 563.36, to hand over 1,676.26" in mine
    assert ours["hash"][:12] in mine
    assert other.startswith("at origin (")
    assert "8 lines, collected 2,263.42, commission 562.11, to hand over 1,667.58" in other

    done = zhou.run("sync", f"--{side}", STATEMENT, "--actor", "zhou")
    assert done.code == 0, done.err
    stands, goes = (ours, theirs) if side == "ours" else (theirs, ours)
    assert kept(zhou) == stands, "one of the two, and nothing put together of both"
    told = wang.sync()
    assert (told.code, kept(wang), wang.tree) == (0, stands, zhou.tree)
    # whoever issued the one that gave way is told
    told_there = (told if side == "ours" else done).err
    assert f"to hand over {goes['payable']} → {stands['payable']}" in told_there
    for clone in offices:
        assert clone.run("check").code == 0
        audit = clone.run("audit", "--json").json
        (listed,) = [each for each in audit["listed"] if each["code"] == "statement-replaced"]
        assert goes["hash"][:12] in listed["message"]
        assert audit["findings"] == []

    # what the one that stands lacks comes into June, once
    monkeypatch.setenv("DUNNING_TODAY", "2026-08-02")
    june = asked(wang, *JUNE)
    lacking = "10.00" if side == "ours" else "20.00"
    assert [(line["why"], line["amount"]) for line in june["corrections"]] == [("added", lacking)]
    wang.done(*ISSUE, *JUNE)
    assert asked(wang, *JULY)["corrections"] == []
    paid = Decimal(stands["collected"]) + Decimal(june["total"]["collected"])
    assert paid == Decimal("2253.42") + 30


def test_statements_of_days_in_common_both_stand_are_said_at_both_places_and_paid_once(
    offices: tuple[Any, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    wang, zhou = offices
    wang.done(*ISSUE, *MAY)
    zhou.done(*ISSUE, *FIRST_HALF)
    assert wang.sync().code == 0
    for clone, own, other in (
        (zhou, "2026-05-01_2026-05-18", "2026-05-01_2026-05-31"),
        (wang, "2026-05-01_2026-05-31", "2026-05-01_2026-05-18"),
    ):
        done = clone.sync()
        assert done.code == 0
        assert done.errors == [
            f"note: origin: the statements {own} to {CLIENT}, issued here, and {other}, issued at origin, have days in "
            "common, and payments in both: 3, 1,600.09 together; tell the client, the next statement takes them back once"
        ]
        assert clone.run("check").code == 6
    monkeypatch.setenv("DUNNING_TODAY", "2026-07-02")
    june = asked(zhou, *JUNE)
    assert {line["why"] for line in june["corrections"]} == {"twice"}
    assert june["total"]["collected"] == "-1600.09"
    zhou.done(*ISSUE, *JUNE)
    assert zhou.sync().code == 0
    assert wang.sync().errors == []
    assert wang.run("check").code == 0


def test_a_client_whose_file_has_another_name_there_is_the_same_client(offices: tuple[Any, Any]) -> None:
    wang, zhou = offices
    pay(wang, "10.00", "2026-05-30")
    wang.done(*ISSUE, *MAY)
    (zhou.folder / TERMS).rename(zhou.folder / "clients" / "spruce.yaml")
    zhou.done("commit")
    zhou.done("report", "client", "--client", "spruce", "--issue", *MAY)
    assert wang.sync().code == 0
    done = zhou.sync()
    assert done.code == 0, done.err
    assert "payments in both: 7, 2,253.42 together" in done.err
    assert zhou.run("check").code == 6


def test_a_statement_and_new_terms_go_together_and_the_statement_stays(offices: tuple[Any, Any]) -> None:
    wang, zhou = offices
    wang.done(*ISSUE, *MAY)
    change_terms(zhou.folder, "rate: 28%", "rate: 20%")
    zhou.done("commit")
    pay(zhou, "40.00", "2026-05-29")
    assert wang.sync().code == 0
    assert zhou.sync().errors == []
    issued = asked(zhou, *MAY)
    assert (issued["issued"], issued["total"]["payable"]) == (True, "1658.91")
    june = asked(zhou, *JUNE)
    assert [(line["why"], line["amount"]) for line in june["corrections"]] == [("added", "40.00")]
    refused = zhou.run(*ISSUE, *FIRST_HALF, "--actor", "zhou")
    assert (refused.code, "no day is settled twice" in refused.err) == (1, True)


@pytest.mark.parametrize(("answer", "stands"), [("1", "ours"), ("2", "theirs"), ("q", None)])
def test_a_person_chooses_at_the_terminal_by_what_each_comes_to(
    answer: str, stands: str | None, offices: tuple[Any, Any]
) -> None:
    wang, zhou = offices
    pay(wang, "10.00", "2026-05-30")
    for clone in offices:
        clone.done(*ISSUE, *MAY)
    both = {"theirs": kept(wang), "ours": kept(zhou)}
    assert wang.sync().code == 0
    before = look(zhou)
    code, said = at_a_terminal(zhou, answer)
    assert f"{STATEMENT}: the statement was issued on both sides, and the two differ" in said
    assert "| 7 lines, collected 2,253.42" in said
    assert "| 8 lines, collected 2,263.42" in said
    assert "{entry:" not in said, "nobody chooses by lines of a file"
    if stands is None:
        assert (code, look(zhou)) == (5, before)
    else:
        assert (code, kept(zhou)) == (0, both[stands])

"""Once is once: a receipt, a charge, a cost or a letter that was recorded before is refused or noted, never silent."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
CASE, LOAN = "PF-2026-0007", "XD-2026-0001"
REF = "4200002986202512110001"


def entries(run: Run, case: str, kind: str) -> list[dict[str, Any]]:
    return [entry for entry in run("show", case, "--json").json["entries"] if entry["kind"] == kind]


@pytest.mark.parametrize("via", ["bank", "wechat", "alipay", "pos"])
@pytest.mark.parametrize("other", [CASE, LOAN])
def test_a_receipt_is_booked_once_in_the_whole_ledger(via: str, other: str, worked: Path, run: Run) -> None:
    assert run("pay", CASE, "300", "--via", via, "--ref", REF).code == 0
    again = run("pay", other, "300", "--via", via, "--ref", f" {REF} ")
    assert again.code == 1
    assert f"{REF}  is booked already: {CASE}, 300.00 on 2026-06-01" in again.err.replace(f" {REF}", REF)
    assert "--override REASON" in again.err
    assert len(entries(run, CASE, "payment") + entries(run, LOAN, "payment")) == 1
    passed = run(
        "pay", other, "300", "--via", via, "--ref", REF, "--override", "the bank used the number twice"
    )
    assert passed.code == 0, passed.err
    (last,) = entries(run, other, "payment")[-1:]
    assert (last["override"], last["overridden"]) == ("the bank used the number twice", "recorded-before")
    assert run("check").code == 0


@pytest.mark.parametrize("via", ["cash", "court", "other"])
def test_other_references_may_stand_twice_and_are_noted(via: str, worked: Path, run: Run) -> None:
    run("pay", CASE, "300", "--via", via, "--ref", "0001")
    again = run("pay", CASE, "300", "--via", via, "--ref", "0001")
    assert again.code == 0
    assert "0001 is booked already" in again.err
    assert run("check").code == 0


@pytest.mark.parametrize(
    "second",
    [
        ("--via", "bank", "--ref", f"{REF}2"),
        ("--via", "wechat", "--ref", REF),
        ("--via", "bank"),
        (),
    ],
)
def test_equal_payments_with_other_references_or_none_are_lawful(
    second: tuple[str, ...], worked: Path, run: Run
) -> None:
    assert run("pay", CASE, "300", "--via", "bank", "--ref", REF).code == 0
    done = run("pay", CASE, "300", *second)
    told = "" if second else "note: the way of payment was not said and counts as other; say it with --via\n"
    assert (done.code, done.err) == (0, told)


def test_width_and_capitals_make_no_other_receipt(worked: Path, run: Run) -> None:
    run("pay", CASE, "300", "--via", "bank", "--ref", "TX-00ab7")
    assert run("pay", LOAN, "300", "--via", "bank", "--ref", "ｔｘ-００AB7").code == 1


def test_a_payment_taken_back_is_booked_again(worked: Path, run: Run) -> None:
    run("pay", CASE, "300", "--via", "bank", "--ref", REF)
    run("undo")
    assert run("pay", LOAN, "300", "--via", "bank", "--ref", REF).code == 0


def test_the_parts_of_one_transfer(worked: Path, run: Run) -> None:
    part = ("--via", "bank", "--ref", REF, "--part-of", "1000")
    assert run("pay", CASE, "400", *part).code == 0
    assert run("pay", LOAN, "600", *part).code == 0
    more = run("pay", LOAN, "0.01", *part)
    assert more.code == 1
    assert "come to 1,000.01, more than its 1,000.00" in more.err
    assert run("check").code == 0


def test_a_reference_in_any_writing_is_found(worked: Path, run: Run) -> None:
    for ref in ('with "quotes"', "comma, and: colon", "{braces}", "back\\slash", "中文 凭证"):
        assert run("pay", CASE, "1", "--via", "bank", "--ref", ref).code == 0
        assert run("pay", LOAN, "1", "--via", "bank", "--ref", ref).code == 1, ref


def test_a_bill_is_charged_once(worked: Path, run: Run) -> None:
    words = (
        "charge",
        CASE,
        "--on",
        "2026-04-01",
        "--due",
        "2026-04-30",
        "--principal",
        "1200",
        "--ref",
        "2026Q2",
    )
    assert run(*words).code == 0
    again = run(*words)
    assert again.code == 1
    assert f"{CASE} has a charge 2026Q2 already: 1,200.00 on 2026-04-01" in again.err
    assert run(*words[:1], LOAN, *words[2:]).code == 0
    assert run(*words, "--override", "two flats").code == 0


def test_a_schedule_is_charged_once(worked: Path, run: Run) -> None:
    words = ("schedule", "--kind", "equal-principal", "--principal", "12000", "--rate", "12%", "--periods", "3", "--first",
             "2026-07-15", "--charge", LOAN)  # fmt: skip
    assert run(*words).code == 0
    assert run(*words).code == 1
    charges = run("fees", LOAN, "--as-of", "2026-12-31", "--json").json["lines"]
    assert (
        len([line for line in charges if line["kind"] == "charge" and line["component"] == "principal"]) == 4
    )


def test_a_cost_of_court_is_charged_once(worked: Path, run: Run) -> None:
    words = ("legal", LOAN, "file", "--cost", "50", "--court", "青岚县人民法院")
    assert run(*words).code == 0
    assert run(*words).code == 1


def test_purchases_at_one_shop_are_not_the_same(ledger: Path, run: Run) -> None:
    run(
        "open",
        "C-1",
        "--policy",
        "credit-card",
        "--name",
        "王建国",
        "--term",
        "statement_day=5",
        "--term",
        "due_day=25",
    )
    words = ("charge", "C-1", "--on", "2026-03-01", "--principal", "80", "--ref", "超市")
    assert run(*words).code == 0
    assert run(*words[:3], "2026-03-02", *words[4:]).code == 0
    assert run(*words).code == 1


def test_a_retried_undo_takes_back_nothing_older(worked: Path, run: Run) -> None:
    run("pay", CASE, "300", "--ref", "first")
    run("pay", CASE, "400", "--ref", "second")
    done = run("undo")
    assert "400.00" in done.out
    again = run("undo")
    assert again.code == 1
    assert "300.00" in again.err
    assert len(entries(run, CASE, "reversal")) == 1
    commit = again.err.rpartition("dunning undo ")[2].split()[0]
    assert run("undo", commit).code == 0
    assert run("status", CASE, "--json").json["balance"]["principal"] == "1200.00"


def test_undo_names_what_it_takes_back(worked: Path, run: Run, in_git: Run) -> None:
    run("pay", CASE, "300")
    kept = in_git("rev-parse", "--short=10", "HEAD").strip()
    run("note", LOAN, "called", "--channel", "phone")
    done = run("undo", kept)
    assert done.code == 0, done.err
    assert f"undo {kept}: pay {CASE}" in done.out
    assert run("undo", kept).code == 1
    assert run("undo", "0123456789").code == 3


def test_what_two_clones_booked_is_named_by_sync_and_check(worked: Path, run: Run, tmp_path: Path) -> None:
    hub, other = tmp_path / "hub.git", tmp_path / "other"
    subprocess.run(["git", "clone", "-q", "--bare", str(worked), str(hub)], check=True)
    subprocess.run(["git", "remote", "add", "origin", str(hub)], cwd=worked, check=True)
    subprocess.run(["git", "clone", "-q", str(hub), str(other)], check=True)
    run("pay", CASE, "300", "--via", "bank", "--ref", REF)
    assert run("sync").code == 0
    assert run("--ledger", str(other), "pay", LOAN, "300", "--via", "bank", "--ref", REF).code == 0
    merged = run("--ledger", str(other), "sync")
    assert merged.code == 0, merged.err
    assert f"{REF} is booked already" in merged.err
    found = run("--ledger", str(other), "check")
    assert found.code == 6
    assert "dunning reverse" in found.out + found.err


@pytest.mark.parametrize("ref", ["2026 0601 0047", "20260601\u200b0047", " 2026-0601-0047 ".replace("-", "")])
def test_blanks_and_unseen_marks_make_no_other_reference(ref: str, worked: Path, run: Run) -> None:
    assert run("pay", CASE, "1", "--via", "bank", "--ref", ref).code == 0
    assert run("pay", LOAN, "1", "--via", "bank", "--ref", "202606010047").code == 1


def test_a_part_twice_and_a_part_too_large(worked: Path, run: Run) -> None:
    part = ("--via", "bank", "--ref", REF, "--part-of", "100")
    assert run("pay", CASE, "40", *part).code == 0
    assert run("pay", CASE, "40", *part).code == 1
    larger = run("pay", LOAN, "150", "--via", "bank", "--ref", "P4", "--part-of", "100")
    assert larger.code == 1
    assert "larger than the whole" in larger.err


def test_no_way_is_another_way(worked: Path, run: Run) -> None:
    run("pay", CASE, "1", "--via", "other", "--ref", "0001")
    assert "0001 is booked already" in run("pay", CASE, "1", "--ref", "0001").err


def test_an_empty_reference_is_none(worked: Path, run: Run) -> None:
    assert run("pay", CASE, "1", "--via", "bank", "--ref", " ").code in (0, 1, 2)
    first, second = (run("pay", CASE, "1", "--via", "bank", "--ref", "") for _ in range(2))
    assert (second.code, second.err) == (first.code, first.err)


def test_goods_and_costs_of_court_once(worked: Path, run: Run) -> None:
    goods = ("legal", LOAN, "in-kind", "--value", "500", "--text", "car")
    assert run(*goods).code == 0
    assert run(*goods).code == 1
    for docket, code in (("(2026)1号", 0), ("（2026）1号", 1), ("(2026)1号 ", 1)):
        assert run("legal", CASE, "file", "--cost", "50", "--docket", docket).code == code, docket

"""Setting a value of many cases at once: which cases are meant, one commit, all or nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from copies import MadeOnce

CASE, LOAN, OTHER = "PF-2026-0007", "XD-2026-0001", "XD-2026-0002"
Run = Callable[..., Any]


@pytest.fixture
def loans(worked: Path, run: Run, made_once: MadeOnce) -> Path:
    """A ledger with two loans and a property bill."""

    def make() -> None:
        assert run("open", OTHER, "--policy", "small-loan", "--name", "孙悦", "--contract-date", "2025-03-01",
                   "--owner", "wang", "--area", "江北", "--term", "contract_rate=10%/year").code == 0  # fmt: skip
        assert run("charge", OTHER, "--principal", "100").code == 0

    made_once(worked, make)
    return worked


def rate_of(run: Run, case: str) -> str | None:
    return run("show", case, "--json").json["head"]["terms"].get("contract_rate")


def test_every_case_of_a_policy_gets_the_value_in_one_commit(loans: Path, run: Run, in_git: Run) -> None:
    before = int(in_git("rev-list", "--count", "HEAD"))
    done = run("set", "--where", "policy=small-loan", "terms.contract_rate=11%/year")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("set 2 cases: terms.contract_rate [")
    assert rate_of(run, LOAN) == rate_of(run, OTHER) == "11%/year"
    assert int(in_git("rev-list", "--count", "HEAD")) == before + 1
    assert run("audit").code == 0
    assert run("check").code == 0
    again = run("set", "--where", "policy=small-loan", "terms.contract_rate=11%/year")
    assert (again.code, again.err) == (1, "error: all 2 cases say that already; nothing to change\n")


@pytest.mark.parametrize(
    ("conditions", "cases"),
    [
        (("policy=small-loan", "owner=wang"), [OTHER]),
        (("area=江北",), [OTHER]),
        (("debtor.name=孙悦",), [OTHER]),
        (("policy=small-loan",), [LOAN, OTHER]),
        (("terms.contract_rate=10%/year",), [OTHER]),
        (("debtor.phones[0].number=13800000007",), [CASE]),
        (("account.area=",), [CASE, LOAN]),
    ],
)
def test_conditions_say_which(conditions: tuple[str, ...], cases: list[str], loans: Path, run: Run) -> None:
    words = [word for condition in conditions for word in ("--where", condition)]
    done = run("set", *words, "creditor=江北小贷", "--json")
    assert done.code == 0, done.err
    assert done.json.get("cases", [done.json["case"]]) == cases
    closed = [
        case
        for case in (CASE, LOAN, OTHER)
        if run("show", case, "--json").json["head"].get("creditor") == "江北小贷"
    ]
    assert closed == cases


def test_closed_cases_are_left_alone(loans: Path, run: Run) -> None:
    assert run("close", OTHER, "--reason", "other").code == 0
    assert run("set", "--where", "policy=small-loan", "creditor=江北小贷", "--json").json["case"] == LOAN


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--where", "policy=small-loan", "owner=nobody-known"), "not on the staff list"),
        (("--where", "policy=none-such", "creditor=x"), "no open case is as --where says"),
        (("--where", "policy=small-loan"), "KEY=VALUE… is missing"),
        (("--where", "policy", "creditor=x"), "write key=value, not 'policy'"),
        (("--where", "policy=a", "--where", "policy=b", "creditor=x"), "a key stands in --where twice"),
        (("--where", "policy=small-loan", "case=X-1"), "the id of a case cannot be changed"),
        (("--where", "policy=small-loan", "terms.contract_rate=much"), "much"),
        ((CASE,), "KEY=VALUE… is missing"),
        ((), "KEY=VALUE… is missing"),
        (("creditor=x",), "KEY=VALUE… is missing"),
    ],
)
def test_what_is_wrong_changes_nothing(
    words: tuple[str, ...], told: str, loans: Path, run: Run, in_git: Run
) -> None:
    settings = loans / "dunning.yaml"
    settings.write_text(
        settings.read_text("utf-8").replace(
            "staff: []", "staff:\n  - {id: clerk, name: 文员}\n  - {id: wang, name: 王静}"
        ),
        "utf-8",
    )
    in_git("commit", "-qam", "staff")
    before = in_git("rev-parse", "HEAD")
    done = run("set", *words, "--actor", "wang")
    assert done.code in (1, 2)
    assert told in done.err
    assert in_git("rev-parse", "HEAD") == before
    assert in_git("status", "--porcelain") == ""


def test_a_dry_run_and_a_batch_line(loans: Path, run: Run, in_git: Run) -> None:
    before = in_git("rev-parse", "HEAD")
    dry = run("set", "--where", "policy=small-loan", "creditor=江北小贷", "--dry-run")
    assert (dry.code, in_git("rev-parse", "HEAD")) == (0, before)
    lines = loans.parent / "lines.jsonl"
    lines.write_text(
        '{"op": "set", "where": ["policy=small-loan"], "change": ["creditor=江北小贷"]}\n', "utf-8"
    )
    assert run("batch", str(lines)).code == 0
    assert run("show", OTHER, "--json").json["head"].get("creditor") == "江北小贷"

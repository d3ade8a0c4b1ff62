"""An account that contradicts itself, as a fault of the program would make it: no figure of that case is shown or written."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

CASE, LOAN = "PF-2026-0007", "XD-2026-0001"
LOST = "its account does not add up, so none of its figures is shown"
NO_FIGURES = re.compile(r"1,?20\d\.\d\d")
FAULTS = {
    "a line is a cent more than what is owed": (
        "domain/account/lines.py",
        "        as_yuan(movement.cents),\n",
        "        as_yuan(movement.cents + (movement.cents == 120000)),\n",
    ),
    "an item is a cent more than what is owed": (
        "domain/account/account.py",
        "        balance_of(item.owed, 0),\n",
        "        balance_of([item.owed[0] + (item.original[0] == 120000), *item.owed[1:]], 0),\n",
    ),
    "the balance misses a cent": (
        "domain/account/account.py",
        "    principal, interest, penalty, fee = (as_yuan(amount) for amount in owed)\n",
        "    principal, interest, penalty, fee = (as_yuan(amount - (amount == 120000)) for amount in owed)\n",
    ),
    "the total misses a part": (
        "domain/account/result.py",
        "        return self.principal + self.interest + self.penalty + self.fee - self.credit\n",
        "        lost = self.principal if self.principal == 1200 else 0\n"
        "        return self.principal + self.interest + self.penalty + self.fee - self.credit - lost\n",
    ),
}
"""Each touches the case with a bill of 1200.00 and leaves the loan of 10000.00 alone."""


@pytest.fixture(scope="module")
def spoiled(tmp_path_factory: pytest.TempPathFactory, make_copy: Callable[[Path], Any]) -> Any:
    """The program with the first of the faults."""
    copy = make_copy(tmp_path_factory.mktemp("spoiled"))
    copy.edit(*FAULTS["a line is a cent more than what is owed"])
    return copy


def log_of(done: Any) -> str:
    """What the log file that a command names tells its makers."""
    found = re.search(r"please send the log (\S+) to its makers", done.err)
    assert found, done.err
    return Path(found[1]).read_text(encoding="utf-8")


@pytest.mark.parametrize("fault", FAULTS)
def test_a_list_keeps_the_row_and_prints_the_rest(
    worked: Path, tmp_path: Path, make_copy: Callable[[Path], Any], fault: str
) -> None:
    copy = make_copy(tmp_path / "copy")
    copy.edit(*FAULTS[fault])
    done = copy.run("list", "--json")
    assert done.code == 70, done.err
    loan, broken = done.json["cases"]
    assert loan["case"] == LOAN
    assert loan["balance"]["principal"] == "10000.00"
    assert broken["case"] == CASE
    assert set(broken) == {"case", "error"}
    assert LOST in broken["error"]
    (line,) = done.err.splitlines()
    error = json.loads(line)["error"]
    assert error["code"] == "bug"
    assert error["notes"][0].startswith(f"{CASE}: ")
    assert error["message"].startswith(
        "accounts that do not add up, their figures not shown: 1; this is a bug"
    )
    log = log_of(done)
    assert f"account {CASE} as of 2026-06-01, policy property-fee: " in log
    assert "王建国" not in log


LISTS: dict[str, tuple[tuple[str, ...], str]] = {
    "list": (("list",), LOAN),
    "status of all": (("status",), LOAN),
    "status of two": (("status", LOAN, CASE), LOAN),
    "remind": (("remind",), LOAN),
    "limitation of all": (("limitation",), LOAN),
    "workload": (("workload",), "li"),
    "reasons": (("report", "reasons", "--to", "2026-06-01"), "1"),
    "assets": (("asset", "list"), ""),
    "check": (("check",), ""),
    "visits": (("visit", "sheet"), ""),
    "work": (("work", "--actor", "wang"), ""),
}


@pytest.mark.parametrize("name", LISTS)
def test_every_list_ends_as_a_bug_and_shows_no_figure_of_the_case(
    worked: Path, spoiled: Any, name: str
) -> None:
    words, rest = LISTS[name]
    done = spoiled.run(*words)
    assert done.code == 70, (done.out, done.err)
    assert rest in done.out
    assert not NO_FIGURES.search(done.out)
    assert CASE in done.err
    assert LOST in done.err
    assert "policy property-fee: lines of principal: 1200.01 is not 1200.00" in log_of(done)


ONE_CASE = {
    "status": ("status", CASE),
    "fees": ("fees", CASE),
    "statement": ("fees", CASE, "--statement"),
    "show": ("show", CASE),
    "limitation": ("limitation", CASE),
    "legal": ("legal", CASE),
    "letter": ("letter", "preview", CASE, "payment-reminder"),
    "evidence": ("evidence", CASE, "-o", "../evidence"),
}


@pytest.mark.parametrize("name", ONE_CASE)
def test_a_question_about_the_case_says_so_in_one_line(worked: Path, spoiled: Any, name: str) -> None:
    done = spoiled.run(*ONE_CASE[name])
    assert (done.code, done.out) == (70, ""), done.err
    (line,) = done.err.splitlines()
    assert line.startswith(f"error: {CASE}: {LOST}; this is a bug")
    assert "lines of principal: 1200.01 is not 1200.00" in log_of(done)
    assert not (worked.parent / "evidence").exists()


def test_the_other_case_is_answered(worked: Path, spoiled: Any) -> None:
    for words in (
        ("status", LOAN),
        ("fees", LOAN),
        ("show", LOAN),
        ("letter", "preview", LOAN, "payment-reminder"),
    ):
        done = spoiled.run(*words)
        assert done.code == 0, done.err
        assert re.search(r"10,?155\.00", done.out), words


WRITES = {
    "pay": ("pay", CASE, "300"),
    "pay, dry run": ("pay", CASE, "300", "--dry-run"),
    "charge": ("charge", CASE, "--principal", "5.00"),
    "waive": ("waive", CASE, "principal", "100", "--reason", "r"),
    "promise": ("promise", CASE, "300", "--by", "2026-06-09"),
    "note": ("note", CASE, "x", "--channel", "phone"),
    "plan": (
        "plan",
        "new",
        CASE,
        "--instalments",
        "2",
        "--amount",
        "600",
        "--first",
        "2026-07-01",
        "--every",
        "month",
    ),
    "letter": ("letter", "new", CASE, "payment-reminder"),
    "letters": ("letter", "batch", "--policy", "property-fee", "--template", "payment-reminder"),
    "letters due": ("letter", "batch", "--due"),
    "close": ("close", CASE, "--reason", "paid"),
    "selected by stage": ("assign", "--stage", "M4", "--owner", "li"),
}


@pytest.mark.parametrize("name", WRITES)
def test_a_write_that_rests_on_it_writes_nothing(
    worked: Path, spoiled: Any, state: Callable[[Path], dict[str, object]], name: str
) -> None:
    before = state(worked)
    done = spoiled.run(*WRITES[name])
    assert (done.code, done.out) == (70, ""), done.err
    assert "please send the log" in done.err
    assert state(worked) == before


def test_a_write_to_another_case_is_made(worked: Path, spoiled: Any) -> None:
    done = spoiled.run("pay", LOAN, "300", "--via", "bank")
    assert (done.code, done.err) == (0, "")


@pytest.fixture
def paid(worked: Path, run: Callable[..., Any]) -> Path:
    """More was paid than is owed: there is credit."""
    assert run("pay", CASE, "5000").code == 0
    return worked


NEIGHBOURS: dict[str, tuple[tuple[str, str, str], tuple[str, ...], str]] = {
    "money received is lost": (
        (
            "domain/account/settling.py",
            "        money = self.debt.receive(entry.id, int(entry.amount * 100))\n",
            "        money = self.debt.receive(entry.id, int(entry.amount * 100) - 1)\n",
        ),
        ("fees", CASE),
        "money received and what became of it: 5000.00 is not 4999.99",
    ),
    "an allocation is not what its line says": (
        (
            "domain/account/account.py",
            "                Allocated(COMPONENTS[component], item, as_yuan(amount), day)\n",
            "                Allocated(COMPONENTS[component], item, as_yuan(amount + 1), day)\n",
        ),
        ("fees", CASE),
        "payment lines and what was allocated: ",
    ),
    "the running balance of a statement takes credit for debt": (
        (
            "views/account/accounts.py",
            "        owed += -line.amount if line.component == CREDIT else line.amount\n",
            "        owed += line.amount\n",
        ),
        ("fees", CASE, "--statement"),
        "the statement's running balance: ",
    ),
}


@pytest.mark.parametrize("name", NEIGHBOURS)
def test_other_figures_that_should_be_one(
    paid: Path, tmp_path: Path, make_copy: Callable[[Path], Any], name: str
) -> None:
    fault, words, told = NEIGHBOURS[name]
    copy = make_copy(tmp_path / "copy")
    copy.edit(*fault)
    done = copy.run(*words)
    assert (done.code, done.out) == (70, ""), done.err
    assert told in log_of(done)


def test_it_is_said_in_chinese_too(worked: Path, spoiled: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    done = spoiled.run("status", CASE, "--lang", "zh")
    assert done.code == 70
    (line,) = done.err.splitlines()
    assert line.startswith(f"错误：{CASE}：账目各项相加与余额不符")


def test_the_total_of_the_list_is_the_sum_of_its_rows(worked: Path, run: Callable[..., Any]) -> None:
    done = run("list", "--lang", "en")
    shown = [line.replace(",", "") for line in done.out.splitlines()]
    one, other, total = (
        Decimal(re.findall(r"\d+\.\d\d", line)[0])
        for line in shown
        if line.startswith((CASE, LOAN, "cases: 2"))
    )
    assert (one, other, total) == (Decimal("1272.60"), Decimal("10155.00"), Decimal("11427.60"))

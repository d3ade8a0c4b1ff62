"""The day in ten lines: what `dunning` shows in a ledger where no command is named."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
STAFF = """staff:
  - {id: wang, name: 王静, roles: [phone]}
  - {id: li, name: 李明远, roles: [phone]}
  - {id: zhou, name: 周正, roles: [supervisor]}
targets:
  - {staff: wang, period: 2026-06, amount: 400.00}
"""


@pytest.fixture
def staffed(worked: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> Path:
    settings = worked / "dunning.yaml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("staff: []\n", STAFF), encoding="utf-8")
    monkeypatch.setenv("DUNNING_ACTOR", "wang")
    for words in (
        ("commit",),
        ("pay", "PF-2026-0007", "100.00", "--via", "bank", "--ref", "E-1"),
        ("note", "PF-2026-0007", "有人接听", "--channel", "counter", "--result", "promised", "--promise", "50.00", "--by", "2026-06-20"),
    ):  # fmt: skip
        done = run(*words)
        assert done.code == 0, done.err
    return worked


def test_the_day_of_who_looks_says_what_list_remind_and_workload_say(staffed: Path, run: Run) -> None:
    work = run("remind", "--owner", "wang", "--json").json["items"]
    (case,) = run("list", "--owner", "wang", "--json").json["cases"]
    done = run()
    assert done.code == 0
    lines = done.out.splitlines()
    assert "2026-06-01, Monday: 王静" in lines
    assert f"on hand: 1 open cases, {float(case['balance']['total']):,.2f}" in lines
    assert f"by stage: {case['stage']} 1" in lines
    assert any(line.startswith(f"to do today: {len(work)} (") for line in lines)
    assert "this month: collected 100.00 of 400.00 (25%), calls 0, visits 0, letters 0" in lines
    assert "promises open: 1" in lines
    assert lines[-1] == "all commands: dunning --help"
    assert len(lines) <= 11


def test_who_has_no_cases_sees_the_office(staffed: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DUNNING_ACTOR", "zhou")
    lines = run("--lang", "zh").out.splitlines()
    assert "2026-06-01 星期一：青禾物业服务有限公司" in lines
    cases = run("list", "--json").json["cases"]
    total = sum(float(case["balance"]["total"]) for case in cases)
    assert f"在手：未结案件 {len(cases)} 件，余额 {total:,.2f}" in lines


def test_who_leads_sees_the_office_beside_what_waits_and_beside_own_cases(
    staffed: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = staffed / "dunning.yaml"
    limited = settings.read_text(encoding="utf-8") + "approval_limits: {waiver: 1.00}\n"
    settings.write_text(limited, encoding="utf-8")
    assert run("commit").code == 0
    assert run("waive", "PF-2026-0007", "principal", "20.00", "--reason", "x").code == 0
    monkeypatch.setenv("DUNNING_ACTOR", "zhou")
    total = sum(float(case["balance"]["total"]) for case in run("list", "--json").json["cases"])
    lines = run("--lang", "zh").out.splitlines()
    assert "2026-06-01 星期一：青禾物业服务有限公司" in lines
    assert f"在手：未结案件 2 件，余额 {total:,.2f}" in lines
    assert any("审批" in line for line in lines)
    assert run("assign", "XD-2026-0001", "--owner", "zhou").code == 0
    lines = run("--lang", "zh").out.splitlines()
    assert "2026-06-01 星期一：周正" in lines
    (own,) = run("list", "--owner", "zhou", "--json").json["cases"]
    assert f"在手：未结案件 1 件，余额 {float(own['balance']['total']):,.2f}" in lines
    assert f"全机构：未结案件 2 件，余额 {total:,.2f}" in lines
    monkeypatch.setenv("DUNNING_ACTOR", "wang")
    assert "全机构" not in run("--lang", "zh").out


def test_an_empty_ledger_says_how_to_begin_and_elsewhere_there_is_the_help_page(
    ledger: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "no open cases; the first one: dunning open, or a list: dunning import" in run().out
    monkeypatch.chdir(tmp_path)
    assert run().out.startswith("Usage: dunning COMMAND")
    assert run("--ledger", str(tmp_path)).code == 3

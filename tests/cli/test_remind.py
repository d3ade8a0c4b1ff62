"""The day's work on the command line: whose it is, what it shows to whom, scripts, strategies and their faults."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from wcwidth import wcswidth

Run = Callable[..., Any]
CASE, LOAN = "PF-2026-0007", "XD-2026-0001"
STAFF = """staff:
  - {id: wang, name: 王静, roles: [phone]}
  - {id: li, name: 李明远, roles: [phone, field]}
  - {id: chen, name: 陈立冬, roles: [field]}
  - {id: sun, name: 孙晓燕, roles: [clerk]}
  - {id: zhou, name: 周正, roles: [supervisor]}
approval_limits: {waiver: 1.00}
"""
STRATEGY = """strategy: mine
steps:
  - {step: call, title: {zh: 打电话, en: ring up}, from: 1, every: 1, action: call, script: hello}
scripts:
  - {script: hello, zh: "{debtor}您好,欠{overdue}元", en: "Hello {debtor}, {overdue} yuan"}
  - {script: hello, after: [refused], zh: "再谈谈", en: "Let us talk again"}
"""


def items(run: Run, *words: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = run("remind", *words, "--json").json["items"]
    return found


def named(found: list[dict[str, Any]]) -> set[tuple[str, str]]:
    return {(each["case"], each["rule"]) for each in found}


@pytest.fixture
def staffed(worked: Path) -> Path:
    settings = worked / "dunning.yaml"
    kept = [
        line for line in settings.read_text(encoding="utf-8").splitlines() if not line.startswith("staff:")
    ]
    settings.write_text("\n".join(kept) + "\n" + STAFF, encoding="utf-8")
    return worked


@pytest.fixture
def mine(worked: Path, run: Run) -> Path:
    """The loan, with a telephone, under a strategy of the office's own."""
    (worked / "policies/strategy-mine.yaml").write_text(STRATEGY, encoding="utf-8")
    assert run("set", LOAN, "debtor.phones[0].number=13800000019", "terms.strategy=mine").code == 0
    return worked


def test_work_of_a_role_goes_to_those_who_have_it(staffed: Path, run: Run) -> None:
    everything = items(run)
    assert {(LOAN, "small-loan.visit"), (LOAN, "small-loan.notice")} <= named(everything)
    assert (LOAN, "small-loan.visit") in named(items(run, "--owner", "li")), "li goes to the field himself"
    assert named(items(run, "--owner", "sun")) == {(LOAN, "small-loan.notice")}
    assert run("assign", LOAN, "--owner", "wang", "--actor", "zhou").code == 0
    assert (LOAN, "small-loan.visit") not in named(items(run, "--owner", "wang"))
    assert (LOAN, "small-loan.visit") in named(items(run, "--owner", "chen"))
    (visit,) = [each for each in items(run) if each["rule"] == "small-loan.visit"]
    assert (visit["collector"], visit["role"]) == ("wang", "field")


def test_approvals_are_the_supervisors(staffed: Path, run: Run) -> None:
    assert run("waive", CASE, "penalty", "5", "--reason", "goodwill", "--actor", "wang").code == 0
    (approval,) = items(run, "--owner", "zhou")
    assert (approval["action"], approval["owner"], approval["to"]) == ("approval", "zhou", "supervisor")
    assert "entered by wang" in approval["why"]
    assert (CASE, "approval") not in named(items(run, "--owner", "wang"))


def test_the_number_is_shown_to_the_collector(mine: Path, run: Run, as_another: Run) -> None:
    def number(*words: str) -> str | None:
        (call,) = [each for each in items(run, *words) if each["case"] == LOAN]
        shown: str | None = call["number"]
        return shown

    as_another()
    assert number() == "138****0019"
    assert number("--actor", "li") == "13800000019"
    assert number("--actor", "wang") == "138****0019"
    assert number("--reveal") == "13800000019"
    assert "13800000019" in run("remind", "--actor", "li").out
    assert "0019" not in run("remind", "--actor", "wang").out


def test_scripts_by_the_last_outcome_and_in_both_languages(mine: Path, run: Run, as_another: Run) -> None:
    as_another()
    (call,) = items(run, "--owner", "li")
    assert call["script"].startswith("Hello 赵*, 10155.00 yuan")
    assert call["why"] == "ring up: 10,155.00 overdue"
    assert (call["rule"], call["channel"], call["window"]) == (
        "mine.call", "phone", {"from": "08:00", "until": "22:00"}
    )  # fmt: skip
    assert "Hello 赵强" in run("remind", "--owner", "li", "--actor", "li", "--scripts").out
    assert "Hello" not in run("remind", "--owner", "li").out
    assert "赵*您好" in run("--lang", "zh", "remind", "--owner", "li", "--scripts").out
    assert "打电话" in run("--lang", "zh", "remind", "--owner", "li").out
    run("note", LOAN, "won't", "--channel", "phone", "--result", "refused")
    assert items(run, "--owner", "li") == []
    (tomorrow,) = items(run, "--owner", "li", "--as-of", "2026-06-02")
    assert tomorrow["script"] == "Let us talk again"
    assert tomorrow["last_contact"] == {
        "date": "2026-06-01", "channel": "phone", "to": "debtor", "result": "refused"
    }  # fmt: skip


def test_a_strict_client_wants_the_case_verified_first(worked: Path, run: Run) -> None:
    assert run("set", LOAN, "terms.contact_rules=client-strict").code == 0
    (duty,) = items(run, "--owner", "li")
    assert (duty["action"], duty["rule"]) == ("duty", "verify")


def test_a_faulty_strategy_is_found_and_only_its_cases_suffer(mine: Path, run: Run) -> None:
    file = mine / "policies/strategy-mine.yaml"
    file.write_text(STRATEGY.replace("from: 1", "from: 9, to: 4"), encoding="utf-8")
    said = "policies/strategy-mine.yaml:3: the step call can never fire: it ends before it begins"
    for words in (("check",), ("policy", "check")):
        done = run(*words)
        assert (done.code, said in done.err) == (6, True), words
    done = run("remind")
    assert done.code == 0
    assert said in done.err
    assert CASE in done.out
    file.write_text(STRATEGY + "  - [", encoding="utf-8")
    assert "policies/strategy-mine.yaml" in run("remind").err


def test_a_stage_or_template_that_is_unknown_is_found(worked: Path, run: Run) -> None:
    file = worked / "policies/strategy-small-loan.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("template: overdue-notice", "template: overdue-notise"), encoding="utf-8")
    assert "did you mean 'overdue-notice'?" in run("policy", "check").err
    file.write_text(text.replace("from: 4, to: 30,", "stage: M9,"), encoding="utf-8")
    done = run("policy", "check")
    assert done.code == 6
    assert "the step visit can never fire: no policy with this strategy has a stage 'M9'" in done.err


def test_a_strategy_that_is_not_there_is_mentioned(worked: Path, run: Run) -> None:
    assert run("set", LOAN, "terms.strategy=smal-loan").code == 0
    done = run("check")
    assert done.code == 0
    assert f"the built-in cadence is used; did you mean 'small-loan'? ({LOAN})" in done.err
    assert {each["rule"] for each in items(run, "--owner", "li")} == {"overdue-call"}


def test_years_without_known_holidays_are_said(
    worked: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("set", LOAN, "terms.strategy=bank").code == 0
    assert "holidays" not in run("remind", "--owner", "li").err
    monkeypatch.setenv("DUNNING_TODAY", "2031-06-06")
    assert "holidays" not in run("remind", "--owner", "li").err, "what was missed in 2026 keeps its day"
    note = ("note", LOAN, "x", "--channel", "phone", "--result", "no_answer", "--on", "2031-06-02")
    assert run(*note).code == 0
    assert "the holidays of 2031 are not known" in run("remind", "--owner", "li").err


@pytest.mark.usefixtures("git_identity")
def test_the_sample_reads_on_a_page(monkeypatch: pytest.MonkeyPatch, run: Run) -> None:
    monkeypatch.delenv("DUNNING_TODAY")
    assert run("init", "sample", "--sample").code == 0
    monkeypatch.chdir("sample")
    for language in ("zh", "en"):
        done = run("--lang", language, "remind", "--owner", "wang", "--actor", "wang")
        rows = done.out.splitlines()[1:]
        assert 12 <= len(rows) - 3 <= 25
        assert max(wcswidth(row) for row in rows) <= 128
    assert len({each["action"] for each in items(run, "--owner", "wang")}) >= 5

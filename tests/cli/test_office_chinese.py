"""What a clerk reads in Chinese: no keys of the file, no codes without their words."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import CASE, LOAN, Commit, Done

Run = Callable[..., Done]


@pytest.fixture
def zh(run: Run) -> Run:
    return lambda *words: run("--lang", "zh", *words)


def test_show_names_what_it_shows(worked: Path, zh: Run) -> None:
    out = zh("show", CASE).out
    for words in ("案件", "产品", "物业费（property-fee）", "姓名", "证件号码", "合同编号", "催收员", "何人"):
        assert words in out
    for key in ("debtor.name", "account.contract", "owner", "policy "):
        assert key not in out
    # for scripts, and for `set`, the keys are what they were
    assert "debtor" in zh("show", CASE, "--json").json["head"]


def test_receipts_name_steps_phases_and_products(
    worked: Path, zh: Run, last_commit: Callable[[], Commit]
) -> None:
    assert "进入 诉讼 环节，日期 2026-06-01" in zh("phase", CASE, "suit").out
    assert last_commit().subject == f"phase {CASE}: suit, value date 2026-06-01"
    assert "起诉，日期" in zh("legal", LOAN, "file").out
    assert last_commit().subject == f"legal {LOAN}: file, value date 2026-06-01"
    assert "产品规则 物业费" in zh("open", "PF-1", "--policy", "property-fee", "--name", "某甲").out
    assert any(line.split()[1:3] == ["环节", "诉讼"] for line in zh("show", CASE).out.splitlines())


def test_a_visit_without_answer_is_a_door_that_stayed_shut(worked: Path, zh: Run, run: Run) -> None:
    assert run("visit", "record", CASE, "x", "--result", "no_answer").code == 0
    assert "上门，债务人：无人应门" in zh("show", CASE).out
    assert "visit, debtor: nobody opened" in run("show", CASE).out


def test_rates_and_what_is_paid_too_much(worked: Path, zh: Run) -> None:
    assert "0.05%/日" in zh("fees", CASE).out
    assert zh("fees", CASE, "--json").json["lines"][1]["rate"] == "0.05%/day"
    assert "超出部分转为溢缴款" in zh("pay", CASE, "5000").err


def test_blanks_of_a_letter_name_the_setting_to_fill_in(worked: Path, zh: Run) -> None:
    done = zh("letter", "preview", CASE, "payment-reminder")
    assert "letterhead.complaints" in done.err
    assert "complaint_phone" not in done.err


def test_a_certificate_without_debt_says_that_nothing_is_owed(worked: Path, zh: Run, run: Run) -> None:
    owed = run("fees", CASE, "--json").json["balance"]["total"]
    assert run("pay", CASE, owed).code == 0
    assert run("close", CASE, "--reason", "paid").code == 0
    page = zh("letter", "preview", CASE, "settlement-certificate", "--letter-language", "zh").out
    assert "该合同项下已没有欠款" in page
    assert "0.00 元" not in page


def test_history_is_told_in_the_language_of_whoever_reads(worked: Path, zh: Run, run: Run) -> None:
    assert run("pay", CASE, "5", "--via", "wechat").code == 0
    told = zh("history", CASE).out
    assert f"pay {CASE}：微信收款 5.00" in told
    assert f"open {CASE}：新建案件" in told
    # for scripts it stays what git holds
    assert zh("history", CASE, "--json").json["changes"][0]["what"].startswith(f"pay {CASE}: 5.00 by WeChat")


def test_court_papers_name_rules_and_commits_in_chinese(worked: Path, zh: Run, tmp_path: Path) -> None:
    assert zh("evidence", CASE, "-o", str(tmp_path / "papers")).code == 0
    statement = (tmp_path / "papers/02-statement.html").read_text(encoding="utf-8")
    assert "逾期违约金" in statement
    assert "late_penalty" not in statement
    assert "service contract" not in statement
    assert "新建案件" in (tmp_path / "papers/08-history.html").read_text(encoding="utf-8")

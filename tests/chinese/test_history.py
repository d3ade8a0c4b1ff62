"""Changes are told in the language of whoever reads them, whatever made them; git holds them in English."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from busy_ledger import REFUSED, commands
from latin import latin_words

from dunning_cli.domain.case import commit_subjects
from dunning_cli.domain.case.entries.progress import OWED_AGAIN
from dunning_cli.kernel.message import as_recorded
from dunning_cli.kernel.sentence_form import Form
from dunning_cli.present.language import translator

Run = Callable[..., Any]
Told = Callable[..., str]
FORMS = {name: form for name, form in vars(commit_subjects).items() if isinstance(form, Form)}
VALUES: dict[str, object] = {
    "amount": Decimal("3236.00"), "total": Decimal("13500.50"), "owed": Decimal("0.10"), "count": 12, "bills": 3,
    "cases": 2, "case": "PF-2026-0007", "target": "物-2", "commit": "0123456789", "was": "PF-1", "now": "PF-1-2",
    "reason": commit_subjects.label_of(commit_subjects.CloseReason.RETURNED), "subject": "pay PF-1: 5.00 by bank",
}  # fmt: skip


def filled(form: Form) -> Any:
    """A form with a value in each of its places, of the kind that stands there."""
    places = [part.partition("}")[0] for part in form.template.template.split("{")[1:]]
    return form(**{place: VALUES.get(place, f"{place}：1") for place in places})


@pytest.mark.parametrize("name", FORMS)
def test_a_form_is_read_back_as_it_was_written(name: str) -> None:
    said = filled(FORMS[name])
    written = as_recorded(said)
    read = FORMS[name].read(written)
    assert read is not None
    assert as_recorded(read) == written
    assert translator("zh")(read) == translator("zh")(said) != written
    told = commit_subjects.subject_told(written, (), {})
    assert not isinstance(told, str)
    assert as_recorded(told) == written


def test_amounts_are_read_back_as_amounts() -> None:
    read = commit_subjects.BILLED.read("bill 2 cases: 2025Q4, 2 bills, 6487.50")
    assert read is not None
    assert translator("zh")(read) == "出账 2 件：2025Q4，2 笔，6,487.50"
    again = OWED_AGAIN.read("closed as settled for less, and 1275.00 is owed")
    assert again is not None
    assert "1,275.00" in translator("zh")(again)
    assert latin_words(translator("zh")(again)) == []


def test_what_has_no_form_stays_as_it_is() -> None:
    assert commit_subjects.subject_told("Merge branch 'main'", (), {}) == "Merge branch 'main'"


def test_history_tells_every_kind_of_change(busy: Path, zh: Told, run: Run) -> None:
    told = zh("history", "--limit", "0")
    for line in (
        "note 物-1：电话，承诺还款 1,300.00，最迟 2026-06-05，日期 2026-05-20",
        "plan 物-1：还款计划 4 期",
        "legal 贷-2：以物抵债，3,000.00",
        "legal 贷-1：调解书，9,000.00",
        "waive 卡-1：全部，记账日 2026-06-01",
        "出账 1 件：2025Q4..2026Q1，2 笔，6,487.50",
        "transfer 物-2：将 1,000.00 转入 物-1",
        "undo ",
        "撤回“批量：2 项操作，案件 2 个”",
        "从 流水.csv 导入 1 笔还款",
        "init：新建台账",
    ):
        assert line in told
    subjects = [change["what"] for change in run("history", "--limit", "0", "--json").json["changes"]]
    assert any(subject.startswith("note 物-1: phone, promised 1300.00 by 2026-06-05") for subject in subjects)
    assert "transfer 物-2: 1000.00 into 物-1, value date 2026-06-01" in subjects


def test_a_case_that_opens_again_says_why_in_chinese(busy: Path, zh: Told) -> None:
    assert "以“协商结清”结案，现又欠 1,272.60 元" in zh("show", "物-3")


def test_what_is_refused_is_told_in_chinese(busy: Path, zh: Told, run: Run) -> None:
    told = [zh(*words, "--dry-run") for words in commands(run, REFUSED)]
    assert all("错误：" in each or "注意：" in each for each in told)
    assert [word for each in told for word in latin_words(each, ("wang", "REASON"))] == []

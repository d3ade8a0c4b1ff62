"""The clerk's own words at the front door: labels for codes, everyday amounts, days and times; files stay strict."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import CASE, LOAN, STAFF, Done

Run = Callable[..., Done]


@pytest.fixture
def staffed(worked: Path, run: Run) -> Path:
    """The ledger with a staff list, in which wang works."""
    settings = worked / "dunning.yaml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("staff: []\n", STAFF), encoding="utf-8")
    assert run("commit", "--actor", "wang").code == 0
    return worked


def last_entry(run: Run, case: str = CASE) -> Any:
    """The entry recorded last; others may count from a later day."""
    return max(run("show", case, "--json").json["entries"], key=lambda entry: entry["id"])


# -- labels


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    ("words", "key", "code"),
    [
        (("pay", CASE, "5", "--via", "微信"), "via", "wechat"),
        (("pay", CASE, "5", "--via", "WeChat"), "via", "wechat"),
        (("pay", CASE, "5", "--to", "本金"), "to", "principal"),
        (("note", CASE, "x", "--channel", "电话", "--result", "号码有误"), "result", "wrong_number"),
        (("note", CASE, "x", "--channel", "text message", "--result", "Reached"), "channel", "sms"),
        (("note", CASE, "x", "--channel", "phone", "--reason", "资金周转困难"), "reason", "cash_flow"),
        (("note", CASE, "x", "--channel", "phone", "--to", "担保人"), "to", "guarantor"),
        (("party", CASE, "陈朋", "--role", "联系人", "--relation", "朋友"), "relation", "friend"),
        (("detail", CASE, "--phone", "13800000017", "--status", "号码有误"), "status", None),
        (("detail", CASE, "--phone", "13800000017", "--kind", "单位电话"), "kind", None),
        (("phase", CASE, "诉讼"), "phase", "suit"),
        (("hold", CASE, "联系", "--reason", "x"), "what", "contact"),
        (("close", CASE, "--reason", "退回委托方"), "reason", "returned"),
        (("legal", CASE, "起诉"), "step", "file"),
        (("waive", CASE, "违约金", "全部", "--reason", "x"), "component", "penalty"),
        (("asset", "add", CASE, "住宅一套", "--type", "不动产"), "type", "real_estate"),
    ],
)
def test_a_label_is_taken_for_its_code(
    language: str, words: tuple[str, ...], key: str, code: str | None, worked: Path, run: Run
) -> None:
    done = run("--lang", language, *words)
    if code is None:
        assert done.code in (0, 2), done.err
        return
    assert done.code == 0, done.err
    assert last_entry(run)[key] == code
    # a label is no other understanding of what was typed
    assert code not in done.err


def test_policies_templates_and_people_by_their_titles(staffed: Path, run: Run) -> None:
    assert (
        run(
            "open", "PF-1", "--policy", "物业费", "--name", "某甲", "--owner", "李明远", "--actor", "王静"
        ).code
        == 0
    )
    head = run("show", "PF-1", "--json").json["head"]
    assert (head["policy"], head["owner"]) == ("property-fee", "li")
    preview = run("letter", "preview", CASE, "逾期欠款催收通知书", "--letter-language", "zh", "--json")
    assert preview.json["template"] == "overdue-notice"
    assert (
        run("policy", "show", "Property fee", "--json").json
        == run("policy", "show", "property-fee", "--json").json
    )
    assert [row["case"] for row in run("list", "--owner", "李明远", "--json").json["cases"]] == ["PF-1", LOAN]


def test_an_unknown_word_lists_the_labels_with_their_codes(worked: Path, run: Run) -> None:
    done = run("--lang", "zh", "pay", CASE, "5", "--via", "转账票据")
    assert (done.code, done.out) == (2, "")
    assert "wechat（微信）" in done.err
    assert "付款方式：" in done.err
    near = run("--lang", "zh", "note", CASE, "x", "--channel", "phone", "--result", "号码有错")
    assert "wrong_number" in near.err
    assert "号码有误" in near.err
    assert (
        json.loads(run("pay", CASE, "5", "--via", "x", "--lang", "zh", "--json").err)["error"]["field"]
        == "via"
    )


def test_a_label_of_several_codes_is_refused_with_the_codes(worked: Path, run: Run) -> None:
    policy = (worked / "policies/property-fee.yaml").read_text(encoding="utf-8")
    (worked / "policies/parking.yaml").write_text(
        policy.replace("policy: property-fee", "policy: parking"), encoding="utf-8"
    )
    assert run("commit").code == 0
    done = run("open", "PF-1", "--policy", "物业费", "--name", "某甲")
    assert done.code == 2
    assert "parking, property-fee" in done.err


# -- amounts


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("1,200.50", "1200.50"), ("1,200", "1200.00"), ("100元", "100.00"), ("１００", "100.00"), ("￥100", "100.00"),
        ("1,0万", None), ("1.2万", "12000.00"), ("1.2万元", "12000.00"), ("0.012345万", "123.45"), ("1,20", None),
        ("12,34", None), ("1.200,50", None), ("0.0123456万", None), ("100元5", None), ("两百", None),
    ],
)  # fmt: skip
def test_amounts_as_people_write_them(typed: str, amount: str | None, worked: Path, run: Run) -> None:
    done = run("charge", CASE, "--principal", typed)
    if amount is None:
        assert (done.code, done.out) == (2, "")
        assert "is not an amount" in done.err
        return
    assert done.code == 0, done.err
    assert last_entry(run)["principal"] == amount
    assert f"note: principal: {float(amount):,.2f}\n" == done.err


def test_what_is_of_the_strict_form_is_not_repeated(worked: Path, run: Run) -> None:
    assert run("pay", CASE, "100", "--on", "2026-05-31", "--via", "cash").err == ""


# -- days, with 2026-06-01 for today


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2026/05/31", "2026-05-31"), ("2026年5月1日", "2026-05-01"), ("2026.5.1", "2026-05-01"), ("20260501", "2026-05-01"),
        ("5-31", "2026-05-31"), ("11-01", "2025-11-01"), ("5月3日", "2026-05-03"), ("昨天", "2026-05-31"), ("前天", "2026-05-30"),
        ("今天", "2026-06-01"), ("yesterday", "2026-05-31"), ("Today", "2026-06-01"), ("２０２６－０５－０１", "2026-05-01"),
        ("2-29", "2024-02-29"), ("01/02/2026", None), ("5/1", None), ("2026/5-1", None), ("2-30", None), ("13-01", None),
    ],
)  # fmt: skip
def test_value_dates_as_people_write_them(typed: str, day: str | None, worked: Path, run: Run) -> None:
    done = run("pay", CASE, "5", "--on", typed)
    if day is None:
        assert (done.code, done.out) == (2, "")
        assert "2026-02-28" in done.err or "calendar" in done.err
        return
    assert done.code == 0, done.err
    assert last_entry(run)["date"] == day
    assert done.errors[0] == f"note: date: {day}"


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("6-20", "2026-06-20"),
        ("5-20", "2027-05-20"),
        ("明天", "2026-06-02"),
        ("后天", "2026-06-03"),
        ("大后天", "2026-06-04"),
        ("+3", "2026-06-04"),
        ("3天后", "2026-06-04"),
        ("周五", "2026-06-05"),
        ("本周五", "2026-06-05"),
        ("这个星期五", "2026-06-05"),
        ("周一", "2026-06-01"),
        ("下周五", "2026-06-12"),
        ("下周一", "2026-06-08"),
        ("下礼拜天", "2026-06-14"),
        ("月底", "2026-06-30"),
        ("下月底", "2026-07-31"),
        ("年底", "2026-12-31"),
        ("下月5日", "2026-07-05"),
        ("下个月５号", "2026-07-05"),
        ("31号", "2026-07-31"),
        ("friday", "2026-06-05"),
        ("Next Friday", "2026-06-12"),
        ("this friday", "2026-06-05"),
        ("end of month", "2026-06-30"),
        ("end of next month", "2026-07-31"),
        ("in 10 days", "2026-06-11"),
    ],
)
def test_days_to_come_are_the_next(typed: str, day: str, worked: Path, run: Run) -> None:
    done = run("--lang", "zh", "promise", CASE, "100元", "--by", typed)
    assert done.code == 0, done.err
    assert last_entry(run)["due"] == day
    assert f"付款期限：{day}" in done.err
    assert "金额：100.00" in done.err


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("上周五", "2026-05-29"),
        ("周五", "2026-05-29"),
        ("周一", "2026-06-01"),
        ("上月底", "2026-05-31"),
        ("31号", "2026-05-31"),
    ],
)
def test_days_that_were_are_the_last(typed: str, day: str, worked: Path, run: Run) -> None:
    done = run("pay", CASE, "5", "--on", typed)
    assert done.code == 0, done.err
    assert last_entry(run)["date"] == day
    assert done.errors[0] == f"note: date: {day}"


def test_the_days_of_a_talk_count_from_the_talk(worked: Path, run: Run) -> None:
    assert run("promise", CASE, "5", "--on", "2026-05-29", "--by", "周日").code == 0
    assert last_entry(run)["due"] == "2026-05-31"


@pytest.mark.parametrize(("lang", "typed"), [("zh", "有钱了再说"), ("en", "when he can"), ("zh", "周八")])
def test_what_is_no_day_to_come_is_answered_with_days_to_come(
    lang: str, typed: str, worked: Path, run: Run
) -> None:
    done = run("--lang", lang, "promise", CASE, "5", "--by", typed)
    assert (done.code, done.out) == (2, "")
    assert "2026-06-08" in done.err, "an example that could be typed"
    assert ("下周五" if lang == "zh" else "next friday") in done.err


def test_a_due_date_counts_from_the_value_date_given(worked: Path, run: Run) -> None:
    assert run("charge", CASE, "--on", "2026-04-01", "--due", "4-30", "--principal", "5").code == 0
    assert last_entry(run)["due"] == "2026-04-30"


def test_other_days_hours_and_months(worked: Path, run: Run) -> None:
    assert run("note", CASE, "x", "--channel", "phone", "--at", "昨天 9:05").code == 0
    assert last_entry(run)["time"].startswith("2026-05-31T09:05")
    assert run("note", CASE, "x", "--channel", "phone", "--at", "2026/5/30 19：40").code == 0
    assert last_entry(run)["time"].startswith("2026-05-30T19:40")
    assert run("visit", "plan", CASE, "--for", "后天", "--time", "14点半").code == 0
    assert (last_entry(run)["day"], last_entry(run)["time"]) == ("2026-06-03", "14:30")
    assert run("set", CASE, "terms.billing.area=80", "terms.billing.price=2.50").code == 0
    assert run("bill", CASE, "--period", "2026年第三季度").err == "note: period: 2026Q3\n"
    assert run("workload", "--month", "上月", "--json").json["month"] == "2026-05"
    assert run("contact", CASE, "--at", "明天 9:00", "--json").json["at"].startswith("2026-06-02T09:00")
    assert run("fees", CASE, "--as-of", "昨天", "--json").json["as_of"] == "2026-05-31"


def test_plans_and_judgments_in_everyday_forms(worked: Path, run: Run) -> None:
    done = run("plan", "new", CASE, "--part", "7-1=1,000", "--part", "8-1=100元", "--signed", "双方")
    assert done.code == 0, done.err
    parts = [(part["due"], part["amount"]) for part in last_entry(run)["instalments"]]
    assert parts == [("2026-07-01", "1000.00"), ("2026-08-01", "100.00")]
    done = run(
        "legal", LOAN, "判决", "--principal", "1万", "--part", "8月31日：4,000", "--part", "12-31:6000"
    )
    assert done.code == 0, done.err
    assert [part["due"] for part in last_entry(run, LOAN)["parts"]] == ["2026-08-31", "2026-12-31"]


# -- files stay strict


@pytest.mark.parametrize(
    "line",
    [
        {"op": "pay", "case": CASE, "amount": "1,200.50"},
        {"op": "pay", "case": CASE, "amount": "5", "on": "昨天"},
        {"op": "promise", "case": CASE, "amount": "5", "due": "下周五"},
        {"op": "pay", "case": CASE, "amount": "5", "via": "微信"},
        {"op": "open", "case": "PF-1", "policy": "物业费", "name": "某甲"},
    ],
)
def test_a_batch_takes_codes_and_strict_forms_only(line: dict[str, str], worked: Path, run: Run) -> None:
    Path("lines.jsonl").write_text(json.dumps(line) + "\n", encoding="utf-8")
    assert run("batch", "lines.jsonl").code == 2

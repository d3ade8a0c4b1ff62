"""What a remark must say for a line to be booked, and what only suggests."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Verdict = Callable[..., str]


@pytest.mark.parametrize(
    ("remark", "case"),
    [
        ("GR2026060160", "GR2026060160"),
        ("还款 GR2026060160", "GR2026060160"),
        ("合同GR2026060160号", "GR2026060160"),
        ("ＧＲ２０２６０６０１６０还款", "GR2026060160"),
        ("gr2026060160 6月", "GR2026060160"),
        ("GR 2026060160", "GR2026060160"),
        ("GR2026 060160", "GR2026060160"),
        ("（GR2026060160）500元", "GR2026060160"),
        ("HT-2026-0160还款", "GR2026060160"),
        ("GR2026060160 HT-2026-0160", "GR2026060160"),
        ("GR1还款", "GR1"),
        ("GR12还款", "GR12"),
        ("GR1,6月", "GR1"),
        ("2026-06-10 GR1", "GR1"),
    ],
)
def test_a_remark_that_names_one_case_books(verdict: Verdict, remark: str, case: str) -> None:
    assert verdict(remark) == f"booked {case}"


@pytest.mark.parametrize(
    ("remark", "expected"),
    [
        ("GR20260601607", "asked "),
        ("GR202606016", "asked "),
        ("GR2026069999 还款", "asked "),
        ("GR2026060160 GR2026069999", "asked GR2026060160"),
        ("GR123", "asked "),
        ("120260601600", "left"),
        ("流水20260601601234", "left"),
        ("GR2026060160-3", "asked GR2026060160"),
        ("XGR2026060160", "asked GR2026060160"),
        ("HT-2026-0160-2", "asked GR2026060160"),
        ("GR1 2", "asked GR1,GR12"),
        ("GR2026060160 GR2026060161", "asked GR2026060160,GR2026060161"),
        ("GR2026060160/GR2026060161", "asked GR2026060160,GR2026060161"),
        ("2026060160", "left"),
        ("退押金", "left"),
        ("", "left"),
    ],
)
def test_a_remark_that_may_mean_something_else_books_nothing(
    verdict: Verdict, remark: str, expected: str
) -> None:
    assert verdict(remark) == expected


def test_names_tails_and_amounts_only_suggest(verdict: Verdict) -> None:
    assert verdict("还款", payer="赵强") == "asked GR2026060160"
    assert verdict("还款", payer="赵强", amount="7000.00") == "asked GR2026060160"
    assert verdict("替赵强还 尾号3333", payer="孙伟") == "asked GR2026060160"
    assert verdict("还款", payer="孙伟") == "asked GR2026060160"
    assert verdict("尾号4444的") == "asked GR2026060161"
    assert verdict("", payer="刘芳", amount="500.00") == "asked GR2026060162"
    assert verdict("", amount="500.00") == "left"


def test_who_is_told_by_two_things_comes_before_who_is_told_by_one(verdict: Verdict) -> None:
    assert verdict("还款", payer="王建国", amount="6000.00") == "asked GR2026060161,GR1"
    assert verdict("还款", payer="王建国", amount="9000.00") == "asked GR1,GR2026060161"
    assert verdict("替王建国还 尾号4444", payer="李敏", amount="9000.00") == "asked GR2026060161,GR1"


def test_a_masked_name_is_no_evidence(verdict: Verdict) -> None:
    assert verdict("还款", payer="王**") == "left"
    assert verdict("GR2026060160", payer="王**") == "booked GR2026060160"


def test_a_relative_who_names_the_case_is_booked_with_his_name(
    take: Callable[..., Any], loans: Path, read_case: Callable[[Path, str], Any]
) -> None:
    take(
        ("2026-06-10", "300.00", "孙 伟", "GR2026060160", "1000000001"),
        ("2026-06-11", "300.00", "赵 强", "GR2026060160", "1000000002"),
        ("2026-06-12", "300.00", "赵*", "GR2026060160", "1000000003"),
    )
    found = [entry for entry in read_case(loans, "GR2026060160")["entries"] if entry["kind"] == "payment"]
    assert [entry.get("payer") for entry in found] == ["孙 伟", None, None]
    assert [(entry["date"], entry["via"], entry["ref"]) for entry in found] == [
        ("2026-06-10", "bank", "1000000001"),
        ("2026-06-11", "bank", "1000000002"),
        ("2026-06-12", "bank", "1000000003"),
    ]


def test_a_closed_case_is_asked(run: Callable[..., Any], verdict: Verdict) -> None:
    assert run("close", "GR2026060160", "--reason", "returned").code == 0
    assert verdict("GR2026060160") == "asked GR2026060160"


def test_more_than_is_owed_is_booked_and_said(take: Callable[..., Any]) -> None:
    told = take(("2026-06-10", "900.00", "刘芳", "GR2026060162", "1000000001"))
    (booked,) = told["booked"]
    assert booked["notes"] == ["900.00 is more than the 500.00 owed on 2026-06-10; the rest stays as credit"]


def test_the_account_of_one_case_alone_names_it(
    run: Callable[..., Any], verdict: Verdict, loans: Path, read_case: Callable[[Path, str], Any]
) -> None:
    assert run("set", "GR2026060161", "account.virtual_account=6230001234567890").code == 0
    assert read_case(loans, "GR2026060161")["account"]["virtual_account"] == "6230001234567890"
    assert verdict("入账 6230 0012 3456 7890") == "booked GR2026060161"
    assert verdict("16230001234567890") == "left"


@pytest.mark.parametrize(
    ("remark", "expected"),
    [
        ("3栋501 物业费", "booked PF-2026-0007"),
        ("3栋2单元501室", "booked PF-2026-0007"),
        ("3 栋 501", "booked PF-2026-0007"),
        ("青禾花园３栋５０１", "booked PF-2026-0007"),
        ("3-2-501", "booked PF-2026-0007"),
        ("13栋501", "left"),
        ("3栋5011", "left"),
        ("3栋1单元501", "left"),
        ("金桂苑3栋501", "asked PF-2026-0007"),
        ("WY-2019-0331", "booked PF-2026-0007"),
        ("2026Q1 物业费", "left"),
    ],
)
def test_a_home_names_the_case_of_its_bills(
    worked: Path, run: Callable[..., Any], bank: Callable[..., Path], remark: str, expected: str
) -> None:
    path = bank(("2026-06-10", "300.00", "路人甲", remark, "1000000001"))
    told = run("import", str(path), "--json").json
    if told["booked"]:
        found = f"booked {told['booked'][0]['case']}"
    else:
        found = f"asked {told['asked'][0]['candidates'][0]['case']}" if told["asked"] else "left"
    assert found == expected


def test_two_homes_of_the_same_figures_are_asked(
    worked: Path, run: Callable[..., Any], bank: Callable[..., Path]
) -> None:
    opened = run(
        "open",
        "PF-2026-0008",
        "--policy",
        "property-fee",
        "--name",
        "钱一",
        "--address",
        "青禾花园3栋1单元501",
    )
    assert opened.code == 0
    path = bank(
        ("2026-06-10", "300.00", "路人甲", "3栋501", "1000000001"),
        ("2026-06-10", "300.00", "路人甲", "3栋2单元501", "1000000002"),
    )
    told = run("import", str(path), "--json").json
    assert [each["case"] for each in told["asked"][0]["candidates"]] == ["PF-2026-0007", "PF-2026-0008"]
    assert [each["case"] for each in told["booked"]] == ["PF-2026-0007"]


def test_a_number_of_a_bill_names_its_case(loans: Path, run: Callable[..., Any], verdict: Verdict) -> None:
    charged = run(
        "charge",
        "GR1",
        "--on",
        "2026-05-01",
        "--due",
        "2026-05-31",
        "--principal",
        "100",
        "--ref",
        "ZD20260501007",
    )
    assert charged.code == 0
    assert verdict("账单ZD20260501007") == "booked GR1"
    assert verdict("账单ZD202605010071") == "left"

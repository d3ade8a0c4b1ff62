"""Settlement certificates: what was paid and what was given up, and never more than the account proves."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

Run = Callable[..., Any]
State = Callable[[Path], object]
CASE = "PF-2026-0007"
WRITE = ("letter", "new", CASE, "settlement-certificate", "--method", "hand", "--json")


@pytest.fixture
def owes(worked: Path, run: Run) -> Run:
    """1,272.60 is owed: 1,200.00 of principal and 72.60 of penalty."""
    assert run("fees", CASE, "--json").json["balance"]["total"] == "1272.60"
    return run


def certified(run: Run, language: str = "zh") -> str:
    done = run(*WRITE, "--letter-language", language)
    assert done.code == 0, done.err
    serial = done.json["serial"]
    again = run("letter", "show", serial, "--recreate")
    assert again.code == 0, again.err
    assert run("check").code == run("audit").code == 0
    return "".join(run("letter", "show", serial).out.split())


def test_all_paid(owes: Run) -> None:
    owes("pay", CASE, "1272.60")
    assert owes("close", CASE, "--reason", "paid").code == 0
    text = certified(owes)
    assert (
        "应付款项已于2026年6月1日全部付清，债务人共清偿人民币1,272.60元（大写：人民币壹仟贰佰柒拾贰元陆角）。"
        in text
    )
    assert "已没有欠款" in text
    assert "免除人民币" not in text
    assert "hadbeenpaidinfullon1June2026:RMB1,272.60(" in certified(owes, "en")


@pytest.mark.parametrize("reason", ["paid", "settled"])
def test_a_waiver_is_named_whatever_the_closing_says(reason: str, owes: Run) -> None:
    assert owes("waive", CASE, "penalty", "72.60", "--reason", "agreed").code == 0
    owes("pay", CASE, "1200.00")
    assert owes("close", CASE, "--reason", reason).code == 0
    text = certified(owes)
    assert "按减免后的金额结清：债务人清偿人民币1,200.00元" in text
    assert "免除人民币72.60元（大写：人民币柒拾贰元陆角），其中：罚息、违约金72.60元" in text
    assert "全部付清" not in text
    english = certified(owes, "en")
    assert "thecreditorreleasedRMB72.60" in english
    assert "penaltyRMB72.60" in english
    assert "infull" not in english


def test_what_a_closing_by_agreement_left_unpaid_was_given_up(owes: Run) -> None:
    owes("pay", CASE, "1000.00")
    assert owes("close", CASE, "--reason", "settled").code == 0
    text = certified(owes)
    assert "债务人清偿人民币1,000.00元" in text
    assert "债权人同意免除人民币272.60元" in text
    assert "已没有欠款" in text
    assert "尚欠余额" not in text


def test_settled_by_agreement_and_nothing_given_up(owes: Run) -> None:
    owes("pay", CASE, "1272.60")
    assert owes("close", CASE, "--reason", "settled").code == 0
    text = certified(owes)
    assert "由双方协商结清，债务人共清偿人民币1,272.60元" in text
    assert "没有减免" in text
    assert "免除人民币" not in text


def test_what_is_overpaid_and_paid_back_served_no_debt(owes: Run) -> None:
    owes("pay", CASE, "1400.00")
    assert owes("refund", CASE, "27.40", "--via", "bank", "--ref", "O1").code == 0
    assert owes("close", CASE, "--reason", "paid").code == 0
    text = certified(owes)
    assert "债务人共清偿人民币1,272.60元" in text
    assert "另有多付款项人民币100.00元" in text


def test_a_part_entrusted_settled_for_less(owes: Run) -> None:
    assert owes("set", CASE, "account.not_entrusted=60000.00").code == 0
    owes("pay", CASE, "1000.00")
    assert owes("close", CASE, "--reason", "settled").code == 0
    text = certified(owes)
    assert "委托部分结清证明" in text
    assert "委托青禾物业服务有限公司办理的部分已于2026年6月1日按减免后的金额结清" in text
    assert "免除人民币272.60元" in text
    assert "本证明不表示该合同已经全部结清" in text
    assert "已没有欠款" not in text


@pytest.mark.parametrize("reason", ["returned", "written_off"])
def test_another_closing_gives_up_nothing_that_could_be_certified(
    reason: str, owes: Run, worked: Path, state: State
) -> None:
    assert owes("close", CASE, "--reason", reason).code == 0
    before = state(worked)
    done = owes(*WRITE)
    assert (done.code, state(worked)) == (1, before)
    assert "it is closed, and 1,272.60 is owed" in done.err


def test_money_after_the_closing_leaves_open_what_was_given_up(owes: Run) -> None:
    owes("pay", CASE, "1000.00")
    assert owes("close", CASE, "--reason", "settled").code == 0
    assert owes("pay", CASE, "50.00").code == 0
    done = owes(*WRITE)
    assert done.code == 1
    assert "money was recorded after the closing of 2026-06-01" in done.err


def test_a_closing_that_waits_for_approval_gives_up_nothing(owes: Run, worked: Path) -> None:
    yaml = YAML()
    settings = worked / "dunning.yaml"
    found = yaml.load(settings.read_text("utf-8"))
    found["staff"] = [{"id": "wang", "name": "王静"}, {"id": "zhou", "name": "周正", "roles": ["supervisor"]}]
    found["approval_limits"] = {"waiver": "100.00"}
    with settings.open("w", encoding="utf-8") as file:
        yaml.dump(found, file)
    assert owes("commit", "--actor", "zhou").code == 0
    closed = owes("close", CASE, "--reason", "settled", "--actor", "wang")
    assert closed.code == 0, closed.err
    done = owes(*WRITE, "--actor", "wang")
    assert done.code == 1
    assert "is not settled on 2026-06-01" in done.err


def test_an_own_template_that_names_no_waiver_certifies_none(owes: Run, worked: Path) -> None:
    own = worked / "templates/zh/settlement-certificate.txt"
    own.write_text("---\ntitle: 结清证明\nlimits: none\n---\n{{ debtor.name }}已结清。\n", encoding="utf-8")
    assert owes("commit").code == 0
    owes("pay", CASE, "1000.00")
    assert owes("close", CASE, "--reason", "settled").code == 0
    done = owes(*WRITE, "--letter-language", "zh")
    assert done.code == 1
    assert "it is closed, and 272.60 is owed" in done.err

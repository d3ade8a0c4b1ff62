"""Receipts: one number a payment, the same whenever it is printed again; void once the payment is taken back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pdf_reading import installed, pages_in, texts_of

Run = Callable[..., Any]
State = Callable[[Path], object]
CASE, LOAN = "PF-2026-0007", "XD-2026-0001"
CHINESE = ("--letter-language", "zh")


@pytest.fixture
def paid(worked: Path, run: Run) -> str:
    """300.50 was paid by bank; gives the entry of it."""
    done = run("pay", CASE, "300.50", "--via", "bank", "--ref", "TX-1", "--on", "2026-05-20", "--json")
    entry: str = done.json["entry"]
    return entry


def test_the_receipt_says_what_was_received(paid: str, run: Run, worked: Path, state: State) -> None:
    before = state(worked)
    done = run("letter", "receipt", CASE, *CHINESE)
    assert done.code == 0, done.err
    text = "".join(done.out.split())
    assert f"收据号：R-{paid}" in text
    assert "今收到王建国交付的下列款项" in text
    assert (
        "收款日期：2026年5月20日收款方式：银行转账凭证号：TX-1金额：人民币300.50元大写：人民币叁佰元零伍角"
        in text
    )
    assert "不表示债务已经全部清偿" in text
    assert "作废" not in text
    assert state(worked) == before


def test_its_number_stays_whatever_is_recorded_later(paid: str, run: Run) -> None:
    first = run("letter", "receipt", CASE, paid, *CHINESE).out
    second = run("pay", CASE, "100", "--via", "cash", "--payer", "李敏", "--on", "2026-05-01", "--json")
    other = run("letter", "receipt", CASE, second.json["entry"], *CHINESE).out
    assert f"R-{second.json['entry']}" in other
    assert "今收到李敏代债务人王建国交付的下列款项" in other
    for name in (paid, "TX-1", f"R-{paid}", paid[-6:]):
        assert run("letter", "receipt", CASE, name, *CHINESE).out == first
    assert run("letter", "receipt", CASE, *CHINESE).out == other


@pytest.mark.parametrize(
    ("language", "title", "says"),
    [
        ("zh", "收款收据（作废）", "上列款项的入账已于2026年6月1日撤销，不计入已还金额，本收据作废。"),
        ("en", "Receipt (void)", "It does not count as paid, and this receipt is void."),
    ],
)
def test_a_payment_taken_back_has_a_void_receipt_of_the_same_number(
    language: str, title: str, says: str, paid: str, run: Run
) -> None:
    assert run("reverse", CASE, paid, "--reason", "bounced").code == 0
    done = run("letter", "receipt", CASE, paid, "--letter-language", language)
    assert done.code == 0, done.err
    text = " ".join(done.out.split())
    assert title in text
    assert says in text.replace("本 收", "本收")
    assert f"R-{paid}" in text
    assert "bounced" not in text
    assert f"note: payment {paid} was taken back: the receipt says so" in done.errors
    assert run("letter", "receipt", CASE, paid, "--json").json["taken_back"] is True
    none = run("letter", "receipt", CASE)
    assert none.errors == [f"error: {CASE} has no payment that a receipt could be for"]


def test_what_is_no_money_received_has_no_receipt(paid: str, run: Run) -> None:
    charge = next(e["id"] for e in run("show", CASE, "--json").json["entries"] if e["kind"] == "charge")
    done = run("letter", "receipt", CASE, charge)
    assert (done.code, done.errors) == (1, [f"error: {charge} is no payment: charge"])
    taken = run("legal", LOAN, "in-kind", "--value", "500", "--text", "a van", "--json")
    kind = next(e["id"] for e in run("show", LOAN, "--json").json["entries"] if e["kind"] == "payment")
    assert taken.code == 0
    assert "is no money received" in run("letter", "receipt", LOAN, kind).err
    assert run("letter", "receipt", CASE, "zzzz").code == 3


def test_a_receipt_is_no_letter_to_be_registered(paid: str, run: Run, worked: Path, state: State) -> None:
    before = state(worked)
    done = run("letter", "new", CASE, "payment-receipt")
    assert (done.code, state(worked)) == (1, before)
    assert done.errors == [f"error: a receipt is for one payment: dunning letter receipt {CASE}"]


def test_names_and_numbers_are_for_the_staff(
    paid: str, run: Run, as_another: Callable[[], None], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    as_another()
    assert "王建国" in run("letter", "receipt", CASE).out
    monkeypatch.delenv("DUNNING_ACTOR")
    assert "王建国" not in run("letter", "receipt", CASE).out
    assert run("letter", "receipt", CASE, "--pdf", "-o", str(tmp_path / "r.pdf")).code == 1


@pytest.mark.skipif(not installed(), reason="this machine has no Chinese typeface")
@pytest.mark.parametrize("language", ["zh", "en"])
def test_on_paper_it_is_one_page_and_the_same_bytes(
    language: str, paid: str, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = [tmp_path / "one.pdf", tmp_path / "two.pdf"]
    for file, day in zip(files, ("2026-06-01", "2026-07-20"), strict=True):
        monkeypatch.setenv("DUNNING_TODAY", day)
        done = run("letter", "receipt", CASE, paid, "--letter-language", language, "--pdf", "-o", str(file))
        assert done.code == 0, done.err
    first, second = (file.read_bytes() for file in files)
    assert first == second
    assert pages_in(first) == 1
    assert "300.50" in texts_of(first)[0]
    assert f"R-{paid}" in texts_of(first)[0]

"""Once is once: statements read again, statements that overlap, payments typed by hand, money that goes back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Take = Callable[..., Any]
LINE = ("2026-06-10", "300.00", "赵强", "GR2026060160", "1000000001")


def payments_of(case: Any) -> list[Any]:
    return [entry for entry in case["entries"] if entry["kind"] == "payment"]


def test_a_statement_read_twice_books_nothing_more(
    take: Take, loans: Path, in_git: Callable[..., str]
) -> None:
    assert take(LINE)["commit"]
    head = in_git("rev-parse", "HEAD")
    again = take(LINE)
    assert again["booked"] == []
    assert again["commit"] is None
    assert again["left"][0]["why"].startswith("booked already: GR2026060160, 300.00 on 2026-06-10 [")
    assert in_git("rev-parse", "HEAD") == head


def test_the_same_line_twice_in_one_file_is_booked_once(take: Take) -> None:
    told = take(LINE, LINE)
    assert [each["line"] for each in told["booked"]] == [2]
    assert told["left"][0]["why"] == "the same transaction as line 2"


def test_lines_of_one_number_that_differ_are_asked(take: Take) -> None:
    told = take(LINE, (*LINE[:1], "400.00", *LINE[2:]))
    assert [each["line"] for each in told["booked"]] == [2]
    assert told["asked"][0]["why"] == "its number stands in line 2 too"


def test_lines_without_a_number_are_known_by_what_they_say(take: Take) -> None:
    line = (*LINE[:4], "")
    first = take(line, line, ("2026-06-11", *line[1:]))
    refs = [each["ref"] for each in first["booked"]]
    assert len(set(refs)) == 3
    assert all(ref.startswith("stmt:") for ref in refs)
    overlapping = take(line, line, ("2026-06-11", *line[1:]), ("2026-06-20", *line[1:]))
    assert [each["date"] for each in overlapping["booked"]] == ["2026-06-20"]


@pytest.mark.parametrize("typed", [(), ("--via", "cash", "--ref", "收据0012"), ("--via", "bank")])
def test_what_was_typed_without_its_number_is_asked(
    take: Take, run: Callable[..., Any], typed: tuple[str, ...]
) -> None:
    assert run("pay", "GR2026060160", "300", "--on", "2026-06-07", *typed).code == 0
    told = take(LINE, ("2026-06-11", *LINE[1:4], "1000000002"))
    assert [each["ref"] for each in told["booked"]] == ["1000000002"]
    (asked,) = told["asked"]
    assert asked["why"].startswith("it may be on record: GR2026060160, 300.00 on 2026-06-07 [")
    assert asked["candidates"][0]["case"] == "GR2026060160"


def test_what_was_typed_with_its_number_is_known(take: Take, run: Callable[..., Any]) -> None:
    assert (
        run("pay", "GR2026060160", "300", "--on", "2026-06-12", "--via", "wechat", "--ref", "1000000001").code
        == 0
    )
    assert take(LINE)["left"][0]["why"].startswith("booked already: GR2026060160")


def test_a_number_on_record_with_another_amount_is_asked(take: Take, run: Callable[..., Any]) -> None:
    assert run("pay", "GR1", "3000", "--on", "2026-06-10", "--via", "bank", "--ref", "1000000001").code == 0
    (asked,) = take(LINE)["asked"]
    assert asked["why"].startswith("its number is on record with another amount: GR1, 3,000.00")
    assert [each["case"] for each in asked["candidates"]] == ["GR1", "GR2026060160"]


def test_a_payment_taken_back_is_not_booked_again(
    take: Take, run: Callable[..., Any], loans: Path, read_case: Callable[[Path, str], Any]
) -> None:
    take(LINE)
    (payment,) = payments_of(read_case(loans, "GR2026060160"))
    assert run("reverse", "GR2026060160", payment["id"], "--reason", "another debtor's").code == 0
    (asked,) = take(LINE)["asked"]
    assert asked["why"].startswith("it was booked on GR2026060160 and taken back")


def test_payments_of_two_numbers_are_two_payments(take: Take) -> None:
    told = take(LINE, (*LINE[:4], "1000000002"))
    assert [each["ref"] for each in told["booked"]] == ["1000000001", "1000000002"]


def test_an_outgoing_refund_is_left_and_named(take: Take) -> None:
    told = take(("2026-06-10", "-300.00", "赵强", "退款 GR2026060160", "1000000003"))
    assert told["booked"] == told["asked"] == []
    assert told["left"] == [
        {"line": 2, "amount": "300.00", "direction": "out", "why": "money out; it names GR2026060160"}
    ]


def test_a_reversal_is_asked_and_so_is_what_it_takes_back(take: Take) -> None:
    told = take(LINE, ("2026-06-11", "-300.00", "赵强", "冲正 GR2026060160", "1000000004"))
    assert told["booked"] == []
    assert [(each["line"], each["why"]) for each in told["asked"]] == [
        (2, "line 3 takes it back"),
        (3, "it takes back line 2"),
    ]
    assert all(each["candidates"][0]["case"] == "GR2026060160" for each in told["asked"])


def test_two_clones_that_read_one_statement_are_told(
    take: Take, loans: Path, run: Callable[..., Any], bank: Callable[..., Path], in_git: Callable[..., str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    remote, other = loans.parent / "office.git", loans.parent / "other"
    in_git("clone", "--quiet", "--bare", str(loans), str(remote))
    in_git("remote", "add", "office", str(remote))
    in_git("clone", "--quiet", str(remote), str(other))
    line = (*LINE[:4], "")
    take(line)
    assert run("sync").code == 0
    monkeypatch.chdir(other)
    assert run("import", str(bank(line))).code == 0
    synced = run("sync")
    assert "is booked already: GR2026060160, 300.00 on 2026-06-10" in synced.out + synced.err
    checked = run("check")
    assert checked.code == 6
    assert "is booked already: GR2026060160, 300.00 on 2026-06-10" in checked.out + checked.err


def test_a_line_exported_in_another_form_is_asked(take: Take, run: Callable[..., Any], loans: Path) -> None:
    line = (*LINE[:4], "")
    assert take(line)["booked"]
    other = loans.parent / "other.csv"
    other.write_text(
        "卡号: 6222****2026\n交易日期,摘要,记账金额(收入),记账金额(支出),余额,对方户名,附言\n"
        "2026-06-10,转账,300.00,,1300.00,赵强,GR2026060160\n2026-06-20,转账,300.00,,1600.00,赵强,GR2026060160\n",
        encoding="utf-8",
    )
    told = run("import", str(other), "--json").json
    assert [each["date"] for each in told["booked"]] == ["2026-06-20"]
    assert told["asked"][0]["why"].startswith("it may be on record")


def test_money_of_the_office_that_comes_back_is_no_payment(take: Take) -> None:
    (asked,) = take(("2026-06-10", "300.00", "赵强", "退汇 GR2026060160", "1000000001"))["asked"]
    assert asked["why"] == "it brings back money that went out"

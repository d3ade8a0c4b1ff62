"""Statements written by the tests, and a ledger whose cases they name."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from copies import MadeOnce

ICBC = ("交易日期", "摘要", "记账金额(收入)", "记账金额(支出)", "对方户名", "对方账户", "附言", "交易流水号")
CLIENT = (
    "委案编号",
    "客户姓名",
    "委外日期",
    "逾期本金",
    "手机号码",
    "合同编号",
    "联络人1姓名",
    "联络人1关系",
    "联络人1电话",
)
LOANS = (
    ("GR1", "王建国", "9000", "13800001111", "HT-2026-0001", "李敏"),
    ("GR12", "陈立", "8000", "13800002222", "HT-2026-0012", "周正"),
    ("GR2026060160", "赵强", "7000", "13800003333", "HT-2026-0160", "孙伟"),
    ("GR2026060161", "王建国", "6000", "13800004444", "HT-2026-0161", "李敏"),
    ("GR2026060162", "刘芳", "500", "13800005555", "HT-2026-0162", "吴静"),
)

Write = Callable[..., Path]


def as_csv(rows: Sequence[Sequence[object]], encoding: str = "utf-8-sig") -> bytes:
    """Rows as a text file."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    return text.getvalue().encode(encoding)


@pytest.fixture
def bank(tmp_path: Path) -> Write:
    """Writes a bank statement: each line a day, what came in, the payer, the remark and the number."""

    def write(*lines: tuple[str, str, str, str, str], name: str = "bank.csv") -> Path:
        rows: list[Sequence[object]] = [ICBC]
        for day, amount, payer, remark, number in lines:
            gone = amount.startswith("-")
            come_in, gone_out = ("", amount[1:]) if gone else (amount, "")
            rows.append((day, "转账", come_in, gone_out, payer, "", remark, number))
        path = tmp_path / name
        path.write_bytes(as_csv(rows))
        return path

    return write


@pytest.fixture
def loans(
    ledger: Path, run: Callable[..., Any], made_once: MadeOnce, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """A ledger with five loans, two of one name; today is 2026-07-01."""
    monkeypatch.setenv("DUNNING_TODAY", "2026-07-01")
    rows: list[Sequence[object]] = [CLIENT]
    rows += [
        (case, name, "2026-06-01", owed, phone, contract, contact, "配偶", f"139{phone[3:]}")
        for case, name, owed, phone, contract, contact in LOANS
    ]
    (ledger.parent / "client.csv").write_bytes(as_csv(rows))

    def make() -> None:
        done = run("import", "../client.csv")
        assert done.code == 0, done.err

    made_once(ledger, make)
    return ledger


@pytest.fixture
def take(loans: Path, run: Callable[..., Any], bank: Write) -> Callable[..., Any]:
    """Imports a bank statement of such lines and gives what it told scripts."""

    def taken(*lines: tuple[str, str, str, str, str], options: Sequence[str] = ()) -> Any:
        done = run("import", str(bank(*lines)), "--kind", "payments", "--json", *options)
        assert done.code == 0, done.err
        return done.json

    return taken


@pytest.fixture
def verdict(take: Callable[..., Any]) -> Callable[..., Any]:
    """What becomes of one line with a remark: `booked CASE`, `asked CASE,…` or `left`."""

    def judged(remark: str, payer: str = "路人甲", amount: str = "300.00") -> str:
        told = take(("2026-06-10", amount, payer, remark, "1234567890"), options=("--dry-run",))
        if told["booked"]:
            return f"booked {told['booked'][0]['case']}"
        if told["asked"]:
            return f"asked {','.join(one['case'] for one in told['asked'][0]['candidates'])}"
        return "left"

    return judged

"""Eighteen writing commands, each with what it adds, on a ledger made ready for all of them."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

CASE, LOAN = "PF-2026-0007", "XD-2026-0001"
CSV = (
    "委案编号,批次号,委外日期,委外金额,客户姓名,剩余本金,逾期本金,逾期天数\n"
    "GR1,B,2026-06-01,1100,黄霞,1000,1100,25\nGR2,B,2026-06-01,2200,高飞,2000,2200,25\n"
)
BATCH = """{"op": "pay", "case": "PF-2026-0007", "amount": "100.00", "via": "bank", "ref": "B-1", "key": "b-1"}
{"op": "open", "case": "PF-2026-0009", "policy": "property-fee", "name": "黄霞", "key": "b-2"}
{"op": "charge", "case": "PF-2026-0009", "due": "2026-06-30", "principal": "50.00", "key": "b-3"}
{"op": "note", "case": "XD-2026-0001", "channel": "counter", "text": "来访", "key": "黄霞来访"}
{"op": "set", "case": "PF-2026-0007", "change": ["remark=老客户"], "key": "b-5"}
"""


@dataclass(frozen=True)
class Command:
    """The words, and how many entries they add to each case; a word `{entry}` stands for a payment's id."""

    words: tuple[str, ...]
    adds: dict[str, int] = field(default_factory=dict)
    rehearsed: bool = True
    """Whether `--dry-run` goes the same way, so that all it needs is loaded before the first kill."""


COMMANDS: dict[str, Command] = {
    "pay": Command(("pay", CASE, "300.00", "--via", "bank", "--ref", "收据 17"), {CASE: 1}),
    "note": Command(("note", CASE, "客户答应月底缴清", "--channel", "counter", "--result", "promised",
                     "--promise", "300.00", "--by", "2026-06-20"), {CASE: 2}),
    "letter": Command(("letter", "new", CASE, "payment-reminder"), {CASE: 1}),
    "assign": Command(("assign", CASE, LOAN, "--owner", "zhao"), {CASE: 1, LOAN: 1}),
    "import": Command(("import", "loans.csv", "--owner", "zhao"), {"GR1": 1, "GR2": 1}),
    "open": Command(("open", "PF-2026-0008", "--policy", "property-fee", "--name", "高飞"), {"PF-2026-0008": 0}),
    "charge": Command(("charge", CASE, "--on", "2026-06-01", "--due", "2026-06-30", "--principal", "1200.00"),
                      {CASE: 1}),
    "waive": Command(("waive", CASE, "penalty", "5.00", "--reason", "老客户"), {CASE: 1}),
    "extend": Command(("extend", CASE, "--due", "2026-07-31", "--reason", "住院"), {CASE: 1}),
    "hold": Command(("hold", CASE, "accrual", "--reason", "核实金额", "--until", "2026-06-10"), {CASE: 1}),
    "promise": Command(("promise", CASE, "200.00", "--by", "2026-06-20"), {CASE: 1}),
    "plan": Command(("plan", "new", CASE, "--instalments", "2", "--amount", "100.00", "--first", "2026-06-20",
                     "--every", "month"), {CASE: 1}),
    "set": Command(("set", CASE, "debtor.employer=青禾小学")),
    "close": Command(("close", LOAN, "--reason", "returned"), {LOAN: 1}),
    "reverse": Command(("reverse", LOAN, "{entry}", "--reason", "记错"), {LOAN: 1}),
    "undo": Command(("undo",), {LOAN: 1}),
    "batch": Command(("batch", "lines.jsonl", "--resume"), {CASE: 1, LOAN: 1, "PF-2026-0009": 1}),
    "sync": Command(("sync",), {LOAN: 1}, rehearsed=False),
}  # fmt: skip


def made_ready(folder: Path, run: Callable[..., Any]) -> str:
    """Gives a ledger a payment to reverse, a file to import and a remote that is one note ahead; the payment's id."""
    done = run("--ledger", str(folder), "pay", LOAN, "12.34", "--json")
    assert done.code == 0, done.err
    (folder / ".git" / "info").mkdir(exist_ok=True)
    (folder / ".git" / "info" / "exclude").write_text("loans.csv\nlines.jsonl\n")
    (folder / "loans.csv").write_text(CSV, encoding="utf-8")
    (folder / "lines.jsonl").write_text(BATCH, encoding="utf-8")
    ahead = folder.with_name("ahead")
    shutil.copytree(folder, ahead, symlinks=True)
    assert run("--ledger", str(ahead), "note", LOAN, "来电", "--channel", "letter").code == 0
    subprocess.run(["git", "-C", str(folder), "remote", "add", "branch", str(ahead)], check=True)
    return str(done.json["entry"])

"""A day's work in git's own words: lines are only added, apart from edits of heads."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

CASE, LOAN = "PF-2026-0007", "XD-2026-0001"
DAY: tuple[tuple[str, ...], ...] = (
    ("note", CASE, "客户表示月底缴清;\n已告知违约金", "--channel", "counter", "--result", "promised", "--verified"),
    ("promise", CASE, "200.00", "--by", "2026-06-20"),
    ("pay", CASE, "300.00", "--via", "bank"),
    ("letter", "new", CASE, "payment-reminder"),
    ("set", CASE, "debtor.employer=青禾小学"),
    ("assign", CASE, LOAN, "--owner", "zhao"),
    ("set", CASE, "debtor.employer=青禾中学"),
    ("pay", LOAN, "12.34", "--ref", "收据 8"),
    ("undo",),
    ("charge", CASE, "--on", "2026-06-01", "--due", "2026-06-30", "--principal", "1200.00"),
    ("open", "PF-2026-0008", "--policy", "property-fee", "--name", "高飞"),
    ("close", LOAN, "--reason", "returned"),
    ("reopen", LOAN, "--reason", "退案有误"),
)  # fmt: skip


def test_a_day_of_work_only_adds_lines(struck: Callable[[], Any]) -> None:
    ledger = struck()
    start = ledger.git("rev-parse", "HEAD").strip()
    for words in DAY:
        done = ledger.command(*words)
        assert done.code == 0, (words, done.err)
    log = ledger.git("log", "-p", "--format=commit %s", f"{start}..", "--", "cases/")
    commits = [text.split("\n", 1) for text in re.split(r"(?m)^commit ", log)[1:]]
    assert len(commits) == len(DAY)
    removed = [(subject, re.findall(r"(?m)^-(?!-- )(.*)$", patch)) for subject, patch in commits]
    changed = [(subject.split()[0], *map(str.strip, lines)) for subject, lines in removed if lines]
    assert changed == [("set", "employer: 青禾小学")]
    assert sum(len(re.findall(r"(?m)^\+(?!\+\+ )", patch)) for _, patch in commits) > len(DAY)
    ledger.assert_sound()

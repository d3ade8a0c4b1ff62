"""Hours from a client's data to their entry, and how rates are rounded: what a calculator says, by the real commands."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
MAY = ("--from", "2026-05-01", "--to", "2026-05-31")
HEAD = """case: {case}
policy: small-loan
debtor: {{name: 王建国}}
owner: wang
batch: {{id: B1, entrusted: {entrusted}}}
entries:
  - {{id: 01ks00000000000{number}, kind: opening, date: {entrusted}, principal: 100.00, by: sun, at: {entered}+08:00}}
"""


def hours(ledger: Path, run: Run, in_git: Run, *intake: tuple[str, str]) -> Any:
    """Hours to entry of cases that were entrusted and entered then."""
    (ledger / "cases" / "small-loan").mkdir(parents=True)
    for number, (entrusted, entered) in enumerate(intake):
        text = HEAD.format(case=f"X-{number}", entrusted=entrusted, entered=entered, number=number)
        (ledger / "cases" / "small-loan" / f"X-{number}.yaml").write_text(text, encoding="utf-8")
    in_git("add", "-A")
    in_git("commit", "-qm", "cases of another place")
    return run("report", "activity", *MAY, "--json").json["total"]["entry_hours"]


@pytest.mark.parametrize(
    ("intake", "mean"),
    [
        ([("2026-05-11", "2026-05-12T09:00:00")], "9.00"),
        # entered on the day itself: it took no time, and makes up for nothing else
        ([("2026-05-11", "2026-05-11T09:00:00")], "0.00"),
        ([("2026-05-11", "2026-05-11T09:00:00"), ("2026-05-11", "2026-05-12T20:00:00")], "10.00"),
        # a Friday's, entered on Monday: neither day off counts
        ([("2026-05-15", "2026-05-18T09:30:00")], "9.00"),
        # before the holidays of May: 1 to 5 May are off
        ([("2026-04-30", "2026-05-06T10:00:00"), ("2026-05-11", "2026-05-12T00:00:00")], "0.00"),
        ([("2026-05-01", "2026-05-06T10:00:00")], "10.00"),
        ([("2026-04-01", "2026-04-02T10:00:00")], None),
    ],
)
def test_hours_to_entry(
    ledger: Path, run: Run, in_git: Run, intake: list[tuple[str, str]], mean: str | None
) -> None:
    assert hours(ledger, run, in_git, *intake) == mean


def test_half_a_hundredth_is_rounded_up(worked: Path, run: Run, tmp_path: Path) -> None:
    lines = [
        {"op": "note", "case": "XD-2026-0001", "text": "x", "channel": "phone", "on": f"2026-05-{2 + number // 3:02}",
         "result": "reached" if number == 5 else "no_answer", "agent": "wang"}
        for number in range(32)
    ]  # fmt: skip
    file = tmp_path / "calls.jsonl"
    file.write_text("\n".join(map(json.dumps, lines)) + "\n", encoding="utf-8")
    done = run("batch", str(file), "--actor", "zhou")
    assert done.code == 0, done.err
    total = run("report", "activity", *MAY, "--json").json["total"]
    # one in 32 is 3.125 %
    assert (total["calls"], total["connected"], total["connect_rate"]) == (32, 1, "3.13")
    assert "3.13%" in run("report", "activity", *MAY).out

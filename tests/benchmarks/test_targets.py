"""The table of the benchmarks: every row that was agreed on, its mark, and the page it is written on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
AGREED = {
    "--version": "≤ 2 × bare Python, ≤ 1.3 × import typer",
    "--help": "≤ 2 × bare Python, ≤ 1.3 × import typer",
    "complete": "≤ 1.5 × `--help`",
    **dict.fromkeys(
        ("list", "find", "status", "remind", "workload"), "≤ taskwarrior's list + import typer; ≤ 100 MB"
    ),
    **dict.fromkeys(("recovery", "collectors", "compliance"), "≤ 1.5 × list; ≤ 120 MB"),
    "page": "≤ 1.5 × list + 0.1 s; ≤ 120 MB",
    "first look": "≤ 1.5 s + 0.5 ms × cases that moved",
    "first read": "≤ 6 s, ≤ 250 MB",
    **dict.fromkeys(("pay", "note"), "≤ 4 × git add + commit"),
    "batch": "≤ 2 × git add + commit + 5 s",
    "import": "≤ 3 × git add + commit",
    "check, first": "≤ 1.5 × first read",
    "check": "≤ 3 s",
    "audit, first": "≤ 4 × git log -p -- cases > file; ≤ 250 MB",
    "audit": "≤ 1 s",
    "evidence": "≤ 2 s",
    "letter batch": "≤ 20 s for 5,000",
    "list after a pull": "≤ 1.3 × warm",
    "account": "≤ 5 ms",
    "card": "≤ 10 ms",
}


@pytest.fixture(autouse=True)
def _at_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    """The modules of the measurement can be imported."""
    monkeypatch.syspath_prepend(str(ROOT / "benchmarks"))


def figures(cpu: float, peak: int = 0, **notes: float) -> Any:
    from measure.running import Figures

    return Figures(cpu, cpu, peak, 1, notes)


def test_every_row_that_was_agreed_on_is_measured() -> None:
    from measure.targets import ROWS

    rows = {row.side: row.target for row in ROWS}
    assert {side: rows.get(side) for side in AGREED} == AGREED


def test_a_row_is_marked_by_time_and_by_memory() -> None:
    from measure.targets import judged

    found = {"task list": figures(0.2), "typer": figures(0.1), "list": figures(0.29, 90 << 20)}
    marks = {each.row.side: each.within for each in judged(found, 10_000, {})}
    assert marks["list"] is True
    assert marks["find"] is None
    found["list"] = figures(0.31, 90 << 20)
    assert {each.row.side: each.within for each in judged(found, 10_000, {})}["list"] is False
    found["list"] = figures(0.29, 101 << 20)
    assert {each.row.side: each.within for each in judged(found, 10_000, {})}["list"] is False


def test_ten_times_as_many_cases_may_take_eleven_times_as_long_and_a_gigabyte() -> None:
    from measure.targets import judged

    found = {"list": figures(3.2, 1000 << 20), "pay": figures(1.0), "git commit of a payment": figures(0.2)}
    rows = {each.row.side: each for each in judged(found, 100_000, {"list": 0.3, "pay": 9.0})}
    assert rows["list"].limit == pytest.approx(3.3)
    assert rows["list"].within is True
    assert rows["pay"].within is False, "a write takes no longer in a large ledger"


def test_a_peer_that_is_not_installed_is_said_and_a_run_replaces_its_own_part_of_the_page(
    tmp_path: Path,
) -> None:
    from measure.table import write_page
    from measure.targets import judged

    page = tmp_path / "RESULTS.md"
    for cases, cpu in ((10_000, 0.5), (1_000, 0.05), (10_000, 0.25)):
        rows = [each for each in judged({"list": figures(cpu, 60 << 20)}, cases, {}) if each.found]
        write_page(page, cases, {"date": "2026-06-15", "cores": "2"}, "Nothing else ran.", rows)
    text = page.read_text(encoding="utf-8")
    assert [line for line in text.splitlines() if line.startswith("#")] == [
        "# Results", "## 1,000 cases", "## 10,000 cases",
    ]  # fmt: skip
    assert "date 2026-06-15, cores 2. Nothing else ran." in text
    assert "| `list` | 0.25 s | 0.25 s | 60 MB | task list is not installed |" in text
    assert "0.50 s" not in text
    write_page(page, 1_000, {"date": "2026-06-16"}, "", [])
    assert "| `list` | 0.25 s" in page.read_text(encoding="utf-8")


def test_processes_are_measured_with_all_that_they_start(tmp_path: Path) -> None:
    import sys

    from measure.running import Failed, Side, by_turns

    busy = "x = list(range(3_000_000)); sum(x)"
    inner = [sys.executable, "-c", busy]
    words = [sys.executable, "-c", f"import subprocess; subprocess.run({inner!r}, check=True)"]
    order: list[str] = []
    found = by_turns(
        {
            "busy": Side(words, tmp_path, {}, lambda number: order.append(f"busy {number}")),
            "idle": Side(
                [sys.executable, "-c", "pass"], tmp_path, {}, lambda number: order.append(f"idle {number}")
            ),
        },
        2,
    )
    assert order == ["busy 0", "idle 0", "busy 1", "idle 1"]
    assert found["busy"].cpu > found["idle"].cpu
    assert found["busy"].peak > 50 << 20
    assert found["busy"].rounds == 2
    with pytest.raises(Failed, match=r"exit code 1\nno such thing"):
        Side([sys.executable, "-c", "import sys; sys.exit('no such thing')"], tmp_path, {}).run(0)

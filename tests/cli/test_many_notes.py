"""Many notes of one kind are one line with a count; an empty list names the work that nobody has."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Done

Run = Callable[..., Done]


@pytest.fixture
def seven(ledger: Path, run: Run) -> Path:
    """Seven loans at a rate that is known for some months only, none of which has a collector."""
    lines = []
    for number in range(7):
        case = f"XD-{number}"
        lines.append(
            {
                "op": "open",
                "case": case,
                "policy": "small-loan",
                "name": "赵强",
                "term": ["contract_rate=lpr_1y + 3%"],
            }
        )
        lines.append(
            {
                "op": "opening",
                "case": case,
                "on": "2026-05-01",
                "principal": "1000",
                "overdue_since": "2026-04-20",
            }
        )
    Path("lines.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    assert run("batch", "lines.jsonl").code == 0
    return ledger


def test_an_unknown_rate_is_told_once_with_the_number_of_cases(seven: Path, run: Run) -> None:
    for words in (("list",), ("remind",), ("status",)):
        done = run(*words, "--as-of", "2027-06-01")
        (line,) = done.errors
        assert "lpr_1y" in line
        assert "(7 cases: XD-0, XD-1, XD-2, XD-3, XD-4, …)" in line
        assert done.out.count("XD-") >= 7
    zh = run("--lang", "zh", "list", "--as-of", "2027-06-01")
    assert "（7 个案件：XD-0" in zh.err


def test_letters_that_cannot_be_written_are_told_once(seven: Path, run: Run) -> None:
    done = run("letter", "batch", "--policy", "small-loan", "--template", "overdue-notice", "--dry-run")
    assert done.code == 1
    assert len(done.errors) == 2
    assert "the same in 7 cases" in done.errors[1]


def test_an_empty_list_of_work_names_cases_without_a_collector(seven: Path, run: Run) -> None:
    done = run("work", "--actor", "wang")
    assert (
        "nothing to do for wang; open cases without a collector: 7, see: dunning list --owner none; "
        "to take them: dunning assign --from nobody --owner wang" in done.out
    )
    assert run("list", "--owner", "none", "--json").json["cases"][0]["case"] == "XD-0"
    assert "7 个未结案件没有催收员" in run("--lang", "zh", "work", "--actor", "wang").out

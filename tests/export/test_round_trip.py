"""Cases that were exported and imported into another ledger owe the same, component by component."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
DAY = "2026-06-15"


@pytest.mark.parametrize(
    ("name", "words"), [("cases.xlsx", ()), ("cases.csv", ("--codes",)), ("cases.csv", ())]
)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_balances_of_exported_cases_come_back(
    name: str, words: tuple[str, ...], language: str, sample: Path, ledger: Path, run: Run, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setenv("DUNNING_TODAY", DAY)
    file = tmp_path / name
    there = ("--ledger", str(sample), "--lang", language)
    done = run(*there, "export", "cases", "--reveal", "--open", "--actor", "sun", "-o", str(file), *words)
    assert done.code == 0, done.err
    taken = run("import", str(file), "--json")
    assert taken.json["rejected"] == []
    assert (taken.code, taken.json["profile"]) == (0, "exported-cases"), taken.err
    before, after = (
        {
            case["case"]: case["balance"]
            for case in run(*place, "list", "--json", "--as-of", DAY).json["cases"]
        }
        for place in (there, ())
    )
    assert len(after) == 61
    assert after == before


@pytest.mark.parametrize("name", ["cases.xlsx", "cases.csv"])
def test_paid_and_overpaid_cases_come_back_with_their_credit(
    name: str, worked: Path, run: Run, tmp_path: Path
) -> None:
    owed = {row["case"]: row["balance"]["total"] for row in run("list", "--json").json["cases"]}
    paid, overpaid = sorted(owed)
    assert run("pay", paid, owed[paid], "--via", "bank", "--ref", "A1").code == 0
    assert run("pay", overpaid, owed[overpaid], "--via", "bank", "--ref", "A2").code == 0
    assert run("pay", overpaid, "12.34", "--via", "bank", "--ref", "A3").code == 0
    file = tmp_path / name
    assert run("export", "cases", "--reveal", "--open", "-o", str(file)).code == 0
    other = tmp_path / "other"
    assert run("init", str(other), "--office", "乙").code == 0
    there = ("--ledger", str(other))
    assert run(*there, "import", str(file), "--json").json["rejected"] == []
    before, after = (
        {case["case"]: case["balance"] for case in run(*place, "list", "--json").json["cases"]}
        for place in ((), there)
    )
    assert (before[paid]["total"], before[overpaid]["credit"]) == ("0.00", "12.34")
    assert after == before

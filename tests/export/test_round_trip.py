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

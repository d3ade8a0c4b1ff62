"""What an import says: no line contradicts another, and what it advises helps."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
HEADER = ["楼栋", "房号", "业主姓名", "欠费期间", "欠费金额"]


def home(room: str, name: str, period: str, amount: str) -> list[str]:
    """A row of a list of arrears."""
    return ["1栋", room, name, period, amount]


@pytest.fixture
def listed(ledger: Path, tmp_path: Path) -> Callable[..., str]:
    """Writes a list of homes in arrears."""

    def write(*rows: list[str], title: str = "", header: list[str] = HEADER) -> str:
        path = tmp_path / "homes.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([*([[title]] if title else []), header, *rows])
        return str(path)

    return write


def test_rows_to_sign_stop_no_import(listed: Callable[..., str], run: Run) -> None:
    rows = (home("101", "高丽娟", "2026.05", "200"), ["物业经理签字：", "", "", "日期：", ""])
    done = run("import", listed(*rows))
    assert done.code == 0, done.out
    assert "rows without data left out: 3 (物业经理签字：)" in done.err

"""Client files to read: the samples, and small ones written by the tests."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from pathlib import Path

import openpyxl
import pytest

FIXTURES = Path(__file__).parents[1] / "fixtures"
Rows = Sequence[Sequence[object]]


@pytest.fixture
def sample() -> Path:
    """A client's workbook with 200 loans, a title, a totals row and a second sheet."""
    return FIXTURES / "personal-loans-2026-06.xlsx"


@pytest.fixture
def contact_history() -> Path:
    """A client's contact history in GB18030."""
    return FIXTURES / "contact-history-2026-06.csv"


@pytest.fixture
def csv_file(tmp_path: Path) -> Callable[..., Path]:
    """Writes rows as a text file and returns its path."""

    def write(rows: Rows, encoding: str = "utf-8", delimiter: str = ",", name: str = "loans.csv") -> Path:
        text = io.StringIO(newline="")
        csv.writer(text, delimiter=delimiter).writerows(rows)
        path = tmp_path / name
        path.write_bytes(text.getvalue().encode(encoding))
        return path

    return write


@pytest.fixture
def xlsx_file(tmp_path: Path) -> Callable[..., Path]:
    """Writes sheets of rows as a workbook and returns its path."""

    def write(*sheets: Rows, name: str = "loans.xlsx") -> Path:
        book = openpyxl.Workbook()
        book.remove(book.active)
        for number, rows in enumerate(sheets, start=1):
            sheet = book.create_sheet(f"表{number}")
            for row in rows:
                sheet.append(list(row))
        path = tmp_path / name
        book.save(path)
        return path

    return write

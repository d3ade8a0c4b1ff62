"""The rows of an .xlsx workbook as text: numbers exactly as the spreadsheet shows them, no floats."""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from dunning_cli.intake.sheet import HEADER_WITHIN, LEAST_HEADERS, HeaderScore, RawRow, Sheet
from dunning_cli.kernel.errors import Refused
from dunning_cli.kernel.message import Message, msg
from dunning_cli.kernel.pattern import pattern

LARGEST_UNPACKED = 2 * 1024**3
"""Bytes of all parts of a workbook once unpacked; beyond it the file is refused, not loaded."""

_OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_FORMULA_CELL = pattern(rb'\br="([A-Z]{1,3})([0-9]{1,7})"[^<>]*>\s*<(?:\w+:)?f[\s/>]')
_CHUNK = 1 << 22
_OVERLAP = 1 << 10
# Spreadsheets keep fifteen significant digits of a number and put zeros for the rest.
_EXACT_DIGITS = 15
_FIRST_INEXACT = 10**_EXACT_DIGITS


def read_workbook(name: str, data: bytes, score: HeaderScore) -> Sheet:
    """The visible sheet with the best header (the first of equals; the first sheet if none has any).

    Numbers become plain digits, dates ISO text, formulas their saved result. `name` is only used in
    messages. Raises Refused for a workbook that is damaged, password-protected or not .xlsx at all.
    """
    _refuse_other_formats(name, data)
    try:
        book = _opened(data)
        sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"] or book.worksheets
        scores = [score(_top_rows(sheet)) for sheet in sheets]
    except Exception as error:  # a damaged workbook fails with whatever its parsers meet first
        raise _damaged(name) from error
    if not sheets:
        raise Refused(msg("{file} has no sheet with cells", file=name))
    best = scores.index(max(scores))
    others = tuple(
        sheet.title
        for at, sheet in enumerate(sheets)
        if at != best and scores[at] >= max(LEAST_HEADERS, scores[best] // 2)
    )
    return Sheet(sheets[best].title, _rows(name, data, book, sheets[best]), others)


def _refuse_other_formats(name: str, data: bytes) -> None:
    if data.startswith(_OLE_MAGIC):
        if _ENCRYPTED in data:
            raise Refused(
                msg("{file} is protected by a password: save it without one and import that file", file=name)
            )
        raise Refused(
            msg(
                "{file} is a workbook of the old .xls format: save it as .xlsx and import that file",
                file=name,
            )
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unpacked = sum(part.file_size for part in archive.infolist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise _damaged(name) from error
    if unpacked > LARGEST_UNPACKED:
        raise Refused(msg("{file} is too large once unpacked: split it into several files", file=name))


def _damaged(name: str) -> Refused:
    return Refused(
        msg(
            "{file} is damaged or not an .xlsx workbook: save it again as .xlsx and import that file",
            file=name,
        )
    )


def _opened(data: bytes) -> Any:
    import openpyxl

    with _quiet():
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    for sheet in book.worksheets:
        sheet.reset_dimensions()  # some exporters write a wrong size, and cells beyond it would be lost
    return book


@contextmanager
def _quiet() -> Iterator[None]:
    """Keeps openpyxl's warnings about styles, validations and impossible dates off the person's screen."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def _values(sheet: Any, last: int | None = None) -> Iterator[Sequence[object]]:
    rows = sheet.iter_rows(max_row=last, values_only=True)
    while True:
        with _quiet():  # never across a yield: the filter is the whole process's
            values = next(rows, None)
        if values is None:
            return
        yield values


def _top_rows(sheet: Any) -> list[list[str]]:
    return [[cell_text(value) for value in values] for values in _values(sheet, HEADER_WITHIN)]


def _rows(name: str, data: bytes, book: Any, sheet: Any) -> Generator[RawRow, None, None]:
    try:
        formulas = _formula_cells(data, sheet)
        for number, values in enumerate(_values(sheet), start=1):
            doubts = _doubts(values, formulas.get(number, ()))
            yield RawRow(number, [cell_text(value) for value in values], doubts)
    except Exception as error:
        raise _damaged(name) from error
    finally:
        book.close()


def _formula_cells(data: bytes, sheet: Any) -> dict[int, list[int]]:
    """Row number → positions of the formula cells, found in the sheet's XML without parsing it again."""
    from openpyxl.utils import column_index_from_string

    found: dict[int, list[int]] = {}
    part = str(getattr(sheet, "_worksheet_path", "")).lstrip("/")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if part not in archive.namelist():
            return found
        with archive.open(part) as stream:
            tail = b""
            while chunk := stream.read(_CHUNK):
                text = tail + chunk
                if b"<f" in text or b":f" in text:
                    for letters, row in _FORMULA_CELL.findall(text):
                        found.setdefault(int(row), []).append(column_index_from_string(letters.decode()) - 1)
                tail = text[-_OVERLAP:]
    return found


def _doubts(values: Sequence[object], formulas: Sequence[int]) -> Mapping[int, Message]:
    doubts = {
        at: msg(
            "{text} is stored as a number of more than 15 digits, and spreadsheets lose the rest:"
            " enter the column as text",
            text=cell_text(value),
        )
        for at, value in enumerate(values)
        if isinstance(value, (int, float)) and abs(value) >= _FIRST_INEXACT
    }
    for at in formulas:
        if at >= len(values) or values[at] is None:
            doubts[at] = msg(
                "its formula has no saved result: open the file in a spreadsheet program and save it"
            )
    return doubts


def cell_text(value: object) -> str:
    """A cell's value as text: nothing is `""`, midnight is a date alone, numbers have no exponent."""
    if isinstance(value, str):
        # Carriage returns inside a cell are escaped in the file, and openpyxl passes the escape on.
        return value.replace("_x000D_\n", "\n").replace("_x000D_", "\n") if "_x000D_" in value else value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return _number_text(value)
    if isinstance(value, datetime):
        return _moment_text(value)
    if isinstance(value, (date, time)):
        return value.isoformat()
    return str(value)


def _number_text(value: float) -> str:
    """The digits a spreadsheet shows: `repr`, and where that has noise behind the 15th digit, 15 digits.

    So 11513.89 stays 11513.89 and a saved sum of 0.30000000000000004 is 0.3; nothing visible is rounded.
    """
    exact = Decimal(repr(value))
    if not exact.is_finite():
        return str(value)
    if len(exact.as_tuple().digits) > _EXACT_DIGITS:
        exact = Decimal(f"{value:.{_EXACT_DIGITS}g}")
    text = format(exact, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _moment_text(moment: datetime) -> str:
    if moment.microsecond:  # serial numbers of days are inexact below the second
        moment = (moment + timedelta(microseconds=500_000)).replace(microsecond=0)
    if moment.time() == time(0):
        return moment.date().isoformat()
    return moment.isoformat(sep=" ")

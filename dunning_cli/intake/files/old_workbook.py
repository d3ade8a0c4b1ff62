"""The sheets of a workbook of the old .xls format."""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import partial
from itertools import islice
from typing import Any, Literal

from dunning_cli.intake.files.cell_text import Filling, MergedCells, cell_doubts, cell_text
from dunning_cli.intake.files.sheet import HEADER_WITHIN, RawRow, Sheet
from dunning_cli.intake.files.workbook import damaged
from dunning_cli.kernel.errors import Refused
from dunning_cli.kernel.message import msg


def read_old_workbook(name: str, data: bytes) -> list[Sheet]:
    """The visible sheets of an .xls workbook, as `read_workbook` gives those of an .xlsx one. Raises Refused."""
    import xlrd

    try:
        with xlrd.open_workbook(
            file_contents=data, formatting_info=True, logfile=io.StringIO(), ragged_rows=True
        ) as book:
            sheets = [sheet for sheet in book.sheets() if not sheet.visibility] or book.sheets()
            return [_sheet(book, sheet) for sheet in sheets]
    except Exception as error:  # a damaged workbook fails with whatever its parser meets first
        if "encrypted" in str(error).lower():
            raise protected(name) from error
        raise damaged(name) from error


def _sheet(book: Any, sheet: Any) -> Sheet:
    merged = [
        MergedCells(first + 1, last, left, right - 1) for first, last, left, right in sheet.merged_cells
    ]
    rows = list(_rows(book, sheet))
    top = Filling(merged, sideways=True)
    return Sheet(
        sheet.name,
        tuple(top.filled(row) for row in islice(rows, HEADER_WITHIN)),
        partial(map, Filling(merged).filled, rows),
    )


def _rows(book: Any, sheet: Any) -> Iterator[RawRow]:
    import xlrd

    texts = xlrd.biffh.error_text_from_code
    for at in range(sheet.nrows):
        values: list[object] = []
        errors = {}
        for place, cell in enumerate(sheet.row(at)):
            value = cell.value
            if cell.ctype == xlrd.XL_CELL_DATE:
                value = _moment(value, book.datemode)
            elif cell.ctype == xlrd.XL_CELL_BOOLEAN:
                value = bool(value)
            elif cell.ctype == xlrd.XL_CELL_ERROR:
                errors[place] = texts.get(value, "#?")
                value = None
            values.append(value)
        info = sheet.rowinfo_map.get(at)
        yield RawRow(
            at + 1,
            [cell_text(value) for value in values],
            cell_doubts(values, (), errors),
            hidden=bool(info is not None and info.hidden),
        )


def _moment(serial: float, datemode: Literal[0, 1]) -> object:
    """A day or a time of the spreadsheet; what is no day of its calendar stays a number."""
    import xlrd

    try:
        moment = xlrd.xldate_as_datetime(serial, datemode)
    except (ValueError, OverflowError):
        return serial
    return moment if serial >= 1 else moment.time()


def protected(name: str) -> Refused:
    """That a workbook cannot be opened without its password."""
    return Refused(
        msg("{file} is protected by a password: save it without one and import that file", file=name)
    )

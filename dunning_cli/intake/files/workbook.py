"""The sheets of an .xlsx workbook as text: numbers exactly as the spreadsheet shows them, no floats."""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import partial
from itertools import islice
from typing import Any

from dunning_cli.intake.files.cell_text import Filling, MergedCells, cell_doubts, cell_text
from dunning_cli.intake.files.sheet import HEADER_WITHIN, MOST_ROWS, RawRow, Sheet
from dunning_cli.intake.files.workbook_parts import SheetFacts, TooLarge, workbook_facts
from dunning_cli.kernel.errors import Refused
from dunning_cli.kernel.message import msg

ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
"""Stands in a workbook that is protected by a password."""


def read_workbook(name: str, data: bytes) -> list[Sheet]:
    """The visible sheets of a workbook; all of them where none is visible.

    Numbers become plain digits, dates ISO text, formulas their saved result. `name` is only used in messages. Raises
    Refused for a workbook that is damaged, too large or not .xlsx at all.
    """
    try:
        return _sheets(name, data)
    except TooLarge:
        raise too_large(name) from None
    except Refused:
        raise
    except BaseException as error:  # a damaged workbook fails with whatever its parsers meet first
        if isinstance(error, (KeyboardInterrupt, SystemExit, MemoryError)):
            raise
        raise damaged(name) from error


def _sheets(name: str, data: bytes) -> list[Sheet]:
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    facts = workbook_facts(data)
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    tables = [
        (place, meta)
        for place, meta in enumerate(book.sheets_metadata)
        if meta.typ is SheetTypeEnum.WorkSheet
    ]
    shown = [(place, meta) for place, meta in tables if meta.visible is SheetVisibleEnum.Visible]
    return [
        _sheet(name, book.get_sheet_by_index(place), facts[place] if place < len(facts) else SheetFacts())
        for place, meta in shown or tables
    ]


def _sheet(name: str, sheet: Any, facts: SheetFacts) -> Sheet:
    if sheet.total_height > 10 * MOST_ROWS:
        raise too_large(name)
    merged = [
        MergedCells(first + 1, last + 1, left, right)
        for (first, left), (last, right) in sheet.merged_cell_ranges or ()
        if last - first < MOST_ROWS
    ]
    top = Filling(merged, sideways=True)
    rows = partial(_rows, sheet, facts)
    return Sheet(
        sheet.name,
        tuple(top.filled(row) for row in islice(rows(), HEADER_WITHIN)),
        lambda: map(Filling(merged).filled, rows()),
    )


def _rows(sheet: Any, facts: SheetFacts) -> Iterator[RawRow]:
    start = sheet.start
    before = [""] * (start[1] if start else 0)
    for number, values in enumerate(sheet.iter_rows(), start=1):
        formulas, errors = facts.formulas.get(number, ()), facts.errors.get(number, {})
        shown = [*before, *values]
        beyond = max([*formulas, *errors], default=-1) + 1 - len(shown)
        shown.extend("" for _ in range(beyond))
        yield RawRow(
            number,
            [cell_text(value) for value in shown],
            cell_doubts(shown, formulas, errors),
            hidden=number in facts.hidden,
        )


def damaged(name: str) -> Refused:
    """That a workbook cannot be read."""
    return Refused(
        msg(
            "{file} is damaged or not a workbook: save it again as .xlsx and import that file",
            file=name,
        )
    )


def too_large(name: str) -> Refused:
    """That a workbook would not fit into memory."""
    return Refused(msg("{file} is too large once unpacked: split it into several files", file=name))

"""The value of a spreadsheet's cell as the text it shows: numbers exactly, no floats, and merged cells filled."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from dunning_cli.intake.files.sheet import RawRow
from dunning_cli.kernel.message import Message, msg
from dunning_cli.kernel.record import dataclass

# Spreadsheets keep fifteen significant digits of a number and put zeros for the rest.
_EXACT_DIGITS = 15
_FIRST_INEXACT = 10**_EXACT_DIGITS


def cell_text(value: object) -> str:
    """A cell's value as text: nothing is `""`, midnight is a date alone, numbers have no exponent."""
    if isinstance(value, str):
        # Carriage returns inside a cell are escaped in the file, and a reader may pass the escape on.
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
    if value.is_integer() and abs(value) < _FIRST_INEXACT:
        return str(int(value))
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


def lost_digits(values: Sequence[object]) -> dict[int, Message]:
    """By position, numbers of which the spreadsheet has lost digits."""
    return {
        at: msg(
            "{text} is stored as a number of more than 15 digits, and spreadsheets lose the rest:"
            " enter the column as text",
            text=cell_text(value),
        )
        for at, value in enumerate(values)
        if isinstance(value, (int, float)) and not -_FIRST_INEXACT < value < _FIRST_INEXACT
    }


@dataclass(frozen=True, slots=True)
class MergedCells:
    """Cells that are one: the first and last row, counted from 1, and the first and last position in a row."""

    first: int
    last: int
    left: int
    right: int


class Filling:
    """Gives every row the texts of the cells that are merged into it from above."""

    def __init__(self, merged: Iterable[MergedCells], sideways: bool = False) -> None:
        """`sideways` gives a text to all the columns too that its cell covers: for headers, not for data."""
        self._by_row: dict[int, list[MergedCells]] = {}
        self._texts: dict[MergedCells, str] = {}
        self._sideways = sideways
        for cells in merged:
            if cells.last > cells.first or (sideways and cells.right > cells.left):
                for row in range(cells.first, cells.last + 1):
                    self._by_row.setdefault(row, []).append(cells)

    def filled(self, row: RawRow) -> RawRow:
        """The row with those texts; `merged` says where."""
        here = self._by_row.get(row.number)
        if not here:
            return row
        texts = list(row.cells)
        merged = set()
        for cells in here:
            texts.extend("" for _ in range(cells.right + 1 - len(texts)))
            if row.number == cells.first:
                self._texts[cells] = texts[cells.left]
            text = self._texts.get(cells, "")
            if cells.last > cells.first:
                merged.add(cells.left)
            for at in range(cells.left, cells.right + 1 if self._sideways else cells.left + 1):
                texts[at] = text
        return RawRow(row.number, texts, row.doubts, frozenset(merged), row.hidden)


def cell_doubts(
    values: Sequence[object], formulas: Sequence[int], errors: Mapping[int, str]
) -> Mapping[int, Message]:
    """By position why cells of a row must not be believed."""
    doubts = lost_digits(values)
    for at in formulas:
        if at not in errors and (at >= len(values) or values[at] is None or values[at] == ""):
            doubts[at] = msg(
                "its formula has no saved result: open the file in a spreadsheet program and save it"
            )
    for at, error in errors.items():
        doubts[at] = msg("'{text}' is an error of the spreadsheet, not a value", text=error)
    return doubts

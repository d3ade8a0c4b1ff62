"""What a workbook's reader does not tell: hidden rows, formulas without a result, and how large it would be in memory."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import field
from typing import IO

from dunning_cli.kernel.pattern import pattern
from dunning_cli.kernel.record import dataclass

LARGEST_UNPACKED = 600 * 1024**2
"""Bytes of all parts of a workbook once unpacked; beyond it the file is not loaded."""
WIDEST = 702
"""Columns up to ZZ."""
_MOST_PLACES = 15_000_000
"""Places in the rectangle from the first cell to the last one with a value: its reader takes memory for each."""

_CHUNK = 1 << 22
_OVERLAP = 1 << 12
_FORMULA_CELL = pattern(rb'<(?:\w+:)?c r="([A-Z]{1,3})([0-9]{1,7})"[^<>]*>\s*<(?:\w+:)?f[\s/>]')
_ERROR_CELL = pattern(
    rb' r="([A-Z]{1,3})([0-9]{1,7})"(?=[^<>]*\bt="e")[^<>]*>\s*(?:<(?:\w+:)?f\b[^<>]*(?:/>|>[^<]*</(?:\w+:)?f>)\s*)?'
    rb"<(?:\w+:)?v>([^<]{1,20})<"
)
_HIDDEN_ROW = pattern(rb'<(?:\w+:)?row (?=[^<>]*\bhidden="(?:1|true)")[^<>]*\br="([0-9]{1,7})"')
_BEYOND = pattern(rb' r="[A-Z]{3}[0-9]{1,7}"[^<>/]*>\s*<(?:\w+:)?(?:v|is|f)[\s/>]')
_FAR_CELL = pattern(
    rb"""\br\s*=\s*["'](?:([A-Za-z]{2,})([0-9]+)|([A-Za-z])([0-9]{5,}))["'][^<>/]*>\s*<(?:\w+:)?(?:v|is|f)[\s/>]"""
)
_FAR_ROW = pattern(
    rb"""<(?:\w+:)?row\b[^<>]*\br\s*=\s*["']([0-9]{5,})["'][^<>]*>\s*"""
    rb"""<(?:\w+:)?c\b(?![^<>]*\br\s*=)[^<>/]*>\s*<(?:\w+:)?(?:v|is|f)[\s/>]"""
)
_RELATION = pattern(rb"<(?:\w+:)?Relationship\b[^<>]*>")
_SHEET = pattern(rb"<(?:\w+:)?sheet\b[^<>]*>")
_ATTRIBUTE = pattern(rb'([\w:]+)="([^"]*)"')


class TooLarge(Exception):
    """A workbook would take more memory than a table does."""


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """Of one sheet: rows that are hidden, positions of formula cells by row, and errors by row and position.

    Rows are counted as a person counts them.
    """

    hidden: frozenset[int] = frozenset()
    formulas: dict[int, list[int]] = field(default_factory=dict)
    errors: dict[int, dict[int, str]] = field(default_factory=dict)


def workbook_facts(data: bytes) -> list[SheetFacts]:
    """The facts of each sheet in the workbook's order; no part is parsed, all are unpacked once, piece by piece.

    Raises TooLarge, zipfile.BadZipFile and what else a damaged archive raises.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if sum(part.file_size for part in archive.infolist()) > LARGEST_UNPACKED:
            raise TooLarge
        facts = {
            name: _facts(archive.open(name))
            for name in archive.namelist()
            if name.startswith("xl/worksheets/") and name.endswith(".xml")
        }
        # every other part too: a part that is larger than the archive says fails here, not in memory
        for name in archive.namelist():
            if name not in facts and not name.endswith("/"):
                with archive.open(name) as stream:
                    while stream.read(_CHUNK):
                        pass
        return [facts.get(name, SheetFacts()) for name in _sheet_parts(archive)]


def _sheet_parts(archive: zipfile.ZipFile) -> Iterator[str]:
    """The parts that hold the sheets, in the order in which the workbook names them."""
    names = set(archive.namelist())
    relations = "xl/_rels/workbook.xml.rels"
    if relations not in names or "xl/workbook.xml" not in names:
        return
    targets = {
        found.get(b"Id"): found.get(b"Target", b"").decode("utf-8", "replace")
        for found in map(_attributes, _RELATION.findall(archive.read(relations)))
    }
    for tag in _SHEET.findall(archive.read("xl/workbook.xml")):
        found = _attributes(tag)
        target = targets.get(
            found.get(b"r:id")
            or next((value for name, value in found.items() if name.endswith(b":id")), b""),
            "",
        )
        yield target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _attributes(tag: bytes) -> dict[bytes, bytes]:
    return dict(_ATTRIBUTE.findall(tag))


def _facts(part: IO[bytes]) -> SheetFacts:
    hidden: set[int] = set()
    formulas: dict[int, set[int]] = {}
    errors: dict[int, dict[int, str]] = {}
    place = _Farthest()
    with part as stream:
        tail = b""
        while chunk := stream.read(_CHUNK):
            text = tail + chunk
            if _BEYOND.search(text):
                raise TooLarge
            place.look_at(text)
            if b' hidden="' in text:
                hidden.update(int(row) for row in _HIDDEN_ROW.findall(text))
            if b"<f" in text or b":f" in text:
                for letters, row in _FORMULA_CELL.findall(text):
                    formulas.setdefault(int(row), set()).add(column_position(letters.decode()))
            if b't="e"' in text:
                for letters, row, error in _ERROR_CELL.findall(text):
                    cells = errors.setdefault(int(row), {})
                    cells[column_position(letters.decode())] = error.decode("utf-8", "replace")
            tail = text[-_OVERLAP:]
    return SheetFacts(frozenset(hidden), {row: sorted(found) for row, found in formulas.items()}, errors)


class _Farthest:
    """How far to the right and down the values of a sheet reach."""

    def __init__(self) -> None:
        # nearer ones are not looked for: they are many, and harmless
        self._columns, self._rows = 26, 9_999

    def look_at(self, text: bytes) -> None:
        """Take a part of the sheet into account. Raises TooLarge."""
        for wide, row, narrow, far_row in _FAR_CELL.findall(text):
            self._columns = max(self._columns, column_position((wide or narrow).decode().upper()) + 1)
            self._rows = max(self._rows, int(row or far_row))
        self._rows = max([self._rows, *map(int, _FAR_ROW.findall(text))])
        if self._columns * self._rows > _MOST_PLACES:
            raise TooLarge


def column_position(letters: str) -> int:
    """The position of a spreadsheet's column counted from 0: A, B, … Z, AA."""
    position = 0
    for letter in letters:
        position = position * 26 + ord(letter) - ord("A") + 1
    return position - 1


def column_letters(position: int) -> str:
    """The letters a spreadsheet shows above the column at a position counted from 0."""
    letters = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters

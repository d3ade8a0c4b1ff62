"""A foreign spreadsheet or text file as a table: its header found by the known column names, its rows numbered."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import field
from functools import lru_cache
from itertools import islice
from pathlib import PurePath
from types import MappingProxyType

from dunning_cli.intake.delimited import read_delimited
from dunning_cli.intake.sheet import HEADER_WITHIN, LEAST_HEADERS, RawRow, Sheet
from dunning_cli.intake.workbook import read_workbook
from dunning_cli.kernel.errors import Refused, WrongUsage
from dunning_cli.kernel.message import Message, msg
from dunning_cli.kernel.pattern import pattern
from dunning_cli.kernel.record import dataclass

MOST_ROWS = 100_000
"""Rows with data that one file may hold; the whole file is kept in memory."""

NO_ALIASES: Mapping[str, str] = MappingProxyType({})

_DELIMITERS = {".csv": ",", ".tsv": "\t"}
_WORKBOOK = ".xlsx"
_TOTALS = pattern(r"(本页|本月|全部)?(合计|总计|小计)[::]?")
_TOTALS_WITHIN = 5
_UNIT_OR_MARK = pattern(r"[(\[]元[)\]]$|^\*|\*$")


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row with data; `number` is the row in the spreadsheet, or the line where it starts in a text file.

    `cells` holds the cells that are not blank, as written, by column name. `doubts` says by column why
    a cell must not be believed. `surplus` is text found beyond the header in a text file: the row is shifted.
    """

    number: int
    cells: Mapping[str, str]
    doubts: Mapping[str, Message] = field(default_factory=dict)
    surplus: str = ""


@dataclass(frozen=True, slots=True)
class SheetTable:
    """The rows below a header. `name` is the sheet's, or the file's for a text file.

    `header` holds every distinct column name once, in the file's order. `repeated` are columns whose name
    stood before, `unnamed` columns without a name, between
    others or holding data: neither is in the cells, both with their letter.
    `other_sheets` also have such a header and were not read.
    """

    name: str
    header: tuple[str, ...]
    rows: tuple[SheetRow, ...]
    repeated: tuple[str, ...] = ()
    unnamed: tuple[str, ...] = ()
    other_sheets: tuple[str, ...] = ()


def refuse_other_kinds(file: PurePath | str) -> None:
    """Raises WrongUsage for a file that by its name is no .xlsx, .csv or .tsv file."""
    if _kind(file) not in (_WORKBOOK, *_DELIMITERS):
        raise WrongUsage(
            msg("{file} is not a file that can be imported: save it as .xlsx, .csv or .tsv", file=file)
        )


def read_table(
    name: str,
    data: bytes,
    known: Sequence[str],
    required: Sequence[str],
    aliases: Mapping[str, str] = NO_ALIASES,
) -> SheetTable:
    """The table in the bytes of an .xlsx, .csv or .tsv file; its `name` says which, and stands in messages.

    `known` are the column names by which the header is recognised: the row among the first 20 with the most
    of them, at least three. The header must have the `required` ones; the first of these is filled in every
    row of data, and a row of totals lacks it. `aliases` gives other spellings of known names.
    Blank rows, titles above the header, totals and a header repeated further down are left out.
    Raises WrongUsage for another kind of file, Refused for one that cannot be read, is empty, lacks the header,
    a required column or any row, or has more than 100,000 rows.
    """
    names = _Names(tuple(known), tuple(required), aliases)
    sheet = _sheet(name, data, names)
    with closing(sheet.rows) as rows:
        return _table(name, sheet, rows, names)


@dataclass(frozen=True, slots=True)
class _Names:
    """The column names looked for."""

    known: tuple[str, ...]
    required: tuple[str, ...]
    aliases: Mapping[str, str]

    @property
    def key(self) -> str:
        """The column that every row of data fills."""
        return self.required[0]

    def column(self, written: str) -> str:
        """The name of a column from its header as written."""
        name = header_name(written)
        return self.aliases.get(name, name)

    def score(self, rows: Iterable[Sequence[str]]) -> int:
        """How many known names the best row has."""
        return max((self.held(cells) for cells in rows), default=0)

    def held(self, cells: Sequence[str]) -> int:
        """How many different known names a row has."""
        return len(set(self.known).intersection(self.column(cell) for cell in cells if cell))


@lru_cache(maxsize=4096)
def header_name(written: str) -> str:
    """A header without blanks, line breaks, full-width letters, a mark `*` or the unit `(元)`."""
    name = "".join(unicodedata.normalize("NFKC", written).replace("\ufeff", "").split())
    return _UNIT_OR_MARK.sub("", name)


def _kind(file: PurePath | str) -> str:
    return PurePath(file).suffix.lower()


def _sheet(file: str, data: bytes, names: _Names) -> Sheet:
    refuse_other_kinds(file)
    if not data:
        raise Refused(msg("{file} is empty", file=file))
    if _kind(file) == _WORKBOOK:
        return read_workbook(file, data, names.score)
    if data.startswith(b"PK\x03\x04"):
        raise Refused(msg("{file} is a workbook with the wrong ending: rename it to .xlsx", file=file))
    return read_delimited(file, data, names.score, _DELIMITERS[_kind(file)])


def _table(file: str, sheet: Sheet, rows: Iterator[RawRow], names: _Names) -> SheetTable:
    top = list(islice(rows, HEADER_WITHIN))
    best = max(top, key=lambda row: names.held(row.cells), default=None)
    if best is None or names.held(best.cells) < LEAST_HEADERS:
        raise _no_header(file, sheet, names)
    header = _Header(best.cells, names)
    missing = [name for name in names.required if name not in header.columns]
    if missing:
        raise Refused(
            msg(
                "{file}: the header in row {row} has no column {columns}",
                file=file,
                row=best.number,
                columns=", ".join(missing),
            )
        )
    below = (row for source in (top[top.index(best) + 1 :], rows) for row in source)
    found: list[SheetRow] = []
    unnamed = set(header.gaps)
    for raw in below:
        row = header.row(raw, sheet.delimited, unnamed)
        if row is None or _is_totals(raw.cells, row.cells.get(names.key, "")):
            continue
        if header_name(row.cells.get(names.key, "")) == names.key:
            continue
        if len(found) == MOST_ROWS:
            raise Refused(
                msg(
                    "{file} has more than {most} rows: split it into several files", file=file, most=MOST_ROWS
                )
            )
        found.append(row)
    if not found:
        raise Refused(
            msg("{file} has a header in row {row} and no rows below it", file=file, row=best.number)
        )
    return SheetTable(
        sheet.name,
        tuple(header.columns),
        tuple(found),
        header.repeated,
        tuple(column_letters(at) for at in sorted(unnamed)),
        sheet.others,
    )


def _no_header(file: str, sheet: Sheet, names: _Names) -> Refused:
    looked_for = ", ".join(dict.fromkeys([*names.required, *names.known][:8]))
    if sheet.encoding:
        return Refused(
            msg(
                "{file}, read as {encoding}, has no header in its first {rows} rows:"
                " looked for at least {least} columns such as {columns}",
                file=file,
                encoding=sheet.encoding,
                rows=HEADER_WITHIN,
                least=LEAST_HEADERS,
                columns=looked_for,
            )
        )
    return Refused(
        msg(
            "{file} has no header in the first {rows} rows of any sheet:"
            " looked for at least {least} columns such as {columns}",
            file=file,
            rows=HEADER_WITHIN,
            least=LEAST_HEADERS,
            columns=looked_for,
        )
    )


class _Header:
    """Which position holds which column."""

    def __init__(self, cells: Sequence[str], names: _Names) -> None:
        self.columns: dict[str, int] = {}
        repeated: list[str] = []
        for at, cell in enumerate(cells):
            name = names.column(cell)
            if name in self.columns:
                repeated.append(f"{name} ({column_letters(at)})")
            elif name:
                self.columns[name] = at
        self.repeated = tuple(repeated)
        self._named = {at: name for name, at in self.columns.items()}
        self._nameless = frozenset(at for at, cell in enumerate(cells) if not header_name(cell))
        self._width = len(cells)
        self.gaps = frozenset(at for at in self._nameless if at < max(self._named))

    def row(self, raw: RawRow, delimited: bool, unnamed: set[int]) -> SheetRow | None:
        """The cells by name, or None for a blank row; positions with data but no name go to `unnamed`."""
        cells: dict[str, str] = {}
        surplus = ""
        blank = True
        for at, text in enumerate(raw.cells):
            if not text or text.isspace():
                continue
            blank = False
            name = self._named.get(at)
            if name is not None:
                cells[name] = text
            elif at >= self._width and delimited:
                surplus = surplus or text.strip()
            elif at >= self._width or at in self._nameless:
                unnamed.add(at)
        doubts = {self._named[at]: why for at, why in raw.doubts.items() if at in self._named}
        if blank and not doubts:
            return None
        return SheetRow(raw.number, cells, doubts, surplus)


def _is_totals(cells: Sequence[str], key: str) -> bool:
    if key and not _TOTALS.fullmatch(header_name(key)):
        return False
    return any(_TOTALS.fullmatch(header_name(cell)) for cell in cells[:_TOTALS_WITHIN] if cell)


def column_letters(position: int) -> str:
    """The letters a spreadsheet shows above the column at a position counted from 0: A, B, … Z, AA."""
    letters = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters

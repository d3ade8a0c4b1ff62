"""The rows below a header: which hold data, and what was left out and why."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import field, replace

from dunning_cli.intake.files.grammar import stripped, unwrapped
from dunning_cli.intake.files.sheet import MOST_ROWS, RawRow
from dunning_cli.intake.profiles.headers import header_name
from dunning_cli.intake.profiles.kinds import FIELDS
from dunning_cli.intake.profiles.recognised import Columns, Found
from dunning_cli.kernel.errors import Refused
from dunning_cli.kernel.message import Message, label, msg
from dunning_cli.kernel.pattern import pattern
from dunning_cli.kernel.record import dataclass

_TOTALS = pattern(r"(本页|本月|全部|以上)?(合计|总计|小计|总额|合计金额)[::]?")
_TOTALS_WITHIN = 12
_FOOTER = pattern(
    r"(制表|制单|填表|审核|复核|核对|经办|打印|导出|负责|批准|主管|统计)(人|员|日期|时间)?[::].*|(日期|时间|备注|说明|注|注意|联系电话|盖章)[::].*"
    r"|[^\d]{0,12}(签字|签名|签章|签收|盖章)([::(].*)?|(物业|项目|小区|客服|收费|财务|部门|公司|总)*(经理|主任|主管|会计|出纳|领导|管家|收费员|负责人)[::].*"
    r"|第\d+页.*|共\d+(条|笔|户|行|页).*|[-—=_*]{4,}.*"
)
_FEW_CELLS = 4


@dataclass(frozen=True, slots=True)
class FileRow:
    """A row with data: `number` as the person sees it, its cells by position, blank ones left out.

    `doubts` says by position why a cell must not be believed, `merged` which cells span several rows. `surplus` is text
    beyond the header in a text file: the row is shifted.
    """

    number: int
    cells: Mapping[int, str]
    doubts: Mapping[int, Message] = field(default_factory=dict)
    merged: frozenset[int] = frozenset()
    surplus: str = ""


@dataclass(frozen=True, slots=True)
class SkippedRow:
    """A row that holds no data: its number, its first text and what it is."""

    number: int
    text: str
    why: Message


@dataclass(frozen=True, slots=True)
class TableRows:
    """What stands below a header: `count` rows with data, and what was left out."""

    count: int
    rows: tuple[FileRow, ...]
    skipped: tuple[SkippedRow, ...]
    totals: tuple[FileRow, ...]
    """Rows of totals, for their sums."""
    hidden: tuple[int, ...]
    """Rows that the spreadsheet does not show."""
    merged: tuple[int, ...]
    """Rows into which a text was filled from a merged cell above."""
    unnamed: tuple[int, ...]
    """Columns that hold data and have no header."""

    def only(self, numbers: Container[int]) -> TableRows:
        """With the cells of the rows of these numbers; of the others nothing is kept."""
        return replace(self, rows=tuple(row for row in self.rows if row.number in numbers))


def rows_below(found: Found, visible_only: bool = False) -> TableRows:
    """The rows below a header: blank ones, totals, footers and repeated headers left out; hidden ones on demand.

    Raises Refused where there is none, or where there are more than 100,000.
    """
    sorting = _Sorting(found, visible_only)
    for raw in found.sheet.rows():
        if raw.number > found.row:
            sorting.take(raw)
    if not sorting.rows:
        raise Refused(
            msg("{file} has a header in row {row} and no rows below it", file=found.file, row=found.row)
        )
    return TableRows(
        len(sorting.rows),
        tuple(sorting.rows),
        tuple(sorting.skipped),
        tuple(sorting.totals),
        tuple(sorting.hidden),
        tuple(sorting.merged),
        tuple(sorted(sorting.unnamed)),
    )


class _Sorting:
    """Rows as they are told apart."""

    def __init__(self, found: Found, visible_only: bool) -> None:
        self._file = found.file
        self._columns: Columns = found.columns
        self._visible_only = visible_only
        self._delimited = found.sheet.delimited
        self._width = len(found.columns.headers)
        fields = FIELDS[found.profile.kind]
        # a row of totals has an amount, and nothing that says whose it is
        self._keys = [
            at for need in found.profile.needed if not fields[need].money for at in found.columns.of(need)
        ]
        self.rows: list[FileRow] = []
        self.skipped: list[SkippedRow] = []
        self.totals: list[FileRow] = []
        self.hidden: list[int] = []
        self.merged: list[int] = []
        named = [at for at, name in enumerate(found.columns.headers) if name]
        self.unnamed = {at for at in range(max(named, default=0)) if not found.columns.headers[at]}

    def take(self, raw: RawRow) -> None:
        """Puts a row where it belongs."""
        row = self._row(raw)
        if row is None:
            return
        why = self._no_data(row)
        if why is not None:
            first = min(row.cells)
            self.skipped.append(SkippedRow(row.number, row.cells[first].strip()[:40], why))
            return
        if raw.hidden:
            self.hidden.append(row.number)
            if self._visible_only:
                return
        if len(self.rows) == MOST_ROWS:
            raise Refused(
                msg(
                    "{file} has more than {most} rows: split it into several files",
                    file=self._file,
                    most=MOST_ROWS,
                )
            )
        if row.merged:
            self.merged.append(row.number)
        self.rows.append(row)

    def _row(self, raw: RawRow) -> FileRow | None:
        cells: dict[int, str] = {}
        surplus = ""
        for at, written in enumerate(raw.cells):
            if not written:
                continue
            text = unwrapped(written) if "=" in written else written
            if not stripped(text):
                continue
            if at < self._width and self._columns.headers[at]:
                cells[at] = text
            elif at >= self._width and self._delimited:
                surplus = surplus or text.strip()
            else:
                self.unnamed.add(at)
                cells.setdefault(at, text)
        doubts = {at: why for at, why in raw.doubts.items() if at in self._columns.facts}
        if not cells and not doubts and not surplus:
            return None
        return FileRow(raw.number, cells, doubts, raw.merged, surplus)

    def _no_data(self, row: FileRow) -> Message | None:
        """Why a row holds no data, None where it does."""
        texts = [row.cells[at] for at in sorted(row.cells)]
        names = [header_name(text) for text in texts[:_TOTALS_WITHIN]]
        keys = [header_name(row.cells[at]) for at in self._keys if at in row.cells]
        if any(_TOTALS.fullmatch(name) for name in names) and (not keys or _TOTALS.fullmatch(keys[0])):
            self.totals.append(row)
            return label("totals")
        if self._is_header(row):
            return label("header once more")
        missing = len(self._keys) > len(keys)
        footer = bool(texts) and len(texts) <= _FEW_CELLS and _FOOTER.match(names[0])
        # the day beside a signature may stand in the column of a number or a name
        return label("footer") if footer and (missing or all(map(_FOOTER.match, names))) else None

    def _is_header(self, row: FileRow) -> bool:
        same = sum(
            header_name(text) == self._columns.headers[at]
            for at, text in row.cells.items()
            if at < self._width
        )
        return same >= 3 and 2 * same > len(row.cells)

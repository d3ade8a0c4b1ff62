"""A client's file to cases, every wrong cell of every row reported."""

from __future__ import annotations

from dataclasses import replace

from dunning_cli.intake.cases.debt import charge_of
from dunning_cli.intake.cases.month_columns import FACT, MonthColumns, month_columns, owed_in_columns
from dunning_cli.intake.cases.records import CaseFile, FileCase
from dunning_cli.intake.cases.row_case import Reading, case_of
from dunning_cli.intake.files.grammar import stripped
from dunning_cli.intake.profiles.cells import Cells, RowProblem
from dunning_cli.intake.profiles.doubled import refuse_doubled
from dunning_cli.intake.profiles.profile import RowsAre
from dunning_cli.intake.profiles.recognised import Found
from dunning_cli.intake.profiles.rows import FileRow, TableRows, rows_below
from dunning_cli.kernel.message import msg
from dunning_cli.kernel.money import ZERO


def read_cases(found: Found, reading: Reading | None = None) -> CaseFile:
    """The cases of a client's file whose header was found.

    Raises Refused when the file as a whole cannot be read; what is wrong with a row is in `rejected`.
    """
    reading = reading or Reading()
    table = rows_below(found, reading.visible_only)
    refuse_doubled(found, table)
    cases = _Cases(found, reading, table)
    for row in table.rows:
        cases.take(row)
    cases.check_totals(table)
    return cases.as_file(table)


class _Cases:
    """The cases of a file as its rows come in."""

    def __init__(self, found: Found, reading: Reading, table: TableRows) -> None:
        self._found = found
        self._profile = found.profile
        self._reading = reading
        self._months = (
            month_columns(found, table, reading.today)
            if found.columns.months and found.profile.keys.rows is RowsAre.CASE
            else MonthColumns({})
        )
        self._cases: dict[str, FileCase] = {}
        self._wrong: dict[str, int] = {}
        """Cases of which a row was rejected: none of their rows is taken."""
        self._rejected: list[RowProblem] = []
        self._first_rows: dict[str, tuple[int, str]] = {}

    def take(self, row: FileRow) -> None:
        """Reads a row."""
        cells = Cells(self._profile, self._found.columns, row)
        case = case_of(cells, self._profile, self._reading, self._months.periods)
        if self._profile.keys.rows is RowsAre.CHARGE:
            self._charge(cells, case)
        else:
            self._refuse_twice(cells, case)
            if not cells.problems and case is not None:
                self._cases[case.case_id] = replace(case, doubts=tuple(cells.doubts))
        self._rejected += cells.problems

    def _charge(self, cells: Cells, case: FileCase | None) -> None:
        bill = charge_of(cells)
        if case is None:
            return
        known = self._cases.get(case.case_id)
        if known is None or known.debtor_name == case.debtor_name:
            self._refuse_other_capitals(cells, case)
        else:
            cells.reject(
                "name",
                msg(
                    "case {case} is {name}'s in row {row}",
                    case=case.case_id,
                    name=known.debtor_name,
                    row=known.row,
                ),
            )
        if (
            bill is not None
            and known is not None
            and bill.ref
            and any(each.ref == bill.ref for each in known.bills)
        ):
            cells.reject("period", msg("{period} of {case} stands in another row already", period=bill.ref,
                                       case=case.case_id))  # fmt: skip
        if cells.problems or bill is None:
            self._wrong.setdefault(case.case_id, cells.number)
            return
        merged = case if known is None else _joined(known, case)
        self._cases[case.case_id] = replace(
            merged, bills=(*merged.bills, bill), doubts=(*merged.doubts, *cells.doubts)
        )

    def _refuse_twice(self, cells: Cells, case: FileCase | None) -> None:
        if case is None or not case.case_id:
            return
        first, written = self._first_rows.setdefault(case.case_id.casefold(), (case.row, case.case_id))
        if first == case.row:
            return
        if written == case.case_id:
            cells.reject("case", msg("case {case} stands in row {row} already", case=case.case_id, row=first))
        else:
            self._other_capitals(cells, case, first, written)

    def _refuse_other_capitals(self, cells: Cells, case: FileCase) -> None:
        first, written = self._first_rows.setdefault(case.case_id.casefold(), (case.row, case.case_id))
        if written != case.case_id:
            self._other_capitals(cells, case, first, written)

    def _other_capitals(self, cells: Cells, case: FileCase, first: int, written: str) -> None:
        cells.reject(
            "case",
            msg(
                "{case} differs from {other} in row {row} only by capitals; give one of the two another number",
                case=case.case_id,
                other=written,
                row=first,
            ),
        )

    def check_totals(self, table: TableRows) -> None:
        """Rejects a row of totals whose sum is not that of the rows above it, where all of them could be read."""
        if len(table.totals) != 1 or self._rejected or self._reading.visible_only:
            return
        cells = Cells(self._profile, self._found.columns, table.totals[0])
        self._check_months(table, table.totals[0])
        for fact in ("total", "principal"):
            if not cells.has(fact):
                continue
            printed = cells.amount(fact)
            if cells.problems:
                return
            summed = sum(
                (Cells(self._profile, self._found.columns, row).amount(fact) or ZERO for row in table.rows),
                ZERO,
            )
            if printed is not None and printed != summed:
                cells.reject(
                    fact,
                    msg(
                        "the total says {printed}, but the rows add up to {sum}", printed=printed, sum=summed
                    ),
                )
                self._rejected += cells.problems
            return

    def _check_months(self, table: TableRows, totals: FileRow) -> None:
        """As `check_totals`, each column of a month by itself."""
        printed = Cells(self._profile, self._found.columns, totals)
        given = printed.amounts_by_column(FACT)
        if not given or printed.problems:
            return
        rows = [owed_in_columns(Cells(self._profile, self._found.columns, row)) for row in table.rows]
        for at, amount in given.items():
            summed = sum((row.get(at, ZERO) for row in rows), ZERO)
            if amount != summed:
                reason = msg(
                    "the total says {printed}, but the rows add up to {sum}", printed=amount, sum=summed
                )
                self._rejected.append(RowProblem(totals.number, self._found.columns.label(at), reason))

    def as_file(self, table: TableRows) -> CaseFile:
        """All of it."""
        for case_id, row in self._wrong.items():
            case = self._cases.pop(case_id, None)
            if case is not None:
                reason = msg("another row of {case} is wrong: row {row}", case=case_id, row=row)
                self._rejected += [RowProblem(bill.row, "", reason) for bill in case.bills]
        rejected = sorted(self._rejected, key=lambda problem: problem.row)
        cases = tuple(self._cases.values())
        no_estate = self._no_estate()
        return CaseFile(
            found=self._found,
            table=table,
            rejected=tuple(rejected),
            cases=cases,
            no_estate=no_estate,
            title=self._title() if no_estate else "",
            months=tuple(sorted(period.name for period in self._months.periods.values())),
            year_taken=self._months.year_taken,
        )

    def _no_estate(self) -> bool:
        columns = self._found.columns
        named = any(columns.of(fact) for fact in ("area", "address"))
        return bool(columns.of("room")) and not named and not self._reading.area

    def _title(self) -> str:
        above = [row for row in self._found.sheet.top if row.number < self._found.row]
        texts = [stripped(cell) for row in above for cell in row.cells]
        return next((text for text in texts if text), "")


def _joined(known: FileCase, more: FileCase) -> FileCase:
    """A case with what a further row adds: numbers and people not named before, and what was left out."""
    return replace(
        known,
        phones=tuple(dict.fromkeys((*known.phones, *more.phones))),
        addresses=tuple(dict.fromkeys((*known.addresses, *more.addresses))),
        people=tuple(dict.fromkeys((*known.people, *more.people))),
        id_number=known.id_number or more.id_number,
        note=known.note or more.note,
    )

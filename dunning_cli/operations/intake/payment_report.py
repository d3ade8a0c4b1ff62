"""What came of a statement, for people and scripts."""

from __future__ import annotations

from dunning_cli.domain.incoming.judging import Judged, Verdict
from dunning_cli.domain.incoming.line import Direction
from dunning_cli.kernel.answer import Answer, Column, Table
from dunning_cli.kernel.message import Message, label, msg
from dunning_cli.kernel.text import harmless
from dunning_cli.operations.intake.import_payments import PaymentsResult, sum_of

_ROW = Column(label("row"), figures=True)
_AMOUNT = Column(label("amount"), figures=True)
TOTAL_COLUMNS = (Column(label("what")), Column(label("lines"), figures=True), _AMOUNT)
ASKED_COLUMNS = (_ROW, Column(label("date")), _AMOUNT, Column(label("likely case")), Column(label("why")))
LEFT_COLUMNS = (Column(label("rows")), _AMOUNT, Column(label("direction")), Column(label("why")))
NOTED_COLUMNS = (_ROW, Column(label("case")), Column(label("note")))
MOST_NAMED = 8

VERDICT_LABELS = {
    Verdict.BOOKED: label("booked"),
    Verdict.ASKED: label("asked"),
    Verdict.LEFT: label("left"),
}
DIRECTION_LABELS = {
    Direction.IN: label("in"),
    Direction.OUT: label("out"),
    Direction.NONE: label("neither"),
}


def payment_report(result: PaymentsResult) -> Answer:
    """Counts and sums, then what is asked with the likeliest case, then what was left and why."""
    parts: list[Message | Table] = [_headline(result), _totals(result)]
    asked = result.of(Verdict.ASKED)
    if asked:
        rows = [_asked(each) for each in asked]
        heading = msg("{count} lines to be decided, with --review", count=len(rows))
        parts.append(Table(ASKED_COLUMNS, rows, heading))
    parts += _left(result)
    noted = [
        (each.judged.line.row, each.case_id, warning) for each in result.payments for warning in each.warnings
    ]
    if noted:
        parts.append(Table(NOTED_COLUMNS, noted, msg("{count} notes on booked lines", count=len(noted))))
    return Answer(result.as_json(), tuple(parts), tuple(_notes(result)))


def _headline(result: PaymentsResult) -> Message:
    count = len(result.payments)
    if not count:
        return label("nothing new to book")
    if result.receipt.commit is None:
        return msg("{count} payments would be booked (dry run)", count=count)
    return msg("{count} payments booked [{commit}]", count=count, commit=result.receipt.commit[:10])


def _totals(result: PaymentsResult) -> Table:
    rows: list[tuple[object, ...]] = [
        (VERDICT_LABELS[verdict], len(result.of(verdict)), sum_of(result.of(verdict))) for verdict in Verdict
    ]
    if result.rejected_rows:
        rows.append((label("not read"), len(result.rejected_rows), None))
    rows.append((label("lines read"), len(result.judged) + len(result.rejected_rows), sum_of(result.judged)))
    return Table(TOTAL_COLUMNS, rows)


def _asked(each: Judged) -> tuple[object, ...]:
    line = each.line
    if not each.candidates:
        return line.row, line.day, line.amount, "", each.why
    first, *others = each.candidates
    case = msg("{case} or {count} more", case=first.case_id, count=len(others)) if others else first.case_id
    why = msg("{why}; {more}", why=each.why, more=first.why) if each.doubtful else first.why
    return line.row, line.day, line.amount, case, why


def _left(result: PaymentsResult) -> list[Message | Table]:
    """What was left, lines of one reason together; of those booked already the cases are in the ledger."""
    groups: dict[tuple[Direction, str], tuple[Message, list[Judged]]] = {}
    for each in result.of(Verdict.LEFT):
        why = label("booked already") if each.booked_before else each.why
        groups.setdefault((each.line.direction, str(why)), (why, []))[1].append(each)
    if not groups:
        return []
    rows = [
        (_listed([each.line.row for each in found]), sum_of(found), DIRECTION_LABELS[direction], why)
        for (direction, _), (why, found) in groups.items()
    ]
    return [Table(LEFT_COLUMNS, rows, label("left"))]


def _listed(rows: list[int]) -> str:
    more = f" … ({len(rows)})" if len(rows) > MOST_NAMED else ""
    return ", ".join(map(str, rows[:MOST_NAMED])) + more


def _notes(result: PaymentsResult) -> list[Message]:
    statement = result.statement
    warnings = {str(warning): warning for warning in result.receipt.warnings}.values()
    if result.in_part:
        return list(warnings)
    notes: list[Message] = [
        msg(
            "read by the profile {profile} ({rows} rows)", profile=statement.profile.name, rows=statement.rows
        )
    ]
    notes += [
        msg("line {line}, {column}: {problem}", line=each.row, column=each.column, problem=each.reason)
        for each in statement.rejected
    ]
    if statement.skipped:
        texts = [f"{row.number} ({harmless(row.text)})" for row in statement.skipped]
        notes.append(msg("rows without data left out: {rows}", rows=", ".join(texts[:MOST_NAMED])))
    if statement.hidden:
        notes.append(
            msg(
                "rows that the spreadsheet does not show were read too (leave them out with --visible-only): {rows}",
                rows=_listed(list(statement.hidden)),
            )
        )
    if statement.unknown_columns:
        names = ", ".join(statement.unknown_columns)
        notes.append(msg("columns not understood and left out: {columns}", columns=names))
    if statement.other_sheets:
        notes.append(msg("other sheets not read: {sheets}", sheets=", ".join(statement.other_sheets)))
    return [*notes, *warnings]

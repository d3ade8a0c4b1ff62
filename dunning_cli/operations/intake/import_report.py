"""What an import came to, for people and scripts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from dunning_cli.intake.cases.records import CaseFile
from dunning_cli.intake.profiles.cells import RowProblem
from dunning_cli.intake.profiles.read_file import ReadFile
from dunning_cli.kernel.answer import Answer, Column, Table
from dunning_cli.kernel.message import Message, label, msg
from dunning_cli.kernel.remedy import remedy
from dunning_cli.kernel.text import harmless
from dunning_cli.operations.intake.file_bills import NotHeld
from dunning_cli.operations.intake.import_cases import UNDATED, ImportResult
from dunning_cli.operations.writing.execute import Receipt

REJECTED_COLUMNS = (
    Column(label("row"), figures=True),
    Column(label("column")),
    Column(label("reason")),
)
NOTED_COLUMNS = (
    Column(label("row"), figures=True),
    Column(label("case")),
    Column(label("column")),
    Column(label("note")),
)
NOT_HELD_COLUMNS = (
    Column(label("row"), figures=True),
    Column(label("case")),
    Column(label("period")),
    Column(label("amount"), figures=True),
    Column(label("what to do")),
)
MOST_NAMED = 10
MOST_ROWS_SHOWN = 100
"""Rows of a table for people; scripts get all of them."""


def import_report(result: ImportResult, rejects: Path | None = None) -> Answer:
    """Counts, rejected rows with their reasons and their file, duplicates, columns not understood."""
    parts: list[Message | Table] = [_headline(result)]
    if result.file.rejected:
        rows = [(problem.row, problem.column, problem.reason) for problem in result.file.rejected]
        heading = msg("{count} faults in rejected rows", count=len(rows))
        parts += shown(REJECTED_COLUMNS, rows, heading)
    noted = [
        (doubt.row, case.case_id, doubt.column, doubt.reason)
        for case, doubt in result.notes
        if doubt.reason is not UNDATED
    ]
    if noted:
        heading = msg("{count} notes on rows that were taken", count=len(noted))
        parts += shown(NOTED_COLUMNS, noted, heading)
    undated = [case.row for case in result.taken if case.undated]
    if undated:
        parts.append(_undated(undated, result.receipt))
    if result.duplicates:
        parts += _known_cases(result)
    return with_rejects(
        Answer(result.as_json(), tuple(parts), tuple(reading_notes(result.file, result.receipt))), rejects
    )


def _undated(rows: Sequence[int], receipt: Receipt | None) -> Message:
    """That rows name no months: what follows from it, and what to do."""
    told = msg(
        "{count} rows do not say which months are owed (rows {rows}): each sum comes as one opening balance that counts as "
        "due only from the day of the list on, so that today nobody is overdue, nothing is to be done and the late fee begins "
        "at zero. Better: add a column 欠费期间, as 2026.7-2026.10, or a column for each month",
        count=len(rows),
        rows=_listed(map(str, rows)),
    )
    if receipt is None or receipt.commit is None:
        return msg("{told}; then import", told=told)
    return msg("{told}; then {undo} and import again", told=told, undo=remedy("undo"))


def _known_cases(result: ImportResult) -> list[Message | Table]:
    """The rows whose cases are there: how many, and what of them the ledger does not hold."""
    parts: list[Message | Table] = []
    commit = result.receipt.commit if result.receipt is not None else None
    if result.bills_added and commit is None:
        parts.append(
            msg("{count} bills would be added to cases that are there (dry run)", count=result.bills_added)
        )
    elif result.bills_added:
        parts.append(
            msg(
                "{count} bills added to cases that are there [{commit}]",
                count=result.bills_added,
                commit=str(commit)[:10],
            )
        )
    else:
        parts.append(duplicates_left([case.row for case in result.duplicates]))
    if result.not_held:
        rows = [
            (each.row, each.case, each.bill.ref if each.bill else "", each.amount, _what_to_do(each))
            for each in result.not_held
        ]
        count = len({each.row for each in result.not_held})
        if result.refused and result.order.add_bills and any(each.doubt is None for each in result.not_held):
            parts.append(msg("these bills are not added either, as rows are wrong"))
        heading = msg("{count} rows of these say more than the ledger holds; it was not added", count=count)
        parts += shown(NOT_HELD_COLUMNS, rows, heading)
        if not result.order.add_bills and any(each.doubt is None for each in result.not_held):
            parts.append(msg("--add-bills adds those of them that need no look first"))
    return parts


def _what_to_do(found: NotHeld) -> Message:
    if found.doubt is None:
        return msg("{cure}", cure=found.cure)
    return msg("look first, as {why}; then {cure}", why=found.doubt, cure=found.cure)


def with_rejects(answer: Answer, rejects: Path | None) -> Answer:
    """The answer with the file into which the rejected rows were written, where there is one."""
    told = (
        ()
        if rejects is None
        else (msg("rejected rows, to be mended and imported alone: {file}", file=str(rejects)),)
    )
    data = {**answer.data, "rejects": str(rejects) if rejects is not None else None}
    return Answer(data, (*answer.parts, *told), answer.warnings)


def duplicates_left(rows: Sequence[int]) -> Message:
    """That rows were left alone because what they say is there."""
    return msg("{count} duplicates left alone, in rows {rows}", count=len(rows), rows=_listed(map(str, rows)))


def nothing_imported(rejected: Sequence[RowProblem], partial: bool = False) -> Message:
    """That wrong rows kept the whole file out; where it was `partial`, that no other row is new."""
    count = len({problem.row for problem in rejected})
    if partial:
        return msg("nothing imported: {count} rows are wrong, and no other row is new", count=count)
    return msg(
        "nothing imported: {count} rows are wrong; mend them, or take the others with --partial", count=count
    )


def shown(
    columns: tuple[Column, ...], rows: Sequence[Sequence[object]], heading: Message
) -> list[Message | Table]:
    """A table of the first rows, and how many more there are."""
    parts: list[Message | Table] = [Table(columns, rows[:MOST_ROWS_SHOWN], heading)]
    if len(rows) > MOST_ROWS_SHOWN:
        parts.append(msg("and {count} more; --json has all of them", count=len(rows) - MOST_ROWS_SHOWN))
    return parts


def _headline(result: ImportResult) -> Message:
    if result.refused:
        return nothing_imported(result.file.rejected, result.order.partial)
    if result.receipt is None or not result.taken:
        return label("no new cases to import")
    if result.receipt.commit is None:
        return msg("{count} cases would be imported (dry run)", count=len(result.taken))
    return msg(
        "{count} cases imported [{commit}]", count=len(result.taken), commit=result.receipt.commit[:10]
    )


def reading_notes(file: ReadFile, receipt: Receipt | None) -> list[Message]:
    """How a file was read, what of it was left out, and what the write has to say."""
    notes: list[Message] = [
        msg("read by the profile {profile} ({rows} rows)", profile=file.profile.name, rows=file.rows)
    ]
    if file.skipped:
        texts = [f"{row.number} ({harmless(row.text)})" for row in file.skipped]
        notes.append(msg("rows without data left out: {rows}", rows=_listed(texts)))
    if file.hidden:
        notes.append(
            msg(
                "rows that the spreadsheet does not show were read too (leave them out with --visible-only): {rows}",
                rows=_listed(map(str, file.hidden)),
            )
        )
    if file.merged:
        notes.append(
            msg(
                "cells merged over several rows: their text was given to each of the rows {rows}",
                rows=_listed(map(str, file.merged)),
            )
        )
    if file.unknown_columns:
        notes.append(
            msg("columns not understood and left out: {columns}", columns=", ".join(file.unknown_columns))
        )
    if isinstance(file, CaseFile) and file.months:
        months = ", ".join(file.months)
        notes.append(
            msg("no year stands in the headers of the months: they are taken as {months}", months=months)
            if file.year_taken
            else msg("each column of a month is a bill of its own: {months}", months=months)
        )
    if isinstance(file, CaseFile) and file.no_estate:
        notes.append(_which_estate(file))
    if file.other_sheets:
        notes.append(msg("other sheets not read: {sheets}", sheets=", ".join(file.other_sheets)))
    if receipt is not None:
        notes += {str(warning): warning for warning in receipt.warnings}.values()
    return notes


def _which_estate(file: CaseFile) -> Message:
    if file.title and "area" in file.profile.keys.case_id:
        return msg(
            "no column names the estate; above the header stands '{title}': if it names it, add --area NAME, so that "
            "homes of several estates do not get one number",
            title=harmless(file.title),
        )
    if file.title:
        return msg(
            "no column names the estate; above the header stands '{title}': if it names it, add --area NAME, so that "
            "letters and visit lists have it in the address",
            title=harmless(file.title),
        )
    return msg(
        "no column names the estate: add --area NAME, so that letters and visit lists have it in the address"
    )


def _listed(texts: Iterable[str]) -> str:
    found = list(texts)
    more = " …" if len(found) > MOST_NAMED else ""
    return ", ".join(found[:MOST_NAMED]) + more

"""What `import` answers for scripts (docs/json.md)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, NotRequired, TypedDict


class RejectedRowData(TypedDict):
    """A fault in a row."""

    row: Annotated[int, "number of the row in the file"]
    column: Annotated[str, "the column, as the client names it"]
    reason: Annotated[str, "what is wrong, in English"]


class NotedRowData(TypedDict):
    """A doubt about a row that was taken."""

    row: Annotated[int, "number of the row in the file"]
    case: Annotated[str, "id of the case"]
    column: Annotated[str, "the column, as the client names it; empty where it is of the whole row"]
    reason: Annotated[str, "the doubt, in English"]


class DuplicateRowData(TypedDict):
    """A row whose case or contact is there already."""

    row: Annotated[int, "number of the row in the file"]
    case: Annotated[str, "id of the case"]


class NotHeldData(TypedDict):
    """What a row left alone says is owed and its case does not hold."""

    row: Annotated[int, "number of the row in the file"]
    case: Annotated[str, "id of the case"]
    period: Annotated[str | None, "period or instalment of the bill; null where the row gives one sum"]
    due: Annotated[date | None, "due date of the bill; null where the row gives one sum"]
    amount: Annotated[Decimal, "amount of the bill, or the sum of the row, yuan"]
    reason: Annotated[str | None, "why it is not certain, in English; null where --add-bills adds it"]
    command: Annotated[str, "the command that adds it by hand; words in capitals are to be filled in"]


class SkippedRowData(TypedDict):
    """A row without data: a total, a footer, the header once more."""

    row: Annotated[int, "number of the row in the file"]
    text: Annotated[str, "its first text"]
    reason: Annotated[str, "what it is, in English"]


class ContactBreachData(TypedDict):
    """A contact rule that a contact taken over is against."""

    row: Annotated[int, "number of the row in the file"]
    case: Annotated[str, "id of the case"]
    entry: Annotated[str, "id of the contact"]
    date: Annotated[date, "day of the contact"]
    time: Annotated[str | None, "its moment; null where the file gives the day alone"]
    rule: Annotated[str, "name of the rule, as in report contact-breaches"]
    agent: Annotated[str, "who made the contact"]
    reason: Annotated[str, "what is against the rule, in English"]


class ContactsImportData(TypedDict):
    """What came of a contact history."""

    profile: Annotated[str, "the profile by which the columns were read"]
    rows: Annotated[int, "rows with data below the header"]
    imported: Annotated[int, "contacts recorded; in a dry run those that would be"]
    promises: Annotated[int, "promises recorded beside them"]
    details: Annotated[int, "numbers recorded as reaching nobody"]
    stops: Annotated[int, "wishes not to be contacted, each recorded as a consent withdrawn"]
    rejected: Annotated[list[RejectedRowData], "faults, a row may have several"]
    notes: Annotated[
        list[NotedRowData],
        "doubts about rows that were taken; what is the same of many stands once, at the first",
    ]
    rejects: NotRequired[Annotated[str | None, "file with the rejected rows, where the others were taken"]]
    duplicates: Annotated[list[DuplicateRowData], "rows left alone, as their contacts are on record"]
    breaches: Annotated[list[ContactBreachData], "contact rules that contacts taken over are against"]
    skipped: Annotated[list[SkippedRowData], "rows that hold no data"]
    hidden_rows: Annotated[list[int], "rows that the spreadsheet does not show; they are read too"]
    merged_rows: Annotated[list[int], "rows of cells that span several rows; each row was given their text"]
    unknown_columns: Annotated[list[str], "columns not understood and left out"]
    commit: Annotated[str | None, "the commit; null where nothing was written"]


class ImportData(TypedDict):
    """What came of a client's file."""

    profile: Annotated[str, "the profile by which the columns were read"]
    rows: Annotated[int, "rows with data below the header"]
    imported: Annotated[int, "cases opened; in a dry run those that would be"]
    rejected: Annotated[list[RejectedRowData], "faults, a row may have several"]
    notes: Annotated[list[NotedRowData], "doubts about rows that were taken"]
    rejects: NotRequired[Annotated[str | None, "file with the rejected rows, where the others were taken"]]
    duplicates: Annotated[
        list[DuplicateRowData], "rows whose cases exist; left alone, unless --add-bills adds bills"
    ]
    not_held: Annotated[
        list[NotHeldData], "what such rows say is owed and their cases do not hold, and was not added"
    ]
    bills_added: Annotated[int, "bills added to cases that existed; in a dry run those that would be"]
    skipped: Annotated[list[SkippedRowData], "rows that hold no data"]
    hidden_rows: Annotated[list[int], "rows that the spreadsheet does not show; they are read too"]
    merged_rows: Annotated[list[int], "rows of cells that span several rows; each row was given their text"]
    unknown_columns: Annotated[list[str], "columns not understood and left out"]
    commit: Annotated[str | None, "the commit; null where nothing was written"]

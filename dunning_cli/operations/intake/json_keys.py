"""What `import` answers for scripts (docs/json.md)."""

from __future__ import annotations

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
    """A row whose case exists."""

    row: Annotated[int, "number of the row in the file"]
    case: Annotated[str, "id of the case"]


class SkippedRowData(TypedDict):
    """A row without data: a total, a footer, the header once more."""

    row: Annotated[int, "number of the row in the file"]
    text: Annotated[str, "its first text"]
    reason: Annotated[str, "what it is, in English"]


class ImportData(TypedDict):
    """What came of a client's file."""

    profile: Annotated[str, "the profile by which the columns were read"]
    rows: Annotated[int, "rows with data below the header"]
    imported: Annotated[int, "cases opened; in a dry run those that would be"]
    rejected: Annotated[list[RejectedRowData], "faults, a row may have several"]
    notes: Annotated[list[NotedRowData], "doubts about rows that were taken"]
    rejects: NotRequired[Annotated[str | None, "file with the rejected rows, where the others were taken"]]
    duplicates: Annotated[list[DuplicateRowData], "rows left alone, as their cases exist"]
    skipped: Annotated[list[SkippedRowData], "rows that hold no data"]
    hidden_rows: Annotated[list[int], "rows that the spreadsheet does not show; they are read too"]
    merged_rows: Annotated[list[int], "rows of cells that span several rows; each row was given their text"]
    unknown_columns: Annotated[list[str], "columns not understood and left out"]
    commit: Annotated[str | None, "the commit; null where nothing was written"]

"""What `export` answers for scripts (docs/json.md)."""

from __future__ import annotations

from typing import Annotated, TypedDict

from dunning_cli.kernel.message import Message
from dunning_cli.kernel.values import Day


class ExportData(TypedDict):
    """A file that was written."""

    export: Annotated[str, "what was exported, such as `cases`"]
    format: Annotated[str, "`csv`, `xlsx`, `jsonl`, `parquet` or `ics`"]
    file: Annotated[str, "the file"]
    rows: Annotated[int, "rows in it, or events of a calendar"]
    cases: Annotated[int, "cases that have a row"]
    sha256: Annotated[str, "SHA-256 of the file"]
    as_of: Annotated[Day, "day it is made for"]
    rev: Annotated[str | None, "revision or day as of which the ledger was known, as given"]
    revealed: Annotated[bool, "whether names and numbers stand in it in full"]
    warnings: Annotated[list[Message], "what whoever uses it should know"]

"""What `batch` answers for scripts (docs/json.md): one object a line of the batch."""

from __future__ import annotations

from typing import Annotated, NotRequired, TypedDict

from dunning_cli.kernel.message import Message


class LineReceiptData(TypedDict):
    """What came of one line; beside these keys stands what the command by itself says in its receipt."""

    line: Annotated[int, "number of the line, from 1"]
    op: Annotated[str, "the command"]
    key: Annotated[str | None, "key of the line"]
    known: Annotated[bool, "whether it was carried out before, and skipped"]
    case: Annotated[str | None, "id of the case, the first of several"]
    entry: Annotated[
        str | None, "id of the entry made, the first of several; of a known line the one it made"
    ]
    commit: Annotated[str | None, "the commit; null for a known line and in a dry run"]
    known_line: NotRequired[Annotated[int, "earlier line of this batch that says the same"]]
    entries: NotRequired[Annotated[list[str], "ids of the entries, where there are several"]]
    cases: NotRequired[Annotated[list[str], "ids of the cases, where there are several"]]
    warnings: NotRequired[Annotated[list[Message], "what whoever wrote it should know"]]

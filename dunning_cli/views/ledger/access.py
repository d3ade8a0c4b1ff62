"""Who saw personal data in full, or took it out of the ledger: the access log, of one case or of all."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from dunning_cli.kernel.answer import Answer, Column, Table
from dunning_cli.kernel.errors import NotFound
from dunning_cli.kernel.message import Message, coded, enumerated, label, msg
from dunning_cli.store.machine.access_log import Access, LoggedLine, logged
from dunning_cli.store.reading.ledger_reader import LedgerReader

if TYPE_CHECKING:
    from dunning_cli.views.ledger.json_keys import AccessData, AccessReportData

MOST_NAMED = 3
"""Cases named in a row of the table; all of them stand in the JSON."""
COLUMNS = (
    Column(label("when")),
    Column(label("who")),
    Column(label("command")),
    Column(label("what")),
    Column(label("case")),
    Column(label("cases"), figures=True),
    Column(label("rows"), figures=True),
    Column(label("SHA-256")),
)

_PARTS = {"reveal": coded(label("in full"), "reveal"), "bundle": coded(label("bundle of evidence"), "bundle")}


def access_report(
    reader: LedgerReader, reference: str | None, first: date | None = None, last: date | None = None
) -> Answer:
    """The log, of one case or of all, from `first` to `last`, both included; a line that cannot be read is told.

    A case may be named by its id even where it is no longer in the ledger. Raises NotFound, Refused.
    """
    lines = list(logged(reader.folder))
    case = _case(reader, reference, lines) if reference is not None else None
    zone = reader.office.time_zone
    found = [
        each.access
        for each in lines
        if each.access is not None
        and (case is None or case in each.access.cases)
        and (first is None or first <= each.access.at.astimezone(zone).date())
        and (last is None or each.access.at.astimezone(zone).date() <= last)
    ]
    broken = [each for each in lines if each.access is None]
    data: AccessReportData = {
        "case": case,
        "from": first,
        "to": last,
        "accesses": [_data(each) for each in found],
        "unreadable": [{"file": each.file, "line": each.number} for each in broken],
    }
    rows = [_row(each, case) for each in found]
    table: tuple[Table | Message, ...] = (Table(COLUMNS, rows),) if rows else (label("nobody looked"),)
    return Answer(data, table, tuple(_warnings(broken)))


def _case(reader: LedgerReader, reference: str, lines: list[LoggedLine]) -> str:
    """The id that a reference means, among the cases there are, else among those the log names."""
    try:
        return reader.find(reference).id
    except NotFound:
        if any(each.access is not None and reference in each.access.cases for each in lines):
            return reference
        raise


def _data(access: Access) -> AccessData:
    return {
        "at": access.at,
        "who": access.who,
        "command": access.command,
        "parts": list(access.parts),
        "cases": list(access.cases),
        "count": len(access.cases),
        "rows": access.rows,
        "sha256": access.sha256,
    }


def _row(access: Access, case: str | None) -> tuple[object, ...]:
    named = (case,) if case is not None else access.cases[:MOST_NAMED]
    more = " …" if len(access.cases) > len(named) else ""
    return (
        access.at,
        access.who,
        access.command,
        enumerated(_PARTS.get(part, part) for part in access.parts),
        ", ".join(named) + more,
        len(access.cases),
        access.rows,
        access.sha256[:10],
    )


def _warnings(broken: list[LoggedLine]) -> Iterator[Message]:
    for each in broken:
        yield msg("{file}: line {line} cannot be read", file=each.file, line=each.number)

"""The lines that were asked as a table to be filled in, which `import` reads again."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from dunning_cli.domain.incoming.judging import Judged
from dunning_cli.domain.incoming.line import Direction, LineState
from dunning_cli.kernel.message import Message, Translate, label, msg
from dunning_cli.kernel.money import format_amount

_COLUMNS = (
    label("Case"),
    label("Candidates"),
    label("Why"),
    label("Date"),
    label("Time"),
    label("Direction"),
    label("Amount"),
    label("Payer"),
    label("Payer account"),
    label("Remark"),
    label("State"),
    label("Transaction"),
    label("Via"),
    label("Line"),
)
"""The headers of the profile asked-payments, in both languages."""
_STATES = {
    LineState.DONE: label("completed"),
    LineState.BACK: label("went back"),
    LineState.UNKNOWN: label("not known"),
}
"""Words of that profile too, as are those for the direction."""


def asked_table(asked: Sequence[Judged], translate: Translate) -> bytes:
    """A csv file, UTF-8 with a mark that spreadsheets know it by; the first column is to be filled in."""
    text = io.StringIO(newline="")
    table = csv.writer(text)
    table.writerow([translate(column) for column in _COLUMNS])
    for each in asked:
        table.writerow(
            [translate(cell) if isinstance(cell, Message) else cell for cell in _row(each, translate)]
        )
    return b"\xef\xbb\xbf" + text.getvalue().encode("utf-8")


def _row(each: Judged, translate: Translate) -> tuple[str | Message, ...]:
    line = each.line
    candidates = "\n".join(
        translate(msg("{case}: {why}", case=one.case_id, why=one.why)) for one in each.candidates
    )
    direction = label("income") if line.direction is Direction.IN else label("reversal of income")
    return (
        "",
        candidates,
        each.why,
        line.day.isoformat(),
        line.time,
        direction,
        format_amount(line.amount),
        _safe(line.payer),
        _as_text(line.payer_account),
        _safe(" ".join(line.remarks)),
        _STATES[line.state],
        _as_text(line.ref),
        line.via.value,
        str(line.row),
    )


def _as_text(number: str) -> str:
    """A number that a spreadsheet is to leave as it is."""
    return f'="{number}"' if number.isdigit() else _safe(number)


def _safe(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@") else text

"""The lines that were asked as a table to be filled in, which `import` reads again."""

from __future__ import annotations

from collections.abc import Sequence

from dunning_cli.documents.export.delimited import Digits, delimited_bytes
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
    header = [translate(column) for column in _COLUMNS]
    return delimited_bytes(
        header,
        (
            [translate(cell) if isinstance(cell, Message) else cell for cell in _row(each, translate)]
            for each in asked
        ),
    )


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
        line.payer,
        Digits(line.payer_account),
        " ".join(line.remarks),
        _STATES[line.state],
        Digits(line.ref),
        line.via.value,
        str(line.row),
    )

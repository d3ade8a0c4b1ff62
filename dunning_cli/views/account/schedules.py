"""An instalment schedule to look at."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dunning_cli.domain.account.amortization import Part
from dunning_cli.kernel.answer import Answer, Column, Table
from dunning_cli.kernel.message import label
from dunning_cli.kernel.money import ZERO

if TYPE_CHECKING:
    from dunning_cli.views.account.json_keys import ScheduleData

COLUMNS = (
    Column(label("no."), figures=True),
    Column(label("due")),
    Column(label("principal"), figures=True),
    Column(label("interest"), figures=True),
    Column(label("instalment"), figures=True),
    Column(label("principal left"), figures=True),
)


def schedule_sheet(parts: Sequence[Part]) -> Answer:
    """The instalments with their sums."""
    data: ScheduleData = {
        "instalments": [
            {
                "number": part.number,
                "due": part.due,
                "principal": part.principal,
                "interest": part.interest,
                "total": part.total,
                "remaining": part.remaining,
            }
            for part in parts
        ]
    }
    rows = [
        (part.number, part.due, part.principal, part.interest, part.total, part.remaining) for part in parts
    ]
    principal = sum((part.principal for part in parts), ZERO)
    interest = sum((part.interest for part in parts), ZERO)
    total = ("", label("total"), principal, interest, principal + interest, "")
    return Answer(data, (Table(COLUMNS, rows, total=total),))

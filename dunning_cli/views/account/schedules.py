"""An instalment schedule to look at."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dunning_cli.domain.account.schedule_order import Part
from dunning_cli.kernel.answer import Answer, Column, Table
from dunning_cli.kernel.message import label
from dunning_cli.kernel.money import ZERO

if TYPE_CHECKING:
    from dunning_cli.views.account.json_keys import ScheduleData

NUMBER, DUE = Column(label("no."), figures=True), Column(label("due"))
PRINCIPAL, INTEREST = Column(label("principal"), figures=True), Column(label("interest"), figures=True)
DEFERRED = Column(label("of it put off before"), figures=True)
"""Shown where interest of the first periods is collected later."""
INSTALMENT = Column(label("instalment"), figures=True)
REMAINING = Column(label("principal left"), figures=True)


def schedule_sheet(parts: Sequence[Part]) -> Answer:
    """The instalments with their sums."""
    data: ScheduleData = {
        "instalments": [
            {
                "number": part.number,
                "due": part.due,
                "principal": part.principal,
                "interest": part.interest,
                "deferred": part.deferred,
                "total": part.total,
                "remaining": part.remaining,
            }
            for part in parts
        ]
    }
    principal = sum((part.principal for part in parts), ZERO)
    interest = sum((part.interest for part in parts), ZERO)
    deferred = sum((part.deferred for part in parts), ZERO)
    columns: tuple[tuple[Column, Sequence[object], object], ...] = (
        (NUMBER, [part.number for part in parts], ""),
        (DUE, [part.due for part in parts], label("total")),
        (PRINCIPAL, [part.principal for part in parts], principal),
        (INTEREST, [part.interest for part in parts], interest),
        *(((DEFERRED, [part.deferred for part in parts], deferred),) if deferred else ()),
        (INSTALMENT, [part.total for part in parts], principal + interest),
        (REMAINING, [part.remaining for part in parts], ""),
    )
    heads, cells, totals = zip(*columns, strict=True)
    return Answer(data, (Table(heads, list(zip(*cells, strict=True)), total=totals),))

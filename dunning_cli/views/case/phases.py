"""The phases a case can be in, and the one it is in."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from dunning_cli.domain.case.entries import Phase
from dunning_cli.domain.case.office.phases import phase_names, phase_words
from dunning_cli.kernel.answer import Answer, Column, Table
from dunning_cli.kernel.message import Message, label, msg
from dunning_cli.store.reading.ledger_reader import LedgerReader

if TYPE_CHECKING:
    from dunning_cli.views.case.json_keys import PhasesData

_HERE = "→"


def phase_sheet(reader: LedgerReader, reference: str, as_of: date, language: str) -> Answer:
    """Where a case stands on a day, and every phase there is. Raises NotFound, Refused."""
    case, own = reader.find(reference), reader.office.phases
    entered = next((entry for entry in reversed(case.standing(as_of)) if isinstance(entry, Phase)), None)
    now = None if entered is None else entered.phase
    names = phase_names(own, {*reader.strategies.phases(), *(() if now is None else (now,))})
    data: PhasesData = {
        "case": case.id,
        "as_of": as_of,
        "phase": now,
        "since": None if entered is None else entered.date,
        "by": None if entered is None else entered.by,
        "phases": [{"phase": name, "meaning": phase_words(name, own, language)} for name in names],
    }
    told: Message = msg("{case} is in no phase on {date}", case=case.id, date=as_of)
    if entered is not None:
        told = msg(
            "{case} is in phase {phase} since {since}", case=case.id, phase=entered.phase, since=entered.date
        )
    rows = [(_HERE if name == now else "", name, phase_words(name, own, language)) for name in names]
    columns = (Column(label("now")), Column(label("phase")), Column(label("meaning")))
    return Answer(data, (told, Table(columns, rows)))

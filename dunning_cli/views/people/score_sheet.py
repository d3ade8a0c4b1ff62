"""The score sheet by which inspectors judge contacts: the office's own, else the built-in one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dunning_cli.kernel.answer import Answer, Column, Table
from dunning_cli.kernel.message import label, msg
from dunning_cli.store.reading.ledger_reader import LedgerReader

if TYPE_CHECKING:
    from dunning_cli.views.people.json_keys import ScoreSheetData

COLUMNS = (Column(label("item")), Column(label("what is judged")), Column(label("points"), figures=True))


def score_sheet(reader: LedgerReader, language: str) -> Answer:
    """The items with their words and most points, and from where a contact passes."""
    rules = reader.office.inspection_rules
    rows = [(item, rules.words(item, language), points) for item, points in rules.most.items()]
    data: ScoreSheetData = {
        "items": [{"item": item, "words": words, "points": points} for item, words, points in rows],
        "pass_from": rules.passing,
    }
    passing = msg("a contact passes from {percent} percent of the points", percent=rules.passing)
    total = (label("total"), "", sum(points for *_, points in rows))
    return Answer(data, (Table(COLUMNS, rows, total=total), passing))

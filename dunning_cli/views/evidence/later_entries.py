"""What was recorded after a letter and counts from a day before it: why its figures are not those of today's statement."""

from __future__ import annotations

from collections.abc import Iterator

from dunning_cli.documents.web_page import Fixed, Part
from dunning_cli.domain.case.backdating import counts_from
from dunning_cli.domain.case.entries import Charge, Entry, Letter, Payment, Reversal, Waiver
from dunning_cli.kernel.answer import Column, Table
from dunning_cli.kernel.masking import sealed_hidden
from dunning_cli.kernel.message import label, msg
from dunning_cli.views.entry_words import bills_at_hand
from dunning_cli.views.evidence.contacts import recorded
from dunning_cli.views.evidence.dossier import Dossier

LATER_COLUMNS = (
    Column(label("serial")),
    Column(label("date")),
    Column(label("claimed"), figures=True),
    Column(label("recorded later")),
    Column(label("value date")),
    Column(label("recorded")),
    Column(label("entry")),
)
_MONEY = (Charge, Payment, Waiver)
"""Of what was taken back later, that of which a letter's figures were made."""


def later_parts(dossier: Dossier) -> Iterator[Part]:
    """The entries that move the account and were not on record yet when a letter was written that they count for."""
    rows = [
        (
            letter.serial,
            letter.date,
            letter.amounts.total if letter.amounts else None,
            msg(
                "{what}: {details}",
                what=entry.title,
                details=sealed_hidden(entry).in_words_with(bills_at_hand(dossier.case)),
            ),
            counts_from(entry),
            recorded(dossier, entry),
            Fixed(entry.id),
        )
        for letter in _with_figures(dossier)
        for entry in _later_than(dossier, letter)
    ]
    if rows:
        yield label(
            "A letter states what was on record when it was written. Where its figure is not the one that the statement "
            "of account gives for its day, these entries are why: they count from that day or before it and were "
            "recorded after the letter."
        )
        yield Table(LATER_COLUMNS, rows, label("Recorded after a letter"))


def _with_figures(dossier: Dossier) -> Iterator[Letter]:
    return (each.record.letter for each in dossier.letters if each.record.letter.amounts is not None)


def _later_than(dossier: Dossier, letter: Letter) -> Iterator[Entry]:
    moving = {line.entry for line in dossier.account.lines}
    place = dossier.case.entries.index(letter)
    for number, entry in enumerate(dossier.case.entries):
        # what was entered in the same second stands in the order of the file
        if (entry.at, number) <= (letter.at, place):
            continue
        of = dossier.case.entry(entry.entry) if isinstance(entry, Reversal) else entry
        moves = isinstance(of, _MONEY) if of is not entry else entry.id in moving
        if moves and of is not None and counts_from(of) <= letter.date:
            yield entry

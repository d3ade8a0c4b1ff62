"""What may stand in a place of a command: cases, staff, templates, policies, batches, letters, entries."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from itertools import islice
from typing import TypeAlias

from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.people.viewing import Viewer
from dunning_cli.kernel.message import Message
from dunning_cli.store.format.letter_path import serial_in
from dunning_cli.store.reading.case_store import load_cases, load_file
from dunning_cli.store.reading.ledger_reader import LedgerReader
from dunning_cli.store.reading.letter_register import letter_files
from dunning_cli.views.titles import TITLES

Candidate: TypeAlias = tuple[str, Message | str]
"""A word, and what it stands for."""
MOST = 60
"""Cases offered at most; whoever wants another one types more of it."""


def candidates(
    kind: str, reader: LedgerReader, viewer: Viewer, beginning: str, case: str | None
) -> Iterator[Candidate]:
    """The words of a kind that begin as given; `case` is the one named before, for its entries. None of an unknown kind."""
    source = _SOURCES.get(kind)
    if source is not None:
        wanted = _folded(beginning)
        yield from (each for each in source(reader, viewer, beginning, case) if _begins(each[0], wanted))


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def _begins(word: str, wanted: str) -> bool:
    return _folded(word).startswith(wanted)


def _cases(reader: LedgerReader, viewer: Viewer, beginning: str, _: str | None) -> Iterator[Candidate]:
    """Cases by their ids with the debtor's name, as far as the viewer may see it."""
    wanted = _folded(beginning)
    files = [file for file in reader.folder.case_files() if _begins(file.id, wanted)]
    for file in files[:MOST]:
        case = load_file(reader.folder, file.path).case
        yield file.id, "" if case is None else viewer.mask(case, viewer.today).name(case.head.debtor.name)


def _titled(place: str) -> Callable[..., Iterator[Candidate]]:
    """What has titles, with the one in the language of whoever looks."""

    def found(reader: LedgerReader, viewer: Viewer, *_: object) -> Iterator[Candidate]:
        for name, words in TITLES[place](reader).items():
            yield name, next(iter(words if viewer.language == "zh" else reversed(words)), "")

    return found


def _rates(reader: LedgerReader, *_: object) -> Iterator[Candidate]:
    yield from ((name, "") for name in sorted(reader.rules.rates.tables))


def _batches(reader: LedgerReader, *_: object) -> Iterator[Candidate]:
    found = (each.case.head.batch for each in load_cases(reader.folder) if each.case is not None)
    yield from ((batch, "") for batch in sorted({each.id for each in found if each is not None}))


def _letters(reader: LedgerReader, *_: object) -> Iterator[Candidate]:
    yield from ((serial_in(path), "") for path in letter_files(reader.folder))


def _entries(reader: LedgerReader, *rest: object) -> Iterator[Candidate]:
    """The latest entries of the case named before, the newest first."""
    case = rest[-1]
    if not isinstance(case, str):
        return
    found: Case = reader.find(case)
    yield from ((entry.id, f"{entry.date} {entry.kind}") for entry in islice(reversed(found.entries), MOST))


_SOURCES: dict[str, Callable[..., Iterator[Candidate]]] = {
    "CASE": _cases,
    **{place: _titled(place) for place in TITLES},
    "TABLE": _rates,
    "BATCH": _batches,
    "SERIAL": _letters,
    "ENTRY": _entries,
}
"""By what the help page writes in the place of the value."""

"""How lists of evidence are filled: the papers of the evidence bundle by their numbers, and those to be attached.

Source: 民事诉讼证据规定 (法释〔2019〕19号) 19.
"""

from __future__ import annotations

from collections.abc import Iterator

from dunning_cli.domain.case.entries import Contact
from dunning_cli.domain.contact.deliveries import letter_records
from dunning_cli.domain.litigation.evidence_list import (
    PAPER_NAMES,
    numbered_papers,
    papers_outside,
    papers_without_rows,
    to_prove,
)
from dunning_cli.domain.litigation.form_facts import matter
from dunning_cli.domain.litigation.form_fields import WORDING, Field, FormScene, filled
from dunning_cli.kernel.message import Message, label, msg


def evidence(scene: FormScene) -> Field:
    """All papers, as a complaint lists them."""
    outside = [msg("to be attached: {paper}", paper=paper) for paper in _outside(scene)]
    return filled([*_numbered(scene), *outside], "evidence")


def _numbered(scene: FormScene) -> Iterator[Message]:
    for first, last, name, proves in _papers(scene):
        if first == last:
            said = msg("{number}. {name}: {proves}", number=first, name=name, proves=proves)
        else:
            said = msg(
                "{first} to {last}. {name}: {proves}", first=first, last=last, name=name, proves=proves
            )
        yield _with_pages(scene, said, first, last)


def _with_pages(scene: FormScene, said: Message, first: int, last: int) -> Message:
    """A paper of the list with the pages on which it stands, where it is printed."""
    if first not in scene.pages or last not in scene.pages:
        return said
    begin, end = scene.pages[first][0], scene.pages[last][1]
    if begin == end:
        return msg("{paper} (page {page})", paper=said, page=begin)
    return msg("{paper} (pages {first} to {last})", paper=said, first=begin, last=end)


def _papers(scene: FormScene) -> Iterator[tuple[int, int, Message, Message]]:
    """First and last number of each kind of paper, its name, what it is to prove."""
    empty = papers_without_rows(scene.standing)
    for first, last, paper in numbered_papers(scene.letters, scene.rule_files):
        yield first, last, PAPER_NAMES[paper], to_prove(paper, empty=paper in empty)


def _outside(scene: FormScene) -> Iterator[Message]:
    contacts = [entry for entry in scene.standing if isinstance(entry, Contact)]
    records = letter_records(scene.standing)
    return papers_outside(scene.case.head, scene.office.office, scene.standing, contacts, records)


def bundle(scene: FormScene) -> Field:
    """The papers of the bundle, each with its number and what it is to prove."""
    rows = tuple(
        (
            msg("{number}", number=first)
            if first == last
            else msg("{first} to {last}", first=first, last=last),
            name,
            proves,
        )
        for first, last, name, proves in _papers(scene)
    )
    return Field(tuple(_numbered(scene)), ("evidence",), rows=rows)


def bundle_source(scene: FormScene) -> Field:
    """Where the papers of the bundle come from."""
    said = msg(
        "these papers are from the case ledger of {office}, as of {date}; the list in the bundle names the hash of each",
        office=scene.office.office,
        date=scene.as_of,
    )
    return filled([said], "evidence", "dunning.yaml office")


def attached(scene: FormScene) -> Field:
    """The papers that the ledger does not hold."""
    return filled(list(_outside(scene)), "evidence")


def attached_source(scene: FormScene) -> Field:
    """Where those come from."""
    if not list(_outside(scene)):
        return filled([], "evidence")
    return filled([label("of these the originals are shown to the court for comparison")], WORDING)


def copies(scene: FormScene) -> Field:
    """How many sets are handed in: one for the court, one for each on the other side."""
    sets = 1 + (len(scene.heirs) or 1) + len(scene.liable_beside)
    said = msg("sets handed in: {count}, one for the court and one for each on the other side", count=sets)
    return filled([said], "parties")


def about(scene: FormScene) -> Field:
    """Which dispute the papers belong to."""
    return filled([matter(scene)], "account.contract")

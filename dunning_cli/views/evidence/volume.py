"""The bundle as one volume to print: cover, list of evidence with pages and hashes, every paper, how to verify it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence

from dunning_cli.documents.letter_blocks import letter_parts
from dunning_cli.documents.volume import Piece, Volume
from dunning_cli.documents.web_page import Heading, Part, Points
from dunning_cli.kernel.answer import Cell, Paragraph
from dunning_cli.kernel.message import Message, label, msg
from dunning_cli.store.machine.bundle import SUMS
from dunning_cli.views.evidence.claim import amounts_table, claim_sentences
from dunning_cli.views.evidence.dossier import Dossier
from dunning_cli.views.evidence.index import committed, outside_parts, verifying_parts, warning_parts
from dunning_cli.views.evidence.papers import Paper
from dunning_cli.views.evidence.wording import foot_of


def volume_of(
    dossier: Dossier, papers: Sequence[Paper], warnings: Sequence[Message], program: str, sums: bytes
) -> Volume:
    """The papers of a bundle as a volume; `sums` is the bundle's own list of hashes."""
    return Volume(
        title=label("Evidence"),
        number=dossier.case.id,
        foot=foot_of(dossier),
        cover=list(_cover(dossier, program)),
        before=list(_before(dossier, warnings)),
        pieces=[_piece(number, paper) for number, paper in enumerate(papers, start=1)],
        after_title=label("How to verify it"),
        after=list(_after(dossier, sums)),
    )


def _cover(dossier: Dossier, program: str) -> Iterator[tuple[Message, Cell]]:
    head = dossier.head
    yield label("case"), dossier.case.id
    yield label("creditor"), head.creditor or dossier.office.office
    yield label("debtor"), head.debtor.name
    yield label("figures as of"), dossier.as_of
    yield label("owed"), msg("{amount} yuan", amount=dossier.account.balance.owed)
    yield label("ledger kept by"), dossier.office.office
    yield label("commit it was made from"), dossier.commit.id
    yield label("committed"), committed(dossier)
    yield label("made by"), program


def _before(dossier: Dossier, warnings: Sequence[Message]) -> Iterator[Part]:
    yield Heading(label("The claim"))
    yield from claim_sentences(dossier)
    yield amounts_table(dossier)
    yield from warning_parts(warnings)
    yield from outside_parts(dossier)
    yield Heading(label("What this volume is"))
    yield Points(
        [
            label(
                "Names, identity numbers, telephone numbers and addresses stand here in full: for court use only."
            ),
            label(
                "Each paper is that of the electronic bundle of the same case, day and commit; its hash is the "
                "SHA-256 of the file of that bundle. Tables for spreadsheets, the case file and the rules are "
                "files of the bundle alone and are not printed."
            ),
            label(
                "The same commit, day, language, version of the program and typeface give the same volume, byte for byte."
            ),
            label("Times are those of the office's time zone, with their offset; amounts are yuan."),
        ]
    )


def _piece(number: int, paper: Paper) -> Piece:
    return Piece(
        number=number,
        title=paper.name,
        proves=paper.proves,
        extent=paper.extent,
        file=paper.file,
        sha256=hashlib.sha256(paper.data).hexdigest(),
        parts=paper.page.parts if paper.page is not None else (),
        letter=letter_parts(paper.data.decode("utf-8", "replace")) if paper.is_letter else None,
        wide=paper.page is not None and paper.page.wide,
    )


def _after(dossier: Dossier, sums: bytes) -> Iterator[Part]:
    yield label(
        "The hashes in the list of evidence are those of the files of the electronic bundle, which is made again below "
        "from any copy of the ledger."
    )
    yield from verifying_parts(dossier, "../again", "../again.pdf")
    yield msg("The file {file} of the new folder must have this SHA-256:", file=SUMS)
    yield Paragraph(hashlib.sha256(sums).hexdigest())
    yield label(
        "The last of the commands makes this volume again; with the same typeface and version of the program it is the "
        "same byte for byte."
    )

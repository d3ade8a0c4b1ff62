"""The first page of a bundle: the claim in a paragraph, the list of evidence, what to attach, how to verify it all."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence

from dunning_cli.documents.volume import CONTENTS
from dunning_cli.documents.web_page import FactList, Fixed, Heading, Link, Part, Points, WebPage
from dunning_cli.domain.litigation.evidence_list import papers_outside
from dunning_cli.kernel.answer import Column, Paragraph, Table
from dunning_cli.kernel.message import Message, label, msg
from dunning_cli.store.machine.bundle import SUMS
from dunning_cli.views.evidence.claim import amounts_table, claim_sentences
from dunning_cli.views.evidence.dossier import Dossier
from dunning_cli.views.evidence.papers import CASE_FILE, Paper
from dunning_cli.views.evidence.wording import foot_of

INDEX = "00-index.html"
PAPER_COLUMNS = (
    Column(label("running no."), figures=True),
    Column(label("paper")),
    Column(label("to prove")),
    Column(label("file")),
    Column(label("extent")),
    Column(label("SHA-256")),
)


def index_page(
    dossier: Dossier, papers: Sequence[Paper], warnings: Sequence[Message], program: str
) -> WebPage:
    """The index over all other papers; `program` is the program's name and version."""
    return WebPage(
        msg("Evidence in the case {case}", case=dossier.case.id),
        list(_parts(dossier, papers, warnings, program)),
        foot_of(dossier),
    )


def _parts(
    dossier: Dossier, papers: Sequence[Paper], warnings: Sequence[Message], program: str
) -> Iterator[Part]:
    yield Heading(label("The claim"))
    yield from claim_sentences(dossier)
    yield amounts_table(dossier)
    yield from warning_parts(warnings)
    yield Heading(CONTENTS)
    rows = [
        (
            number,
            paper.name,
            paper.proves,
            Link(paper.file, paper.file),
            paper.extent,
            Fixed(hashlib.sha256(paper.data).hexdigest()),
        )
        for number, paper in enumerate(papers, start=1)
    ]
    yield Table(PAPER_COLUMNS, rows)
    yield from outside_parts(dossier)
    yield from _about(dossier, program)
    yield Heading(label("How to verify it"))
    yield from verifying_parts(dossier, "../again")
    yield msg(
        "The file {file} of the new folder must be the same as the one beside this page, and the version of "
        "the program the one named above.",
        file=SUMS,
    )


def warning_parts(warnings: Sequence[Message]) -> Iterator[Part]:
    """What whoever uses the papers should look at first."""
    if warnings:
        yield Heading(label("To be looked at before use"))
        yield Points(warnings, grave=True)


def outside_parts(dossier: Dossier) -> Iterator[Part]:
    """The papers that the case names and the ledger does not hold."""
    outside = list(
        papers_outside(
            dossier.head,
            dossier.office.office,
            dossier.entries,
            dossier.contacts,
            (letter.record for letter in dossier.letters),
        )
    )
    if outside:
        yield Heading(label("Papers outside the ledger, to be attached"))
        yield Points(outside)


def _about(dossier: Dossier, program: str) -> Iterator[Part]:
    yield Heading(label("What this bundle is"))
    yield FactList(
        [
            (label("case"), dossier.case.id),
            (label("figures as of"), dossier.as_of),
            (label("ledger kept by"), dossier.office.office),
            (label("commit it was made from"), Fixed(dossier.commit.id)),
            (label("committed"), committed(dossier)),
            (label("case file in the ledger"), dossier.source.path),
            (label("made by"), program),
        ]
    )
    yield Points(
        [
            label(
                "Names, identity numbers, telephone numbers and addresses stand here in full: for court use only."
            ),
            label("The same commit, day, language and version of the program give the same bytes."),
            label("Times are those of the office's time zone, with their offset; amounts are yuan."),
        ]
    )


def verifying_parts(dossier: Dossier, *places: str) -> Iterator[Part]:
    """How a stranger verifies the bundle, step by step; at last it is made again, in each of the places."""
    commit, path = dossier.commit.id, dossier.source.path
    yield label("That no file of the bundle was changed since it was made, in its folder:")
    yield Paragraph(f"sha256sum -c {SUMS}")
    yield msg(
        "On macOS: {mac}; on Windows, file by file: {windows}.",
        mac=f"shasum -a 256 -c {SUMS}",
        windows="certutil -hashfile 01-claim.html SHA256",
    )
    yield label("That the case file is the one of the ledger, in any copy of the ledger:")
    yield Paragraph(f"git show '{commit}:{path}' | sha256sum\ngit log --format=fuller {commit} -- '{path}'")
    yield msg(
        "The first line must give the SHA-256 that the list of evidence has for {file}.", file=CASE_FILE
    )
    yield label("That nothing was changed in the history, and that the bundle comes out the same again:")
    again = f"dunning evidence {dossier.case.id} --rev {commit} --as-of {dossier.as_of} --lang {dossier.language} -o"
    yield Paragraph("\n".join(["dunning audit", *(f"{again} {place}" for place in places)]))


def committed(dossier: Dossier) -> str:
    """When the commit was made that all is read from."""
    when = dossier.commit.entered
    return dossier.moment(when) if when is not None else ""

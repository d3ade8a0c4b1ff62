"""The evidence of a case as a bundle of files or as one volume, and what to say of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING

from dunning_cli.documents.volume import WHOLE, volume_data
from dunning_cli.documents.web_page import page_html
from dunning_cli.kernel.message import Message, Translate, msg
from dunning_cli.kernel.record import dataclass
from dunning_cli.store.format.folder import SETTINGS_FILE
from dunning_cli.store.format.layouts import volume_layout
from dunning_cli.store.machine.bundle import SUMS, sealed
from dunning_cli.store.machine.installation import PRODUCT, installed_version
from dunning_cli.views.account.data import balance_data
from dunning_cli.views.evidence.dossier import Dossier, DossierSource
from dunning_cli.views.evidence.index import INDEX, index_page
from dunning_cli.views.evidence.papers import Paper, papers_of
from dunning_cli.views.evidence.volume import volume_of
from dunning_cli.views.titles import titled

if TYPE_CHECKING:
    from dunning_cli.store.machine.typesetter import Sheets, Typesetter
    from dunning_cli.views.evidence.json_keys import EvidenceData


@dataclass(frozen=True, slots=True)
class Evidence:
    """The papers of a case for a court, to be put into a bundle of files or one volume, and what whoever uses them should know.

    Doubts about the limitation are among the warnings and not in the papers: they are for the creditor's lawyer.
    """

    dossier: Dossier
    papers: tuple[Paper, ...]
    found: tuple[Message, ...]
    """What a court sees too: it is told on the first page."""
    warnings: tuple[Message, ...]
    program: str
    translate: Translate

    @property
    def committed(self) -> datetime:
        """When the commit it was made from was committed: the time its files bear."""
        return self.dossier.commit.committed

    def files(self) -> dict[str, bytes]:
        """The bundle, by file name."""
        index = index_page(self.dossier, self.papers, self.found, self.program)
        first = page_html(index, self.dossier.language, self.translate)
        return sealed(
            {INDEX: first} | {paper.file: paper.data for paper in self.papers},
            _about(self.dossier) | {"program": self.program},
        )

    def volume(self, press: Typesetter, files: Mapping[str, bytes]) -> BoundVolume:
        """The same papers in one PDF; `files` is the bundle. Raises Refused where it cannot be printed."""
        dossier = self.dossier
        volume = volume_of(dossier, self.papers, self.found, self.program, files[SUMS])
        sheets = press.drawn(
            volume_layout(),
            lambda families: volume_data(volume, families, dossier.language, self.translate),
            dossier.as_of,
            with_places=True,
        )
        return _bound(sheets)

    def data(self, files: Iterable[str]) -> EvidenceData:
        """What a script is told of it, with the names of the files in it."""
        about = _about(self.dossier)
        return {
            "case": about["case"],
            "as_of": about["as_of"],
            "commit": about["commit"],
            "language": about["language"],
            "balance": balance_data(self.dossier.standing.account.balance),
            "files": sorted(files),
        }


@dataclass(frozen=True, slots=True)
class BoundVolume:
    """A volume that was printed: its bytes, how many pages it has, and the first and last of each paper by its number."""

    pdf: bytes
    length: int
    pages: Mapping[int, tuple[int, int]]


def evidence_of(
    source: DossierSource, reference: str, as_of: date, language: str, translate: Translate
) -> Evidence:
    """The evidence of a case on a day; errors as for `DossierSource.dossier`.

    `translate` gives its own language, with titles (`paper_words`). The same commit, day, language and version give the same bytes; those of a
    volume depend on the typeface of the machine too.
    """
    dossier = source.dossier(reference, as_of, language)
    found = tuple(_warnings(dossier))
    return Evidence(
        dossier=dossier,
        papers=tuple(papers_of(dossier, translate)),
        found=found,
        warnings=(*found, *dossier.limitation.notes, *_left_out(source, dossier)),
        program=f"{PRODUCT} {installed_version(PRODUCT) or ''}".rstrip(),
        translate=translate,
    )


def paper_words(source: DossierSource, language: str, translate: Translate) -> Translate:
    """A translator for papers from a source: with titles in the place of names, of the staff too."""
    return titled(translate, source.past, language, with_staff=True)


def _bound(sheets: Sheets) -> BoundVolume:
    begins = {place["number"]: place["page"] for place in sheets.places if not place["end"]}
    ends = {place["number"]: place["page"] for place in sheets.places if place["end"]}
    length = ends.pop(WHOLE)
    return BoundVolume(sheets.pdf, length, {number: (begins[number], last) for number, last in ends.items()})


def _about(dossier: Dossier) -> dict[str, str]:
    return {
        "case": dossier.case.id,
        "as_of": dossier.as_of.isoformat(),
        "commit": dossier.commit.id,
        "language": dossier.language,
    }


def _left_out(source: DossierSource, dossier: Dossier) -> Iterator[Message]:
    """Rules and settings edited by hand, of which the bundle knows nothing."""
    used = {SETTINGS_FILE, *(file.path for file in dossier.rules)}
    for edit in source.edits:
        if edit.path in used:
            yield msg("{file} was edited by hand; the bundle uses what the last commit holds", file=edit.path)


def _warnings(dossier: Dossier) -> list[Message]:
    found = [letter.fault for letter in dossier.letters if letter.fault is not None]
    findings = [each for each in dossier.audit.found if each.case == dossier.case.id]
    if findings:
        found.append(
            msg(
                "the audit has {count} findings on this case; the first: {what}",
                count=len(findings),
                what=findings[0].message,
            )
        )
    later = [entry for entry in dossier.case.entries if entry.date > dossier.as_of]
    if later:
        found.append(
            msg(
                "{count} entries of the case file are dated after {date} and do not count in the figures",
                count=len(later),
                date=dossier.as_of,
            )
        )
    return found

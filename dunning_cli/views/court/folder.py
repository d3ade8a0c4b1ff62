"""The folder of one case for a court: the paper that begins proceedings, the evidence it names by page, what is missing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from datetime import date
from decimal import Decimal

from dunning_cli.documents.csv_table import table_csv
from dunning_cli.documents.page import layout_data
from dunning_cli.domain.case.codes.legal import CourtPaper
from dunning_cli.kernel.answer import Table
from dunning_cli.kernel.errors import Failure
from dunning_cli.kernel.masking import Mask
from dunning_cli.kernel.message import Message, Translate
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.typeface import Typeface
from dunning_cli.store.format.layouts import shipped_layout
from dunning_cli.store.machine.bundle import zipped
from dunning_cli.store.machine.typesetter import Typesetter, typesetter_with
from dunning_cli.store.reading.ledger_reader import LedgerReader
from dunning_cli.views.evidence.bundle import evidence_of, paper_words
from dunning_cli.views.evidence.court_forms import (
    MISSING_COLUMNS,
    CourtForm,
    doubts_told,
    form_of,
    missing_rows,
)
from dunning_cli.views.evidence.dossier import DossierSource
from dunning_cli.views.titles import titled

LANGUAGE = "zh"
"""A court's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CourtFolder:
    """What came of one case: its files, and what the summary sheet says; or the error."""

    case: str
    error: Message | None = None
    files: Mapping[str, bytes] = field(default_factory=dict)
    claimed: Decimal | None = None
    court: str | None = None
    filled: int = 0
    elements: int = 0
    missing: int = 0
    pages: int | None = None
    """Of the evidence; None where it was not printed."""
    doubts: tuple[Message, ...] = ()
    """What is to be looked at before use."""


@dataclass(frozen=True, slots=True)
class CourtClerk:
    """Puts folders together, many with one knowledge of the ledger; without typefaces nothing is printed."""

    reader: LedgerReader
    source: DossierSource
    paper: CourtPaper
    as_of: date
    typefaces: Sequence[Typeface] | None
    translate: Translate
    """Into Chinese, with titles."""
    words: Translate
    """The same for the papers of the evidence."""

    def folders(self, cases: Sequence[str]) -> list[CourtFolder]:
        """The folders of some cases; one that cannot be done has its error and stops no other."""
        if self.typefaces is None:
            return [self._folder(case, None) for case in cases]
        with typesetter_with(self.typefaces) as press:
            return [self._folder(case, press) for case in cases]

    def _folder(self, case: str, press: Typesetter | None) -> CourtFolder:
        try:
            return self._made(case, press)
        except Failure as failure:
            return CourtFolder(case=case, error=failure.message)

    def _made(self, case: str, press: Typesetter | None) -> CourtFolder:
        files: dict[str, bytes] = {}
        warnings: list[Message] = []
        length: int | None = None

        def pages() -> Mapping[int, tuple[int, int]]:
            nonlocal length
            evidence = evidence_of(self.source, case, self.as_of, LANGUAGE, self.words)
            warnings.extend(evidence.found)
            bundle = evidence.files()
            files[f"{case}-evidence.zip"] = zipped(bundle, evidence.committed)
            if press is None:
                return {}
            volume = evidence.volume(press, bundle)
            files[f"{case}-evidence.pdf"], length = volume.pdf, volume.length
            return volume.pages

        form = form_of(self.reader, case, self.paper, self.as_of, pages)
        full = Mask(reveal=True)
        rows = missing_rows(form, full)
        files |= form.files(self.translate)
        files[f"{case}-missing.csv"] = table_csv(Table(MISSING_COLUMNS, rows), self.translate)
        if press is not None:
            files[f"{form.name}.pdf"] = self._printed(form, press)
        return CourtFolder(
            case=case,
            files=dict(sorted(files.items())),
            claimed=form.total,
            court=form.court,
            filled=form.filled,
            elements=len(form.elements),
            missing=len(rows),
            pages=length,
            doubts=tuple(_once([*warnings, *doubts_told(form, full)])),
        )

    def _printed(self, form: CourtForm, press: Typesetter) -> bytes:
        page = form.page(self.translate)
        return press.drawn(shipped_layout(), lambda families: layout_data([page], families), self.as_of).pdf


def _once(messages: Sequence[Message]) -> Iterator[Message]:
    seen: set[str] = set()
    for each in messages:
        if str(each) not in seen:
            seen.add(str(each))
            yield each


def court_clerk(
    reader: LedgerReader,
    paper: CourtPaper,
    as_of: date,
    typefaces: Sequence[Typeface] | None,
    translate: Translate,
) -> CourtClerk:
    """One who knows the last commit already, so that copies of this process need not read it again.

    Raises Refused where git would show something else than was committed, or cannot read its history.
    """
    source = DossierSource(reader, None)
    source.read_ahead()
    titles = titled(translate, reader, LANGUAGE)
    words = paper_words(source, LANGUAGE, translate)
    return CourtClerk(reader, source, paper, as_of, typefaces, titles, words)

"""A paper for a court, filled from the ledger: to look at, and as files."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from dunning_cli.documents.court_form import court_form, printed_form
from dunning_cli.documents.csv_table import table_csv
from dunning_cli.documents.customary_paper import CUSTOMARY, customary_paper, parts_text
from dunning_cli.documents.page import LetterPage
from dunning_cli.documents.web_page import Lines
from dunning_cli.domain.account import account_at
from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.codes.labels import label_of
from dunning_cli.domain.case.codes.legal import CourtPaper
from dunning_cli.domain.case.people.viewing import Viewer
from dunning_cli.domain.contact.deliveries import LetterRecord, letter_records, letters_taken_back
from dunning_cli.domain.litigation.checklist import suit_checklist
from dunning_cli.domain.litigation.court_forms import filled_form
from dunning_cli.domain.litigation.form_doubts import doubts
from dunning_cli.domain.litigation.form_elements import BASES, FilledElement, Section
from dunning_cli.domain.litigation.form_fields import FieldState, FormScene, Gap
from dunning_cli.domain.litigation.form_insolvency import day_of_sums
from dunning_cli.domain.litigation.form_obstacles import obstacles
from dunning_cli.kernel.answer import Answer, Column, Table
from dunning_cli.kernel.errors import Refused
from dunning_cli.kernel.masking import Mask, sealed_hidden
from dunning_cli.kernel.message import Message, Problem, Translate, label, msg
from dunning_cli.kernel.record import dataclass
from dunning_cli.store.format.folder import LedgerFolder
from dunning_cli.store.format.letter_path import letter_paths
from dunning_cli.store.reading.ledger_reader import LedgerReader
from dunning_cli.views.account.standing import standing_with
from dunning_cli.views.evidence.dossier import references_of
from dunning_cli.views.legal.limitation import limitation_at
from dunning_cli.views.letters.printed_pages import pages_pdf

if TYPE_CHECKING:
    from dunning_cli.views.evidence.form_keys import CourtFormData

STATES: dict[FieldState, Message] = {
    FieldState.FILLED: label("filled"),
    FieldState.PARTLY: label("filled in part"),
    FieldState.MISSING: label("missing"),
}
MISSING_COLUMNS = (
    Column(label("running no."), figures=True),
    Column(label("element")),
    Column(label("what is missing")),
    Column(label("what to do")),
)
SOURCE_COLUMNS = (
    Column(label("running no."), figures=True),
    Column(label("element")),
    Column(label("state")),
    Column(label("amount"), figures=True),
    Column(label("value")),
    Column(label("comes from")),
    Column(label("what is missing")),
    Column(label("what to do")),
    Column(label("in the form")),
)


@dataclass(frozen=True, slots=True)
class CourtForm:
    """One paper of one case with every element filled as far as the ledger can."""

    paper: CourtPaper
    scene: FormScene
    elements: tuple[FilledElement, ...]

    @property
    def name(self) -> str:
        """The beginning of its files' names."""
        return f"{self.scene.case.id}-{self.paper.value}"

    @property
    def filled(self) -> int:
        """Elements of which nothing is missing."""
        return sum(each.field.state is FieldState.FILLED for each in self.elements)

    @property
    def total(self) -> Decimal | None:
        """The sum that the paper states, yuan; None where it states none."""
        return next((each.field.amount for each in self.elements if each.element.key == "total"), None)

    def text(self, translate: Translate) -> str:
        """What the court gets; `translate` is into Chinese."""
        if self.paper in CUSTOMARY:
            return parts_text(customary_paper(self.paper, self.elements, translate))
        return court_form(self.paper, self.elements, self.court, translate)

    def page(self, translate: Translate) -> LetterPage:
        """The same to be printed on A4."""
        if self.paper in CUSTOMARY:
            parts = customary_paper(self.paper, self.elements, translate)
        else:
            parts = printed_form(self.paper, self.elements, self.court, translate)
        return LetterPage(parts=parts, written=self.scene.as_of, language="zh")

    def pdf(self, translate: Translate, typeface: str | None) -> bytes:
        """The same printed; equal papers give equal bytes. Raises Refused where nothing can be printed."""
        return pages_pdf([self.page(translate)], typeface)

    @property
    def gaps(self) -> Iterator[tuple[FilledElement, Gap]]:
        """All that is missing, each with its element."""
        return ((each, gap) for each in self.elements for gap in each.field.gaps)

    @property
    def court(self) -> str | None:
        """The court that it goes to, which a form names under its elements; None where none is on record."""
        named = (each.field.lines[0] for each in self.elements if _names_court(each) and each.field.lines)
        court = next(named, None)
        return court if isinstance(court, str) else None

    def files(self, translate: Translate) -> dict[str, bytes]:
        """The text for the court and the table for the clerk, by file name; `translate` is into Chinese."""
        table = Table(SOURCE_COLUMNS, [_source_row(each) for each in self.elements])
        return {
            f"{self.name}.txt": self.text(translate).encode("utf-8"),
            f"{self.name}-sources.csv": table_csv(table, translate),
        }


def form_of(
    reader: LedgerReader,
    reference: str,
    paper: CourtPaper,
    as_of: date,
    pages: Callable[[], Mapping[int, tuple[int, int]]] = dict,
) -> CourtForm:
    """The paper of a case on a day; `pages` is asked for those of the evidence once nothing stands against it.

    Raises NotFound, and Refused with all that stands against it.
    """
    scene = form_scene(reader, reference, as_of, paper)
    found = obstacles(paper, scene)
    if found:
        raise Refused(
            msg("{case}: no {template}: {why}", case=scene.case.id, template=paper.value, why=found[0]),
            [Problem("court-form", each) for each in found[1:]],
        )
    scene = replace(scene, pages=pages())
    return CourtForm(paper, scene, filled_form(paper, scene))


def form_scene(
    reader: LedgerReader, reference: str, as_of: date, paper: CourtPaper | None = None
) -> FormScene:
    """All that a paper of a case is filled from; in a bankruptcy its sums are of the day of the acceptance.

    Raises NotFound; Refused where its figures cannot be worked out.
    """
    case = reader.find(reference)
    policy = reader.policies.for_case(case)
    account = account_at(case, policy, as_of)
    standing = standing_with(reader, case, account)
    filed_as_of = day_of_sums(case, as_of) if paper is CourtPaper.INSOLVENCY else as_of
    limitation = limitation_at(standing, reader.calendar)
    known = standing.case.with_head(sealed_hidden(standing.case.head))
    return FormScene(
        case=known,
        as_of=as_of,
        account=account if filed_as_of == as_of else account_at(case, policy, filed_as_of),
        rules=standing.policy,
        office=reader.office,
        limitation=limitation,
        checklist=suit_checklist(case, as_of, account, limitation),
        letters=sum(_at_hand(reader.folder, record) for record in _register(standing.case, as_of)),
        rule_files=2 if references_of(standing) else 1,
    )


def _register(case: Case, as_of: date) -> tuple[LetterRecord, ...]:
    return (*letter_records(case.standing(as_of)), *letters_taken_back(case.entries, as_of))


def _at_hand(folder: LedgerFolder, record: LetterRecord) -> bool:
    """Whether the text of a letter is there and is the one registered: as the evidence bundle takes it in."""
    for path in letter_paths(record.letter.serial):
        try:
            data = folder.read(path)
        except FileNotFoundError:
            continue
        return record.letter.hash in (None, hashlib.sha256(data).hexdigest())
    return False


def form_answer(form: CourtForm, viewer: Viewer) -> Answer:
    """What is said of a form before it is written: what is missing, element by element; no text of it."""
    mask = viewer.mask(form.scene.case, form.scene.as_of)
    return Answer(_data(form, mask), tuple(_parts(form, mask)), tuple(doubts_told(form, mask)))


def doubts_told(form: CourtForm, mask: Mask) -> Iterator[Message]:
    """What no element asks for, and whoever hands the paper in should know."""
    for gap in doubts(form.paper, form.scene):
        why = mask.words(gap.what)
        if gap.do is None:
            yield why
        else:
            yield msg("{why}; see: {cure}", why=why, cure=mask.text(str(gap.do)))


def _data(form: CourtForm, mask: Mask) -> CourtFormData:
    return {
        "case": form.scene.case.id,
        "template": form.paper,
        "as_of": form.scene.account.as_of,
        "filled": form.filled,
        "total": form.total,
        "elements": [
            {
                "number": each.number,
                "element": each.element.key,
                "section": each.element.section,
                "name": each.element.name,
                "basis": each.element.basis,
                "state": each.field.state,
                "amount": each.field.amount,
                "origins": list(each.field.origins),
                "missing": [
                    {
                        "what": mask.words(gap.what),
                        "do": mask.text(str(gap.do)) if gap.do is not None else None,
                    }
                    for gap in each.field.gaps
                ],
            }
            for each in form.elements
        ],
    }


def _parts(form: CourtForm, mask: Mask) -> Iterator[Table | Message]:
    figures = {
        "case": form.scene.case.id,
        "title": label_of(form.paper),
        "filled": form.filled,
        "all": len(form.elements),
    }
    if form.total is None:
        yield msg("{case}: {title}, {filled} of {all} elements filled", **figures)
    else:
        yield msg(
            "{case}: {title}, {filled} of {all} elements filled, {total} yuan up to {date}",
            **figures,
            total=form.total,
            date=form.scene.account.as_of,
        )
    rows = missing_rows(form, mask)
    if rows:
        yield Table(MISSING_COLUMNS, rows, label("What is missing"))
    else:
        yield label("nothing is missing")


def missing_rows(form: CourtForm, mask: Mask) -> list[tuple[object, ...]]:
    """What is missing with the command that supplies it, as rows of `MISSING_COLUMNS`."""
    return [
        (
            each.number,
            each.element.name,
            mask.words(gap.what),
            mask.text(str(gap.do)) if gap.do is not None else None,
        )
        for each, gap in form.gaps
    ]


def _names_court(each: FilledElement) -> bool:
    return each.element.section is Section.PROCEDURE and each.element.key in ("jurisdiction", "court")


def _source_row(each: FilledElement) -> tuple[object, ...]:
    field = each.field
    return (
        each.number,
        each.element.name,
        STATES[field.state],
        field.amount,
        Lines(field.lines),
        "; ".join(field.origins),
        Lines([gap.what for gap in field.gaps]),
        Lines([gap.do for gap in field.gaps if gap.do is not None]),
        BASES[each.element.basis],
    )

"""Many cases for a court: which are meant, the summary sheet over their folders, and what is said of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from dunning_cli.documents.csv_table import table_csv
from dunning_cli.documents.web_page import Lines
from dunning_cli.domain.case.codes.labels import label_of
from dunning_cli.domain.case.codes.legal import CourtPaper
from dunning_cli.kernel.answer import Answer, Column, Each, Table
from dunning_cli.kernel.errors import Refused
from dunning_cli.kernel.message import Message, Problem, Translate, label, msg
from dunning_cli.kernel.money import ZERO
from dunning_cli.kernel.record import dataclass
from dunning_cli.store.reading.ledger_reader import LedgerReader
from dunning_cli.views.account.case_figures import CaseFigures
from dunning_cli.views.account.figures import all_figures
from dunning_cli.views.account.unknown import Unknown
from dunning_cli.views.court.folder import CourtFolder
from dunning_cli.views.portfolio.selection import Selection, wanted_figures

if TYPE_CHECKING:
    from dunning_cli.views.court.json_keys import BatchedCaseData, CourtBatchData

SHEET = "summary.csv"
SHEET_COLUMNS = (
    Column(label("case")),
    Column(label("debtor")),
    Column(label("claimed"), figures=True),
    Column(label("court")),
    Column(label("elements filled"), figures=True),
    Column(label("elements"), figures=True),
    Column(label("missing"), figures=True),
    Column(label("pages of evidence"), figures=True),
    Column(label("to be looked at before use")),
    Column(label("error")),
)
SCREEN_COLUMNS = (
    Column(label("case")),
    Column(label("claimed"), figures=True),
    Column(label("missing"), figures=True),
    Column(label("pages of evidence"), figures=True),
)


@dataclass(frozen=True, slots=True)
class ChosenCases:
    """The cases that filters let through, by id, and those of which it cannot be told."""

    cases: tuple[CaseFigures, ...]
    unknown: tuple[Unknown, ...]

    @property
    def ids(self) -> list[str]:
        """Their ids."""
        return [each.row.case for each in self.cases]


def chosen_cases(reader: LedgerReader, as_of: date, selection: Selection) -> ChosenCases:
    """The open cases of a selection on a day."""
    figures = list(all_figures(reader, as_of))
    return ChosenCases(
        tuple(
            each
            for each in figures
            if isinstance(each, CaseFigures) and wanted_figures(each, selection, reader.office)
        ),
        tuple(each for each in figures if isinstance(each, Unknown)),
    )


def with_unknown(chosen: ChosenCases, done: Sequence[CourtFolder]) -> list[CourtFolder]:
    """What came of all cases, by id, those that cannot be worked out among them."""
    errors = [CourtFolder(case=each.case_id, error=each.why) for each in chosen.unknown]
    return sorted([*done, *errors], key=lambda each: each.case)


def refuse_nothing(paper: CourtPaper, done: Sequence[CourtFolder], as_of: date) -> None:
    """Raises Refused where no case got a folder, with the reason of each."""
    if any(each.error is None for each in done):
        return
    if not done:
        raise Refused(msg("no open case is selected on {date}; nothing was written", date=as_of))
    refused = Refused(
        msg("none of {count} cases gets a {template}", count=len(done), template=paper.value),
        [Problem("court-form", _line(each)) for each in done],
    )
    refused.tells_all = True
    raise refused


def batch_sheet(chosen: ChosenCases, done: Sequence[CourtFolder], translate: Translate) -> bytes:
    """The summary over all cases as CSV, a row a case, names in full; `translate` is into Chinese."""
    debtors = {each.row.case: each.person.debtor for each in chosen.cases}
    rows = [
        (
            each.case,
            debtors.get(each.case),
            each.claimed,
            each.court,
            *((each.filled, each.elements, each.missing) if each.error is None else (None, None, None)),
            each.pages,
            Lines(each.doubts),
            each.error,
        )
        for each in done
    ]
    total = sum((each.claimed for each in done if each.claimed is not None), ZERO)
    last = (label("total"), None, total, *[None] * (len(SHEET_COLUMNS) - 3))
    return table_csv(Table(SHEET_COLUMNS, [*rows, last]), translate)


def batch_answer(paper: CourtPaper, as_of: date, done: Sequence[CourtFolder], place: str) -> Answer:
    """What is said of folders that were written into a place: a row each without names, and why others have none."""
    made = [each for each in done if each.error is None]
    failed = [each for each in done if each.error is not None]
    total = sum((each.claimed for each in made if each.claimed is not None), ZERO)
    said = msg(
        "{title}: {count} of {all} cases in {path}, {total} yuan up to {date}; summary: {sheet}",
        title=label_of(paper),
        count=len(made),
        all=len(done),
        path=place,
        total=total,
        date=as_of,
        sheet=SHEET,
    )
    data: CourtBatchData = {
        "template": paper,
        "as_of": as_of,
        "output": place,
        "sheet": SHEET,
        "cases": Each(made, _data),  # type: ignore[typeddict-item]  # a list, made when it is read
        "errors": [{"case": each.case, "reason": each.error} for each in failed if each.error is not None],
    }
    return Answer(data, (_table(made), said), tuple(map(_line, failed)))


def _data(folder: CourtFolder) -> BatchedCaseData:
    return {
        "case": folder.case,
        "total": folder.claimed or ZERO,
        "court": folder.court,
        "filled": folder.filled,
        "elements": folder.elements,
        "missing": folder.missing,
        "pages": folder.pages,
        "doubts": len(folder.doubts),
        "files": list(folder.files),
    }


def _table(made: Sequence[CourtFolder]) -> Table:
    return Table(SCREEN_COLUMNS, [(each.case, each.claimed, each.missing, each.pages) for each in made])


def _line(failed: CourtFolder) -> Message:
    """Why a case has no folder, with its id."""
    why = failed.error or label("error")
    if why.values.get("case") == failed.case:
        return why
    return msg("{case}: {why}", case=failed.case, why=why)

"""The legal track of a case to look at: its steps, what was decided, the clock of enforcement, what a suit lacks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from dunning_cli.domain.account import Account
from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.codes.labels import label_of
from dunning_cli.domain.case.codes.legal import Instrument
from dunning_cli.domain.case.entries import Judgment, Legal
from dunning_cli.domain.case.people.viewing import Viewer
from dunning_cli.domain.limitation.state import LimitationState
from dunning_cli.domain.litigation.checklist import suit_checklist
from dunning_cli.domain.litigation.checklist_items import ChecklistLine, ChecklistState, SuitItem, missing
from dunning_cli.domain.litigation.track import LegalTrack, TrackStage, legal_track
from dunning_cli.kernel.answer import Answer, Column, Table
from dunning_cli.kernel.errors import Failure
from dunning_cli.kernel.masking import Mask
from dunning_cli.kernel.message import Message, label, msg
from dunning_cli.kernel.money import ZERO
from dunning_cli.kernel.record import dataclass
from dunning_cli.store.reading.ledger_reader import LedgerReader
from dunning_cli.views.account.standing import standing_of
from dunning_cli.views.legal.enforcement import enforcement_data, enforcement_parts
from dunning_cli.views.legal.limitation import limitation_at, limitation_by_dates

if TYPE_CHECKING:
    from dunning_cli.views.legal.json_keys import ChecklistLineData, JudgmentData, LegalData, StepData

STAGES: dict[TrackStage, Message] = {
    TrackStage.NONE: label("no legal step so far"),
    TrackStage.PRE_SUIT: label("before a suit"),
    TrackStage.IN_COURT: label("in court"),
    TrackStage.WITHDRAWN: label("withdrawn"),
    TrackStage.PERFORMANCE: label("decided, the performance period runs"),
    TrackStage.ENFORCEABLE: label("decided, enforcement can be applied for"),
    TrackStage.ENFORCEMENT: label("in enforcement"),
    TrackStage.ENFORCEMENT_LAPSED: label("decided, too late for enforcement"),
}
ITEMS: dict[SuitItem, Message] = {
    SuitItem.OPEN: label("case open"),
    SuitItem.IDENTITY: label("identity of the debtor"),
    SuitItem.HEIRS: label("heirs"),
    SuitItem.ADDRESS: label("address for service"),
    SuitItem.CONTRACT: label("contract"),
    SuitItem.AMOUNT: label("amount"),
    SuitItem.VERIFICATION: label("verification"),
    SuitItem.DISPUTE: label("disputes settled"),
    SuitItem.DEMAND: label("demand with proof of delivery"),
    SuitItem.LIMITATION: label("limitation"),
    SuitItem.GUARANTEE_PERIOD: label("guarantee period"),
    SuitItem.GUARANTOR_NOTICE: label("demand on the guarantor"),
    SuitItem.RECORDINGS: label("recordings of calls"),
    SuitItem.JURISDICTION: label("court or arbitration body"),
    SuitItem.ASSETS: label("assets to preserve, if any"),
}
ITEM_STATES: dict[ChecklistState, Message] = {
    ChecklistState.DONE: label("done"),
    ChecklistState.MISSING: label("missing"),
    ChecklistState.NOT_NEEDED: label("not needed"),
}
STEP_COLUMNS = (
    Column(label("date")),
    Column(label("step")),
    Column(label("court")),
    Column(label("docket")),
    Column(label("cost"), figures=True),
    Column(label("details")),
    Column(label("entry")),
)
CHECKLIST_COLUMNS = (
    Column(label("item")),
    Column(label("state")),
    Column(label("why")),
    Column(label("what to do")),
)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """All that is shown of one case."""

    case: Case
    as_of: date
    track: LegalTrack
    clocks: LimitationState
    lines: tuple[ChecklistLine, ...]
    """The checklist; empty once the claim is decided, when no suit is needed any more."""
    mask: Mask


def legal_sheet(reader: LedgerReader, reference: str, as_of: date, viewer: Viewer) -> Answer:
    """The legal track of one case on a day. Raises NotFound."""
    case = reader.find(reference)
    account: Account | None = None
    unknown: Message | None = None
    try:
        standing = standing_of(reader, case, as_of)
    except Failure as failure:
        unknown = failure.message
        clocks = limitation_by_dates(reader, case, as_of, reader.calendar)
    else:
        account = standing.account
        clocks = limitation_at(standing, reader.calendar)
    track = legal_track(case.standing(as_of), as_of, clocks.enforcement)
    decided = clocks.enforcement is not None
    lines = () if decided else suit_checklist(case, as_of, account, clocks, unknown)
    sheet = _Sheet(case, as_of, track, clocks, lines, viewer.mask(case, as_of))
    notes = tuple(sheet.mask.words(note) for note in clocks.notes)
    return Answer(_data(sheet), tuple(_parts(sheet)), notes)


def _data(sheet: _Sheet) -> LegalData:
    track, enforcement = sheet.track, sheet.clocks.enforcement
    return {
        "case": sheet.case.id,
        "as_of": sheet.as_of,
        "stage": track.stage,
        "steps": [_step_data(step, sheet.mask) for step in track.steps],
        "costs": track.costs,
        "judgment": _judgment_data(enforcement.judgment) if enforcement is not None else None,
        "enforcement": enforcement_data(enforcement, sheet.as_of),
        "checklist": [_line_data(line, sheet.mask) for line in sheet.lines],
        "ready": not missing(sheet.lines) if sheet.lines else None,
    }


def _step_data(step: Legal | Judgment, mask: Mask) -> StepData:
    return {
        "entry": step.id,
        "date": step.date,
        "step": step.step if isinstance(step, Legal) else step.instrument or Instrument.JUDGMENT,
        "court": step.court,
        "docket": step.docket,
        "cost": step.cost if isinstance(step, Legal) else None,
        "text": mask.text(step.text) or None if isinstance(step, Legal) else None,
    }


def _judgment_data(judgment: Judgment) -> JudgmentData:
    """The judgment or other instrument that stands; amounts in yuan."""
    return {
        "entry": judgment.id,
        "date": judgment.date,
        "instrument": judgment.instrument or Instrument.JUDGMENT,
        "court": judgment.court,
        "docket": judgment.docket,
        "principal": judgment.principal or ZERO,
        "interest": judgment.interest or ZERO,
        "penalty": judgment.penalty or ZERO,
        "fee": judgment.fee or ZERO,
        "court_fee": judgment.court_fee or ZERO,
        "total": judgment.total,
        "perform_by": judgment.perform_by,
        "parts": [{"due": part.due, "amount": part.amount} for part in judgment.parts],
        "running": [
            {
                "component": award.component,
                "base": list(award.base),
                "rate": award.rate,
                "from": award.from_,
                "until": award.until,
                "basis": award.basis,
            }
            for award in judgment.running
        ],
    }


def _line_data(line: ChecklistLine, mask: Mask) -> ChecklistLineData:
    return {
        "item": line.item,
        "state": line.state,
        "why": mask.words(line.why) if line.why is not None else None,
        "do": str(line.do) if line.do is not None else None,
        "guarantor": mask.name(line.guarantor) or None,
        "optional": line.optional,
    }


def _parts(sheet: _Sheet) -> Iterator[Table | Message]:
    track, enforcement, lines = sheet.track, sheet.clocks.enforcement, sheet.lines
    yield msg("{case}: {stage}", case=sheet.case.id, stage=STAGES[track.stage])
    if track.steps:
        total = (label("total"), "", "", "", track.costs, "", "") if track.costs else None
        yield Table(
            STEP_COLUMNS, [_step_row(step, sheet.mask) for step in track.steps], label("Steps"), total
        )
    if enforcement is not None:
        for award in enforcement.judgment.running:
            yield msg("what was awarded runs on: {award}", award=award.in_words())
        yield from enforcement_parts(sheet.case.id, enforcement, sheet.as_of)
    if lines:
        rows = [_line_row(line, sheet.mask) for line in lines]
        yield Table(CHECKLIST_COLUMNS, rows, label("What a suit needs"))
        lacking = len(missing(lines))
        yield msg("missing: {count}", count=lacking) if lacking else label("nothing is missing for a suit")


def _step_row(step: Legal | Judgment, mask: Mask) -> tuple[object, ...]:
    if isinstance(step, Legal):
        return (
            step.date,
            label_of(step.step),
            step.court,
            step.docket,
            step.cost,
            mask.text(step.text),
            step.id,
        )
    awarded = msg("{amount} awarded, to be paid by {date}", amount=step.total, date=step.perform_by)
    name = label_of(step.instrument or Instrument.JUDGMENT)
    return step.date, name, step.court, step.docket, None, awarded, step.id


def _line_row(line: ChecklistLine, mask: Mask) -> tuple[object, ...]:
    item: Message = ITEMS[line.item]
    if line.guarantor is not None:
        item = msg("{item}, {name}", item=item, name=mask.name(line.guarantor))
    without = line.optional and line.state is ChecklistState.MISSING
    return item, label("missing, can do without") if without else ITEM_STATES[line.state], line.why, line.do

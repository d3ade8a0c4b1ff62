"""Stage, days past due and promises of cases on a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from dunning_cli.domain.policy.stage_keys import Scheme
from dunning_cli.kernel.answer import Answer, Column, Each, Table
from dunning_cli.kernel.errors import Failure, Miscalculated
from dunning_cli.kernel.message import Message, label, msg
from dunning_cli.store.reading.figure_rows import FigureRow, Suspicion
from dunning_cli.store.reading.ledger_reader import LedgerReader
from dunning_cli.views.account.case_figures import CaseFigures
from dunning_cli.views.account.data import balance_data, unknown_data
from dunning_cli.views.account.figures import all_figures
from dunning_cli.views.account.unknown import Unknown, unknown_warning
from dunning_cli.views.titles import phase_named

if TYPE_CHECKING:
    from dunning_cli.views.case.json_keys import (
        NextStageData,
        PromiseCountsData,
        StateData,
        StatesData,
        SuspicionData,
    )

STATE_COLUMNS = (
    Column(label("case")),
    Column(label("stage")),
    Column(label("days past due"), figures=True),
    Column(label("overdue"), figures=True),
    Column(label("balance"), figures=True),
    Column(label("next stage")),
    Column(label("next stage on")),
    Column(label("promises o/k/p/b")),
    Column(label("phase")),
)


def states_of(reader: LedgerReader, references: tuple[str, ...], as_of: date) -> Answer:
    """Stage, days past due and promises of the cases named, else of all open ones. Raises NotFound."""
    found: Iterable[CaseFigures | Unknown]
    if references:
        found = [_one(reader, reference, as_of, alone=len(references) == 1) for reference in references]
    else:
        found = [
            item for item in all_figures(reader, as_of) if isinstance(item, Unknown) or not item.row.closed
        ]
    known = [item for item in found if isinstance(item, CaseFigures)]
    unknown = [item for item in found if isinstance(item, Unknown)]
    states = Each(
        (*known, *unknown),
        lambda item: unknown_data(item) if isinstance(item, Unknown) else state_data(item, as_of),
    )
    several: StatesData = {"as_of": as_of, "cases": states}
    data = states[0] if len(references) == 1 else several
    rows = [_state_row(item) for item in known]
    rows += [(item.case_id, label("cannot be worked out"), "", "", "", "", "", "", "") for item in unknown]
    notes = [
        note
        for item in known
        for note in (suspicion_line(item.row.case, item.row.suspected), _death_line(reader, item.row, as_of))
    ]
    lines = tuple(note for note in notes if note is not None)
    return Answer(
        data, (Table(STATE_COLUMNS, rows), *lines), tuple(unknown_warning(item) for item in unknown)
    )


def _one(reader: LedgerReader, reference: str, as_of: date, *, alone: bool) -> CaseFigures | Unknown:
    from dunning_cli.views.account.figures_made import figures_of
    from dunning_cli.views.account.standing import standing_of

    case = reader.find(reference)
    try:
        return figures_of(standing_of(reader, case, as_of))
    except (Failure, Miscalculated) as failure:
        if alone and isinstance(failure, Miscalculated):
            raise
        return Unknown.of(case, failure)


def state_data(found: CaseFigures, as_of: date) -> StateData:
    """The state of a case for scripts."""
    row = found.row
    return {
        "case": row.case,
        "as_of": as_of,
        "stage": row.stage,
        "scheme": Scheme(row.scheme),
        "days_past_due": row.days_past_due,
        "overdue": found.overdue,
        "balance": balance_data(found.balance),
        "next_stage": _next_stage_data(row),
        "missed_minimums": row.missed_minimums,
        "promises": promise_counts(row),
        "phase": row.phase,
        "deceased": row.deceased,
        "suspected_fraud": _suspicion_data(row.suspected),
    }


def _next_stage_data(row: FigureRow) -> NextStageData | None:
    if row.next_stage is None or row.next_date is None:
        return None
    return {"stage": row.next_stage, "date": row.next_date}


def _suspicion_data(fraud: Suspicion | None) -> SuspicionData | None:
    if fraud is None:
        return None
    return {"since": fraud.since, "police": fraud.police, "receipt": fraud.receipt, "entry": fraud.entry}


def suspicion_line(case_id: str, fraud: Suspicion | None) -> Message | None:
    """What to say beside a case under suspicion of fraud."""
    if fraud is None:
        return None
    return msg(
        "{case}: fraud is suspected since {date}, reported to {police}, receipt {receipt}; "
        "nothing but deadlines is listed until it is cleared",
        case=case_id,
        date=fraud.since,
        police=fraud.police,
        receipt=fraud.receipt,
    )


def _death_line(reader: LedgerReader, row: FigureRow, as_of: date) -> Message | None:
    """What to say beside a case whose debtor is known to have died: who the heirs are, only the case itself tells."""
    if row.deceased is None:
        return None
    from dunning_cli.domain.case.people.details import known_on
    from dunning_cli.views.people.people import death_line

    return death_line(known_on(reader.find(row.case), as_of), as_of)


def promise_counts(row: FigureRow) -> PromiseCountsData:
    """How many promises are open, kept, partly kept and broken."""
    open_, kept, partial, broken = row.promises
    return {"open": open_, "kept": kept, "partial": partial, "broken": broken}


def _state_row(found: CaseFigures) -> tuple[object, ...]:
    row = found.row
    return (
        row.case,
        row.stage,
        row.days_past_due,
        found.overdue,
        found.total,
        row.next_stage,
        row.next_date,
        "/".join(map(str, row.promises)),
        phase_named(row.phase),
    )

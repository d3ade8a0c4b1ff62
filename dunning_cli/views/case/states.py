"""Stage, days past due and promises of cases on a day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from dunning_cli.domain.account.stage import StageState
from dunning_cli.domain.agreements.promises import PromiseOutcome
from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.fraud import suspicion
from dunning_cli.domain.case.people.deaths import debtor_death
from dunning_cli.kernel.answer import Answer, Column, Table
from dunning_cli.kernel.errors import Failure, Miscalculated
from dunning_cli.kernel.message import Message, label, msg
from dunning_cli.store.reading.ledger_reader import LedgerReader
from dunning_cli.views.account.standing import (
    AccountState,
    Unknown,
    all_standing,
    balance_data,
    standing_of,
    unknown_data,
    unknown_warning,
)
from dunning_cli.views.people.people import death_line
from dunning_cli.views.titles import phase_named

if TYPE_CHECKING:
    from dunning_cli.views.account.json_keys import UnknownCaseData
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
    found: Iterable[AccountState | Unknown]
    if references:
        found = [_one(reader, reference, as_of, alone=len(references) == 1) for reference in references]
    else:
        found = [
            item
            for item in all_standing(reader, as_of)
            if isinstance(item, Unknown) or item.case.closing(as_of) is None
        ]
    known = [item for item in found if isinstance(item, AccountState)]
    unknown = [item for item in found if isinstance(item, Unknown)]
    states: list[StateData | UnknownCaseData] = [
        *(state_data(item) for item in known),
        *(unknown_data(item) for item in unknown),
    ]
    several: StatesData = {"as_of": as_of, "cases": states}
    data = states[0] if len(references) == 1 else several
    rows = [_state_row(item) for item in known]
    rows += [(item.case_id, label("cannot be worked out"), "", "", "", "", "", "", "") for item in unknown]
    notes = [line(item.case, as_of) for item in known for line in (suspicion_line, death_line)]
    lines = tuple(note for note in notes if note is not None)
    return Answer(
        data, (Table(STATE_COLUMNS, rows), *lines), tuple(unknown_warning(item) for item in unknown)
    )


def _one(reader: LedgerReader, reference: str, as_of: date, *, alone: bool) -> AccountState | Unknown:
    case = reader.find(reference)
    try:
        return standing_of(reader, case, as_of)
    except (Failure, Miscalculated) as failure:
        if alone and isinstance(failure, Miscalculated):
            raise
        return Unknown.of(case, failure)


def state_data(standing: AccountState) -> StateData:
    """The state of a case for scripts."""
    account, stage = standing.account, standing.stage
    return {
        "case": standing.case.id,
        "as_of": standing.as_of,
        "stage": stage.stage,
        "scheme": stage.scheme,
        "days_past_due": account.days_past_due,
        "overdue": account.overdue,
        "balance": balance_data(account),
        "next_stage": _next_stage_data(stage),
        "missed_minimums": account.missed_minimums,
        "promises": promise_counts(standing),
        "phase": standing.case.phase(standing.as_of),
        "deceased": death.died if (death := debtor_death(standing.case, standing.as_of)) else None,
        "suspected_fraud": _suspicion_data(standing.case, standing.as_of),
    }


def _next_stage_data(stage: StageState) -> NextStageData | None:
    if stage.next_stage is None or stage.next_date is None:
        return None
    return {"stage": stage.next_stage, "date": stage.next_date}


def _suspicion_data(case: Case, as_of: date) -> SuspicionData | None:
    fraud = suspicion(case, as_of)
    if fraud is None:
        return None
    return {"since": fraud.date, "police": fraud.police, "receipt": fraud.receipt, "entry": fraud.id}


def suspicion_line(case: Case, as_of: date) -> Message | None:
    """What to say beside a case under suspicion of fraud."""
    fraud = suspicion(case, as_of)
    if fraud is None:
        return None
    return msg(
        "{case}: fraud is suspected since {date}, reported to {police}, receipt {receipt}; "
        "nothing but deadlines is listed until it is cleared",
        case=case.id,
        date=fraud.date,
        police=fraud.police,
        receipt=fraud.receipt,
    )


def promise_counts(standing: AccountState) -> PromiseCountsData:
    """How many promises are open, kept, partly kept and broken."""
    counts = Counter(state.state for state in standing.promises)
    return {
        "open": counts[PromiseOutcome.OPEN],
        "kept": counts[PromiseOutcome.KEPT],
        "partial": counts[PromiseOutcome.PARTIAL],
        "broken": counts[PromiseOutcome.BROKEN],
    }


def _state_row(standing: AccountState) -> tuple[object, ...]:
    account, stage = standing.account, standing.stage
    return (
        standing.case.id,
        stage.stage,
        account.days_past_due,
        account.overdue,
        account.balance.total,
        stage.next_stage,
        stage.next_date,
        "/".join(str(count) for count in promise_counts(standing).values()),
        phase_named(standing.case.phase(standing.as_of)),
    )

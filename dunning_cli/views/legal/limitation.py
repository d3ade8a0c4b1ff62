"""Limitation to look at: the clock of one case with every restart, and the whole portfolio by date."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.codes.labels import label_of
from dunning_cli.domain.case.people.viewing import Viewer
from dunning_cli.domain.case.references import reference_words
from dunning_cli.domain.limitation.guarantees import GuarantorState
from dunning_cli.domain.limitation.limitation import limitation_of
from dunning_cli.domain.limitation.notes import holidays_unknown
from dunning_cli.domain.limitation.period import FORMER_YEARS
from dunning_cli.domain.limitation.state import LimitationState
from dunning_cli.kernel.answer import Answer, Column, Table
from dunning_cli.kernel.errors import Failure
from dunning_cli.kernel.masking import Mask
from dunning_cli.kernel.message import Message, label, msg
from dunning_cli.kernel.money import ZERO
from dunning_cli.kernel.workdays import WorkCalendar
from dunning_cli.store.reading.ledger_reader import LedgerReader
from dunning_cli.views.account.data import unknown_data
from dunning_cli.views.account.standing import AccountState, all_standing, standing_of
from dunning_cli.views.account.unknown import Unknown, unknown_warning
from dunning_cli.views.legal.enforcement import enforcement_parts, enforcement_words
from dunning_cli.views.legal.limitation_data import limitation_data
from dunning_cli.views.legal.restarts import RESTART_COLUMNS, last_restart, restart_rows

if TYPE_CHECKING:
    from dunning_cli.views.legal.json_keys import LimitationListData

GUARANTOR_COLUMNS = (
    Column(label("guarantor")),
    Column(label("kind")),
    Column(label("last day")),
    Column(label("kept on")),
    Column(label("claim until")),
    Column(label("state")),
)
BILL_COLUMNS = (
    Column(label("due")),
    Column(label("item")),
    Column(label("proven until")),
    Column(label("claimed until")),
    Column(label("state")),
)
STANDSTILL_COLUMNS = (
    Column(label("from")),
    Column(label("until")),
    Column(label("obstacle")),
    Column(label("proof")),
    Column(label("proven")),
    Column(label("counts")),
    Column(label("entry")),
)
COLUMNS = (
    Column(label("last day")),
    Column(label("days left"), figures=True),
    Column(label("case")),
    Column(label("debtor")),
    Column(label("whose")),
    Column(label("last restart")),
    Column(label("balance"), figures=True),
    Column(label("state")),
    Column(label("collector")),
    Column(label("claimed until")),
)


def limitation_sheet(reader: LedgerReader, reference: str, as_of: date, viewer: Viewer) -> Answer:
    """The limitation of one case with its restarts and guarantors. Raises NotFound."""
    case = reader.find(reference)
    calendar = reader.calendar
    try:
        standing = standing_of(reader, case, as_of)
    except Failure:
        state = limitation_by_dates(reader, case, as_of, calendar)
    else:
        state = limitation_at(standing, calendar)
    mask = viewer.mask(case, as_of)
    notes = tuple(mask.words(note) for note in state.notes)
    return Answer(
        limitation_data(case, as_of, state, mask), tuple(limitation_parts(case, as_of, state, mask)), notes
    )


def limitation_by_dates(
    reader: LedgerReader, case: Case, as_of: date, calendar: WorkCalendar
) -> LimitationState:
    """The limitation of a case whose account cannot be worked out: a missing rate leaves the dates as they are."""
    try:
        policy = reader.policies.for_case(case).base
    except Failure:
        policy = None
    return limitation_of(case, as_of, calendar, policy=policy)


def limitation_at(standing: AccountState, calendar: WorkCalendar) -> LimitationState:
    """The limitation of a case whose account is known."""
    return limitation_of(standing.case, standing.as_of, calendar, standing.account, standing.policy.base)


def limitation_parts(
    case: Case, as_of: date, state: LimitationState, mask: Mask, advice: bool = True
) -> Iterator[Table | Message]:
    """The clock of one case as it is read: its last day, what began it anew, the guarantors.

    `advice`: whether to say what would prove an event that is only claimed.
    """
    if state.enforcement is not None:
        yield from enforcement_parts(case.id, state.enforcement, as_of, advice)
    if state.beside:
        yield msg("{case}: what came after the judgment is a claim with a time of its own", case=case.id)
    if state.beside or state.enforcement is None:
        yield from _claim_lines(case.id, state, as_of)
        if state.restarts:
            rows = restart_rows(state.restarts, advice)
            yield Table(RESTART_COLUMNS, rows, heading=label("Begun anew by"))
        if state.bills:
            yield _bill_table(state)
    if state.standstills:
        yield _standstill_table(state)
    if state.guarantors:
        guarantors = [
            (
                mask.name(each.name),
                label_of(each.guarantee),
                each.expires,
                each.kept_on,
                each.claim_expires,
                _guarantor_state(each, as_of),
            )
            for each in state.guarantors
        ]
        yield Table(GUARANTOR_COLUMNS, guarantors, heading=label("Guarantors"))


def _standstill_table(state: LimitationState) -> Table:
    rows = [
        (
            each.first,
            each.last or label("lasts"),
            label_of(each.obstacle),
            each.proof,
            label("proven") if each.proven else label("not proven"),
            label("yes") if each.entry in state.moved_by else label("no"),
            each.entry,
        )
        for each in state.standstills
    ]
    return Table(STANDSTILL_COLUMNS, rows, heading=label("Suspended by"))


def _bill_table(state: LimitationState) -> Table:
    rows = [
        (
            bill.due,
            reference_words(bill.ref) if bill.ref else None,
            bill.proven_until,
            bill.expires,
            label("lapsed") if bill.lapsed else label("in time"),
        )
        for bill in state.bills
    ]
    return Table(BILL_COLUMNS, rows, heading=label("If each bill is a debt of its own"))


def _claim_lines(case_id: str, state: LimitationState, as_of: date) -> Iterator[Message]:
    """The proven period in a sentence, and the claimed one where it is longer."""
    if state.expires is None or state.proven_until is None:
        yield msg("{case} has no debt whose limitation could run", case=case_id)
        return
    span = label("two years") if state.years == FORMER_YEARS else label("three years")
    if state.proven_from == state.proven_starts:
        yield msg(
            "{case}: {state}; counted from {starts}, {span}, last day {expires}",
            case=case_id,
            state=_claim_state(state, as_of),
            starts=state.proven_starts,
            span=span,
            expires=state.proven_until,
        )
    else:
        yield msg(
            "{case}: {state}; begun anew on {anew}, {span}, last day {expires}; first counted from {starts}",
            case=case_id,
            state=_claim_state(state, as_of),
            anew=state.proven_from,
            span=span,
            expires=state.proven_until,
            starts=state.proven_starts,
        )
    if state.proven_until < state.expires:
        yield msg(
            "that is what can be proven; with what is only claimed, last day {date}", date=state.expires
        )


def _claim_state(state: LimitationState, as_of: date) -> Message:
    if state.lapsed:
        return label("lapsed")
    if state.pending:
        return label("in court")
    if state.elsewhere:
        return label("with the police, or filed in an insolvency")
    if state.held_open:
        return label("suspended")
    if state.proven_lapsed:
        return label("lapsed unless proven")
    if state.proven_starts is not None and state.proven_starts > as_of:
        return label("not begun")
    if any(bill.lapsed for bill in state.bills):
        return label("in time, bills lapsed")
    return label("in time")


def _guarantor_state(state: GuarantorState, as_of: date) -> Message:
    if state.kept_on is not None:
        if state.claim_expires is not None and as_of > state.claim_expires:
            return label("lapsed")
        return label("claimed in time") if state.proven else label("claimed in time, not proven")
    return label("free") if state.lapsed else label("in time")


def limitation_list(reader: LedgerReader, as_of: date, viewer: Viewer, owner: str | None = None) -> Answer:
    """Every open case that owes something, and every guarantee still to be kept, the first to run out first."""
    calendar = reader.calendar
    found: list[tuple[AccountState, LimitationState]] = []
    unknown: list[Unknown] = []
    for item in all_standing(reader, as_of):
        if isinstance(item, Unknown):
            unknown.append(item)
        elif _runs(item) and (owner is None or reader.office.is_wanted(item.case.owner(as_of), owner)):
            found.append((item, limitation_at(item, calendar)))
    found.sort(key=lambda pair: (pair[1].watched or date.max, pair[0].case.id))
    data: LimitationListData = {
        "as_of": as_of,
        "cases": [
            *(
                limitation_data(item.case, as_of, state, viewer.mask(item.case, as_of))
                for item, state in found
            ),
            *map(unknown_data, unknown),
        ],
    }
    rows = sorted((row for pair in found for row in _rows(*pair, viewer)), key=lambda row: (row[0], row[2]))
    table = Table(COLUMNS, [*rows, *(_unknown_row(item) for item in unknown)])
    parts: tuple[Table | Message, ...] = (
        (table,) if table.rows else (label("no claims whose limitation runs"),)
    )
    warnings = [unknown_warning(item) for item in unknown]
    ends = [state.watched for _, state in found]
    if any(end is not None and not calendar.knows(end) for end in ends):
        warnings.append(holidays_unknown(calendar))
    return Answer(data, parts, tuple(warnings))


def _runs(standing: AccountState) -> bool:
    return standing.case.closing(standing.as_of) is None and standing.account.balance.total > ZERO


def _rows(standing: AccountState, state: LimitationState, viewer: Viewer) -> Iterator[tuple[Any, ...]]:
    case, as_of = standing.case, standing.as_of
    mask = viewer.mask(case, as_of)
    debtor = mask.name(case.head.debtor.name)

    def row(
        end: date, whose: object, restart: object, words: Message, claimed: date | None = None
    ) -> tuple[Any, ...]:
        left = (end - as_of).days
        owed = standing.account.balance.total
        return (end, left, case.id, debtor, whose, restart, owed, words, case.owner(as_of), claimed)

    if state.enforcement is not None:
        clock = state.enforcement
        words = enforcement_words(clock, as_of)
        yield row(
            clock.proven_until, label("enforcement"), last_restart(clock.restarts), words, clock.expires
        )
    if state.claim_watched is not None:
        whose = label("claim") if state.act_by in (None, state.proven_until) else label("oldest bill")
        words = _claim_state(state, as_of)
        yield row(state.claim_watched, whose, last_restart(state.proven_restarts), words, state.expires)
    for guarantor in state.guarantors:
        if guarantor.expires is not None and not guarantor.proven:
            whose = msg("{kind}, {name}", kind=label_of(guarantor.guarantee), name=mask.name(guarantor.name))
            yield row(guarantor.expires, whose, None, _guarantor_state(guarantor, as_of))


def _unknown_row(item: Unknown) -> tuple[Any, ...]:
    return ("", "", item.case_id, "", "", "", "", label("cannot be worked out"), "", "")

"""The account of a case explained line by line, and the state of cases."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any

from dunning_cli.domain.account import Account, Line, LineKind
from dunning_cli.domain.failure import Failure
from dunning_cli.domain.message import Message, label, msg
from dunning_cli.domain.money import COMPONENT_LABELS, Component
from dunning_cli.domain.promises import PromiseOutcome
from dunning_cli.domain.sheet import Answer, Column, Table
from dunning_cli.store.books import Books
from dunning_cli.store.case_lookup import find_case
from dunning_cli.views.standing import (
    Standing,
    Unknown,
    all_standing,
    balance_data,
    standing_of,
    unknown_warning,
)

LINE_KINDS: dict[LineKind, Message] = {
    LineKind.CHARGE: label("charge"),
    LineKind.ACCRUAL: label("accrual"),
    LineKind.PAYMENT: label("payment"),
    LineKind.WAIVER: label("waiver"),
    LineKind.CUT: label("cut to the cap"),
    LineKind.JUDGMENT: label("judgment"),
    LineKind.ROUNDING: label("rounding"),
}
_COMPONENT_NAMES = {component.value: name for component, name in COMPONENT_LABELS.items()}
LINE_COLUMNS = (
    Column(label("what")),
    Column(label("component")),
    Column(label("from")),
    Column(label("to")),
    Column(label("days"), figures=True),
    Column(label("base"), figures=True),
    Column(label("rate")),
    Column(label("amount"), figures=True),
    Column(label("rule")),
)


def account_of(books: Books, reference: str, as_of: date) -> Answer:
    """Every movement of a case's account up to a day, and the balance they add up to. Raises NotFound, Refused."""
    case = find_case(books.folder, reference).case
    account = standing_of(books, case, as_of).account
    data = {
        "case": case.id,
        "as_of": as_of,
        "currency": account.currency,
        "policy": case.head.policy,
        "balance": balance_data(account),
        "lines": [line_data(line) for line in account.lines],
    }
    heading = msg(
        "{case}, {policy}, account as of {date} in {currency}",
        case=case.id,
        policy=case.head.policy,
        date=as_of,
        currency=account.currency,
    )
    lines = Table(LINE_COLUMNS, [_line_row(line) for line in account.lines], heading)
    return Answer(data, (lines, _balance_table(account)), account.notes)


def line_data(line: Line) -> dict[str, Any]:
    """One movement for scripts."""
    return {
        "kind": line.kind,
        "component": line.component,
        "rule": line.rule,
        "item": line.item,
        "from": line.from_,
        "to": line.to,
        "days": line.days,
        "base": line.base,
        "rate": line.rate,
        "amount": line.amount,
        "capped": line.capped,
        "billed": line.billed,
    }


def _line_row(line: Line) -> tuple[object, ...]:
    component = _COMPONENT_NAMES.get(line.component, label("credit"))
    return (
        LINE_KINDS[line.kind],
        component,
        line.from_,
        line.to if line.to != line.from_ else None,
        line.days,
        line.base,
        line.rate,
        line.amount,
        line.rule,
    )


def _balance_table(account: Account) -> Table:
    balance = account.balance
    rows: list[tuple[object, ...]] = [
        (COMPONENT_LABELS[component], getattr(balance, component.value)) for component in Component
    ]
    if balance.credit:
        rows.append((label("credit"), -balance.credit))
    columns = (Column(label("balance")), Column(label("amount"), figures=True))
    return Table(columns, rows, label("What is owed"), (label("total"), balance.total))


PROMISE_ORDER = (
    PromiseOutcome.OPEN,
    PromiseOutcome.KEPT,
    PromiseOutcome.PARTIAL,
    PromiseOutcome.BROKEN,
)
STATE_COLUMNS = (
    Column(label("case")),
    Column(label("stage")),
    Column(label("days past due"), figures=True),
    Column(label("overdue"), figures=True),
    Column(label("balance"), figures=True),
    Column(label("next stage")),
    Column(label("on")),
    Column(label("promises open/kept/partly/broken")),
    Column(label("phase")),
)


def states_of(books: Books, references: tuple[str, ...], as_of: date) -> Answer:
    """Stage, days past due and promises of the cases named, else of all open ones. Raises NotFound."""
    found: Iterable[Standing | Unknown]
    if references:
        found = [_one(books, reference, as_of) for reference in references]
    else:
        found = [
            item
            for item in all_standing(books, as_of)
            if isinstance(item, Unknown) or item.case.closing(as_of) is None
        ]
    known = [item for item in found if isinstance(item, Standing)]
    unknown = [item for item in found if isinstance(item, Unknown)]
    states = [state_data(item) for item in known]
    states += [{"case": item.case_id, "error": item.why} for item in unknown]
    data = states[0] if len(references) == 1 else {"as_of": as_of, "cases": states}
    table = Table(STATE_COLUMNS, [_state_row(item) for item in known])
    return Answer(data, (table,), tuple(unknown_warning(item) for item in unknown))


def _one(books: Books, reference: str, as_of: date) -> Standing | Unknown:
    case = find_case(books.folder, reference).case
    try:
        return standing_of(books, case, as_of)
    except Failure as failure:
        return Unknown(case.id, failure.message, case)


def state_data(standing: Standing) -> dict[str, Any]:
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
        "next_stage": {"stage": stage.next_stage, "date": stage.next_date} if stage.next_stage else None,
        "missed_minimums": account.missed_minimums,
        "promises": promise_counts(standing),
        "phase": standing.case.phase(standing.as_of),
    }


def promise_counts(standing: Standing) -> dict[str, int]:
    """How many promises are open, kept, partly kept and broken."""
    counts = Counter(state.state for state in standing.promises)
    return {outcome.value: counts[outcome] for outcome in PROMISE_ORDER}


def _state_row(standing: Standing) -> tuple[object, ...]:
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
        standing.case.phase(standing.as_of),
    )

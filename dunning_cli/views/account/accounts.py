"""The account of a case explained line by line, and as a dated statement."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from dunning_cli.domain.account import (
    CREDIT,
    Account,
    AnnualCost,
    ExplainedAccount,
    Line,
    account_at,
    miscalculated,
)
from dunning_cli.domain.account.rule_words import LINE_KINDS, rule_words
from dunning_cli.domain.case.case import Case
from dunning_cli.kernel.answer import Answer, Column, Table
from dunning_cli.kernel.message import Message, label, msg
from dunning_cli.kernel.money import COMPONENT_LABELS, ZERO, Component
from dunning_cli.kernel.rate_words import rate_words
from dunning_cli.store.reading.ledger_reader import LedgerReader
from dunning_cli.views.account.data import balance_data, overdue_by_age, overdue_table
from dunning_cli.views.account.standing import of_each_case
from dunning_cli.views.account.unknown import Unknown

if TYPE_CHECKING:
    from dunning_cli.views.account.json_keys import (
        AccountData,
        CostData,
        LineData,
        MovementData,
        StatementData,
        UnknownAccountData,
    )

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


def every_account(reader: LedgerReader, as_of: date) -> Iterator[AccountData | Unknown]:
    """The account of every case, by id, as `account_of` gives it for scripts; closed ones too.

    A case that cannot be worked out comes with what stood in the way.
    """
    return of_each_case(reader, lambda case: account_data(case, _with_lines(reader, case, as_of)))


def unknown_account(unknown: Unknown, as_of: date) -> UnknownAccountData:
    """The line of a case whose account cannot be worked out, for scripts."""
    code = "bug" if unknown.bug is not None else "not_computed"
    return {"case": unknown.case_id, "as_of": as_of, "error": {"code": code, "message": unknown.why}}


def _with_lines(reader: LedgerReader, case: Case, as_of: date) -> ExplainedAccount:
    return account_at(case, reader.policies.for_case(case), as_of)


def account_data(case: Case, account: ExplainedAccount) -> AccountData:
    """An account for scripts."""
    return {
        "case": case.id,
        "as_of": account.as_of,
        "currency": account.currency,
        "policy": case.head.policy,
        "balance": balance_data(account.balance),
        "overdue": account.overdue,
        "overdue_by_age": overdue_by_age(account),
        "annual_cost": _cost_data(account.annual_cost),
        "lines": [line_data(line) for line in account.lines],
    }


def account_of(reader: LedgerReader, reference: str, as_of: date) -> Answer:
    """Every movement of a case's account up to a day, and the balance they add up to. Raises NotFound, Refused."""
    case = reader.find(reference)
    account = _with_lines(reader, case, as_of)
    data = account_data(case, account)
    heading = msg(
        "{case}, {policy}, account as of {date} in {currency}",
        case=case.id,
        policy=case.head.policy,
        date=as_of,
        currency=account.currency,
    )
    lines = Table(LINE_COLUMNS, [_line_row(line) for line in account.lines], heading)
    parts = tuple(
        part for part in (lines, _balance_table(account), overdue_table(account)) if part is not None
    )
    cost = account.annual_cost
    if cost is None:
        return Answer(data, parts, account.notes)
    said = msg(
        "cost of the loan since {date}: {cost}, which is {rate} % a year",
        date=cost.since,
        cost=cost.cost,
        rate=cost.rate,
    )
    return Answer(data, (*parts, said), account.notes)


STATEMENT_COLUMNS = (
    Column(label("date")),
    Column(label("what")),
    Column(label("component")),
    Column(label("details")),
    Column(label("amount"), figures=True),
    Column(label("owed"), figures=True),
)


def statement_of(reader: LedgerReader, reference: str, as_of: date) -> Answer:
    """A dated statement of account: every movement in order, with what was owed after it. Raises NotFound, Refused."""
    case = reader.find(reference)
    account = _with_lines(reader, case, as_of)
    owed = ZERO
    rows: list[tuple[object, ...]] = []
    movements: list[MovementData] = []
    for line in sorted(account.lines, key=lambda line: line.to):
        owed += -line.amount if line.component == CREDIT else line.amount
        rows.append((line.to, LINE_KINDS[line.kind], _component(line), _details(line), line.amount, owed))
        movements.append({"date": line.to, **line_data(line), "owed": owed})
    if owed != account.balance.total:
        raise miscalculated(account, "the statement's running balance", owed, account.balance.total)
    heading = msg(
        "{case}, statement of account to {date} in {currency}",
        case=case.id,
        date=as_of,
        currency=account.currency,
    )
    data: StatementData = {
        "case": case.id,
        "as_of": as_of,
        "currency": account.currency,
        "balance": balance_data(account.balance),
        "movements": movements,
    }
    return Answer(data, (Table(STATEMENT_COLUMNS, rows, heading), _balance_table(account)), account.notes)


def _component(line: Line) -> Message:
    return _COMPONENT_NAMES.get(line.component, label("credit"))


def _details(line: Line) -> Message | str:
    if line.days is None or line.rate is None:
        return rule_words(line.rule) or ""
    return msg(
        "{base} × {rate} × {days} days from {start}",
        base=line.base or ZERO,
        rate=rate_words(line.rate),
        days=line.days,
        start=line.from_,
    )


def _cost_data(cost: AnnualCost | None) -> CostData | None:
    if cost is None:
        return None
    return {"since": cost.since, "cost": cost.cost, "rate": f"{cost.rate}%/year"}


def line_data(line: Line) -> LineData:
    """One movement for scripts."""
    return {
        "kind": line.kind,
        "component": line.component,
        "rule": line.rule,
        "item": line.item,
        "entry": line.entry,
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
    return (
        LINE_KINDS[line.kind],
        _component(line),
        line.from_,
        line.to if line.to != line.from_ else None,
        line.days,
        line.base,
        rate_words(line.rate) if line.rate else None,
        line.amount,
        rule_words(line.rule),
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

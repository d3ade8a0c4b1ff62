"""The list of cases with stage, days past due and balance."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from dunning_cli.domain.case.office.clients import Client, client_of
from dunning_cli.domain.case.people.viewing import Viewer
from dunning_cli.kernel.answer import Answer, Column, Table
from dunning_cli.kernel.errors import WrongUsage
from dunning_cli.kernel.message import Message, label, msg
from dunning_cli.kernel.money import ZERO
from dunning_cli.kernel.text import suggestion
from dunning_cli.store.reading.ledger_reader import LedgerReader
from dunning_cli.views.account.standing import (
    AccountState,
    Unknown,
    all_standing,
    balance_data,
    unknown_data,
    unknown_warning,
)
from dunning_cli.views.portfolio.selection import Selection, wanted
from dunning_cli.views.titles import policy_named

if TYPE_CHECKING:
    from dunning_cli.views.portfolio.json_keys import CaseRowData, PortfolioData


COLUMNS = (
    Column(label("case")),
    Column(label("debtor")),
    Column(label("policy")),
    Column(label("stage")),
    Column(label("days past due"), figures=True),
    Column(label("balance"), figures=True),
    Column(label("overdue"), figures=True),
    Column(label("collector")),
)
SORT_WORDS = {"case": label("case"), "days": label("days past due"), "balance": label("balance")}
"""The orders, each with what its column is called."""
_SORTS: dict[str, Callable[[AccountState], tuple[Any, ...]]] = {
    "case": lambda standing: (standing.case.id,),
    "days": lambda standing: (-standing.account.days_past_due, -standing.account.balance.total),
    "balance": lambda standing: (-standing.account.balance.total, standing.case.id),
}


def portfolio(reader: LedgerReader, as_of: date, selection: Selection, viewer: Viewer) -> Answer:
    """The cases selected, as of a day. Raises WrongUsage for an unknown order."""
    if selection.sort not in _SORTS:
        raise WrongUsage(
            msg(
                "--sort: '{text}' is not known; {hint}",
                text=selection.sort,
                hint=suggestion(selection.sort, _SORTS),
            )
        )
    standing: list[AccountState] = []
    unknown: list[Unknown] = []
    for found in all_standing(reader, as_of):
        if isinstance(found, Unknown):
            unknown.append(found)
        elif wanted(found.case, as_of, found.stage.stage, selection, reader.office):
            standing.append(found)
    standing.sort(key=_SORTS[selection.sort])
    shown = standing[: selection.limit or None]
    # a portfolio has few creditors and many cases
    creditors = {item.case.head.creditor for item in shown}
    clients = {creditor: client_of(reader.office.clients, creditor) for creditor in creditors}
    data: PortfolioData = {
        "as_of": as_of,
        "cases": [
            *(_data(item, clients, viewer) for item in shown),
            *(unknown_data(item) for item in unknown),
        ],
    }
    return Answer(
        data,
        (_table(shown, unknown, len(standing), viewer), *_overpaid(shown)),
        tuple(unknown_warning(item) for item in unknown),
    )


def _data(standing: AccountState, clients: Mapping[str | None, Client | None], viewer: Viewer) -> CaseRowData:
    case, as_of = standing.case, standing.as_of
    head, mask = case.head, viewer.mask(case, as_of)
    client, batch = clients[head.creditor], head.batch
    return {
        "case": case.id,
        "debtor": mask.name(head.debtor.name),
        "policy": head.policy,
        "stage": standing.stage.stage,
        "days_past_due": standing.account.days_past_due,
        "overdue": standing.account.overdue,
        "balance": balance_data(standing.account),
        "owner": case.owner(as_of),
        "phase": case.phase(as_of),
        "closed": case.closing(as_of) is not None,
        "creditor": head.creditor,
        "client": client.name if client is not None else None,
        "contract": head.account.contract if head.account is not None else None,
        "area": mask.text(head.account.area) or None if head.account is not None else None,
        "batch": batch.id if batch is not None else None,
        "entrusted": batch.entrusted if batch is not None else None,
        "return_by": case.return_by(as_of),
    }


def _table(standing: list[AccountState], unknown: list[Unknown], found: int, viewer: Viewer) -> Table:
    rows: list[tuple[object, ...]] = [
        (
            item.case.id,
            viewer.mask(item.case, item.as_of).name(item.case.head.debtor.name),
            policy_named(item.case.head.policy),
            label("closed") if item.case.closing(item.as_of) is not None else item.stage.stage,
            item.account.days_past_due,
            item.account.balance.total,
            item.account.overdue,
            item.case.owner(item.as_of),
        )
        for item in standing
    ]
    owed = sum((item.account.balance.owed for item in standing), ZERO)
    rows += [(item.case_id, label("cannot be worked out"), "", "", "", "", "", "") for item in unknown]
    count: Message = (
        msg("cases: {count}", count=len(standing))
        if found == len(standing)
        else msg("cases: {count} of {all}", count=len(standing), all=found)
    )
    return Table(COLUMNS, rows, total=(count, "", "", "", "", owed, "", ""))


def _overpaid(standing: list[AccountState]) -> tuple[Message, ...]:
    """What is owed to debtors: it never lowers what others owe."""
    credit = sum((item.account.balance.overpaid for item in standing), ZERO)
    return (msg("paid too much, apart from what is owed: {credit}", credit=credit),) if credit else ()

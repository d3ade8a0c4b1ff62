"""The list of cases with stage, days past due and balance."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from dunning_cli.domain.case.office.clients import Client, client_of
from dunning_cli.kernel.answer import Answer, Column, Each, Table
from dunning_cli.kernel.errors import WrongUsage
from dunning_cli.kernel.masking import Mask
from dunning_cli.kernel.message import Message, label, msg
from dunning_cli.kernel.money import as_yuan
from dunning_cli.kernel.text import suggestion
from dunning_cli.store.reading.ledger_reader import LedgerReader
from dunning_cli.views.account.case_figures import CaseFigures
from dunning_cli.views.account.data import balance_data, unknown_data
from dunning_cli.views.account.figures import Masking, all_figures, mask_on
from dunning_cli.views.account.unknown import Unknown, unknown_warning
from dunning_cli.views.portfolio.selection import Selection, wanted_figures
from dunning_cli.views.titles import policy_named

if TYPE_CHECKING:
    from dunning_cli.domain.case.people.viewing import Viewer
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
_CLOSED = label("closed")
SORT_WORDS = {"case": label("case"), "days": label("days past due"), "balance": label("balance")}
"""The orders, each with what its column is called."""
_SORTS: dict[str, Callable[[CaseFigures], Any]] = {
    "case": attrgetter("row.case"),
    "days": lambda found: (-found.row.days_past_due, -found.row.total),
    "balance": lambda found: (-found.row.total, found.row.case),
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
    chosen: list[CaseFigures] = []
    unknown: list[Unknown] = []
    for found in all_figures(reader, as_of):
        if isinstance(found, Unknown):
            unknown.append(found)
        elif wanted_figures(found, selection, reader.office):
            chosen.append(found)
    chosen.sort(key=_SORTS[selection.sort])
    shown = chosen[: selection.limit or None]
    mask = mask_on(reader, as_of, viewer)
    # a portfolio has few creditors and many cases
    creditors = {found.row.creditor for found in shown}
    clients = {creditor: client_of(reader.office.clients, creditor) for creditor in creditors}
    data: PortfolioData = {
        "as_of": as_of,
        "cases": Each(
            (*shown, *unknown),
            lambda item: (
                unknown_data(item) if isinstance(item, Unknown) else _data(item, clients, mask(item))
            ),
        ),
    }
    return Answer(
        data,
        (_table(shown, unknown, len(chosen), mask), *_overpaid(shown)),
        tuple(unknown_warning(item) for item in unknown),
    )


def _data(found: CaseFigures, clients: Mapping[str | None, Client | None], mask: Mask) -> CaseRowData:
    row, client = found.row, clients[found.row.creditor]
    return {
        "case": row.case,
        "debtor": mask.name(found.person.debtor),
        "policy": row.policy,
        "stage": row.stage,
        "days_past_due": row.days_past_due,
        "overdue": found.overdue,
        "balance": balance_data(found.balance),
        "owner": row.owner,
        "phase": row.phase,
        "closed": row.closed,
        "creditor": row.creditor,
        "client": client.name if client is not None else None,
        "contract": row.contract,
        "area": found.area(mask),
        "batch": row.batch,
        "entrusted": row.entrusted,
        "return_by": row.return_by,
    }


def _table(chosen: list[CaseFigures], unknown: list[Unknown], found: int, mask: Masking) -> Table:
    rows: list[tuple[object, ...]] = [
        (
            item.row.case,
            mask(item).name(item.person.debtor),
            policy_named(item.row.policy),
            _CLOSED if item.row.closed else item.row.stage,
            item.row.days_past_due,
            item.total,
            item.overdue,
            item.row.owner,
        )
        for item in chosen
    ]
    owed = as_yuan(sum(item.row.total for item in chosen if item.row.owes))
    rows += [(item.case_id, label("cannot be worked out"), "", "", "", "", "", "") for item in unknown]
    count: Message = (
        msg("cases: {count}", count=len(chosen))
        if found == len(chosen)
        else msg("cases: {count} of {all}", count=len(chosen), all=found)
    )
    return Table(COLUMNS, rows, total=(count, "", "", "", "", owed, "", ""))


def _overpaid(chosen: list[CaseFigures]) -> tuple[Message, ...]:
    """What is owed to debtors: it never lowers what others owe."""
    credit = -as_yuan(sum(item.row.total for item in chosen if not item.row.owes))
    return (msg("paid too much, apart from what is owed: {credit}", credit=credit),) if credit else ()

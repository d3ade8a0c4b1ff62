"""The export of balances: what is owed by component, what of it has fallen due, and what a day costs."""

from __future__ import annotations

from dunning_cli.documents.export.columns import Kind
from dunning_cli.kernel.message import Message, label
from dunning_cli.views.export.case_items import case_items, of_state
from dunning_cli.views.export.common import (
    BALANCE,
    BATCH,
    CASE,
    CLIENT,
    CREDITOR,
    DAYS_PAST_DUE,
    DEBTOR,
    OVERDUE,
    OWNER,
    POLICY,
    PROBLEM,
    STAGE,
    overdue_since,
)
from dunning_cli.views.export.dataset import Dataset, ExportColumn


def _amount(key: str, title: Message, path: str) -> ExportColumn:
    return ExportColumn(key, title, of_state(path), Kind.AMOUNT)


COLUMNS = (
    CASE,
    DEBTOR,
    POLICY,
    CREDITOR,
    CLIENT,
    BATCH,
    OWNER,
    ExportColumn("as_of", label("as of"), lambda item: item.as_of, Kind.DAY),
    ExportColumn("currency", label("currency"), of_state("account.currency")),
    STAGE,
    DAYS_PAST_DUE,
    ExportColumn("overdue_since", label("overdue since"), overdue_since, Kind.DAY),
    *BALANCE,
    OVERDUE,
    _amount("due_principal", label("principal due"), "account.due.principal"),
    _amount("due_interest", label("interest due"), "account.due.interest"),
    _amount("due_penalty", label("penalty due"), "account.due.penalty"),
    _amount("due_fee", label("fee due"), "account.due.fee"),
    _amount("later_principal", label("principal not yet due"), "account.not_yet_due.principal"),
    _amount("later_interest", label("interest not yet due"), "account.not_yet_due.interest"),
    _amount("later_penalty", label("penalty not yet due"), "account.not_yet_due.penalty"),
    _amount("later_fee", label("fee not yet due"), "account.not_yet_due.fee"),
    ExportColumn(
        "closed",
        label("closed on"),
        lambda item: getattr(item.case.closing(item.as_of), "date", None) if item.case else None,
        Kind.DAY,
    ),
    PROBLEM,
)

BALANCES = Dataset("balances", COLUMNS, case_items)

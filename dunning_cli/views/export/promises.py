"""The export of promises to pay: what was promised, what came, and whether it was kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from dunning_cli.documents.export.columns import Kind
from dunning_cli.domain.agreements.promises import PromiseOutcome, PromiseState
from dunning_cli.kernel.message import Message, label
from dunning_cli.kernel.personal_marks import STAFF
from dunning_cli.views.export.case_items import CaseItem
from dunning_cli.views.export.common import BATCH, CASE, CREDITOR, DEBTOR, OVERDUE, OWNER, POLICY, within
from dunning_cli.views.export.dataset import Dataset, ExportColumn, Source
from dunning_cli.views.export.entry_items import Below, below, part

OUTCOMES: dict[PromiseOutcome, Message] = {
    PromiseOutcome.OPEN: label("open"),
    PromiseOutcome.KEPT: label("kept"),
    PromiseOutcome.PARTIAL: label("partly kept"),
    PromiseOutcome.BROKEN: label("broken"),
}


def _promises(source: Source) -> Iterable[Below[PromiseState]]:
    """Every promise that stands on the day, decided from the payments up to it."""

    def states(item: CaseItem) -> Iterable[PromiseState]:
        return item.state.promises if item.state is not None else ()

    return below(source, states, accounts=True)


def _entry(attribute: str) -> Callable[[Below[PromiseState]], object]:
    return lambda item: getattr(item.what.entry, attribute)


COLUMNS = (
    CASE,
    within(DEBTOR),
    within(POLICY),
    within(CREDITOR),
    within(BATCH),
    within(OWNER),
    ExportColumn("entry", label("entry"), _entry("id")),
    ExportColumn("date", label("promised on"), _entry("date"), Kind.DAY),
    ExportColumn("amount", label("amount promised"), _entry("amount"), Kind.AMOUNT),
    ExportColumn("due", label("promised by"), _entry("due"), Kind.DAY),
    ExportColumn("last_day", label("last day that keeps it"), part("last_day"), Kind.DAY),
    ExportColumn("state", label("outcome"), part("state"), Kind.CODE, words=OUTCOMES),
    ExportColumn("paid", label("paid on it"), part("paid"), Kind.AMOUNT),
    ExportColumn("decided_on", label("decided on"), part("decided_on"), Kind.DAY),
    within(OVERDUE),
    ExportColumn("who", label("who did it"), lambda item: item.what.entry.actor, personal=STAFF),
    ExportColumn("at", label("recorded on"), _entry("at"), Kind.MOMENT),
)

PROMISES = Dataset("promises", COLUMNS, _promises)

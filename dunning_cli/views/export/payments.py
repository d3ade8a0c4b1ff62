"""The export of payments: what came, when and how, and what of it settled which component."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal

from dunning_cli.documents.export.columns import Kind
from dunning_cli.domain.account.result import Allocated
from dunning_cli.domain.case.collected import is_collected
from dunning_cli.domain.case.entries import Payment
from dunning_cli.kernel.message import label
from dunning_cli.kernel.money import COMPONENT_LABELS, ZERO, Component
from dunning_cli.kernel.personal_marks import STAFF
from dunning_cli.views.export.case_items import case_items
from dunning_cli.views.export.common import BATCH, CASE, CLIENT, CONTRACT, CREDITOR, DEBTOR, POLICY, within
from dunning_cli.views.export.contacts import mark
from dunning_cli.views.export.dataset import Dataset, ExportColumn, Source
from dunning_cli.views.export.entry_items import Below, part, standing


def _payments(source: Source) -> Iterable[Below[Payment]]:
    """Every payment that counts; of a case whose account cannot be worked out without what it settled."""
    for item in case_items(source):
        for payment in standing(Payment)(item):
            yield Below(item, payment)


def _parts(item: Below[Payment]) -> tuple[Allocated, ...] | None:
    if item.of.state is None:
        return None
    return item.of.state.account.allocations.get(item.what.id, ())


def _settled(component: Component) -> Callable[[Below[Payment]], Decimal | None]:
    def value(item: Below[Payment]) -> Decimal | None:
        parts = _parts(item)
        if parts is None:
            return None
        return sum((each.amount for each in parts if each.component is component), ZERO)

    return value


def _left(item: Below[Payment]) -> Decimal | None:
    parts = _parts(item)
    return None if parts is None else item.what.amount - sum((each.amount for each in parts), ZERO)


COLUMNS = (
    CASE,
    within(DEBTOR),
    within(POLICY),
    within(CREDITOR),
    within(CLIENT),
    within(CONTRACT),
    within(BATCH),
    ExportColumn("entry", label("entry"), part("id")),
    ExportColumn("date", label("value date"), part("date"), Kind.DAY),
    ExportColumn("amount", label("amount"), part("amount"), Kind.AMOUNT),
    ExportColumn("via", label("how"), part("via"), Kind.CODE),
    ExportColumn("ref", label("reference"), part("ref"), personal=mark(Payment, "ref")),
    ExportColumn("part_of", label("part of a transfer of"), part("part_of"), Kind.AMOUNT),
    ExportColumn("payer", label("paid by"), part("payer"), personal=mark(Payment, "payer")),
    ExportColumn("to", label("component named"), part("to"), Kind.CODE, words=COMPONENT_LABELS),
    ExportColumn("to_item", label("bill named"), part("to_item")),
    ExportColumn("principal", label("principal"), _settled(Component.PRINCIPAL), Kind.AMOUNT),
    ExportColumn("interest", label("interest"), _settled(Component.INTEREST), Kind.AMOUNT),
    ExportColumn("penalty", label("penalty"), _settled(Component.PENALTY), Kind.AMOUNT),
    ExportColumn("fee", label("fee"), _settled(Component.FEE), Kind.AMOUNT),
    ExportColumn("unused", label("not set off yet"), _left, Kind.AMOUNT),
    ExportColumn("collected", label("money that came in"), lambda item: is_collected(item.what), Kind.FLAG),
    ExportColumn(
        "owner",
        label("collector on that day"),
        lambda item: item.case.owner(item.what.date) if item.case else None,
        personal=STAFF,
    ),
    ExportColumn("by", label("recorded by"), part("by"), personal=STAFF),
    ExportColumn("at", label("recorded on"), part("at"), Kind.MOMENT),
)
"""Principal, interest, penalty, fee and what is not set off yet add up to the amount."""

PAYMENTS = Dataset("payments", COLUMNS, _payments)

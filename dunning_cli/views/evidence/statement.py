"""The statement of account: what was owed after each movement, and every line behind the figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from dunning_cli.documents.web_page import Heading, Lines, Part, WebPage
from dunning_cli.domain.account import (
    CREDIT,
    Account,
    Balance,
    ItemKind,
    ItemState,
    Line,
    LineKind,
    WaiverOutcome,
    account_at,
)
from dunning_cli.domain.account.rule_words import LINE_KINDS, rule_words
from dunning_cli.domain.case.codes.labels import label_of
from dunning_cli.domain.case.entries import Judgment, Payment
from dunning_cli.domain.case.references import reference_words
from dunning_cli.kernel.answer import Column, Table
from dunning_cli.kernel.masking import sealed_hidden
from dunning_cli.kernel.message import Message, label, msg
from dunning_cli.kernel.money import COMPONENT_LABELS, ZERO, Component
from dunning_cli.kernel.rate_words import rate_words
from dunning_cli.views.entry_words import bills_at_hand
from dunning_cli.views.evidence.contacts import recorded
from dunning_cli.views.evidence.dossier import Dossier
from dunning_cli.views.evidence.rules import rule_parts
from dunning_cli.views.evidence.wording import foot_of

ITEM_KINDS: dict[ItemKind, Message] = {
    ItemKind.OPENING: label("debt taken over"),
    ItemKind.CHARGE: label("charge"),
    ItemKind.LEGAL_COST: label("cost of proceedings"),
    ItemKind.FAILED_DEBIT: label("fee for a broken promise"),
    ItemKind.LATE_FEE: label("late fee"),
    ItemKind.OVER_LIMIT: label("over-limit fee"),
    ItemKind.JUDGMENT: label("judgment"),
    ItemKind.COURT_FEE: label("court fee"),
    ItemKind.AWARDED: label("awarded from a day on"),
    ItemKind.DELAYED: label("delayed performance"),
    ItemKind.GIVEN_BACK: label("credit given away that had not come in"),
    ItemKind.EARLY: label("due early"),
}
_OF_A_JUDGMENT = frozenset({ItemKind.COURT_FEE, ItemKind.AWARDED, ItemKind.DELAYED})
_BY_ENTRY = frozenset({ItemKind.OPENING, ItemKind.CHARGE})
"""Items that are what their entry says; the others come of something else that was entered, or of no entry."""
_BY_TIME = frozenset({LineKind.ACCRUAL, LineKind.ROUNDING})
"""Lines that come with time, not by an event."""
_COMPONENTS = {component.value: name for component, name in COMPONENT_LABELS.items()} | {
    CREDIT: label("credit")
}
_AMOUNTS = tuple(Column(COMPONENT_LABELS[component], figures=True) for component in Component)
_BALANCE = (*_AMOUNTS, Column(label("credit"), figures=True), Column(label("total"), figures=True))
COURSE_COLUMNS = (
    Column(label("date")),
    Column(label("what")),
    Column(label("moved"), figures=True),
    Column(label("accrued since"), figures=True),
    *_BALANCE,
)
LINE_COLUMNS = (
    Column(label("running no."), figures=True),
    Column(label("what")),
    Column(label("item")),
    Column(label("component")),
    Column(label("from")),
    Column(label("to")),
    Column(label("days"), figures=True),
    Column(label("base"), figures=True),
    Column(label("rate")),
    Column(label("rule")),
    Column(label("amount"), figures=True),
    Column(label("cut by the cap"), figures=True),
    Column(label("entry")),
)
_BILLED = Column(label("billed"))
BILLED_OR_NOT = {True: label("billed"), False: label("not billed yet")}
PAYMENT_COLUMNS = (
    Column(label("date")),
    Column(label("amount"), figures=True),
    Column(label("how")),
    Column(label("reference")),
    Column(label("paid by")),
    *_AMOUNTS,
    Column(label("credit"), figures=True),
    Column(label("recorded")),
    Column(label("entry")),
)
WAIVER_COLUMNS = (
    Column(label("date")),
    Column(label("waiver")),
    Column(label("state")),
    Column(label("taken off"), figures=True),
    Column(label("entry")),
)
WAIVER_STATES: dict[WaiverOutcome, Message] = {
    WaiverOutcome.APPLIED: label("in effect"),
    WaiverOutcome.PENDING: label("waiting for its condition"),
    WaiverOutcome.MET: label("condition met"),
    WaiverOutcome.LAPSED: label("lapsed, condition not met"),
}


def statement_page(dossier: Dossier) -> WebPage:
    """The statement as a page."""
    return WebPage(
        msg("Statement of account to {date}", date=dossier.as_of),
        list(_parts(dossier)),
        foot_of(dossier),
        wide=True,
    )


def _parts(dossier: Dossier) -> Iterator[Part]:
    account = dossier.account
    yield msg(
        "All amounts in {currency}. The first table shows what was owed after each charge, payment or other "
        "movement; the second every line from which these figures come, as the program reckons them.",
        currency=label("yuan (CNY)") if account.currency == "CNY" else account.currency,
    )
    yield course_table(dossier)
    yield Heading(label("Every line"))
    yield lines_table(dossier)
    if any(line.days is not None for line in account.lines):
        yield label(
            "A line of accrual is base × rate per day × days, entered on the last day of its period. Where it "
            "would pass a cap, the part cut is shown beside what is left."
        )
    if not all(line.billed for line in account.lines):
        yield label("Card interest that no statement has billed yet is marked so; it is owed all the same.")
    yield from _payments(dossier)
    yield from _waivers(dossier)
    yield from rule_parts(dossier)


def course_table(dossier: Dossier) -> Table:
    """Day by day with a movement, and the day of the statement: what moved, what accrued, what was owed after it."""
    final = dossier.account
    days = sorted({line.to for line in final.lines if line.kind not in _BY_TIME} | {dossier.as_of})
    rows: list[Sequence[object]] = []
    before, total = date.min, ZERO
    for day in days:
        account = final if day == dossier.as_of else account_at(dossier.case, dossier.standing.policy, day)
        moves = [line for line in account.lines if line.kind not in _BY_TIME and before < line.to <= day]
        moved = sum((_weight(line) for line in moves), ZERO)
        accrued = account.balance.total - total - moved
        words = Lines(list(_moves(dossier, moves))) if moves else label("interest and penalty to this day")
        rows.append((day, words, moved if moves else None, accrued or None, *_amounts(account.balance)))
        before, total = day, account.balance.total
    return Table(COURSE_COLUMNS, rows, label("Course of the account"))


def _amounts(balance: Balance) -> tuple[Decimal, ...]:
    return (*(balance.of(component) for component in Component), balance.credit, balance.total)


def _weight(line: Line) -> Decimal:
    """What a line does to the total: credit is money of the debtor's."""
    return -line.amount if line.component == CREDIT else line.amount


def _moves(dossier: Dossier, lines: Sequence[Line]) -> Iterator[Message]:
    """Each event of a day once, in the order of its lines."""
    items = {item.id: item for item in dossier.standing.account.items}
    groups: dict[tuple[str | None, LineKind], list[Line]] = {}
    for line in lines:
        groups.setdefault((line.entry, line.kind), []).append(line)
    for (entry_id, kind), group in groups.items():
        entry = dossier.case.entry(entry_id) if entry_id is not None else None
        item = items.get(group[0].item or "")
        if kind is LineKind.CHARGE and item is not None and item.kind not in _BY_ENTRY:
            yield ITEM_KINDS[item.kind]
        elif isinstance(entry, Judgment) and entry.instrument is not None:
            yield label_of(entry.instrument)
        elif entry is None or kind in (LineKind.CUT, LineKind.JUDGMENT, LineKind.ENDED):
            yield LINE_KINDS[kind]
        elif isinstance(entry, Payment) and entry.date < group[0].to:
            yield msg("credit of {date} used", date=entry.date)
        else:
            details = sealed_hidden(entry).in_words_with(bills_at_hand(dossier.case))
            yield msg("{what}: {details}", what=entry.title, details=details)


def lines_table(dossier: Dossier) -> Table:
    """Every line of the account as `fees` gives it, numbered; per component they add up to the balance."""
    lines = dossier.account.lines
    names = item_names(dossier)
    billed = not all(line.billed for line in lines)
    rows = []
    for number, line in enumerate(lines, start=1):
        row = (
            number,
            LINE_KINDS[line.kind],
            names.get(line.item or "", line.item),
            _COMPONENTS[line.component],
            line.from_,
            line.to,
            line.days,
            line.base,
            rate_words(line.rate) if line.rate else None,
            rule_words(line.rule),
            line.amount,
            line.capped or None,
            line.entry,
        )
        rows.append((*row, BILLED_OR_NOT[line.billed]) if billed else row)
    return Table((*LINE_COLUMNS, _BILLED) if billed else LINE_COLUMNS, rows)


def item_names(dossier: Dossier) -> dict[str, Message | str]:
    """What each item of the debt is called: its bill, else what it is and its due date; what was decided by its paper.

    What goes with a judgment, such as interest for delayed performance, bears the name of the judgment.
    """
    return {
        item.id: _item_name(dossier, item)
        for item in dossier.standing.account.items
        if item.kind not in _OF_A_JUDGMENT
    }


def _item_name(dossier: Dossier, item: ItemState) -> Message | str:
    if item.ref:
        return reference_words(sealed_hidden(item.ref))
    if item.kind is ItemKind.JUDGMENT:
        return msg("{what} of {date}", what=item_kind(dossier, item), date=item.date)
    return msg("{what}, due {date}", what=ITEM_KINDS[item.kind], date=item.due)


def item_kind(dossier: Dossier, item: ItemState) -> Message:
    """What an item of the debt is; what was decided by the kind of its paper."""
    entry = dossier.case.entry(item.id) if item.kind is ItemKind.JUDGMENT else None
    if isinstance(entry, Judgment) and entry.instrument is not None:
        return label_of(entry.instrument)
    return ITEM_KINDS[item.kind]


def _payments(dossier: Dossier) -> Iterator[Part]:
    payments = [entry for entry in dossier.entries if isinstance(entry, Payment)]
    if not payments:
        yield label("No payment is on record.")
        return
    account = dossier.standing.account
    rows = [
        (
            payment.date,
            payment.amount,
            label_of(payment.via) if payment.via else None,
            reference_words(payment.ref) if payment.ref else None,
            payment.payer,
            *_uses(account, payment),
            recorded(dossier, payment),
            payment.id,
        )
        for payment in payments
    ]
    total = sum((payment.amount for payment in payments), ZERO)
    empty = [None] * (len(PAYMENT_COLUMNS) - 2)
    yield Table(
        PAYMENT_COLUMNS, rows, label("Payments and what each of them paid"), (label("total"), total, *empty)
    )


def _uses(account: Account, payment: Payment) -> list[Decimal | None]:
    """What of a payment went to each component, then what of it is still credit."""
    uses = account.allocations.get(payment.id, ())
    parts = [
        sum((use.amount for use in uses if use.component is component), ZERO) or None
        for component in Component
    ]
    left = payment.amount - sum((use.amount for use in uses), ZERO)
    return [*parts, left or None]


def _waivers(dossier: Dossier) -> Iterator[Part]:
    rows = [
        (state.date, sealed_hidden(entry).in_words(), WAIVER_STATES[state.state], state.amount, state.entry)
        for state in dossier.standing.account.waivers
        if (entry := dossier.case.entry(state.entry)) is not None
    ]
    if rows:
        yield Table(WAIVER_COLUMNS, rows, label("Waivers and what became of them"))

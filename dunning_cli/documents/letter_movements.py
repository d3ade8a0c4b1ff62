"""How a debt came about, in so few rows that a letter on one sheet can tell it: charged, grown, paid, taken off."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from dunning_cli.documents.letter_codes import COMPONENTS
from dunning_cli.documents.letter_fields import Movement
from dunning_cli.documents.letter_items import item_name
from dunning_cli.domain.account.result import CREDIT, ExplainedAccount, ItemState, Line, LineKind
from dunning_cli.kernel.money import ZERO, Component
from dunning_cli.kernel.rates import signed_parts
from dunning_cli.kernel.record import dataclass

MOST_ROWS = 7
"""Rows that fit on the sheet beside all else it says."""
_OTHERS: Mapping[str, Mapping[LineKind, str]] = {
    "zh": {
        LineKind.PAYMENT: "还款",
        LineKind.REFUND: "退款",
        LineKind.WAIVER: "减免",
        LineKind.CUT: "超过上限，不收",
        LineKind.JUDGMENT: "按法律文书调整",
        LineKind.ENDED: "原分期终止",
        LineKind.TRANSFER: "与其他案件之间转款",
    },
    "en": {
        LineKind.PAYMENT: "payment",
        LineKind.REFUND: "paid back to you",
        LineKind.WAIVER: "given up",
        LineKind.CUT: "above the cap, not charged",
        LineKind.JUDGMENT: "put right by the judgment",
        LineKind.ENDED: "instalment ended by other terms",
        LineKind.TRANSFER: "moved from or to another case",
    },
}
_GROWN = frozenset({LineKind.ACCRUAL, LineKind.ROUNDING})
_ORDER = (LineKind.CHARGE, LineKind.ACCRUAL)
"""What was charged stands first, then what it grew by, then all else by its day."""
_COMPONENTS = (*(component.value for component in Component), CREDIT)
_UNITS: Mapping[str, Mapping[str, str]] = {
    "zh": {"day": "每日 {}", "month": "每月 {}", "year": "每年 {}"},
    "en": {"day": "{} a day", "month": "{} a month", "year": "{} a year"},
}

Sort: TypeAlias = tuple[LineKind, str]
"""What sort a row is of: its kind, and the component where it was charged or grew."""


@dataclass(frozen=True, slots=True)
class _Row:
    sort: Sort
    what: str
    since: date
    until: date
    count: int
    amount: Decimal


def movements(account: ExplainedAccount, language: str) -> tuple[Movement, ...]:
    """The lines of an account in at most so many rows as fit, adding up to its balance, yuan.

    Of the sort with the most rows one row is made until they fit; interest and penalty have one row each.
    """
    items = {item.id: item for item in account.items}
    groups: dict[tuple[object, ...], list[Line]] = {}
    for line in account.lines:
        groups.setdefault(_told_together(line), []).append(line)
    rows = [_row(lines, items, language) for lines in groups.values()]
    rows = [row for row in rows if row.amount]
    while len(rows) > MOST_ROWS:
        most, count = Counter(row.sort for row in rows).most_common(1)[0]
        if count == 1:
            break
        rows = _in_one(rows, most, language)
    return tuple(Movement(row.what, _when(row, language), row.amount) for row in sorted(rows, key=_place))


def _told_together(line: Line) -> tuple[object, ...]:
    """Lines with the same are one row: of a charge a component, of all that grew a component, else an entry."""
    if line.kind is LineKind.CHARGE:
        return line.kind, line.component, line.item
    return (LineKind.ACCRUAL, line.component) if line.kind in _GROWN else (line.kind, line.entry)


def _row(lines: Sequence[Line], items: Mapping[str, ItemState], language: str) -> _Row:
    first = lines[0]
    kind = LineKind.ACCRUAL if first.kind in _GROWN else first.kind
    of_a_component = kind in _ORDER
    # rounding has no time of its own
    dated = [line for line in lines if line.kind is not LineKind.ROUNDING] or lines
    # what a payment leaves over is used later: it was paid on its own day
    until = max(line.to for line in dated) if of_a_component else min(line.to for line in dated)
    return _Row(
        (kind, first.component if of_a_component else ""),
        _what(kind, lines, items, language),
        min(line.from_ for line in dated),
        until,
        1,
        sum((_weight(line) for line in lines), ZERO),
    )


def _what(kind: LineKind, lines: Sequence[Line], items: Mapping[str, ItemState], language: str) -> str:
    if kind not in _ORDER:
        return _OTHERS[language][kind]
    name = _component(lines[0].component, language)
    if kind is LineKind.CHARGE:
        item = items.get(lines[0].item or "")
        called = item_name(item, language) if item is not None else None
        return _beside(name, called, language)
    rates = {line.rate for line in lines if line.kind is LineKind.ACCRUAL}
    return _beside(name, _plain_rate(rates.pop() if len(rates) == 1 else None, language), language)


def _component(component: str, language: str) -> str:
    credit = {"zh": "多付余额", "en": "credit"}
    return credit[language] if component == CREDIT else COMPONENTS[language][Component(component)]


def _beside(name: str, more: str | None, language: str) -> str:
    if more is None:
        return name
    return f"{name}（{more}）" if language == "zh" else f"{name} ({more})"


def _plain_rate(rate: str | None, language: str) -> str | None:
    """A rate that is one figure, in words; None for one that goes by a table or by several."""
    parts = signed_parts(rate) if rate else []
    if len(parts) != 1 or parts[0][1]["number"] is None or parts[0][1]["factor"]:
        return None
    part = parts[0][1]
    words = _UNITS[language].get(part["unit"] or "")
    return words.format(f"{part['number']}{part['sign']}") if words is not None else None


def _weight(line: Line) -> Decimal:
    """What a line does to the total: credit is money of the debtor's."""
    return -line.amount if line.component == CREDIT else line.amount


def _in_one(rows: Iterable[_Row], sort: Sort, language: str) -> list[_Row]:
    """The rows with all of one sort in one."""
    mine = [row for row in rows if row.sort == sort]
    kind, component = sort
    name = _component(component, language) if component else _OTHERS[language][kind]
    count = sum(row.count for row in mine)
    called = f"共 {count} 笔" if language == "zh" else f"{count} in all"
    one = _Row(
        sort,
        _beside(name, called, language),
        min(row.since for row in mine),
        max(row.until for row in mine),
        count,
        sum((row.amount for row in mine), ZERO),
    )
    return [*(row for row in rows if row.sort != sort), one]


def _place(row: _Row) -> tuple[int, int, date]:
    kind, component = row.sort
    if kind not in _ORDER:
        return len(_ORDER), 0, row.since
    return _ORDER.index(kind), _COMPONENTS.index(component), row.since


def _when(row: _Row, language: str) -> str:
    if row.since == row.until:
        return row.since.isoformat()
    between = " 至 " if language == "zh" else " to "
    return f"{row.since}{between}{row.until}"

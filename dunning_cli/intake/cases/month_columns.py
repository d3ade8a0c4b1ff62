"""Columns that hold what is owed of one month each: which months they are, and the bills of a row."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise

from dunning_cli.domain.policy.billing import BillPeriod, parse_period
from dunning_cli.intake.cases.records import FileBill, FileDebt
from dunning_cli.intake.files.grammar import plain, read_amount
from dunning_cli.intake.profiles.cells import Cells
from dunning_cli.intake.profiles.month_headers import HeaderMonth
from dunning_cli.intake.profiles.recognised import Found
from dunning_cli.intake.profiles.rows import TableRows
from dunning_cli.intake.profiles.usual_words import PAID_UP
from dunning_cli.kernel.dates import add_months
from dunning_cli.kernel.errors import Refused
from dunning_cli.kernel.message import msg
from dunning_cli.kernel.money import ZERO
from dunning_cli.kernel.pattern import pattern
from dunning_cli.kernel.record import dataclass

FACT = "month_amount"
_OTHER_PARTS = ("interest", "penalty", "fee")
_CENT = Decimal("0.01")
_YEAR = pattern(r"(?<![0-9])(20[0-9]{2})(?=年|[./_-]|(?:0[1-9]|1[0-2])(?![0-9]))", re.ASCII)
_SEPTEMBER, _OCTOBER, _NOVEMBER = 9, 10, 11
_MONTHS = 12


@dataclass(frozen=True, slots=True)
class MonthColumns:
    """The months of a file's columns by position; `year_taken` says that no header named the year."""

    periods: Mapping[int, BillPeriod]
    year_taken: bool = False


def month_columns(found: Found, table: TableRows, today: date | None) -> MonthColumns:
    """Which month each such column is of.

    A year that no header says is the one that the title, the sheet or the file names alone; else the latest in which
    the last month with an amount is at most the one after `today`. Raises Refused for two columns of one month.
    """
    places = sorted(found.columns.of(FACT))
    months = _octobers([found.columns.months[at] for at in places])
    taken = bool(months) and all(each.year is None for each in months)
    if taken:
        filled = {at for row in table.rows for at in places if row.cells.get(at, "").strip() not in ("", "0")}
        last = max((place for place, at in enumerate(places) if at in filled), default=len(places) - 1)
        numbers = _without_years(found, [each.month for each in months], last, today)
    else:
        numbers = _with_years(months)
    first_of: dict[int, int] = {}
    for at, number in zip(places, numbers, strict=True):
        if number in first_of:
            raise Refused(
                msg(
                    "{file}: the columns {one} and {other} are both of {month}: say in one column what is owed of a month",
                    file=found.file,
                    one=found.columns.label(first_of[number]),
                    other=found.columns.label(at),
                    month=_name(number),
                )
            )
        first_of[number] = at
    return MonthColumns({at: parse_period(_name(number)) for number, at in first_of.items()}, taken)


def _octobers(months: Sequence[HeaderMonth]) -> list[HeaderMonth]:
    """2026.1 after 2026.9 or before 2026.11 is October."""
    found = list(months)
    for at, each in enumerate(months):
        before = months[at - 1] if at else None
        after = months[at + 1] if at + 1 < len(months) else None
        beside = (before is not None and (before.year, before.month) == (each.year, _SEPTEMBER)) or (
            after is not None and (after.year, after.month) == (each.year, _NOVEMBER)
        )
        if each.may_be_october and beside:
            found[at] = HeaderMonth(each.year, _OCTOBER)
    return found


def _with_years(months: Sequence[HeaderMonth]) -> list[int]:
    """The months counted from the year 0; one without a year goes on from the one before it."""
    first = next((each.year for each in months if each.year is not None), 0)
    found: list[int] = []
    for each in months:
        if each.year is not None:
            found.append(_number(each.year, each.month))
        elif found:
            year = found[-1] // _MONTHS
            found.append(_number(year + (each.month <= found[-1] % _MONTHS + 1), each.month))
        else:
            found.append(_number(first, each.month))
    return found


def _without_years(found: Found, months: Sequence[int], last: int, today: date | None) -> list[int]:
    """As `_with_years`, where no header has a year; `last` is the place of the last column with an amount."""
    falling = sum(one <= other for one, other in pairwise(months)) < sum(
        one >= other for one, other in pairwise(months)
    )
    ordered = list(reversed(months)) if falling else list(months)
    year, offsets = 0, []
    for at, month in enumerate(ordered):
        year += bool(at) and month <= ordered[at - 1]
        offsets.append(_number(year, month))
    above = [cell for row in found.sheet.top if row.number < found.row for cell in row.cells]
    named = {
        int(text) for each in (*above, found.sheet.name, found.file) for text in _YEAR.findall(plain(each))
    }
    if len(named) == 1:
        begin = _MONTHS * (named.pop() - year)
    elif today is not None:
        latest = offsets[len(offsets) - 1 - last if falling else last]
        begin = _MONTHS * ((_number(today.year, today.month) + 1 - latest) // _MONTHS)
    else:
        raise Refused(msg("{file}: the columns of months do not say their year", file=found.file))
    numbers = [begin + each for each in offsets]
    return list(reversed(numbers)) if falling else numbers


def _number(year: int, month: int) -> int:
    return _MONTHS * year + month - 1


def _name(number: int) -> str:
    return f"{number // _MONTHS:04d}-{number % _MONTHS + 1:02d}"


def owed_by_month(cells: Cells, months: Mapping[int, BillPeriod]) -> tuple[tuple[FileBill, ...], FileDebt]:
    """The bill of each month that a row still owes, and all of them together.

    Interest, penalty and fee of the row are divided among them by their amounts. A stated sum that they do not come to
    is a problem of the row, and so is what was paid without saying for which month.
    """
    before = len(cells.problems)
    amounts = owed_in_columns(cells)
    stated = {fact: cells.amount(fact) for fact in ("principal", "total")}
    others = {part: cells.amount(part) or ZERO for part in _OTHER_PARTS}
    paid = cells.amount("paid") or ZERO
    cells.unknown_money()
    owed = sum(amounts.values(), ZERO)
    if len(cells.problems) == before:
        _check_sums(cells, stated, owed, sum(others.values(), ZERO), paid)
    if len(cells.problems) > before:
        return (), FileDebt()
    whole = FileDebt(principal=owed, **others)
    if not whole.total:
        cells.doubt(FACT, msg("the row gives no amount: the case owes nothing until something is charged"))
    bills, upto = [], ZERO
    for at, period in sorted(months.items(), key=lambda each: each[1].first):
        amount = amounts.get(at, ZERO)
        if amount:
            parts = {
                part: _share(of, upto + amount, owed) - _share(of, upto, owed) for part, of in others.items()
            }
            bills.append(FileBill(cells.number, FileDebt(principal=amount, **parts), period.name, period))
            upto += amount
    return tuple(bills), whole


def owed_in_columns(cells: Cells) -> dict[int, Decimal]:
    """What a row owes of each month, by the position of its column; words such as 已缴 are nothing."""
    return cells.amounts_by_column(FACT, _read_month)


def _check_sums(
    cells: Cells, stated: Mapping[str, Decimal | None], owed: Decimal, others: Decimal, paid: Decimal
) -> None:
    for fact, amount in stated.items():
        if amount is not None and amount not in (owed, owed + others):
            cells.reject(
                fact,
                msg(
                    "{column} says {stated}, but the months of the row add up to {sum}",
                    column=cells.column_name(fact),
                    stated=amount,
                    sum=owed,
                ),
            )
    if paid and not any(stated.values()):
        cells.reject(
            "paid",
            msg("it is not said for which month: write into each month what is still owed of it"),
        )


def _read_month(text: str, unit: Decimal) -> Decimal:
    return ZERO if plain(text) in PAID_UP else read_amount(text, unit)


def _share(amount: Decimal, part: Decimal, whole: Decimal) -> Decimal:
    return (amount * part / whole).quantize(_CENT, ROUND_HALF_UP)


def outside(bills: Iterable[FileBill], first: date, last: date) -> FileBill | None:
    """A bill for a month that does not lie within a span of days, None where all do."""
    return next(
        (
            bill
            for bill in bills
            if bill.period is not None
            and not first
            <= bill.period.first
            <= add_months(bill.period.first, 1)
            <= add_months(last.replace(day=1), 1)
        ),
        None,
    )

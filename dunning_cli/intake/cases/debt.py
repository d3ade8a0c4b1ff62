"""What a row says is owed: components, a stated sum that must agree, months among which it is divided."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from dunning_cli.domain.policy.billing import BillPeriod, parse_period
from dunning_cli.intake.cases.records import FileBill, FileDebt
from dunning_cli.intake.files.grammar import read_identifier, read_recent_date, read_whole
from dunning_cli.intake.files.periods import MonthSpan, read_month_end, read_months
from dunning_cli.intake.profiles.cells import Cells
from dunning_cli.intake.profiles.profile import Profile, Spread
from dunning_cli.kernel.dates import add_months
from dunning_cli.kernel.errors import Unreadable
from dunning_cli.kernel.message import msg
from dunning_cli.kernel.money import ZERO
from dunning_cli.kernel.record import dataclass

PARTS = ("principal", "interest", "penalty", "fee")
_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class RowDebt:
    """What is owed by one row before `paid` came in; `stated` is the client's own sum, None where there is none."""

    debt: FileDebt
    paid: Decimal
    stated: Decimal | None
    unsplit: bool
    outstanding: Decimal | None


def debt_of(cells: Cells, profile: Profile) -> RowDebt:
    """The debt of a row. A sum that its parts do not explain is a problem of the row."""
    before = len(cells.problems)
    stated = cells.amount("total")
    paid = cells.amount("paid") or ZERO
    given = {part: cells.amount(part) for part in PARTS}
    outstanding = cells.amount("outstanding")
    parts = {part: amount or ZERO for part, amount in given.items()}
    cells.unknown_money()
    if len(cells.problems) > before:
        return RowDebt(FileDebt(), ZERO, None, False, None)
    if stated and not any(amount is not None for amount in given.values()):
        parts["principal"] = stated + paid
        return RowDebt(FileDebt(**parts), paid, stated, outstanding != stated, outstanding)
    _check_sum(cells, profile, parts, paid, stated)
    if stated is None and not any(parts.values()):
        fact = "total" if cells.offers("total") else "principal"
        # a file that tells credits tells balances, of cases too in which nothing is owed any more
        states_nothing = cells.offers("credit") and any(amount is not None for amount in given.values())
        if fact in profile.needed and not states_nothing:
            cells.reject(fact, msg("{column} is missing", column=cells.column_name(fact)))
        else:
            cells.doubt(
                fact, msg("the row gives no amount: the case owes nothing until something is charged")
            )
    return RowDebt(FileDebt(**parts), paid, stated, False, outstanding)


def _check_sum(
    cells: Cells, profile: Profile, parts: dict[str, Decimal], paid: Decimal, stated: Decimal | None
) -> None:
    """Rejects the row where the components less what was paid are not the amount the client states.

    A profile may say which component takes what is missing.
    """
    computed = sum(parts.values(), ZERO) - paid
    if stated is None or computed == stated:
        return
    rest = profile.keys.rest
    if rest is not None and stated > computed:
        parts[rest.value] += stated - computed
        reason = msg(
            "{rest} of the amount stated stand in no column; the profile takes them as {component}",
            rest=stated - computed,
            component=rest.value,
        )
        cells.doubt("total", reason)
        return
    reason = msg(
        "the amount stated is {stated}, but principal {principal} + interest {interest} + penalty {penalty}"
        " + fee {fee} - paid {paid} is {computed}",
        stated=stated,
        paid=paid,
        computed=computed,
        **parts,
    )
    cells.reject("total", reason)


def charge_of(cells: Cells) -> FileBill | None:
    """The charge of a row that is one: what is still owed of a bill or an instalment. None where the row is wrong."""
    before = len(cells.problems)
    billed, paid = cells.amount("billed"), cells.amount("paid") or ZERO
    parts = {part: cells.amount(part) for part in PARTS}
    stated = cells.amount("total")
    due = cells.day("due", read_recent_date)
    ref = cells.value("period", read_identifier, "")
    period = _bill_period(ref)
    cells.unknown_money()
    if parts["principal"] is None and billed is not None:
        parts["principal"] = billed - paid - sum((amount or ZERO for amount in parts.values()), ZERO)
    elif parts["principal"] is None and stated is not None and not any(parts.values()):
        parts["principal"] = stated
    owed = sum((amount or ZERO for amount in parts.values()), ZERO)
    if len(cells.problems) == before:
        for name, sum_ in (("billed", None if billed is None else billed - paid), ("total", stated)):
            if sum_ is not None and sum_ != owed:
                cells.reject(
                    name,
                    msg("what is left of {stated} is {left}, but the row asks for {owed}", stated=cells.column_name(name),
                        left=sum_, owed=owed),
                )  # fmt: skip
        if parts["principal"] is not None and parts["principal"] < ZERO:
            cells.reject("billed", msg("more was paid than the bill asks for"))
    if due is None and period is None and not cells.has("due"):
        cells.reject("due", msg("{column} is missing", column=cells.column_name("due")))
    if len(cells.problems) > before:
        return None
    debt = FileDebt(**{part: amount or ZERO for part, amount in parts.items()})
    return FileBill(cells.number, debt, ref if period is None else period.name, period, due)


def _bill_period(text: str) -> BillPeriod | None:
    """The month, quarter or year that a text names; None for a number of an instalment and the like."""
    try:
        span = read_months(text) if text else None
    except Unreadable:
        return None
    return None if span is None else _one_period(span)


def _one_period(span: MonthSpan) -> BillPeriod | None:
    first, months = span.first, span.months
    if months == 1:
        return parse_period(f"{first:%Y-%m}")
    if months == 3 and first.month % 3 == 1:
        return parse_period(f"{first.year}Q{(first.month + 2) // 3}")
    return parse_period(f"{first.year}") if months == 12 and first.month == 1 else None


def months_owed(cells: Cells) -> MonthSpan | None:
    """The months for which a row's sum is owed: from one text, or from a first and a last month; None where not said.

    What contradicts it is a problem of the row.
    """
    span = cells.value("period", read_months, None)
    first = cells.value("period_from", read_month_end, None)
    last = cells.value("period_to", read_month_end, None)
    if first is not None and last is not None:
        between = MonthSpan(first.first, last.last)
        if between.last < between.first:
            cells.reject("period_to", msg("the last month owed is before the first"))
            return None
        if span is not None and span != between:
            cells.reject(
                "period", msg("it says other months than {first} and {last}", first=cells.column_name("period_from"),
                              last=cells.column_name("period_to")),
            )  # fmt: skip
        span = between
    months = cells.value("months", read_whole, None)
    if span is not None and months is not None and months != span.months:
        cells.reject(
            "months",
            msg("it says {months} months, but from {first} to {last} there are {count}", months=months,
                first=span.first, last=span.last, count=span.months),
        )  # fmt: skip
    return span


def divided(row: int, debt: FileDebt, span: MonthSpan, spread: Spread) -> tuple[FileBill, ...]:
    """A sum for several months as bills of whole periods, to the cent: each month has an equal share.

    A quarter or a year of which only some months are owed comes as months.
    """
    bills = []
    before = 0
    for period in _periods(span, spread):
        upto = before + len(list(period.months()))
        parts = {
            part: _share(getattr(debt, part), upto, span.months)
            - _share(getattr(debt, part), before, span.months)
            for part in PARTS
        }
        bills.append(FileBill(row, FileDebt(**parts), period.name, period))
        before = upto
    return tuple(bills)


def _periods(span: MonthSpan, spread: Spread) -> list[BillPeriod]:
    size = {Spread.MONTH: 1, Spread.QUARTER: 3, Spread.YEAR: 12}[spread]
    found: list[BillPeriod] = []
    begin: date = span.first
    while begin <= span.last:
        whole = (begin.month - 1) % size == 0 and add_months(begin, size) <= add_months(
            span.last.replace(day=1), 1
        )
        months = size if whole else 1
        period = _one_period(MonthSpan(begin, _month_end(begin, months)))
        assert period is not None
        found.append(period)
        begin = add_months(begin, months)
    return found


def _month_end(first: date, months: int) -> date:
    return date.fromordinal(add_months(first, months).toordinal() - 1)


def _share(amount: Decimal, months: int, of: int) -> Decimal:
    return (amount * months / of).quantize(_CENT, ROUND_HALF_UP)

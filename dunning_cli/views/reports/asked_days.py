"""The days that a report is of, by those of them that were asked for: the same for commands and scripts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from dunning_cli.domain.portfolio.periods import Period, month_before, month_to, year_to
from dunning_cli.kernel.errors import WrongUsage
from dunning_cli.kernel.message import msg
from dunning_cli.views.reports.definitions import Report, Span


def between(first: date, last: date) -> Period:
    """The period of two days. Raises WrongUsage where it ends before it begins."""
    if last < first:
        raise WrongUsage(msg("--to is before --from"))
    return Period(first, last)


def in_order(first: date | None, last: date | None) -> tuple[date | None, date | None]:
    """Two ends of a period that may be open. Raises WrongUsage where it ends before it begins."""
    if first is not None and last is not None:
        between(first, last)
    return first, last


def days_up_to(first: date | None, last: date, usual: Callable[[date], Period]) -> Period:
    """The days to a last one; `usual` gives them where no first is asked for. Raises WrongUsage."""
    return usual(last) if first is None else between(first, last)


def days_of(report: Report, first: date | None, last: date) -> tuple[Period, bool]:
    """The period of a report by measures, and whether it is one day that was asked for. Raises WrongUsage."""
    usual = year_to if report.span is Span.YEAR else month_to
    return days_up_to(first, last, usual), first is None and report.span is Span.DAY


def days_of_statement(first: date | None, last: date | None, today: date) -> Period:
    """The period of a statement to a client; last month where neither end is given. Raises WrongUsage."""
    if first is None and last is None:
        return month_before(today)
    if first is None or last is None:
        raise WrongUsage(msg("a statement has both ends: give --from and --to, or neither for last month"))
    return between(first, last)


def days_by_rules(first: date | None, last: date | None, today: date) -> Period:
    """The period of the report by the rules, the last whole month unless one is asked for. Raises WrongUsage."""
    if first is None and last is None:
        return month_before(today)
    return days_up_to(first, last or today, month_to)

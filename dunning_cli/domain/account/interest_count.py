"""Interest of a stretch of time as a share of the principal: by the period, by days, by whole months and days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction

from dunning_cli.domain.case.codes.schedules import Every, InterestCount
from dunning_cli.kernel.dates import ONE_DAY, add_months, clamped

_PERIODS_A_YEAR = {Every.MONTH: 12, Every.QUARTER: 4, Every.YEAR: 1, Every.WEEK: 52}
_BASIS_OF_LEFT_OVER = {InterestCount.MONTHS_360: 360, InterestCount.MONTHS_365: 365}


def period_share(rate: Fraction, every: Every) -> Fraction:
    """The interest of one period, whatever its days, at a rate a year."""
    return rate / _PERIODS_A_YEAR[every]


def share_between(rate: Fraction, count: InterestCount, begin: date, end: date, due_day: int) -> Fraction:
    """The interest from one day to another at a rate a year, counted by days or by months.

    `due_day`: the day of the month it runs by, where it begins on the last day of a month that has no such day.
    """
    if count in _BASIS_OF_LEFT_OVER:
        months, days = whole_months(begin, end, due_day)
        return rate * (Fraction(months, 12) + Fraction(days, _BASIS_OF_LEFT_OVER[count]))
    if count in (InterestCount.THIRTY_360, InterestCount.THIRTY_E_360):
        short_too = count is InterestCount.THIRTY_360
        return rate * (_day_of_thirty(end, short_too) - _day_of_thirty(begin, short_too)) / 360
    if count is InterestCount.ACTUAL:
        return sum((rate / (366 if _is_leap(day) else 365) for day in _days(begin, end)), Fraction(0))
    return rate * (end - begin).days / int(count.value)


def whole_months(begin: date, end: date, due_day: int) -> tuple[int, int]:
    """Whole months from day to corresponding day, and the days left over (对年对月对日; 银发〔2005〕129号).

    A day that a month lacks is its last one; so from the last day of a month that lacks `due_day` it is that day.
    """
    last_of_short_month = (begin + ONE_DAY).day == 1 and begin.day < due_day
    day = due_day if last_of_short_month else begin.day
    months = (end.year - begin.year) * 12 + end.month - begin.month
    if add_months(begin, months, day) > end:
        months -= 1
    return months, (end - add_months(begin, months, day)).days


def _day_of_thirty(day: date, short_too: bool) -> int:
    """The number of a day where each month has thirty; `short_too`: the last day of any month is its thirtieth.

    The first is 30E/360 as the 2006 ISDA definitions have it, without their exception for the last day of all;
    else only a 31st counts as the thirtieth (30E/360, Eurobond basis).
    """
    ends = short_too and (day + ONE_DAY).day == 1
    return day.year * 360 + day.month * 30 + (30 if ends else min(day.day, 30))


def _days(begin: date, end: date) -> Iterator[date]:
    return (begin + timedelta(days=number) for number in range((end - begin).days))


def _is_leap(day: date) -> bool:
    return clamped(day.year, 2, 29).day == 29

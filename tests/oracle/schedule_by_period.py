"""Instalment schedules worked out period by period and day by day, in cents and fractions, from the words of the command."""

from __future__ import annotations

from calendar import isleap, monthrange
from datetime import date, timedelta
from fractions import Fraction
from math import ceil, floor
from typing import Any

PERIODS_A_YEAR = {"week": 52, "month": 12, "quarter": 4, "year": 1}
MONTHS = {"month": 1, "quarter": 3, "year": 12}
UNITS = {"cent": 1, "jiao": 10, "yuan": 100}
Row = tuple[str, int, int, int, int]
"""Due date, principal, interest, what of it was put off, principal left: in cents."""


def slow_schedule(words: dict[str, str]) -> list[Row] | None:
    """The rows of a schedule, None where it is refused: each figure from the beginning again, nothing is remembered."""
    kind, periods = words["kind"], int(words["periods"])
    principal = int(Fraction(words["principal"]) * 100)
    only, free = int(words.get("interest_only", "0")), int(words.get("interest_free", "0"))
    deferred = int(words.get("interest_deferred", "0"))
    if max(only, free, deferred) >= periods or 0 < deferred <= free:
        return None
    if (kind == "bullet" and (only or deferred)) or (kind == "interest-first" and only):
        return None
    rate = yearly(words["rate"])
    dues = due_days(words)
    begins = [begin_of(words), *dues]
    if kind == "bullet":
        if words.get("count", "period") == "period":
            share = rate * Fraction(periods - free, PERIODS_A_YEAR[words.get("every", "month")])
        else:
            share = grown(words, rate, begins[free], dues[-1])
        return [(dues[-1].isoformat(), principal, half_up(principal * share), 0, 0)]
    rows: list[list[int]] = []
    left = principal
    usual = usual_amount(words, principal, only, free)
    at_first = 0
    if kind == "equal-instalment" and free <= only:
        at_first = half_up(principal * rate / PERIODS_A_YEAR[words.get("every", "month")])
    for number in range(1, periods + 1):
        begin, end = begins[number - 1], dues[number - 1]
        share = Fraction(0)
        if number > free:
            period = words.get("count", "period") == "period"
            share = (
                rate / PERIODS_A_YEAR[words.get("every", "month")]
                if period
                else grown(words, rate, begin, end)
            )
        interest = half_up((principal if kind == "flat" else left) * share)
        if number == periods:
            pays = left
        elif kind == "interest-first" or number <= only:
            pays = 0
        elif usual <= at_first:
            return None
        else:
            pays = max(0, usual - interest) if kind == "equal-instalment" else usual
            if pays >= left:
                return None
        left -= pays
        rows.append([pays, interest, 0, left])
    put_off(words, rows, deferred)
    return [(due.isoformat(), *row) for due, row in zip(dues, rows, strict=True)]


def usual_amount(words: dict[str, str], principal: int, only: int, free: int) -> int:
    """The instalment where all are equal, else the principal in one, after the grace."""
    kind, periods = words["kind"], int(words["periods"])
    each = yearly(words["rate"]) / PERIODS_A_YEAR[words.get("every", "month")]
    if kind == "equal-principal":
        return rounded(words, Fraction(principal, periods - only))
    if kind == "flat":
        interest = half_up(principal * each)
        return rounded(words, Fraction(principal, periods - only) + interest) - interest
    worth, discount = Fraction(0), Fraction(1)
    for number in range(only + 1, periods + 1):
        if number > free:
            discount /= 1 + each
        worth += discount
    return rounded(words, principal / worth)


def put_off(words: dict[str, str], rows: list[list[int]], deferred: int) -> None:
    """Moves the interest of the first rows into the later ones."""
    purse = 0
    for row in rows[:deferred]:
        purse, row[1] = purse + row[1], 0
    later = rows[deferred:]
    how = words.get("collected", "spread")
    unit = UNITS["yuan" if words.get("whole_yuan") else words.get("round_to", "cent")]
    each = floor(Fraction(purse, len(later)) / unit) * unit if how == "spread" and later else 0
    for number, row in enumerate(later, start=1):
        takes = each
        if (how == "next" and number == 1) or number == len(later):
            takes = purse
        purse -= takes
        row[1] += takes
        row[2] += takes


def yearly(text: str) -> Fraction:
    number, _, unit = text.partition("%")
    return Fraction(number) / 100 * (12 if unit == "/month" else 1)


def half_up(cents: Fraction) -> int:
    return floor(cents + Fraction(1, 2))


def rounded(words: dict[str, str], cents: Fraction) -> int:
    unit = UNITS["yuan" if words.get("whole_yuan") else words.get("round_to", "cent")]
    return (ceil(cents / unit) if words.get("round_up") else half_up(cents / unit)) * unit


def last_of(year: int, month: int) -> int:
    return monthrange(year, month)[1]


def later_by(day: date, months: int, wanted: int) -> date:
    """Month by month, to the day wanted or the month's last."""
    year, month = day.year, day.month
    step = 1 if months > 0 else -1
    for _ in range(abs(months)):
        month += step
        if month == 13:
            year, month = year + 1, 1
        if month == 0:
            year, month = year - 1, 12
    return date(year, month, min(wanted, last_of(year, month)))


def agreed_day(words: dict[str, str]) -> int:
    return int(words.get("day") or date.fromisoformat(words["first"]).day)


def begin_of(words: dict[str, str]) -> date:
    if "start" in words:
        return date.fromisoformat(words["start"])
    first, every = date.fromisoformat(words["first"]), words.get("every", "month")
    if every == "week":
        return first - timedelta(7)
    return later_by(first, -MONTHS[every], agreed_day(words))


def due_days(words: dict[str, str]) -> list[date]:
    first, every = date.fromisoformat(words["first"]), words.get("every", "month")
    dues = [first]
    for number in range(1, int(words["periods"])):
        if every == "week":
            dues.append(dues[-1] + timedelta(7))
            continue
        due = later_by(first, number * MONTHS[every], agreed_day(words))
        rolls = words.get("due_day") == "roll" and due.day < agreed_day(words)
        dues.append(due + timedelta(1) if rolls else due)
    return dues


def grown(words: dict[str, str], rate: Fraction, begin: date, end: date) -> Fraction:
    """The interest of one yuan from a day to another, by the count of days that the order names."""
    count = words["count"]
    if count.startswith("months"):
        wanted = begin.day
        usual_start = begin_of({name: word for name, word in words.items() if name != "start"})
        by_due_day = begin in due_days(words) or begin == usual_start
        if by_due_day and begin.day == last_of(begin.year, begin.month):
            wanted = max(wanted, agreed_day(words))
        months = 0
        while later_by(begin, months + 1, wanted) <= end:
            months += 1
        days = (end - later_by(begin, months, wanted)).days if months else (end - begin).days
        return rate * Fraction(months, 12) + rate * Fraction(days, int(count.partition("-")[2]))
    worth = {360: 0, 365: 0, 366: 0}
    day = begin
    while day < end:
        worth[year_of(count, day)] += weight(count, day)
        day += timedelta(1)
    return sum((rate * Fraction(days, year) for year, days in worth.items()), Fraction(0))


def year_of(count: str, day: date) -> int:
    if count == "actual":
        return 366 if isleap(day.year) else 365
    return 365 if count == "365" else 360


def weight(count: str, day: date) -> int:
    """How many days the step from a day to the next one is worth where months have thirty."""
    if count not in ("30-360", "30e-360"):
        return 1
    last = last_of(day.year, day.month)
    if day.day == last:
        return 1 if count == "30-360" else 31 - min(day.day, 30)
    if count == "30-360" and day.day == last - 1:
        return 30 - day.day
    return 0 if day.day == 30 else 1


def described(words: dict[str, Any]) -> str:
    """The order as it is typed, for a failure's message."""
    return " ".join(f"--{name.replace('_', '-')} {value}" for name, value in words.items())

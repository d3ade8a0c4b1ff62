"""Spans of months as offices write them: `2023.08-2026.05`, `2024年1月至12月`, `2025Q1`, `2025年度`."""

from __future__ import annotations

import re
from datetime import date

from dunning_cli.intake.files.grammar import plain, read_date
from dunning_cli.kernel.dates import ONE_DAY, add_months
from dunning_cli.kernel.errors import Unreadable
from dunning_cli.kernel.message import Message, msg
from dunning_cli.kernel.pattern import pattern
from dunning_cli.kernel.record import dataclass

_TO = r"\s*(?:-|~|至|到|—|–|_)+\s*"
_YM = r"(?P<y{n}>[0-9]{{4}})(?:[./年-](?P<m{n}>1[0-2]|0?[1-9])月?(?:份)?|(?P<c{n}>0[1-9]|1[0-2]))(?:[./-]?(?P<d{n}>[0-3]?[0-9])日?)?"
_RANGE = pattern(_YM.format(n=1) + _TO + _YM.format(n=2), re.ASCII)
_ONE = pattern(r"(?P<y1>[0-9]{4})(?:[./年-](?P<m1>1[0-2]|0?[1-9])月?(?:份)?|(?P<c1>0[1-9]|1[0-2]))", re.ASCII)
_SAME_YEAR = pattern(
    r"(?P<y1>[0-9]{4})[./年](?P<m1>1[0-2]|0?[1-9])月?" + _TO + r"(?P<m2>1[0-2]|0?[1-9])月?(?:份)?", re.ASCII
)
_YEARS = pattern(r"(?P<y1>[0-9]{4})年?(?:度|全年)?(?:" + _TO + r"(?P<y2>[0-9]{4})年?(?:度)?)?", re.ASCII)
_QUARTER = pattern(
    r"(?P<y1>[0-9]{4})(?:年度?)?[.-]?(?:Q(?P<q>[1-4])|第?(?P<c>[一二三四1-4])季度?)", re.ASCII | re.IGNORECASE
)
_HALF = pattern(r"(?P<y1>[0-9]{4})年?度?(?P<h>[上下])半年", re.ASCII)
_MOST_MONTHS = 600


@dataclass(frozen=True, slots=True)
class MonthSpan:
    """From the first day of the first month to the last day of the last one."""

    first: date
    last: date

    @property
    def months(self) -> int:
        """How many months it has."""
        end = self.last + ONE_DAY
        return (end.year - self.first.year) * 12 + end.month - self.first.month


def read_months(text: str) -> MonthSpan:
    """The months of a text. Raises Unreadable for other forms and for a span that cuts a month."""
    value = "".join(plain(text).split())
    span = _of_forms(value)
    if span is None:
        raise Unreadable(
            msg(
                "'{text}' is no period: expected a form such as 2024-01, 2024.01-2025.12, 2025Q1 or 2025年度",
                text=text,
            )
        )
    if span.last < span.first:
        raise Unreadable(msg("'{text}' ends before it begins", text=text))
    if span.months > _MOST_MONTHS:
        raise Unreadable(msg("'{text}' is longer than {years} years", text=text, years=_MOST_MONTHS // 12))
    return span


def read_month_end(text: str) -> MonthSpan:
    """The month in which a span begins or ends, from a month or a day in it. Raises Unreadable."""
    value = "".join(plain(text).split())
    form = _ONE.fullmatch(value)
    if form is None:
        day = read_date(text)
        return _month(day.year, day.month)
    return _month(int(form["y1"]), int(form["m1"] or form["c1"]))


def _of_forms(value: str) -> MonthSpan | None:
    if form := _QUARTER.fullmatch(value):
        quarter = int(form["q"] or "一二三四".find(form["c"]) + 1 or form["c"])
        return _span(int(form["y1"]), 3 * quarter - 2, 3)
    if form := _HALF.fullmatch(value):
        return _span(int(form["y1"]), 1 if form["h"] == "上" else 7, 6)
    if form := _YEARS.fullmatch(value):
        first, last = int(form["y1"]), int(form["y2"] or form["y1"])
        if last < first:
            raise Unreadable(msg("'{text}' ends before it begins", text=value))
        return _span(first, 1, 12 * (last - first + 1))
    if form := _ONE.fullmatch(value):
        return _month(int(form["y1"]), int(form["m1"] or form["c1"]))
    if form := _SAME_YEAR.fullmatch(value):
        begin = _month(int(form["y1"]), int(form["m1"]))
        return MonthSpan(begin.first, _month(int(form["y1"]), int(form["m2"])).last)
    if form := _RANGE.fullmatch(value):
        begin = _month(int(form["y1"]), int(form["m1"] or form["c1"]))
        end = _month(int(form["y2"]), int(form["m2"] or form["c2"]))
        for which, month in (("1", begin), ("2", end)):
            day = form[f"d{which}"]
            if day is not None and not 1 <= int(day) <= month.last.day:
                raise Unreadable(
                    msg(
                        "'{text}': there is no day {day}; the month ends on {last}",
                        text=value,
                        day=f"{month.first:%Y-%m}-{int(day):02d}",
                        last=month.last,
                    )
                )
        if form["d1"] not in (None, "1", "01") or (
            form["d2"] is not None and int(form["d2"]) != end.last.day
        ):
            raise Unreadable(_cut(value))
        return MonthSpan(begin.first, end.last)
    return None


def _cut(value: str) -> Message:
    return msg(
        "'{text}' does not begin with the first and end with the last day of a month: give each period a row of its own",
        text=value,
    )


def _month(year: int, month: int) -> MonthSpan:
    return _span(year, month, 1)


def _span(year: int, month: int, months: int) -> MonthSpan:
    if not 1970 <= year <= 2099:
        raise Unreadable(msg("the year {year} is outside 1970 to 2099", year=str(year)))
    first = date(year, month, 1)
    return MonthSpan(first, add_months(first, months) - ONE_DAY)

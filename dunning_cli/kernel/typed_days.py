"""Days, months and times as people type them at a desk: read as one certain day, or refused with what to write."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from dunning_cli.kernel.dates import add_months, clamped, parse_date, parse_datetime, parse_month
from dunning_cli.kernel.errors import Unreadable
from dunning_cli.kernel.message import msg
from dunning_cli.kernel.named_days import named_day
from dunning_cli.kernel.pattern import pattern

_IN_DAYS = pattern(r"\+([0-9]{1,3})", re.ASCII)
_DAY_ALONE = pattern(r"0?[1-9]|[12][0-9]|3[01]", re.ASCII)
_STRICT = pattern(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_WHOLE = pattern(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})", re.ASCII)
_WHOLE_CHINESE = pattern(r"([0-9]{4})年([0-9]{1,2})月([0-9]{1,2})[日号]?", re.ASCII)
_DIGITS = pattern(r"((?:19|20)[0-9]{2})([0-9]{2})([0-9]{2})", re.ASCII)
_OF_YEAR = pattern(
    r"([0-9]{1,2})[-.]([0-9]{1,2})|([0-9]{1,2})月([0-9]{1,2})[日号]?|([0-9]{1,2})/(1[3-9]|2[0-9]|3[01])",
    re.ASCII,
)
"""Month and day; with a slash between only where the second can be no month."""
_EITHER_WAY = pattern(r"[0-9]{1,2}[-/.][0-9]{1,2}(?:[-/.](?:[0-9]{2}|[0-9]{4}))?", re.ASCII)
_MONTH = pattern(r"([0-9]{4})(?:[-/.]([0-9]{1,2})|年([0-9]{1,2})月)", re.ASCII)
_MONTHS = {"上月": -1, "上个月": -1, "last month": -1, "本月": 0, "这个月": 0, "this month": 0}
_PERIOD = pattern(r"([0-9]{4})年?第?([1-4一二三四])季度?|([0-9]{4})-?[Qq]([1-4])|([0-9]{4})年", re.ASCII)
_QUARTERS = {"一": "1", "二": "2", "三": "3", "四": "4"}
_HOUR = pattern(
    r"(上午|早上|中午|下午|傍晚|晚上)?([0-9]{1,2}|十[一二]?|[一二两三四五六七八九])(?::([0-9]{2})|[点时](?:([0-9]{1,2})分?|(半))?)"
)
_HOURS_IN_WORDS = {
    word: hour
    for hour, word in enumerate(
        ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"], 1
    )
} | {"两": 2}
_AFTER_NOON = frozenset({"中午", "下午", "傍晚", "晚上"})
_NOON, _LAST_MORNING_HOUR = 12, 10
_YEARS_TO_LEAP_DAY = 8
"""Years from one 29 February to the next, at most."""


def plain(text: str) -> str:
    """What was typed with full-width characters as plain ones, without blanks around."""
    return unicodedata.normalize("NFKC", text).strip()


def parse_typed_day(text: str, today: date, *, coming: bool, start: date | None = None) -> date:
    """A day from `2026-11-01`, `2026/11/01`, `2026年11月1日`, `20261101`, `11-01`, `11.1`, `11/30`, `+3`, or a word:
    `昨天`, `tomorrow`, `下周五`, `end of month`.

    A day without its year is the latest by `today`, or where it is `coming` the next from `start` (today unless
    given) on. Raises Unreadable for any other form, and where day and month may be meant either way round.
    """
    from_ = start or today if coming else today
    day = _by_its_form(text, today, from_, coming=coming)
    if day is not None:
        return day
    if coming and not _STRICT.fullmatch(plain(text)):
        raise Unreadable(
            msg(
                "'{text}' is not a date: write it as {day}, friday, next friday, end of month or +7",
                text=text,
                day=from_ + timedelta(7),
            )
        )
    return parse_date(text)


def _by_its_form(text: str, today: date, from_: date, *, coming: bool) -> date | None:
    """The day of a text in one of the forms typed at a desk; None for any other form. Raises Unreadable."""
    typed = " ".join(plain(text).casefold().split())
    named = named_day(typed, today, from_, coming=coming)
    if named is not None:
        return named
    if ahead := _IN_DAYS.fullmatch(typed):
        return today + timedelta(int(ahead[1]))
    for form, places in ((_WHOLE, (1, 3, 4)), (_WHOLE_CHINESE, (1, 2, 3)), (_DIGITS, (1, 2, 3))):
        if found := form.fullmatch(typed):
            year, month, day = (int(found[place]) for place in places)
            return parse_date(f"{year:04}-{month:02}-{day:02}")
    if found := _OF_YEAR.fullmatch(typed):
        month, day = (int(part) for part in found.groups() if part is not None)
        return _of_year(text, month, day, from_, coming=coming)
    if _EITHER_WAY.fullmatch(typed):
        raise Unreadable(
            msg("'{text}' does not say which is the month and which the day: write 2026-02-28", text=text)
        )
    return None


def parse_coming_day(text: str, today: date) -> date:
    """A day from today on, as it is said in a talk: in a form of `parse_typed_day`, or `20` for the next 20th.

    Today is the next of its kind; months and years that lack the day are passed over. Raises Unreadable for
    any other form and for a day that has passed.
    """
    if _DAY_ALONE.fullmatch(text):
        months = (add_months(today, month, int(text)) for month in range(12))
        return next(day for day in months if day.day == int(text) and day >= today)
    day = _by_its_form(text, today, today, coming=True)
    if day is None:
        raise Unreadable(
            msg(
                "'{text}' is not a day: write {day}, {short}, 20 for the next 20th, friday, or +3 for in three days",
                text=text,
                day=today + timedelta(7),
                short=f"{today + timedelta(7):%m-%d}",
            )
        )
    if day < today:
        raise Unreadable(msg("{day} has passed; today is {today}", day=day, today=today))
    return day


def _of_year(text: str, month: int, day: int, start: date, *, coming: bool) -> date:
    step = 1 if coming else -1
    if 1 <= month <= 12 and day >= 1:
        for year in range(start.year, start.year + step * (_YEARS_TO_LEAP_DAY + 1), step):
            found = clamped(year, month, day)
            if found.day == day and (found >= start if coming else found <= start):
                return found
    raise Unreadable(msg("'{text}' is not a day of the calendar", text=text))


def parse_typed_month(text: str, today: date) -> date:
    """The first day of a month from `2026-07`, `2026/7`, `2026年7月`, `上月` or `this month`. Raises Unreadable."""
    typed = plain(text).casefold()
    if typed in _MONTHS:
        return add_months(today.replace(day=1), _MONTHS[typed])
    found = _MONTH.fullmatch(typed)
    return parse_month(f"{found[1]}-{int(found[2] or found[3]):02}" if found else text)


def typed_period(text: str) -> str | None:
    """A month, quarter or year as bills name it, from `2026年7月`, `2026年第三季度`, `2026-q3`; None for other forms."""
    typed = plain(text)
    if month := _MONTH.fullmatch(typed):
        return f"{month[1]}-{int(month[2] or month[3]):02}"
    found = _PERIOD.fullmatch(typed)
    if found is None:
        return None
    if found[5]:
        return found[5]
    quarter = found[2] or found[4]
    return f"{found[1] or found[3]}Q{_QUARTERS.get(quarter, quarter)}"


def parse_typed_hour(text: str) -> time | None:
    """An hour of the day from `9:05`, `14：30`, `14点`, `14点半`, `下午三点`; None for any other form."""
    found = _HOUR.fullmatch(plain(text))
    if found is None:
        return None
    hour = _HOURS_IN_WORDS.get(found[2]) or int(found[2])
    minute = 30 if found[5] else int(found[3] or found[4] or 0)
    if found[1] in _AFTER_NOON and hour < _NOON and (found[1] != "中午" or hour < _LAST_MORNING_HOUR):
        hour += _NOON
    return time(hour, minute) if hour < 24 and minute < 60 else None


def parse_typed_moment(text: str, today: date, day_of: Callable[[str], date]) -> datetime:
    """A time from `昨天 22:10`, `2026/5/6 9:05` or `22:10`, which is today's; `day_of` reads the day. Raises Unreadable.

    It has no offset: the reader adds the office's.
    """
    typed = plain(text)
    day, _, hour = typed.rpartition(" ")
    clock = parse_typed_hour(hour)
    if clock is None:
        return parse_datetime(text)
    return datetime.combine(day_of(day) if day.strip() else today, clock)

"""Days by the words of a talk: 明天, 周五, 下周一, 月底, 下月5日; friday, next monday, end of month."""

from __future__ import annotations

import re
from datetime import date, timedelta

from dunning_cli.kernel.dates import add_months, clamped
from dunning_cli.kernel.errors import Unreadable
from dunning_cli.kernel.message import msg
from dunning_cli.kernel.pattern import pattern

_NEAR = {
    "大前天": -3, "前天": -2, "昨天": -1, "昨日": -1, "yesterday": -1, "今天": 0, "今日": 0, "today": 0, "明天": 1,
    "明日": 1, "tomorrow": 1, "后天": 2, "大后天": 3,
}  # fmt: skip
_CHINESE_DAYS = {"一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "六": 5, "日": 6, "天": 6}
_ENGLISH_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_STEPS = {
    "本": 0,
    "这": 0,
    "这个": 0,
    "this": 0,
    "下": 1,
    "下个": 1,
    "next": 1,
    "上": -1,
    "上个": -1,
    "last": -1,
}
_WEEKDAY = pattern(
    rf"(?:(本|这|这个|下|下个|上|上个)?(?:周|星期|礼拜)([一二三四五六日天])|(?:(this|next|last) )?({'|'.join(_ENGLISH_DAYS)}))"
)
_END = pattern(
    r"(?:(本|这|这个|下|下个|上|上个)?月[底末]|(?:the )?end of (?:the |(this|next|last) )?month)", re.ASCII
)
_END_OF_YEAR = pattern(r"年[底末]|(?:the )?end of (?:the )?year")
_DAY_OF_MONTH = pattern(r"(?:(本|这|这个|下|下个|上|上个)月)?([0-9]{1,2})[日号]", re.ASCII)
_DAYS_AHEAD = pattern(r"([0-9]{1,3})天后|in ([0-9]{1,3}) days", re.ASCII)
_WEEK, _DECEMBER, _LAST_DAY, _MONTHS_LOOKED_AT = 7, 12, 31, 12


def named_day(typed: str, today: date, start: date, *, coming: bool) -> date | None:
    """The day that a word names, in small letters and plain characters; None where it is no such word.

    Days near today are counted from `today`; a weekday, a day or the end of a month from `start`, on which the talk was.
    A weekday or a day of the month without its week or month is the next from `start` on where it is `coming`, else
    the latest by then. Weeks begin on Monday. Raises Unreadable for a day that the month lacks.
    """
    if typed in _NEAR:
        return today + timedelta(_NEAR[typed])
    if ahead := _DAYS_AHEAD.fullmatch(typed):
        return today + timedelta(int(ahead[1] or ahead[2]))
    if found := _WEEKDAY.fullmatch(typed):
        day = _CHINESE_DAYS[found[2]] if found[2] else _ENGLISH_DAYS.index(found[4])
        return _weekday(day, found[1] or found[3], start, coming=coming)
    if found := _END.fullmatch(typed):
        month = add_months(start.replace(day=1), _STEPS.get(found[1] or found[2], 0))
        return clamped(month.year, month.month, _LAST_DAY)
    if _END_OF_YEAR.fullmatch(typed):
        return date(start.year, _DECEMBER, _LAST_DAY)
    if found := _DAY_OF_MONTH.fullmatch(typed):
        return _day_of_month(typed, int(found[2]), found[1], start, coming=coming)
    return None


def _weekday(day: int, week: str | None, start: date, *, coming: bool) -> date:
    if week is not None:
        monday = start - timedelta(start.weekday())
        return monday + timedelta(_WEEK * _STEPS[week] + day)
    if coming:
        return start + timedelta((day - start.weekday()) % _WEEK)
    return start - timedelta((start.weekday() - day) % _WEEK)


def _day_of_month(typed: str, day: int, month: str | None, start: date, *, coming: bool) -> date:
    first = start.replace(day=1)
    step = 1 if coming else -1
    steps = range(0, step * _MONTHS_LOOKED_AT, step) if month is None else (_STEPS[month],)
    if 1 <= day <= _LAST_DAY:
        for months in steps:
            found = add_months(first, months, day)
            fits = month is not None or (found >= start if coming else found <= start)
            if found.day == day and fits:
                return found
    raise Unreadable(msg("'{text}' is not a day of the calendar", text=typed))

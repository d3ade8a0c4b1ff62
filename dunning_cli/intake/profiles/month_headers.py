"""Headers that name a month: 2026年7月, 2026-07, 2026.7, 202607, 7月, and such within longer ones, as 7月欠费."""

from __future__ import annotations

import re
from functools import lru_cache

from dunning_cli.kernel.pattern import pattern
from dunning_cli.kernel.record import dataclass

MONTH = "{month}"
"""Stands in a profile for a month in a header, in whatever form."""
_FORMS = (
    pattern(
        r"(?<![0-9])(?:(?P<year>(?:20)?[0-9]{2})年度?)?(?P<month>1[0-2]|0?[1-9])月份?(?![0-9])",
        re.ASCII,
    ),
    pattern(
        r"(?<![0-9.])(?P<year>20[0-9]{2})(?P<dot>[./-])(?P<month>1[0-2]|0?[1-9])(?:[./-]0?1(?:00:00:00)?)?(?![0-9.])",
        re.ASCII,
    ),
    pattern(r"(?<![0-9.])(?P<year>20[0-9]{2})(?P<month>0[1-9]|1[0-2])(?![0-9.])", re.ASCII),
)
_CENTURY = 2000


@dataclass(frozen=True, slots=True)
class HeaderMonth:
    """The month that a header names; `year` is None where it says none.

    `may_be_october`: a spreadsheet writes the number 2026.10 as 2026.1.
    """

    year: int | None
    month: int
    may_be_october: bool = False


@lru_cache(maxsize=4096)
def month_in(header: str) -> tuple[str, HeaderMonth] | None:
    """A plain header with {month} in the place of the month that it names, and that month; None where it names none."""
    form = next(filter(None, (each.search(header) for each in _FORMS)), None)
    if form is None:
        return None
    year = int(form["year"]) if form["year"] else None
    if year is not None and year < _CENTURY:
        year += _CENTURY
    dotted = form.groupdict().get("dot") == "." and form["month"] == "1" and form[0].count(".") == 1
    named = header[: form.start()] + MONTH + header[form.end() :]
    return named, HeaderMonth(year, int(form["month"]), dotted)

"""The grammar of foreign values: what a cell may look like as an amount, a date, a number or a text."""

from __future__ import annotations

import json
import re
import unicodedata
from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any

from dunning_cli.kernel.dates import entered
from dunning_cli.kernel.errors import Unreadable
from dunning_cli.kernel.message import Message, msg
from dunning_cli.kernel.money import LARGEST, ZERO, parse_amount, to_cents
from dunning_cli.kernel.nodes import Map, Node, Pair, Sequence, Text
from dunning_cli.kernel.pattern import pattern
from dunning_cli.kernel.text import parse_new_case_id, parse_text

LONGEST_IDENTIFIER = 40
"""Characters of a document, account or customer number; every known kind is shorter."""

LONGEST_LINE = 500
"""Characters of a name or an address."""

# Blanks, byte order marks, and the invisible direction marks that come along when a number is copied.
_EDGES = (
    " \t\r\n\v\f\x85\xa0\u2007\u2028\u2029\u202f\u3000\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"
)
_ASCII_EDGES = " \t\r\n\v\f"
_AROUND = pattern(rf"^[{_EDGES}]+|[{_EDGES}]+$")
_LINE_BREAKS = pattern("\r\n|[\r\v\f\x85\u2028\u2029]")
_CONTROL = pattern("[\0-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
_SHEET_ERROR = pattern(r"#(N/A|REF!|VALUE!|NAME\?|DIV/0!|NUM!|NULL!|SPILL!|CALC!)")

_KEPT_AS_TEXT = pattern(r'\s*="([^"]*(?:""[^"]*)*)"\s*')
_MONEY = pattern(
    r"(?:(?:[¥元]|CNY|RMB) ?)?(?P<yuan>[1-9][0-9]{0,2}(?:,[0-9]{3})+|0|[1-9][0-9]*)(?P<cents>\.[0-9]+)? ?"
    r"(?P<unit>[¥元]|万元?|CNY|RMB)?(?:整|人民币)?",
    re.ASCII,
)
_NOTHING = ("-", "--", "—", "——", "/", "无")
"""What is written in a cell of money to say that there is none."""
ONE = Decimal(1)
_TEN_THOUSAND = Decimal(10_000)
_DATES = (
    re.compile(r"(?P<y>[0-9]{4})(?P<sep>[-/.])(?P<m>[0-9]{1,2})(?P=sep)(?P<d>[0-9]{1,2})", re.ASCII),
    re.compile(r"(?P<y>[0-9]{4})(?P<m>[0-9]{2})(?P<d>[0-9]{2})", re.ASCII),
    re.compile(r"(?P<y>[0-9]{4})年(?P<m>[0-9]{1,2})月(?P<d>[0-9]{1,2})日", re.ASCII),
)
_FORMS = {
    "ymd": _DATES,
    "dmy": (
        re.compile(r"(?P<d>[0-9]{1,2})(?P<sep>[-/.])(?P<m>[0-9]{1,2})(?P=sep)(?P<y>[0-9]{4})", re.ASCII),
        *_DATES,
    ),
    "mdy": (
        re.compile(r"(?P<m>[0-9]{1,2})(?P<sep>[-/.])(?P<d>[0-9]{1,2})(?P=sep)(?P<y>[0-9]{4})", re.ASCII),
        *_DATES,
    ),
}
_EMPTY_DATES = frozenset((date(1900, 1, 1), date(1970, 1, 1)))
_SERIAL = pattern(r"[2-6][0-9]{4}(\.[0-9]+)?", re.ASCII)
_FIRST_SERIAL = date(1899, 12, 30)
_TWO_WAYS = pattern(r"[0-9]{1,2}[-/.][0-9]{1,2}[-/.]([0-9]{4}|[0-9]{2})", re.ASCII)
_TIME = pattern(r"(?:T| +)([01]?[0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.0+)?)?$", re.ASCII)
_YEARS = range(1900, 2100)
_WHOLE = pattern(r"(0|[1-9][0-9]{0,8})(\.0+)?", re.ASCII)
_PHONE = pattern(r"\+?[0-9]+(?:[ -]+[0-9]+)*", re.ASCII)
_PHONE_DIGITS = range(3, 21)
_BETWEEN_PHONES = pattern(r"[/、,，;；|\n]|或")
_SHORTEST_OF_SEVERAL = 7
_LOST_DIGITS = pattern(r"[0-9](\.[0-9]+)?E\+?[0-9]{1,3}", re.ASCII | re.IGNORECASE)


def plain(text: str) -> str:
    """A value in its plain form: full-width letters and digits become ordinary ones (NFKC), blanks around go."""
    return stripped(text if text.isascii() else unicodedata.normalize("NFKC", text))


def stripped(text: str) -> str:
    """The text without ASCII, ideographic, no-break and invisible blanks around it."""
    if text.isascii():
        return text.strip(_ASCII_EDGES)
    return _AROUND.sub("", text)


def unwrapped(text: str) -> str:
    """The text that a cell such as `="0012"` shows: systems write it so to keep a number as text."""
    form = _KEPT_AS_TEXT.fullmatch(text)
    return form[1].replace('""', '"') if form else text


def read_amount(text: str, unit: Decimal = ONE) -> Decimal:
    """Yuan, zero or more, in cents: `14,023.33`, `１２５０.００`, `¥1200`, `1200元`, `1.2万元`; a dash is none.

    `unit` is how many yuan one is where the text doesn't say. Separators must stand before every three digits or
    nowhere. Raises Unreadable for signs, exponents, what is no whole number of cents, leading zeros and anything else.
    """
    value = plain(text)
    if value in _NOTHING:
        return ZERO
    form = _MONEY.fullmatch(value)
    if not form:
        if re.match(r"(?:[¥元] ?)?[-−(]", value):
            raise Unreadable(msg("'{text}' is not an amount of zero or more", text=value))
        raise Unreadable(
            msg(
                "'{text}' is not an amount: expected yuan with at most two decimals, as in 14023.33 or 14,023.33",
                text=value,
            )
        )
    digits = form["yuan"].replace(",", "") + (form["cents"] or "")
    if form["unit"]:
        unit = _TEN_THOUSAND if form["unit"].startswith("万") else ONE
    amount = Decimal(digits) * unit
    if len(form["cents"] or "") > (3 if unit == ONE else 7) or amount != to_cents(amount):
        raise Unreadable(msg("'{text}' has more than two decimals: round it to cents", text=value))
    if amount > LARGEST:
        raise Unreadable(msg("'{text}' is more than {largest} yuan", text=value, largest=LARGEST))
    return parse_amount(format(to_cents(amount), "f"))


def read_date(text: str, order: str = "ymd") -> date:
    """A day: `2026/6/1`, `2026-06-01`, `2026.6.1`, `20260601`, `2026年6月1日`; a time of day after it is dropped.

    `order` is `dmy` or `mdy` where a file writes `02/06/2026`. Raises Unreadable for other forms, days that do not exist,
    the empty dates of spreadsheets and years outside 1900–2099.
    """
    value = plain(text)
    day = _TIME.sub("", value)
    form = next(filter(None, (each.fullmatch(day) for each in _FORMS[order])), None)
    if form is None:
        raise Unreadable(_no_date(value, order))
    try:
        found = date(int(form["y"]), int(form["m"]), int(form["d"]))
    except ValueError:
        raise Unreadable(msg("'{text}' is not a day of the calendar", text=value)) from None
    if found in _EMPTY_DATES:
        raise Unreadable(
            msg("'{text}' is what a spreadsheet shows for an empty date: clear the cell", text=value)
        )
    if found.year not in _YEARS:
        raise Unreadable(msg("'{text}' is not a day between 1900 and 2099", text=value))
    return found


def _no_date(value: str, order: str) -> Message:
    if _SERIAL.fullmatch(value):
        day = _FIRST_SERIAL + timedelta(days=int(float(value)))
        return msg(
            "'{text}' is not a date but a spreadsheet's number for one, perhaps {day}: format the column as date",
            text=value,
            day=day,
        )
    if order != "ymd":
        return msg(
            "'{text}' is not a date of the form that the profile says: {order}", text=value, order=order
        )
    if _TWO_WAYS.fullmatch(value):
        return msg(
            "'{text}' can be read in two ways: write it as 2026-06-01, or say in the profile which order it is (dates: dmy)",
            text=value,
        )
    return msg("'{text}' is not a date: expected a form such as 2026-06-01, 2026/6/1 or 20260601", text=value)


def read_recent_date(text: str, order: str = "ymd") -> date:
    """A day as `read_date` reads it, in the years that may be entered: of what happened to the debt. Raises Unreadable."""
    return entered(read_date(text, order))


def read_moment(text: str, order: str = "ymd") -> tuple[date, time | None]:
    """A day in the years that may be entered, and the time of day after it where there is one: `2026-06-05 09:00`.

    Raises Unreadable as `read_date`.
    """
    day = read_recent_date(text, order)
    found = _TIME.search(plain(text))
    if found is None:
        return day, None
    hour, minute, *second = re.split(r"[T :.]+", found.group().lstrip("T "))
    return day, time(int(hour), int(minute), int(second[0]) if second else 0)


def read_whole(text: str, largest: int = 9999) -> int:
    """A whole number from 0 to `largest`: `36`, also `36.0` as some programs write it. Raises Unreadable else."""
    value = plain(text)
    form = _WHOLE.fullmatch(value)
    if not form or int(form[1]) > largest:
        raise Unreadable(
            msg("'{text}' is not a whole number between 0 and {largest}", text=value, largest=largest)
        )
    return int(form[1])


def read_phone(text: str) -> str:
    """A telephone number as text: 3 to 20 digits, with blanks and hyphens between and `+` before.

    Raises Unreadable for letters, other signs and several numbers in one cell.
    """
    value = plain(text).removeprefix("'")
    digits = sum(character.isdigit() for character in value)
    if not _PHONE.fullmatch(value) or digits not in _PHONE_DIGITS:
        raise Unreadable(
            msg(
                "'{text}' is not one telephone number: expected digits, as in 13800000007 or 0471-8000007",
                text=value,
            )
        )
    return value


def read_phones(text: str) -> tuple[str, ...]:
    """One telephone number or several, apart by commas or strokes: `13800000007/13900000008`. Raises Unreadable."""
    parts = [part for part in _BETWEEN_PHONES.split(plain(text)) if part.strip()]
    if len(parts) < 2 or any(sum(map(str.isdigit, part)) < _SHORTEST_OF_SEVERAL for part in parts):
        return (read_phone(text),)
    return tuple(dict.fromkeys(read_phone(part) for part in parts))


def read_identifier(text: str, longest: int = LONGEST_IDENTIFIER) -> str:
    """A document, account, customer or batch number: any text of one line, kept with its leading zeros.

    Check digits are not tested: foreign and invented documents exist. The apostrophe by which people keep a
    number as text is dropped. Raises Unreadable for more than `longest` characters and for `6.217E+15`.
    """
    value = plain(text).removeprefix("'")
    if _LOST_DIGITS.fullmatch(value):
        raise Unreadable(
            msg("'{text}' has lost its digits in a spreadsheet: enter the column as text", text=value)
        )
    return _one_line(value, longest)


def read_terms(text: str) -> Map:
    """Terms of a case as an export writes them: one JSON object of texts, lists and objects. Raises Unreadable."""
    try:
        found = json.loads(text, parse_float=str, parse_int=str)
        if isinstance(found, dict):
            return _tree(found)
    except (ValueError, RecursionError):
        pass
    raise Unreadable(msg("'{text}' is no JSON object of terms", text=text[:40]))


def _tree(found: dict[str, Any]) -> Map:
    return Map(tuple(Pair(key, _node(value)) for key, value in found.items()))


def _node(value: Any) -> Node:
    if isinstance(value, dict):
        return _tree(value)
    if isinstance(value, list):
        return Sequence(tuple(_node(item) for item in value))
    if isinstance(value, bool):
        return Text("true" if value else "false")
    return Text("" if value is None else str(value))


def read_case_number(text: str) -> str:
    """A case id from a client's case number, full-width forms made plain; raises Unreadable as `parse_new_case_id`."""
    return parse_new_case_id(plain(text).removeprefix("'"))


def read_line(text: str) -> str:
    """A name or an address: text of one line, kept as written; a line break inside becomes a blank.

    Raises Unreadable for a spreadsheet's error value, control characters and over 500 characters.
    """
    return _one_line(stripped(text), LONGEST_LINE)


def read_note(text: str) -> str:
    """A remark of several lines, kept as written with `\\n` between them.

    Raises Unreadable for a spreadsheet's error value, control characters and over 20,000 characters.
    """
    return _clean(_LINE_BREAKS.sub("\n", stripped(text)))


def _one_line(text: str, longest: int) -> str:
    value = _clean(" ".join(_LINE_BREAKS.sub("\n", text).replace("\t", " ").split("\n")))
    if len(value) > longest:
        raise Unreadable(
            msg("'{text}…' has more than {longest} characters", text=value[:20], longest=longest)
        )
    return value


def _clean(text: str) -> str:
    if _SHEET_ERROR.fullmatch(text):
        raise Unreadable(msg("'{text}' is an error of the spreadsheet, not a value", text=text))
    if _CONTROL.search(text):
        raise Unreadable(msg("the text holds control characters; take them out"))
    return parse_text(text)

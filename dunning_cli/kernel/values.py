"""The kinds of value a ledger file holds, each with its grammar."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from decimal import Decimal
from typing import Annotated

from dunning_cli.kernel.dates import parse_date, parse_datetime, parse_month, recorded_moment
from dunning_cli.kernel.errors import Unreadable
from dunning_cli.kernel.message import label, msg
from dunning_cli.kernel.money import ZERO, format_amount, parse_amount
from dunning_cli.kernel.pattern import pattern
from dunning_cli.kernel.schema import Scalar, TypedAs
from dunning_cli.kernel.text import parse_case_id, parse_filled_text, parse_new_case_id, parse_text

_ENTRY_ID = pattern(r"[0-9a-z]{16}", re.ASCII)
_CODE = pattern(r"[a-z0-9]+([_-][a-z0-9]+)*", re.ASCII)
_SHA256 = pattern(r"[0-9a-f]{64}", re.ASCII)
_COUNT = pattern(r"0|[1-9][0-9]{0,5}", re.ASCII)
_HOUR = pattern(r"([01][0-9]|2[0-3]):[0-5][0-9]", re.ASCII)


def _positive(text: str) -> Decimal:
    amount = parse_amount(text)
    if amount == ZERO:
        raise Unreadable(msg("the amount must be more than zero"))
    return amount


def _entry_id(text: str) -> str:
    if not _ENTRY_ID.fullmatch(text):
        raise Unreadable(msg("'{text}' is not an entry id of 16 small letters and digits", text=text))
    return text


def _sha256(text: str) -> str:
    if not _SHA256.fullmatch(text):
        raise Unreadable(msg("'{text}' is not a SHA-256 of 64 small hexadecimal digits", text=text))
    return text


def _code(text: str) -> str:
    if not _CODE.fullmatch(text):
        raise Unreadable(msg("'{text}' is not a code: use small letters, digits, - and _", text=text))
    return text


def _count(text: str) -> int:
    if not _COUNT.fullmatch(text):
        raise Unreadable(msg("'{text}' is not a whole number", text=text))
    return int(text)


def _yes_no(text: str) -> bool:
    if text not in ("true", "false"):
        raise Unreadable(msg("'{text}' is neither true nor false", text=text))
    return text == "true"


def _zoned(text: str) -> datetime:
    moment = parse_datetime(text)
    if moment.tzinfo is None:
        raise Unreadable(msg("'{text}' lacks its offset: write it as 2026-05-04T09:10:00+08:00", text=text))
    return moment


def _hour(text: str) -> time:
    if not _HOUR.fullmatch(text):
        raise Unreadable(msg("'{text}' is not an hour of the day: write it as 22:00", text=text))
    return time.fromisoformat(text)


def _write_hour(value: time) -> str:
    return value.strftime("%H:%M")


def _write_flag(value: bool) -> str:
    return "true" if value else "false"


def _write_month(value: date) -> str:
    return f"{value:%Y-%m}"


def _write_moment(value: datetime) -> str:
    return recorded_moment(value).isoformat(timespec="seconds")


AMOUNT = Scalar(label("amount"), parse_amount, format_amount, plain=True, typed_as=TypedAs.AMOUNT)
Amount = Annotated[Decimal, AMOUNT]
"""Yuan, zero or more."""
PositiveAmount = Annotated[
    Decimal, Scalar(label("amount above zero"), _positive, format_amount, plain=True, typed_as=TypedAs.AMOUNT)
]
"""Yuan, more than zero."""
DAY = Scalar(label("date"), parse_date, date.isoformat, plain=True, typed_as=TypedAs.DAY)
Day = Annotated[date, DAY]
PAST_DAY = Scalar(label("date"), parse_date, date.isoformat, plain=True, typed_as=TypedAs.DAY)
PastDay = Annotated[date, PAST_DAY]
"""A day that may lie long before any debt, such as that of a contract: only what a file may hold bounds it."""
MONTH = Scalar(label("month"), parse_month, _write_month, plain=True, typed_as=TypedAs.MONTH)
Month = Annotated[date, MONTH]
"""A month, as its first day."""
Moment = Annotated[datetime, Scalar(label("date and time with offset"), _zoned, _write_moment, plain=True)]
Hour = Annotated[time, Scalar(label("hour of the day"), _hour, _write_hour, typed_as=TypedAs.HOUR)]
WORDS = Scalar(label("text"), parse_text, open=True)
Words = Annotated[str, WORDS]
FilledWords = Annotated[str, Scalar(label("text, not empty"), parse_filled_text, open=True)]
CaseId = Annotated[str, Scalar(label("case id"), parse_case_id)]
NewCaseId = Annotated[str, Scalar(label("case id"), parse_new_case_id)]
EntryId = Annotated[str, Scalar(label("entry id"), _entry_id)]
Sha256 = Annotated[str, Scalar(label("SHA-256"), _sha256)]
Code = Annotated[str, Scalar(label("code"), _code)]
Count = Annotated[int, Scalar(label("whole number"), _count, plain=True)]
Flag = Annotated[bool, Scalar(label("true or false"), _yes_no, _write_flag, plain=True)]

"""A letter template: its front matter and its body, read from text and checked."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from pathlib import PurePosixPath
from typing import Any

from dunning_cli.domain.case.codes.letters import Method
from dunning_cli.kernel.errors import Refused, Unreadable
from dunning_cli.kernel.message import Message, Problem, msg
from dunning_cli.kernel.money import parse_amount
from dunning_cli.kernel.pattern import pattern
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.text import suggestion

LARGEST_TEMPLATE = 64_000
"""The longest template, in characters."""

_FENCE = "---"
_WHOLE_NUMBER = pattern(r"0|[1-9][0-9]{0,3}", re.ASCII)


class Audience(StrEnum):
    """Whom a letter is written to; `office` covers the client who entrusted the case."""

    DEBTOR = "debtor"
    GUARANTOR = "guarantor"
    COURT = "court"
    OFFICE = "office"


class Limits(StrEnum):
    """Whether the limits of the contact rules on demands apply to a letter."""

    STANDARD = "standard"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Template:
    """A checked template. `file` is for messages, `body_line` the file's line on which the body begins."""

    name: str
    title: str
    body: str
    file: str
    body_line: int
    level: int = 1
    """How earnest the letter is: 1 a reminder, 5 the last step before court."""
    audience: Audience = Audience.DEBTOR
    limits: Limits = Limits.STANDARD
    method: Method = Method.REGISTERED
    """The delivery used unless the command names another."""
    pay_within: int | None = None
    """Days from the letter's date to the day by which to pay."""
    minimum: Decimal | None = None
    """The letter is for debts above this many yuan; None: for any."""
    group: bool = False
    """Whether one letter can cover several cases of a debtor: its text lists them."""

    @property
    def demand(self) -> bool:
        """Whether the letter asks for payment: those that do not say `limits: none`."""
        return self.limits is Limits.STANDARD

    @property
    def explains(self) -> bool:
        """Whether the letter tells how the debt came about, row by row."""
        return "movements" in self.body

    @property
    def settles(self) -> bool:
        """Whether the letter tells how a case was settled, by what was received and given up."""
        return "settlement." in self.body

    @property
    def corrects(self) -> bool:
        """Whether the letter puts another one right."""
        return "correction." in self.body

    def pay_by(self, letter_date: date) -> date | None:
        """The day by which a letter of that date asks for payment.

        None if the template sets no time, or the calendar ends before that day.
        """
        if self.pay_within is None or (date.max - letter_date).days < self.pay_within:
            return None
        return letter_date + timedelta(days=self.pay_within)


@functools.lru_cache(maxsize=64)
def read_template(text: str, file: str) -> Template:
    """A template from its text, checked once; its name is the file's name without folder and ending.

    The text begins with front matter: a line `---`, lines `key: value` (`#` begins a comment line), a line
    `---`. Keys: `title` (required), `level` 1–5, `audience`, `limits`, `method`, `pay_within` (days),
    `minimum` (yuan), `group` (yes or no). The body after it is checked as `letter_syntax` describes.

    Refused, with file and line, at the first thing that is wrong; `file` is used in messages only.
    """
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if len(text) > LARGEST_TEMPLATE:
        raise _refused(
            file,
            1,
            msg("the template is longer than {most} characters", most=LARGEST_TEMPLATE),
            msg("shorten it"),
        )
    end = _end_of_front_matter(lines, file)
    given = _front_matter(lines[1:end], file)
    body = "\n".join(lines[end + 1 :])
    body_line = end + 2
    _check_body(body, body_line, file)
    return Template(
        name=PurePosixPath(file.replace("\\", "/")).stem, body=body, file=file, body_line=body_line, **given
    )


def title_of(text: str) -> str | None:
    """The title that the front matter of a template gives, its text not checked; None where it gives none."""
    for line in text.removeprefix("\ufeff").splitlines()[1:]:
        key, colon, written = (part.strip() for part in line.partition(":"))
        if key == "title" and colon:
            return _unquoted(written) or None
        if line.rstrip() == _FENCE:
            return None
    return None


def _end_of_front_matter(lines: list[str], file: str) -> int:
    """Index of the closing `---`."""
    if lines[0].rstrip() != _FENCE:
        raise _refused(
            file,
            1,
            msg("a template begins with a line '---'"),
            msg("put '---', 'title: …' and '---' before the text"),
        )
    for index, line in enumerate(lines[1:], start=1):
        if line.rstrip() == _FENCE:
            return index
    raise _refused(file, 1, msg("the front matter has no end"), msg("put a line '---' after its last key"))


def _front_matter(lines: list[str], file: str) -> dict[str, Any]:
    given: dict[str, Any] = {}
    for number, line in enumerate(lines, start=2):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        key, colon, written = (part.strip() for part in line.partition(":"))
        if not colon:
            raise _refused(
                file, number, msg("'{line}' is not 'key: value'", line=line.strip()), msg("add the colon")
            )
        if key not in _READERS:
            raise _refused(
                file, number, msg("'{key}' is not a key of a template", key=key), suggestion(key, _READERS)
            )
        if key in given:
            raise _refused(
                file, number, msg("'{key}' stands here a second time", key=key), msg("keep one of them")
            )
        try:
            given[key] = _READERS[key](_unquoted(written))
        except Unreadable as error:
            raise _refused(file, number, msg("{key}: {what}", key=key, what=error.message)) from None
    if "title" not in given:
        raise _refused(file, 1, msg("the title is missing"), msg("add 'title: …' to the front matter"))
    return given


def _check_body(body: str, body_line: int, file: str) -> None:
    from dunning_cli.documents.letter_engine import checked
    from dunning_cli.documents.letter_syntax import NotAllowed

    try:
        checked(body)
    except NotAllowed as error:
        raise _refused(file, body_line + error.line - 1, error.message, error.fix) from None


def _unquoted(written: str) -> str:
    quoted = len(written) >= 2 and written[0] == written[-1] and written[0] in "\"'"
    return written[1:-1] if quoted else written


def _refused(file: str, line: int, what: Message, fix: Message | None = None) -> Refused:
    problem = Problem("template", what, file, line, fix)
    return Refused(problem.as_message(), [problem])


def _title(text: str) -> str:
    if not text:
        raise Unreadable(msg("write the title after the colon"))
    return text


def _level(text: str) -> int:
    if text not in ("1", "2", "3", "4", "5"):
        raise Unreadable(msg("'{text}' is not a level: write 1 to 5", text=text))
    return int(text)


def _days(text: str) -> int:
    if not _WHOLE_NUMBER.fullmatch(text):
        raise Unreadable(msg("'{text}' is not a number of days: write a whole number such as 7", text=text))
    return int(text)


def _yes_or_no(text: str) -> bool:
    if text not in ("yes", "no"):
        raise Unreadable(
            msg("'{text}' is not known; {hint}", text=text, hint=suggestion(text, ("yes", "no")))
        )
    return text == "yes"


def _one_of(choices: type[StrEnum]) -> Callable[[str], StrEnum]:
    def read(text: str) -> StrEnum:
        names = [choice.value for choice in choices]
        if text not in names:
            raise Unreadable(msg("'{text}' is not known; {hint}", text=text, hint=suggestion(text, names)))
        return choices(text)

    return read


_READERS: Mapping[str, Callable[[str], object]] = {
    "title": _title,
    "level": _level,
    "audience": _one_of(Audience),
    "limits": _one_of(Limits),
    "method": _one_of(Method),
    "pay_within": _days,
    "minimum": parse_amount,
    "group": _yes_or_no,
}

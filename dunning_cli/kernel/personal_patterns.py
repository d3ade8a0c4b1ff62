"""Personal data in free text, found by its form: numbers of documents, cards and telephones, and e-mail addresses.

Amounts, dates, case ids, and references that begin with letters stay out; names and addresses have no form of their own.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from enum import StrEnum

from dunning_cli.kernel.pattern import pattern
from dunning_cli.kernel.record import dataclass


class PersonalKind(StrEnum):
    """What was found in a text."""

    NUMBER = "number"
    """Of an identity document, a card or an account."""
    PHONE = "phone"
    EMAIL = "email"


@dataclass(frozen=True, slots=True)
class PersonalMatch:
    """A piece of a text, from `start` up to `end`, and what it is."""

    start: int
    end: int
    kind: PersonalKind


_SHORTEST = 7
"""Digits of the shortest number that is looked for: a telephone number without its area code."""
_GAP = r"[ .·~_\-]{1,3}"
"""What people put between groups of digits, as `_plain` writes it."""
_ANY = r"[ .·~_\-]{0,3}"
_TIGHT = r"[.·~_\-]?"
"""Between any two digits; never a blank, for figures stand one after the other with blanks between them."""
_MONTH = f"(?:0{_ANY}[1-9]|1{_ANY}[0-2])"
_DAY = rf"(?:0{_ANY}[1-9]|[12]{_ANY}\d|3{_ANY}[01])"
_YEAR = rf"(?:1{_ANY}9{_ANY}\d|2{_ANY}0{_ANY}[01]){_ANY}\d"
"""Of birth: 1900 to 2019."""
_IDENTITY_CARD = (
    rf"[1-9](?:{_ANY}\d){{5}}{_ANY}{_YEAR}{_ANY}{_MONTH}{_ANY}{_DAY}(?:{_ANY}\d){{3}}{_ANY}[\dX](?!\d)"
)
"""18 places: area, day of birth, number, check digit; the digits may stand apart in any way."""
_OLD_IDENTITY_CARD = rf"[1-9]\d{{5}}{_GAP}\d\d{_MONTH}{_DAY}{_GAP}\d{{3}}(?!\d)"
"""15 places with gaps; without gaps it is a long number."""
_CHINA = r"(?:\(?(?:\+|00)?[ \-]?86\)?[ \-]{0,2})?"
_A_DATE = r"(?:19|20)\d\d[.\-]\d{1,2}[.\-]\d{1,2}(?!\d)"
_MOBILE = (
    rf"{_CHINA}(?!{_A_DATE})(?:"
    rf"1{_TIGHT}[3-9](?:{_TIGHT}\d){{9}}"
    rf"|1[3-9]\d{_GAP}\d{{4}}{_GAP}\d{{4}}|1[3-9]\d{_GAP}\d{{8}}|1[3-9]\d{{5}}{_GAP}\d{{4}}"
    rf"|1[3-9]\d{_GAP}\d{{3}}{_GAP}\d{{5}}|1[3-9]\d{{2}}{_GAP}\d{{3}}{_GAP}\d{{4}}|1 [3-9](?: \d){{9}}"
    r")(?!\d)"
)
_LOCAL = r"\d{3,4}[ \-]?\d{4}(?!\d)(?:(?:-|转|ext\.? ?)\d{1,6}(?!\d))?"
"""7 or 8 digits, and an extension."""
_LANDLINE = rf"(?:{_CHINA}\(?0\d{{2,3}}\)?[ \-]{{0,3}}|\(?(?:\+|00)[ \-]?86\)?[ \-]{{0,2}}[1-9]\d{{1,2}}[ \-]{{0,2}}){_LOCAL}"
_NAMED_LOCAL = (
    r"(?<![a-z])(?:电话|座机|固话|致电|拨打|tel|phone)[^\d\n]{0,3}(?P<local>(?!(?:19|20)\d\d[01]\d[0-3]\d(?!\d))"
    rf"{_LOCAL})"
)
"""A telephone number without area code, where the word before it says that it is one."""
_A_MOMENT = r"20\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:[01]\d|2[0-3])[0-5]\d[0-5]\d(?!\d)"
_LONG = rf"(?!{_A_MOMENT})\d{{13,}}X?(?!\d)"
_GROUPED = (
    rf"(?!(?:\d\d00{_ANY})+(?!\d))(?!{_A_DATE})\d{{4}}(?:{_GAP}\d{{4}}){{2,}}(?:{_GAP}\d{{1,4}})?(?!\d)"
    rf"|[3-9]\d{{5}}{_GAP}\d{{9,13}}(?!\d)"
)
"""A card number in groups of four, or its first six digits apart; amounts in round hundreds are none."""
_EMAIL = r"[a-z0-9._%+\-]+@[a-z0-9\-]+(?:\.[a-z0-9\-]+)+"
_ANYTHING = pattern(
    rf"(?P<email>{_EMAIL})"
    rf"|(?<!\d)(?P<identity>{_IDENTITY_CARD}|{_OLD_IDENTITY_CARD})"
    rf"|(?<!\d)(?P<phone>{_MOBILE}|{_LANDLINE})"
    rf"|(?<!\d)(?P<account>{_LONG}|{_GROUPED})"
    rf"|{_NAMED_LOCAL}",
    re.IGNORECASE,
)
_REFERENCE = pattern(r"[a-z][\-_]?$", re.IGNORECASE)
"""Letters before a long number: a reference or contract number, unless it checks as the number of a card."""


def personal_data_in(text: str) -> Iterator[PersonalMatch]:
    """The pieces of a text that have the form of personal data, in their order."""
    plain = _plain(text)
    if "@" not in plain and sum(character.isdecimal() for character in plain) < _SHORTEST:
        return
    for match in _ANYTHING.finditer(plain):
        form = match.lastgroup or ""
        start, end = match.span(form)
        if form == "account" and _REFERENCE.search(plain[:start]) and not _is_card(match[form]):
            continue
        yield PersonalMatch(start, end, _KINDS[form])


_KINDS = {
    "email": PersonalKind.EMAIL,
    "identity": PersonalKind.NUMBER,
    "phone": PersonalKind.PHONE,
    "account": PersonalKind.NUMBER,
    "local": PersonalKind.PHONE,
}


def _is_card(text: str) -> bool:
    """Whether the digits are as many as a card has and their last one checks (ISO/IEC 7812, Luhn)."""
    digits = [int(character) for character in text if character.isdecimal()]
    doubled = sum(sum(divmod(2 * digit, 10)) for digit in digits[-2::-2])
    return 15 <= len(digits) <= 19 and (sum(digits[-1::-2]) + doubled) % 10 == 0


def _plain(text: str) -> str:
    """The text in plain characters, each in its place: full-width ones, other digits, dashes, blanks, hidden marks."""
    return text if text.isascii() else "".join(_plain_character(character) for character in text)


def _plain_character(character: str) -> str:
    if character.isascii():
        return character
    digit = unicodedata.decimal(character, None)
    if digit is not None:
        return str(digit)
    if "\uff01" <= character <= "\uff5e":
        return chr(ord(character) - 0xFEE0)
    return _AS_PLAIN.get(unicodedata.category(character)) or _DOTS.get(character, character)


_AS_PLAIN = {"Zs": " ", "Pd": "-", "Cf": "~"}
_DOTS = {"・": "·", "•": "·", "‧": "·", "−": "-", "。": "."}

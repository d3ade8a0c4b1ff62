"""Telephone numbers: the one normal form in which they are compared, and which of them nobody can be called on."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from dunning_cli.domain.case.codes.people import PhoneKind
from dunning_cli.kernel.errors import Unreadable
from dunning_cli.kernel.masking import SEALED_PREFIX
from dunning_cli.kernel.message import Message, msg
from dunning_cli.kernel.pattern import pattern

_EXTENSION = pattern(r"\s*(?:转|轉|分机|分機|ext\.?|x|#)\s*(\d{1,6})$", re.IGNORECASE | re.ASCII)
_LAST_PART = pattern(r"^(\(?0\d{2,3}\)?[ -]?\d{7,8}|400[ -]?\d{3}[ -]?\d{4})-(\d{1,6})$", re.ASCII)
"""A line with its area code, then what is left after one more hyphen: the extension."""
_TYPED = pattern(r"\(?\+?[0-9][0-9 ()-]{3,24}", re.ASCII)
_MOBILE = pattern(r"1[3-9]\d{9}", re.ASCII)
_FIXED = pattern(r"0(?:10|2\d|[3-9]\d{2})\d{7,8}", re.ASCII)
_LOCAL = pattern(r"[2-9]\d{6,7}", re.ASCII)
_SERVICE = pattern(r"[48]00\d{7}|9[56]\d{3,6}|1\d{4}|12\d{3,6}", re.ASCII)
_FOREIGN = pattern(r"\+[1-9]\d{6,14}", re.ASCII)
_INVENTED = pattern(r"0{4}\d{7,8}", re.ASCII)
"""Area code 0000, which no place has: the numbers of examples."""
_SHORTEST = 5
_LONGEST_AT_HOME = 12


@lru_cache(maxsize=16384)
def dialled(number: str) -> str:
    """A number as it is compared: digits, without China's country code; sealed numbers as they are.

    A mobile number loses a trunk zero, a line at home keeps one or gets it back; an extension stands behind `x`.
    Numbers abroad keep `+` and their country code, so that they are never the same as one at home. Empty where
    there is no digit.
    """
    if number.startswith(SEALED_PREFIX):
        return number
    text = unicodedata.normalize("NFKC", number).strip()
    line, extension = _parts(text)
    digits = "".join(character for character in line if character.isdecimal())
    if not digits:
        return ""
    if line.lstrip("( ").startswith("+"):
        digits = "+" + digits
    elif digits.startswith("00") and not _INVENTED.fullmatch(digits):
        digits = "+" + digits[2:]
    line = _at_home(digits)
    return f"{line}x{extension}" if extension else line


def _parts(text: str) -> tuple[str, str]:
    """The line and the extension of a number."""
    found = _EXTENSION.search(text)
    if found is not None:
        return text[: found.start()], found.group(1)
    found = _LAST_PART.match(text)
    return (found.group(1), found.group(2)) if found is not None else (text, "")


def _at_home(digits: str) -> str:
    """Digits without China's country code, and with the trunk zero as it is dialled at home."""
    national = digits
    if digits.startswith("+86"):
        national = digits[3:]
    elif digits.startswith("86") and len(digits) > _LONGEST_AT_HOME:
        national = digits[2:]
    if national.startswith("0") and _MOBILE.fullmatch(national[1:]):
        return national[1:]
    abroad = national != digits and not _MOBILE.fullmatch(national)
    return f"0{national}" if abroad and _FIXED.fullmatch(f"0{national}") else national


def parse_number(text: str) -> str:
    """A telephone number as typed, with blanks, `-`, `+`, brackets and an extension. Raises Unreadable for anything else."""
    number = unicodedata.normalize("NFKC", text).strip()
    line, _ = _parts(number)
    if not _TYPED.fullmatch(line) or len(dialled(line)) < _SHORTEST:
        raise Unreadable(
            msg(
                "'{text}' is not a telephone number: write digits, as in 13800000007 or 0571-60000001",
                text=text,
            )
        )
    return number


def kind_of_line(number: str) -> PhoneKind:
    """Which line a number is of which nothing else is said: a mobile phone's, unless it is certainly none.

    None are a line with its area code or without, and a service number.
    """
    line = dialled(number).partition("x")[0]
    fixed = any(form.fullmatch(line) for form in (_FIXED, _LOCAL, _SERVICE))
    return PhoneKind.OTHER if fixed else PhoneKind.MOBILE


def doubt_about_number(number: str | None) -> Message | None:
    """Why nobody can be called on a number; None where one can, or where none is given or it is sealed.

    What is plausible: eleven digits of a mobile phone, a line with its area code or without, a service number, and
    `+` with a country code.
    """
    if not number or number.startswith(SEALED_PREFIX):
        return None
    line = dialled(number).partition("x")[0]
    forms = (_MOBILE, _FIXED, _LOCAL, _SERVICE, _FOREIGN, _INVENTED)
    if any(form.fullmatch(line) for form in forms):
        return None
    return msg("no telephone number has these digits: {count} of them", count=len(line.lstrip("+")))

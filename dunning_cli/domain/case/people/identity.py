"""Who is the same person: which numbers of a document identify somebody, and the token people are compared by.

A number that anybody may have written for want of one (无, 0, digits a spreadsheet lost) identifies nobody. What
identifies is a resident identity number whose check digit is right (GB 11643-1999), one of fifteen digits with a
date in it, a credit code whose check character is right (GB 32100-2015), and what has the form of a passport or
travel permit.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from functools import lru_cache
from typing import NewType

from dunning_cli.kernel.masking import SEALED_PREFIX
from dunning_cli.kernel.message import Message, msg
from dunning_cli.kernel.pattern import pattern

Identity = NewType("Identity", str)
"""A person or organisation as they are compared: equal tokens are the same one. It says nothing else, to nobody."""

_RESIDENT = pattern(r"[1-9]\d{16}[\dX]", re.ASCII)
_OLD_RESIDENT = pattern(r"[1-9]\d{14}", re.ASCII)
_CREDIT_CODE = pattern(r"[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}", re.ASCII)
_TRAVEL_DOCUMENT = pattern(r"[A-Z]{1,2}(\d{6,10})", re.ASCII)
_RESIDENT_CHECKS = "10X98765432"
_CREDIT_CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_PERSON, _ORGANISATION, _TRAVELLER = "person ", "organisation ", "traveller "
_LOST = "000"
"""How a number ends of which a spreadsheet kept fifteen digits: one in eleven of those has a fitting check digit."""
_FIRST_YEAR, _LAST_YEAR = 1850, 2099


@lru_cache(maxsize=10_000)
def identity(number: str | None) -> Identity | None:
    """The token of a document's number or credit code, None where it identifies nobody or is sealed.

    Blanks, hyphens, capitals and width make no difference; fifteen digits are the same person as the eighteen that
    took their place in 1999.
    """
    if not number or number.startswith(SEALED_PREFIX):
        return None
    plain = _plain(number)
    if _is_old_resident(plain):
        plain = _renewed(plain)
    if _is_resident(plain):
        return Identity(f"{_PERSON}{plain}")
    if _is_credit_code(plain):
        return Identity(f"{_ORGANISATION}{plain}")
    if _is_travel_document(plain):
        return Identity(f"{_TRAVELLER}{plain}")
    return None


def birth_and_sex(number: str | None) -> tuple[date, bool] | None:
    """The birthday in a resident identity number, and whether its holder is a woman; None of any other number."""
    token = identity(number)
    if token is None or not token.startswith(_PERSON):
        return None
    digits = token.removeprefix(_PERSON)
    return date.fromisoformat(f"{digits[6:10]}-{digits[10:12]}-{digits[12:14]}"), int(digits[16]) % 2 == 0


def is_identity(text: str) -> bool:
    """Whether a text is one that `identity` gives."""
    return text.startswith((_PERSON, _ORGANISATION, _TRAVELLER))


def doubt_about(number: str | None) -> Message | None:
    """Why a number that is given identifies nobody; None where it does, or where none is given or it is sealed."""
    if not number or number.startswith(SEALED_PREFIX) or identity(number) is not None:
        return None
    plain = _plain(number)
    if _of_a_person(plain):
        if not _is_birthday(plain[6:14]):
            return msg("the identity number has no day in the place of the birthday")
        if plain.endswith(_LOST):
            return msg("the identity number ends in 000, as when a spreadsheet has lost its last digits")
        return msg("the check digit of the identity number is wrong")
    if _CREDIT_CODE.fullmatch(plain):
        return msg("the check character of the credit code is wrong")
    return msg("this is no complete identity number, credit code or passport number")


def _plain(number: str) -> str:
    return re.sub(r"[\s-]", "", unicodedata.normalize("NFKC", number)).upper()


def _is_resident(number: str) -> bool:
    return (
        _RESIDENT.fullmatch(number) is not None
        and _is_birthday(number[6:14])
        and number[17] == resident_check(number[:17])
        and not number.endswith(_LOST)
    )


def _of_a_person(number: str) -> bool:
    """Whether digits are meant for an identity number: a century stands where one has it.

    One credit code in some ten thousand looks like that too. It identifies nobody then, which harms less than a
    damaged identity number that passes for a credit code.
    """
    return _RESIDENT.fullmatch(number) is not None and number[6:8] in ("18", "19", "20")


def resident_check(digits: str) -> str:
    """The check digit of an identity number: ISO 7064 MOD 11-2 over its first seventeen digits (GB 11643-1999)."""
    total = sum(int(digit) * pow(2, 17 - place, 11) for place, digit in enumerate(digits))
    return _RESIDENT_CHECKS[total % 11]


def _is_old_resident(number: str) -> bool:
    return _OLD_RESIDENT.fullmatch(number) is not None and _is_birthday("19" + number[6:12])


def _renewed(number: str) -> str:
    """Eighteen digits for fifteen: the century and the check digit were added."""
    digits = f"{number[:6]}19{number[6:]}"
    return digits + resident_check(digits)


def _is_birthday(digits: str) -> bool:
    try:
        return _FIRST_YEAR <= date(int(digits[:4]), int(digits[4:6]), int(digits[6:])).year <= _LAST_YEAR
    except ValueError:
        return False


def _is_credit_code(code: str) -> bool:
    if not _CREDIT_CODE.fullmatch(code) or _of_a_person(code) or len(set(code)) == 1:
        return False
    total = sum(
        _CREDIT_CHARACTERS.index(character) * pow(3, place, 31) for place, character in enumerate(code[:17])
    )
    return code[17] == _CREDIT_CHARACTERS[-total % 31]


def _is_travel_document(number: str) -> bool:
    """Letters, then digits that are not one digit over and over."""
    found = _TRAVEL_DOCUMENT.fullmatch(number)
    return found is not None and len(set(found.group(1))) > 1

"""The id of a case from a row: a column's own number, or the facts that the profile joins to one."""

from __future__ import annotations

import re
from collections.abc import Iterable

from dunning_cli.intake.files.grammar import plain, read_case_number, read_line
from dunning_cli.intake.profiles.cells import Cells
from dunning_cli.intake.profiles.profile import Profile
from dunning_cli.kernel.errors import Unreadable
from dunning_cli.kernel.pattern import pattern
from dunning_cli.kernel.record import dataclass

_NO_PART = pattern(r"[^\w-]+")
_SEVERAL = pattern(r"[-_]{2,}")
_DIGITS = pattern(r"[0-9]+")


_ENTRANCE = "unit"
_WORDS = {"building": "栋", _ENTRANCE: "单元"}


@dataclass(frozen=True, slots=True)
class CaseNumber:
    """The case id of a row; `older` is the one that versions before gave to the same home, empty where it is no other."""

    id: str
    older: str = ""


def case_number(cells: Cells, profile: Profile, area: str = "") -> CaseNumber | None:
    """The case id of a row; None where it has none, which is a problem of the row. `area` is the estate of all rows.

    The entrance of a home belongs to its number wherever the table has it, whether the profile names it or not: 1单元101
    and 2单元101 are two homes.
    """
    facts = profile.keys.case_id
    if cells.offers("case") or not facts:
        given = cells.required("case", read_case_number)
        return None if given is None else CaseNumber(given)
    last = cells.required(facts[-1], read_line)
    if last is None:
        return None
    if facts[-1] == "room" and _ENTRANCE not in facts:
        facts = (*facts[:-1], _ENTRANCE, "room")
    before = {fact: cells.line(fact) or (area if fact == "area" else "") for fact in facts[:-1]}
    said = {
        fact: text
        for fact, text in before.items()
        if text and not _holds(last, text, 1 if fact == _ENTRANCE else 0)
    }
    try:
        number = _joined((*said.values(), last))
        without = _joined((*(text for fact, text in said.items() if fact != _ENTRANCE), last))
    except Unreadable as error:
        cells.reject(facts[-1], error.message)
        return None
    return CaseNumber(number, without if without != number else "")


def _joined(texts: Iterable[str]) -> str:
    """Raises Unreadable."""
    return read_case_number("-".join(part for part in map(_part, texts) if part))


def _part(text: str) -> str:
    """A text with nothing but letters, digits and hyphens."""
    return _SEVERAL.sub("-", _NO_PART.sub("-", plain(text))).strip("-_")


def home_in_words(cells: Cells, area: str) -> str:
    """The home of a row as an address: figures alone get the word of their column, 1 and 1 and 101 become 1栋1单元101."""
    room = cells.line("room")
    texts = [cells.line("area") or area]
    for place, (fact, word) in enumerate(_WORDS.items()):
        text = plain(cells.line(fact))
        if not _DIGITS.fullmatch(text):
            texts.append(cells.line(fact))
        elif not _holds(room, text, place):
            texts.append(f"{text}{word}")
    return "".join((*texts, room))


def _holds(room: str, text: str, place: int) -> bool:
    """Whether a room's number has its building or entrance in it already: 3-2-501 in building 3, entrance 2."""
    digits = _DIGITS.findall(text)
    parts = re.split(r"[-/]", plain(room))
    return len(parts) >= 3 and bool(digits) and parts[place].lstrip("0") == digits[0].lstrip("0")

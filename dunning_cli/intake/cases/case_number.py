"""The id of a case from a row: a column's own number, or the facts that the profile joins to one."""

from __future__ import annotations

import re

from dunning_cli.intake.files.grammar import plain, read_case_number, read_line
from dunning_cli.intake.profiles.cells import Cells
from dunning_cli.intake.profiles.profile import Profile
from dunning_cli.kernel.errors import Unreadable
from dunning_cli.kernel.pattern import pattern

_NO_PART = pattern(r"[^\w-]+")
_SEVERAL = pattern(r"[-_]{2,}")
_DIGITS = pattern(r"[0-9]+")


def case_number(cells: Cells, profile: Profile, area: str = "") -> str | None:
    """The case id of a row; None where it has none, which is a problem of the row. `area` is the estate of all rows."""
    facts = profile.keys.case_id
    if cells.offers("case") or not facts:
        return cells.required("case", read_case_number)
    last = cells.required(facts[-1], read_line)
    if last is None:
        return None
    texts = [cells.line(fact) or (area if fact == "area" else "") for fact in facts[:-1]]
    parts = [_part(text) for text in texts if text and not _holds(last, text)]
    try:
        return read_case_number("-".join(part for part in (*parts, _part(last)) if part))
    except Unreadable as error:
        cells.reject(facts[-1], error.message)
        return None


def _part(text: str) -> str:
    """A text with nothing but letters, digits and hyphens."""
    return _SEVERAL.sub("-", _NO_PART.sub("-", plain(text))).strip("-_")


def _holds(room: str, building: str) -> bool:
    """Whether a room's number has its building in it already, as 3-2-501 in building 3."""
    digits = _DIGITS.findall(building)
    parts = re.split(r"[-/]", plain(room))
    return len(parts) >= 3 and bool(digits) and parts[0].lstrip("0") == digits[0].lstrip("0")

"""Headers as they are compared: blanks, widths, marks and units aside."""

from __future__ import annotations

import unicodedata
from decimal import Decimal
from functools import lru_cache

from dunning_cli.kernel.pattern import pattern

_UNIT_OR_MARK = pattern(
    r"[(\[](?:单位[:：]?)?(?:人民币)?(?:元|万元|㎡|m2|平方米|平米|元/㎡|元/月|元/平方米)[)\]]$|^\*+|\*+$"
)
_TEN_THOUSANDS = pattern(r"[(\[](?:单位[:：]?)?(?:人民币)?万元[)\]]\**$")


@lru_cache(maxsize=16384)
def header_name(written: str) -> str:
    """A header without blanks, line breaks, full-width letters, a mark `*` or a unit such as `(元)`."""
    name = "".join(unicodedata.normalize("NFKC", written).replace("\ufeff", "").split())
    while (shorter := _UNIT_OR_MARK.sub("", name)) != name:
        name = shorter
    return name


@lru_cache(maxsize=16384)
def unit_of(written: str) -> Decimal:
    """How many yuan one is under a header: 10,000 where it says 万元, else 1."""
    name = "".join(unicodedata.normalize("NFKC", written).split())
    return Decimal(10_000) if _TEN_THOUSANDS.search(name) else Decimal(1)


def numbered(header: str, number: int) -> str:
    """The header of the fact of that number; one without {n} as it is."""
    return header.replace("{n}", str(number)) if number else header

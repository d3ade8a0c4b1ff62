"""Finding known numbers and names within a text by lookup, whatever stands around them."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache
from itertools import pairwise

from dunning_cli.kernel.pattern import pattern
from dunning_cli.kernel.record import dataclass

_BEGINS = 2
"""Characters by which a known text is looked up first."""
_JOINS = "-_"
_JOINS_DIGITS = "-_/."
_LEAST = 3
_LEAST_DIGITS = 6
_GROUP = 3
_MONEY_AFTER = ("元", "块", "万")
_MONEY_BEFORE = "¥$"
_LEAST_MARKED = 8
_PERIOD = r"(19|20)[0-9]{2}(?:[-./年]?(?:0?[1-9]|1[0-2])月?(?:[-./]?[0-3]?[0-9]日?)?|q[1-4]|年?第?[1-4一二三四]季度?|年)?"
_LETTERED = pattern(r"([a-z]+)[-_]?[0-9](?:[-_]?[0-9]){2,}")
"""Letters and at least three figures."""
_A_TIME = pattern(rf"{_PERIOD}(?:[-–—~至到.]+{_PERIOD})?")
"""Days, months and years, which many bills are called by."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A known text that was found. `sure`: it stands by itself and can mean nothing else."""

    key: str
    start: int
    end: int
    sure: bool


@lru_cache(maxsize=65536)
def plain_text(text: str) -> str:
    """A text as numbers in it are looked for: width and capitals aside, blanks kept."""
    return unicodedata.normalize("NFKC", text).casefold()


def plain_key(text: str) -> str:
    """A number as it is looked for: as `plain_text`, without blanks."""
    return "".join(plain_text(text).split())


def tells_by_itself(key: str) -> bool:
    """Whether a number, in its plain form, means nothing else wherever it stands: no word, no day, no small figure."""
    digits = sum(each.isdigit() for each in key)
    if not digits or _A_TIME.fullmatch(key):
        return False
    if any(each.isalpha() for each in key):
        return len(key) >= _LEAST
    return digits >= (_LEAST_DIGITS if digits == len(key) else _LEAST_MARKED)


class Known:
    """Texts to be found, each in its plain form without blanks."""

    def __init__(self) -> None:
        self._lengths: dict[str, set[int]] = {}
        self._keys: set[str] = set()
        self._ordered: dict[str, tuple[int, ...]] = {}

    def add(self, key: str) -> None:
        """Adds a text; one of fewer than two characters is left out."""
        if len(key) >= _BEGINS:
            self._keys.add(key)
            self._lengths.setdefault(key[:_BEGINS], set()).add(len(key))

    def within(self, text: str) -> Iterator[tuple[str, int, int, str, tuple[bool, ...]]]:
        """Every place of a text, blanks taken out, where one stands: key, start, end, that text, blanks before each."""
        bare, blanks = _without_blanks(plain_text(text))
        for start in range(len(bare) - _BEGINS + 1):
            begin = bare[start : start + _BEGINS]
            lengths = self._ordered.get(begin)
            if lengths is None:
                lengths = self._ordered[begin] = tuple(sorted(self._lengths.get(begin, ()), reverse=True))
            for length in lengths:
                key = bare[start : start + length]
                if len(key) == length and key in self._keys:
                    yield key, start, start + length, bare, blanks


@lru_cache(maxsize=4096)
def _without_blanks(text: str) -> tuple[str, tuple[bool, ...]]:
    """The text without blanks, and of each character whether one stood before it."""
    bare: list[str] = []
    blanks: list[bool] = []
    before = True
    for each in text:
        if each.isspace() or unicodedata.category(each) == "Cf":
            before = True
            continue
        bare.append(each)
        blanks.append(before)
        before = False
    blanks.append(True)
    return "".join(bare), tuple(blanks)


def numbers_in(text: str, known: Known) -> list[Mention]:
    """The known numbers in a text, the longest where they overlap; each with whether it is sure.

    Not sure: what goes on with letters, digits or a hyphen on either side, an amount, what is put together across a
    blank that parts short groups of figures, and what tells nothing by itself. What is cut out of a longer figure is
    not found at all.
    """
    found = []
    for key, start, end, bare, blanks in known.within(text):
        if _inside_figures(bare, blanks, start, end):
            continue
        doubtful = _goes_on(bare, blanks, start, end) or _is_amount(bare, start, end)
        doubtful = doubtful or _short_groups(bare, blanks, start, end)
        mention = Mention(key, start, end, tells_by_itself(key) and not doubtful)
        found.append((mention, any(blanks[start + 1 : end])))
    return _longest(found)


def numbers_like(text: str, series: Collection[str], found: Iterable[Mention]) -> list[str]:
    """What in a text has the form of a number, letters of a series with figures behind, and is none of those found."""
    bare, blanks = _without_blanks(plain_text(text))
    known = [(mention.start, mention.end) for mention in found]
    like = []
    for match in _LETTERED.finditer(bare):
        start = match.start()
        cut = start > 0 and not blanks[start] and _word(bare[start - 1])
        told = any(one < match.end() and start < other for one, other in known)
        if match[1] in series and not cut and not told:
            like.append(match[0].rstrip(_JOINS).upper())
    return like


def names_in(text: str, known: Known) -> list[str]:
    """The known names in a text, the longest where they overlap."""
    found = [(Mention(key, start, end, False), False) for key, start, end, _, _ in known.within(text)]
    return [mention.key for mention in _longest(found)]


def _longest(found: list[tuple[Mention, bool]]) -> list[Mention]:
    """The longest of those that overlap; of two that only a blank sets apart both stay, so that neither is certain."""
    kept: list[tuple[Mention, bool]] = []
    for mention, across in sorted(found, key=lambda each: (each[0].start - each[0].end, each[0].start)):
        covered = any(
            other.start < mention.end
            and mention.start < other.end
            and (other.sure or not mention.sure)
            and (across or not other_across)
            for other, other_across in kept
        )
        if not covered:
            kept.append((mention, across))
    return sorted((mention for mention, _ in kept), key=lambda each: each.start)


def _word(each: str) -> bool:
    return each.isascii() and each.isalnum()


def _inside_figures(bare: str, blanks: tuple[bool, ...], start: int, end: int) -> bool:
    """Whether a digit at its edge has another digit beside it."""
    before = start > 0 and not blanks[start] and bare[start].isdigit() and bare[start - 1].isdigit()
    after = end < len(bare) and not blanks[end] and bare[end].isdigit() and bare[end - 1].isdigit()
    return before or after


def _goes_on(bare: str, blanks: tuple[bool, ...], start: int, end: int) -> bool:
    """Whether what stands there is a part of something longer."""
    before = "" if blanks[start] else bare[max(0, start - 2) : start][::-1]
    after = "" if blanks[end] else bare[end : end + 2]
    return _joined(bare[start], before) or _joined(bare[end - 1], after)


def _joined(edge: str, beyond: str) -> bool:
    """Whether a character goes on in what stands beside it, the nearest first."""
    if not beyond or not _word(edge):
        return False
    if _word(beyond[0]):
        return True
    if len(beyond) == 1 or not _word(beyond[1]):
        return False
    figures = edge.isdigit() and beyond[1].isdigit()
    return beyond[0] in _JOINS or (beyond[0] in _JOINS_DIGITS and figures)


def _is_amount(bare: str, start: int, end: int) -> bool:
    if not bare[start:end].isdigit():
        return False
    return bare[end : end + 1] in _MONEY_AFTER or (start > 0 and bare[start - 1] in _MONEY_BEFORE)


def _short_groups(bare: str, blanks: tuple[bool, ...], start: int, end: int) -> bool:
    """Whether a blank within parts figures of which a group is so short that it may be a figure of its own."""
    gaps = [
        place
        for place in range(start + 1, end)
        if blanks[place] and bare[place - 1].isdigit() and bare[place].isdigit()
    ]
    edges = [start, *gaps, end]
    groups = [bare[one:other] for one, other in pairwise(edges)]
    return bool(gaps) and any(sum(map(str.isdigit, group)) < _GROUP for group in groups)

"""Sentences that were folded to the width of a letter, whole again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dunning_cli.documents.plain_text import fold
from dunning_cli.documents.text_columns import cells_of
from dunning_cli.kernel.pattern import pattern

SENTENCE_ENDS = (".", "。")
_AMOUNT_ENDS, _AMOUNT_BEGINS = pattern(r"\.\d\d\Z"), pattern(r"-?\d[\d,]*\.\d\d")
"""An amount stands apart from the words beside it."""
_ITEM = pattern(r"(?:\d{1,2}[:：.、)]|[a-z][.)]|\([a-z]\)|（[一二三四五六七八九十\d]+）)\s*\S.*")
"""A line of a list begins so, and goes on with no line above it."""


def unfolded(lines: Sequence[str]) -> Iterator[str]:
    """Lines as they were before they were folded: what would have been broken at just that place is joined."""
    held: list[str] = []
    whole = ""
    for line in lines:
        joined = _joined(whole, held, line) if held and len(cells_of(line)) == 1 else None
        if joined is not None:
            held.append(line)
            whole = joined
            continue
        if held:
            yield whole
        held, whole = [line], line
    if held:
        yield whole


def _joined(before: str, held: Sequence[str], line: str) -> str | None:
    """The line that folds to those held and the next one; None where there is none. A blank it was broken at comes back."""
    added = line.lstrip(" ")
    if _ITEM.fullmatch(added) or (before.startswith("  ") and before.endswith(SENTENCE_ENDS)):
        return None
    words = before[-1:].isascii() and added[:1].isascii()
    blank = words or _AMOUNT_ENDS.search(before) or _AMOUNT_BEGINS.match(added)
    for between in (" ", "") if blank else ("", " "):
        joined = f"{before}{between}{added}"
        if fold(joined) == [*held, line]:
            return joined
    return None

"""Writes the table of docs/privacy.md on what is personal from the records themselves: `python scripts/privacy_reference.py`."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from format_reference import HEAD_RECORDS, mark_words
from marked_page import with_part

from dunning_cli.domain.case.entries import KINDS, Entry
from dunning_cli.kernel.personal_marks import Mark
from dunning_cli.kernel.schema import fields_of

PAGE = Path(__file__).resolve().parent.parent / "docs" / "privacy.md"
BEGIN = "<!-- marks: written by scripts/privacy_reference.py -->"
END = "<!-- end of marks -->"
LAST = ("free text", "no", "staff")
"""What is shown in full, or where it has the form of personal data."""


def marked() -> Iterator[tuple[Mark, str, str]]:
    """Every text of a case file: what it is of people, where it stands, and its key."""
    for title, record in HEAD_RECORDS:
        yield from ((item.personal, title, item.key) for item in fields_of(record) if item.personal)
    common = {item.key for item in fields_of(Entry)}
    yield from ((item.personal, "every entry", item.key) for item in fields_of(Entry) if item.personal)
    for kind, entry in KINDS.items():
        own = (item for item in fields_of(entry) if item.key not in common)
        yield from ((item.personal, f"`{kind}`", item.key) for item in own if item.personal)


def reference() -> str:
    """The table, in Markdown: each mark with the keys that have it."""
    places: dict[str, list[tuple[str, str]]] = {}
    for mark, place, key in marked():
        places.setdefault(mark_words(mark), []).append((place, key))
    lines = ["| personal | keys |", "|---|---|"]
    for words, found in sorted(places.items(), key=lambda pair: (pair[0] in LAST, pair[0])):
        keys = (
            f"{place}: {' '.join(f'`{key}`' for _, key in group)}"
            for place, group in groupby(found, key=lambda pair: pair[0])
        )
        lines.append(f"| {words} | {'; '.join(keys)} |")
    return "\n".join(lines)


def page(text: str) -> str:
    """The page with its table as it should be."""
    return with_part(text, BEGIN, f"{reference()}\n", END)


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text(encoding="utf-8")), encoding="utf-8")

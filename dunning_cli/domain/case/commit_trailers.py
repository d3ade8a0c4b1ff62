"""The trailers of a commit: which cases, entries, actor and value date it says it is about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dunning_cli.domain.case.entries import Entry

MOST_NAMED = 50
"""Cases and entries named one by one in a commit's trailers; beyond, their number is given."""


def trailers_of(case_ids: Sequence[str], entries: Sequence[Entry], actor: str) -> Iterator[tuple[str, str]]:
    """The trailers of a commit: cases, entries, actor, and the value date where all entries share one."""
    yield from _named("Case", "Cases", list(dict.fromkeys(case_ids)))
    yield from _named("Entry", "Entries", [entry.id for entry in entries])
    yield "Actor", actor
    dates = {entry.date for entry in entries}
    if len(dates) == 1:
        yield "Value-Date", dates.pop().isoformat()


def _named(one: str, many: str, values: Sequence[str]) -> Iterator[tuple[str, str]]:
    if len(values) > MOST_NAMED:
        yield many, str(len(values))
    else:
        yield from ((one, value) for value in values)

"""Every entry kind by its name in the file, and how an entry is read from it and written."""

from __future__ import annotations

from dunning_cli.domain.case.entries import (
    account,
    agreements,
    concessions,
    judgment,
    legal,
    letters,
    life_events,
    mend,
    moves,
    new_terms,
    people,
    progress,
    renamed,
    talk,
    trust,
)
from dunning_cli.domain.case.entries.entry import Entry
from dunning_cli.kernel.message import Problem, msg
from dunning_cli.kernel.nodes import Map, Node, Pair, Text
from dunning_cli.kernel.schema import read, to_node
from dunning_cli.kernel.text import suggestion

_SUBJECTS = (
    account, new_terms, concessions, judgment, progress, agreements, talk, letters, people, life_events, legal, trust, moves, mend, renamed,
)  # fmt: skip

KINDS: dict[str, type[Entry]] = {
    record.kind: record
    for subject in _SUBJECTS
    for record in vars(subject).values()
    if isinstance(record, type) and issubclass(record, Entry) and record.kind
}
"""Every entry kind by its name in the file: whatever record of these modules has one."""


NOT_THE_SAME = "not-the-same"
"""The code of an entry that is read back without a fault, and differs."""


def read_entry(node: Node, problems: list[Problem]) -> Entry | None:
    """An entry from its map, by its `kind`; faults are added to `problems`."""
    if not isinstance(node, Map):
        problems.append(
            Problem("not-a-map", msg("an entry must be a map of keys, on one line in braces"), line=node.line)
        )
        return None
    named = node.get("kind")
    if not isinstance(named, Text):
        problems.append(Problem("missing-key", msg("the key '{key}' is missing", key="kind"), line=node.line))
        return None
    record = KINDS.get(named.value)
    if record is None:
        problems.append(
            Problem(
                "unknown-kind",
                msg("unknown entry kind '{kind}'", kind=named.value),
                line=named.line,
                fix=suggestion(named.value, KINDS),
            )
        )
        return None
    without_kind = Map(tuple(pair for pair in node.pairs if pair.key != "kind"), node.line)
    return read(record, without_kind, problems)


def unreadable_parts(entry: Entry) -> list[Problem]:
    """Why the entry's own reader would not take it as it is; empty where it reads back as the same entry."""
    problems: list[Problem] = []
    again = read_entry(entry_node(entry), problems)
    if not problems and again != entry:
        problems.append(Problem(NOT_THE_SAME, msg("it would be read back as another entry")))
    return problems


_FIRST = ("id", "kind", "date", "time", "due", "overdue_since", "from", "until")
_LAST = ("override", "overridden", "by", "agent", "at", "key")


def entry_node(entry: Entry) -> Map:
    """An entry as a map in the fixed key order: dates first, its own keys, then who and when."""
    pairs = {pair.key: pair for pair in to_node(entry).pairs}
    pairs["kind"] = Pair("kind", Text(entry.kind))
    own = [name for name in pairs if name not in _FIRST and name not in _LAST]
    ordered = [*(n for n in _FIRST if n in pairs), *own, *(n for n in _LAST if n in pairs)]
    return Map(tuple(pairs[name] for name in ordered))

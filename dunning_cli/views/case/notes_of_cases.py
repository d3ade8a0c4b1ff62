"""Notes that hold of several cases, each said once."""

from __future__ import annotations

from collections.abc import Sequence

from dunning_cli.kernel.message import Message, msg

MOST_NAMED = 5


class NotesOfCases:
    """Notes in the order they are first made, each once, with the cases they are about."""

    def __init__(self) -> None:
        self._notes: dict[str, tuple[Message, list[str]]] = {}

    def add(self, note: Message, case: str) -> None:
        """Notes something of a case."""
        self._notes.setdefault(str(note), (note, []))[1].append(case)

    def told(self) -> list[Message]:
        """A line a note."""
        return [
            msg("{note} ({cases})", note=note, cases=_some_cases(cases))
            for note, cases in self._notes.values()
        ]


def _some_cases(ids: Sequence[str]) -> Message:
    """The first of several cases, and how many more."""
    if len(ids) <= MOST_NAMED:
        return msg("{cases}", cases=", ".join(ids))
    return msg("{cases} and {count} more", cases=", ".join(ids[:MOST_NAMED]), count=len(ids) - MOST_NAMED)

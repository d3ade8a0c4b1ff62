"""Many notes of one kind as one line: what is wrong, in how many cases, and the first of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dunning_cli.kernel.message import Message, msg

FEW = 2
"""Notes of one kind that are still told one by one."""
NAMED = 5
"""Cases that are named of those that a line is about."""
_OF_CASE = "{case}: {why}"


def gathered(notes: Iterable[Message]) -> list[Message]:
    """Notes in their order, those that say the same of several cases as one, and each that says the same once."""
    kinds: dict[tuple[str, tuple[str, ...]], list[Message]] = {}
    for note in notes:
        kinds.setdefault(_kind(note), []).append(note)
    told: list[Message] = []
    for alike in kinds.values():
        if "case" not in alike[0].values:
            told.append(alike[0])
        elif len(alike) <= FEW:
            told += alike
        else:
            told.append(_as_one(alike))
    return told


def _kind(note: Message) -> tuple[str, tuple[str, ...]]:
    """What a note says but for the case it is about."""
    case = str(note.values.get("case", "\0"))
    said = (f"{name}={value}".replace(case, "*") for name, value in sorted(note.values.items()))
    return note.template, tuple(said)


def _as_one(alike: Sequence[Message]) -> Message:
    first = alike[0]
    names = [str(note.values["case"]) for note in alike]
    cases = ", ".join(names[:NAMED]) + (", …" if len(names) > NAMED else "")
    why = first.values.get("why")
    if first.template == _OF_CASE and isinstance(why, Message) and names[0] not in str(why):
        return msg("{why} ({count} cases: {cases})", why=why, count=len(alike), cases=cases)
    return msg("{first} (the same in {count} cases: {cases})", first=first, count=len(alike), cases=cases)

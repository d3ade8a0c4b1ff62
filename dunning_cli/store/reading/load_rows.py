"""What is kept of each case for the collectors' work: what is on hand on a day, and what was done in a month up to it."""

from __future__ import annotations

import msgspec


class DoneRow(msgspec.Struct, frozen=True, array_like=True):
    """What one person, or nobody, did and reached on the case (`Measures`); amounts in cents."""

    person: str | None
    calls: int
    connected: int
    visits: int
    letters: tuple[str, ...]
    collected: int
    in_kind: int
    promises: dict[str, int]
    complaints: int


class LoadRow(msgspec.Struct, frozen=True, array_like=True):
    """One case on a day. Of one that cannot be worked out only who has it and what was done is known: it has no stage."""

    collector: str | None
    is_open: bool
    waits: bool
    """Whether something in it waits for approval."""
    done: tuple[DoneRow, ...]
    stage: str | None = None
    stages: tuple[str, ...] = ()
    """Every stage a case under its policy can be in."""
    owed: int = 0
    """Cents."""
    promises_open: int = 0

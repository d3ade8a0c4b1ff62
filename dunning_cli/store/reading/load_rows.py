"""What is kept of each case for the collectors' work: what is on hand on a day, and what was done in a month up to it."""

from __future__ import annotations

import msgspec

from dunning_cli.store.reading.report_rows import CountedRow


class LoadRow(msgspec.Struct, frozen=True, array_like=True):
    """One case on a day. Of one that cannot be worked out only who has it and what was done is known: it has no stage."""

    collector: str | None
    is_open: bool
    waits: bool
    """Whether something in it waits for approval."""
    done: tuple[CountedRow, ...]
    stage: str | None = None
    stages: tuple[str, ...] = ()
    """Every stage a case under its policy can be in."""
    owed: int = 0
    """Cents."""
    promises_open: int = 0

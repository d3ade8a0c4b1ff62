"""What is kept of each case for reports by the contact rules: the entries that need a look, and what a month counts."""

from __future__ import annotations

from datetime import date

import msgspec

from dunning_cli.store.reading.report_rows import SumsRow


class FoundRow(msgspec.Struct, frozen=True, array_like=True):
    """An entry that needs a look."""

    entry: str
    listed: str
    rules: tuple[str, ...]
    why: msgspec.Raw
    """Packed."""
    day: date
    """By which it falls into a period."""
    recorded: date | None
    """Of what was recorded late: the day on which it was."""


class FindingsRow(msgspec.Struct, frozen=True, array_like=True):
    """Everything in a case that needs a look, whatever the day."""

    others: bytes
    """How the files of its group stood (`RelatedFiles.state`)."""
    found: tuple[FoundRow, ...]


class MadeComplaint(msgspec.Struct, frozen=True, array_like=True):
    """A complaint of a period, or one settled in it or open."""

    entry: str
    made: date
    settled: date | None


class MonthRow(msgspec.Struct, frozen=True, array_like=True):
    """What a case adds to a period by the rules, but for what needs a look."""

    case: str
    against: tuple[str, ...]
    """The contacts of the period that were taken to be against a rule."""
    creditor: str | None
    total: SumsRow
    channels: dict[str, SumsRow]
    complaints: tuple[MadeComplaint, ...]

"""What is kept of each case for reports on single entries: reasons told, what was recorded late, what was given up."""

from __future__ import annotations

from datetime import date

import msgspec


class ReasonsRow(msgspec.Struct, frozen=True, array_like=True):
    """The reasons for arrears that stand, in replay order."""

    told: tuple[tuple[date, str], ...]


class BackdatedEntry(msgspec.Struct, frozen=True, array_like=True):
    """An entry recorded after the day from which it counts."""

    days: int
    value_date: date
    entry: str
    counts_from: date
    recorded: date
    kind: str
    by: str
    actor: str
    reversed: bool


class BackdatedRow(msgspec.Struct, frozen=True, array_like=True):
    """The entries of a case that were recorded after the day from which they count."""

    entries: tuple[BackdatedEntry, ...]


class GivenRow(msgspec.Struct, frozen=True, array_like=True):
    """The value dates of what was given up in a case: what it was is asked of the case itself, which few are."""

    days: tuple[date, ...]

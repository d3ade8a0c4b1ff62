"""What is kept of each case for reports: what does not change with the day, and what was counted of it in a period."""

from __future__ import annotations

from datetime import date

import msgspec


class FactsRow(msgspec.Struct, frozen=True, array_like=True):
    """What groups and narrows cases in reports whatever the day; all of it is of places and codes."""

    policy: str
    batch: str | None
    creditor: str | None
    area: str | None
    received: date | None
    """The day from which it counts."""
    building: str | None
    reasons: tuple[tuple[date, str], ...]
    """Reasons for arrears by the day they were told, the last last."""
    stages: tuple[str, ...]
    """The stages of its policy, the earliest first."""

    def reason(self, day: date) -> str | None:
        """The reason told last by a day."""
        return next((code for told, code in reversed(self.reasons) if told <= day), None)


class CountedRow(msgspec.Struct, frozen=True, array_like=True):
    """What was counted of a case for one person, or for nobody (`Sums`)."""

    person: str | None
    numbers: dict[str, int]
    names: dict[str, tuple[str, ...]]
    part: str = ""
    """Which of several counts of the same things it belongs to."""


class SumsRow(msgspec.Struct, frozen=True, array_like=True):
    """What was counted of several cases (`Sums`)."""

    numbers: dict[str, int]
    names: dict[str, tuple[str, ...]]


class PartRow(msgspec.Struct, frozen=True, array_like=True):
    """What a report counted of the cases of a part of the ledger in a period."""

    groups: tuple[tuple[tuple[str, ...], SumsRow], ...]
    """Each row's key with its sums."""
    stages: tuple[tuple[int, str, tuple[str, ...]], ...]
    """The stages of each policy seen, with the counting and the case that first showed them."""
    listed: tuple[tuple[str, SumsRow], ...]
    """The cases that the report lists one by one."""
    left: tuple[str, ...]
    """Files of cases of which something cannot be worked out: they are in nothing above."""


class PeriodRow(msgspec.Struct, frozen=True, array_like=True):
    """What was counted of a case in a period."""

    counted: tuple[CountedRow, ...]

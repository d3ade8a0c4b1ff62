"""Whether fraud is suspected in a case on a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.entries import Entry, Fraud


def suspicion(case: Case, day: date) -> Fraud | None:
    """The report to the police that stands on a day; None where there was none, or it was cleared."""
    return last_suspicion(case.standing(day))


def last_suspicion(standing: Iterable[Entry]) -> Fraud | None:
    """The same of entries that count, in replay order."""
    found: Fraud | None = None
    for entry in standing:
        if isinstance(entry, Fraud):
            found = None if entry.cleared else entry
    return found

"""Cases whose opening was taken back: everything they began with is reversed, and they are closed as invalid."""

from __future__ import annotations

from datetime import date

from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.codes.agreements import CloseReason
from dunning_cli.domain.case.entries import Close


def opening_taken_back(case: Case) -> Close | None:
    """The closing of a case whose opening was taken back; None where anything else stands on it, or nothing was reversed.

    Such a case holds nothing but its history. It counts as not there where a file would open it.
    """
    standing = case.standing(date.max)
    if len(standing) != 1 or not case.reversed_ids:
        return None
    (last,) = standing
    return last if isinstance(last, Close) and last.reason is CloseReason.INVALID else None

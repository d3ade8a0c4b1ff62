"""What an operation came to: the subject of its commit, and what it touched."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import date
from typing import Any

from dunning_cli.domain.case.commit_subjects import subject_of
from dunning_cli.domain.case.entries import Entry
from dunning_cli.kernel.message import Message
from dunning_cli.kernel.record import dataclass


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an operation came to: the commit's subject, the cases and entries it touched."""

    subject: Message
    case_ids: tuple[str, ...] = ()
    entries: tuple[Entry, ...] = ()
    value_date: date | None = None
    warnings: tuple[Message, ...] = ()
    data: Mapping[str, Any] = field(default_factory=dict)
    """More for scripts than case, entry and commit."""
    nothing_new: bool = False
    """Whether all it was to do had been done before, so that there may be nothing to commit."""


def outcome_of(
    case_id: str, entries: Sequence[Entry], on: date, warnings: tuple[Message, ...] = ()
) -> Outcome:
    """What entries on one case come to, made at once under one value date."""
    return Outcome(subject_of(case_id, entries), (case_id,), tuple(entries), on, warnings)

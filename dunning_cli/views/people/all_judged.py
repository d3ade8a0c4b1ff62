"""What in all cases needs a look by the contact rules: from what is kept of them, else judged now."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple, Protocol

from dunning_cli.kernel.message import Message
from dunning_cli.kernel.record import dataclass
from dunning_cli.store.format.case_path import case_id_in
from dunning_cli.store.reading.ledger_reader import LedgerReader
from dunning_cli.views.account.unknown import Unknown
from dunning_cli.views.people.case_judging import CaseJudging, Listed, ListedEntry, Span
from dunning_cli.views.people.kept_findings import kept_findings


class FoundEntry(Protocol):
    """An entry that needs a look, in short."""

    @property
    def case_id(self) -> str:
        """The case."""

    @property
    def entry(self) -> str:
        """Its id."""

    @property
    def listed(self) -> Listed:
        """Why it is listed."""

    @property
    def rules(self) -> tuple[str, ...]:
        """Which rules it is about."""


class AllJudged(Protocol):
    """What was found in a time."""

    @property
    def listed(self) -> Sequence[FoundEntry]:
        """What needs a look, in short, in the order of cases."""

    @property
    def unread(self) -> Sequence[Unknown]:
        """Cases that cannot be read."""

    @property
    def unjudged(self) -> dict[str, Message]:
        """Cases whose contacts cannot be judged: id to why."""

    def entries(self, only: Listed | None = None) -> list[ListedEntry]:
        """The entries in full, or those listed for one reason, in the order of cases."""


def all_judged(reader: LedgerReader, first: date | None, last: date | None, today: date) -> AllJudged:
    """Everything that needs a look from `first` to `last`, both included; None: no limit.

    Each contact and letter is judged by what stands in all cases.
    """
    span = Span(first, last, today)
    kept = kept_findings(reader, span)
    return kept if kept is not None else _judged_now(reader, span)


class _Short(NamedTuple):
    case_id: str
    entry: str
    listed: Listed
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _JudgedNow:
    found: list[ListedEntry]
    unread: list[Unknown]
    unjudged: dict[str, Message]

    @property
    def listed(self) -> list[_Short]:
        return [_Short(each.case.id, each.entry.id, each.listed, each.rules) for each in self.found]

    def entries(self, only: Listed | None = None) -> list[ListedEntry]:
        return [each for each in self.found if only in (None, each.listed)]


def _judged_now(reader: LedgerReader, span: Span) -> _JudgedNow:
    reads = list(reader.cases())
    cases = [read.case for read in reads if read.case is not None]
    judging = CaseJudging(reader, cases)
    judged = _JudgedNow(
        [],
        [
            Unknown(case_id_in(read.file), read.problems[0].as_message(), file=read.file)
            for read in reads
            if read.case is None
        ],
        {},
    )
    for case in cases:
        entries, why = judging.listed(case, span)
        judged.found.extend(each.listed for each in entries)
        if why is not None:
            judged.unjudged[case.id] = why
    return judged

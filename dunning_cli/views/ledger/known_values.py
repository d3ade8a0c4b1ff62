"""Which values of a filter anything in the ledger has ever named: only others are mistakes of whoever asks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cache

from dunning_cli.domain.account.stage import stage_names
from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.entries import KINDS
from dunning_cli.domain.case.office.settings import NOBODY
from dunning_cli.kernel.errors import Failure
from dunning_cli.kernel.personal_marks import STAFF
from dunning_cli.kernel.schema import fields_of
from dunning_cli.store.git.history import commits
from dunning_cli.store.reading.ledger_reader import LedgerReader
from dunning_cli.views.case.diary import deed
from dunning_cli.views.titles import TITLES

Known = Callable[[LedgerReader], Iterator[str]]


def known_values(reader: LedgerReader, place: str) -> list[str]:
    """Every value of a kind that a case, an entry or a setting names, by what the help page writes in its place."""
    return sorted(set(_KNOWN[place](reader)) - {""})


def _cases(reader: LedgerReader) -> Iterator[Case]:
    return (found.case for found in reader.cases() if found.case is not None)


def _policies(reader: LedgerReader) -> Iterator[str]:
    yield from TITLES["POLICY"](reader)
    yield from (case.head.policy for case in _cases(reader))


def _stages(reader: LedgerReader) -> Iterator[str]:
    """Those of every policy, as the terms of cases may have changed it."""
    yield from TITLES["STAGE"](reader)
    for case in _cases(reader):
        try:
            versions = reader.policies.for_case(case).versions(date.max)
        except Failure:
            # a case whose rules cannot be read has no stage
            continue
        yield from (name for version in versions for name in stage_names(version.policy))


def _batches(reader: LedgerReader) -> Iterator[str]:
    yield from (case.head.batch.id for case in _cases(reader) if case.head.batch is not None)


def _areas(reader: LedgerReader) -> Iterator[str]:
    yield from (case.head.account.area or "" for case in _cases(reader) if case.head.account is not None)


def _clients(reader: LedgerReader) -> Iterator[str]:
    yield from (client.name for client in reader.office.clients)
    yield from (case.head.creditor or "" for case in _cases(reader))


def _staff(reader: LedgerReader) -> Iterator[str]:
    yield from NOBODY
    yield from TITLES["STAFF"](reader)
    for case in _cases(reader):
        yield case.head.owner or ""
        for entry in case.entries:
            yield from (entry.by, entry.agent or "")
            named = (getattr(entry, name) for name in _named_staff(entry.kind))
            yield from (value for value in named if isinstance(value, str))


@cache
def _named_staff(kind: str) -> tuple[str, ...]:
    """The fields of a kind of entry that name somebody of the office."""
    return tuple(item.attribute for item in fields_of(KINDS[kind]) if item.personal == STAFF)


def _authors(reader: LedgerReader) -> Iterator[str]:
    yield from TITLES["STAFF"](reader)
    for commit in commits(reader.folder):
        yield from (commit.author, commit.email)


def _deeds(reader: LedgerReader) -> Iterator[str]:
    yield from (deed(commit) for commit in commits(reader.folder))


_KNOWN: Mapping[str, Known] = {
    "POLICY": _policies,
    "STAGE": _stages,
    "BATCH": _batches,
    "AREA": _areas,
    "CLIENT": _clients,
    "STAFF": _staff,
    "AUTHOR": _authors,
    "DEED": _deeds,
}

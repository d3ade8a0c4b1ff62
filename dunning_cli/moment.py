"""The ledger as one operation sees it: who acts, when, under which settings and rules."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

from dunning_cli.domain.case.office.settings import parse_today
from dunning_cli.kernel.errors import Unreadable, WrongUsage
from dunning_cli.kernel.message import Message, msg
from dunning_cli.kernel.progress import Progress, silent
from dunning_cli.operations.writing.context import Context, actor_of, refuse_told_day
from dunning_cli.operations.writing.process_order import steadied
from dunning_cli.store.reading.ledger_reader import LedgerReader

if TYPE_CHECKING:
    from dunning_cli.operations.declared.operation import Operation
    from dunning_cli.operations.writing.execute import Receipt


def told_by_variable(environment: Mapping[str, str]) -> date | datetime | None:
    """The day that DUNNING_TODAY tells; None where it tells none. Raises WrongUsage."""
    text = environment.get("DUNNING_TODAY")
    if not text:
        return None
    try:
        return parse_today(text)
    except Unreadable as error:
        raise WrongUsage(msg("DUNNING_TODAY: {reason}", reason=error.message)) from None


class Moment:
    """Clock, told day, settings, staff and rules, each read once, when first asked for: what one operation goes by.

    A process that does several things takes one for each, so that none of them goes by what was true before.
    """

    def __init__(
        self, reader: LedgerReader, environment: Mapping[str, str], actor: str | None = None
    ) -> None:
        self.reader = reader
        self._environment = environment
        self._actor = actor

    @cached_property
    def clock(self) -> datetime:
        """The real time in the office's zone."""
        return self._read_clock()

    def _read_clock(self) -> datetime:
        return steadied(datetime.now(self.reader.office.time_zone))

    @cached_property
    def fixed_today(self) -> date | datetime | None:
        """The day set by DUNNING_TODAY or dunning.yaml, where there is one. Raises WrongUsage."""
        told = told_by_variable(self._environment)
        return self.reader.office.today if told is None else told

    @cached_property
    def now(self) -> datetime:
        """The office's present moment."""
        return self.reader.office.business_now(self.clock, self.fixed_today)

    @property
    def today(self) -> date:
        """The office's present day."""
        return self.now.date()

    def reader_at(self, rev: str | None) -> LedgerReader:
        """The ledger as it is, or as it was known at a revision or day. Raises NotFound."""
        if rev is None:
            return self.reader
        from dunning_cli.store.reading.ledger_at_revision import reader_at

        return reader_at(self.reader, rev)

    def context(
        self, actor: str | None = None, dry_run: bool = False, progress: Progress = silent
    ) -> Context:
        """Who writes, and when. Raises Refused for somebody who may not, or without a git identity."""
        from dunning_cli.store.git.repository import committer_in

        wanted = actor or self._actor or self._environment.get("DUNNING_ACTOR") or None
        git_user = committer_in(self.reader.folder.root)
        person = actor_of(self.reader.office, wanted, git_user.name, git_user.email)
        return Context(person, self.clock, self.now, dry_run, progress, self._read_clock)

    def writing(
        self,
        actor: str | None = None,
        dry_run: bool = False,
        progress: Progress = silent,
        *,
        by_file: bool = False,
    ) -> Context:
        """As `context`, for a write: a told day counts in practice ledgers only. Raises Refused elsewhere.

        The ledger is one to practise on where its last commit says so, so that no edit of an hour can hide what
        day it was; `by_file` goes by the file alone, to commit just that edit.
        """
        if self.fixed_today is not None:
            practice = bool(self.reader.office.practice) and (by_file or self._practice_committed)
            refuse_told_day(practice, self.today, by_variable=bool(self._environment.get("DUNNING_TODAY")))
        return self.context(actor, dry_run, progress)

    @property
    def _practice_committed(self) -> bool:
        from dunning_cli.store.reading.committed_settings import committed_office

        committed = committed_office(self.reader.folder)
        return committed is None or bool(committed.practice)

    def write(
        self,
        record: type[Operation],
        values: Mapping[str, Any],
        actor: str | None = None,
        dry_run: bool = False,
        on_wait: Callable[[Message], None] | None = None,
        progress: Progress = silent,
    ) -> Receipt:
        """Carries out one operation built from texts. Raises a Failure; then nothing is written."""
        from dunning_cli.operations.writing.building import build

        return self.execute(build(record, values), actor, dry_run, on_wait, progress)

    def execute(
        self,
        operation: Operation,
        actor: str | None = None,
        dry_run: bool = False,
        on_wait: Callable[[Message], None] | None = None,
        progress: Progress = silent,
    ) -> Receipt:
        """Carries out one operation. Raises a Failure; then nothing is written."""
        from dunning_cli.operations.writing.execute import execute

        context = self.writing(actor, dry_run, progress, by_file=operation.commits_settings)
        return execute(self.reader.folder, [operation], context, on_wait=on_wait)

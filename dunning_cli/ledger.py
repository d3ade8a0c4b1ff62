"""One ledger, opened for scripts and for the command line: clock, actor and folder enter here."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dunning_cli.domain.failure import WrongUsage
from dunning_cli.domain.message import Message, msg
from dunning_cli.domain.office import parse_today
from dunning_cli.domain.privacy.sight import IN_FULL
from dunning_cli.domain.reading import Unreadable
from dunning_cli.operations.carry_out import Receipt, carry_out
from dunning_cli.operations.context import Context, Progress, actor_of, refuse_told_day, silent
from dunning_cli.operations.operation import Operation, build
from dunning_cli.store.books import Books
from dunning_cli.store.folder import LedgerFolder
from dunning_cli.store.git import Git

if TYPE_CHECKING:
    from dunning_cli.store.broken_settings import BooksToMend


def told_by_variable(environment: Mapping[str, str]) -> date | datetime | None:
    """The day that DUNNING_TODAY tells; None where it tells none. Raises WrongUsage."""
    text = environment.get("DUNNING_TODAY")
    if not text:
        return None
    try:
        return parse_today(text)
    except Unreadable as error:
        raise WrongUsage(msg("DUNNING_TODAY: {reason}", reason=error.message)) from None


class Ledger:
    """A ledger on disk. Views and the table of operations are loaded where they are used: a command needs one.

    `folder` is the ledger, else DUNNING_LEDGER, else the nearest parent of the working directory with
    dunning.yaml. `actor` is who writes, else DUNNING_ACTOR, else git's user. Raises NotFound without one.

    >>> ledger = Ledger("my-ledger", actor="wang")                              # doctest: +SKIP
    >>> ledger.do("pay", case="PF-2026-0007", amount="300.00", via="bank")      # doctest: +SKIP
    >>> ledger.fees("PF-2026-0007")["balance"]["total"]                         # doctest: +SKIP
    """

    def __init__(
        self,
        folder: str | Path | None = None,
        actor: str | None = None,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        self._environment = os.environ if environment is None else environment
        self._actor = actor
        self.folder = self._find(
            Path(folder) if folder else None, self._environment.get("DUNNING_LEDGER", "")
        )

    @staticmethod
    def _find(given: Path | None, env: str) -> LedgerFolder:
        return LedgerFolder.find(given, env)

    @cached_property
    def books(self) -> Books:
        """Settings and policies."""
        return Books(self.folder)

    @cached_property
    def clock(self) -> datetime:
        """The real time in the office's zone, read once."""
        return datetime.now(self.books.office.time_zone)

    @cached_property
    def fixed_today(self) -> date | datetime | None:
        """The day set by DUNNING_TODAY or dunning.yaml, where there is one. Raises WrongUsage."""
        told = told_by_variable(self._environment)
        return self.books.office.today if told is None else told

    @cached_property
    def now(self) -> datetime:
        """The office's present moment."""
        return self.books.office.business_now(self.clock, self.fixed_today)

    @property
    def today(self) -> date:
        """The office's present day."""
        return self.now.date()

    def context(
        self, actor: str | None = None, dry_run: bool = False, progress: Progress = silent
    ) -> Context:
        """Who writes, and when. Raises Refused for somebody who may not, or without a git identity."""
        wanted = actor or self._actor or self._environment.get("DUNNING_ACTOR") or None
        git_user = Git(self.folder.root).committer()
        person = actor_of(self.books.office, wanted, git_user.name, git_user.email)
        return Context(person, self.clock, self.now, dry_run, progress)

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
            practice = bool(self.books.office.practice) and (by_file or self._practice_committed)
            refuse_told_day(practice, self.today, by_variable=bool(self._environment.get("DUNNING_TODAY")))
        return self.context(actor, dry_run, progress)

    @property
    def _practice_committed(self) -> bool:
        from dunning_cli.store.committed_settings import committed_office

        committed = committed_office(self.folder)
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
        operation = build(record, values)
        context = self.writing(actor, dry_run, progress, by_file=record.commits_settings)
        return carry_out(self.folder, [operation], context, on_wait=on_wait)

    def do(self, word: str, **values: Any) -> dict[str, Any]:
        """Carries out an operation by its command word; returns what `--json` prints."""
        from dunning_cli.operations.registry import operation_named

        return self.write(operation_named(word), values).as_json()

    def list(self, as_of: date | None = None, **selection: Any) -> Mapping[str, Any]:
        """The cases, as `list --json` gives them; `selection` has the fields of `Selection`."""
        from dunning_cli.views.portfolio import Selection, portfolio

        return portfolio(self.books, as_of or self.today, Selection(**selection), IN_FULL).data

    def show(self, case: str, as_of: date | None = None) -> Mapping[str, Any]:
        """A case, as `show --reveal --json` gives it."""
        from dunning_cli.views.case_sheet import case_sheet

        return case_sheet(self.books, case, as_of or self.today, IN_FULL).data

    def fees(self, case: str, as_of: date | None = None) -> Mapping[str, Any]:
        """The account of a case, as `fees --json` gives it; amounts are Decimal, dates are dates."""
        from dunning_cli.views.accounts import account_of

        return account_of(self.books, case, as_of or self.today).data

    def status(self, case: str, as_of: date | None = None) -> Mapping[str, Any]:
        """The state of a case, as `status --json` gives it."""
        from dunning_cli.views.states import states_of

        return states_of(self.books, (case,), as_of or self.today).data

    def remind(self, as_of: date | None = None, days: int = 0, owner: str | None = None) -> Mapping[str, Any]:
        """The day's work, as `remind --json` gives it."""
        from dunning_cli.views.reminders import Wanted, work_list

        return work_list(self.books, as_of or self.today, Wanted(owner, days), IN_FULL).data


class LedgerToMend(Ledger):
    """A ledger opened to fetch its repair: dunning.yaml may be missing or broken, its last readable state serves."""

    @staticmethod
    def _find(given: Path | None, env: str) -> LedgerFolder:
        from dunning_cli.store.broken_settings import find_to_mend

        return find_to_mend(given, env)

    @cached_property
    def books(self) -> BooksToMend:
        """Settings as they are, else as they last could be read."""
        from dunning_cli.store.broken_settings import BooksToMend

        return BooksToMend(self.folder)

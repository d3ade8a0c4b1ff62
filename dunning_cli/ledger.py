"""One ledger, opened for scripts and for the command line: folder and actor enter here."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dunning_cli.domain.case.people.viewing import IN_FULL
from dunning_cli.kernel.message import Message
from dunning_cli.moment import Moment
from dunning_cli.operations.declared.operation import Operation
from dunning_cli.operations.writing.context import Context
from dunning_cli.operations.writing.execute import Receipt
from dunning_cli.store.format.folder import LedgerFolder
from dunning_cli.store.reading.ledger_reader import LedgerReader

if TYPE_CHECKING:
    from dunning_cli.store.reading.broken_settings import ReaderToMend


class Ledger:
    """A ledger on disk, for as long as one likes: every operation and question goes by the clock, the day, the staff
    and the rules of its own moment. What one process records stays in the order it was recorded.

    Views and the table of operations are loaded where they are used: a command needs one.

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

    def moment(self) -> Moment:
        """Clock, settings, staff and rules as they are now, for one operation or question."""
        return Moment(self.reader, self._environment, self._actor)

    @property
    def reader(self) -> LedgerReader:
        """Settings, rules and cases as they are now."""
        return LedgerReader(self.folder)

    @property
    def clock(self) -> datetime:
        """The real time in the office's zone."""
        return self.moment().clock

    @property
    def now(self) -> datetime:
        """The office's present moment, which a told day may set. Raises WrongUsage."""
        return self.moment().now

    @property
    def today(self) -> date:
        """The office's present day. Raises WrongUsage."""
        return self.moment().today

    def context(self, actor: str | None = None) -> Context:
        """Who acts, and when, as `execute` takes it for one operation. Raises Refused, as `Moment.context`."""
        return self.moment().context(actor)

    def write(
        self,
        record: type[Operation],
        values: Mapping[str, Any],
        actor: str | None = None,
        dry_run: bool = False,
        on_wait: Callable[[Message], None] | None = None,
    ) -> Receipt:
        """Carries out one operation built from texts. Raises a Failure; then nothing is written."""
        return self.moment().write(record, values, actor, dry_run, on_wait)

    def do(self, word: str, **values: Any) -> dict[str, Any]:
        """Carries out an operation by its command word; returns what `--json` prints."""
        from dunning_cli.operations.registry import operation_named

        return self.write(operation_named(word), values).as_json()

    def batch(self, lines: Iterable[Mapping[str, Any]]) -> Sequence[dict[str, Any]]:
        """Carries out operations all at once or not at all; returns for each what `batch --json` prints.

        A line has `op`, the command word, the fields that `do` takes, and it may have a `key`, by which it is skipped
        when it comes again. Raises WrongLines that tells every line at fault, counted from 1.
        """
        from dunning_cli.operations.batch.batch import Batch
        from dunning_cli.operations.batch.batch_lines import numbered, planned
        from dunning_cli.operations.batch.batch_report import result_lines

        receipt = self.moment().execute(Batch(plan=planned(numbered(lines))))
        return tuple(result_lines(receipt))

    def list(self, as_of: date | None = None, **selection: Any) -> Mapping[str, Any]:
        """The cases, as `list --json` gives them; `selection` has the fields of `Selection`."""
        from dunning_cli.views.portfolio.portfolio import Selection, portfolio

        moment = self.moment()
        return portfolio(moment.reader, as_of or moment.today, Selection(**selection), IN_FULL).data

    def show(self, case: str, as_of: date | None = None) -> Mapping[str, Any]:
        """A case, as `show --reveal --json` gives it."""
        from dunning_cli.views.case.case_sheet import case_sheet

        moment = self.moment()
        return case_sheet(moment.reader, case, as_of or moment.today, IN_FULL).data

    def fees(self, case: str, as_of: date | None = None) -> Mapping[str, Any]:
        """The account of a case, as `fees --json` gives it; amounts are Decimal, dates are dates."""
        from dunning_cli.views.account.accounts import account_of

        moment = self.moment()
        return account_of(moment.reader, case, as_of or moment.today).data

    def status(self, case: str, as_of: date | None = None) -> Mapping[str, Any]:
        """The state of a case, as `status --json` gives it."""
        from dunning_cli.views.case.states import states_of

        moment = self.moment()
        return states_of(moment.reader, (case,), as_of or moment.today).data

    def remind(self, as_of: date | None = None, days: int = 0, owner: str | None = None) -> Mapping[str, Any]:
        """The day's work, as `remind --json` gives it."""
        from dunning_cli.views.worklist.reminders import Wanted, work_list

        moment = self.moment()
        return work_list(moment.reader, as_of or moment.today, Wanted(owner, days), IN_FULL).data


class LedgerToMend(Ledger):
    """A ledger opened to fetch its repair: dunning.yaml may be missing or broken, its last readable state serves."""

    @staticmethod
    def _find(given: Path | None, env: str) -> LedgerFolder:
        from dunning_cli.store.reading.broken_settings import find_to_mend

        return find_to_mend(given, env)

    @property
    def reader(self) -> ReaderToMend:
        """Settings as they are, else as they last could be read."""
        from dunning_cli.store.reading.broken_settings import ReaderToMend

        return ReaderToMend(self.folder)

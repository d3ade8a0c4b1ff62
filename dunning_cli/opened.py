"""One ledger, opened: folder and actor enter here."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dunning_cli.kernel.message import Message
from dunning_cli.moment import Moment
from dunning_cli.store.format.folder import LedgerFolder
from dunning_cli.store.reading.ledger_reader import LedgerReader

if TYPE_CHECKING:
    from dunning_cli.operations.declared.operation import Operation
    from dunning_cli.operations.writing.context import Context
    from dunning_cli.operations.writing.execute import Receipt
    from dunning_cli.store.reading.broken_settings import ReaderToMend


class OpenedLedger:
    """A ledger on disk, opened: each thing done with it has a moment of its own.

    `folder` is the ledger, else DUNNING_LEDGER, else the nearest parent of the working directory with
    dunning.yaml. `actor` is who writes, else DUNNING_ACTOR, else git's user. Raises NotFound without one.
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


class LedgerToMend(OpenedLedger):
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

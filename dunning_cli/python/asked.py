"""A ledger that is asked: at which moment, as known when, on which day."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from dunning_cli.moment import Moment
    from dunning_cli.store.reading.ledger_reader import LedgerReader

Data: TypeAlias = Mapping[str, Any]


class AskedLedger(ABC):
    """What all questions go by."""

    @abstractmethod
    def moment(self) -> Moment:
        """Clock, settings, staff and rules as they are now."""

    def _asked(self, as_of: date | None, rev: str | None = None) -> tuple[LedgerReader, date]:
        moment = self.moment()
        day = as_of or moment.today
        return moment.reader_at(rev), day

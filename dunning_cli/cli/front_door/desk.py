"""What the front door needs to know of a run of the program: language, day and ledger; and where it says what it understood."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from dunning_cli.moment import Moment
    from dunning_cli.store.reading.ledger_reader import LedgerReader


class Desk(Protocol):
    """Whoever takes words in: a session."""

    language: str

    @property
    def moment(self) -> Moment:
        """Clock and settings; read only where a word is not of its strict form."""

    @property
    def reader(self) -> LedgerReader:
        """The ledger, whose policies, templates, phases, staff and reasons have titles."""

    def understood(self, field_name: str, meant: str | Decimal) -> None:
        """Takes note of how a value was understood that was typed otherwise."""

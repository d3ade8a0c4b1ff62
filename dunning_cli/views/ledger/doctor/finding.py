"""What is examined, and what an examination comes to: well, well for a while yet, or a problem with its fix."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING

from dunning_cli.domain.case.office.settings import Office
from dunning_cli.kernel.errors import Failure
from dunning_cli.kernel.message import Message, Problem, msg
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.remedy import remedy
from dunning_cli.store.format.folder import LedgerFolder
from dunning_cli.store.reading.office_settings import read_office

if TYPE_CHECKING:
    from dunning_cli.views.ledger.json_keys import FindingData


@dataclass(frozen=True, slots=True)
class Machine:
    """What is examined: the variables of the shell, the clock's time, and the ledger, where there is one."""

    environment: Mapping[str, str]
    clock: datetime
    folder: LedgerFolder | None = None
    day: Callable[[], date] | None = None
    """Gives the office's present day. Raises Failure where DUNNING_TODAY cannot be read."""

    @property
    def ledger(self) -> LedgerFolder:
        """The ledger; to be asked for only by the checks of a ledger."""
        assert self.folder is not None
        return self.folder

    @property
    def today(self) -> date:
        """The office's present day; to be asked for only by the checks of a ledger. Raises Failure."""
        assert self.day is not None
        return self.day()

    @property
    def office(self) -> Office:
        """The settings. Raises Failure where they cannot be read."""
        problems: list[Problem] = []
        office = read_office(self.ledger, problems)
        if office is None:
            raise Failure(
                msg("dunning.yaml cannot be read; see: {cure}", cure=remedy("check", names="settings"))
            )
        return office


@dataclass(frozen=True, slots=True)
class Ahead:
    """What is well today and will not be for long, and what to do before."""

    message: Message
    fix: Message


Found = Message | Ahead | Problem
"""What was found where that is well, what is to come, or the problem with its fix."""
Check = Callable[[Machine], Found | Mapping[str, Found]]
"""One examination: what it found, or what it found of each of several things, by their names."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check came to."""

    check: str
    found: Found

    @property
    def well(self) -> bool:
        """Whether there is nothing to mend today."""
        return not isinstance(self.found, Problem)

    def line(self) -> Message:
        """One line for people."""
        found = self.found
        if isinstance(found, Ahead):
            return msg(
                "{check}: warning: {what}; fix: {fix}", check=self.check, what=found.message, fix=found.fix
            )
        if isinstance(found, Message):
            return msg("{check}: ok, {found}", check=self.check, found=found)
        if found.fix is None:
            return msg("{check}: problem: {what}", check=self.check, what=found.message)
        return msg(
            "{check}: problem: {what}; fix: {fix}", check=self.check, what=found.message, fix=found.fix
        )

    def as_json(self) -> FindingData:
        """The same for scripts."""
        found = self.found
        return {
            "check": self.check,
            "ok": self.well,
            "found": found if isinstance(found, Message) else None,
            "warning": found.message if isinstance(found, Ahead) else None,
            "problem": found.message if isinstance(found, Problem) else None,
            "fix": None if isinstance(found, Message) else found.fix,
        }

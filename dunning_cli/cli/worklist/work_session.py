"""One sitting at the day's list: every step written as an ordinary operation, on the ledger as it is at that moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from decimal import Decimal
from typing import Any

from dunning_cli.cli.carrying_out import print_receipt
from dunning_cli.cli.front_door.typed import as_meant
from dunning_cli.cli.session import Session
from dunning_cli.domain.case.entries import Promise, Reversal
from dunning_cli.domain.case.people.viewing import Viewer
from dunning_cli.kernel.errors import Refused
from dunning_cli.kernel.masking import Mask
from dunning_cli.kernel.message import msg
from dunning_cli.kernel.money import ZERO
from dunning_cli.kernel.record import dataclass
from dunning_cli.operations.declared.operation import Operation
from dunning_cli.operations.ledger.undo import Undo
from dunning_cli.operations.writing.execute import Receipt
from dunning_cli.present.asking import Asking
from dunning_cli.views.worklist.reminder_sheet import WorkItem


@dataclass(frozen=True, slots=True)
class Recorded:
    """What one step wrote, and at which place of the list."""

    place: int
    receipt: Receipt

    @property
    def entries(self) -> frozenset[str]:
        """Ids of the entries it made."""
        return frozenset(entry.id for outcome in self.receipt.outcomes for entry in outcome.entries)

    @property
    def promised(self) -> tuple[Decimal, ...]:
        """Amounts promised in it, yuan."""
        entries = [entry for outcome in self.receipt.outcomes for entry in outcome.entries]
        return tuple(entry.amount for entry in entries if isinstance(entry, Promise))


@dataclass
class WorkSession:
    """Who works, for whom, and what was recorded so far."""

    session: Session
    asking: Asking
    person: str
    owner: str
    began: Viewer
    """Who looks, as it was when the sitting began."""
    recorded: list[Recorded] = field(default_factory=list)

    def fresh(self) -> Session:
        """The ledger and the clock as they are now: others write to it meanwhile, and the day goes on."""
        return replace(self.session)

    @property
    def viewer(self) -> Viewer:
        """Who looks, under the staff and the day of this moment. Raises Refused where the settings cannot be read."""
        moment = self.fresh().moment
        return replace(self.began, office=moment.reader.office, today=moment.today)

    def mask(self, item: WorkItem) -> Mask:
        """How people and numbers of a case are shown to the reader."""
        return item.mask(self.viewer)

    def write(self, record: type[Operation], values: Mapping[str, Any], place: int) -> Receipt:
        """Carries out one operation, its values as they are typed, and prints its receipt.

        Raises a Failure; then nothing is written.
        """
        fresh = self.fresh()
        meant = as_meant(fresh, record, values)
        receipt = fresh.ledger.write(record, meant, self.person, on_wait=self.session.screen.note)
        self.recorded.append(Recorded(place, receipt))
        print_receipt(self.session, receipt, as_json=False)
        return receipt

    def take_back(self) -> int:
        """Undoes the last step of this sitting; gives its place in the list.

        Raises Refused where there is none, or where the person has recorded something elsewhere since.
        """
        if not self.recorded:
            raise Refused(msg("nothing was recorded in this sitting yet"))
        last, ledger = self.recorded[-1], self.fresh().ledger
        planned = ledger.write(Undo, {}, self.person, dry_run=True)
        reversals = [entry for outcome in planned.outcomes for entry in outcome.entries]
        if {entry.entry for entry in reversals if isinstance(entry, Reversal)} != last.entries:
            raise Refused(
                msg("your last command was another one; take entries back with: dunning reverse CASE ENTRY")
            )
        receipt = ledger.write(Undo, {}, self.person, on_wait=self.session.screen.note)
        self.recorded.pop()
        print_receipt(self.session, receipt, as_json=False)
        return last.place

    @property
    def promises(self) -> tuple[int, Decimal]:
        """How many promises were taken, and their sum in yuan."""
        amounts = [amount for each in self.recorded for amount in each.promised]
        return len(amounts), sum(amounts, ZERO)

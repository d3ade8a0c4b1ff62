"""One case as lists show it on a day, and the name of the table in which such rows are kept."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from dunning_cli.kernel.masking import Mask
from dunning_cli.kernel.money import as_yuan
from dunning_cli.kernel.record import dataclass
from dunning_cli.store.reading.figure_rows import FigureRow, PersonRow

if TYPE_CHECKING:
    from dunning_cli.domain.account import Balance


@dataclass(frozen=True, slots=True)
class CaseFigures:
    """One case as lists show it on a day."""

    row: FigureRow
    person: PersonRow

    @property
    def balance(self) -> Balance:
        """What is owed, yuan."""
        from dunning_cli.domain.account import Balance

        return Balance(*map(as_yuan, self.row.balance))

    @property
    def total(self) -> Decimal:
        """What is owed altogether, less the credit, yuan."""
        return as_yuan(self.row.total)

    @property
    def overdue(self) -> Decimal:
        """What has fallen due and is unpaid, yuan."""
        return as_yuan(self.row.overdue)

    def area(self, mask: Mask) -> str | None:
        """The village, estate or district as it is shown."""
        person = self.person
        if mask.reveal or not person.area:
            return person.area or None
        other = person.area_in_part if mask.contacts else person.area_masked
        return (person.area if other is None else other) or None


def figures_table(as_of: date, digest: str) -> str:
    """The name of the table of a day under rules."""
    return f"figures {as_of} {digest}"

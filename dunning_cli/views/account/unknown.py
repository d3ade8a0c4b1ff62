"""Cases that cannot be worked out: what stood in the way, and what to say of it."""

from __future__ import annotations

from collections.abc import Iterable, Sized
from typing import TYPE_CHECKING

from dunning_cli.kernel.errors import Failure, Miscalculated, MiscalculationNote
from dunning_cli.kernel.message import Message, msg
from dunning_cli.kernel.record import dataclass

if TYPE_CHECKING:
    from dunning_cli.domain.case.case import Case


@dataclass(frozen=True, slots=True)
class Unknown:
    """A case that cannot be worked out, with the reason; it keeps its row in lists."""

    case_id: str
    why: Message
    case: Case | None = None
    bug: Miscalculated | None = None
    """Where the program itself is at fault: whatever shows the row ends as a bug (`raise_bugs`)."""
    file: str = ""
    """The file that cannot be read, where that is what stands in the way."""

    @classmethod
    def of(cls, case: Case, failure: Failure | Miscalculated) -> Unknown:
        """A case that could be read, and what stood in the way."""
        return cls(case.id, failure.message, case, failure if isinstance(failure, Miscalculated) else None)


def unknown_warning(unknown: Unknown) -> Message:
    """What to say beside a list of a case that could not be worked out; of a bug, so that the command ends as one."""
    if unknown.bug is not None:
        return MiscalculationNote(unknown.why.template, unknown.why.values, unknown.bug)
    return msg("{case}: {why}", case=unknown.case_id, why=unknown.why)


def left_out(unknown: Sized) -> tuple[Message, ...]:
    """What stands below a report that cases are missing from: how many; nothing where none is."""
    if not unknown:
        return ()
    return (msg("cases that cannot be worked out, in no figure above: {count}", count=len(unknown)),)


def raise_bugs(unknown: Iterable[Unknown]) -> None:
    """Raises Miscalculated where the program is at fault that a case cannot be worked out."""
    found = [each.bug for each in unknown if each.bug is not None]
    if found:
        raise Miscalculated.of_all(found)

"""One line of the checklist for a suit: what it is about, whether it is there, why, and what supplies it."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from dunning_cli.kernel.message import Message
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.remedy import Remedy


class SuitItem(StrEnum):
    """What a suit needs."""

    OPEN = "open"
    IDENTITY = "identity"
    HEIRS = "heirs"
    ADDRESS = "address"
    CONTRACT = "contract"
    AMOUNT = "amount"
    VERIFICATION = "verification"
    DISPUTE = "dispute"
    DEMAND = "demand"
    LIMITATION = "limitation"
    GUARANTEE_PERIOD = "guarantee_period"
    GUARANTOR_NOTICE = "guarantor_notice"
    RECORDINGS = "recordings"
    JURISDICTION = "jurisdiction"
    ASSETS = "assets"


class ChecklistState(StrEnum):
    """Whether it is there."""

    DONE = "done"
    MISSING = "missing"
    NOT_NEEDED = "not_needed"


@dataclass(frozen=True, slots=True)
class ChecklistLine:
    """One thing a suit needs."""

    item: SuitItem
    state: ChecklistState
    why: Message
    do: Remedy | None = None
    """The command that supplies it, words in capitals to be filled in; of what is missing."""
    guarantor: str | None = None
    """The guarantor it is about."""
    optional: bool = False
    """Whether a suit can do without it."""


def missing(lines: Sequence[ChecklistLine]) -> tuple[ChecklistLine, ...]:
    """What a suit cannot do without and is not there."""
    return tuple(line for line in lines if line.state is ChecklistState.MISSING and not line.optional)


def done(item: SuitItem, why: Message, guarantor: str | None = None) -> ChecklistLine:
    """A line of what is there."""
    return ChecklistLine(item, ChecklistState.DONE, why, guarantor=guarantor)


def lacking(item: SuitItem, why: Message, do: Remedy | None, guarantor: str | None = None) -> ChecklistLine:
    """A line of what is missing, with the command that supplies it."""
    return ChecklistLine(item, ChecklistState.MISSING, why, do, guarantor)


def not_needed(item: SuitItem, why: Message, guarantor: str | None = None) -> ChecklistLine:
    """A line of what this case needs not have."""
    return ChecklistLine(item, ChecklistState.NOT_NEEDED, why, guarantor=guarantor)

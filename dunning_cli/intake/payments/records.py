"""What a statement holds: its lines, and what it prints of them."""

from __future__ import annotations

from dunning_cli.domain.incoming.line import StatementLine
from dunning_cli.intake.profiles.read_file import ReadFile
from dunning_cli.kernel.message import Message
from dunning_cli.kernel.record import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement(ReadFile):
    """A statement as it was read."""

    lines: tuple[StatementLine, ...]
    disagreements: tuple[Message, ...] = ()
    """Where a printed total, count or running balance is not what the lines come to."""

"""What a statement holds: its lines, and what it prints of them."""

from __future__ import annotations

from dunning_cli.domain.incoming.line import StatementLine
from dunning_cli.intake.profiles.cells import RowProblem
from dunning_cli.intake.profiles.profile import Profile
from dunning_cli.intake.profiles.rows import SkippedRow
from dunning_cli.kernel.message import Message
from dunning_cli.kernel.record import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A statement as it was read. A row with any problem is in `rejected` only."""

    profile: Profile
    rows: int
    lines: tuple[StatementLine, ...]
    rejected: tuple[RowProblem, ...] = ()
    disagreements: tuple[Message, ...] = ()
    """Where a printed total, count or running balance is not what the lines come to."""
    skipped: tuple[SkippedRow, ...] = ()
    hidden: tuple[int, ...] = ()
    unknown_columns: tuple[str, ...] = ()
    other_sheets: tuple[str, ...] = ()

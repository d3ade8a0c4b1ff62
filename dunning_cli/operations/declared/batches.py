"""What can be asked of a client's batch: returned as a whole, and the client's answer to a request for more time."""

from __future__ import annotations

from typing import ClassVar

from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.values import Day, FilledWords, Flag, Words
from dunning_cli.operations.declared.operation import Operation, argument, flag, option


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnBatch(Operation):
    """Return a client's batch: close all of its open cases as returned, in one commit.

    Cases that are closed or paid already are left as they are, and said. Nothing is closed while a repayment plan is being
    kept, a suit, payment order or enforcement runs, a letter was written and neither posted nor spoiled, or a decision is
    waited for: each such case is named; --override returns it all the same.

    Examples:
      dunning return 2026-05-A --dry-run
      dunning return 2026-05-A --on 2026-08-04 --dossier 2026-05-A.xlsx
      dunning return 2026-05-A --override "the client takes the plans over, letter of 2026-08-01"
    """

    op: ClassVar[str] = "return"

    batch: FilledWords = argument("BATCH", "The client's batch number.", required=True)
    text: Words | None = option("TEXT", "Anything else.")
    approved_by: FilledWords | None = option("APPROVER", "Who approved it on paper.")
    paper: FilledWords | None = option("PAPER", "The paper of that approval.", flags=("--ref", "--paper"))


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerExtension(Operation):
    """Record a client's answer to a request for more time: granted up to a day, or refused.

    It stands in every open case of the batch, in one commit; a day that is granted is the return date from then on.

    Examples:
      dunning extension 2026-05-A --granted 2026-09-04 --ref "letter of 2026-08-02"
      dunning extension 2026-05-A --refused --reason "quota of the quarter"
    """

    op: ClassVar[str] = "extension"
    not_asked: ClassVar[tuple[str, ...]] = ("agent",)

    batch: FilledWords = argument("BATCH", "The client's batch number.", required=True)
    granted: Day | None = option("DATE", "The new return date.")
    refused: Flag | None = flag("The client wants the batch back on its day.")
    reason: FilledWords | None = option("TEXT", "What the client said.")
    paper: FilledWords | None = option("PAPER", "The paper of the answer.", flags=("--ref", "--paper"))

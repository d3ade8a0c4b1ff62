"""The one gate before a case is given anything: what it has been given so far, and who may go on."""

from __future__ import annotations

from collections.abc import Sequence

from dunning_cli.domain.account.approvals import given_so_far, paper_counts
from dunning_cli.domain.account.concessions import Concession, above
from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.entries import Entry
from dunning_cli.kernel.errors import WrongUsage
from dunning_cli.kernel.message import Message, msg
from dunning_cli.kernel.record import dataclass
from dunning_cli.operations.writing.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class OnPaper:
    """An approval outside the ledger: who gave it, and on which paper."""

    name: str | None = None
    paper: str | None = None

    def __post_init__(self) -> None:
        if self.paper is not None and self.name is None:
            raise WrongUsage(msg("--ref is the paper of an approval: name who gave it with --approved-by"))


def waits(unit: UnitOfWork, case: Case, given: Concession, paper: OnPaper) -> bool:
    """Whether what is about to be given waits for a second person: with all before it, it is above the limits.

    Where one person alone holds the approving roles, a name and a paper stand for the second person. Raises
    Refused where an account that it takes cannot be worked out.
    """
    limits = unit.office.approval_limits
    if limits is None or given.nothing:
        return False
    approvers = unit.office.approvers()
    if paper.paper and paper.name and paper_counts(unit.context.actor.id, paper.name, approvers):
        return False
    return above(given_so_far(case, unit.account, approvers, unit.context.clock.date()) + given, limits)


def pending_notice(case: Case, entries: Sequence[Entry], pending: bool) -> tuple[Message, ...]:
    """What to say of entries above a limit: who must do what before they count."""
    if not pending:
        return ()
    return tuple(
        msg(
            "above the limit: without effect until somebody else approves it: dunning approve {case} {entry}",
            case=case.id,
            entry=entry.id,
        )
        for entry in entries
    )

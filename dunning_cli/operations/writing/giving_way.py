"""What an operation that gives way asks of the gate (`second_person`), and what it says where somebody else must decide."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dunning_cli.domain.account.concessions import Concession
from dunning_cli.domain.account.second_person import Giver, waits_for_another
from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.entries import Entry
from dunning_cli.kernel.errors import WrongUsage
from dunning_cli.kernel.message import Message, msg
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.remedy import remedy
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
    """Whether what the actor is about to give waits for a second person. Raises Refused as `waits_for_another`."""
    giver = Giver(unit.context.actor.id, unit.context.clock.date(), paper.name, paper.paper)
    return waits_for_another(case, given, giver, unit.office, unit.account)


def pending_notice(
    unit: UnitOfWork, case: Case, entries: Sequence[Entry], pending: bool
) -> tuple[Message, ...]:
    """What to say of entries above a limit: who must do what before they count."""
    if not pending:
        return ()
    return (*_for_another(case, entries), *_on_paper_instead(unit, entries))


def nobody_else_approves(unit: UnitOfWork) -> bool:
    """Whether the actor is the one person who may approve."""
    approvers = unit.office.approvers()
    return approvers is not None and set(approvers) == {unit.context.actor.id}


def _on_paper_instead(unit: UnitOfWork, entries: Sequence[Entry]) -> Iterator[Message]:
    """How an approval on paper makes it count, where one person alone may approve."""
    approvers = unit.office.approvers()
    if approvers is None or len(approvers) != 1:
        return
    name, paper = (getattr(entries[0], key, None) for key in ("approved_by", "paper"))
    if name and not paper:
        yield msg(
            "--approved-by {name} counts only with the paper of that approval, --ref PAPER, which is missing; "
            "take this back, and record it again with both: {cure}",
            name=name,
            cure=remedy("undo"),
        )
    elif nobody_else_approves(unit):
        yield msg(
            "nobody but {actor} may approve here; an approval on paper by somebody else counts: take this back ({cure}), "
            "and record it again with --approved-by NAME --ref PAPER",
            actor=unit.context.actor.id,
            cure=remedy("undo"),
        )


def _for_another(case: Case, entries: Sequence[Entry]) -> tuple[Message, ...]:
    return tuple(
        msg(
            "above the limit: without effect until somebody else approves it: {cure}",
            cure=remedy("approve", case=case.id, entry=entry.id),
        )
        for entry in entries
    )

"""Which open cases an operation is about: those of a collector, batch, policy, stage or area."""

from __future__ import annotations

from datetime import date

from dunning_cli.domain.account.stage import stage_at
from dunning_cli.domain.case.case import Case
from dunning_cli.kernel.errors import Failure
from dunning_cli.kernel.message import Message, msg
from dunning_cli.kernel.record import dataclass
from dunning_cli.operations.writing.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class CaseSelection:
    """What cases have in common; None is no condition, and all conditions must be met."""

    owner: str | None = None
    batch: str | None = None
    policy: str | None = None
    stage: str | None = None
    area: str | None = None

    def __bool__(self) -> bool:
        return any((self.owner, self.batch, self.policy, self.stage, self.area))


def selected(unit: UnitOfWork, selection: CaseSelection, on: date) -> tuple[list[Case], list[Message]]:
    """The open cases on a day that meet all conditions, by id; and what to say of those that cannot be judged."""
    cases: list[Case] = []
    left_out: list[Message] = []
    for found in unit.cases():
        if found.case is None:
            left_out.append(msg("left out: {why}", why=found.problems[0].as_message()))
            continue
        try:
            if found.case.closing(on) is None and meets(unit, found.case, selection, on):
                cases.append(found.case)
        except Failure as failure:
            left_out.append(msg("{case} left out: {why}", case=found.case.id, why=failure.message))
    return cases, left_out


def meets(unit: UnitOfWork, case: Case, selection: CaseSelection, on: date) -> bool:
    """Whether a case meets all conditions on a day. Raises Refused where its stage cannot be worked out."""
    head = case.head
    if selection.owner is not None and not unit.office.is_wanted(case.owner(on), selection.owner):
        return False
    known = (
        (selection.batch, head.batch.id if head.batch else None),
        (selection.policy, head.policy),
        (selection.area, head.account.area if head.account else None),
    )
    if any(wanted is not None and wanted != value for wanted, value in known):
        return False
    if selection.stage is None:
        return True
    return stage_at(unit.policies.for_case(case), unit.account(case, on), on).stage == selection.stage

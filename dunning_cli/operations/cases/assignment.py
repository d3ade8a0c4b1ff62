"""Operation on who works which cases: assign some, or all of a selection, to one collector or spread among several."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.commit_subjects import ASSIGNED, subject_of
from dunning_cli.domain.case.entries import Assign
from dunning_cli.domain.portfolio.balancing import Share, shares
from dunning_cli.kernel.errors import Failure, Refused, WrongUsage
from dunning_cli.kernel.message import Message, Problem, msg
from dunning_cli.kernel.money import ZERO
from dunning_cli.kernel.record import dataclass
from dunning_cli.operations.declared import cases as declared
from dunning_cli.operations.writing.context import known_staff
from dunning_cli.operations.writing.outcome import Outcome
from dunning_cli.operations.writing.selection import CaseSelection, meets, selected
from dunning_cli.operations.writing.unit_of_work import UnitOfWork, still_open

if TYPE_CHECKING:
    from dunning_cli.operations.writing.json_keys import AssignedCaseData, AssignedData


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignCases(declared.AssignCases):
    """Gives cases to a collector, or spreads them among several."""

    def apply(self, unit: UnitOfWork) -> Outcome:
        """Adds an assignment to each case that changes hands.

        WrongUsage without cases or a selection, or without exactly one of owner and spread. Refused for
        unknown staff, closed cases that were named, and where nothing matches or nothing would change.
        """
        on = unit.value_date(self)
        owners = self._owners(unit)
        cases, warnings = self._cases(unit, on)
        balances, unknown = self._balances(unit, cases, on)
        warnings += unknown
        divided = shares(balances, owners)
        taker = {case_id: share.owner for share in divided for case_id in share.cases}
        moving = [case for case in cases if case.owner(on) != taker[case.id]]
        warnings += [
            msg("{case} is {owner}'s already", case=case.id, owner=taker[case.id])
            for case in cases
            if case.owner(on) == taker[case.id]
        ]
        if not moving:
            raise Refused(_nothing_moves(cases, warnings))
        entries = [unit.record(unit.case(case.id), Assign, self, on, owner=taker[case.id]) for case in moving]
        data: AssignedData = {
            "assigned": [{"case": case.id, "from": case.owner(on), "to": taker[case.id]} for case in moving]
        }
        if self.spread:
            data = _with_yuan(data["assigned"], balances, divided)
        ids = tuple(case.id for case in moving)
        subject = subject_of(ids[0], entries) if len(ids) == 1 else _assigned(len(ids), owners, on)
        return Outcome(subject, ids, tuple(entries), on, tuple(warnings), data)

    def _owners(self, unit: UnitOfWork) -> tuple[str, ...]:
        """Who gets the cases. Raises WrongUsage, and Refused for somebody who is not on the staff list."""
        if (self.owner is None) == (not self.spread):
            raise WrongUsage(msg("say who gets the cases: either --owner, or --spread with several"))
        owners = self.spread or (self.owner or "",)
        if len(set(owners)) < len(owners):
            raise WrongUsage(msg("--spread names somebody twice"))
        return tuple(known_staff(unit.office, owner) for owner in owners)

    def _cases(self, unit: UnitOfWork, on: date) -> tuple[list[Case], list[Message]]:
        """The cases wanted, and what to say of those left out. Raises WrongUsage, NotFound, Refused."""
        selection = CaseSelection(self.from_, self.batch, self.policy, self.stage, self.area)
        if self.case:
            cases, left_out = _named(unit, self.case, selection, on)
        elif selection:
            cases, left_out = selected(unit, selection, on)
        else:
            raise WrongUsage(
                msg("name the cases, or select them with --from, --batch, --policy, --stage or --area")
            )
        if not cases:
            problems = [Problem("selection", message) for message in left_out]
            raise Refused(msg("no open case matches on {date}", date=on), problems)
        return cases, left_out

    def _balances(
        self, unit: UnitOfWork, cases: Sequence[Case], on: date
    ) -> tuple[dict[str, Decimal], list[Message]]:
        """What is owed by case id, yuan, and what to say where it is not known; nothing where it does not matter."""
        balances = dict.fromkeys((case.id for case in cases), ZERO)
        unknown: list[Message] = []
        for case in cases if self.spread else ():
            try:
                balances[case.id] = unit.account(case, on).balance.total
            except Failure as failure:
                unknown.append(msg("{case} counts as 0.00: {why}", case=case.id, why=failure.message))
        return balances, unknown


def _named(
    unit: UnitOfWork, references: Sequence[str], selection: CaseSelection, on: date
) -> tuple[list[Case], list[Message]]:
    """The cases named, as far as they meet the conditions. Raises NotFound, and Refused for a closed one."""
    named = list({found.id: found for found in map(unit.case, references)}.values())
    for case in named:
        still_open(case, on)
    cases = [case for case in named if meets(unit, case, selection, on)]
    if not cases or len(cases) == len(named):
        return cases, []
    return cases, [msg("{count} of the cases named do not match", count=len(named) - len(cases))]


def _with_yuan(
    moved: Sequence[AssignedCaseData], balances: Mapping[str, Decimal], divided: Sequence[Share]
) -> AssignedData:
    """The cases that change hands with their balances, and what falls to each collector, kept cases included."""
    return {
        "assigned": [{**row, "balance": balances[row["case"]]} for row in moved],
        "shares": [
            {"owner": share.owner, "cases": len(share.cases), "balance": share.balance} for share in divided
        ],
    }


def _nothing_moves(cases: Sequence[Case], warnings: Sequence[Message]) -> Message:
    if len(cases) == 1:
        return warnings[-1]
    return msg("all {count} cases are with whom they would go to already", count=len(cases))


def _assigned(count: int, owners: tuple[str, ...], on: date) -> Message:
    return ASSIGNED(count=count, owner=", ".join(owners), date=on)

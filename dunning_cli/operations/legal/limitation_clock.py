"""The limitation of a case as an operation sees it: the claim, the guarantees, the enforcement."""

from __future__ import annotations

from datetime import date

from dunning_cli.domain.case.case import Case
from dunning_cli.domain.limitation.limitation import limitation_of
from dunning_cli.domain.limitation.state import LimitationState
from dunning_cli.kernel.errors import Failure
from dunning_cli.operations.writing.unit_of_work import UnitOfWork
from dunning_cli.store.format.holidays import work_calendar


def limitation_on(unit: UnitOfWork, case: Case, on: date) -> LimitationState:
    """The clocks of a case on a day; a missing rate leaves their dates as they are."""
    try:
        account = unit.account(case, on)
    except Failure:
        account = None
    policy = unit.policies.for_case(case).base
    return limitation_of(case, on, work_calendar(unit.office), account, policy)

"""The working days of the country as a package lists them, with those of the ledger's own calendar."""

from __future__ import annotations

from dunning_cli.domain.case.office.settings import Office
from dunning_cli.kernel.workdays import WorkCalendar


def work_calendar(office: Office) -> WorkCalendar:
    """Statutory holidays and make-up workdays of the built-in calendar, and those of dunning.yaml.

    The ledger's own days win over built-in ones. A year for which either lists days counts as known.
    """
    from chinese_calendar.constants import holidays, workdays

    own = office.holidays
    own_off = frozenset(own.off) if own else frozenset()
    own_work = frozenset(own.work) if own else frozenset()
    return WorkCalendar(
        off=(frozenset(holidays) | own_off) - own_work,
        worked=(frozenset(workdays) | own_work) - own_off,
        years=frozenset(day.year for days in (holidays, own_off, own_work) for day in days),
    )

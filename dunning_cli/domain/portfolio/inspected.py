"""What inspections of contacts (稽核) found in a period, for whoever made the contacts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.entries import Entry, Inspection
from dunning_cli.domain.contact.inspections import found_in, maker_of, open_corrections, own_contacts
from dunning_cli.domain.portfolio.periods import Period
from dunning_cli.domain.portfolio.sums import Summand, Sums


def inspected_in(case: Case, standing: Sequence[Entry], period: Period) -> Iterator[tuple[str | None, Sums]]:
    """What of a case's contacts was inspected in a period, by all that stands on its last day, for each person concerned.

    A contact that was inspected twice in it counts once, as the last inspection found it. Corrections are those open
    on the last day, whenever they were asked for.
    """
    for contact in own_contacts(standing):
        if contact.date in period:
            sums = Sums()
            sums.count(Summand.CONTACTS)
            yield contact.actor, sums
    last = {each.entry or each.id: each for each in found_in(standing) if each.date in period}
    for name, inspection in last.items():
        yield maker_of(case, inspection), _found(name, inspection)
    for each in open_corrections(case, standing):
        sums = Sums()
        sums.count(Summand.CORRECTIONS_OPEN)
        sums.count(Summand.CORRECTIONS_OVERDUE, each.is_overdue(period.last))
        yield maker_of(case, each.inspection), sums


def _found(name: str, inspection: Inspection) -> Sums:
    sums = Sums()
    sums.name(Summand.INSPECTED, name)
    if inspection.passed:
        sums.name(Summand.INSPECTED_PASSED, name)
    sums.count(Summand.SCORE_POINTS, inspection.points)
    sums.count(Summand.SCORE_MOST, inspection.most)
    return sums

"""What the manager's page is made of: the reports it shows in the period and the time before, looked up together."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from dunning_cli.domain.portfolio import measures as m
from dunning_cli.domain.portfolio.periods import Period
from dunning_cli.domain.portfolio.sums import Summand
from dunning_cli.kernel.message import label
from dunning_cli.kernel.record import dataclass
from dunning_cli.store.reading.ledger_reader import LedgerReader
from dunning_cli.views.account.case_figures import CaseFigures
from dunning_cli.views.account.unknown import Unknown
from dunning_cli.views.portfolio.selection import Selection
from dunning_cli.views.reports.definitions import COLLECTORS, PORTFOLIO, ROLL, Counting, Report
from dunning_cli.views.reports.groups import Groups
from dunning_cli.views.reports.in_times import InTimes, in_times
from dunning_cli.views.reports.looked_up import LookedUp

STAFF = replace(
    COLLECTORS,
    measures=(
        m.CASES, m.CALLS, m.CONNECTED, m.CONNECT_RATE, m.VISITS, m.LETTERS, m.COLLECTED, m.KEPT, m.PARTIAL,
        m.BROKEN, m.KEPT_RATE, m.COMPLAINTS, m.TARGET, m.TARGET_REACHED,
    ),
)  # fmt: skip
"""The report on collectors, with the figures that stand on the page."""
CLIENTS = Report(
    "clients",
    label("Clients"),
    (m.CASES, m.BALANCE, m.OVERDUE, m.ASSIGNED, m.COLLECTED, m.RECOVERY_RATE),
    "client",
    (Counting.STOCK, Counting.DONE),
)
BIGGEST = 10


@dataclass(frozen=True, slots=True)
class PageFigures:
    """The figures of a page."""

    period: Period
    before: Period
    stages: InTimes
    """Stock by stage."""
    roll: InTimes
    staff: InTimes
    clients: InTimes
    biggest: tuple[CaseFigures, ...]
    unknown: tuple[Unknown, ...]
    """Cases that are in none of the figures."""

    @property
    def target(self) -> Decimal | None:
        """What everybody together is to collect in the period, yuan; None where nobody is to."""
        return self.staff.totals[0].yuan(Summand.TARGET) or None


def page_figures(reader: LedgerReader, period: Period, language: str) -> PageFigures:
    """Counts a ledger for its page; each day and each period is asked for once."""
    looked_up, before = LookedUp(reader), period.before()

    def report(which: Report) -> InTimes:
        groups = Groups(reader, (which.by,), language)
        return in_times(looked_up, which, groups, Selection(), (period, before))

    stages, staff = report(PORTFOLIO), report(STAFF)
    return PageFigures(
        period,
        before,
        stages,
        report(ROLL),
        staff,
        report(CLIENTS),
        _biggest(looked_up, stages, period),
        tuple((stages.now.unknown | staff.now.unknown).values()),
    )


def _biggest(looked_up: LookedUp, stages: InTimes, period: Period) -> tuple[CaseFigures, ...]:
    """The open cases that owe most on the last day, the greatest first."""
    figures = looked_up.on(period.last)
    owing = (case for cases in stages.now.groups.values() for case in cases)
    found = [each for each in map(figures.__getitem__, owing) if isinstance(each, CaseFigures)]
    return tuple(sorted(found, key=lambda each: (-each.row.total, each.row.case))[:BIGGEST])

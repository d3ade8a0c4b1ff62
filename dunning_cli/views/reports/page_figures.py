"""What the manager's page is made of: the reports it shows in the period and the time before, looked up together."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from decimal import Decimal

from dunning_cli.domain.portfolio import measures as m
from dunning_cli.domain.portfolio.periods import Period
from dunning_cli.domain.portfolio.sums import Summand, Sums
from dunning_cli.kernel.message import label
from dunning_cli.kernel.record import dataclass
from dunning_cli.views.account.case_figures import CaseFigures
from dunning_cli.views.account.unknown import Unknown
from dunning_cli.views.portfolio.selection import Selection
from dunning_cli.views.reports.definitions import COLLECTORS, PORTFOLIO, ROLL, Counting, Listed, Report
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


def _biggest(cases: Mapping[str, Sums]) -> dict[str, Sums]:
    """Those of cases that owe most, the greatest first; a credit is taken off."""

    def place(found: tuple[str, Sums]) -> tuple[int, str]:
        case, sums = found
        return sums.of(Summand.CREDIT) - sums.of(Summand.BALANCE), case

    return dict(sorted(cases.items(), key=place)[:BIGGEST])


STAGES = replace(PORTFOLIO, listed=Listed("biggest", _biggest))
"""The portfolio, with the open cases that owe most on the last day."""


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


def page_figures(looked_up: LookedUp, period: Period, language: str) -> PageFigures:
    """Counts a ledger for its page; each day and each period is asked for once."""
    before = period.before()

    def report(which: Report) -> InTimes:
        groups = Groups(looked_up.reader, (which.by,), language)
        return in_times(looked_up, which, groups, Selection(), (period, before))

    stages, staff = report(STAGES), report(STAFF)
    return PageFigures(
        period,
        before,
        stages,
        report(ROLL),
        staff,
        report(CLIENTS),
        tuple(map(_figures_of(looked_up, period, stages.now.listed).__getitem__, stages.now.listed)),
        tuple((stages.now.unknown | staff.now.unknown).values()),
    )


def _figures_of(looked_up: LookedUp, period: Period, cases: Collection[str]) -> dict[str, CaseFigures]:
    """The figures of some cases on the last day."""
    files = [file for file in looked_up.every or () if file.id in cases]
    found = (looked_up.of(files) if files else looked_up).on(period.last)
    return {case: each for case, each in found.items() if isinstance(each, CaseFigures)}

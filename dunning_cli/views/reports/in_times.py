"""A report in several times: its rows, each with its sums in every time, the period asked for first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dunning_cli.domain.portfolio.periods import Period
from dunning_cli.domain.portfolio.sums import Sums, added_up
from dunning_cli.views.portfolio.selection import Selection
from dunning_cli.views.reports.definitions import Report
from dunning_cli.views.reports.groups import Groups, Key
from dunning_cli.views.reports.kept_sums import KeptSums, Totals
from dunning_cli.views.reports.looked_up import LookedUp


class InTimes:
    """The rows of a report in the order in which they stand; those that say nothing in any time are left out."""

    def __init__(self, report: Report, groups: Groups, times: Sequence[Totals]) -> None:
        self.report = report
        self.groups = groups
        self.now = times[0]
        every = dict.fromkeys(key for each in times for key in each.groups)
        self.sums = [{key: each.groups.get(key, Sums()) for key in every} for each in times]
        self.totals = [added_up(each.values()) for each in self.sums]
        self.keys = sorted(filter(self._says_something, every), key=self._order)
        self.is_known = [bool(each.groups) for each in times]
        """Whether anything was there, of each time."""

    def _says_something(self, key: Key) -> bool:
        return any(measure.of(sums[key]) for sums in self.sums for measure in self.report.measures)

    def _order(self, key: Key) -> tuple[Any, ...]:
        part, values = split(self.groups, key)
        return part, self.groups.order(values)


def in_times(
    looked_up: LookedUp, report: Report, groups: Groups, selection: Selection, periods: Sequence[Period]
) -> InTimes:
    """A report in some periods, the one it is of first."""
    counting = KeptSums(looked_up, report, groups, selection)
    return InTimes(report, groups, [counting.of(each) for each in periods])


def split(groups: Groups, key: Key) -> tuple[Key, Key]:
    """The part of a row, for reports that have several, and the values that tell it."""
    parts = len(key) - len(groups.by)
    return key[:parts], key[parts:]

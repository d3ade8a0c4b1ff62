"""A figure beside that of the time before, in words."""

from __future__ import annotations

from dunning_cli.domain.portfolio.measure import Measure
from dunning_cli.domain.portfolio.sums import Sums
from dunning_cli.kernel.answer import Cell
from dunning_cli.kernel.message import Message, msg
from dunning_cli.views.reports.report_sheet import shown, value


def against(measure: Measure, now: Sums, before: Sums) -> Message:
    """Whether a figure is more or less than before, and what it was; colours would not print."""
    new, old = value(measure, now), value(measure, before)
    told = told_figure(measure, before)
    if new is None or old is None or old == new:
        return msg("before: {figure}", figure=told)
    if new > old:
        return msg("▲ more than before: {figure}", figure=told)
    return msg("▼ less than before: {figure}", figure=told)


def told_figure(measure: Measure, sums: Sums) -> Cell:
    """A measure in a sentence: yuan as an amount, percent with their sign, a dash for nothing to divide by."""
    found = shown(measure, sums)
    return "–" if found is None else found

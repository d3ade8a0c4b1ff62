"""The sections of the manager's page: a chart and a table of each subject."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dunning_cli.documents.charts import Bar, BarChart, Fill, Slice
from dunning_cli.documents.manager_page import Section
from dunning_cli.domain.portfolio import measures as m
from dunning_cli.domain.portfolio.measure import Measure
from dunning_cli.domain.portfolio.periods import Period
from dunning_cli.domain.portfolio.sums import Summand, Sums
from dunning_cli.kernel.answer import Cell, Column, Table
from dunning_cli.kernel.message import Message, enumerated, label, msg
from dunning_cli.kernel.money import ZERO
from dunning_cli.views.account.figures import Masking
from dunning_cli.views.reports.ahead import AHEAD_COLUMNS, DEADLINES, Ahead, OneByOne
from dunning_cli.views.reports.groups import Key
from dunning_cli.views.reports.in_times import InTimes
from dunning_cli.views.reports.page_figures import PageFigures
from dunning_cli.views.reports.report_sheet import shown
from dunning_cli.views.titles import staff_named
from dunning_cli.views.worklist.reminder_sheet import ACTIONS

MOST_ROWS = 24
"""Rows of a list on the page; beyond, their number is told."""
LISTED_AHEAD = OneByOne("deadlines", lambda place: place.action in DEADLINES, MOST_ROWS)
"""The work ahead that the page tells one by one."""
MOST_BARS = 12
"""Collectors in the chart; the table has all."""
_STAGE, _COLLECTOR, _TIME = Column(label("stage")), Column(label("collector")), Column(label("time"))
_OVERDUE_OR_NOT = ((Fill.SOLID, label("overdue")), (Fill.BLANK, label("not yet due")))


def sections(figures: PageFigures, ahead: Ahead, mask: Masking) -> list[Section]:
    """All sections in the order in which a manager asks."""
    return [
        _ageing(figures.stages),
        _money(figures),
        _roll(figures.roll),
        _promises(figures),
        _activity(figures),
        _deadlines(ahead),
        _biggest(figures, mask),
        _clients(figures.clients),
    ]


def span(period: Period) -> Message:
    """A period in words."""
    return msg("{first} to {last}", first=period.first, last=period.last)


def _columns(measures: Sequence[Measure], first: Column, *more: Message) -> tuple[Column, ...]:
    titles = (*(each.title for each in measures), *more)
    return (first, *(Column(title, figures=True) for title in titles))


def _word(found: InTimes, key: Key) -> Message | str:
    return found.groups.words(key)[0]


def _cells(measures: Sequence[Measure], sums: Sums) -> Iterator[Cell]:
    return (shown(each, sums) for each in measures)


def _table(found: InTimes, measures: Sequence[Measure], first: Column, heading: Message) -> Table:
    now, total = found.sums[0], found.totals[0]
    rows = [[_word(found, key), *_cells(measures, now[key])] for key in found.keys]
    return Table(
        _columns(measures, first), rows, heading, [label("total"), *_cells(measures, total)] if rows else None
    )


def _owed(found: InTimes, keys: Sequence[Key]) -> list[Bar]:
    """A bar of each row's balance, what of it is overdue first."""
    bars = []
    for key in keys:
        sums = found.sums[0][key]
        balance, overdue = sums.yuan(Summand.BALANCE), sums.yuan(Summand.OVERDUE)
        parts = (Slice(overdue), Slice(max(balance - overdue, ZERO), Fill.BLANK))
        bars.append(Bar(_word(found, key), balance, parts))
    return bars


def _ageing(found: InTimes) -> Section:
    title = label("Balance by stage")
    measures = (m.CASES, m.BALANCE, m.OVERDUE)
    chart = BarChart("ageing", title, _owed(found, found.keys), _OVERDUE_OR_NOT)
    return Section("ageing", title, _table(found, measures, _STAGE, label("on the last day")), chart)


def _money(figures: PageFigures) -> Section:
    """What came in, beside the time before and the target."""
    title, target = label("Money in"), figures.target
    now, before = figures.staff.totals
    measures = (m.COLLECTED, m.RECOVERY_RATE, m.IN_KIND, m.TARGET_REACHED)
    rows: list[list[Cell]] = [
        [span(figures.period), *_cells(measures, now)],
        [span(figures.before), *_cells(measures, before)],
    ]
    bars = [
        Bar(span(figures.period), now.yuan(Summand.COLLECTED), (Slice(now.yuan(Summand.COLLECTED)),)),
        Bar(
            span(figures.before),
            before.yuan(Summand.COLLECTED),
            (Slice(before.yuan(Summand.COLLECTED), Fill.STRIPES),),
        ),
    ]
    if target is not None:
        rows.append([label("target"), target, None, None, None])
        bars.append(Bar(label("target"), target, (Slice(target, Fill.BLANK),)))
    table = Table(_columns(measures, _TIME), rows, label("against before and target"))
    note = (msg("targets are those of whole months, also of one that is not over"),) if target else ()
    return Section("money", title, table, BarChart("money", title, bars), note)


_MOVES = (
    (m.WORSE, Summand.WORSE, Fill.DOTS),
    (m.SAME, Summand.SAME, Fill.BLANK),
    (m.BETTER, Summand.BETTER, Fill.STRIPES),
    (m.SETTLED, Summand.SETTLED, Fill.SOLID),
)


def _roll(found: InTimes) -> Section:
    """Where the cases of each stage went."""
    measures = (m.BEGUN, m.WORSE, m.SAME, m.BETTER, m.SETTLED, m.ROLL_RATE)
    now, before = found.sums
    bars = [
        Bar(
            _word(found, key),
            shown(m.ROLL_RATE, now[key]),
            [Slice(now[key].of(summand), fill) for _, summand, fill in _MOVES],
        )
        for key in found.keys
        if now[key].of(Summand.BEGUN)
    ]
    rows = [
        [_word(found, key), *_cells(measures, now[key]), shown(m.ROLL_RATE, before[key])]
        for key in found.keys
    ]
    totals = [label("total"), *_cells(measures, found.totals[0]), shown(m.ROLL_RATE, found.totals[1])]
    columns = _columns(measures, _STAGE, msg("{measure}, before", measure=m.ROLL_RATE.title))
    title = label("Roll between stages")
    heading = label("by the stage before the period; the roll rate is the share that got worse")
    legend = [(fill, measure.title) for measure, _, fill in _MOVES]
    chart = BarChart("roll", title, bars, legend, in_shares=True)
    return Section("roll", title, Table(columns, rows, heading, totals if rows else None), chart)


_ENDS = (
    (m.KEPT, Summand.KEPT, Fill.SOLID),
    (m.PARTIAL, Summand.PARTIAL, Fill.STRIPES),
    (m.BROKEN, Summand.BROKEN, Fill.DOTS),
)


def _promises(figures: PageFigures) -> Section:
    """What became of the promises that ended."""
    measures = (
        m.KEPT, m.PARTIAL, m.BROKEN, m.KEPT_RATE, m.PROMISED, m.PROMISED_AMOUNT, m.PROMISES_OPEN,
    )  # fmt: skip
    times = list(zip((figures.period, figures.before), figures.staff.totals, strict=True))
    bars = [
        Bar(
            span(period),
            shown(m.KEPT_RATE, sums),
            [Slice(sums.of(summand), fill) for _, summand, fill in _ENDS],
        )
        for period, sums in times
    ]
    rows = [[span(period), *_cells(measures, sums)] for period, sums in times]
    title = label("Promises")
    legend = [(fill, measure.title) for measure, _, fill in _ENDS]
    chart = BarChart("promises", title, bars, legend, in_shares=True)
    heading = label("ended in the period, whenever they were taken")
    return Section("promises", title, Table(_columns(measures, _TIME), rows, heading), chart, wide=True)


def _activity(figures: PageFigures) -> Section:
    """Each collector's work, money and target side by side."""
    found = figures.staff
    measures = found.report.measures
    now = found.sums[0]
    keys = [key for key in found.keys if any(each.of(now[key]) for each in measures)]

    rows = [[_word(found, key), *_cells(measures, now[key])] for key in keys]
    total = [label("total"), *_cells(measures, found.totals[0])]
    columns = _columns(measures, _COLLECTOR)
    called = sorted(
        (key for key in keys if now[key].of(Summand.CALLS)), key=lambda key: -now[key].of(Summand.CALLS)
    )
    most = set(called[:MOST_BARS])
    bars = [_calls(_word(found, key), now[key]) for key in keys if key in most]
    notes = (msg("the chart shows the {count} with most calls", count=MOST_BARS),)
    legend = ((Fill.SOLID, label("calls answered")), (Fill.BLANK, label("calls not answered")))
    title = label("Collectors")
    chart = BarChart("activity", label("Calls of each collector"), bars, legend)
    heading = label("work and promises by who did or took them, money by who had the case")
    return Section(
        "activity",
        title,
        Table(columns, rows, heading, total if rows else None),
        chart,
        notes if len(called) > MOST_BARS else (),
        wide=True,
    )


def _calls(who: Message | str, sums: Sums) -> Bar:
    """A collector's calls, those answered first."""
    calls, answered = sums.of(Summand.CALLS), sums.of(Summand.CONNECTED)
    return Bar(who, calls, (Slice(answered), Slice(calls - answered, Fill.BLANK)))


def _deadlines(ahead: Ahead) -> Section:
    """What is lost or was promised by a day."""
    counts = dict(ahead.chosen)
    each_sort = (
        msg("{what} {count}", what=ACTIONS[action], count=counts[action])
        for action in DEADLINES
        if action in counts
    )
    told = msg("in all: {what}", what=enumerated(each_sort))
    more = msg("further ones, not shown here: {count}", count=ahead.count - MOST_ROWS)
    notes = (*([told] if counts else []), *([more] if ahead.count > MOST_ROWS else []))
    return Section(
        "deadlines",
        label("Deadlines ahead"),
        Table(
            tuple(Column(each.title) for each in AHEAD_COLUMNS),
            ahead.rows,
            msg("limitation, guarantees, returns, promises and instalments up to {date}", date=ahead.until),
        ),
        notes=notes,
        wide=True,
    )


def _biggest(figures: PageFigures, mask: Masking) -> Section:
    titles = (
        (label("case"), False), (label("debtor"), False), (label("stage"), False), (label("days past due"), True),
        (label("balance"), True), (label("overdue"), True), (label("collector"), False),
    )  # fmt: skip
    rows: list[list[Cell]] = [
        [
            each.row.case,
            mask(each).name(each.person.debtor),
            each.row.stage,
            each.row.days_past_due,
            each.total,
            each.overdue,
            staff_named(each.row.owner) if each.row.owner else label("nobody"),
        ]
        for each in figures.biggest
    ]
    columns = tuple(Column(title, figures=right) for title, right in titles)
    return Section(
        "biggest", label("Biggest balances"), Table(columns, rows, label("names are masked")), wide=True
    )


def _clients(found: InTimes) -> Section:
    """What each client has with the office, and what came of it."""
    keys = sorted(found.keys, key=lambda key: -found.sums[0][key].of(Summand.BALANCE))
    most = keys[:MOST_ROWS]
    measures = (m.CASES, m.BALANCE, m.ASSIGNED, m.COLLECTED, m.RECOVERY_RATE)
    rows = [[_word(found, key), *_cells(measures, found.sums[0][key])] for key in most]
    title = label("Clients")
    table = Table(
        _columns(measures, Column(label("client"))),
        rows,
        label("balance on the last day, money of the period"),
        [label("total"), *_cells(measures, found.totals[0])] if rows else None,
    )
    notes = [msg("further ones, not shown here: {count}", count=len(keys) - MOST_ROWS)]
    chart = BarChart("clients", label("Balance by client"), _owed(found, most), _OVERDUE_OR_NOT)
    return Section("clients", title, table, chart, notes if len(keys) > MOST_ROWS else (), wide=True)

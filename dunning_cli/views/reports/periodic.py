"""The week's and the month's paper of an office or a collector: what was reached, what went wrong, what comes next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from dunning_cli.documents.page import LetterPage
from dunning_cli.documents.paper import paper_parts
from dunning_cli.documents.web_page import WebPage, page_html
from dunning_cli.domain.portfolio import measures as m
from dunning_cli.domain.portfolio.measure import Measure
from dunning_cli.domain.portfolio.periods import Period
from dunning_cli.domain.portfolio.sums import Summand, Sums
from dunning_cli.domain.worklist.reminder import Action
from dunning_cli.kernel.answer import Answer, Cell, Column, Paragraph, Table
from dunning_cli.kernel.message import Message, Translate, label, msg
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.remedy import Remedy, remedy
from dunning_cli.store.git.repository import last_commit
from dunning_cli.store.reading.ledger_reader import LedgerReader
from dunning_cli.views.account.data import unknown_data
from dunning_cli.views.account.unknown import Unknown, left_out, unknown_warning
from dunning_cli.views.letters.printed_pages import pages_pdf
from dunning_cli.views.portfolio.selection import Selection
from dunning_cli.views.reports.ahead import AHEAD_COLUMNS, Ahead, OneByOne, ahead_of
from dunning_cli.views.reports.definitions import Counting, Listed, Report
from dunning_cli.views.reports.groups import Groups
from dunning_cli.views.reports.in_times import InTimes, in_times
from dunning_cli.views.reports.looked_up import LookedUp
from dunning_cli.views.reports.page_sections import span
from dunning_cli.views.reports.report_sheet import figures, key_text, shown
from dunning_cli.views.titles import staff_named
from dunning_cli.views.worklist.reminder_sheet import ACTIONS

if TYPE_CHECKING:
    from dunning_cli.views.reports.json_keys import PaperData

DAYS_AHEAD = 7
"""How far the plan looks."""
MOST_ROWS = 30
"""Rows of a list in a paper; beyond, their number is told."""
_LISTED = (Action.LIMITATION, Action.RETURN, Action.PROMISE, Action.INSTALMENT, Action.CALLBACK)
"""What the plan lists one by one, beside visits that were arranged: each is bound to its day."""
_ARRANGED = "appointment"
_BOUND = OneByOne("bound", lambda place: place.action in _LISTED or place.rule == _ARRANGED, MOST_ROWS)
_RESULTS = (
    m.COLLECTED, m.RECOVERY_RATE, m.ON_HAND, m.ASSIGNED, m.RECEIVED, m.CASES, m.BALANCE, m.OVERDUE, m.WORKED,
    m.CALLS, m.CONNECTED, m.CONNECT_RATE, m.MESSAGES, m.VISITS, m.LETTERS, m.RECEIPTS, m.PROMISED,
    m.PROMISED_AMOUNT, m.KEPT, m.PARTIAL, m.KEPT_RATE, m.PROMISES_OPEN,
)  # fmt: skip
_PROBLEMS = (m.BROKEN, m.COMPLAINTS, m.WRONG_NUMBERS)
_EACH = (
    m.CASES,
    m.COLLECTED,
    m.RECOVERY_RATE,
    m.CALLS,
    m.CONNECTED,
    m.VISITS,
    m.LETTERS,
    m.KEPT_RATE,
    *_PROBLEMS,
)


def _troubled(cases: Mapping[str, Sums]) -> dict[str, Sums]:
    """Those of cases that have a problem."""
    return {case: sums for case, sums in cases.items() if any(each.of(sums) for each in _PROBLEMS)}


_TROUBLED = Listed("problems", _troubled)
_TARGETS = (m.TARGET, m.TARGET_REACHED)
"""What is wanted of a month; a week has no target."""
_WEEK = Report(
    "weekly",
    label("Weekly report"),
    (*_RESULTS, *_PROBLEMS),
    "collector",
    (Counting.STOCK, Counting.DONE),
    listed=_TROUBLED,
)
_MONTH = Report(
    "monthly",
    label("Monthly report"),
    (m.COLLECTED, *_TARGETS, *_RESULTS[1:], *_PROBLEMS),
    "collector",
    (Counting.STOCK, Counting.DONE, Counting.TARGETS),
    listed=_TROUBLED,
)


@dataclass(frozen=True, slots=True)
class Paper:
    """One sort of paper."""

    report: Report
    """Its figures: those of the reports on the portfolio, recovery, activity, promises and collectors."""
    by_month: bool
    """Whether it is held against the month before; else against as many days before."""


WEEKLY = Paper(_WEEK, by_month=False)
MONTHLY = Paper(_MONTH, by_month=True)


@dataclass(frozen=True, slots=True)
class _Found:
    """What a paper is made of."""

    paper: Paper
    period: Period
    before: Period
    owner: str | None
    summary: InTimes
    ahead: Ahead


def paper_of(reader: LedgerReader, paper: Paper, period: Period, owner: str | None, language: str) -> Answer:
    """A paper of the office, or of one collector; people are not named in it."""
    before = period.before() if paper.by_month else period.preceding()
    groups = Groups(reader, (paper.report.by,), language)
    looked_up = LookedUp(reader)
    summary = in_times(looked_up, paper.report, groups, Selection(owner=owner), (period, before))
    ahead = ahead_of(looked_up, period.last, DAYS_AHEAD, language, _BOUND, owner)
    found = _Found(paper, period, before, owner, summary, ahead)
    unknown = tuple(summary.now.unknown.values())
    data = _data(found, last_commit(reader.folder), unknown)
    parts = tuple(_parts(found, reader.office.office, unknown))
    return Answer(data, parts, tuple(map(unknown_warning, unknown)))


def paper_page(answer: Answer, language: str, translate: Translate) -> bytes:
    """A paper as a page of HTML."""
    title, parts = _title_and_parts(answer)
    return page_html(WebPage(title, parts, title), language, translate)


def paper_pdf(answer: Answer, language: str, translate: Translate, typeface: str | None) -> bytes:
    """A paper on A4, turned where a table needs it; equal papers give equal bytes. Raises Refused."""
    parts, wide = paper_parts(*_title_and_parts(answer), translate)
    page = LetterPage(
        parts=parts, written=answer.data["to"], language=language, serial=parts.title, wide=wide
    )
    return pages_pdf([page], typeface)


def _title_and_parts(answer: Answer) -> tuple[Message, list[Table | Message | Paragraph]]:
    title, *rest = answer.parts
    assert isinstance(title, Message)  # every paper begins with what it is
    return title, [part for part in rest if isinstance(part, (Table, Message, Paragraph))]


# --- for scripts


def _data(found: _Found, commit: str | None, unknown: Sequence[Unknown]) -> PaperData:
    measures = found.paper.report.measures
    now, before = found.summary.totals
    return {
        "report": found.paper.report.name,
        "from": found.period.first,
        "to": found.period.last,
        "as_of": found.period.last,
        "owner": found.owner,
        "commit": commit,
        "figures": {**figures(measures, now), "previous": figures(measures, before)},
        "rows": [
            {"key": key_text(key), **figures(measures, found.summary.sums[0][key])}
            for key in found.summary.keys
        ],
        "problems": [
            {"case": case, **figures(_PROBLEMS, sums)} for case, sums in _with_problems(found.summary)
        ],
        "plan": [
            {"action": action, "due": due, "ahead": later} for action, due, later in found.ahead.counted
        ],
        "not_computed": list(map(unknown_data, unknown)),
    }


def _with_problems(summary: InTimes) -> Iterator[tuple[str, Sums]]:
    return iter(sorted(summary.now.listed.items()))


# --- for people


def _parts(found: _Found, office: str, unknown: Sequence[Unknown]) -> Iterator[Table | Message]:
    yield _title(found, office)
    yield _results(found)
    if found.owner is None:
        yield _by_collector(found.summary)
    yield from _problems(found.summary)
    yield from _plan(found)
    yield from left_out(unknown)


def _title(found: _Found, office: str) -> Message:
    whose = staff_named(found.owner) if found.owner is not None else office
    return msg(
        "{paper} of {whose}, {period}", paper=found.paper.report.title, whose=whose, period=span(found.period)
    )


def _results(found: _Found) -> Table:
    """What was done and reached, beside the time before."""
    now, before = found.summary.totals
    has_target = now.of(Summand.TARGET) or before.of(Summand.TARGET)
    left_out = (*_PROBLEMS, *(() if has_target else _TARGETS))
    rows = [
        [each.title, shown(each, now), shown(each, before)]
        for each in found.paper.report.measures
        if each not in left_out
    ]
    columns = (
        Column(label("figure")),
        Column(span(found.period), figures=True),
        Column(span(found.before), figures=True),
    )
    return Table(columns, rows, label("Results"))


def _by_collector(summary: InTimes) -> Table:
    now = summary.sums[0]
    rows = [
        [summary.groups.words(key)[0], *(shown(each, now[key]) for each in _EACH)] for key in summary.keys
    ]
    total = [label("total"), *(shown(each, summary.totals[0]) for each in _EACH)]
    return Table(_columns(label("collector"), _EACH), rows, label("By collector"), total)


def _problems(summary: InTimes) -> Iterator[Table | Message]:
    """Broken promises, complaints and wrong numbers, case by case."""
    found = list(_with_problems(summary))
    if not found:
        yield label("no broken promises, no complaints, no wrong numbers")
        return
    rows = [[case, *(each.of(sums) or None for each in _PROBLEMS)] for case, sums in found[:MOST_ROWS]]
    total = [label("total"), *(each.of(summary.totals[0]) for each in _PROBLEMS)]
    yield Table(_columns(label("case"), _PROBLEMS), rows, label("Problems"), total)
    if len(found) > MOST_ROWS:
        yield msg("further ones, not shown here: {count}", count=len(found) - MOST_ROWS)


def _plan(found: _Found) -> Iterator[Table | Message]:
    """The work of the coming days by what it is; what is bound to a day one by one."""
    ahead = found.ahead
    counted = ahead.counted
    if not counted:
        yield msg("nothing to do up to {date}", date=ahead.until)
        return
    rows: list[list[Cell]] = [
        [ACTIONS[Action(action)], due or None, later or None] for action, due, later in counted
    ]
    columns = (
        Column(label("action")),
        Column(msg("due by {date}", date=ahead.as_of), figures=True),
        Column(msg("then up to {date}", date=ahead.until), figures=True),
    )
    total = [label("total"), sum(due for _, due, _ in counted), sum(later for _, _, later in counted)]
    yield Table(columns, rows, label("Plan of the coming week"), total)
    if ahead.rows:
        heading = label("Promises, callbacks, visits arranged and deadlines")
        yield Table(AHEAD_COLUMNS, ahead.rows, heading)
    if ahead.count > MOST_ROWS:
        yield msg("further ones, not shown here: {count}", count=ahead.count - MOST_ROWS)
    yield msg("all of it: {cure}", cure=_remind(found))


def _remind(found: _Found) -> Remedy:
    whose = {"owner": found.owner} if found.owner is not None else {}
    return remedy("remind", as_of=found.period.last, **whose, days=DAYS_AHEAD)


def _columns(first: Message, measures: Sequence[Measure]) -> tuple[Column, ...]:
    return (Column(first), *(Column(each.title, figures=True) for each in measures))

"""The page for a manager: how things stand in five figures, then ageing, money, roll, promises, people, deadlines, clients."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dunning_cli.documents.manager_page import BigFigure, ManagerPage, manager_page_html
from dunning_cli.domain.case.people.viewing import Viewer
from dunning_cli.domain.portfolio import measures as m
from dunning_cli.domain.portfolio.measure import Measure
from dunning_cli.domain.portfolio.periods import Period
from dunning_cli.domain.portfolio.sums import Summand
from dunning_cli.kernel.answer import Answer
from dunning_cli.kernel.message import Message, Translate, msg
from dunning_cli.kernel.record import dataclass
from dunning_cli.store.git.repository import last_commit
from dunning_cli.store.reading.ledger_reader import LedgerReader
from dunning_cli.views.account.data import unknown_data
from dunning_cli.views.account.figures import mask_on
from dunning_cli.views.account.unknown import unknown_warning
from dunning_cli.views.reports.ahead import ahead_of
from dunning_cli.views.reports.compared import against, told_figure
from dunning_cli.views.reports.in_times import InTimes
from dunning_cli.views.reports.looked_up import LookedUp
from dunning_cli.views.reports.page_figures import PageFigures, page_figures
from dunning_cli.views.reports.page_sections import LISTED_AHEAD, sections, span
from dunning_cli.views.reports.report_sheet import shown

if TYPE_CHECKING:
    from dunning_cli.views.reports.json_keys import PageData

DAYS_AHEAD = 14
"""How far the deadlines on the page look."""


@dataclass(frozen=True, slots=True)
class PageMade:
    """A page, and what is said of it to scripts and beside it."""

    page: ManagerPage
    answer: Answer


def manager_page(reader: LedgerReader, period: Period, language: str) -> PageMade:
    """The page of a period for whoever may see the office's figures: no name and no number of a debtor is in full."""
    looked_up = LookedUp(reader)
    figures = page_figures(looked_up, period, language)
    commit = last_commit(reader.folder)
    edited = len(reader.hand_edits)
    ahead = ahead_of(looked_up, period.last, DAYS_AHEAD, language, LISTED_AHEAD)
    mask = mask_on(reader, period.last, Viewer(language=language))
    page = ManagerPage(
        msg("{office}: how things stand on {day}", office=reader.office.office, day=period.last),
        tuple(_about(figures, commit, edited)),
        tuple(_big(figures)),
        sections(figures, ahead, mask),
        tuple(unknown_warning(each) for each in figures.unknown),
        msg(
            "The figures are those of the reports of the same days; a case counts from the day it was received. "
            "Debtors are named in part."
        ),
    )
    data: PageData = {
        "report": "page",
        "from": period.first,
        "to": period.last,
        "as_of": period.last,
        "commit": commit,
        "not_computed": list(map(unknown_data, figures.unknown)),
    }
    return PageMade(page, Answer(data, (), tuple(page.warnings)))


def page_file(made: PageMade, language: str, translate: Translate) -> bytes:
    """The page as HTML."""
    return manager_page_html(made.page, language, translate)


def _about(figures: PageFigures, commit: str | None, edited: int) -> list[Message]:
    """Of what the page is: days, cases left out, the ledger."""
    told = [
        msg("Period {now}, held against {before}", now=span(figures.period), before=span(figures.before)),
        msg("cases that cannot be worked out, in no figure: {count}", count=len(figures.unknown)),
    ]
    if edited:
        told.append(msg("files edited by hand that no commit holds: {count}", count=edited))
    return [*told, msg("ledger at commit {commit}", commit=commit or "–")]


def _big(figures: PageFigures) -> list[BigFigure]:
    """The state in five figures."""

    def of(measure: Measure, found: InTimes, *notes: Message) -> BigFigure:
        now, before = found.totals
        return BigFigure(measure.title, shown(measure, now), (against(measure, now, before), *notes))

    stages, staff, roll = figures.stages, figures.staff, figures.roll
    done, moved = staff.totals[0], roll.totals[0]
    return [
        of(m.BALANCE, stages, msg("cases: {count}", count=stages.totals[0].of(Summand.CASES))),
        of(m.OVERDUE, stages),
        of(m.COLLECTED, staff, _target(figures)),
        of(
            m.KEPT_RATE,
            staff,
            msg(
                "promises kept {kept}, partly {partial}, broken {broken}",
                kept=done.of(Summand.KEPT),
                partial=done.of(Summand.PARTIAL),
                broken=done.of(Summand.BROKEN),
            ),
        ),
        of(
            m.ROLL_RATE,
            roll,
            msg("worse {worse} of {all}", worse=moved.of(Summand.WORSE), all=moved.of(Summand.BEGUN)),
        ),
    ]


def _target(figures: PageFigures) -> Message:
    target = figures.target
    if target is None:
        return msg("no target for these days")
    reached = told_figure(m.TARGET_REACHED, figures.staff.totals[0])
    return msg("target {amount}, reached {share}", amount=target, share=reached)

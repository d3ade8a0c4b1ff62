"""A report as it is shown: rows by group with what they are held against, all together, formulas, what is not in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any

from dunning_cli.domain.portfolio.measure import Measure, Unit, Value
from dunning_cli.domain.portfolio.measures import DEFAULT_RATE as DEFAULT_RATE_MEASURE
from dunning_cli.domain.portfolio.periods import Period
from dunning_cli.domain.portfolio.sums import Sums
from dunning_cli.kernel.answer import Answer, Cell, Column, Listing, Table
from dunning_cli.kernel.errors import NotFound
from dunning_cli.kernel.message import Message, Translate, enumerated, label, msg
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.text import suggestion
from dunning_cli.store.reading.ledger_reader import LedgerReader
from dunning_cli.views.account.data import unknown_data
from dunning_cli.views.account.unknown import left_out, unknown_warning
from dunning_cli.views.portfolio.selection import Selection
from dunning_cli.views.reports.definitions import CURRENT, DEFAULT_RATE, OLD, Report
from dunning_cli.views.reports.groups import BETWEEN, NONE, TITLES, Groups, Key
from dunning_cli.views.reports.in_times import InTimes, in_times, split
from dunning_cli.views.reports.looked_up import LookedUp
from dunning_cli.views.reports.measured import NO_CASE, Measured, Measuring

if TYPE_CHECKING:
    from dunning_cli.views.reports.json_keys import ReportData

_PARTS = {CURRENT: label("bills of the period"), OLD: label("older bills")}
_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Asked:
    """Which report is wanted: of which period, by what, of which cases."""

    report: Report
    period: Period
    by: tuple[str, ...]
    selection: Selection
    cases: str | None = None
    """The row whose cases are to be listed, by its key or as it is shown."""
    of_a_day: bool = False
    """Whether a day was asked for, and no period."""
    spoken: Translate = str
    """Puts the words of a row as whoever asks sees them."""


def report_sheet(reader: LedgerReader, asked: Asked, language: str, *, in_one_table: bool = False) -> Answer:
    """A report with the period before and the same a year earlier; with `asked.cases` what one row is made of.

    Raises NotFound for a row that there is not.
    """
    groups = Groups(reader, asked.by, language)
    looked_up = LookedUp(reader)
    if asked.cases is not None:
        now = Measuring(looked_up, asked.report, groups, asked.selection).of(asked.period)
        return _made_of(asked, groups, now, _named(asked, asked.cases, groups, now))
    times = asked.period, asked.period.before(), asked.period.a_year_before()
    found = in_times(looked_up, asked.report, groups, asked.selection, times)
    sheet = _Sheet(asked, found)
    warnings = tuple(unknown_warning(each) for each in found.now.unknown.values())
    parts = (sheet.everything(),) if in_one_table else tuple(sheet.parts())
    return Answer(sheet.data(), parts, warnings)


class _Sheet:
    """One report in three times."""

    def __init__(self, asked: Asked, found: InTimes) -> None:
        self._asked = asked
        self._groups = found.groups
        self._unknown = found.now.unknown
        self._has_older = found.is_known[2]
        self._measures = asked.report.measures
        self._sums, self._keys, self._totals = found.sums, found.keys, found.totals

    # --- for scripts

    def data(self) -> ReportData:
        """The report as scripts read it."""
        asked, report = self._asked, self._asked.report
        data: ReportData = {
            "report": report.name,
            "from": None if asked.of_a_day else asked.period.first,
            "to": None if asked.of_a_day else asked.period.last,
            "as_of": asked.period.last,
            "by": ",".join(asked.by) or None,
            "formula": {each.key: each.formula for each in self._measures},
            "rows": [self._row(key) for key in self._keys],
            "total": self._figures(*self._totals),
            "not_computed": list(map(unknown_data, self._unknown.values())),
        }
        if report is DEFAULT_RATE:
            data["target"] = self._target()
        return data

    def _target(self) -> Decimal | None:
        return self._groups.office.default_rate_target if self._asked.report is DEFAULT_RATE else None

    def _within(self, target: Decimal) -> bool:
        found = DEFAULT_RATE_MEASURE.of(self._totals[0])
        return found is None or found <= target

    def _row(self, key: Key) -> dict[str, Any]:
        sums = [each[key] for each in self._sums]
        return {"key": key_text(key), "of": _of(self._groups, key), **self._figures(*sums)}

    def _figures(self, now: Sums, before: Sums, earlier: Sums) -> dict[str, Any]:
        return {
            **figures(self._measures, now),
            "previous": figures(self._measures, before),
            "last_year": figures(self._measures, earlier),
        }

    # --- for people

    def parts(self) -> Iterator[Table | Message | Listing]:
        """The rows, all together beside the times before, how the figures come about, what is not in them."""
        yield self._by_group()
        yield self._in_all()
        yield Listing([(each.title, each.formula) for each in self._measures])
        target = self._target()
        if target is not None:
            kept = self._within(target)
            yield (
                msg("target: a default rate of at most {percent}%", percent=target)
                if kept
                else msg("target: a default rate of at most {percent}%; it is missed", percent=target)
            )
        yield from left_out(self._unknown)

    def _by_group(self) -> Table:
        compared = self._asked.report.compared
        # an office in its first year has nothing to hold itself against
        older = compared if self._has_older else ()
        columns = [
            *_titles(self._asked),
            *(_column(each) for each in self._measures),
            *(Column(msg("{measure}, before", measure=each.title), figures=True) for each in compared),
            *(Column(msg("{measure}, a year ago", measure=each.title), figures=True) for each in older),
        ]
        now, before, earlier = self._sums

        def cells(sums: Sums, old: Sums, year_ago: Sums) -> list[Cell]:
            return [
                *(shown(each, sums) for each in self._measures),
                *(shown(each, old) for each in compared),
                *(shown(each, year_ago) for each in older),
            ]

        rows = [
            [*_words(self._groups, key), *cells(now[key], before[key], earlier[key])] for key in self._keys
        ]
        names = len(_titles(self._asked))
        total = [label("total"), *[""] * (names - 1), *cells(*self._totals)] if names else None
        return Table(tuple(columns), rows, _heading(self._asked), total)

    def _in_all(self) -> Table:
        period = self._asked.period
        times = (period, period.before(), period.a_year_before())
        spans = [
            msg("{day}", day=each.last)
            if self._asked.of_a_day
            else msg("{first} to {last}", first=each.first, last=each.last)
            for each in times
        ]
        columns = (Column(label("all together")), *(Column(span, figures=True) for span in spans))
        rows = [
            [measure.title, *(shown(measure, sums) for sums in self._totals)] for measure in self._measures
        ]
        return Table(columns, rows)

    def everything(self) -> Table:
        """One table of all figures, for a spreadsheet."""
        columns = list(_titles(self._asked))
        for words in ("{measure}", "{measure}, before", "{measure}, a year ago"):
            columns += [
                Column(Message(words, {"measure": each.title}), figures=True) for each in self._measures
            ]
        rows = [
            [
                *_words(self._groups, key),
                *(value(each, sums[key]) for sums in self._sums for each in self._measures),
            ]
            for key in self._keys
        ]
        names = len(_titles(self._asked))
        total = [
            label("total"), *[""] * (names - 1),
            *(value(each, sums) for sums in self._totals for each in self._measures),
        ]  # fmt: skip
        return Table(tuple(columns), rows, total=total)


def figures(measures: Iterable[Measure], sums: Sums) -> Mapping[str, Value]:
    """What each measure says of some sums; percent and hours with two decimals."""
    return {each.key: value(each, sums) for each in measures}


def value(measure: Measure, sums: Sums) -> Value:
    """What a measure says of some sums, rounded half up to two decimals, as whoever works it out again does."""
    found = measure.of(sums)
    return found.quantize(_CENT, ROUND_HALF_UP) if isinstance(found, Decimal) else found


def shown(measure: Measure, sums: Sums) -> Cell:
    """A measure in a table: percent with their sign, nothing where there is nothing to divide by."""
    found = value(measure, sums)
    return f"{found}%" if measure.unit is Unit.PERCENT and found is not None else found


def key_text(key: Key) -> str:
    """A row's key as it is written: its values with a stroke between."""
    return BETWEEN.join(each or NONE for each in key)


def _of(groups: Groups, key: Key) -> dict[str, str | None]:
    part, values = split(groups, key)
    named = {"bills": part[0]} if part else {}
    return {**named, **{name: value or None for name, value in zip(groups.by, values, strict=True)}}


def _heading(asked: Asked) -> Message:
    title, period = asked.report.title, asked.period
    if asked.of_a_day:
        return msg("{report}, {day}", report=title, day=period.last)
    return msg("{report}, {first} to {last}", report=title, first=period.first, last=period.last)


def _titles(asked: Asked) -> list[Column]:
    parts = [Column(label("bills"))] if asked.report.parts != ("",) else []
    return [*parts, *(Column(TITLES[each]) for each in asked.by)]


def _words(groups: Groups, key: Key) -> tuple[Cell, ...]:
    part, values = split(groups, key)
    return (*(_PARTS[each] for each in part), *groups.words(values))


def _column(measure: Measure) -> Column:
    return Column(measure.title, figures=True)


def _named(asked: Asked, text: str, groups: Groups, found: Measured) -> Key:
    keys = {key_text(key): key for key in found.groups}
    if text in keys:
        return keys[text]
    as_shown = {BETWEEN.join(_spoken(asked, groups, key)): key for key in found.groups}
    if text not in as_shown:
        raise NotFound(msg("there is no row '{text}'; {hint}", text=text, hint=suggestion(text, keys)))
    return as_shown[text]


def _spoken(asked: Asked, groups: Groups, key: Key) -> Iterator[str]:
    for word in _plain(_words(groups, key)):
        yield asked.spoken(word) if isinstance(word, Message) else word


def _made_of(asked: Asked, groups: Groups, found: Measured, key: Key) -> Answer:
    """The cases of one row, each with its figures."""
    measures = asked.report.measures
    cases = sorted((case, sums) for case, sums in found.groups[key].items() if sums and case != NO_CASE)
    data = {
        "report": asked.report.name,
        "from": None if asked.of_a_day else asked.period.first,
        "to": None if asked.of_a_day else asked.period.last,
        "as_of": asked.period.last,
        "key": key_text(key),
        "cases": [{"case": case, **figures(measures, sums)} for case, sums in cases],
    }
    columns = (Column(label("case")), *(_column(each) for each in measures))
    rows = [[case, *(shown(each, sums) for each in measures)] for case, sums in cases]
    together = found.sums(key)
    total = [msg("cases: {count}", count=len(cases)), *(shown(each, together) for each in measures)]
    heading = msg("{report}: {row}", report=_heading(asked), row=enumerated(_plain(_words(groups, key))))
    return Answer(data, (Table(columns, rows, heading, total),))


def _plain(words: Iterable[Cell]) -> Iterator[Message | str]:
    for each in words:
        yield each if isinstance(each, Message) else str(each)

"""A report worked out: the sums of each group, in a period and in the times it is held against."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from functools import cached_property
from typing import NamedTuple

from dunning_cli.domain.portfolio.periods import Period
from dunning_cli.domain.portfolio.rolls import StageOnDay, rolled
from dunning_cli.domain.portfolio.sums import Summand, Sums, added_up
from dunning_cli.kernel.money import as_cents, as_yuan
from dunning_cli.kernel.record import dataclass
from dunning_cli.store.reading.report_rows import CountedRow, FactsRow
from dunning_cli.views.account.case_figures import CaseFigures
from dunning_cli.views.account.counted import counted_rows
from dunning_cli.views.account.unknown import Unknown
from dunning_cli.views.portfolio.selection import Selection, fits
from dunning_cli.views.reports.definitions import BEGINS_WITH_STAGE, Counting, Report
from dunning_cli.views.reports.groups import Grouped, Groups, Key
from dunning_cli.views.reports.looked_up import LookedUp, is_received

NO_CASE = ""
"""In the place of a case: what is of a whole row."""


class Seen(NamedTuple):
    """Which of a report's countings found a case first, and the stages of its policy: rows stand in the order of these."""

    counting: int
    case_id: str
    stages: tuple[str, ...]


@dataclass(slots=True)
class Measured:
    """One period: by group, and in it by case, what was counted; and what could not be worked out."""

    groups: dict[Key, dict[str, Sums]] = field(default_factory=dict)
    unknown: dict[str, Unknown] = field(default_factory=dict)
    seen: dict[str, Seen] = field(default_factory=dict)
    """By case where it was counted first."""

    def sums(self, key: Key) -> Sums:
        """The sums of a group; nothing of one that there is not."""
        return added_up(self.groups.get(key, {}).values())


class Measuring:
    """Counts the cases of a ledger for a report; what is looked up for one report serves the next."""

    def __init__(self, looked_up: LookedUp, report: Report, groups: Groups, selection: Selection) -> None:
        self._looked_up = looked_up
        self._on = looked_up.on
        self._office = looked_up.reader.office
        self._report = report
        self._groups = groups
        self._selection = selection
        self._takes_all = selection == Selection()

    def of(self, period: Period) -> Measured:
        """What is counted in a period."""
        measured = self.of_cases(period)
        for key, sums in self.targets(period):
            measured.groups.setdefault(key, {})[NO_CASE] = sums
        return measured

    def targets(self, period: Period) -> Iterator[tuple[Key, Sums]]:
        """What each collector was to collect in a period, where rows are collectors; it belongs to no case."""
        if Counting.TARGETS not in self._report.countings or self._groups.by != ("collector",):
            return
        found: dict[Key, Sums] = {}
        for target in self._office.targets:
            wanted = self._selection.owner in (None, target.staff)
            if target.amount is not None and target.period in period and wanted:
                sums = found.setdefault((target.staff,), Sums())
                sums.count(Summand.TARGET, as_cents(target.amount))
        yield from found.items()

    def of_cases(self, period: Period) -> Measured:
        """What is counted of the cases in a period. One that one counting cannot work out is in no figure of any other."""
        measured, known = Measured(), self._facts
        found = [
            (place, case_id, facts, self._first(place, case_id, facts, period), counted)
            for place, case_id, counted in self._counted(period, measured)
            if (facts := known.get(case_id)) is not None
        ]
        for _, case_id, _, first, _ in found:
            self._note(measured, case_id, first)
        for place, case_id, facts, first, counted in found:
            if case_id in measured.unknown or isinstance(first, Unknown):
                continue
            if self._by_stage and first is None:
                continue
            for row in counted:
                case = Grouped(facts, first, period.last, row.person)
                if self._takes_all or self._wanted(case):
                    key = ((row.part,) if row.part else ()) + self._groups.key(case)
                    if case_id not in measured.seen:
                        measured.seen[case_id] = Seen(place, case_id, facts.stages)
                    sums = measured.groups.setdefault(key, {}).setdefault(case_id, Sums())
                    sums.add(row.numbers.items(), row.names.items())
        return measured

    @property
    def _facts(self) -> dict[str, FactsRow]:
        return self._looked_up.facts

    @cached_property
    def _by_stage(self) -> bool:
        """Whether rows are divided or narrowed by what changes from day to day."""
        return bool({"stage", "age"} & set(self._groups.by)) or self._selection.stage is not None

    def _first(
        self, place: int, case_id: str, facts: FactsRow, period: Period
    ) -> CaseFigures | Unknown | None:
        """The figures by which stage and age of a case go: of what was done in the period, those of the day before it.

        `place` is that of a counting among those of the report. None where rows go by neither.
        """
        if not self._by_stage:
            return None
        began = self._report.countings[place] in BEGINS_WITH_STAGE and is_received(facts, period.eve)
        return self._on(period.eve if began else period.last).get(case_id)

    def _note(self, measured: Measured, case_id: str, found: CaseFigures | Unknown | None) -> None:
        if isinstance(found, Unknown):
            measured.unknown[case_id] = found

    def _counted(
        self, period: Period, measured: Measured
    ) -> Iterator[tuple[int, str, tuple[CountedRow, ...]]]:
        """What each counting of the report finds of each case, with its place among them; what cannot be worked out is noted."""
        for place, counting in enumerate(self._report.countings):
            for case_id, counted in self._found(counting, period, measured):
                yield place, case_id, counted

    def _found(
        self, counting: Counting, period: Period, measured: Measured
    ) -> Iterator[tuple[str, tuple[CountedRow, ...]]]:
        if counting is Counting.STOCK:
            yield from self._stock(period, measured)
        elif counting is Counting.ROLL:
            yield from self._rolls(period, measured)
        elif counting is not Counting.TARGETS:
            for case_id, row in self._looked_up.counted(counting, period):
                if not isinstance(row, Unknown):
                    yield case_id, row.counted
                else:
                    measured.unknown[case_id] = row

    def _stock(self, period: Period, measured: Measured) -> Iterator[tuple[str, tuple[CountedRow, ...]]]:
        for case_id, found in self._on(period.last).items():
            self._note(measured, case_id, found)
        yield from self._looked_up.stock(period.last)

    def _rolls(self, period: Period, measured: Measured) -> Iterator[tuple[str, tuple[CountedRow, ...]]]:
        first = self._on(period.eve)
        for case_id, found in self._on(period.last).items():
            facts, began = self._facts.get(case_id), first.get(case_id)
            for each in (found, began):
                self._note(measured, case_id, each)
            if not isinstance(found, CaseFigures) or not isinstance(began, CaseFigures) or facts is None:
                continue
            if not began.row.closed and is_received(facts, period.eve):
                moved = rolled(_stage(began), _stage(found), facts.stages)
                yield case_id, counted_rows({found.row.owner: moved})

    def _wanted(self, case: Grouped) -> bool:
        facts = case.facts
        return fits(
            self._selection,
            self._office,
            closed=False,
            owner=case.person,
            policy=facts.policy,
            stage=case.first.row.stage if case.first is not None else None,
            batch=facts.batch,
            area=facts.area,
            creditor=facts.creditor,
        )


def _stage(found: CaseFigures) -> StageOnDay:
    row = found.row
    owed = sum(row.balance[:4])
    return StageOnDay(row.stage, as_yuan(owed), as_yuan(row.overdue), is_open=not row.closed)

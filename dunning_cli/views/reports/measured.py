"""A report worked out: the sums of each group, in a period and in the times it is held against."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from datetime import date
from functools import cached_property

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


@dataclass(slots=True)
class Measured:
    """One period: by group, and in it by case, what was counted; and what could not be worked out."""

    groups: dict[Key, dict[str, Sums]] = field(default_factory=dict)
    unknown: dict[str, Unknown] = field(default_factory=dict)

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
        self._facts = looked_up.facts

    def of(self, period: Period) -> Measured:
        """What is counted in a period. A case that one counting cannot work out is in no figure of any other."""
        measured = Measured()
        found = [
            (case_id, facts, self._day_of_stage(counting, facts, period), counted)
            for counting, case_id, counted in self._counted(period, measured)
            if (facts := self._facts.get(case_id)) is not None
        ]
        if self._by_stage:
            for case_id, _, day, _ in found:
                self._note(measured, case_id, self._on(day).get(case_id))
        for case_id, facts, day, counted in found:
            first = self._on(day).get(case_id) if self._by_stage else None
            if case_id in measured.unknown or isinstance(first, Unknown):
                continue
            if self._by_stage and first is None:
                continue
            for row in counted:
                case = Grouped(facts, first, period.last, row.person)
                if self._takes_all or self._wanted(case):
                    key = ((row.part,) if row.part else ()) + self._groups.key(case)
                    sums = measured.groups.setdefault(key, {}).setdefault(case_id, Sums())
                    sums.add(row.numbers.items(), row.names.items())
        return measured

    @cached_property
    def _by_stage(self) -> bool:
        """Whether rows are divided or narrowed by what changes from day to day."""
        return bool({"stage", "age"} & set(self._groups.by)) or self._selection.stage is not None

    def _day_of_stage(self, counting: Counting, facts: FactsRow, period: Period) -> date:
        """The day by whose figures stage and age of a case go: of what was done in the period, the day before it."""
        began = counting in BEGINS_WITH_STAGE and is_received(facts, period.eve)
        return period.eve if began else period.last

    def _note(self, measured: Measured, case_id: str, found: CaseFigures | Unknown | None) -> None:
        if isinstance(found, Unknown):
            measured.unknown[case_id] = found

    def _counted(
        self, period: Period, measured: Measured
    ) -> Iterator[tuple[Counting, str, tuple[CountedRow, ...]]]:
        """What each counting of the report finds of each case; cases that cannot be worked out are noted."""
        for counting in self._report.countings:
            if counting is Counting.TARGETS:
                self._set_targets(period, measured)
            elif counting is Counting.STOCK:
                yield from ((counting, *each) for each in self._stock(period, measured))
            elif counting is Counting.ROLL:
                yield from ((counting, *each) for each in self._rolls(period, measured))
            else:
                for case_id, row in self._looked_up.counted(counting, period):
                    if not isinstance(row, Unknown):
                        yield counting, case_id, row.counted
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

    def _set_targets(self, period: Period, measured: Measured) -> None:
        """Adds what each collector was to collect; they belong to no case."""
        for target in self._office.targets if self._groups.by == ("collector",) else ():
            wanted = self._selection.owner in (None, target.staff)
            if target.amount is not None and target.period in period and wanted:
                sums = measured.groups.setdefault((target.staff,), {}).setdefault(NO_CASE, Sums())
                sums.count(Summand.TARGET, as_cents(target.amount))

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

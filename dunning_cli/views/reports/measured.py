"""A report worked out: the sums of each group, in a period and in the times it is held against."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field, replace

from dunning_cli.domain.portfolio.periods import Period
from dunning_cli.domain.portfolio.rolls import StageOnDay, rolled
from dunning_cli.domain.portfolio.sums import Sums
from dunning_cli.kernel.money import as_yuan
from dunning_cli.kernel.record import dataclass
from dunning_cli.store.reading.report_rows import CountedRow
from dunning_cli.views.account.case_figures import CaseFigures
from dunning_cli.views.account.counted import counted_rows
from dunning_cli.views.account.unknown import Unknown
from dunning_cli.views.portfolio.selection import Selection, wanted_figures
from dunning_cli.views.reports.definitions import Counting, Report
from dunning_cli.views.reports.groups import Grouped, Groups, Key
from dunning_cli.views.reports.looked_up import LookedUp, is_received


@dataclass(slots=True)
class Measured:
    """One period: by group, and in it by case, what was counted; and what could not be worked out."""

    groups: dict[Key, dict[str, Sums]] = field(default_factory=dict)
    unknown: dict[str, Unknown] = field(default_factory=dict)

    def sums(self, key: Key | None = None) -> Sums:
        """The sums of a group, of all groups unless one is named."""
        total = Sums()
        for each, cases in self.groups.items():
            if key is None or each == key:
                for sums in cases.values():
                    total.add_all(sums)
        return total


class Measuring:
    """Counts the cases of a ledger for a report; what is looked up for one report serves the next."""

    def __init__(self, looked_up: LookedUp, report: Report, groups: Groups, selection: Selection) -> None:
        self._looked_up = looked_up
        self._office = looked_up.reader.office
        self._report = report
        self._groups = groups
        self._selection = selection
        self._takes_all = selection == Selection()
        self._of_all = replace(selection, owner=None, stage=None, closed_too=True)
        self._facts = looked_up.facts

    def of(self, period: Period) -> Measured:
        """What is counted in a period."""
        measured = Measured()
        on = self._looked_up.on
        last = on(period.last)
        first = on(period.eve) if self._looks_back else last
        for case_id, counted in self._counted(period, last, first, measured):
            found = last[case_id]
            if isinstance(found, Unknown) or case_id not in self._facts:
                continue
            facts = self._facts[case_id]
            began = first.get(case_id)
            was_there = facts.received is not None and facts.received <= period.eve
            earlier = began if was_there and isinstance(began, CaseFigures) else found
            for row in counted:
                case = Grouped(found, earlier, facts, period.last, row.person)
                if self._takes_all or self._wanted(case):
                    key = ((row.part,) if row.part else ()) + self._groups.key(case)
                    sums = measured.groups.setdefault(key, {}).setdefault(case_id, Sums())
                    sums.add(row.numbers.items(), row.names.items())
        return measured

    @property
    def _looks_back(self) -> bool:
        by_stage = self._report.begins_with_stage and {"stage", "age"} & set(self._groups.by)
        asked = self._report.begins_with_stage and self._selection.stage is not None
        return Counting.ROLL in self._report.countings or bool(by_stage) or asked

    def _counted(
        self,
        period: Period,
        last: Mapping[str, CaseFigures | Unknown],
        first: Mapping[str, CaseFigures | Unknown],
        measured: Measured,
    ) -> Iterator[tuple[str, tuple[CountedRow, ...]]]:
        """What each counting of the report finds of each case; cases that cannot be worked out are noted."""
        measured.unknown |= {name: found for name, found in last.items() if isinstance(found, Unknown)}
        for counting in self._report.countings:
            if counting is Counting.STOCK:
                yield from self._looked_up.stock(period.last)
            elif counting is Counting.ROLL:
                yield from self._rolls(first, last, period)
            else:
                for case_id, row in self._looked_up.counted(counting, period):
                    if not isinstance(row, Unknown):
                        yield case_id, row.counted
                    else:
                        measured.unknown[case_id] = row

    def _rolls(
        self,
        first: Mapping[str, CaseFigures | Unknown],
        last: Mapping[str, CaseFigures | Unknown],
        period: Period,
    ) -> Iterator[tuple[str, tuple[CountedRow, ...]]]:
        for case_id, found in last.items():
            facts, began = self._facts.get(case_id), first.get(case_id)
            if isinstance(found, Unknown) or not isinstance(began, CaseFigures) or facts is None:
                continue
            if began.row.closed or not is_received(facts, period.eve):
                continue
            yield (
                case_id,
                counted_rows({found.row.owner: rolled(_stage(began), _stage(found), facts.stages)}),
            )

    def _wanted(self, case: Grouped) -> bool:
        selection = self._selection
        if selection.owner is not None and not self._office.is_wanted(case.person, selection.owner):
            return False
        if selection.stage not in (None, case.first.row.stage):
            return False
        return wanted_figures(case.found, self._of_all, self._office)


def _stage(found: CaseFigures) -> StageOnDay:
    row = found.row
    owed = sum(row.balance[:4])
    return StageOnDay(row.stage, as_yuan(owed), as_yuan(row.overdue), is_open=not row.closed)

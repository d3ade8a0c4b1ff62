"""What several reports of one command look at together: figures of a day, counts of a period, each asked for once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cached_property

from dunning_cli.domain.portfolio.on_hand import Stock
from dunning_cli.domain.portfolio.periods import Period
from dunning_cli.domain.portfolio.sums import Sums
from dunning_cli.store.format.folder import CaseFile
from dunning_cli.store.reading.ledger_reader import LedgerReader
from dunning_cli.store.reading.part_cache import Part, parts_of
from dunning_cli.store.reading.report_rows import CountedRow, FactsRow, PeriodRow
from dunning_cli.views.account.case_figures import CaseFigures
from dunning_cli.views.account.counted import counted_rows
from dunning_cli.views.account.figures import figures_in
from dunning_cli.views.account.unknown import Unknown
from dunning_cli.views.reports.case_facts import case_facts
from dunning_cli.views.reports.definitions import Counting
from dunning_cli.views.reports.period_rows import counted_in


class LookedUp:
    """Figures and counts of a ledger's cases, kept in memory for as long as one command runs."""

    def __init__(
        self,
        reader: LedgerReader,
        every: Sequence[CaseFile] | None = None,
        files: Sequence[CaseFile] | None = None,
    ) -> None:
        """`every` are the reader's files, `files` those that are looked at: all of them unless told."""
        self.reader = reader
        self.every = every if every is not None else reader.case_files()
        self._files = files if files is not None else self.every
        self._some: dict[tuple[CaseFile, ...], LookedUp] = {}
        self._days: dict[date, dict[str, CaseFigures | Unknown]] = {}
        self._stock: dict[date, list[tuple[str, tuple[CountedRow, ...]]]] = {}
        self._counted: dict[tuple[Counting, Period], list[tuple[str, PeriodRow | Unknown]]] = {}

    def of(self, files: Sequence[CaseFile]) -> LookedUp:
        """The same of some of the files, in the order of all."""
        if self.every is None or len(files) == len(self.every):
            return self
        asked = tuple(files)
        if asked not in self._some:
            self._some[asked] = LookedUp(self.reader, self.every, asked)
        return self._some[asked]

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """The files in parts of which sums are kept; none where the cases stand in no files, or two have one id."""
        files = self.every or ()
        return parts_of(files) if len({file.id for file in files}) == len(files) else ()

    @cached_property
    def facts(self) -> dict[str, FactsRow]:
        """What groups cases whatever the day, by case."""
        return case_facts(self.reader, self._files, self.every)

    def on(self, day: date) -> dict[str, CaseFigures | Unknown]:
        """The figures of every case on a day, by case."""
        if day not in self._days:
            self._days[day] = {
                found.case_id if isinstance(found, Unknown) else found.row.case: found
                for found in figures_in(self.reader, self._files, day, self.every)
            }
        return self._days[day]

    def stock(self, day: date) -> list[tuple[str, tuple[CountedRow, ...]]]:
        """What every open case received by a day owes on it; cases that cannot be worked out are left out."""
        if day not in self._stock:
            self._stock[day] = [
                (case_id, counted_rows({found.row.owner: stock_of(found)}))
                for case_id, found in self.on(day).items()
                if isinstance(found, CaseFigures)
                and not found.row.closed
                and is_received(self.facts.get(case_id), day)
            ]
        return self._stock[day]

    def counted(self, counting: Counting, period: Period) -> list[tuple[str, PeriodRow | Unknown]]:
        """What one sort of counting finds of each case in a period."""
        asked = counting, period
        if asked not in self._counted:
            self._counted[asked] = list(counted_in(self.reader, self._files, counting, period, self.every))
        return self._counted[asked]


def is_received(facts: FactsRow | None, day: date) -> bool:
    """Whether a case counts in reports on a day."""
    return facts is not None and facts.received is not None and facts.received <= day


def stock_of(found: CaseFigures) -> Sums:
    """What an open case adds to the stock of a day."""
    row = found.row
    return Stock(*row.balance, row.overdue).sums()

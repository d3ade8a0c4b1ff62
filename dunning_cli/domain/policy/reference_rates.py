"""Reference rates such as the LPR: dated tables that know how far they reach."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import field
from datetime import date
from fractions import Fraction
from itertools import pairwise

from dunning_cli.kernel.errors import Refused
from dunning_cli.kernel.message import Message, Problem, msg
from dunning_cli.kernel.nodes import EMPTY_MAP, Map, Node
from dunning_cli.kernel.rates import Percent, RateWords
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.remedy import Placeholder, remedy
from dunning_cli.kernel.schema import key, read
from dunning_cli.kernel.text import suggestion
from dunning_cli.kernel.values import Day, Words

REFERENCE_FILE = "policies/reference-rates.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class RateRow:
    """One row of a table: the rate per year from a day on."""

    from_: Day = key("first day of the rate", required=True)
    rate: Percent = key("rate per year, as a percentage", required=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class RateTitle:
    """The table's name for people."""

    zh: Words | None = None
    en: Words | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RateTable:
    """One reference rate over time."""

    title: RateTitle | None = key("name of the table")
    source: Words | None = key("where the figures are from")
    valid_through: Day = key("last day on which the last row is known to hold", required=True)
    then: RateWords | None = key(
        "what takes its place after valid_through, as a rate names it; nothing more is added to the table"
    )
    rates: tuple[RateRow, ...] = key("the rows, oldest first", required=True)

    def contradictions(self) -> Iterator[tuple[str, Message]]:
        """Rows must follow each other in time, and reach up to `valid_through`."""
        days = [row.from_ for row in self.rates if row is not None]
        if not days:
            yield "rates", msg("the table has no rows")
        for before, after in pairwise(days):
            if after <= before:
                yield "rates", msg("the row from {day} does not come after the row before it", day=after)
        if days and self.valid_through < days[-1]:
            yield "valid_through", msg("valid_through is before the last row")


@dataclass(frozen=True, slots=True, kw_only=True)
class _ReferenceFile:
    tables: Map = key("the tables by name", default=EMPTY_MAP)


@dataclass(frozen=True, slots=True)
class ReferenceRates:
    """All tables of a ledger by name."""

    tables: Mapping[str, RateTable] = field(default_factory=dict)
    _changes: list[date] = field(default_factory=list, repr=False, compare=False)
    """Every change of every table, filled when it is first asked for."""

    def on(self, name: str, day: date) -> Fraction:
        """The yearly rate of a table on a day, as a share.

        Raises Refused for an unknown table, a day before its first row and a day beyond
        `valid_through`: a rate is looked up, never carried on.
        """
        table = self._table(name)
        index = bisect_right([row.from_ for row in table.rates], day) - 1
        if index < 0:
            raise Refused(
                msg(
                    "{file}: the table {table} begins on {first}, and a day before is asked for; add earlier rows to "
                    "it there, then: {cure}",
                    file=REFERENCE_FILE,
                    table=name,
                    first=table.rates[0].from_,
                    cure=remedy("commit"),
                )
            )
        if day > table.valid_through:
            raise Refused(_beyond(name, table, day))
        return table.rates[index].rate

    def changes(self, name: str) -> Iterator[date]:
        """Days on which a table's answer changes, its end of validity included; none for an unknown table."""
        table = self.tables.get(name)
        if table is not None:
            yield from (row.from_ for row in table.rates)
            yield date.fromordinal(table.valid_through.toordinal() + 1)

    def next_change(self, day: date) -> date | None:
        """The first day after `day` on which any table's answer changes; None where none is known."""
        if not self._changes:
            self._changes.extend(sorted({change for name in self.tables for change in self.changes(name)}))
        place = bisect_right(self._changes, day)
        return self._changes[place] if place < len(self._changes) else None

    def _table(self, name: str) -> RateTable:
        table = self.tables.get(name)
        if table is None:
            raise Refused(
                msg(
                    "{file}: there is no reference rate '{table}'; {hint}",
                    file=REFERENCE_FILE,
                    table=name,
                    hint=suggestion(name, ["contract", *self.tables]),
                )
            )
        return table


NO_REFERENCES = ReferenceRates()


def _beyond(name: str, table: RateTable, day: date) -> Message:
    """Why a table does not tell a day after its last one: it ended, or is to be extended."""
    if table.then is not None:
        return msg(
            "{file}: the table {table} ended on {through}, asked for {day}; from then on it is {then}: name both in "
            "the rate, with the days from which they hold",
            file=REFERENCE_FILE,
            table=name,
            through=table.valid_through,
            day=day,
            then=table.then,
        )
    return msg(
        "{file}: the table {table} is known through {through}, asked for {day}; extend it with: {cure}",
        file=REFERENCE_FILE,
        table=name,
        through=table.valid_through,
        day=day,
        cure=remedy("policy rate", table=name, valid_through=Placeholder("DATE")),
    )


def read_reference_rates(node: Node, problems: list[Problem]) -> ReferenceRates | None:
    """The tables of reference-rates.yaml, or None where anything is wrong; faults are added to `problems`."""
    before = len(problems)
    file = read(_ReferenceFile, node, problems)
    if file is None:
        return None
    tables: dict[str, RateTable] = {}
    for pair in file.tables.pairs:
        table = read(RateTable, pair.node, problems)
        if table is not None:
            tables[pair.key] = table
    return ReferenceRates(tables) if len(problems) == before else None

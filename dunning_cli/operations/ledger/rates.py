"""Extending a reference rate: a new row, or only a later last day."""

from __future__ import annotations

from dunning_cli.domain.case.commit_subjects import RATE, RATES_KNOWN
from dunning_cli.domain.policy.reference_rates import REFERENCE_FILE, RateTable, read_reference_rates
from dunning_cli.kernel.errors import NotFound, Refused
from dunning_cli.kernel.message import Problem, msg
from dunning_cli.kernel.nodes import Map, Pair, Text
from dunning_cli.kernel.rates import percent_text
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.text import suggestion
from dunning_cli.operations.declared import ledger as declared
from dunning_cli.operations.writing.outcome import Outcome
from dunning_cli.operations.writing.unit_of_work import UnitOfWork
from dunning_cli.store.format.head_edit import set_head_value
from dunning_cli.store.format.yaml_reader import parse_yaml


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtendRate(declared.ExtendRate):
    """Adds what has become known of a reference rate."""

    def apply(self, unit: UnitOfWork) -> Outcome:
        """Edits the table in its file. Refused where rows would not follow each other."""
        table = self._table(unit)
        if table.then is not None:
            raise Refused(
                msg(
                    "the table {table} ended on {through}; from then on it is {then}",
                    table=self.table,
                    through=table.valid_through,
                    then=table.then,
                )
            )
        if (self.from_ is None) != (self.rate is None):
            raise Refused(msg("a new rate needs both: --from DATE and --rate PERCENT"))
        text = unit.reader.folder.read(REFERENCE_FILE).decode("utf-8").replace("\r\n", "\n")
        place = ("tables", self.table)
        if self.from_ is not None and self.rate is not None:
            row = Map(
                (Pair("from", Text(self.from_.isoformat())), Pair("rate", Text(percent_text(self.rate))))
            )
            text = set_head_value(text, (*place, "rates", len(table.rates)), row)
        text = set_head_value(text, (*place, "valid_through"), Text(self.valid_through.isoformat()))
        _check(text)
        unit.pending.put_file(REFERENCE_FILE, text)
        if self.from_ is None or self.rate is None:
            return Outcome(RATES_KNOWN(table=self.table, day=self.valid_through))
        subject = RATE(
            table=self.table,
            rate=percent_text(self.rate),
            start=self.from_,
            day=self.valid_through,
        )
        return Outcome(subject)

    def _table(self, unit: UnitOfWork) -> RateTable:
        tables = unit.policies.references.tables
        if self.table not in tables:
            raise NotFound(
                msg(
                    "there is no reference rate '{table}'; {hint}",
                    table=self.table,
                    hint=suggestion(self.table, tables),
                )
            )
        return tables[self.table]


def _check(text: str) -> None:
    problems: list[Problem] = []
    node = parse_yaml(text.encode(), problems)
    if node is not None:
        read_reference_rates(node, problems)
    if problems:
        raise Refused(problems[0].message, problems[1:])

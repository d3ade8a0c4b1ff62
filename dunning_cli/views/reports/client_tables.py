"""The tables of a statement to a client: its lines with what is known of their cases, and the collectors' parts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias

from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.people.viewing import Viewer
from dunning_cli.domain.settlement.money_of_case import CaseMoney, MoneyKind
from dunning_cli.domain.settlement.statement import (
    CollectorShare,
    CorrectionLine,
    Statement,
    StatementLine,
    Why,
)
from dunning_cli.kernel.answer import Cell, Column, Table
from dunning_cli.kernel.message import Message, label
from dunning_cli.kernel.rates import percent_text
from dunning_cli.store.reading.ledger_reader import LedgerReader

_CellOf: TypeAlias = Callable[[StatementLine], Cell]
KINDS = {
    MoneyKind.PAYMENT: label("payment"),
    MoneyKind.REFUND: label("refund"),
    MoneyKind.IN_KIND: label("in kind"),
    MoneyKind.TRANSFER: label("transfer"),
}
REASONS = {
    Why.ADDED: label("added since"),
    Why.GONE: label("taken back since"),
    Why.RATED: label("had no rate"),
    Why.TWICE: label("stands in two statements"),
}
NO_RATE = label("no rate")


class KnownCases:
    """What is known of the cases of a statement, as somebody may see it."""

    def __init__(
        self, reader: LedgerReader, statement: Statement, money: Sequence[CaseMoney], viewer: Viewer
    ) -> None:
        self._viewer = viewer
        self._money = {each.case: each for each in money}
        self._cases = _cases_of(reader, statement)

    def name_of(self, line: StatementLine) -> str | None:
        """The debtor's name as the viewer may see it."""
        case = self._cases.get(line.case)
        if case is None:
            return None
        return self._viewer.mask(case, self._viewer.today).name(case.head.debtor.name)

    def place_of(self, line: StatementLine) -> tuple[str | None, str | None]:
        """The contract number and the batch of a line's case."""
        money = self._money.get(line.case)
        return (money.contract, money.batch) if money is not None else (None, None)


def lines_table(
    known: KnownCases, lines: Sequence[StatementLine], heading: Message | None, *, everything: bool = False
) -> Table:
    """The columns that some line needs, or all of them with the entries for files of rows."""
    shown = [
        (column, cell)
        for column, cell, is_needed in _columns(known)
        if everything or is_needed is _always or any(map(is_needed, lines))
    ]
    if everything:
        shown.append((Column(label("entry")), lambda line: line.entry))
    return Table(
        tuple(column for column, _ in shown),
        [tuple(cell(line) for _, cell in shown) for line in lines],
        heading,
    )


def _columns(known: KnownCases) -> Iterator[tuple[Column, _CellOf, Callable[[StatementLine], bool]]]:
    """Each column, what stands in it, and whether a line needs it."""
    yield Column(label("date")), lambda line: line.date, _always
    yield Column(label("case")), lambda line: line.case, _always
    yield Column(label("debtor")), known.name_of, _always
    yield Column(label("contract")), lambda line: known.place_of(line)[0], _always
    yield Column(label("batch")), lambda line: known.place_of(line)[1], _always
    yield Column(label("what")), lambda line: KINDS[line.kind], lambda line: not line.is_money
    yield Column(label("amount"), figures=True), lambda line: line.amount, _always
    costs = Column(label("of it costs"), figures=True)
    yield costs, lambda line: line.costs, lambda line: line.costs is not None
    yield Column(label("days past due"), figures=True), lambda line: line.age, _always
    yield Column(label("fee rate"), figures=True), rate_of, _always
    yield Column(label("row"), figures=True), lambda line: line.rule, _always
    yield Column(label("commission"), figures=True), lambda line: line.commission, _always
    yield Column(label("of the statement")), lambda line: _changed(line)[0], _is_correction
    yield Column(label("why")), lambda line: _changed(line)[1], _is_correction


def _always(_: StatementLine) -> bool:
    return True


def _is_correction(line: StatementLine) -> bool:
    return isinstance(line, CorrectionLine)


def rate_of(line: StatementLine) -> Message | str | None:
    """The rate as it stands in a table; None where no commission is due."""
    if line.lacks_rate:
        return NO_RATE
    return percent_text(line.rate) if line.rate is not None else None


def _changed(line: StatementLine) -> tuple[Cell, Cell]:
    return (line.of, REASONS[line.why]) if isinstance(line, CorrectionLine) else (None, None)


def shares_table(shares: Sequence[CollectorShare], *, for_agent: bool) -> Table:
    """What falls to each collector, for the office alone; `for_agent` as `Office.money_is_agents`."""
    heading = (
        label("collectors' shares, of whoever took the money (not for the client)")
        if for_agent
        else label("collectors' shares, of whoever had the case on the value date (not for the client)")
    )
    columns = (
        Column(label("collector")),
        Column(label("collected"), figures=True),
        Column(label("commission"), figures=True),
        Column(label("collector's share"), figures=True),
    )
    rows = [
        (
            each.staff if each.staff is not None else label("nobody"),
            each.collected,
            each.commission,
            each.share,
        )
        for each in shares
    ]
    return Table(columns, rows, heading)


def _cases_of(reader: LedgerReader, statement: Statement) -> dict[str, Case]:
    """The cases of a statement by id, read once; those that cannot be read are left out."""
    wanted = {line.case for line in statement.all_lines}
    files = reader.case_files()
    chosen = [file for file in files if file.id in wanted] if files is not None else None
    return {found.case.id: found.case for found in reader.cases(chosen) if found.case is not None}

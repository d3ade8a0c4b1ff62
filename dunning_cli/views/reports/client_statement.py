"""A statement to a client to look at: its lines, what has changed of earlier ones, totals, collectors' parts, its hash."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.people.viewing import Viewer
from dunning_cli.domain.portfolio.periods import Period
from dunning_cli.domain.settlement.corrections import drawn_up, never_issued, overlapping
from dunning_cli.domain.settlement.money_of_case import MoneyKind
from dunning_cli.domain.settlement.statement import (
    CollectorShare,
    CorrectionLine,
    Statement,
    StatementLine,
    Why,
    shares_of,
)
from dunning_cli.domain.settlement.terms import Pays
from dunning_cli.kernel.answer import Answer, Cell, Column, Listing, Table
from dunning_cli.kernel.errors import Failure
from dunning_cli.kernel.message import Message, label, msg
from dunning_cli.kernel.rates import percent_text
from dunning_cli.kernel.record import dataclass
from dunning_cli.store.format.client_paths import CLIENTS
from dunning_cli.store.reading.ledger_reader import LedgerReader
from dunning_cli.views.account.data import unknown_data
from dunning_cli.views.account.unknown import unknown_warning
from dunning_cli.views.reports.client_money import ClientMoney, client_money

if TYPE_CHECKING:
    from dunning_cli.views.reports.json_keys import (
        ClientCorrectionData,
        ClientLineData,
        ClientShareData,
        ClientStatementData,
    )

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
PAYS = {
    Pays.NET: label("net: what came in less commission and tax"),
    Pays.GROSS: label("gross: all that came in; commission and tax by invoice"),
}
HANDED_OVER = label("to hand over")
NO_RATE = label("no rate")


@dataclass(frozen=True, slots=True)
class ClientStatement:
    """A statement with what stands around it: as it was issued, or as it would be."""

    found: ClientMoney
    statement: Statement
    is_issued: bool
    overlaps: tuple[Statement, ...] = ()
    """Statements issued that have days of it: then it is a look, and cannot be issued."""


def statement_of(reader: LedgerReader, client: str, period: Period) -> ClientStatement:
    """The statement of a period: that which was issued, else drawn up from the ledger as it is.

    Raises NotFound and Refused as `client_money`.
    """
    found = client_money(reader, client)
    issued = next((each for each in found.issued if each.period == period), None)
    if issued is not None:
        return ClientStatement(found, issued, is_issued=True)
    drawn = drawn_up(found.terms, period, found.money, found.issued, {each.case_id for each in found.unknown})
    return ClientStatement(found, drawn, is_issued=False, overlaps=overlapping(period, found.issued))


class StatementSheet:
    """A statement in words and figures, with what is known of its cases."""

    def __init__(self, reader: LedgerReader, shown: ClientStatement, viewer: Viewer) -> None:
        self.statement = shown.statement
        self._shown = shown
        self._viewer = viewer
        self._money = {each.case: each for each in shown.found.money}
        self._case: Callable[[str], Case | None] = cache(lambda case: _case_of(reader, case))
        lines = shown.statement.lines
        self.lines = tuple(line for line in lines if line.is_money)
        self.apart = tuple(line for line in lines if not line.is_money)

    # --- for scripts

    def data(self) -> ClientStatementData:
        """The statement as scripts read it."""
        statement, shown = self.statement, self._shown
        return {
            "report": "client",
            "client": statement.client,
            "from": statement.from_,
            "to": statement.to,
            "pays": statement.pays.value,
            "issued": shown.is_issued,
            "rows": [self._data(line) for line in self.lines],
            "corrections": [self._correction(line) for line in statement.corrections],
            "apart": [self._data(line) for line in self.apart],
            "shares": [_share(each) for each in shares_of(statement)],
            "total": {
                "collected": statement.collected,
                "commission": statement.commission,
                "tax": statement.tax,
                "payable": statement.payable,
            },
            "no_rate": len(self._lacking()),
            "hash": statement.hash,
            "not_computed": [] if shown.is_issued else [unknown_data(each) for each in shown.found.unknown],
        }

    def _data(self, line: StatementLine) -> ClientLineData:
        contract, batch = self.place_of(line)
        return {
            "key": line.entry,
            "case": line.case,
            "entry": line.entry,
            "kind": line.kind.value,
            "name": self.name_of(line),
            "contract": contract,
            "batch": batch,
            "date": line.date,
            "amount": line.amount,
            "age": line.age,
            "rate": percent_text(line.rate) if line.rate is not None else None,
            "rule": line.rule,
            "commission": line.commission,
            "staff": line.staff,
            "share": line.share,
        }

    def _correction(self, line: CorrectionLine) -> ClientCorrectionData:
        return {**self._data(line), "statement": line.of, "why": line.why.value}

    # --- what is known of a line's case

    def name_of(self, line: StatementLine) -> str | None:
        """The debtor's name as the viewer may see it."""
        case = self._case(line.case)
        if case is None:
            return None
        return self._viewer.mask(case, self._viewer.today).name(case.head.debtor.name)

    def place_of(self, line: StatementLine) -> tuple[str | None, str | None]:
        """The contract number and the batch of a line's case."""
        money = self._money.get(line.case)
        return (money.contract, money.batch) if money is not None else (None, None)

    # --- for people

    def parts(self) -> Iterator[Table | Listing | Message]:
        """The lines, what has changed of earlier ones, what is no money, collectors' parts, totals, the hash."""
        yield self.title()
        yield from self.tables()
        shares = shares_of(self.statement)
        if any(each.share for each in shares):
            yield _shares_table(shares)
        yield Listing(self.totals())
        if self._lacking():
            yield msg("payments without a rate, in no commission above: {count}", count=len(self._lacking()))
        if not self._shown.is_issued and self._shown.found.unknown:
            yield msg(
                "cases that cannot be worked out, in no figure above: {count}",
                count=len(self._shown.found.unknown),
            )
        yield self.hash_line()

    def title(self) -> Message:
        """Whose statement it is, of which days."""
        told = self.statement
        if self._shown.is_issued:
            return msg(
                "statement to {client}, {first} to {last}, as issued",
                client=told.client,
                first=told.from_,
                last=told.to,
            )
        return msg(
            "statement to {client}, {first} to {last}", client=told.client, first=told.from_, last=told.to
        )

    def hash_line(self) -> Message:
        """The hash, by which it can be told from any other."""
        return msg("SHA-256 of the lines: {hash}", hash=self.statement.hash)

    def tables(self) -> Iterator[Table]:
        """Its tables but that of collectors, which is no matter of the client's."""
        yield self._table(self.lines, None)
        if self.statement.corrections:
            yield self._table(self.statement.corrections, label("changed since earlier statements"))
        if self.apart:
            yield self._table(self.apart, label("no money: things taken in payment and transfers"))

    def one_table(self) -> Table:
        """All lines in one table, for files of rows."""
        return self._table(self.statement.all_lines, None, everything=True)

    def totals(self) -> list[tuple[Message, Cell]]:
        """What it comes to: collected, commission, tax, to hand over."""
        told = self.statement
        return [
            (label("collected"), told.collected),
            (label("commission"), told.commission),
            (msg("tax at {rate}", rate=percent_text(told.tax_rate)), told.tax),
            (label("settlement"), PAYS[told.pays]),
            (HANDED_OVER, told.payable),
        ]

    def _table(
        self, lines: Sequence[StatementLine], heading: Message | None, *, everything: bool = False
    ) -> Table:
        corrects = everything or any(isinstance(line, CorrectionLine) for line in lines)
        apart = everything or any(not line.is_money for line in lines)
        columns = [*_COLUMNS[:6], *([Column(label("what"))] if apart else []), *_COLUMNS[6:]]
        if corrects:
            columns += [Column(label("of the statement")), Column(label("why"))]
        if everything:
            columns.append(Column(label("entry")))
        rows = [
            (
                *self._cells(line, apart),
                *(_changed(line) if corrects else ()),
                *((line.entry,) if everything else ()),
            )
            for line in lines
        ]
        return Table(tuple(columns), rows, heading)

    def _cells(self, line: StatementLine, apart: bool) -> tuple[Cell, ...]:
        contract, batch = self.place_of(line)
        return (
            line.date,
            line.case,
            self.name_of(line),
            contract,
            batch,
            line.amount,
            *((KINDS[line.kind],) if apart else ()),
            line.age,
            rate_of(line),
            line.rule,
            line.commission,
        )

    # --- what is to be said beside it

    def warnings(self) -> tuple[Message, ...]:
        """What stands in the way of it, or is not in it."""
        shown, told = self._shown, self.statement
        found: list[Message] = []
        if self._lacking() and not shown.is_issued:
            found.append(
                msg(
                    "payments without a rate: {count}; no row of {file} fits them: add one",
                    count=len(self._lacking()),
                    file=f"{CLIENTS}/{shown.found.slug}.yaml",
                )
            )
        for each in shown.overlaps:
            found.append(
                msg(
                    "{first} to {last} was issued already: this is a look at the days asked for, without corrections",
                    first=each.from_,
                    last=each.to,
                )
            )
        if not shown.is_issued and shown.found.issued:
            count, amount = never_issued(told.period, shown.found.money, shown.found.issued)
            if count:
                found.append(
                    msg(
                        "payments of earlier days in no statement: {count}, {amount} together",
                        count=count,
                        amount=amount,
                    )
                )
        return (*found, *(() if shown.is_issued else map(unknown_warning, shown.found.unknown)))

    def _lacking(self) -> list[StatementLine]:
        return [line for line in self.statement.all_lines if line.lacks_rate]

    def answer(self, *, in_one_table: bool = False) -> Answer:
        """The statement as an answer."""
        parts = (self.one_table(),) if in_one_table else tuple(self.parts())
        return Answer(self.data(), parts, self.warnings())


_COLUMNS = (
    Column(label("date")),
    Column(label("case")),
    Column(label("debtor")),
    Column(label("contract")),
    Column(label("batch")),
    Column(label("amount"), figures=True),
    Column(label("days past due"), figures=True),
    Column(label("fee rate"), figures=True),
    Column(label("row"), figures=True),
    Column(label("commission"), figures=True),
)


def rate_of(line: StatementLine) -> Message | str | None:
    """The rate as it stands in a table; None where no commission is due."""
    if line.lacks_rate:
        return NO_RATE
    return percent_text(line.rate) if line.rate is not None else None


def _changed(line: StatementLine) -> tuple[Cell, Cell]:
    return (line.of, REASONS[line.why]) if isinstance(line, CorrectionLine) else (None, None)


def _share(each: CollectorShare) -> ClientShareData:
    return {
        "staff": each.staff,
        "collected": each.collected,
        "commission": each.commission,
        "share": each.share,
    }


def _shares_table(shares: Sequence[CollectorShare]) -> Table:
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
    return Table(columns, rows, label("collectors' shares (not for the client)"))


def _case_of(reader: LedgerReader, case_id: str) -> Case | None:
    try:
        return reader.find(case_id)
    except Failure:
        return None

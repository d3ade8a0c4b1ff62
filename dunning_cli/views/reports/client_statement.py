"""A statement to a client to look at: its lines, what has changed of earlier ones, totals, collectors' parts, its hash."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from dunning_cli.domain.case.office.settings import AGENT, HOLDER
from dunning_cli.domain.case.people.viewing import Viewer
from dunning_cli.domain.portfolio.periods import Period
from dunning_cli.domain.settlement.corrections import drawn_up, never_issued, overlapping
from dunning_cli.domain.settlement.statement import (
    CollectorShare,
    CorrectionLine,
    Statement,
    StatementLine,
    shares_of,
)
from dunning_cli.domain.settlement.terms import Pays
from dunning_cli.kernel.answer import Answer, Cell, Listing, Table
from dunning_cli.kernel.message import Message, label, msg
from dunning_cli.kernel.rates import percent_text
from dunning_cli.kernel.record import dataclass
from dunning_cli.store.format.client_paths import CLIENTS
from dunning_cli.store.reading.ledger_reader import LedgerReader
from dunning_cli.views.account.data import unknown_data
from dunning_cli.views.account.unknown import left_out, unknown_warning
from dunning_cli.views.reports.client_money import ClientMoney, client_money
from dunning_cli.views.reports.client_tables import KnownCases, lines_table, shares_table

if TYPE_CHECKING:
    from dunning_cli.views.reports.json_keys import (
        ClientCorrectionData,
        ClientLineData,
        ClientShareData,
        ClientStatementData,
    )

PAYS = {
    Pays.NET: label("net: what came in less commission and tax"),
    Pays.GROSS: label("gross: all that came in; commission and tax by invoice"),
}
HANDED_OVER = label("to hand over")


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
    drawn = drawn_up(
        found.terms,
        period,
        found.money,
        found.issued,
        {each.case_id for each in found.unknown},
        reader.office.money_counts_for,
    )
    return ClientStatement(found, drawn, is_issued=False, overlaps=overlapping(period, found.issued))


class StatementSheet:
    """A statement in words and figures, with what is known of its cases."""

    def __init__(self, reader: LedgerReader, shown: ClientStatement, viewer: Viewer) -> None:
        self.statement = shown.statement
        self._shown = shown
        self.known = KnownCases(reader, shown.statement, shown.found.money, viewer)
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
            "money_counts_for": statement.money_counts_for or HOLDER,
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
        contract, batch = self.known.place_of(line)
        return {
            "key": line.entry,
            "case": line.case,
            "entry": line.entry,
            "kind": line.kind.value,
            "name": self.known.name_of(line),
            "contract": contract,
            "batch": batch,
            "date": line.date,
            "amount": line.amount,
            "costs": line.costs,
            "age": line.age,
            "rate": percent_text(line.rate) if line.rate is not None else None,
            "rule": line.rule,
            "commission": line.commission,
            "staff": line.staff,
            "share": line.share,
        }

    def _correction(self, line: CorrectionLine) -> ClientCorrectionData:
        return {**self._data(line), "statement": line.of, "why": line.why.value}

    # --- for people

    def parts(self) -> Iterator[Table | Listing | Message]:
        """The lines, what has changed of earlier ones, what is no money, collectors' parts, totals, the hash."""
        yield self.title()
        yield from self.tables()
        shares = shares_of(self.statement)
        if any(each.share for each in shares):
            yield shares_table(shares, for_agent=self.statement.money_counts_for == AGENT)
        yield Listing(self.totals())
        if self._lacking():
            yield msg("payments without a rate, in no commission above: {count}", count=len(self._lacking()))
        if not self._shown.is_issued:
            yield from left_out(self._shown.found.unknown)
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
        yield lines_table(self.known, self.lines, None)
        if self.statement.corrections:
            yield lines_table(
                self.known, self.statement.corrections, label("changed since earlier statements")
            )
        if self.apart:
            yield lines_table(
                self.known, self.apart, label("no money: things taken in payment and transfers")
            )

    def one_table(self) -> Table:
        """All lines in one table, for files of rows."""
        return lines_table(self.known, self.statement.all_lines, None, everything=True)

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


def _share(each: CollectorShare) -> ClientShareData:
    return {
        "staff": each.staff,
        "collected": each.collected,
        "commission": each.commission,
        "share": each.share,
    }

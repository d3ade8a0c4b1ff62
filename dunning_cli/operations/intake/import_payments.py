"""Taking over a statement: what is certain is booked, what is doubtful is asked, what is nobody's is left."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING

from dunning_cli.domain.incoming.index import CaseIndex
from dunning_cli.domain.incoming.judging import Judged, Verdict
from dunning_cli.domain.incoming.line import StatementLine
from dunning_cli.intake.payments.reading import read_statement
from dunning_cli.intake.payments.records import Statement
from dunning_cli.kernel.errors import Refused
from dunning_cli.kernel.message import Message, Problem, msg
from dunning_cli.kernel.money import ZERO
from dunning_cli.kernel.record import dataclass
from dunning_cli.operations.intake.book_statement import BookedLine, BookStatement
from dunning_cli.operations.intake.foreign_table import ForeignTable
from dunning_cli.operations.writing.context import Context
from dunning_cli.operations.writing.execute import Receipt, execute
from dunning_cli.store.format.folder import LedgerFolder

if TYPE_CHECKING:
    from dunning_cli.operations.intake.payment_keys import (
        AskedLineData,
        CandidateData,
        LeftLineData,
        PaymentsData,
    )


@dataclass(frozen=True, slots=True)
class PaymentsResult:
    """What came of a statement."""

    statement: Statement
    judged: tuple[Judged, ...]
    payments: tuple[BookedLine, ...]
    receipt: Receipt
    index: CaseIndex

    def of(self, verdict: Verdict) -> list[Judged]:
        """The lines of which one thing has become."""
        return [each for each in self.judged if each.verdict is verdict]

    @property
    def in_part(self) -> bool:
        """Whether it is of some lines of the statement only: those that were decided."""
        return len(self.judged) < len(self.statement.lines)

    @property
    def rejected_rows(self) -> list[int]:
        """Rows that could not be read and were left out."""
        return [] if self.in_part else sorted({problem.row for problem in self.statement.rejected})

    def as_json(self) -> PaymentsData:
        """What was done, as docs/json.md says it."""
        booked, asked, left = (self.of(verdict) for verdict in Verdict)
        return {
            "profile": self.statement.profile.name,
            "booked": [each.as_json() for each in self.payments],
            "asked": [_asked_data(each) for each in asked],
            "left": [*map(_left_data, left), *self._unread_data()],
            "total": {
                "lines": len(self.judged) + len(self.rejected_rows),
                "amount": sum_of(self.judged),
                "booked": len(booked),
                "booked_sum": sum_of(booked),
                "asked": len(asked),
                "asked_sum": sum_of(asked),
                "left": len(left) + len(self.rejected_rows),
                "left_sum": sum_of(left),
            },
            "unknown_columns": list(self.statement.unknown_columns),
            "commit": self.receipt.commit,
        }

    def _unread_data(self) -> list[LeftLineData]:
        reasons = {each.row: f"{each.column}: {each.reason}" for each in reversed(self.statement.rejected)}
        return [
            {"line": row, "amount": None, "direction": None, "why": reasons[row]}
            for row in self.rejected_rows
        ]


def _asked_data(each: Judged) -> AskedLineData:
    candidates: list[CandidateData] = [
        {"case": one.case_id, "why": str(one.why), "rivals": one.rivals} for one in each.candidates
    ]
    return {
        "line": each.line.row,
        "amount": each.line.amount,
        "date": each.line.day,
        "ref": each.line.ref,
        "why": str(each.why),
        "candidates": candidates,
    }


def _left_data(each: Judged) -> LeftLineData:
    return {
        "line": each.line.row,
        "amount": each.line.amount,
        "direction": each.line.direction.value,
        "why": str(each.why),
    }


def sum_of(judged: Iterable[Judged]) -> Decimal:
    """The sum of lines, yuan; those in other currencies do not count."""
    return sum((each.line.amount for each in judged if not each.line.foreign), ZERO)


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementOrder:
    """How a statement is taken over, beyond what its profile says."""

    partial: bool = False
    visible_only: bool = False


def import_payments(
    table: ForeignTable, context: Context, order: StatementOrder | None = None
) -> PaymentsResult:
    """Books the certain lines of a statement in one commit.

    Raises as `ForeignTable.found`, and Refused for a file that cannot be read as a whole, in which a row is wrong
    (unless the order says `partial`) or whose printed totals or balances are not what its lines come to, and for a
    case filled in that there is not; then nothing is booked.
    """
    order = order or StatementOrder()
    statement = read_statement(table.found, order.visible_only)
    if statement.rejected and not order.partial:
        raise _refused(
            [
                msg(
                    "line {line}, {column}: {problem}", line=each.row, column=each.column, problem=each.reason
                )
                for each in statement.rejected
            ]
        )
    if statement.disagreements:
        raise _refused([msg("nothing is booked: {why}", why=each) for each in statement.disagreements])
    return book_lines(table.folder, statement, statement.lines, context)


def book_lines(
    folder: LedgerFolder,
    statement: Statement,
    lines: tuple[StatementLine, ...],
    context: Context,
) -> PaymentsResult:
    """Judges lines of a statement and books the certain ones in one commit. Raises Refused."""
    receipt = execute(folder, [BookStatement(lines=lines, file=statement.found.file)], context)
    data = receipt.outcomes[0].data
    return PaymentsResult(statement, data["judged"], data["booked"], receipt, data["index"])


def _refused(messages: list[Message]) -> Refused:
    return Refused(messages[0], [Problem("wrong-line", message) for message in messages[1:]])

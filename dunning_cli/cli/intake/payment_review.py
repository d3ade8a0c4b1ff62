"""A statement taken over, and the lines that are asked decided: one after the other, or in a table to be filled in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from dunning_cli.cli.answering import chosen_format
from dunning_cli.cli.carrying_out import booked
from dunning_cli.cli.session import Session
from dunning_cli.domain.case.people.viewing import Viewer
from dunning_cli.domain.incoming.given import is_nobodys
from dunning_cli.domain.incoming.judging import Judged, Verdict
from dunning_cli.domain.incoming.line import Direction, StatementLine
from dunning_cli.kernel.answer import Answer, Column, Table
from dunning_cli.kernel.errors import Unreadable, WrongUsage
from dunning_cli.kernel.message import Message, label, msg
from dunning_cli.kernel.money import format_amount
from dunning_cli.kernel.record import dataclass
from dunning_cli.operations.intake.asked_table import asked_table
from dunning_cli.operations.intake.book_statement import fault_of
from dunning_cli.operations.intake.foreign_table import ForeignTable
from dunning_cli.operations.intake.import_payments import (
    PaymentsResult,
    StatementOrder,
    book_lines,
    import_payments,
)
from dunning_cli.operations.intake.payment_report import payment_report
from dunning_cli.operations.writing.context import Context
from dunning_cli.present.asking import Asking, EndOfInput, Left
from dunning_cli.store.machine.private_files import check_new_file, put_new_file

CANDIDATE_COLUMNS = (
    Column(label("key")),
    Column(label("case")),
    Column(label("debtor")),
    Column(label("why")),
)


def take_statement(
    session: Session,
    table: ForeignTable,
    context: Context,
    order: StatementOrder,
    *,
    review: bool,
    output: str | None,
    as_json: bool,
) -> None:
    """Books what is certain and shows what came of the statement; with `review` what is asked is decided too."""
    folder = session.ledger.folder
    if output is not None:
        if not review:
            raise WrongUsage(msg("{option} goes with --review", option="-o"))
        check_new_file(Path(output), folder)
    if review and output is None and as_json:
        raise WrongUsage(label("a dialogue has no --json: write the table with --review -o FILE.csv"))
    result = import_payments(table, context, order)
    booked(session, result.receipt)
    session.show(payment_report(result), chosen_format(as_json))
    asked = result.of(Verdict.ASKED)
    if output is not None:
        put_new_file(Path(output), asked_table(asked, session.translate), folder)
        session.screen.note(
            msg(
                "{count} lines are in {file}: fill in the column of cases, then: dunning import {file}",
                count=len(asked),
                file=output,
            )
        )
    elif review and asked:
        _decide(session, context, result, asked)


def _decide(session: Session, context: Context, result: PaymentsResult, asked: Sequence[Judged]) -> None:
    """Asks line by line, and books what was answered in one commit."""
    viewer = session.viewer(context.actor.id)
    dialogue = _Dialogue(session, Asking(session.screen), result, viewer, asked)
    answered = dialogue.run()
    if not answered:
        session.show(Answer({}, (label("nothing decided"),)))
        return
    taken = book_lines(session.ledger.folder, result.statement, tuple(answered), context)
    booked(session, taken.receipt)
    session.show(payment_report(taken))


@dataclass
class _Dialogue:
    """The asked lines one after the other."""

    session: Session
    asking: Asking
    result: PaymentsResult
    viewer: Viewer
    asked: Sequence[Judged]

    def run(self) -> list[StatementLine]:
        """The lines that were answered, each with the cases given."""
        answered: list[StatementLine] = []
        try:
            for place, each in enumerate(self.asked, start=1):
                self._show(place, each)
                given = self.asking.value(label("case?"), lambda text, each=each: self._read(each, text))  # type: ignore[misc]  # a default untyped
                if given and not is_nobodys(given):
                    answered.append(replace(each.line, given=given, decided=True))
        except (EndOfInput, Left):
            pass
        return answered

    def _show(self, place: int, each: Judged) -> None:
        line, screen = each.line, self.session.screen
        screen.line("")
        screen.say(
            msg(
                "{place} of {count}: line {row}, {date}, {amount} by {payer}: {remark}",
                place=place,
                count=len(self.asked),
                row=line.row,
                date=line.day,
                amount=format_amount(line.amount),
                payer=line.payer or label("somebody not named"),
                remark=" ".join(line.remarks) or label("no remark"),
            )
        )
        screen.say(each.why)
        rows = [
            (str(number), one.case_id, self._debtor(one.case_id), one.why)
            for number, one in enumerate(each.candidates, start=1)
        ]
        if rows:
            screen.answer(Answer({}, (Table(CANDIDATE_COLUMNS, rows),)))
        self.asking.menu(tuple(self._choices(line, len(rows))))

    def _choices(self, line: StatementLine, count: int) -> Iterator[tuple[str, Message]]:
        if line.direction is Direction.IN:
            case = self.session.translate(label("case"))
            if count:
                yield f"1-{count}" if count > 1 else "1", label("this case")
            yield case, label("another case")
            yield f"{case}=300;{case}=200", label("divided")
        yield "Enter", label("later")
        yield "q", label("stop and book what was decided")

    def _debtor(self, case_id: str) -> str:
        case = self.result.index.cases[case_id]
        return self.viewer.mask(case, self.session.moment.today).name(case.head.debtor.name)

    def _read(self, each: Judged, text: str) -> str:
        """What was answered as it is filled in. Raises Unreadable."""
        if not text:
            return ""
        if text.isascii() and text.isdigit() and 1 <= int(text) <= len(each.candidates):
            text = each.candidates[int(text) - 1].case_id
        why: Message | None = fault_of(self.result.index, replace(each.line, given=text))
        if why is not None:
            raise Unreadable(why)
        return text

"""The certain lines of a statement as payments, all in one commit; each line judged with the ledger as it then is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, ClassVar

from dunning_cli.domain.account import figures_at
from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.commit_subjects import IMPORTED_PAYMENTS
from dunning_cli.domain.case.entries import Entry, Plan, Promise
from dunning_cli.domain.incoming.evidence import Dues, DuesOf
from dunning_cli.domain.incoming.given import is_nobodys, parts_given
from dunning_cli.domain.incoming.index import CaseIndex
from dunning_cli.domain.incoming.judging import Judge, Judged, Verdict
from dunning_cli.domain.incoming.line import Direction, LineState, StatementLine, payer_beside
from dunning_cli.domain.incoming.on_record import booked_before
from dunning_cli.domain.policy.keys import Bills
from dunning_cli.kernel.errors import Failure, Refused, Unreadable
from dunning_cli.kernel.message import Message, Problem, msg
from dunning_cli.kernel.money import ZERO
from dunning_cli.kernel.nodes import Map, Text
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.remedy import Placeholder, remedy
from dunning_cli.kernel.schema import key
from dunning_cli.operations.declared.operation import Operation
from dunning_cli.operations.money.money import Pay
from dunning_cli.operations.writing.outcome import Outcome
from dunning_cli.operations.writing.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from dunning_cli.operations.intake.payment_keys import BookedLineData


@dataclass(frozen=True, slots=True)
class BookedLine:
    """One case's payment of a line, with what is to be said of it."""

    judged: Judged
    case_id: str
    amount: Decimal
    entry: str
    """The id of its entry."""
    warnings: tuple[Message, ...]

    def as_json(self) -> BookedLineData:
        """As docs/json.md says it."""
        line = self.judged.line
        return {
            "line": line.row,
            "case": self.case_id,
            "amount": self.amount,
            "date": line.day,
            "ref": line.ref,
            "why": str(self.judged.why),
            "entry": self.entry,
            "notes": [str(warning) for warning in self.warnings],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class BookStatement(Operation):
    """Judges the lines of a statement and books those that are certain."""

    op: ClassVar[str] = "book-statement"

    lines: tuple[StatementLine, ...] = key("the lines", required=True)
    file: str = key("name of the statement", required=True)

    def apply(self, unit: UnitOfWork) -> Outcome:
        """Adds a payment for each certain line; the outcome's data holds all that was judged, and the index.

        Raises Refused with every line for which a person filled in what cannot be.
        """
        cases, unread = [], []
        for found in unit.cases():
            if found.case is None:
                unread.append(found.problems[0].as_message())
            else:
                cases.append(found.case)
        index = CaseIndex(cases, _home_of(unit), unit.context.today)
        _refuse_wrong_cases(index, self.lines)
        judged = Judge(index, _dues_of(unit, index), unit.context.today).judge(self.lines)
        booked: list[BookedLine] = []
        entries: list[Entry] = []
        for count, each in enumerate(judged, start=1):
            if each.verdict is Verdict.BOOKED:
                for line, entry in self._booked(unit, index, each):
                    booked.append(line)
                    entries.append(entry)
            unit.context.progress(count, len(judged))
        return Outcome(
            IMPORTED_PAYMENTS(count=len(booked), file=self.file),
            tuple(dict.fromkeys(each.case_id for each in booked)),
            tuple(entries),
            None,
            tuple(unread),
            {"judged": tuple(judged), "booked": tuple(booked), "index": index},
            nothing_new=not booked,
        )

    def _booked(
        self, unit: UnitOfWork, index: CaseIndex, judged: Judged
    ) -> Iterator[tuple[BookedLine, Entry]]:
        line = judged.line
        for case_id, share in judged.parts:
            pay = Pay(
                case=case_id,
                amount=share,
                on=line.day,
                via=line.via,
                ref=line.ref,
                part_of=line.amount if len(judged.parts) > 1 else None,
                payer=payer_beside(line, index.name_of(case_id)),
            )
            try:
                outcome = pay.apply(unit)
            except Failure as failure:
                raise Refused(
                    msg("line {line}: {problem}", line=line.row, problem=failure.message), failure.problems
                ) from failure
            entry = outcome.entries[0]
            yield BookedLine(judged, case_id, share, entry.id, outcome.warnings), entry


def _refuse_wrong_cases(index: CaseIndex, lines: tuple[StatementLine, ...]) -> None:
    faults: list[Message] = []
    for line in lines:
        if line.given:
            why = fault_of(index, line)
            if why is not None:
                faults.append(msg("line {line}: {problem}", line=line.row, problem=why))
    if faults:
        raise Refused(faults[0], [Problem("wrong-line", fault) for fault in faults[1:]])


def fault_of(index: CaseIndex, line: StatementLine) -> Message | None:
    """What is wrong with what a person filled in for a line; None where nothing is."""
    if is_nobodys(line.given):
        return None
    if line.direction is not Direction.IN:
        return msg(
            "it takes money back: reverse the payment that it takes back: {cure}",
            cure=remedy("reverse", case=Placeholder("CASE"), entry=Placeholder("ENTRY")),
        )
    try:
        parts = parts_given(line.given, line.amount)
    except Unreadable as error:
        return error.message
    unknown = [case for case, _ in parts if index.id_of(case) is None]
    if unknown:
        return msg("there is no case '{case}'", case=unknown[0])
    known = booked_before(index, line)
    if known is None or not known.counts or (known.settled and line.state is not LineState.BACK):
        return None
    return msg(
        "{why}; reverse that payment first: {cure}",
        why=known.why,
        cure=remedy("reverse", case=known.case_ids[0], entry=Placeholder("ENTRY")),
    )


def _home_of(unit: UnitOfWork) -> Callable[[Case], bool]:
    """Whether the debt of a case is one of a home: periodic bills, each of which stands by itself."""

    @cache
    def of_bills(policy: str) -> bool:
        tree = unit.policies.policies.get(policy)
        rule = tree.get("limitation") if tree is not None else None
        bills = rule.get("bills") if isinstance(rule, Map) else None
        return isinstance(bills, Text) and bills.value == Bills.APART

    def has_home(case: Case) -> bool:
        return case.head.terms.get("billing") is not None or of_bills(case.head.policy)

    return has_home


def _dues_of(unit: UnitOfWork, index: CaseIndex) -> DuesOf:
    """What a case may be paid on a day, each worked out once; nothing where its account cannot be."""

    @cache
    def dues(case_id: str, day: date) -> Dues:
        case = index.cases[case_id]
        try:
            account = figures_at(case, unit.policies.for_case(case), day)
        except Refused:
            return Dues()
        standing = case.standing(day)
        unpaid = [item for item in account.items if item.unpaid.total > ZERO]
        planned = {part.amount for entry in standing if isinstance(entry, Plan) for part in entry.instalments}
        return Dues(
            frozenset(
                {item.unpaid.total for item in unpaid} | {item.original.total for item in unpaid} | planned
            ),
            account.overdue or None,
            frozenset(entry.amount for entry in standing if isinstance(entry, Promise)),
            account.balance.owed or None,
        )

    return dues

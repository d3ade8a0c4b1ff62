"""The dossier of a client's batch: what was done and what came of it, as a workbook for the client who owns the cases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, tzinfo
from decimal import Decimal
from typing import TYPE_CHECKING

from dunning_cli.documents.dossier_columns import CellKind
from dunning_cli.documents.export.workbook import WorkbookSheet, workbook_bytes
from dunning_cli.documents.template import read_template
from dunning_cli.domain.agreements.promises import PromiseOutcome
from dunning_cli.domain.case.codes.agreements import CloseReason
from dunning_cli.domain.case.codes.labels import label_of
from dunning_cli.domain.case.codes.talk import CONNECTED, Channel, result_words
from dunning_cli.domain.case.entries import Contact, Payment, Refund, TransferIn, TransferOut
from dunning_cli.domain.case.office.arrears_reasons import reason_words
from dunning_cli.domain.contact.deliveries import LetterRecord, LetterStage, letter_records
from dunning_cli.domain.portfolio.done import money_in, moved_in, settled_in_kind
from dunning_cli.kernel.answer import Answer, Listing
from dunning_cli.kernel.errors import Failure, NotFound
from dunning_cli.kernel.message import Message, Translate, label, msg
from dunning_cli.kernel.money import ZERO
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.text import harmless, suggestion
from dunning_cli.store.format.templates import template_text
from dunning_cli.store.reading.ledger_reader import LedgerReader
from dunning_cli.views.account.standing import AccountState, all_standing
from dunning_cli.views.account.unknown import Unknown, unknown_warning
from dunning_cli.views.portfolio.batch_cases import ShownColumn, sheet_columns

if TYPE_CHECKING:
    from dunning_cli.views.portfolio.json_keys import BatchData

Title = tuple[Message, CellKind]
CASE: Title = (label("case"), CellKind.TEXT)
DEBTOR: Title = (label("debtor"), CellKind.NAME)
SPOKEN: tuple[Title, ...] = (
    CASE, DEBTOR, (label("date"), CellKind.DAY), (label("time"), CellKind.MOMENT), (label("way"), CellKind.TEXT),
    (label("with whom"), CellKind.NAME), (label("number"), CellKind.TEXT), (label("result"), CellKind.TEXT),
    (label("what was said"), CellKind.LONG), (label("reason for arrears"), CellKind.TEXT),
    (label("recording"), CellKind.TEXT), (label("who"), CellKind.TEXT),
)  # fmt: skip
VISITS: tuple[Title, ...] = (
    CASE, DEBTOR, (label("date"), CellKind.DAY), (label("time"), CellKind.MOMENT), (label("with whom"), CellKind.NAME),
    (label("result"), CellKind.TEXT), (label("what was said"), CellKind.LONG),
    (label("reason for arrears"), CellKind.TEXT), (label("who"), CellKind.TEXT), (label("went along"), CellKind.TEXT),
)  # fmt: skip
PAYMENTS: tuple[Title, ...] = (
    CASE, DEBTOR, (label("date"), CellKind.DAY), (label("amount"), CellKind.AMOUNT), (label("way"), CellKind.TEXT),
    (label("receipt or transaction number"), CellKind.NAME), (label("payer"), CellKind.NAME),
    (label("in kind or transferred"), CellKind.AMOUNT),
)  # fmt: skip
PROMISES: tuple[Title, ...] = (
    CASE, DEBTOR, (label("promised on"), CellKind.DAY), (label("amount"), CellKind.AMOUNT),
    (label("due"), CellKind.DAY), (label("paid"), CellKind.AMOUNT), (label("state"), CellKind.TEXT),
    (label("who"), CellKind.TEXT),
)  # fmt: skip
LETTERS: tuple[Title, ...] = (
    CASE, DEBTOR, (label("number"), CellKind.TEXT), (label("letter"), CellKind.NAME), (label("date"), CellKind.DAY),
    (label("addressee"), CellKind.NAME), (label("way"), CellKind.TEXT), (label("tracking number"), CellKind.NAME),
    (label("posted"), CellKind.DAY), (label("received"), CellKind.DAY), (label("signed for by"), CellKind.NAME),
    (label("came back because"), CellKind.LONG), (label("state"), CellKind.TEXT),
)  # fmt: skip
OUTCOMES: dict[PromiseOutcome, Message] = {
    PromiseOutcome.OPEN: label("open"),
    PromiseOutcome.KEPT: label("kept"),
    PromiseOutcome.PARTIAL: label("partly kept"),
    PromiseOutcome.BROKEN: label("broken"),
}
STAGES: dict[LetterStage, Message] = {
    LetterStage.WRITTEN: label("written"),
    LetterStage.POSTED: label("posted"),
    LetterStage.RECEIVED: label("received"),
    LetterStage.RETURNED: label("returned"),
    LetterStage.SPOILED: label("spoiled"),
}


@dataclass(frozen=True, slots=True)
class BatchOnDay:
    """The cases of a batch as they stand on a day, by id."""

    batch: str
    as_of: date
    cases: tuple[AccountState, ...]
    unknown: tuple[Unknown, ...]
    unread: tuple[Unknown, ...]
    """Case files that cannot be read: nobody can tell whether they are of it."""

    @property
    def owed(self) -> Decimal:
        """What all of them owe, yuan; closed ones too, as in a list of all cases of the batch."""
        return sum((each.account.balance.owed for each in self.cases), ZERO)

    @property
    def open(self) -> list[AccountState]:
        """Those not closed."""
        return [each for each in self.cases if each.case.closing(self.as_of) is None]

    def returned(self) -> int:
        """How many went back to the client."""
        closings = [each.case.closing(self.as_of) for each in self.cases]
        return sum(each is not None and each.reason is CloseReason.RETURNED for each in closings)


def batch_on(reader: LedgerReader, batch: str, as_of: date) -> BatchOnDay:
    """A batch on a day. Raises NotFound with a suggestion where no case is of it."""
    names: dict[str, None] = {}
    cases: list[AccountState] = []
    unknown: list[Unknown] = []
    unread: list[Unknown] = []
    for found in all_standing(reader, as_of):
        case = found.case
        named = case.head.batch.id if case is not None and case.head.batch is not None else None
        if named is not None:
            names[named] = None
        if isinstance(found, Unknown) and case is None:
            unread.append(found)
        if named != batch:
            continue
        if isinstance(found, Unknown):
            unknown.append(found)
        else:
            cases.append(found)
    if batch not in names:
        raise NotFound(
            msg("no case is of batch '{batch}'; {hint}", batch=harmless(batch), hint=suggestion(batch, names))
        )
    return BatchOnDay(batch, as_of, tuple(cases), tuple(unknown), tuple(unread))


def batch_report(found: BatchOnDay) -> Answer:
    """What became of a batch, in figures; the workbook has the same."""
    contacts = [entry for each in found.cases for entry in _contacts(each)]
    money = [entry for each in found.cases for entry in _money(each)]
    promises = [state for each in found.cases for state in each.promises]
    records = [record for each in found.cases for record in _letters(each)]
    letters = {record.letter.serial for record in records if record.state is not LetterStage.SPOILED}
    days = {each.case.return_by(found.as_of) for each in found.cases} - {None}
    given = {each.case.head.batch.entrusted for each in found.cases if each.case.head.batch} - {None}
    visits = [entry for entry in contacts if entry.channel is Channel.VISIT]
    data: BatchData = {
        "batch": found.batch,
        "as_of": found.as_of,
        "entrusted": min((day for day in given if day), default=None),
        "return_by": max((day for day in days if day), default=None),
        "cases": len(found.cases) + len(found.unknown),
        "open": len(found.open),
        "returned": found.returned(),
        "owed": found.owed,
        "owed_open": sum((each.account.balance.owed for each in found.open), ZERO),
        "collected": sum(map(money_in, money), ZERO),
        "payments": sum(money_in(entry) > ZERO for entry in money),
        "in_kind": sum(map(settled_in_kind, money), ZERO),
        "transferred": sum(map(moved_in, money), ZERO),
        "contacts": len(contacts) - len(visits),
        "connected": sum(entry.result in CONNECTED for entry in contacts),
        "visits": len(visits),
        "letters": len(letters),
        "promises": len(promises),
        "promises_kept": sum(state.state is PromiseOutcome.KEPT for state in promises),
        "not_computed": [each.case_id for each in found.unknown],
        "not_read": [each.case_id for each in found.unread],
    }
    rows: list[tuple[Message | str | None, object]] = [
        (label("batch"), found.batch),
        (label("entrusted on"), data["entrusted"]),
        (label("return by"), data["return_by"]),
        (label("cases"), msg("{count}, of which open {open}, returned {returned}", count=data["cases"],
                             open=data["open"], returned=data["returned"])),
        (label("owed"), data["owed"]),
        (label("owed on open cases"), data["owed_open"]),
        (label("collected"), data["collected"]),
        *((label("in kind"), data["in_kind"]) for _ in range(bool(data["in_kind"]))),
        *((label("transferred"), data["transferred"]) for _ in range(bool(data["transferred"]))),
        (label("contacts"), data["contacts"]),
        (label("visits"), data["visits"]),
        (label("letters"), data["letters"]),
        (label("promises to pay"), msg("{count}, of which kept {kept}", count=data["promises"], kept=data["promises_kept"])),
    ]  # fmt: skip
    lacking: list[Message] = []
    if found.unknown:
        count = len(found.unknown)
        lacking.append(msg("cases that cannot be worked out, in no other figure above: {count}", count=count))
    if found.unread:
        lacking.append(
            msg("case files that cannot be read, perhaps of this batch: {count}", count=len(found.unread))
        )
    warnings = map(unknown_warning, (*found.unknown, *found.unread))
    return Answer(data, (Listing(rows), *lacking), tuple(warnings))


def batch_workbook(
    reader: LedgerReader,
    found: BatchOnDay,
    columns: Sequence[ShownColumn],
    language: str,
    translate: Translate,
) -> bytes:
    """The dossier: sheets of cases, contacts, visits, payments, promises and letters, with names and numbers in full."""
    told = _Told(reader, language, translate)
    return workbook_bytes(
        [
            told.cases(found, columns),
            told.sheet(
                label("contact record"), SPOKEN, (row for each in found.cases for row in told.spoken(each))
            ),
            told.sheet(label("visits"), VISITS, (row for each in found.cases for row in told.visits(each))),
            told.sheet(
                label("money received"),
                PAYMENTS,
                (row for each in found.cases for row in told.payments(each)),
                (3, 7),
            ),
            told.sheet(
                label("promises made"), PROMISES, (row for each in found.cases for row in told.promises(each))
            ),
            told.sheet(
                label("letters"), LETTERS, (row for each in found.cases for row in told.letters(each))
            ),
        ]
    )


def _contacts(standing: AccountState) -> Iterator[Contact]:
    return (entry for entry in standing.case.standing(standing.as_of) if isinstance(entry, Contact))


def _money(standing: AccountState) -> Iterator[Payment | Refund | TransferIn | TransferOut]:
    """What was paid, paid back or moved, as far as it stands."""
    kinds = (Payment, Refund, TransferIn, TransferOut)
    return (entry for entry in standing.case.standing(standing.as_of) if isinstance(entry, kinds))


def _other_case(entry: TransferIn | TransferOut) -> str:
    return entry.from_ if isinstance(entry, TransferIn) else entry.into


def _letters(standing: AccountState) -> tuple[LetterRecord, ...]:
    return letter_records(standing.case.standing(standing.as_of))


def _sum(cells: Iterable[object]) -> Decimal:
    return sum((cell for cell in cells if isinstance(cell, Decimal)), ZERO)


@dataclass(frozen=True, slots=True)
class _Told:
    """The rows of the sheets in words of one language."""

    reader: LedgerReader
    language: str
    translate: Translate

    @property
    def zone(self) -> tzinfo:
        return self.reader.office.time_zone

    def sheet(
        self,
        title: Message,
        titles: Sequence[Title],
        rows: Iterator[tuple[object, ...]],
        summed: Sequence[int] = (),
    ) -> WorkbookSheet:
        """A sheet with its words translated; the columns of these places are summed in a last row."""
        columns = [kind.column(self.translate(name)) for name, kind in titles]
        lines = [tuple(self._word(cell) for cell in row) for row in rows]
        total: list[object] | None = None
        if summed and lines:
            total = [None] * len(columns)
            total[0] = self.translate(label("total"))
            for place in summed:
                total[place] = _sum(line[place] for line in lines)
        return WorkbookSheet(
            title=self.translate(title), columns=columns, rows=lines, total=total, filtered=bool(lines)
        )

    def cases(self, found: BatchOnDay, columns: Sequence[ShownColumn]) -> WorkbookSheet:
        """The cases in the columns wanted; those that cannot be worked out keep a row with their id and the reason."""
        rows = [tuple(self._word(column.field.of(each)) for column in columns) for each in found.cases]
        for each in found.unknown:
            rows.append(
                tuple(
                    each.case_id if place == 0 else self.translate(each.why) if place == 1 else None
                    for place in range(len(columns))
                )
            )
        summed = [column.field.kind is CellKind.AMOUNT for column in columns]
        total: list[object] = [
            _sum(row[place] for row in rows) if adds else None for place, adds in enumerate(summed)
        ]
        if total and total[0] is None:
            total[0] = self.translate(msg("total of {count} cases", count=len(rows)))
        title = self.translate(label("case list"))
        return WorkbookSheet(
            title=title, columns=sheet_columns(columns), rows=rows, total=total, filtered=bool(rows)
        )

    def spoken(self, standing: AccountState) -> Iterator[tuple[object, ...]]:
        """Calls, messages and talks: every contact but visits."""
        for entry in _contacts(standing):
            if entry.channel is not Channel.VISIT:
                yield (
                    *self._of(standing), entry.date, self._moment(entry.time), label_of(entry.channel),
                    self._whom(entry.to), entry.number, self._result(entry), entry.text, self._reason(entry),
                    entry.recording, self._staff(entry.actor),
                )  # fmt: skip

    def visits(self, standing: AccountState) -> Iterator[tuple[object, ...]]:
        """Visits with who went."""
        for entry in _contacts(standing):
            if entry.channel is Channel.VISIT:
                yield (
                    *self._of(standing), entry.date, self._moment(entry.time), self._whom(entry.to),
                    self._result(entry), entry.text, self._reason(entry), self._staff(entry.actor),
                    self._staff(entry.second) if entry.second else None,
                )  # fmt: skip

    def payments(self, standing: AccountState) -> Iterator[tuple[object, ...]]:
        """Money received and paid back, as far as it stands; what is no money in a column of its own."""
        for entry in _money(standing):
            via = entry.via if isinstance(entry, (Payment, Refund)) else None
            ref = entry.ref if isinstance(entry, (Payment, Refund)) else _other_case(entry)
            who = (
                entry.payer if isinstance(entry, Payment) else entry.to if isinstance(entry, Refund) else None
            )
            other = settled_in_kind(entry) + moved_in(entry)
            yield (
                *self._of(standing), entry.date, money_in(entry) or None, label_of(via) if via is not None else None,
                ref, who, other or None,
            )  # fmt: skip

    def promises(self, standing: AccountState) -> Iterator[tuple[object, ...]]:
        """Promises with what came of them."""
        for state in standing.promises:
            promise = state.entry
            yield (
                *self._of(standing), promise.date, promise.amount, promise.due, state.paid, OUTCOMES[state.state],
                self._staff(promise.actor),
            )  # fmt: skip

    def letters(self, standing: AccountState) -> Iterator[tuple[object, ...]]:
        """Letters with what became of them."""
        for record in _letters(standing):
            letter = record.letter
            method = label_of(record.method) if record.method is not None else None
            yield (
                *self._of(standing), letter.serial, self._title(letter.template), letter.date, self._whom(letter.to), method,
                record.tracking, record.posted, record.received, record.signed_by, record.returned,
                STAGES[record.state],
            )  # fmt: skip

    def _of(self, standing: AccountState) -> tuple[str, str]:
        return standing.case.id, standing.case.head.debtor.name

    def _word(self, cell: object) -> object:
        return self.translate(cell) if isinstance(cell, Message) else cell

    def _moment(self, moment: datetime | None) -> datetime | None:
        """A moment in the office's time: cells have no zone."""
        return moment.astimezone(self.zone).replace(tzinfo=None) if moment is not None else None

    def _whom(self, to: str | None) -> Message | str:
        return {
            "debtor": label("debtor"),
            "guarantor": label("guarantor"),
            "creditor": label("creditor"),
        }.get(to or "debtor", to or "")

    def _result(self, entry: Contact) -> Message | None:
        return result_words(entry.result, entry.channel) if entry.result is not None else None

    def _reason(self, entry: Contact) -> Message | str | None:
        if entry.reason is None:
            return None
        return reason_words(entry.reason, self.reader.office.reasons, self.language)

    def _title(self, template: str) -> str:
        """The title of a letter's template; its name where the ledger has it no more."""
        try:
            stored = template_text(self.reader.folder, self.language, template)
            return read_template(stored.text, stored.file).title
        except Failure:
            return template

    def _staff(self, staff_id: str) -> str:
        member = self.reader.office.member(staff_id)
        return member.name if member is not None else staff_id

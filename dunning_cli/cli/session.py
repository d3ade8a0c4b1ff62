"""One run of the program: the language, the ledger, and the ways to print what came of a command."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import field, replace
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dunning_cli.kernel.answer import Answer, Table
from dunning_cli.kernel.dates import parse_date, parse_month
from dunning_cli.kernel.errors import Failure, Miscalculated, MiscalculationNote, Unreadable, WrongUsage
from dunning_cli.kernel.message import Message, Translate, msg
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.text import suggestion
from dunning_cli.present.language import choose_language
from dunning_cli.present.screen import Screen
from dunning_cli.present.tables import Format
from dunning_cli.store.writing.under_way import may_be_under_way

if TYPE_CHECKING:
    from dunning_cli.domain.case.case import Case
    from dunning_cli.domain.case.people.viewing import Viewer
    from dunning_cli.moment import Moment
    from dunning_cli.opened import LedgerToMend, OpenedLedger
    from dunning_cli.operations.declared.operation import Operation
    from dunning_cli.operations.writing.context import Progress
    from dunning_cli.operations.writing.execute import Receipt
    from dunning_cli.store.reading.ledger_reader import LedgerReader


@dataclass
class Session:
    """What every command is given."""

    translate: Translate
    language: str
    asked_language: str | None = None
    ledger_folder: str | None = None
    environment: Mapping[str, str] = field(default_factory=lambda: dict(os.environ))

    @cached_property
    def screen(self) -> Screen:
        """Where words go."""
        return Screen(self.translate)

    @cached_property
    def ledger(self) -> OpenedLedger:
        """The ledger the command is about, a write that was broken off settled and told. Raises NotFound, Busy."""
        from dunning_cli.opened import OpenedLedger

        ledger = OpenedLedger(self.ledger_folder, environment=self.environment)
        self._settle(ledger)
        return ledger

    @cached_property
    def moment(self) -> Moment:
        """Clock, settings, staff and rules as this command goes by them, read once. Raises as `ledger`."""
        return self.ledger.moment()

    @cached_property
    def ledger_to_mend(self) -> LedgerToMend:
        """As `ledger`, also where its dunning.yaml is missing or broken; then by the last that could be read."""
        from dunning_cli.opened import LedgerToMend

        ledger = LedgerToMend(self.ledger_folder, environment=self.environment)
        self._settle(ledger)
        return ledger

    def _settle(self, ledger: OpenedLedger) -> None:
        if not may_be_under_way(ledger.folder):
            return
        from dunning_cli.store.writing.transaction import settled

        recovered = settled(ledger.folder, self.screen.note)
        if recovered is not None:
            self.screen.note(recovered)

    @property
    def in_practice(self) -> bool:
        """Whether the command was about a ledger to practise on."""
        opened = self.__dict__
        try:
            if "ledger" in opened:
                return bool(self.reader.office.practice)
            return "ledger_to_mend" in opened and bool(self.ledger_to_mend.reader.office.practice)
        except Failure:
            return False

    @property
    def reader(self) -> LedgerReader:
        """Settings, policies and cases of the ledger as they are now."""
        return self.moment.reader

    def reader_at(self, rev: str | None) -> LedgerReader:
        """The ledger as it is, or as it was known at a revision or day. Raises NotFound."""
        return self.moment.reader_at(rev)

    def clock(self) -> datetime:
        """The real time in the machine's zone, for what has no ledger yet."""
        return datetime.now().astimezone()

    def day(self, text: str | None, option: str) -> date:
        """The day an option names, today where it is not given. Raises WrongUsage."""
        if text is None:
            return self.moment.today
        try:
            return parse_date(text)
        except Unreadable as error:
            raise WrongUsage(msg("{option}: {reason}", option=option, reason=error.message)) from None

    def month(self, text: str | None, option: str, day: date) -> date:
        """The first day of the month an option names, that of a day where it is not given. Raises WrongUsage."""
        if text is None:
            return day.replace(day=1)
        try:
            return parse_month(text)
        except Unreadable as error:
            raise WrongUsage(msg("{option}: {reason}", option=option, reason=error.message)) from None

    def count(self, text: str, option: str) -> int:
        """The whole number an option gives. Raises WrongUsage."""
        if not (text.isascii() and text.isdigit() and len(text) <= 6):
            raise WrongUsage(msg("{option}: '{text}' is not a whole number", option=option, text=text))
        return int(text)

    def one_of(self, text: str, option: str, known: tuple[str, ...]) -> str:
        """The word an option gives, one of those known. Raises WrongUsage."""
        if text not in known:
            hint = suggestion(text, known)
            raise WrongUsage(
                msg("{option}: '{text}' is not known; {hint}", option=option, text=text, hint=hint)
            )
        return text

    def collector(self, staff_id: str | None) -> str | None:
        """The collector an option names. Raises Refused for somebody who is not on the staff list."""
        if staff_id is None:
            return None
        from dunning_cli.operations.writing.context import known_staff

        return known_staff(self.reader.office, staff_id)

    def viewer(self, actor: str | None, reveal: bool = False, rev: str | None = None) -> Viewer:
        """Who looks, and at what they may look in full; at cases of the past by who has them now.

        A question needs nobody: where no member of staff can be told, nobody looks. Raises Refused for an
        unknown --actor.
        """
        from dunning_cli.domain.case.people.viewing import Viewer

        viewer = Viewer(
            office=self.reader.office,
            person=self._person(actor),
            today=self.moment.today,
            reveal=reveal,
            language=self.language,
        )
        return viewer if rev is None else replace(viewer, collector=self._collector_now)

    def _person(self, actor: str | None) -> str | None:
        try:
            return self.moment.context(actor).actor.id
        except Failure:
            if actor is not None:
                raise
            return None

    def _collector_now(self, case: Case, day: date) -> str | None:
        return self._cases.get(case.id, case).owner(day)

    @cached_property
    def _cases(self) -> dict[str, Case]:
        return {found.case.id: found.case for found in self.reader.cases() if found.case is not None}

    def new_ledger_language(self) -> str:
        """The language of a ledger to be made: --lang, DUNNING_LANG or the locale, not that of a ledger nearby."""
        return choose_language(self.asked_language, self.environment, None)

    def letter_language(self, wanted: str | None) -> str:
        """A letter's language: as wanted, else --lang, else the ledger's setting, else the session's."""
        return wanted or self.asked_language or self.reader.office.language or self.language

    def write(
        self,
        record: type[Operation],
        values: Mapping[str, Any],
        actor: str | None,
        dry_run: bool,
        as_json: bool,
    ) -> None:
        """Carries out one operation built from a command's texts and prints its receipt."""
        self.receipt(self.make(record, values, actor, dry_run), as_json)

    def make(
        self,
        record: type[Operation],
        values: Mapping[str, Any],
        actor: str | None,
        dry_run: bool,
        progress: Progress | None = None,
    ) -> Receipt:
        """Carries out one operation built from a command's texts; its receipt is still to be printed."""
        shown = {} if progress is None else {"progress": progress}
        receipt = self.moment.write(record, values, actor, dry_run, self.screen.note, **shown)
        self.booked(receipt)
        return receipt

    def booked(self, receipt: Receipt | None) -> None:
        """From here to its receipt's printing nothing that goes wrong makes a failure of a command that has written."""
        if receipt is not None and receipt.commit is not None:
            self.screen.untold = _confirmation(receipt)

    def receipt(
        self,
        receipt: Receipt,
        as_json: bool,
        printed: Path | None = None,
        parts: tuple[Table, ...] = (),
        key: str = "pdf",
    ) -> None:
        """One line of confirmation, or JSON; a second line where a file was written, `key` in JSON; then tables."""
        self.booked(receipt)
        data, said = receipt.as_json(), [_confirmation(receipt)]
        if printed is not None:
            data[key] = str(printed)
            said.append(msg("printed: {file}", file=printed))
        self.show(Answer(data, (*said, *parts), receipt.warnings), chosen_format(as_json))

    def show(self, answer: Answer, style: Format = Format.TABLE) -> None:
        """Prints an answer as it is, without a header: receipts, letters. Raises Miscalculated as `view`."""
        self.screen.answer(answer, style)
        _end_as_bug(answer.warnings)

    def view(self, answer: Answer, as_json: bool = False, format_name: str | None = None) -> None:
        """Prints a view's answer in the format asked for, under a line that names a fixed today.

        Raises Miscalculated once all is printed, where the program is at fault that a case has no figures.
        """
        style = chosen_format(as_json, format_name)
        self.screen.answer(answer, style, self._header() if style is Format.TABLE else None)
        _end_as_bug(answer.warnings)

    def notes(self, notes: Sequence[Message]) -> None:
        """Prints notes beside the result, one a line. Raises Miscalculated as `view`."""
        for note in notes:
            self.screen.note(note)
        _end_as_bug(notes)

    def _header(self) -> Message | None:
        if self.moment.fixed_today is None:
            return None
        if self.environment.get("DUNNING_TODAY"):
            return msg("(today is fixed at {day} by DUNNING_TODAY)", day=self.moment.today)
        return msg(
            "(today is fixed at {day}; delete the line 'today' in dunning.yaml to go live)",
            day=self.moment.today,
        )


def _end_as_bug(notes: Sequence[Message]) -> None:
    found = [note.found for note in notes if isinstance(note, MiscalculationNote) and note.found is not None]
    if found:
        raise Miscalculated.of_all(found)


def _confirmation(receipt: Receipt) -> Message:
    if receipt.commit is None:
        return receipt.subject
    return msg("{what} [{commit}]", what=receipt.subject, commit=receipt.commit[:10])


def chosen_format(as_json: bool, name: str | None = None) -> Format:
    """The format of `--json` or `--format NAME`. Raises WrongUsage for an unknown one."""
    if as_json or name is None:
        return Format.JSON if as_json else Format.TABLE
    known = [style.value for style in Format]
    if name not in known:
        raise WrongUsage(msg("'{name}' is not a format; {hint}", name=name, hint=suggestion(name, known)))
    return Format(name)

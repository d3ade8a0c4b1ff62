"""One run of the program: its language and ledger, what typed words mean in it, and where its answers are printed."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from dunning_cli.cli.answering import chosen_format, dated, end_as_bug, fixed_today
from dunning_cli.kernel.answer import Answer
from dunning_cli.kernel.dates import parse_date, parse_month
from dunning_cli.kernel.errors import (
    Failure,
    Unreadable,
    WrongUsage,
)
from dunning_cli.kernel.message import Message, Translate, label, msg
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.values import DAY, MONTH
from dunning_cli.present.language import SOURCE_LANGUAGE, choose_language
from dunning_cli.present.screen import Screen
from dunning_cli.present.tables import Format
from dunning_cli.store.writing.under_way import may_be_under_way

if TYPE_CHECKING:
    from dunning_cli.cli.noting import Noting
    from dunning_cli.domain.case.people.viewing import Viewer
    from dunning_cli.moment import Moment
    from dunning_cli.opened import LedgerToMend, OpenedLedger
    from dunning_cli.present.progress import ProgressLine
    from dunning_cli.store.reading.ledger_reader import LedgerReader

_MANY_CASES = 500
"""That many to be worked out take long enough to be counted before somebody's eyes."""
_HEX = frozenset("0123456789abcdef")
"""What the id of a commit is written with."""
Given = TypeVar("Given", str, str | None)


@dataclass
class Session:
    """What every command is given."""

    translate: Translate
    language: str
    asked_language: str | None = None
    ledger_folder: str | None = None
    environment: Mapping[str, str] = field(default_factory=lambda: dict(os.environ))
    command: str = ""
    """The words of the command that runs, such as `report given-up`."""
    _understood: list[tuple[str, str | Decimal]] = field(default_factory=list)
    _revs: dict[str, str] = field(default_factory=dict)
    _line: ProgressLine | None = None

    @cached_property
    def screen(self) -> Screen:
        """Where words go."""
        return Screen(self.translate, spoken=self.spoken)

    def spoken(self, message: Message) -> str:
        """A message for people: what has a title stands by it, once a ledger is open in which it has one."""
        if self.language == SOURCE_LANGUAGE or "moment" not in self.__dict__:
            return self.translate(message)
        return self._in_titles(message)

    @cached_property
    def _in_titles(self) -> Translate:
        from dunning_cli.views.titles import titled

        return titled(self.translate, self.reader, self.language)

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
        moment = self.ledger.moment()
        moment.reader.progress = self._progress
        return moment

    def _progress(self, done: int, of: int) -> None:
        """Shows on a terminal how many cases are worked out, where there are many."""
        if of >= _MANY_CASES:
            from dunning_cli.present.progress import ProgressLine

            self._line = self._line or ProgressLine(self.translate)
            self._line(done, of)

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
        return self.moment.reader_at(self._rev(rev))

    def _rev(self, text: str | None) -> str | None:
        """A revision, or the day that is meant where a text can be read as one and is no name git could know."""
        if text is None or not set(text) - _HEX:
            return text
        if text in self._revs:
            return self._revs[text]
        try:
            self._revs[text] = self.meant(DAY, text, "--rev")
        except WrongUsage:
            self._revs[text] = text
        return self._revs[text]

    def as_of(self, text: str | None, rev: str | None) -> date:
        """The day to show: as `--as-of` says, else the day that `--rev` names, else today. Raises WrongUsage."""
        if text is not None or rev is None:
            return self.day(text, "--as-of")
        try:
            return parse_date(self._rev(rev) or "")
        except Unreadable:
            return self.moment.today

    def clock(self) -> datetime:
        """The real time in the machine's zone, for what has no ledger yet."""
        return datetime.now().astimezone()

    def day(self, text: str | None, option: str) -> date:
        """The day an option names, today where it is not given. Raises WrongUsage."""
        return self.moment.today if text is None else parse_date(self.meant(DAY, text, option))

    def month(self, text: str | None, option: str, day: date) -> date:
        """The first day of the month an option names, that of a day where it is not given. Raises WrongUsage."""
        return day.replace(day=1) if text is None else parse_month(self.meant(MONTH, text, option))

    def meant(self, form: Any, text: str, option: str) -> str:
        """The strict form of what an option gives. Raises WrongUsage."""
        from dunning_cli.cli.front_door.places import Place, strict

        place = Place(option, form)
        if strict(place, text):
            return text
        from dunning_cli.cli.front_door.understanding import understood

        try:
            return understood(self, place, text)
        except Unreadable as error:
            raise WrongUsage(msg("{option}: {reason}", option=option, reason=error.message)) from None

    def code(self, place: str, text: Given) -> Given:
        """The code of a name or label, by what the help page writes in its place; other words as they are.

        Raises WrongUsage where several codes have that label.
        """
        if text is None:
            return text
        from dunning_cli.cli.front_door.understanding import named

        return named(self, place, text)

    def understood(self, field_name: str, meant: str | Decimal) -> None:
        """Has it said beside the answer how a value was understood that was typed otherwise."""
        self._understood.append((field_name, meant))

    def _tell_understood(self) -> None:
        """Says in one line what was understood, where anything was."""
        told, self._understood = self._understood, []
        if not told:
            return
        from dunning_cli.cli.front_door.field_words import in_one_line

        self.screen.note(in_one_line(told))

    def count(self, text: str, option: str) -> int:
        """The whole number an option gives. Raises WrongUsage."""
        if not (text.isascii() and text.isdigit() and len(text) <= 6):
            raise WrongUsage(msg("{option}: '{text}' is not a whole number", option=option, text=text))
        return int(text)

    def one_of(self, text: str, option: str, known: Mapping[str, Message | None]) -> str:
        """The word an option gives, one of those known, or its label. Raises WrongUsage."""
        if text in known:
            return text
        from dunning_cli.cli.front_door.understanding import word_of

        return word_of(self, text, option, known)

    def collector(self, name: str | None) -> str | None:
        """The collector an option names, by id or full name; a word for nobody stays. Raises NotFound for a stranger."""
        staff_id = self.code("STAFF", name)
        if staff_id is None or self.reader.office.member(staff_id) is not None:
            return staff_id
        from dunning_cli.domain.case.office.settings import NOBODY

        if staff_id in NOBODY:
            return staff_id
        from dunning_cli.cli.front_door.filters import must_be_known

        must_be_known(self.reader, {"--owner": ("STAFF", staff_id)})
        return staff_id

    def viewer(self, actor: str | None, reveal: bool = False, rev: str | None = None) -> Viewer:
        """Who looks, and at what they may look in full; at cases of the past by who has them now.

        A question needs nobody: where no member of staff can be told, nobody looks. Raises Refused for an
        unknown --actor, and where `reveal` cannot be noted.
        """
        from dunning_cli.cli.looking import viewer_of

        if reveal:
            self.reveals(actor)
        who = self.code("STAFF", actor)
        return viewer_of(self.moment, who, self.language, reveal=reveal, past=rev is not None)

    def reveals(self, actor: str | None) -> None:
        """From here on each answer is noted in the access log before it is shown.

        Raises Refused where that cannot be written, and for an unknown --actor.
        """
        self.screen.before = self.noting(actor, ("reveal",)).answer

    def noting(self, actor: str | None, parts: tuple[str, ...], in_full: bool = True) -> Noting:
        """What notes the looks of this command, once it is sure that it can.

        Raises Refused where the log cannot be written; what does not show anybody in full may be seen all the same,
        which is said. Raises Refused for an unknown --actor too.
        """
        from dunning_cli.cli.looking import noting_of

        return noting_of(self.moment, actor, self.command, parts, None if in_full else self.screen.note)

    def new_ledger_language(self) -> str:
        """The language of a ledger to be made: --lang, DUNNING_LANG or the locale, not that of a ledger nearby."""
        return choose_language(self.asked_language, self.environment, None)

    def letter_language(self, wanted: str | None) -> str:
        """A letter's language: as wanted, else --lang, else the ledger's setting, else the session's."""
        return wanted or self.asked_language or self.reader.office.language or self.language

    def show(self, answer: Answer, style: Format = Format.TABLE) -> None:
        """Prints an answer as it is, without a header: receipts, letters. Raises Miscalculated as `view`."""
        self._tell_understood()
        self.screen.answer(answer, style, pager=self._pager)
        end_as_bug(answer.warnings)

    def view(self, answer: Answer, as_json: bool = False, format_name: str | None = None) -> None:
        """Prints a view's answer in the format asked for, under a line that names a fixed today.

        Raises Miscalculated once all is printed, where the program is at fault that a case has no figures.
        """
        style = chosen_format(as_json, format_name)
        self._tell_understood()
        if style is Format.TABLE:
            self.screen.answer(dated(answer, self.moment), style, self._fixed_today(), self._pager)
        else:
            self.screen.answer(answer, style)
        end_as_bug(answer.warnings)

    def matched_nothing(self, filters: Mapping[str, tuple[str, str | None]]) -> None:
        """Says which filters matched nothing: by option, its place in the help and the value, None where not given.

        Raises NotFound for values that nothing in the ledger has ever named.
        """
        from dunning_cli.cli.front_door.filters import no_match

        note = no_match(self.reader, filters)
        if note is not None:
            self.screen.note(note)

    def tell_edits(self, case_ids: Sequence[str], rev: str | None) -> None:
        """Says beside figures of cases as they are now which of them have entries that were changed by hand."""
        if rev is not None:
            return
        from dunning_cli.views.case.hand_edited import entries_edited

        for case_id in case_ids:
            edited = entries_edited(self.reader, case_id)
            if edited is not None:
                self.screen.note(edited)

    def notes(self, notes: Sequence[Message]) -> None:
        """Prints notes beside the result, one a line. Raises Miscalculated as `view`."""
        self.screen.notes(notes)
        end_as_bug(notes)

    def _pager(self, text: str) -> bool:
        from dunning_cli.store.machine.pager import shown_by_pager

        keys = self.translate(label("space: on   b: back   /: search   q: done"))
        return shown_by_pager(text, keys, self.environment)

    def _fixed_today(self) -> Message | None:
        return fixed_today(self.moment, by_variable=bool(self.environment.get("DUNNING_TODAY")))

"""The ledger as one command sees and changes it, before anything is written."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import field, replace
from datetime import date, datetime
from functools import cached_property
from typing import Any, Protocol, TypeVar

from dunning_cli.domain.account import Account, Balance, GrowingAccounts, figures_at
from dunning_cli.domain.case.case import Case, Head, KnownLine
from dunning_cli.domain.case.entered_dates import dates_outside, refusal_of
from dunning_cli.domain.case.entries import Contact, Detail, Entry, NewParty, Payment
from dunning_cli.domain.case.line_keys import keys_of
from dunning_cli.domain.case.office.settings import Office
from dunning_cli.domain.case.once import RULE as RECORDED_BEFORE
from dunning_cli.domain.case.once import plain_ref, recorded_before
from dunning_cli.domain.case.people.doubtful_numbers import doubts_of, doubts_of_entry
from dunning_cli.domain.case.people.telephone import dialled
from dunning_cli.domain.case.people.viewing import Viewer
from dunning_cli.domain.case.renamed import earlier_ids
from dunning_cli.domain.contact.known_elsewhere import people_told, with_known_elsewhere
from dunning_cli.domain.contact.related_calls import traces
from dunning_cli.domain.policy.book import PolicyBook
from dunning_cli.kernel.errors import Again, Failure, Refused
from dunning_cli.kernel.message import Message, msg
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.remedy import remedy
from dunning_cli.kernel.schema import to_node
from dunning_cli.operations.writing.context import Context, known_staff
from dunning_cli.operations.writing.new_data import (
    head_problems,
    refuse_sealed,
    refuse_unreadable,
    stamp_of_long_ago,
)
from dunning_cli.operations.writing.process_order import next_entry_id
from dunning_cli.store.format.case_file import UNREADABLE_KEPT, CaseRead, append_entries, new_case_text
from dunning_cli.store.format.folder import SETTINGS_FILE
from dunning_cli.store.format.head_edit import set_head_value
from dunning_cli.store.format.read_back import prove_added, prove_text
from dunning_cli.store.reading.case_lookup import CaseFinder, FoundCase, later_ids, taken_ids
from dunning_cli.store.reading.ledger_reader import LedgerReader
from dunning_cli.store.reading.letter_register import LetterRegister
from dunning_cli.store.reading.trace_index import TraceIndex

Kind = TypeVar("Kind", bound=Entry)


class Instruction(Protocol):
    """What has to be known of an operation: its value date and who did it, where given."""

    @property
    def on(self) -> date | None:
        """Value date."""

    @property
    def agent(self) -> str | None:
        """Who did it, where not the actor."""

    @property
    def override(self) -> str | None:
        """Why a rule is gone against, where it is."""


@dataclass(slots=True)
class _Pending:
    """A case with what this command adds to it."""

    path: str
    read: str | None
    text: str
    case: Case
    filed: Case | None = None
    """The case before this command, None for a new one."""
    added: list[Entry] = field(default_factory=list)
    changed: bool = False

    def new_text(self) -> bytes:
        """The whole new text of the file, proved to say what is meant. Raises NotReadBack, Refused."""
        before = _bytes(self.text)
        after = _bytes(append_entries(self.text, self.added))
        if self.changed:
            prove_text(self.path, after, self.case)
        elif self.added:
            prove_added(self.path, before, after, self.case, self.added)
        return after


@dataclass(frozen=True, slots=True)
class CaseChange:
    """A case that a command changes: as it was, None where it is new, and as it is to be."""

    before: Case | None
    case: Case


class UnitOfWork:
    """Reads cases from the ledger and collects new entries, heads and files; writes nothing itself."""

    def __init__(self, reader: LedgerReader, context: Context) -> None:
        self.reader = reader
        self.context = context
        self._pending: dict[str, _Pending] = {}
        self._files: dict[str, str] = {}
        self._adopted: dict[str, bytes | None] = {}
        self._edited: list[CaseChange] = []
        self._traced: dict[str, set[str]] = {}
        self._recorded: list[tuple[_Pending, Case]] = []
        self._with_ref: dict[str, set[str]] = {}
        self._opened: dict[str, str] = {}
        self._line_key: str | None = None
        self._growing = GrowingAccounts()
        self.wanted_series: str | None = None
        """The letter series wanted for this clone; to be set before the register is asked."""
        self.remarks: list[Message] = []
        """What to say of entries recorded that nobody asked about."""

    @cached_property
    def _taken(self) -> frozenset[str]:
        return taken_ids(self.reader.folder)

    @cached_property
    def _finder(self) -> CaseFinder:
        return CaseFinder(self.reader.folder)

    @cached_property
    def _trace_index(self) -> TraceIndex:
        return TraceIndex(self.reader.folder)

    @cached_property
    def register(self) -> LetterRegister:
        """The numbers of letters."""
        return LetterRegister(self.reader.folder, self.office, self.wanted_series)

    @property
    def series_taken(self) -> str | None:
        """The letter series this clone takes with this command, None where it had one or none is needed."""
        return self.register.newly_taken if "register" in self.__dict__ else None

    @property
    def office(self) -> Office:
        """The settings of the ledger."""
        return self.reader.office

    @property
    def policies(self) -> PolicyBook:
        """The rules of the ledger."""
        return self.reader.policies

    @property
    def viewer(self) -> Viewer:
        """Who acts, as one who reads what the operation says."""
        return Viewer(office=self.office, person=self.context.actor.id, today=self.context.today)

    def case(self, reference: str) -> Case:
        """The case of a reference, with what this command has added so far. Raises NotFound or Refused."""
        if reference in self._pending:
            return self._pending[reference].case
        case_id = self._finder.id(reference, self._opened)
        if case_id not in self._pending:
            self._take(self._finder.find(case_id))
        return self._pending[case_id].case

    def cases(self) -> Iterator[CaseRead]:
        """Every case by id as `case` gives it, new ones last; a file that is no sound case comes with its problems."""
        told: set[str] = set()
        for found in self.reader.cases():
            pending = self._pending.get(found.case.id) if found.case is not None else None
            if pending is not None:
                told.add(pending.case.id)
            yield found if pending is None else replace(found, case=pending.case)
        for case_id, pending in self._pending.items():
            if case_id not in told:
                yield CaseRead(pending.case, file=pending.path)

    def sharing(self, case: Case) -> list[Case]:
        """The other cases that have a person or number in common with one, with what this command added so far."""
        filed = {each.id: each for each in self._trace_index.sharing(case)}
        added = (self._traced.get(trace, set()) for trace in traces(case))
        ids = set(filed).union(*added) - {case.id}
        return [
            self._pending[case_id].case if case_id in self._pending else filed[case_id]
            for case_id in sorted(ids)
        ]

    def known(self, case: Case) -> Case:
        """The case with what other cases know of its people, with what this command added so far."""
        others = self.sharing(case) if people_told(case) else ()
        return with_known_elsewhere(case, others)

    def with_line_keys(self, keys: Collection[str]) -> dict[str, tuple[str, Entry | None]]:
        """Which of these stored keys of batch lines the ledger holds: the case of each, and its entry where it has one.

        Raises Refused where a file that may hold one cannot be read: what is in doubt is not done twice.
        """
        held: dict[str, tuple[str, Entry | None]] = {}
        for found in self._trace_index.with_keys(keys):
            if found.case is None:
                raise Refused(found.problems[0].as_message(), found.problems[1:])
            for stored, entry in keys_of(found.case).items():
                if stored in keys:
                    held.setdefault(stored, (found.case.id, entry))
        return held

    def _trace(self, case: Case) -> None:
        for trace in traces(case):
            self._traced.setdefault(trace, set()).add(case.id)

    def exists(self, case_id: str) -> bool:
        """Whether the ledger, or this command so far, has a case of that id, capitals aside."""
        wanted = case_id.casefold()
        return wanted in self._taken or any(wanted == name.casefold() for name in self._pending)

    def renamed_since(self, case_id: str, entry: str) -> str:
        """The id now of the case that an entry was recorded on: another place may have given the id it had too."""
        case = self.case(case_id) if self.exists(case_id) else None
        if case is not None and case.entry(entry) is None:
            for name in later_ids(self.reader.folder, (case.id, *earlier_ids(case))):
                found = self.case(name)
                if case.id in earlier_ids(found) and found.entry(entry) is not None:
                    return found.id
        return case_id

    def account(self, case: Case, as_of: date) -> Account:
        """The account of a case at a date."""
        return figures_at(case, self.policies.for_case(case), as_of)

    def balance(self, case: Case, as_of: date) -> Balance:
        """The balance of a case at a date, quickly again after each entry that is added to it."""
        return self._growing.balance(case, self.policies.for_case(case), as_of)

    def record(
        self,
        case: Case,
        kind: type[Kind],
        operation: Instruction,
        on: date,
        *,
        of_others: bool = False,
        **own: Any,
    ) -> Kind:
        """Adds an entry of a kind to a case: stamped with id, actor, agent and the real clock.

        `of_others`: the agent may be nobody of the office, as in the record of a former one.

        Raises AgainstRule for a value date of long ago without a reason, Refused for what could not be read again.
        """
        context = self.context
        own |= stamp_of_long_ago(case, operation.override, on, own)
        agent = operation.agent if operation.agent != context.actor.id else None
        if agent is not None and not of_others:
            known_staff(self.office, agent)
        entry = kind(
            id=next_entry_id(context.clock),
            date=on,
            by=context.actor.id,
            agent=agent,
            at=context.clock.replace(microsecond=0),
            key_=self._line_key,
            **own,
        )
        refuse_unreadable(case, entry)
        refuse_sealed(case.id, entry)
        self.remarks += doubts_of_entry(entry)
        entry = self._once(self._pending[case.id].case, entry, operation.override)
        pending = self._pending[case.id]
        self._recorded.append((pending, pending.case))
        pending.added.append(entry)
        pending.case = pending.case.with_entry(entry)
        self._line_key = None
        if isinstance(entry, Payment) and entry.ref:
            self._with_ref.setdefault(plain_ref(entry.ref), set()).add(pending.case.id)
        if isinstance(entry, (Contact, Detail)):
            # all that it adds to the traces of its case, which may have hundreds of them
            number = entry.number if isinstance(entry, Contact) else entry.phone
            self._traced.setdefault(dialled(number or ""), set()).add(pending.case.id)
        elif isinstance(entry, NewParty):
            self._trace(pending.case)
        return entry

    def _once(self, case: Case, entry: Kind, reason: str | None) -> Kind:
        """The entry, stamped with the reason where it was recorded before. Raises Again where there is none."""
        others = self._with_receipt(entry.ref) if isinstance(entry, Payment) and entry.ref else ()
        before = recorded_before(case, entry, others, card=self._is_card(case))
        if before is None:
            return entry
        if not before.sure:
            self.remarks.append(before.why)
            return entry
        if reason is None:
            raise Again(before.why)
        return entry if entry.override else replace(entry, override=reason, overridden=RECORDED_BEFORE)

    def _is_card(self, case: Case) -> bool:
        try:
            return self.policies.for_case(case).base.is_card
        except Refused:
            return False

    def _with_receipt(self, ref: str) -> list[Case]:
        """The cases that may have a payment with a reference, with what this command added so far."""
        filed = {case.id: case for case in self._trace_index.with_receipt(ref)}
        ids = dict.fromkeys((*filed, *sorted(self._with_ref.get(plain_ref(ref), ()))))
        return [
            self._pending[case_id].case if case_id in self._pending else filed[case_id] for case_id in ids
        ]

    @contextmanager
    def all_or_nothing(self) -> Iterator[None]:
        """Forgets the entries recorded within again where a Failure ends it, and lets that through."""
        already = len(self._recorded)
        try:
            yield
        except Failure:
            while len(self._recorded) > already:
                pending, before = self._recorded.pop()
                taken_off = pending.added.pop()
                pending.case = before
                # the key goes to the first entry of the line that stays
                self._line_key = taken_off.key_ or self._line_key
            raise

    @contextmanager
    def keyed(self, stored: str | None) -> Iterator[None]:
        """Gives the key of a batch line, in its stored form, to the first entry that is recorded within.

        Where none is, `keep_key` is to be told of the case whose head holds it.
        """
        self._line_key = stored
        try:
            yield
        finally:
            self._line_key = None

    def keep_key(self, case_id: str) -> None:
        """Writes the key that no entry took into the head of a case. Raises Refused where the head cannot be edited."""
        if self._line_key is None:
            return
        pending = self._pending[case_id]
        head = pending.case.head
        kept = KnownLine(key_=self._line_key)
        if pending.filed is None and not pending.added:
            text = new_case_text(replace(head, lines=(*head.lines, kept)))
        else:
            text = set_head_value(pending.text, ("lines", len(head.lines)), to_node(kept))
        pending.text, pending.changed = text, True
        pending.case = replace(pending.case, head=replace(head, lines=(*head.lines, kept)))

    def value_date(self, operation: Instruction) -> date:
        """The operation's value date: as given, else the office's today."""
        return operation.on or self.context.today

    def open_case(self, head: Head) -> Case:
        """Adds a new case. Raises Refused where its file could not be read, or names a day nobody can mean."""
        for at, day in dates_outside(head):
            raise Refused(msg("{case}: {problem}", case=head.case, problem=refusal_of(at, day)))
        refuse_sealed(head.case, head)
        path = self.reader.folder.case_path(head.case)
        case = Case(head)
        text = new_case_text(head)
        problems = head_problems(head, text)
        if problems:
            raise Refused(problems[0].as_message(), problems[1:])
        self._pending[head.case] = _Pending(path, None, text, case, changed=True)
        self._opened[head.case] = head.debtor.name
        self._trace(case)
        return case

    def case_text(self, case: Case) -> str:
        """The text of a case's file as the command will write it, without the entries added."""
        return self._pending[case.id].text

    def entries_in_text(self, case: Case) -> tuple[Entry, ...]:
        """The entries of a case that stand in its text here: all but those added."""
        return case.entries[: len(case.entries) - len(self._pending[case.id].added)]

    def judge_again(self, case_ids: Iterable[str]) -> None:
        """Looks at cases anew, with what was added: the next line of a batch finds them as the next command would."""
        for case_id in case_ids:
            pending = self._pending[case_id]
            anew = self.reader.judged(Case(pending.case.head, pending.case.entries))
            known = (pending.case.above_limits, pending.case.void_approvals)
            if (anew.above_limits, anew.void_approvals) != known:
                pending.case = anew

    def replace_head(self, case: Case, text: str, changed: Case) -> None:
        """Puts an edited text of a case's file in the place of the old one."""
        self._new_head(changed.head, case.head)
        pending = self._pending[case.id]
        pending.text, pending.case, pending.changed = text, changed, True
        self._trace(changed)

    def _new_head(self, head: Head, before: Head | None) -> None:
        refuse_sealed(head.case, head, before)
        known = {str(doubt) for doubt in doubts_of(before)} if before is not None else set()
        self.remarks += [doubt for doubt in doubts_of(head) if str(doubt) not in known]

    def take_without(self, path: str, data: bytes, case: Case) -> None:
        """Takes a case whose file cannot be read as a whole, as it is without the entries about to be passed over."""
        text = data.decode("utf-8", UNREADABLE_KEPT)
        self._pending[case.id] = _Pending(path, text, text, case, filed=case)

    def path_of(self, reference: str) -> str:
        """The file of the case of a reference, whether it can be read or not. Raises NotFound, Refused."""
        return self._finder.path(reference)

    def put_file(self, path: str, text: str) -> None:
        """Adds a file, such as a letter; the path is relative to the ledger."""
        self._files[path] = text

    def adopt(self, path: str, seen: bytes | None, change: CaseChange | None = None) -> None:
        """Takes a file as it was edited by hand into the commit: the bytes that were judged, and the case in them."""
        if change is not None:
            self._new_head(change.case.head, change.before.head if change.before is not None else None)
        self._adopted[path] = seen
        if change is not None:
            self._edited.append(change)

    def writes(self) -> Iterator[tuple[str, bytes]]:
        """Every file to be written: path relative to the ledger, and its whole new bytes, those of cases read back.

        Raises NotReadBack where a case would not say what was meant, Refused where a file would grow too large.
        """
        for pending in self._changed():
            yield pending.path, pending.new_text()
        for path, text in self._files.items():
            yield path, _bytes(text)

    def newest_record(self) -> datetime | None:
        """When the newest entry of the cases this command has to do with was recorded; None where they have none."""
        entries = (entry for pending in self._pending.values() for entry in pending.case.entries)
        return max((entry.at for entry in entries), default=None)

    def rule_files(self) -> dict[str, bytes]:
        """Those of the files to be written that hold settings or rules."""
        return {
            path: _bytes(text)
            for path, text in self._files.items()
            if path == SETTINGS_FILE or (path.startswith("policies/") and path.count("/") == 1)
        }

    def changes(self) -> Iterator[CaseChange]:
        """Every case the command is about to change."""
        yield from (CaseChange(pending.filed, pending.case) for pending in self._changed())
        yield from self._edited

    def adopted(self) -> Iterator[tuple[str, bytes | None]]:
        """Files to commit as they were edited by hand, with the bytes they were judged by, None for one that is gone."""
        return iter(self._adopted.items())

    def reads(self) -> Iterator[tuple[str, bytes]]:
        """Every existing case file the command is about to change, with the bytes it was read from."""
        for pending in self._changed():
            if pending.read is not None:
                yield pending.path, _bytes(pending.read)

    def _changed(self) -> Iterator[_Pending]:
        return (pending for pending in self._pending.values() if pending.changed or pending.added)

    def _take(self, found: FoundCase) -> None:
        case = self.reader.judged(found.case)
        self._pending[case.id] = _Pending(found.path, found.text, found.text, case, filed=case)


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", UNREADABLE_KEPT)


def still_open(case: Case, as_of: date) -> None:
    """Refuses work on a closed case. Raises Refused."""
    if case.closing(as_of) is not None:
        raise Refused(
            msg(
                "{case} is closed; reopen it first: {cure}", case=case.id, cure=remedy("reopen", case=case.id)
            )
        )

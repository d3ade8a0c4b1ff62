"""The ledger as one command sees and changes it, before anything is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import Any, Protocol, TypeVar

from dunning_cli.domain.account import Account, Balance, GrowingAccounts, account_at
from dunning_cli.domain.case.case import Case, Head, KnownLine
from dunning_cli.domain.case.entered_dates import dates_outside, refusal_of
from dunning_cli.domain.case.entries import Entry, Payment
from dunning_cli.domain.case.office.settings import Office
from dunning_cli.domain.case.once import RULE as RECORDED_BEFORE
from dunning_cli.domain.case.once import recorded_before
from dunning_cli.domain.case.people.doubtful_numbers import doubts_of, doubts_of_entry
from dunning_cli.domain.case.people.viewing import Viewer
from dunning_cli.domain.case.renamed import earlier_ids
from dunning_cli.domain.policy.book import PolicyBook
from dunning_cli.kernel.dates import as_recorded
from dunning_cli.kernel.errors import Again, Failure, Refused
from dunning_cli.kernel.message import Message, msg
from dunning_cli.kernel.remedy import remedy
from dunning_cli.kernel.schema import to_node
from dunning_cli.operations.writing.context import Context, known_staff
from dunning_cli.operations.writing.new_data import (
    head_problems,
    refuse_sealed,
    refuse_unreadable,
    stamp_of_long_ago,
)
from dunning_cli.operations.writing.other_cases import OtherCases
from dunning_cli.operations.writing.pending import CaseChange, Pending, PendingCase
from dunning_cli.operations.writing.process_order import next_entry_id
from dunning_cli.store.format.case_file import UNREADABLE_KEPT, CaseRead, new_case_text
from dunning_cli.store.format.head_edit import set_head_value
from dunning_cli.store.reading.case_lookup import CaseFinder, FoundCase, later_ids, taken_ids
from dunning_cli.store.reading.ledger_reader import LedgerReader
from dunning_cli.store.reading.letter_register import LetterRegister

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


class UnitOfWork:
    """Reads cases from the ledger and collects new entries, heads and files; writes nothing itself."""

    def __init__(self, reader: LedgerReader, context: Context) -> None:
        self.reader = reader
        self.context = context
        self.pending = Pending()
        """What the command is about to write."""
        self._cases = self.pending.cases
        self.others = OtherCases(reader.folder, self._cases)
        """The cases that have something in common with one."""
        self._recorded: list[tuple[PendingCase, Case]] = []
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
        if reference in self._cases:
            return self._cases[reference].case
        case_id = self._finder.id(reference, self._opened)
        if case_id not in self._cases:
            self._take(self._finder.find(case_id))
        return self._cases[case_id].case

    def cases(self) -> Iterator[CaseRead]:
        """Every case by id as `case` gives it, new ones last; a file that is no sound case comes with its problems."""
        told: set[str] = set()
        for found in self.reader.cases():
            pending = self._cases.get(found.case.id) if found.case is not None else None
            if pending is not None:
                told.add(pending.case.id)
            yield found if pending is None else replace(found, case=pending.case)
        for case_id, pending in self._cases.items():
            if case_id not in told:
                yield CaseRead(pending.case, file=pending.path)

    def exists(self, case_id: str) -> bool:
        """Whether the ledger, or this command so far, has a case of that id, capitals aside."""
        wanted = case_id.casefold()
        return wanted in self._taken or any(wanted == name.casefold() for name in self._cases)

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
        return account_at(case, self.policies.for_case(case), as_of)

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
            at=as_recorded(context.clock),
            key_=self._line_key,
            **own,
        )
        refuse_unreadable(case, entry)
        refuse_sealed(case.id, entry)
        self.remarks += doubts_of_entry(entry)
        entry = self._once(self._cases[case.id].case, entry, operation.override)
        pending = self._cases[case.id]
        self._recorded.append((pending, pending.case))
        pending.added.append(entry)
        pending.case = pending.case.with_entry(entry)
        self._line_key = None
        self.others.entry_added(pending.case, entry)
        return entry

    def _once(self, case: Case, entry: Kind, reason: str | None) -> Kind:
        """The entry, stamped with the reason where it was recorded before. Raises Again where there is none."""
        others = self.others.with_receipt(entry.ref) if isinstance(entry, Payment) and entry.ref else ()
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
        pending = self._cases[case_id]
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
        self._cases[head.case] = PendingCase(path, None, text, case, changed=True)
        self._opened[head.case] = head.debtor.name
        self.others.case_added(case)
        return case

    def case_text(self, case: Case) -> str:
        """The text of a case's file as the command will write it, without the entries added."""
        return self._cases[case.id].text

    def entries_in_text(self, case: Case) -> tuple[Entry, ...]:
        """The entries of a case that stand in its text here: all but those added."""
        return case.entries[: len(case.entries) - len(self._cases[case.id].added)]

    def judge_again(self, case_ids: Iterable[str]) -> None:
        """Looks at cases anew, with what was added: the next line of a batch finds them as the next command would."""
        for case_id in case_ids:
            pending = self._cases[case_id]
            anew = self.reader.judged(Case(pending.case.head, pending.case.entries))
            known = (pending.case.above_limits, pending.case.void_approvals)
            if (anew.above_limits, anew.void_approvals) != known:
                pending.case = anew

    def replace_head(self, case: Case, text: str, changed: Case) -> None:
        """Puts an edited text of a case's file in the place of the old one."""
        self._new_head(changed.head, case.head)
        pending = self._cases[case.id]
        pending.text, pending.case, pending.changed = text, changed, True
        self.others.case_added(changed)

    def _new_head(self, head: Head, before: Head | None) -> None:
        refuse_sealed(head.case, head, before)
        known = {str(doubt) for doubt in doubts_of(before)} if before is not None else set()
        self.remarks += [doubt for doubt in doubts_of(head) if str(doubt) not in known]

    def take_without(self, path: str, data: bytes, case: Case) -> None:
        """Takes a case whose file cannot be read as a whole, as it is without the entries about to be passed over."""
        text = data.decode("utf-8", UNREADABLE_KEPT)
        self._cases[case.id] = PendingCase(path, text, text, case, filed=case)

    def path_of(self, reference: str) -> str:
        """The file of the case of a reference, whether it can be read or not. Raises NotFound, Refused."""
        return self._finder.path(reference)

    def adopt(self, path: str, seen: bytes | None, change: CaseChange | None = None) -> None:
        """Takes a file as it was edited by hand into the commit: the bytes that were judged, and the case in them."""
        if change is not None:
            self._new_head(change.case.head, change.before.head if change.before is not None else None)
        self.pending.adopt(path, seen, change)

    def _take(self, found: FoundCase) -> None:
        case = self.reader.judged(found.case)
        self._cases[case.id] = PendingCase(found.path, found.text, found.text, case, filed=case)


def still_open(case: Case, as_of: date) -> None:
    """Refuses work on a closed case. Raises Refused."""
    if case.closing(as_of) is not None:
        raise Refused(
            msg(
                "{case} is closed; reopen it first: {cure}", case=case.id, cure=remedy("reopen", case=case.id)
            )
        )

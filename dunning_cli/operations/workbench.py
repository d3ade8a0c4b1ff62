"""The ledger as one command sees and changes it, before anything is written."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any, Protocol, TypeVar

from dunning_cli.domain.account import Account, account_at
from dunning_cli.domain.case import Case, Head
from dunning_cli.domain.entries import Contact, Detail, Entry, NewParty
from dunning_cli.domain.failure import Failure, Refused
from dunning_cli.domain.identifiers import CHANCE_BITS, IdSequence
from dunning_cli.domain.message import Problem, msg
from dunning_cli.domain.office import Office
from dunning_cli.domain.other_calls import traces
from dunning_cli.domain.policy_book import PolicyBook
from dunning_cli.domain.privacy.sight import Reader
from dunning_cli.domain.schema import read, to_node
from dunning_cli.operations.context import Context, known_staff
from dunning_cli.store.books import Books
from dunning_cli.store.case_file import CaseRead, append_entries, new_case_text
from dunning_cli.store.case_lookup import CaseFinder, FoundCase, taken_ids
from dunning_cli.store.letters import LetterRegister
from dunning_cli.store.trace_index import TraceIndex

Kind = TypeVar("Kind", bound=Entry)


class Instruction(Protocol):
    """What the bench needs to know of an operation: its value date and who did it, where given."""

    @property
    def on(self) -> date | None:
        """Value date."""

    @property
    def agent(self) -> str | None:
        """Who did it, where not the actor."""


@dataclass(slots=True)
class _Pending:
    """A case with what this command adds to it."""

    path: str
    read: str | None
    text: str
    case: Case
    added: list[Entry] = field(default_factory=list)
    changed: bool = False


class Workbench:
    """Reads cases from the ledger and collects new entries, heads and files; writes nothing itself."""

    def __init__(self, books: Books, context: Context) -> None:
        self.books = books
        self.context = context
        self._pending: dict[str, _Pending] = {}
        self._files: dict[str, str] = {}
        self._adopted: list[str] = []
        self._traced: dict[str, set[str]] = {}
        self._recorded: list[tuple[_Pending, Case]] = []
        self._ids = IdSequence(lambda: secrets.randbits(CHANCE_BITS))

    @cached_property
    def _taken(self) -> frozenset[str]:
        return taken_ids(self.books.folder)

    @cached_property
    def _finder(self) -> CaseFinder:
        return CaseFinder(self.books.folder)

    @cached_property
    def _trace_index(self) -> TraceIndex:
        return TraceIndex(self.books.folder)

    @cached_property
    def register(self) -> LetterRegister:
        """The numbers of letters."""
        return LetterRegister(self.books.folder, self.office)

    @property
    def office(self) -> Office:
        """The settings of the ledger."""
        return self.books.office

    @property
    def policies(self) -> PolicyBook:
        """The rules of the ledger."""
        return self.books.policies

    @property
    def reader(self) -> Reader:
        """Who acts, as one who reads what the operation says."""
        return Reader(office=self.office, person=self.context.actor.id, today=self.context.today)

    def case(self, reference: str) -> Case:
        """The case of a reference, with what this command has added so far. Raises NotFound or Refused."""
        if reference in self._pending:
            return self._pending[reference].case
        found = self._finder.find(reference)
        if found.case.id not in self._pending:
            self._take(found)
        return self._pending[found.case.id].case

    def cases(self) -> Iterator[CaseRead]:
        """Every case by id as `case` gives it, new ones last; a file that is no sound case comes with its problems."""
        told: set[str] = set()
        for found in self.books.cases():
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

    def _trace(self, case: Case) -> None:
        for trace in traces(case):
            self._traced.setdefault(trace, set()).add(case.id)

    def exists(self, case_id: str) -> bool:
        """Whether the ledger, or this command so far, has a case of that id, capitals aside."""
        wanted = case_id.casefold()
        return wanted in self._taken or any(wanted == name.casefold() for name in self._pending)

    def account(self, case: Case, as_of: date) -> Account:
        """The account of a case at a date."""
        return account_at(case, self.policies.for_case(case), as_of)

    def record(self, case: Case, kind: type[Kind], operation: Instruction, on: date, **own: Any) -> Kind:
        """Adds an entry of a kind to a case: stamped with id, actor, agent and the real clock."""
        context = self.context
        agent = operation.agent if operation.agent != context.actor.id else None
        if agent is not None:
            known_staff(self.office, agent)
        entry = kind(
            id=self._ids.next(context.clock),
            date=on,
            by=context.actor.id,
            agent=agent,
            at=context.clock.replace(microsecond=0),
            **own,
        )
        for _, message in getattr(entry, "contradictions", list)():
            raise Refused(message)
        pending = self._pending[case.id]
        self._recorded.append((pending, pending.case))
        pending.added.append(entry)
        pending.case = replace(pending.case, entries=(*pending.case.entries, entry))
        if isinstance(entry, (Contact, Detail, NewParty)):
            self._trace(pending.case)
        return entry

    @contextmanager
    def all_or_nothing(self) -> Iterator[None]:
        """Takes the entries recorded within off the bench again where a Failure ends it, and lets that through."""
        already = len(self._recorded)
        try:
            yield
        except Failure:
            while len(self._recorded) > already:
                pending, before = self._recorded.pop()
                pending.added.pop()
                pending.case = before
            raise

    def value_date(self, operation: Instruction) -> date:
        """The operation's value date: as given, else the office's today."""
        return operation.on or self.context.today

    def open_case(self, head: Head) -> Case:
        """Adds a new case. Raises Refused where its head contradicts itself, as the file would be refused."""
        problems: list[Problem] = []
        if read(Head, to_node(head), problems) is None:
            raise Refused(problems[0].as_message(), problems[1:])
        path = self.books.folder.case_path(head.case)
        case = Case(head)
        self._pending[head.case] = _Pending(path, None, new_case_text(head), case, changed=True)
        self._trace(case)
        return case

    def case_text(self, case: Case) -> str:
        """The text of a case's file as it stands on the bench, without entries added."""
        return self._pending[case.id].text

    def replace_head(self, case: Case, text: str, changed: Case) -> None:
        """Puts an edited text of a case's file in the place of the old one."""
        pending = self._pending[case.id]
        pending.text, pending.case, pending.changed = text, changed, True
        self._trace(changed)

    def put_file(self, path: str, text: str) -> None:
        """Adds a file, such as a letter; the path is relative to the ledger."""
        self._files[path] = text

    def adopt(self, path: str) -> None:
        """Takes a file as it was edited by hand into the commit."""
        self._adopted.append(path)

    def writes(self) -> Iterator[tuple[str, str]]:
        """Every file to be written: path relative to the ledger, and its whole new text."""
        for pending in self._pending.values():
            if pending.changed or pending.added:
                text = append_entries(pending.text, pending.added) if pending.added else pending.text
                yield pending.path, text
        yield from self._files.items()

    def adopted(self) -> Iterator[str]:
        """Files to commit as they were edited by hand."""
        return iter(self._adopted)

    def reads(self) -> Iterator[tuple[str, str]]:
        """Every existing case file the command is about to change, with the text it was read from."""
        for pending in self._pending.values():
            if pending.read is not None and (pending.changed or pending.added):
                yield pending.path, pending.read

    def _take(self, found: FoundCase) -> None:
        self._pending[found.case.id] = _Pending(found.path, found.text, found.text, found.case)


def still_open(case: Case, as_of: date) -> None:
    """Refuses work on a closed case. Raises Refused."""
    if case.closing(as_of) is not None:
        raise Refused(msg("{case} is closed; reopen it first: dunning reopen {case}", case=case.id))

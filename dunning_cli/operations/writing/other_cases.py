"""The cases that have something in common with another: a person, a number, a receipt, the key of a batch line."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import cached_property

from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.entries import Contact, Detail, Entry, NewParty, Payment
from dunning_cli.domain.case.line_keys import keys_of
from dunning_cli.domain.case.once import plain_ref
from dunning_cli.domain.case.people.telephone import dialled
from dunning_cli.domain.contact.known_elsewhere import people_told, with_known_elsewhere
from dunning_cli.domain.contact.related_calls import traces
from dunning_cli.kernel.errors import Refused
from dunning_cli.operations.writing.pending import PendingCase
from dunning_cli.store.format.folder import LedgerFolder
from dunning_cli.store.reading.trace_index import TraceIndex


class OtherCases:
    """As they are filed, with what a command has added so far; it tells of each case and entry that it adds."""

    def __init__(self, folder: LedgerFolder, pending: Mapping[str, PendingCase]) -> None:
        self._folder = folder
        self._pending = pending
        self._traced: dict[str, set[str]] = {}
        self._with_ref: dict[str, set[str]] = {}

    @cached_property
    def _index(self) -> TraceIndex:
        return TraceIndex(self._folder)

    def sharing(self, case: Case) -> list[Case]:
        """The other cases that have a person or number in common with one."""
        filed = {each.id: each for each in self._index.sharing(case)}
        added = (self._traced.get(trace, set()) for trace in traces(case))
        return self._as_pending(filed, sorted(set(filed).union(*added) - {case.id}))

    def known(self, case: Case) -> Case:
        """The case with what other cases know of its people."""
        others = self.sharing(case) if people_told(case) else ()
        return with_known_elsewhere(case, others)

    def with_receipt(self, ref: str) -> list[Case]:
        """The cases that may have a payment with a reference."""
        filed = {case.id: case for case in self._index.with_receipt(ref)}
        added = sorted(self._with_ref.get(plain_ref(ref), ()))
        return self._as_pending(filed, dict.fromkeys((*filed, *added)))

    def with_line_keys(self, keys: Collection[str]) -> dict[str, tuple[str, Entry | None]]:
        """Which of these stored keys of batch lines the ledger holds: the case of each, and its entry where it has one.

        Raises Refused where a file that may hold one cannot be read: what is in doubt is not done twice.
        """
        held: dict[str, tuple[str, Entry | None]] = {}
        for found in self._index.with_keys(keys):
            if found.case is None:
                raise Refused(found.problems[0].as_message(), found.problems[1:])
            for stored, entry in keys_of(found.case).items():
                if stored in keys:
                    held.setdefault(stored, (found.case.id, entry))
        return held

    def case_added(self, case: Case) -> None:
        """Takes note of a case that is new or has another head."""
        for trace in traces(case):
            self._traced.setdefault(trace, set()).add(case.id)

    def entry_added(self, case: Case, entry: Entry) -> None:
        """Takes note of an entry that was added to a case, and of no more: the case may have hundreds of them."""
        if isinstance(entry, Payment) and entry.ref:
            self._with_ref.setdefault(plain_ref(entry.ref), set()).add(case.id)
        if isinstance(entry, (Contact, Detail)):
            number = entry.number if isinstance(entry, Contact) else entry.phone
            self._traced.setdefault(dialled(number or ""), set()).add(case.id)
        elif isinstance(entry, NewParty):
            self.case_added(case)

    def _as_pending(self, filed: Mapping[str, Case], ids: Iterable[str]) -> list[Case]:
        return [
            self._pending[case_id].case if case_id in self._pending else filed[case_id] for case_id in ids
        ]

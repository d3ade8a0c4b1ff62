"""A case: the head with its master data, and the list of what happened."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import field, replace
from datetime import date

from dunning_cli.domain.case.codes.people import (
    AddressKind,
    DetailStatus,
    Guarantee,
    LawfulSource,
    PersonKind,
    PhoneKind,
    Relation,
    Role,
)
from dunning_cli.domain.case.entries import (
    Approval,
    Assign,
    Charge,
    Close,
    Entry,
    Phase,
    Reopen,
    ReturnDate,
    Reversal,
    Waiver,
)
from dunning_cli.domain.case.granted import grants_of
from dunning_cli.kernel.message import Message, msg
from dunning_cli.kernel.nodes import EMPTY_MAP, Map
from dunning_cli.kernel.personal_marks import FREE_TEXT, NOT_PERSONAL, STAFF, Form, Mark, Whose
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.schema import Kept, key
from dunning_cli.kernel.values import Amount, CaseId, Code, Count, Day, FilledWords, PastDay, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Phone(Kept):
    """One telephone number."""

    number: FilledWords = key("the number as dialled", required=True, personal=Mark(Form.PHONE, Whose.NAMED))
    kind: PhoneKind | None = key("which line it is")
    status: DetailStatus | None = key("what is known of it")
    since: Day | None = key("since when it is known")
    source: Words | None = key("where it is from", personal=FREE_TEXT)
    basis: LawfulSource | None = key("the lawful source it is from; not said unless given")


@dataclass(frozen=True, slots=True, kw_only=True)
class Address(Kept):
    """One postal or visiting address."""

    text: FilledWords = key(
        "the address as written on an envelope", required=True, personal=Mark(Form.ADDRESS, Whose.NAMED)
    )
    kind: AddressKind | None = key("which place it is")
    status: DetailStatus | None = key("what is known of it")
    since: Day | None = key("since when it is known")
    source: Words | None = key("where it is from", personal=FREE_TEXT)
    basis: LawfulSource | None = key("the lawful source it is from; not said unless given")


@dataclass(frozen=True, slots=True, kw_only=True)
class Debtor(Kept):
    """Who owes: a person or an organisation."""

    name: FilledWords = key("full name", required=True, personal=Mark(Form.NAME, Whose.DEBTOR))
    kind: PersonKind | None = key("person (the default) or organisation")
    id_number: Words | None = key(
        "identity document number of a person", personal=Mark(Form.NUMBER, Whose.DEBTOR)
    )
    credit_code: Words | None = key(
        "unified social credit code of an organisation", personal=Mark(Form.NUMBER, Whose.DEBTOR)
    )
    phones: tuple[Phone, ...] = key("telephone numbers, the best first", default=())
    addresses: tuple[Address, ...] = key("addresses, the best first", default=())
    email: Words | None = key("e-mail address", personal=Mark(Form.EMAIL, Whose.DEBTOR))
    email_basis: LawfulSource | None = key("the lawful source the e-mail address is from")
    employer: Words | None = key("place of work", personal=FREE_TEXT)
    department: Words | None = key("department that receives mail, of an organisation", personal=FREE_TEXT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Party(Kept):
    """Somebody else the case knows: guarantor, contact person, heir."""

    name: FilledWords = key("full name", required=True, personal=Mark(Form.NAME, Whose.PARTY))
    role: Role = key("what the person is to the case", required=True)
    relation: Relation | None = key("what the person is to the debtor")
    id_number: Words | None = key("identity document number", personal=Mark(Form.NUMBER, Whose.PARTY))
    phones: tuple[Phone, ...] = key("telephone numbers", default=())
    addresses: tuple[Address, ...] = key("addresses", default=())
    email: Words | None = key("e-mail address", personal=Mark(Form.EMAIL, Whose.PARTY))
    email_basis: LawfulSource | None = key("the lawful source the e-mail address is from")
    guarantee: Guarantee | None = key("kind of guarantee, of a guarantor")
    guaranteed_until: Day | None = key("end of the agreed guarantee period, where one is agreed")
    note: Words | None = key("anything else, such as the relation in the client's words", personal=FREE_TEXT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contract(Kept):
    """The contract behind the debt."""

    contract: Words | None = key("contract number", personal=NOT_PERSONAL)
    contract_date: PastDay | None = key("date of the contract")
    number: Words | None = key("card or loan account number", personal=Mark(Form.NUMBER, Whose.DEBTOR))
    customer: Words | None = key("the client's customer number", personal=Mark(Form.NUMBER, Whose.DEBTOR))
    product: Words | None = key("the client's name of the product", personal=FREE_TEXT)
    lent: Amount | None = key("amount lent, in yuan")
    periods: Count | None = key("number of instalments agreed")
    not_entrusted: Amount | None = key(
        "principal still outstanding under the contract that was not entrusted, or not charged yet, yuan"
    )
    currency: Words | None = key(
        "currency, the ledger's unless given; another one is refused", personal=NOT_PERSONAL
    )
    area: Words | None = key("village, estate or district, for rounds and reports", personal=FREE_TEXT)
    bank: Words | None = key("bank of the debtor's account", personal=FREE_TEXT)
    bank_account: Words | None = key(
        "number of the debtor's account", personal=Mark(Form.NUMBER, Whose.DEBTOR)
    )
    virtual_account: Words | None = key(
        "account of the creditor or the office that was given to this case alone to pay into; what comes in there is its",
        personal=NOT_PERSONAL,
    )
    jurisdiction: Words | None = key(
        "court or arbitration body that decides disputes, by contract or law", personal=NOT_PERSONAL
    )
    place: Words | None = key("where the contract was signed", personal=NOT_PERSONAL)
    fee_rate: Words | None = key(
        "what a period costs by contract, such as 2.50 yuan a square metre and month", personal=NOT_PERSONAL
    )
    service_from: PastDay | None = key("first day of the service or of the loan's term, by contract")
    service_until: PastDay | None = key("last day of the service or of the loan's term, by contract")
    payment_way: Words | None = key("when and how is to be paid, by contract", personal=NOT_PERSONAL)
    standard_terms: Words | None = key(
        "how, when and where the standard terms were pointed out", personal=FREE_TEXT
    )
    guarantee_papers: Words | None = key(
        "papers of the guarantees: number or name and date of each", personal=FREE_TEXT
    )
    opened: Words | None = key("how and when the card was applied for and opened", personal=FREE_TEXT)
    terminated: PastDay | None = key("day on which the card contract was terminated")

    def contradictions(self) -> Iterator[tuple[str, Message]]:
        if self.service_from and self.service_until and self.service_until < self.service_from:
            yield "service_until", msg("service_until is before service_from")


@dataclass(frozen=True, slots=True, kw_only=True)
class Premises(Kept):
    """The flat, shop or other place that is served."""

    place: Words | None = key(
        "where it is, as the contract names it", personal=Mark(Form.ADDRESS, Whose.DEBTOR)
    )
    size: Words | None = key("its floor area, such as 89.50 square metres", personal=NOT_PERSONAL)
    owner: Words | None = key(
        "who owns it, by the register of real estate", personal=Mark(Form.NAME, Whose.DEBTOR)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseBatch(Kept):
    """The client's batch in which the case was entrusted."""

    id: FilledWords = key("the client's batch number", required=True, personal=NOT_PERSONAL)
    entrusted: Day | None = key("entrusted on")
    return_by: Day | None = key("to be returned by")

    def contradictions(self) -> Iterator[tuple[str, Message]]:
        if self.entrusted and self.return_by and self.return_by < self.entrusted:
            yield "return_by", msg("return_by is before entrusted")


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownLine(Kept):
    """A line of a batch that made no entry."""

    key_: FilledWords = key(
        "key of the line, by which it is known when it comes again", required=True, personal=NOT_PERSONAL
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Head(Kept):
    """The first part of a case file: values without a date, edited as they become known."""

    case: CaseId = key("case id, also the file's name", required=True)
    policy: Code = key("product policy, a file in policies/", required=True)
    creditor: Words | None = key("to whom the debt is owed", personal=NOT_PERSONAL)
    debtor: Debtor = key("who owes", required=True)
    parties: tuple[Party, ...] = key("guarantors and other people the case knows", default=())
    account: Contract | None = key("the contract behind the debt")
    premises: Premises | None = key("the flat, shop or other place that is served")
    owner: FilledWords | None = key("first collector; later ones are `assign` entries", personal=STAFF)
    batch: CaseBatch | None = key("the client's batch")
    received: Day | None = key(
        "day on which the case came to the office, where its batch does not say when it was entrusted"
    )
    remark: Words | None = key("the client's remark at intake", personal=FREE_TEXT)
    terms: Map = key("overrides of the policy for this case, same keys", default=EMPTY_MAP)
    lines: tuple[KnownLine, ...] = key(
        "batch lines that opened the case or changed its head, where they had keys", default=()
    )

    @property
    def came_on(self) -> date | None:
        """The day on which the case came to the office: entrusted, else received; None where neither is known."""
        entrusted = self.batch.entrusted if self.batch is not None else None
        return entrusted or self.received


_SETTING: dict[type[Entry], type[Entry]] = {
    Assign: Assign,
    Phase: Phase,
    ReturnDate: ReturnDate,
    Close: Close,
    Reopen: Close,
}
"""Kinds of entries that set something until the next one does, each with the kind under which the last is kept."""


@dataclass(slots=True, eq=False)
class _Found:
    """What was found out about the entries of a case: every figure asks for it, and a case never changes."""

    reversed_ids: frozenset[str] | None = None
    pending: Mapping[str, Entry] | None = None
    """Those that have no effect unless somebody else approves them, by id."""
    standing: dict[date, tuple[Entry, ...]] = field(default_factory=dict)
    set_by: dict[date, dict[type[Entry], Entry]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Case:
    """A whole case. `entries` are in file order; replay order is by value date, record time, id."""

    head: Head
    entries: tuple[Entry, ...] = ()
    filed: Head | None = None
    """The head as it stands in the file, where `head` is what is known on a day (`contact_details.known_on`)."""
    above_limits: frozenset[str] = field(default=frozenset(), compare=False)
    """Ids of entries above the approval limits of their day that do not say so themselves (`approvals.above_limits`)."""
    void_approvals: frozenset[str] = field(default=frozenset(), compare=False)
    """Ids of approvals that do not count: by somebody whose role did not allow it, or of less than is taken now."""
    elsewhere: Mapping[str, str] = field(default_factory=dict, compare=False)
    """Entries that stand in other cases of its people and hold here too, each with its case (`known_elsewhere`)."""
    _found: _Found = field(default_factory=_Found, init=False, repr=False, compare=False)

    @property
    def id(self) -> str:
        """The case id."""
        return self.head.case

    @property
    def contract_date(self) -> date | None:
        """Date of the contract, where known."""
        return self.head.account.contract_date if self.head.account else None

    def owner(self, as_of: date) -> str | None:
        """The collector on a day: the last assignment, else the head's first collector."""
        assigned = self._set_by(as_of).get(Assign)
        return assigned.owner if isinstance(assigned, Assign) else self.head.owner

    def phase(self, as_of: date) -> str | None:
        """The phase of the work on a day, where one was set."""
        phase = self._set_by(as_of).get(Phase)
        return phase.phase if isinstance(phase, Phase) else None

    def return_by(self, as_of: date) -> date | None:
        """The day on which the case goes back to the client, as it held on a day; None where none is agreed."""
        agreed = self._set_by(as_of).get(ReturnDate)
        if isinstance(agreed, ReturnDate):
            return agreed.until
        return self.head.batch.return_by if self.head.batch is not None else None

    def closing(self, as_of: date) -> Close | None:
        """The entry that closed the case, where it is closed on that day."""
        last = self._set_by(as_of).get(Close)
        return last if isinstance(last, Close) else None

    def entry(self, entry_id: str) -> Entry | None:
        """The entry of that id, or None."""
        return next((entry for entry in self.entries if entry.id == entry_id), None)

    def standing(self, as_of: date) -> tuple[Entry, ...]:
        """The entries that count on a day, in replay order: dated up to it, not reversed, not waiting for approval.

        A reversal has no value date of its own: the reversed entry counts as never made
        from any day one looks (docs/figures.md, order of events). Reversals themselves are left out.
        """
        found = self._found.standing.get(as_of)
        if found is not None:
            return found
        without_effect = self.reversed_ids | self.waiting(as_of)
        counting = [
            entry
            for entry in self.entries
            if entry.date <= as_of and entry.id not in without_effect and not isinstance(entry, Reversal)
        ]
        self._found.standing[as_of] = found = tuple(sorted(counting, key=replay_order))
        return found

    def _set_by(self, as_of: date) -> Mapping[type[Entry], Entry]:
        """The last entry on a day of each kind that sets something until the next; a reopening stands for its closing."""
        found = self._found.set_by.get(as_of)
        if found is None:
            found = {}
            for entry in self.standing(as_of):
                if type(entry) in _SETTING and not (isinstance(entry, ReturnDate) and entry.until is None):
                    found[_SETTING[type(entry)]] = entry
            self._found.set_by[as_of] = found
        return found

    def with_head(self, head: Head) -> Case:
        """The case with its head as it is known on a day; the head in the file stays as `filed`."""
        made = replace(self, head=head, filed=self.filed or self.head)
        object.__setattr__(made, "_found", self._found)  # its entries are the same
        return made

    def with_entry(self, entry: Entry) -> Case:
        """The case with an entry more, of an id that no other entry names.

        What is known of the entries that count is kept where the new one takes no effect from others nor gives any:
        a case that grows line by line is not put in order anew with each.
        """
        grown = replace(self, entries=(*self.entries, entry))
        of_others = isinstance(entry, Charge) and entry.reschedule is not None
        if not isinstance(entry, (Reversal, Approval)) and not of_others and not self._limited(entry):
            for as_of, found in self._found.standing.items():
                grown._found.standing[as_of] = _with(found, entry) if entry.date <= as_of else found
        return grown

    @property
    def reversed_ids(self) -> frozenset[str]:
        """Ids of the entries that were taken back; not by a reversal that waits for approval."""
        found = self._found.reversed_ids
        if found is None:
            found = self._found.reversed_ids = self._taken_back()
        return found

    def _taken_back(self) -> frozenset[str]:
        reversals = [entry for entry in self.entries if isinstance(entry, Reversal)]
        waiting = [entry for entry in reversals if self._limited(entry)]
        taken_back = frozenset(entry.entry for entry in reversals if entry not in waiting)
        if waiting:
            granted = self._granted({entry.id: entry for entry in waiting}, date.max, taken_back)
            taken_back |= {entry.entry for entry in waiting if entry.id in granted}
        return taken_back | self._instalments_of(taken_back) if taken_back else taken_back

    def _instalments_of(self, new_terms: frozenset[str]) -> frozenset[str]:
        """The charges that are instalments of new terms among some entries: they count as long as those do."""
        return frozenset(
            entry.id for entry in self.entries if isinstance(entry, Charge) and entry.reschedule in new_terms
        )

    def _limited(self, entry: Entry) -> bool:
        """Whether an entry has no effect unless somebody else approves it."""
        return bool(getattr(entry, "pending", None)) or entry.id in self.above_limits

    def _granted(
        self, pending: Mapping[str, Entry], as_of: date, taken_back: frozenset[str]
    ) -> frozenset[str]:
        """Ids of those of the entries that somebody else had lawfully approved by a day."""
        said = [entry for entry in self.entries if entry.date <= as_of]
        without = taken_back | self.void_approvals
        return frozenset(id_ for id_, entry in pending.items() if any(grants_of(entry, said, without)))

    def waiting(self, as_of: date) -> frozenset[str]:
        """Ids of entries above an approval limit that nobody else had approved by a day (docs/approvals.md)."""
        pending = self._found.pending
        if pending is None:
            pending = self._found.pending = {
                entry.id: entry for entry in self.entries if self._limited(entry)
            }
        if not pending:
            return frozenset()
        waiting = frozenset(pending) - self._granted(pending, as_of, self.reversed_ids)
        return waiting | self._instalments_of(waiting)

    def undecided(self, as_of: date) -> tuple[tuple[Entry, ...], ...]:
        """Entries above an approval limit to which nobody has said yes or no by a day, in file order.

        What is decided together stands together: a plan, then the waivers agreed with it. New terms stand for their
        instalments.
        """
        waiting = self.waiting(as_of) - self.reversed_ids
        if not waiting:
            return ()
        refused = {
            entry.entry
            for entry in self.standing(as_of)
            if isinstance(entry, Approval) and not entry.granted and entry.id not in self.void_approvals
        }
        groups: dict[str, list[Entry]] = {}
        for entry in self.entries:
            of_others = isinstance(entry, Charge) and entry.reschedule is not None
            if entry.id in waiting - refused and entry.date <= as_of and not of_others:
                plan = entry.plan if isinstance(entry, Waiver) else None
                groups.setdefault(plan if plan is not None and plan in groups else entry.id, []).append(entry)
        return tuple(tuple(group) for group in groups.values())


def _with(standing: tuple[Entry, ...], entry: Entry) -> tuple[Entry, ...]:
    place = bisect_right(standing, replay_order(entry), key=replay_order)
    return (*standing[:place], entry, *standing[place:])


def replay_order(entry: Entry) -> tuple[date, float, str]:
    """Value date, then record time, then id: the order in which entries take effect."""
    return entry.date, entry.at.timestamp(), entry.id

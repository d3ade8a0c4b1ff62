"""All that a statement's lines are looked up in: numbers, homes, names, telephones and payments of the cases."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from enum import StrEnum

from dunning_cli.domain.case.case import Case, Head
from dunning_cli.domain.case.codes.money import Via
from dunning_cli.domain.case.codes.people import Role
from dunning_cli.domain.case.collected import in_kind
from dunning_cli.domain.case.entries import Charge, Payment
from dunning_cli.domain.case.once import plain_ref
from dunning_cli.domain.case.people.details import known_on
from dunning_cli.domain.case.people.same_debtor import as_called
from dunning_cli.domain.case.people.several_names import called
from dunning_cli.domain.case.people.telephone import dialled
from dunning_cli.domain.case.renamed import earlier_ids
from dunning_cli.domain.incoming.line import is_masked
from dunning_cli.domain.incoming.mentions import Known, plain_key, tells_by_itself
from dunning_cli.domain.incoming.rooms import Room, rooms_in
from dunning_cli.kernel.masking import SEALED_PREFIX
from dunning_cli.kernel.pattern import pattern
from dunning_cli.kernel.record import dataclass

TAIL = 4
"""Digits at the end of a number by which it is looked up."""
_SHORTEST_NUMBER = 7
_AMOUNTS = ("amount", "total", "principal")
_SERIES = pattern(r"([a-z]{2,})[-_]?[0-9]")
_LEAST_OF_ESTATE = 3


class NumberOf(StrEnum):
    """What a number in a remark is the number of."""

    CASE = "case"
    CONTRACT = "contract"
    BILL = "bill"
    ACCOUNT = "account"
    """The account that was given to the case alone to pay into."""
    ROOM = "room"


@dataclass(frozen=True, slots=True)
class Recorded:
    """A payment in the ledger, and whether it counts: not where it was taken back."""

    case_id: str
    payment: Payment
    counts: bool


class CaseIndex:
    """The cases of a ledger by everything that a line may say, gone through once."""

    def __init__(self, cases: Iterable[Case], has_home: Callable[[Case], bool], today: date) -> None:
        """`has_home`: whether the debt of a case is one of a home, so that its address tells the case."""
        self.cases: dict[str, Case] = {}
        self.numbers = Known()
        self.names = Known()
        self.series: set[str] = set()
        """The letters with which case ids begin before their figures."""
        self.number_of: dict[str, dict[str, NumberOf]] = defaultdict(dict)
        """By number in its plain form: the cases that have it, and what it is there."""
        self.debtors: dict[str, list[str]] = defaultdict(list)
        self.parties: dict[str, dict[str, Role]] = defaultdict(dict)
        self.phones: dict[str, list[tuple[str, str]]] = defaultdict(list)
        """By their last digits: telephone numbers of everybody of a case, with the case."""
        self.accounts: dict[str, list[tuple[str, str]]] = defaultdict(list)
        """By their last digits: card and account numbers of debtors, with the case."""
        self.payers: dict[str, dict[str, date]] = defaultdict(dict)
        """By name: the cases on which somebody paid who is not the debtor, and when last."""
        self.paid_by_debtor: dict[str, set[Via | None]] = defaultdict(set)
        self.by_ref: dict[str, list[Recorded]] = defaultdict(list)
        self.by_amount: dict[tuple[str, Decimal], list[Payment]] = defaultdict(list)
        self._rooms: dict[tuple[str, str], list[tuple[Room, str]]] = defaultdict(list)
        self._areas: dict[str, str] = {}
        self._places: dict[str, str] = {}
        self._amounts: dict[str, frozenset[Decimal]] = {}
        for case in cases:
            self._take(known_on(case, today), has_home(case))

    def _take(self, case: Case, home: bool) -> None:
        self.cases[case.id] = case
        for case_id in (case.id, *earlier_ids(case)):
            self._number(case_id, case.id, NumberOf.CASE)
        series = _SERIES.match(plain_key(case.id))
        if series is not None:
            self.series.add(series[1])
        account = case.head.account
        if account is not None:
            self._number(account.contract, case.id, NumberOf.CONTRACT)
            self._number(account.virtual_account, case.id, NumberOf.ACCOUNT)
            for number in (account.number, account.bank_account):
                self._tail(self.accounts, number, case.id)
        self._people(case.head)
        if home:
            self._home(case)
        counting = {entry.id for entry in case.standing(date.max)}
        for entry in case.entries:
            if isinstance(entry, Payment):
                self._payment(case, entry, entry.id in counting)
            elif isinstance(entry, Charge) and entry.id in counting and entry.ref:
                key = plain_key(entry.ref)
                if tells_by_itself(key):
                    self._number(entry.ref, case.id, NumberOf.BILL)

    def _number(self, text: str | None, case_id: str, what: NumberOf) -> None:
        if not text or text.startswith(SEALED_PREFIX):
            return
        key = plain_key(text)
        self.numbers.add(key)
        self.number_of[key].setdefault(case_id, what)

    def _tail(self, place: dict[str, list[tuple[str, str]]], number: str | None, case_id: str) -> None:
        if not number or number.startswith(SEALED_PREFIX):
            return
        digits = "".join(each for each in dialled(number).partition("x")[0] if each.isdigit())
        if len(digits) >= _SHORTEST_NUMBER:
            place[digits[-TAIL:]].append((digits, case_id))

    def _people(self, head: Head) -> None:
        if not head.debtor.name.startswith(SEALED_PREFIX):
            for name in map(as_called, called(head.debtor.name)):
                self.debtors[name].append(head.case)
                self.names.add(name)
        for phone in head.debtor.phones:
            self._tail(self.phones, phone.number, head.case)
        for party in head.parties:
            self.parties[as_called(party.name)].setdefault(head.case, party.role)
            for phone in party.phones:
                self._tail(self.phones, phone.number, head.case)

    def _home(self, case: Case) -> None:
        area = case.head.account.area if case.head.account is not None else None
        texts = (case.id, *(address.text for address in case.head.debtor.addresses))
        self._areas[case.id] = plain_key(area or "")
        self._places[case.id] = plain_key(" ".join((area or "", *texts)))
        for room in {room for text in texts for room in rooms_in(text)}:
            self._rooms[room.building, room.room].append((room, case.id))

    def _payment(self, case: Case, entry: Payment, counts: bool) -> None:
        if entry.ref and plain_ref(entry.ref):
            self.by_ref[plain_ref(entry.ref)].append(Recorded(case.id, entry, counts))
        if not counts or in_kind(entry):
            return
        self.by_amount[case.id, entry.amount].append(entry)
        if entry.payer is None:
            self.paid_by_debtor[case.id].add(entry.via)
        elif not is_masked(entry.payer):
            paid = self.payers[as_called(entry.payer)]
            paid[case.id] = max(entry.date, paid.get(case.id, entry.date))

    def at_home(self, text: str) -> list[tuple[frozenset[str], bool]]:
        """The cases of each home that a text names, and whether that is sure: no other estate stands before it."""
        found = []
        bare = plain_key(text)
        for room in rooms_in(text):
            fitting = {
                case_id
                for known, case_id in self._rooms.get((room.building, room.room), ())
                if room.may_be(known)
            }
            here = {case_id for case_id in fitting if self._areas[case_id] and self._areas[case_id] in bare}
            fitting = here or fitting
            if fitting:
                sure = bool(here) or all(self._lies_in(case_id, room.estate) for case_id in fitting)
                found.append((frozenset(fitting), sure))
        return found

    def _lies_in(self, case_id: str, estate: str) -> bool:
        """Whether an estate that stands before a home, perhaps with other words before it, is the one of a case."""
        ends = (estate[start:] for start in range(max(1, len(estate) - _LEAST_OF_ESTATE + 1)))
        return not estate or any(end in self._places[case_id] for end in ends)

    def amounts_of(self, case_id: str) -> frozenset[Decimal]:
        """Every amount that an entry of a case has, and each of its components, yuan."""
        if case_id not in self._amounts:
            self._amounts[case_id] = frozenset(
                value
                for entry in self.cases[case_id].entries
                for each in (entry, *getattr(entry, "instalments", ()))
                for name in _AMOUNTS
                if isinstance(value := getattr(each, name, None), Decimal)
            )
        return self._amounts[case_id]

    def name_of(self, case_id: str) -> str:
        """The debtor's name."""
        return self.cases[case_id].head.debtor.name

    def id_of(self, text: str) -> str | None:
        """The id of the case that a person names, by its id or an earlier one; None where there is none."""
        having = self.number_of.get(plain_key(text), {})
        return next((case_id for case_id, what in having.items() if what is NumberOf.CASE), None)

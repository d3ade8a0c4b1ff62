"""Operations on the people of a case: a contact detail, a new party, a death."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import TypeVar

from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.codes.people import AddressKind, PhoneKind, Role
from dunning_cli.domain.case.codes.talk import SERVICE_CHANNELS, Channel
from dunning_cli.domain.case.entries import Consent, Death, Detail, Entry, NewParty
from dunning_cli.domain.case.people.deaths import death_of, heirs_of
from dunning_cli.domain.case.people.details import known_on, may_join, party_named, told
from dunning_cli.domain.case.people.plain_names import plain_name
from dunning_cli.domain.case.people.roles import person_of
from dunning_cli.domain.case.people.telephone import dialled, parse_number
from dunning_cli.domain.contact.history import answered_since, contacts_of
from dunning_cli.kernel.errors import Refused, Unreadable, WrongUsage
from dunning_cli.kernel.message import Message, msg
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.remedy import Placeholder, remedy
from dunning_cli.kernel.schema import parse_scalar
from dunning_cli.kernel.text import harmless
from dunning_cli.operations.agreements.holds_elsewhere import holds_elsewhere
from dunning_cli.operations.declared import people as declared
from dunning_cli.operations.writing.named_people import named
from dunning_cli.operations.writing.outcome import Outcome, outcome_of
from dunning_cli.operations.writing.unit_of_work import UnitOfWork, still_open

Kind = TypeVar("Kind", bound=StrEnum)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordDetail(declared.RecordDetail):
    """Records a number, address or e-mail, or what is now known of it."""

    def apply(self, unit: UnitOfWork) -> Outcome:
        """Adds what is known; what was known before stays on record.

        WrongUsage unless it is one number, address or e-mail; Refused for somebody who is no party, and
        where nothing new is said.
        """
        case = unit.case(self.case)
        on = unit.value_date(self)
        self._check()
        known = known_on(case, on)
        entry = unit.record(
            case,
            Detail,
            self,
            on,
            of=named(known, self.of),
            phone=number_typed(self.phone) if self.phone is not None else None,
            address=self.address,
            email=self.email,
            line=_kind(PhoneKind, self.kind) if self.phone is not None else None,
            place=_kind(AddressKind, self.kind) if self.address is not None else None,
            status=self.status,
            first=self.first,
            source=self.source,
            basis=self.basis,
            text=self.text,
        )
        if not self.text and told(known.head, entry) == known.head and not _called_since(known, entry):
            raise Refused(msg("{case} says that already; nothing to record", case=case.id))
        return outcome_of(case.id, (entry,), on)

    def _check(self) -> None:
        if [self.phone, self.address, self.email].count(None) != 2:
            raise WrongUsage(msg("give one of --phone, --address and --email"))
        if self.email is not None and "@" not in self.email:
            raise WrongUsage(msg("'{text}' is no e-mail address", text=harmless(self.email)))
        if self.kind is not None and self.email is not None:
            raise WrongUsage(msg("--kind belongs to a telephone number or an address"))


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordConsent(declared.RecordConsent):
    """Records that a person agrees to be contacted in a way or on a number, or no longer does."""

    def apply(self, unit: UnitOfWork) -> Outcome:
        """Adds it; the last one said of a channel or number holds.

        WrongUsage without a channel and a number, and for letters; Refused for somebody who is no party.
        """
        case = unit.case(self.case)
        on = unit.value_date(self)
        if self.channel is None and self.number is None:
            raise WrongUsage(msg("consent names a channel, a number, or both"))
        if self.channel in (Channel.LETTER, Channel.COUNTER):
            raise WrongUsage(msg("letters, and talk at the counter, need no consent"))
        if self.service is not None and self.channel not in SERVICE_CHANNELS:
            raise WrongUsage(
                msg("letters are served electronically by sms, email or wechat: name the channel")
            )
        if self.service is not None and self.revoked:
            raise WrongUsage(msg("what is taken back names no address for service"))
        entry = unit.record(
            case,
            Consent,
            self,
            on,
            of=named(known_on(case, on), self.of),
            channel=self.channel,
            number=number_typed(self.number) if self.number is not None else None,
            service=self.service,
            given=not self.revoked,
            source=self.source,
            text=self.text,
        )
        return outcome_of(case.id, (entry,), on)


def _called_since(case: Case, entry: Detail) -> bool:
    """Whether a call said something of a number since it was last recorded, so that saying it again is news."""
    if entry.phone is None:
        return False
    person = person_of(case, entry.of)
    calls = [call for call in contacts_of(case) if person.same(person_of(case, call.to))]
    return dialled(entry.phone) in answered_since(case, person, calls, entry.date)


def _kind(kinds: type[Kind], word: str | None) -> Kind | None:
    """The kind of line or place of a word. Raises WrongUsage with the words there are."""
    if word is None:
        return None
    try:
        found: Kind = parse_scalar(kinds, word)
    except Unreadable as error:
        raise WrongUsage(msg("{option}: {reason}", option="--kind", reason=error.message)) from None
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class AddParty(declared.AddParty):
    """Adds a guarantor, co-debtor, contact person, heir or lawyer to a case."""

    def apply(self, unit: UnitOfWork) -> Outcome:
        """Adds the person, or gives a contact person who comes to owe the new role.

        Refused on a closed case, and where the case knows somebody of that name otherwise.
        """
        case = unit.case(self.case)
        on = unit.value_date(self)
        still_open(case, on)
        unused_name(case, self.name, self.role)
        entry = unit.record(
            case,
            NewParty,
            self,
            on,
            name=self.name,
            role=self.role,
            relation=self.relation,
            id_number=self.id_number,
            phones=tuple(number_typed(number) for number in self.phone),
            address=self.address,
            guarantee=self.guarantee,
            guaranteed_until=self.guaranteed_until,
            source=self.source,
            basis=self.basis,
        )
        return outcome_of(case.id, (entry,), on)


def unused_name(case: Case, name: str, role: Role) -> None:
    """Refuses a name the case has on any day: entries tell people apart by name. Raises Refused."""
    if plain_name(name) in _ROLE_WORDS:
        raise Refused(msg("'{name}' stands for a role; give the person's name", name=harmless(name)))
    case = known_on(case, date.max)
    party = party_named(case.head, name)
    if not person_of(case, name).listed or (party is not None and may_join(party, role)):
        return
    raise Refused(
        msg(
            "{case} names '{name}' already; for a new number or address: {cure}",
            case=case.id,
            name=harmless(name),
            cure=remedy("detail", case=case.id, of=Placeholder("NAME")),
        )
    )


_ROLE_WORDS = ("debtor", "guarantor", "creditor")


def number_typed(text: str) -> str:
    """A telephone number as typed. Raises WrongUsage for anything else."""
    try:
        return parse_number(text)
    except Unreadable as error:
        raise WrongUsage(error.message) from None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordDeath(declared.RecordDeath):
    """Records the death of the debtor or a party, its proof, and the heirs known."""

    def apply(self, unit: UnitOfWork) -> Outcome:
        """Adds the death and the heirs as parties.

        Refused on a closed case, for a day to come or after the value date, and where it is recorded already.
        """
        case = unit.case(self.case)
        on = unit.value_date(self)
        still_open(case, on)
        if self.died > unit.context.today or on > unit.context.today:
            raise Refused(msg("a death cannot lie in the future"))
        if self.died > on:
            raise Refused(msg("the death on {died} is after its value date {date}", died=self.died, date=on))
        known = known_on(case, on)
        recorded = death_of(known, person_of(known, self.of), date.max)
        if recorded is not None:
            raise Refused(
                msg(
                    "{case}: this death is on record since {date}; take it back first: {cure}",
                    case=case.id,
                    date=recorded.date,
                    cure=remedy("reverse", case=case.id, entry=recorded.id),
                )
            )
        of = named(known, self.of)
        death = unit.record(case, Death, self, on, of=of, died=self.died, proof=self.proof, text=self.text)
        entries: list[Entry] = [death, *self._heirs(unit, on)]
        warnings = (*_heirs_unknown(unit.case(case.id), of, on), *holds_elsewhere(unit, case, of, _died))
        return outcome_of(case.id, entries, on, warnings)

    def _heirs(self, unit: UnitOfWork, on: date) -> Iterator[Entry]:
        for text in self.heir:
            name, _, number = text.replace("：", ":").partition(":")
            name, number = name.strip(), number.strip()
            if not name:
                raise WrongUsage(
                    msg("an heir is written NAME or NAME:PHONE, not '{text}'", text=harmless(text))
                )
            case = unit.case(self.case)
            unused_name(case, name, Role.HEIR)
            yield unit.record(
                case,
                NewParty,
                self,
                on,
                name=name,
                role=Role.HEIR,
                phones=(number_typed(number),) if number else (),
                source=self.proof,
            )


def _died(case: Case, of: str) -> bool:
    known = known_on(case, date.max)
    return death_of(known, person_of(known, of), date.max) is not None


def _heirs_unknown(case: Case, of: str, on: date) -> Iterator[Message]:
    if of == "debtor" and not heirs_of(known_on(case, on)):
        yield msg(
            "no heir is known yet; add them with: {cure}",
            cure=remedy("party", case=case.id, name=Placeholder("NAME"), role=Role.HEIR),
        )

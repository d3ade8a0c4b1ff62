"""Entries on the people of a case: their contact details, somebody who joins it, a death."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from dunning_cli.domain.case.codes.labels import label_of
from dunning_cli.domain.case.codes.people import (
    AddressKind,
    DetailStatus,
    Guarantee,
    LawfulSource,
    PhoneKind,
    Relation,
    Role,
)
from dunning_cli.domain.case.codes.talk import SERVICE_CHANNELS, Channel
from dunning_cli.domain.case.entries.entry import Entry
from dunning_cli.domain.case.entries.wording import who
from dunning_cli.kernel.message import Message, label, msg
from dunning_cli.kernel.personal_marks import FREE_TEXT, Form, Mark, Whose
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.schema import key
from dunning_cli.kernel.values import Day, FilledWords, Flag, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail(Entry):
    """A number, address or e-mail became known, or something new became known of it.

    A number or address that is known already takes the new status; the earlier entry shows what it was.
    """

    kind: ClassVar[str] = "detail"
    title: ClassVar[Message] = label("contact detail")

    of: FilledWords = key(
        "whose: debtor, or a party's name", required=True, personal=Mark(Form.NAME, Whose.NAMED)
    )
    phone: FilledWords | None = key("telephone number", personal=Mark(Form.PHONE, Whose.NAMED))
    address: FilledWords | None = key(
        "address as written on an envelope", personal=Mark(Form.ADDRESS, Whose.NAMED)
    )
    email: FilledWords | None = key("e-mail address", personal=Mark(Form.EMAIL, Whose.NAMED))
    line: PhoneKind | None = key("which line the number is")
    place: AddressKind | None = key("which place the address is")
    status: DetailStatus | None = key("what is known of it")
    first: Flag | None = key("it is tried before the person's others")
    source: Words | None = key("where it is from, or who said so", personal=FREE_TEXT)
    basis: LawfulSource | None = key("the lawful source it is from; not said unless given")
    text: Words | None = key("anything else", personal=FREE_TEXT)

    def contradictions(self) -> Iterator[tuple[str, Message]]:
        """It is one number, one address or one e-mail, and the kind fits."""
        if [self.phone, self.address, self.email].count(None) != 2:
            yield "phone", msg("a contact detail has one of phone, address and email")
        if self.line is not None and self.phone is None:
            yield "line", msg("line belongs to a phone")
        if self.place is not None and self.address is None:
            yield "place", msg("place belongs to an address")

    def subject(self, case_id: str) -> Message:
        what = (
            label("telephone number") if self.phone else label("address") if self.address else label("e-mail")
        )
        return msg(
            "detail {case}: {what} {status}, value date {date}",
            case=case_id,
            what=what,
            status=label_of(self.status) if self.status else label("noted"),
            date=self.date,
        )

    def in_words(self) -> Message | str:
        words = msg("{who}: {detail}", who=who(self.of), detail=self.phone or self.address or self.email)
        told = [label_of(code) for code in (self.line or self.place, self.status) if code is not None]
        for code in told:
            words = msg("{detail}, {more}", detail=words, more=code)
        if self.first:
            words = msg("{detail}, {more}", detail=words, more=label("to be tried first"))
        if self.source:
            words = msg("{detail}; source: {source}", detail=words, source=self.source)
        if self.basis:
            words = msg("{detail}; lawful source: {source}", detail=words, source=label_of(self.basis))
        return msg("{detail} – {text}", detail=words, text=self.text) if self.text else words


@dataclass(frozen=True, slots=True, kw_only=True)
class NewParty(Entry):
    """Somebody became a party of the case after it was opened; from then on as those named in the head.

    A contact person who comes to owe, such as an heir, takes the new role under the same name.
    """

    kind: ClassVar[str] = "party"
    title: ClassVar[Message] = label("new party")

    name: FilledWords = key("full name", required=True, personal=Mark(Form.NAME, Whose.PARTY))
    role: Role = key("what the person is to the case", required=True)
    relation: Relation | None = key("what the person is to the debtor")
    id_number: Words | None = key("identity document number", personal=Mark(Form.NUMBER, Whose.PARTY))
    phones: tuple[FilledWords, ...] = key(
        "telephone numbers", default=(), personal=Mark(Form.PHONE, Whose.PARTY)
    )
    address: FilledWords | None = key(
        "address as written on an envelope", personal=Mark(Form.ADDRESS, Whose.PARTY)
    )
    guarantee: Guarantee | None = key("kind of guarantee, of a guarantor")
    guaranteed_until: Day | None = key("end of the agreed guarantee period, where one is agreed")
    source: Words | None = key("where this is from", personal=FREE_TEXT)
    basis: LawfulSource | None = key("the lawful source numbers and address are from; not said unless given")

    def contradictions(self) -> Iterator[tuple[str, Message]]:
        """Only a guarantor has a guarantee."""
        if self.role is not Role.GUARANTOR and (self.guarantee or self.guaranteed_until):
            yield "guarantee", msg("only a guarantor has a guarantee")

    def subject(self, case_id: str) -> Message:
        return msg(
            "party {case}: {role} added, value date {date}",
            case=case_id,
            role=label_of(self.role),
            date=self.date,
        )

    def in_words(self) -> Message | str:
        words = msg("{role}: {name}", role=label_of(self.role), name=self.name)
        if self.relation:
            words = msg("{detail}, {more}", detail=words, more=label_of(self.relation))
        for number in self.phones:
            words = msg("{detail}, {more}", detail=words, more=number)
        return words


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent(Entry):
    """A person agreed to be contacted in a way or on a number, or takes that back; the last one said holds."""

    kind: ClassVar[str] = "consent"
    title: ClassVar[Message] = label("consent")

    of: FilledWords = key(
        "whose: debtor, or a party's name", required=True, personal=Mark(Form.NAME, Whose.NAMED)
    )
    channel: Channel | None = key("the way of contact; every way unless given")
    number: FilledWords | None = key(
        "the telephone number; every one unless given", personal=Mark(Form.PHONE, Whose.NAMED)
    )
    service: FilledWords | None = key(
        "the e-mail address or account at which letters may be served on this way",
        personal=Mark(Form.EMAIL, Whose.NAMED),
    )
    given: Flag = key("true: agreed; false: taken back or refused", required=True)
    source: FilledWords = key(
        "where and how it was said, such as a recording or a paper", required=True, personal=FREE_TEXT
    )
    text: Words | None = key("anything else", personal=FREE_TEXT)

    def contradictions(self) -> Iterator[tuple[str, Message]]:
        """It is about a way, a number, or both."""
        if self.channel is None and self.number is None:
            yield "channel", msg("consent names a channel, a number, or both")
        if self.channel in (Channel.LETTER, Channel.COUNTER):
            yield "channel", msg("letters, and talk at the counter, need no consent")
        if self.service is not None and self.channel not in SERVICE_CHANNELS:
            yield (
                "service",
                msg("letters are served electronically by sms, email or wechat: name the channel"),
            )
        if self.service is not None and not self.given:
            yield "service", msg("what is taken back names no address for service")

    def subject(self, case_id: str) -> Message:
        said = label("given") if self.given else label("withdrawn")
        return msg("consent {case}: {said}, value date {date}", case=case_id, said=said, date=self.date)

    def in_words(self) -> Message | str:
        words = msg("{who}: {detail}", who=who(self.of), detail=self._agreed_to())
        said = label("given") if self.given else label("withdrawn")
        words = msg("{detail}, {more}; source: {source}", detail=words, more=said, source=self.source)
        return msg("{detail} – {text}", detail=words, text=self.text) if self.text else words

    def _agreed_to(self) -> Message | str | None:
        """The way of contact, the number, or both."""
        if self.channel is None:
            return self.number
        way = label_of(self.channel)
        if self.service is not None:
            return msg("letters may be served by {channel} at {address}", channel=way, address=self.service)
        return msg("{detail}, {more}", detail=way, more=self.number) if self.number else way


@dataclass(frozen=True, slots=True, kw_only=True)
class Death(Entry):
    """The debtor or a party has died, as is proved. The value date is when the office knew."""

    kind: ClassVar[str] = "death"
    title: ClassVar[Message] = label("death")

    of: FilledWords = key(
        "who: debtor, or a party's name", required=True, personal=Mark(Form.NAME, Whose.NAMED)
    )
    died: Day = key("day of death", required=True)
    proof: FilledWords = key("what proves it, such as a death certificate", required=True, personal=FREE_TEXT)
    text: Words | None = key("anything else", personal=FREE_TEXT)

    def contradictions(self) -> Iterator[tuple[str, Message]]:
        """Nobody's death is known before it."""
        if self.died > self.date:
            yield "died", msg("died is after the value date")

    def subject(self, case_id: str) -> Message:
        person = label("debtor") if self.of == "debtor" else label("party")
        return msg("death {case}: {who}, value date {date}", case=case_id, who=person, date=self.date)

    def in_words(self) -> Message | str:
        words = msg(
            "{who} died on {date}; proof: {proof}", who=who(self.of), date=self.died, proof=self.proof
        )
        return msg("{detail} – {text}", detail=words, text=self.text) if self.text else words

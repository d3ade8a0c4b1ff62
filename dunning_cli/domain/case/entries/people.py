"""Entries on the people of a case: their contact details, somebody who joins it, a death."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from dunning_cli.domain.case.codes import (
    AddressKind,
    Channel,
    DetailStatus,
    Guarantee,
    LawfulSource,
    PhoneKind,
    Relation,
    Role,
)
from dunning_cli.domain.case.entries.entry import Entry
from dunning_cli.kernel.message import Message, label, msg
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

    of: FilledWords = key("whose: debtor, or a party's name", required=True)
    phone: FilledWords | None = key("telephone number")
    address: FilledWords | None = key("address as written on an envelope")
    email: FilledWords | None = key("e-mail address")
    line: PhoneKind | None = key("which line the number is")
    place: AddressKind | None = key("which place the address is")
    status: DetailStatus | None = key("what is known of it")
    first: Flag | None = key("it is tried before the person's others")
    source: Words | None = key("where it is from, or who said so")
    basis: LawfulSource | None = key("the lawful source it is from; not said unless given")
    text: Words | None = key("anything else")

    def contradictions(self) -> Iterator[tuple[str, Message]]:
        """It is one number, one address or one e-mail, and the kind fits."""
        if [self.phone, self.address, self.email].count(None) != 2:
            yield "phone", msg("a contact detail has one of phone, address and email")
        if self.line is not None and self.phone is None:
            yield "line", msg("line belongs to a phone")
        if self.place is not None and self.address is None:
            yield "place", msg("place belongs to an address")


@dataclass(frozen=True, slots=True, kw_only=True)
class NewParty(Entry):
    """Somebody became a party of the case after it was opened; from then on as those named in the head.

    A contact person who comes to owe, such as an heir, takes the new role under the same name.
    """

    kind: ClassVar[str] = "party"
    title: ClassVar[Message] = label("new party")

    name: FilledWords = key("full name", required=True)
    role: Role = key("what the person is to the case", required=True)
    relation: Relation | None = key("what the person is to the debtor")
    id_number: Words | None = key("identity document number")
    phones: tuple[FilledWords, ...] = key("telephone numbers", default=())
    address: FilledWords | None = key("address as written on an envelope")
    guarantee: Guarantee | None = key("kind of guarantee, of a guarantor")
    guaranteed_until: Day | None = key("end of the agreed guarantee period, where one is agreed")
    source: Words | None = key("where this is from")
    basis: LawfulSource | None = key("the lawful source numbers and address are from; not said unless given")

    def contradictions(self) -> Iterator[tuple[str, Message]]:
        """Only a guarantor has a guarantee."""
        if self.role is not Role.GUARANTOR and (self.guarantee or self.guaranteed_until):
            yield "guarantee", msg("only a guarantor has a guarantee")


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent(Entry):
    """A person agreed to be contacted in a way or on a number, or takes that back; the last one said holds."""

    kind: ClassVar[str] = "consent"
    title: ClassVar[Message] = label("consent")

    of: FilledWords = key("whose: debtor, or a party's name", required=True)
    channel: Channel | None = key("the way of contact; every way unless given")
    number: FilledWords | None = key("the telephone number; every one unless given")
    given: Flag = key("true: agreed; false: taken back or refused", required=True)
    source: FilledWords = key("where and how it was said, such as a recording or a paper", required=True)
    text: Words | None = key("anything else")

    def contradictions(self) -> Iterator[tuple[str, Message]]:
        """It is about a way, a number, or both."""
        if self.channel is None and self.number is None:
            yield "channel", msg("consent names a channel, a number, or both")
        if self.channel in (Channel.LETTER, Channel.COUNTER):
            yield "channel", msg("letters, and talk at the counter, need no consent")


@dataclass(frozen=True, slots=True, kw_only=True)
class Death(Entry):
    """The debtor or a party has died, as is proved. The value date is when the office knew."""

    kind: ClassVar[str] = "death"
    title: ClassVar[Message] = label("death")

    of: FilledWords = key("who: debtor, or a party's name", required=True)
    died: Day = key("day of death", required=True)
    proof: FilledWords = key("what proves it, such as a death certificate", required=True)
    text: Words | None = key("anything else")

    def contradictions(self) -> Iterator[tuple[str, Message]]:
        """Nobody's death is known before it."""
        if self.died > self.date:
            yield "died", msg("died is after the value date")

"""One contact about to be made or recorded, and a rule that it is against."""

from __future__ import annotations

from datetime import date, datetime, tzinfo

from dunning_cli.domain.case.codes.talk import Channel, Result
from dunning_cli.domain.case.entries import Contact, Entry
from dunning_cli.domain.case.people.roles import Person, number_used
from dunning_cli.domain.contact.history import FAILED, can_confirm
from dunning_cli.kernel.message import Message
from dunning_cli.kernel.record import dataclass

WITHOUT_NUMBER = frozenset({Channel.EMAIL, Channel.VISIT, Channel.COUNTER, Channel.LETTER})
"""Channels on which no number is used, so that the person's only one is not meant."""


@dataclass(frozen=True, slots=True)
class Breach:
    """A rule that a contact is against: its name, and why; and the entry that brought it, where one did."""

    rule: str
    why: Message
    entry: Entry | None = None
    ends_with: Message | None = None
    """The command that ends what forbids it, where one does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactIntent:
    """One contact about to be made or recorded.

    `day` is its day in the office; `time` its moment, unknown for an earlier day noted without one.
    A result of None means that it is not known whether anybody answered. `alone` is true of a visit for which it is
    settled who goes, and nobody goes along; `second` is who does.
    """

    day: date
    time: datetime | None = None
    channel: Channel
    to: str | None = None
    number: str | None = None
    text: str | None = None
    result: Result | None = None
    agreed: bool = False
    verified: bool = False
    recording: str | None = None
    second: str | None = None
    alone: bool = False
    private: bool = False
    incoming: bool = False
    """Whether it came from the other side."""

    @property
    def verifies(self) -> bool:
        """Whether identity and debt are confirmed in it, by somebody who was spoken to."""
        return self.verified and can_confirm(self.result)

    @property
    def reached_nobody(self) -> bool:
        """Whether it is known that nobody was spoken to: then nobody could be asked who they are."""
        return self.result in FAILED

    def came_before(self, entry: Entry, zone: tzinfo) -> bool:
        """Whether it was made before an entry was recorded, on the same day of the office: it knew nothing of that."""
        return (
            self.time is not None
            and self.time < entry.at
            and entry.date == entry.at.astimezone(zone).date() == self.day
        )

    @classmethod
    def of(cls, contact: Contact, day: date) -> ContactIntent:
        """A contact on record as it is judged again; `day` is its day in the office.

        The text of one taken over is what its clerk noted; what was sent it does not say.
        """
        return cls(
            day=day,
            time=contact.time,
            channel=contact.channel,
            to=contact.to,
            number=contact.number,
            text=None if contact.taken_over else contact.text,
            result=contact.result,
            agreed=bool(contact.agreed),
            verified=bool(contact.verified),
            recording=contact.recording,
            second=contact.second,
            alone=contact.channel is Channel.VISIT and contact.second is None,
            private=bool(contact.private),
            incoming=bool(contact.incoming),
        )


def number_on(channel: Channel, person: Person, number: str | None) -> str | None:
    """The number a contact uses, as compared: the one named, else the person's only one where the channel has one."""
    return number_used(person, number) if number or channel not in WITHOUT_NUMBER else None

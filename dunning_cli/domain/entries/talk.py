"""Entries on talking with people: contacts, complaints, and what was found when contacts were inspected."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from dunning_cli.domain.codes import Channel, Reason, Result
from dunning_cli.domain.entries.entry import Entry
from dunning_cli.domain.message import Message, label
from dunning_cli.domain.schema import key
from dunning_cli.domain.values import Day, EntryId, FilledWords, Flag, Moment, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact(Entry):
    """A call, visit, message or talk, whoever it was with."""

    kind: ClassVar[str] = "contact"
    title: ClassVar[Message] = label("contact")

    time: Moment | None = key("when it took place")
    channel: Channel = key("how", required=True)
    to: FilledWords | None = key("debtor, guarantor or a name")
    number: Words | None = key("number dialled")
    result: Result | None = key("what came of it")
    reason: Reason | None = key("reason for arrears as told")
    text: Words | None = key("what was said, in the clerk's words")
    recording: Words | None = key("reference of the recording")
    callback: Day | None = key("day on which the person asked to be called again")
    verified: Flag | None = key("identity and debt were confirmed in this contact")
    agreed: Flag | None = key("the debtor had asked for this hour")


@dataclass(frozen=True, slots=True, kw_only=True)
class Complaint(Entry):
    """The debtor or somebody else complained."""

    kind: ClassVar[str] = "complaint"
    title: ClassVar[Message] = label("complaint")

    text: FilledWords = key("what about", required=True)
    about: Words | None = key("the staff member complained of")
    resolves: EntryId | None = key("the earlier complaint this one settles")


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspection(Entry):
    """A supervisor listened to or read a contact (稽核)."""

    kind: ClassVar[str] = "inspection"
    title: ClassVar[Message] = label("inspection")

    entry: EntryId | None = key("the contact inspected")
    passed: Flag = key("whether it was in order", required=True)
    text: Words | None = key("finding and correction")

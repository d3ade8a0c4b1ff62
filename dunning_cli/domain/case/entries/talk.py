"""Entries on talking with people: contacts, visits arranged, complaints, what an inspection of contacts found."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from dunning_cli.domain.case.codes.labels import label_of
from dunning_cli.domain.case.codes.talk import Channel, Result, result_in_subject, result_words
from dunning_cli.domain.case.entries.entry import Entry
from dunning_cli.domain.case.entries.wording import ALONE, AtHand, because, who
from dunning_cli.kernel.message import Message, label, msg
from dunning_cli.kernel.personal_marks import FREE_TEXT, NOT_PERSONAL, STAFF, Form, Mark, Whose
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.schema import Kept, key
from dunning_cli.kernel.values import Code, Count, Day, EntryId, FilledWords, Flag, Hour, Moment, Words

TWICE = msg("two different people go on a visit together")


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact(Entry):
    """A call, visit, message or talk, whoever it was with."""

    kind: ClassVar[str] = "contact"
    title: ClassVar[Message] = label("contact")

    time: Moment | None = key("when it took place")
    channel: Channel = key("how", required=True)
    to: FilledWords | None = key("debtor, guarantor or a name", personal=Mark(Form.NAME, Whose.NAMED))
    number: Words | None = key("number dialled", personal=Mark(Form.PHONE, Whose.NAMED))
    result: Result | None = key("what came of it")
    reason: Code | None = key("reason for arrears as told; built-in, or listed in dunning.yaml")
    text: Words | None = key("what was said, in the clerk's words", personal=FREE_TEXT)
    recording: Words | None = key("reference of the recording", personal=NOT_PERSONAL)
    callback: Day | None = key("day on which the person asked to be called again")
    verified: Flag | None = key("identity and debt were confirmed in this contact")
    agreed: Flag | None = key("the debtor had asked for this hour")
    second: FilledWords | None = key("who went along on a visit", personal=STAFF)
    private: Flag | None = key("made from a phone or account of the person's own, not the office's")
    incoming: Flag | None = key("came from the other side: nobody of the office called, wrote or went")
    taken_over: Flag | None = key("taken over from the record of another system, and so not recorded late")

    def contradictions(self) -> Iterator[tuple[str, Message]]:
        """Only on a visit somebody goes along, and not the one who goes."""
        if self.second is not None and self.channel is not Channel.VISIT:
            yield "second", msg("second belongs to a visit")
        if self.second is not None and self.second == self.actor:
            yield "second", TWICE
        if self.incoming and self.channel is Channel.VISIT:
            yield "incoming", msg("a visit is never incoming; who comes to the office is at the counter")

    def subject(self, case_id: str) -> Message:
        return msg(
            "note {case}: {channel}, {result}, value date {date}",
            case=case_id,
            channel=label_of(self.channel),
            result=result_in_subject(self.result, self.channel) if self.result else label("noted"),
            date=self.date,
        )

    @property
    def way(self) -> Message:
        """The channel, and whether it came from the other side."""
        channel = label_of(self.channel)
        return msg("{channel} (incoming)", channel=channel) if self.incoming else channel

    def in_words(self) -> Message | str:
        return self.in_words_with(ALONE)

    def in_words_with(self, at_hand: AtHand) -> Message | str:
        """With the reason for arrears that was told, where reasons can be put in words."""
        words = msg(
            "{channel}, {who}: {result}",
            channel=self.way,
            who=who(self.to or "debtor"),
            result=result_words(self.result, self.channel) if self.result else label("noted"),
        )
        if self.text:
            words = msg("{contact} – {text}", contact=words, text=self.text)
        if self.second:
            words = msg("{contact}; {second} went along", contact=words, second=self.second)
        if self.private:
            words = msg("{contact}; from a private phone or account", contact=words)
        if self.callback:
            words = msg("{contact}; call again on {date}", contact=words, date=self.callback)
        if self.reason is not None and at_hand.reason is not None:
            reason = at_hand.reason(self.reason)
            words = msg("{contact}; reason for arrears: {reason}", contact=words, reason=reason)
        return words


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointment(Entry):
    """A visit is arranged for a day; it is done by a contact with channel visit on that day or later."""

    kind: ClassVar[str] = "appointment"
    title: ClassVar[Message] = label("visit arranged")

    day: Day = key("day of the visit", required=True)
    time: Hour | None = key("hour of the visit")
    to: FilledWords = key("debtor, guarantor or a name", required=True, personal=Mark(Form.NAME, Whose.NAMED))
    visitor: FilledWords | None = key("who goes, where that is settled", personal=STAFF)
    second: FilledWords | None = key("who goes along", personal=STAFF)
    agreed: Flag | None = key("the person visited agreed to it")
    text: Words | None = key("what for, and anything else arranged", personal=FREE_TEXT)

    def contradictions(self) -> Iterator[tuple[str, Message]]:
        """A visit is arranged before it takes place."""
        if self.day < self.date:
            yield "day", msg("the visit is on {day}, before the day it was arranged", day=self.day)
        if self.second is not None and self.second == self.visitor:
            yield "second", TWICE

    def subject(self, case_id: str) -> Message:
        return msg(
            "visit {case}: arranged for {day}, value date {date}", case=case_id, day=self.day, date=self.date
        )

    def in_words(self) -> Message | str:
        day = self.day if self.time is None else f"{self.day} {self.time:%H:%M}"
        words = msg("{who} on {day}", who=who(self.to), day=day)
        if self.visitor and self.second:
            words = msg(
                "{visit}, {visitor} and {second} go", visit=words, visitor=self.visitor, second=self.second
            )
        elif self.visitor:
            words = msg("{visit}, {visitor} goes", visit=words, visitor=self.visitor)
        elif self.second:
            words = msg("{visit}, {second} goes along", visit=words, second=self.second)
        if self.agreed:
            words = msg("{visit}, agreed", visit=words)
        return msg("{visit} – {text}", visit=words, text=self.text) if self.text else words


@dataclass(frozen=True, slots=True, kw_only=True)
class Complaint(Entry):
    """The debtor or somebody else complained."""

    kind: ClassVar[str] = "complaint"
    title: ClassVar[Message] = label("complaint")

    text: FilledWords = key("what about", required=True, personal=FREE_TEXT)
    about: Words | None = key("the staff member complained of", personal=STAFF)
    resolves: EntryId | None = key("the earlier complaint this one settles")

    def subject(self, case_id: str) -> Message:
        return msg("complaint {case}: value date {date}", case=case_id, date=self.date)

    def in_words(self) -> Message | str:
        if self.resolves:
            return msg("settles {entry}: {text}", entry=self.resolves, text=self.text)
        return self.text


@dataclass(frozen=True, slots=True, kw_only=True)
class Score(Kept):
    """What a contact got for one item of the score sheet."""

    item: Code = key("the item of the sheet", required=True)
    points: Count = key("points given", required=True)
    of: Count = key("most points the sheet gave for it then", required=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspection(Entry):
    """A supervisor listened to or read a contact (稽核); with `closes`, what it found was corrected."""

    kind: ClassVar[str] = "inspection"
    title: ClassVar[Message] = label("inspection")

    entry: EntryId | None = key("the contact inspected")
    passed: Flag = key("whether it was in order", required=True)
    text: Words | None = key("finding and correction", personal=FREE_TEXT)
    scores: tuple[Score, ...] = key("points by the items of the score sheet that were judged", default=())
    correct_by: Day | None = key("day by which what was found is to be corrected")
    closes: EntryId | None = key("the earlier inspection whose finding was corrected")

    @property
    def points(self) -> int:
        """The points given."""
        return sum(each.points for each in self.scores)

    @property
    def most(self) -> int:
        """The most points that the items judged could give."""
        return sum(each.of for each in self.scores)

    def contradictions(self) -> Iterator[tuple[str, Message]]:
        """Nobody gets more points than there are; what was found is corrected after it was found."""
        for each in self.scores:
            if each.points > each.of:
                yield "scores", msg("{item} has more points than there are", item=each.item)
        if self.correct_by is not None and self.correct_by < self.date:
            yield (
                "correct_by",
                msg("to be corrected by {day}, before the inspection itself", day=self.correct_by),
            )

    def subject(self, case_id: str) -> Message:
        if self.closes is not None:
            return msg("correction {case}: value date {date}", case=case_id, date=self.date)
        return msg(
            "inspection {case}: {verdict}, value date {date}",
            case=case_id,
            verdict=self.verdict(),
            date=self.date,
        )

    def verdict(self) -> Message:
        """What came of it, with the points where there are any."""
        if self.closes is not None:
            return label("corrected")
        words: Message = label("in order") if self.passed else label("not in order")
        if self.scores:
            words = msg(
                "{verdict}, {points} of {most} points", verdict=words, points=self.points, most=self.most
            )
        if self.correct_by is not None:
            words = msg("{verdict}, to be corrected by {day}", verdict=words, day=self.correct_by)
        return words

    def in_words(self) -> Message | str:
        return because(self.verdict(), self.text)

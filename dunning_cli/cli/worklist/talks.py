"""The three kinds of dialogue: a talk and its outcome, a letter, and work at the desk."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from dunning_cli.cli.worklist.dialogue import (
    LETTER_HELP,
    LETTER_LABELS,
    Dialogue,
    Move,
    split_key,
    too_many_words,
)
from dunning_cli.cli.worklist.outcomes import (
    TalkOutcome,
    TalkPartner,
    hour_said,
    note_values,
    operation_for,
    outcomes_on,
    shorthand,
    typed,
)
from dunning_cli.cli.worklist.questions import Questions
from dunning_cli.cli.worklist.work_session import WorkSession
from dunning_cli.domain.case.codes.labels import label_of
from dunning_cli.domain.case.codes.talk import Channel, Result
from dunning_cli.domain.case.people.telephone import dialled, parse_number
from dunning_cli.domain.worklist.reminder import Action
from dunning_cli.kernel.answer import Answer, Listing
from dunning_cli.kernel.errors import Unreadable, WrongUsage
from dunning_cli.kernel.message import Message, label, msg
from dunning_cli.kernel.text import suggestion
from dunning_cli.operations.agreements.concessions import Approve
from dunning_cli.operations.cases.people import RecordDetail
from dunning_cli.present.asking import Left
from dunning_cli.views.people.contact import Verdict, verdict_on
from dunning_cli.views.worklist.reminder_sheet import WorkItem
from dunning_cli.views.worklist.work_sheet import TALKS, channel_of, numbers_of, verdict_rows

NONE = "-"
"""What is typed for none of what is proposed."""
WAYS = (
    Channel.PHONE,
    Channel.VISIT,
    Channel.SMS,
    Channel.EMAIL,
    Channel.WECHAT,
    Channel.COUNTER,
    Channel.VIDEO,
)
TALK_HELP: tuple[tuple[str, Message], ...] = (
    ("1230", label("recorded at once")),
    ("4", label("wrong number: recorded, then the next number is proposed, or another one asked for")),
    ("6", label("promised: asks for amount and day; in short: 6 800 20 is 800 yuan by the next 20th")),
    ("c", label("asked to be called again: asks for the day; in short: c +3 is in three days")),
    ("w", label("it was done in another way: by visit, message, at the counter")),
)
"""Keys that mean the same, and what they do."""
WORDS_HELP = ("…", label("words after a key become the text of the record"))
INCOMING_HELP = ("i", label("they called or wrote themselves; goes into the next record"))
HOUR_HELP = ("15:00", label("an hour right after a key is when it was; now unless given: 3 15:00"))
VERIFIED_HELP = ("v", label("the person confirmed identity and debt; goes into the next record"))


def dialogue_for(work_session: WorkSession, item: WorkItem, place: int, verdict: Verdict | None) -> Dialogue:
    """The dialogue that fits a thing to do."""
    if item.reminder.action in TALKS:
        return TalkDialogue(work_session, item, place, verdict is not None and verdict.unverified)
    return DeskDialogue(work_session, item, place)


class TalkDialogue(Dialogue):
    """A call, visit or other talk: what came of it becomes a note, with the promise given in it."""

    question = label("what came of it?")

    def __init__(self, work_session: WorkSession, item: WorkItem, place: int, unverified: bool) -> None:
        super().__init__(work_session, item, place)
        self.unverified = unverified
        reminder = item.reminder
        self.party = TalkPartner(reminder.case_id, reminder.to, channel_of(reminder), reminder.number)

    def choices(self) -> Iterator[tuple[str, Message]]:
        for outcome in outcomes_on(self.party.channel).values():
            yield outcome.key, outcome.meaning(self.party.channel)
        if self.unverified:
            yield "v", label("identity confirmed")
        if self.party.channel is not Channel.VISIT:
            yield "i", label("they called us")
        yield "w", label("other way")
        if self.item.reminder.template is not None:
            yield from LETTER_LABELS

    def help(self) -> Iterator[tuple[str, Message]]:
        offered = dict(self.choices())
        for keys, meaning in TALK_HELP:
            here = " ".join(key for key in keys if key in offered)
            if here:
                yield here, meaning
        if "i" in offered:
            yield INCOMING_HELP
        yield HOUR_HELP
        yield WORDS_HELP
        if self.unverified:
            yield VERIFIED_HELP
        if self.item.reminder.template is not None:
            yield from LETTER_HELP

    def takes_words(self, key: str) -> bool:
        return key not in dict(LETTER_LABELS)

    def act(self, key: str, text: str) -> Move | None:
        outcome = outcomes_on(self.party.channel).get(key)
        if outcome is not None:
            return self._record(outcome, text)
        if key == "v":
            self.party = replace(self.party, verified=True)
            self.screen.say(label("identity and debt confirmed: stands in the next record"))
            return self._after_it(text)
        if key == "i":
            self.party = replace(self.party, incoming=True)
            self.screen.say(
                label("came from them: stands in the next record, under no rule of hours and frequency")
            )
            return self._after_it(text)
        if key == "w":
            self._other_way(text)
        elif key == "l":
            self.write_letter()
        elif key == "p":
            self.preview_letter()
        return None

    def _after_it(self, text: str) -> Move | None:
        """What comes of another key and its words that stand behind a key."""
        key, words = split_key(text)
        if not key:
            return None
        if key not in dict(self.choices()):
            self.screen.failure(WrongUsage(msg("'{key}' is no key here; ? explains them", key=key)))
            return None
        if words and not self.takes_words(key):
            self.screen.failure(too_many_words(key, words))
            return None
        return self.act(key, words)

    def _record(self, outcome: TalkOutcome, words: str) -> Move | None:
        """Asks what belongs to an outcome and records it; None where the talk goes on, on another number."""
        questions = Questions(self.work_session, self.item)
        at, words = hour_said(words)
        try:
            given, words = shorthand(outcome, words, questions.today)
        except Unreadable as error:
            self.screen.failure(WrongUsage(error.message))
            return None
        answers = questions.beside(outcome, self.party.channel, given)
        text = words or questions.text(outcome, self.party.channel, answers)
        values = note_values(self.party, outcome, answers, text, at)
        if self.write(operation_for(self.party), values) is None:
            return None
        if outcome.result is Result.WRONG_NUMBER and self._next_number():
            return None
        return Move.DONE

    def _other_way(self, text: str) -> None:
        """Asks in which way it was done; `text` is the answer where one stands after the key already."""

        def read(text: str) -> Channel | None:
            names = [str(number) for number in range(1, len(WAYS) + 1)]
            if typed(text) in ("", *names):
                return WAYS[int(typed(text)) - 1] if text else None
            raise Unreadable(
                msg("'{text}' is not one of these numbers; {hint}", text=text, hint=suggestion(text, names))
            )

        try:
            way = read(text)
        except Unreadable as error:
            self.screen.failure(WrongUsage(error.message))
            return
        if not text:
            self.asking.menu([(str(number), label_of(way)) for number, way in enumerate(WAYS, 1)])
            way = self.asking.value(label("in which way? Enter: as before"), read)
        if way is not None:
            self.party = replace(self.party, channel=way, incoming=False)
            self.show_menu()

    def _next_number(self) -> bool:
        """Whether there is another number to call, proposed or typed; a new one goes on record."""
        fresh = self.work_session.fresh()
        known = numbers_of(
            fresh.reader.known(fresh.reader.find(self.party.case)), self.party.to, fresh.moment.today
        )
        usual = known[0] if known else None
        question: Message = label("another number of theirs, if one was given? Enter: none")
        if usual is not None:
            question = msg(
                "next number {number}: Enter to call it, - for none, or another one:",
                number=self.work_session.mask(self.item).phone(usual),
            )
        try:
            number = self.asking.value(question, lambda text: _number(text, usual))
        except Left:
            number = None
        if number is None:
            return False
        if dialled(number) not in {dialled(each) for each in known}:
            self.write(RecordDetail, {"case": self.party.case, "of": self.party.to, "phone": number})
        self.party = replace(self.party, number=number, verified=False, incoming=False)
        self._show_verdict()
        self.show_menu()
        return True

    def _show_verdict(self) -> None:
        """The number now to be dialled, and whether that is lawful."""
        fresh, party = self.work_session.fresh(), self.party
        case = fresh.reader.find(party.case)
        verdict = verdict_on(fresh.reader, case, fresh.moment.now, party.channel, party.to, party.number)
        dial = (label("dial"), self.work_session.mask(self.item).phone(party.number))
        self.screen.answer(
            Answer({}, (Listing([dial, *verdict_rows(verdict, self.work_session.mask(self.item))]),))
        )


class DeskDialogue(Dialogue):
    """What needs no talk: a letter to be written, a decision on what waits, and what other commands do."""

    def choices(self) -> Iterator[tuple[str, Message]]:
        if self.item.reminder.template is not None:
            yield from LETTER_LABELS
        if self._may_decide():
            yield "y", label("approve")
            yield "n", label("refuse")

    def help(self) -> Iterable[tuple[str, Message]]:
        if self.item.reminder.template is not None:
            yield from LETTER_HELP
        if self._may_decide():
            yield "y", label("approve what waits")
            yield "n", label("refuse what waits; a reason may follow the key")

    def takes_words(self, key: str) -> bool:
        return key not in dict(LETTER_LABELS)

    def act(self, key: str, text: str) -> Move | None:
        if key == "l":
            return Move.DONE if self.write_letter() else None
        if key == "p":
            self.preview_letter()
            return None
        values = {
            "case": self.item.reminder.case_id,
            "entry": self.item.reminder.entry,
            "reason": text or None,
        }
        done = self.write(Approve, {**values, "refuse": key == "n"})
        return Move.DONE if done is not None else None

    def _may_decide(self) -> bool:
        """Whether this is an approval, of an entry that is not the person's own."""
        reminder = self.item.reminder
        if reminder.action is not Action.APPROVAL or reminder.entry is None:
            return False
        entry = self.item.standing.case.entry(reminder.entry)
        return entry is not None and entry.by != self.work_session.person


def _number(text: str, usual: str | None) -> str | None:
    """The number typed; nothing typed is the one proposed, `-` is none. Raises Unreadable."""
    if not text:
        return usual
    return None if typed(text) == NONE else parse_number(text)

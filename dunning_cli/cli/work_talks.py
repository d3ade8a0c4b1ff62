"""The three kinds of dialogue: a talk and its outcome, a letter, and work at the desk."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date

from dunning_cli.cli.work_dialogue import LETTER_HELP, LETTER_LABELS, Dialogue, Move
from dunning_cli.cli.work_outcomes import (
    Ask,
    Outcome,
    Party,
    asks_words,
    note_values,
    outcomes_on,
    parse_money,
    shorthand,
    typed,
    usual_text,
)
from dunning_cli.cli.work_sitting import Sitting
from dunning_cli.domain.arrears_reasons import reason_codes, reason_words, unknown_reason
from dunning_cli.domain.codes import LABELS, Channel, Result
from dunning_cli.domain.contact_people import dialled, parse_number
from dunning_cli.domain.days import parse_coming_day
from dunning_cli.domain.message import Message, label, msg
from dunning_cli.domain.money import ZERO, format_amount
from dunning_cli.domain.reading import Unreadable
from dunning_cli.domain.reminders import Action
from dunning_cli.domain.sheet import Answer, Listing
from dunning_cli.domain.texts import parse_filled_text, suggestion
from dunning_cli.operations.concessions import Approve
from dunning_cli.operations.people import RecordDetail
from dunning_cli.operations.talk import Note
from dunning_cli.views.contact import Verdict, verdict_on
from dunning_cli.views.reminder_sheet import Item, script_of
from dunning_cli.views.work_sheet import TALKS, channel_of, numbers_of, verdict_rows

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
    ("1 2 3 0", label("recorded at once")),
    ("4", label("wrong number: recorded, then the next number is proposed, or another one asked for")),
    ("6", label("promised: asks for amount and day; in short: 6 800 20 is 800 yuan by the next 20th")),
    ("c", label("asked to be called again: asks for the day; in short: c +3 is in three days")),
    ("5 …", label("words after a key become the text of the record")),
    ("w", label("it was done in another way: by visit, message, at the counter")),
)
VERIFIED_HELP = ("v", label("the person confirmed identity and debt; goes into the next record"))


def dialogue_for(sitting: Sitting, item: Item, place: int, verdict: Verdict | None) -> Dialogue:
    """The dialogue that fits a thing to do."""
    if item.reminder.action in TALKS:
        return TalkDialogue(sitting, item, place, verdict is not None and verdict.unverified)
    return DeskDialogue(sitting, item, place)


class TalkDialogue(Dialogue):
    """A call, visit or other talk: what came of it becomes a note, with the promise given in it."""

    question = label("what came of it?")

    def __init__(self, sitting: Sitting, item: Item, place: int, unverified: bool) -> None:
        super().__init__(sitting, item, place)
        self.unverified = unverified
        reminder = item.reminder
        self.party = Party(reminder.case_id, reminder.to, channel_of(reminder), reminder.number)

    def choices(self) -> Iterator[tuple[str, Message]]:
        for outcome in outcomes_on(self.party.channel).values():
            yield outcome.key, outcome.meaning
        if self.unverified:
            yield "v", label("identity confirmed")
        yield "w", label("other way")
        if self.item.reminder.template is not None:
            yield from LETTER_LABELS

    def help(self) -> Iterator[tuple[str, Message]]:
        yield from TALK_HELP
        if self.unverified:
            yield VERIFIED_HELP
        if self.item.reminder.template is not None:
            yield from LETTER_HELP

    def act(self, key: str, text: str) -> Move | None:
        outcome = outcomes_on(self.party.channel).get(key)
        if outcome is not None:
            return self._record(outcome, text)
        if key == "v":
            self.party = replace(self.party, verified=True)
            self.screen.say(label("identity and debt confirmed: stands in the next record"))
        elif key == "w":
            self._other_way()
        elif key == "l":
            self.write_letter()
        elif key == "p":
            self.preview_letter()
        return None

    def _record(self, outcome: Outcome, words: str) -> Move | None:
        """Asks what belongs to an outcome and records it; None where the talk goes on, on another number."""
        answers, words = shorthand(outcome, words, self.sitting.fresh().ledger.today)
        for ask in outcome.asks:
            if ask not in answers:
                answer = self._answer(ask, ask in outcome.must)
                if answer is not None:
                    answers[ask] = answer
        text = self._text(outcome, answers, words)
        if self.write(Note, note_values(self.party, outcome, answers, text)) is None:
            return None
        if outcome.result is Result.WRONG_NUMBER and self._next_number():
            return None
        return Move.DONE

    def _answer(self, ask: Ask, must: bool) -> str | None:
        """What is asked beside a result, as the note takes it; None where nothing was said."""
        today = self.sitting.fresh().ledger.today
        if ask is Ask.AMOUNT:
            return self._amount()
        if ask is Ask.REASON:
            return self._reason()
        if ask is Ask.DAY:
            question = label("by when? (2026-06-20, 6-20, 20 for the next 20th, +3 for in three days)")
        elif must:
            question = label("call again on? (2026-06-20, 6-20, 20 for the next 20th, +3 for in three days)")
        else:
            question = label("call again on? (a day as 2026-06-20, 20 or +3; Enter: no day)")
        return self.asking.value(question, _day(today, must))

    def _amount(self) -> str:
        account = self.item.standing.account
        due = account.overdue if account.overdue > ZERO else account.balance.total
        if due <= ZERO:
            return self.asking.value(label("amount promised, in yuan:"), parse_money)
        usual = format_amount(due)
        question = msg("amount promised, in yuan? Enter: {amount}", amount=usual)
        return self.asking.value(question, lambda text: parse_money(text) if text else usual)

    def _reason(self) -> str | None:
        own = self.sitting.session.books.office.reasons
        codes = reason_codes(own)
        language = self.sitting.session.language
        self.asking.menu(
            [
                (str(number), msg("{words}", words=reason_words(code, own, language)))
                for number, code in enumerate(codes, 1)
            ]
        )

        def read(text: str) -> str | None:
            text = typed(text)
            if text.isascii() and text.isdigit() and 1 <= int(text) <= len(codes):
                return codes[int(text) - 1]
            wrong = unknown_reason(text, own) if text else None
            if wrong is not None:
                raise Unreadable(wrong)
            return text or None

        return self.asking.value(label("reason for arrears, if told? (number or code; Enter: none)"), read)

    def _text(self, outcome: Outcome, answers: dict[Ask, str], words: str) -> str:
        """The words of the record: those after the key, those asked for, or the usual ones."""
        script = script_of(self.item, self.sitting.reader)
        usual = usual_text(outcome, self.party.channel, answers, script)
        shown = self.screen.translate(usual) if isinstance(usual, Message) else usual
        if words or not (shown is None or asks_words(outcome, self.party.channel)):
            return words or shown or ""
        if shown is None:
            return self.asking.value(label("what was said or sent?"), parse_filled_text)
        question = msg("in words? Enter: {text}", text=shown)
        return self.asking.value(question, lambda text: parse_filled_text(text) if text else shown)

    def _other_way(self) -> None:
        self.asking.menu([(str(number), LABELS[way]) for number, way in enumerate(WAYS, 1)])

        def read(text: str) -> Channel | None:
            names = [str(number) for number in range(1, len(WAYS) + 1)]
            if typed(text) in ("", *names):
                return WAYS[int(typed(text)) - 1] if text else None
            raise Unreadable(
                msg("'{text}' is not one of these numbers; {hint}", text=text, hint=suggestion(text, names))
            )

        way = self.asking.value(label("in which way? Enter: as before"), read)
        if way is not None:
            self.party = replace(self.party, channel=way)
            self.show_menu()

    def _next_number(self) -> bool:
        """Whether there is another number to call, proposed or typed; a new one goes on record."""
        fresh = self.sitting.fresh()
        known = numbers_of(fresh.books.find(self.party.case), self.party.to, fresh.ledger.today)
        usual = known[0] if known else None
        question: Message = label("another number of theirs, if one was given? Enter: none")
        if usual is not None:
            question = msg(
                "next number {number}: Enter to call it, - for none, or another one:",
                number=self.sitting.mask(self.item).phone(usual),
            )
        number = self.asking.value(question, lambda text: _number(text, usual))
        if number is None:
            return False
        if dialled(number) not in {dialled(each) for each in known}:
            self.write(RecordDetail, {"case": self.party.case, "of": self.party.to, "phone": number})
        self.party = replace(self.party, number=number, verified=False)
        self._show_verdict()
        self.show_menu()
        return True

    def _show_verdict(self) -> None:
        """The number now to be dialled, and whether that is lawful."""
        fresh, party = self.sitting.fresh(), self.party
        case = fresh.books.find(party.case)
        verdict = verdict_on(fresh.books, case, fresh.ledger.now, party.channel, party.to, party.number)
        dial = (label("dial"), self.sitting.mask(self.item).phone(party.number))
        self.screen.answer(Answer({}, (Listing([dial, *verdict_rows(verdict)]),)))


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

    def act(self, key: str, text: str) -> Move | None:
        if key == "l":
            return Move.DONE if self.write_letter() else None
        if key == "p":
            self.preview_letter()
            return None
        values = {"case": self.item.reminder.case_id, "entry": self.item.reminder.entry, "reason": text or None}
        done = self.write(Approve, {**values, "refuse": key == "n"})
        return Move.DONE if done is not None else None

    def _may_decide(self) -> bool:
        """Whether this is an approval, of an entry that is not the person's own."""
        reminder = self.item.reminder
        if reminder.action is not Action.APPROVAL or reminder.entry is None:
            return False
        entry = self.item.standing.case.entry(reminder.entry)
        return entry is not None and entry.by != self.sitting.person


def _day(today: date, must: bool) -> Callable[[str], str | None]:
    """Reads a day from today on; nothing typed is none where none is needed."""

    def read(text: str) -> str | None:
        return None if not text and not must else parse_coming_day(typed(text), today).isoformat()

    return read


def _number(text: str, usual: str | None) -> str | None:
    """The number typed; nothing typed is the one proposed, `-` is none. Raises Unreadable."""
    if not text:
        return usual
    return None if typed(text) == NONE else parse_number(text)

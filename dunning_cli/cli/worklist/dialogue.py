"""The dialogue about one thing to do: its menu of keys, and the moves from one thing to the next."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping
from enum import Enum, auto
from typing import Any

from dunning_cli.cli.worklist.outcomes import hour_of_today, typed
from dunning_cli.cli.worklist.work_session import WorkSession
from dunning_cli.kernel.answer import Answer, Listing
from dunning_cli.kernel.errors import AgainstRule, Failure, Unreadable, WrongUsage
from dunning_cli.kernel.message import Message, label, msg
from dunning_cli.kernel.text import parse_filled_text
from dunning_cli.operations.contact.talk import Note
from dunning_cli.operations.declared.operation import Operation
from dunning_cli.operations.letters.letters import NewLetter
from dunning_cli.operations.writing.execute import Receipt
from dunning_cli.present.asking import LEAVES, Left
from dunning_cli.views.letters.letters import letter_preview
from dunning_cli.views.worklist.reminder_sheet import WorkItem
from dunning_cli.views.worklist.work_sheet import letter_line


class Move(Enum):
    """Where the list goes on after a thing to do."""

    DONE = auto()
    SKIP = auto()
    BACK = auto()
    TAKE_BACK = auto()
    QUIT = auto()


MOVES = {"s": Move.SKIP, "b": Move.BACK, "u": Move.TAKE_BACK, "q": Move.QUIT}
MOVE_LABELS: tuple[tuple[str, Message], ...] = (
    ("s", label("skip")),
    ("b", label("back")),
    ("u", label("take back")),
    ("?", label("help")),
    ("q", label("quit")),
)
MOVE_HELP: tuple[tuple[str, Message], ...] = (
    ("s", label("leave it for another time and go on")),
    ("b", label("back to the last one that was skipped")),
    ("u", label("take back what was recorded last; both stay visible, as with dunning undo")),
    ("q", label("end; what was recorded stays")),
)
LETTER_LABELS: tuple[tuple[str, Message], ...] = (("l", label("write the letter")), ("p", label("preview")))
LETTER_HELP: tuple[tuple[str, Message], ...] = (
    ("l", label("write the letter and enter it in the register, after a look at what it is")),
    ("p", label("show the whole letter as it would be written; nothing is registered")),
)

IN_WORDS: dict[str, tuple[Message, Callable[[str], str]]] = {
    "o": (label("reason:"), parse_filled_text),
    "g": (label("who went along? (name or staff id)"), parse_filled_text),
    "h": (label("at what hour? (as 15:00)"), hour_of_today),
}
"""Ways round a refusal that need words after the key, with the question where there are none."""


class Dialogue(ABC):
    """The talk with whoever works the list about one thing to do."""

    question = label("what now?")

    def __init__(self, work_session: WorkSession, item: WorkItem, place: int) -> None:
        self.work_session = work_session
        self.item = item
        self.place = place
        self.asking = work_session.asking
        self.screen = work_session.session.screen
        self.anything_recorded = False

    @abstractmethod
    def choices(self) -> Iterable[tuple[str, Message]]:
        """The keys of this kind of thing to do, with their meaning in few words."""

    @abstractmethod
    def help(self) -> Iterable[tuple[str, Message]]:
        """The keys of this kind explained."""

    def takes_words(self, key: str) -> bool:  # noqa: ARG002  # some keys of some kinds do
        """Whether words may follow a key; with any other nothing is done where some do."""
        return True

    @abstractmethod
    def act(self, key: str, text: str) -> Move | None:
        """Does what a key asks for, with the words after it; None where the thing to do is not settled by it."""

    def run(self) -> Move:
        """Asks until the thing is done or left. Raises EndOfInput."""
        self.show_menu()
        while True:
            key, text = split_key(self.asking.line(self.question))
            if text and self._without_words(key):
                self.screen.failure(too_many_words(key, text))
            elif key in MOVES:
                move = MOVES[key]
                return Move.DONE if move is Move.SKIP and self.anything_recorded else move
            if key == "?":
                self.screen.answer(Answer({}, (Listing([*self.help(), *MOVE_HELP]),)))
            elif key in dict(self.choices()):
                settled = self._settled_by(key, text)
                if settled is not None:
                    return settled
            elif key:
                self.screen.failure(WrongUsage(msg("'{key}' is no key here; ? explains them", key=key)))
            if key in ("", "?"):
                self.show_menu()

    def _without_words(self, key: str) -> bool:
        """Whether a key here is one that takes no words after it."""
        return key in MOVES or key == "?" or (key in dict(self.choices()) and not self.takes_words(key))

    def _settled_by(self, key: str, text: str) -> Move | None:
        """As `act`; a question that is left records nothing and leads back to the keys."""
        try:
            return self.act(key, text)
        except Left:
            self.screen.say(label("left; nothing was recorded"))
            self.show_menu()
            return None

    def show_menu(self) -> None:
        """Prints the keys."""
        self.asking.menu(list(self.choices()))
        self.asking.menu(MOVE_LABELS)

    def write(self, record: type[Operation], values: Mapping[str, Any]) -> Receipt | None:
        """Carries out an operation; None where it was refused and left at that.

        What a contact rule forbids may be recorded all the same with a reason; anything else may be tried again.
        """
        given = dict(values)
        while True:
            try:
                receipt = self.work_session.write(record, given, self.place)
                self.anything_recorded = True
                return receipt
            except AgainstRule as refusal:
                self.screen.failure(refusal)
                way = self._way_round(refusal, record)
            except Failure as failure:
                self.screen.failure(failure)
                way = {} if self.agreed(label("try again? y, or Enter to leave it:")) else None
            if way is None:
                return None
            given.update(way)

    def _way_round(self, refusal: AgainstRule, record: type[Operation]) -> dict[str, Any] | None:
        """What makes a refused contact lawful or lets it through; None where it is not to be recorded."""
        ways = ways_round(refusal, record)
        if not ways:
            return None
        self.asking.menu([(key, meaning) for key, (meaning, _) in ways.items()])
        while True:
            key, text = split_key(self.asking.line(label("record it all the same? Enter: no")))
            if not key or key == LEAVES:
                return None
            if key not in ways:
                self.screen.failure(WrongUsage(msg("'{key}' is no key here; Enter leaves it", key=key)))
                continue
            if key not in IN_WORDS:
                if not text:
                    return {ways[key][1]: True}
                self.screen.failure(too_many_words(key, text))
                continue
            question, read = IN_WORDS[key]
            try:
                return {ways[key][1]: read(text) if text else self.asking.value(question, read)}
            except Unreadable as error:
                self.screen.failure(WrongUsage(error.message))

    def agreed(self, question: Message) -> bool:
        """Whether the answer is y; anything else is a no."""
        return typed(self.asking.line(question)).casefold() == "y"

    def write_letter(self) -> bool:
        """Registers the letter that is asked for, after a line that says what it is; whether it was written."""
        fresh, reminder = self.work_session.fresh(), self.item.reminder
        language = fresh.letter_language(None)
        values = {"case": reminder.case_id, "template": reminder.template, "language": language}
        try:
            self.screen.say(letter_line(fresh.reader, self.item, self.work_session.viewer, language))
        except Failure as failure:
            self.screen.failure(failure)
            return False
        if not self.agreed(label("write it? y, or Enter for no:")):
            return False
        return self.write(NewLetter, {**values, "to": reminder.to}) is not None

    def preview_letter(self) -> None:
        """Shows the whole letter."""
        fresh, reminder = self.work_session.fresh(), self.item.reminder
        try:
            answer = letter_preview(
                fresh.reader,
                reminder.case_id,
                reminder.template or "",
                fresh.moment.today,
                reminder.to,
                fresh.letter_language(None),
                self.work_session.viewer,
            )
        except Failure as failure:
            self.screen.failure(failure)
            return
        self.screen.answer(answer)


def too_many_words(key: str, text: str) -> WrongUsage:
    """What is wrong with words behind a key that takes none."""
    return WrongUsage(msg("no words go after {key}: '{text}'; nothing was done", key=key, text=text))


def split_key(line: str) -> tuple[str, str]:
    """The key at the beginning of a line, small and in plain characters, and the words after it."""
    first, _, rest = line.strip().partition(" ")
    return typed(first).casefold(), rest.strip()


def ways_round(refusal: AgainstRule, record: type[Operation]) -> dict[str, tuple[Message, str]]:
    """The keys that let a refused contact through, each with its meaning and the value of the operation it sets."""
    talk = issubclass(record, Note)
    if not talk and record is not NewLetter:
        return {}
    ways = {"o": (label("override, with the reason after it"), "override")}
    if talk and refusal.rule in ("hours", "hold"):
        ways["a"] = (label("the debtor had asked for it"), "agreed")
    if talk and refusal.rule == "hours":
        ways["h"] = (label("it was at another hour, the hour after it"), "at")
    if talk and refusal.rule == "second-visitor":
        ways["g"] = (label("somebody went along, the name after it"), "second")
    if talk and refusal.rule == "identity":
        ways["v"] = (label("identity and debt were confirmed in it"), "verified")
    return ways

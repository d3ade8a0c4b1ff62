"""What is asked beside an outcome: amount and day of a promise, the day to call again, the reason, the words."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from dunning_cli.cli.front_door.vocabulary import labels_of_place
from dunning_cli.cli.session import Session
from dunning_cli.cli.worklist.outcomes import Ask, TalkOutcome, asks_words, parse_money, typed, usual_text
from dunning_cli.cli.worklist.work_session import WorkSession
from dunning_cli.domain.case.codes.talk import Channel
from dunning_cli.domain.case.office.arrears_reasons import reason_codes, reason_words
from dunning_cli.kernel.errors import Unreadable
from dunning_cli.kernel.labelled import code_meant, labels_hint
from dunning_cli.kernel.message import Message, label, msg
from dunning_cli.kernel.money import ZERO, format_amount
from dunning_cli.kernel.text import parse_filled_text
from dunning_cli.kernel.typed_days import parse_coming_day
from dunning_cli.views.worklist.reminder_sheet import WorkItem, script_of

DAYS: dict[Ask, Message] = {
    Ask.DAY: label("by when? (2026-06-20, 6-20, 20 for the next 20th, +3 for in three days)"),
    Ask.CALLBACK: label("call again on? (2026-06-20, 6-20, 20 for the next 20th, +3 for in three days)"),
}
"""Days that must be named."""


class Questions:
    """The questions about one thing to do, put when its outcome is to be recorded."""

    def __init__(self, work_session: WorkSession, item: WorkItem) -> None:
        self.asking = work_session.asking
        self._reader = work_session.viewer
        self._item = item
        self._session: Session = work_session.fresh()
        self.today = self._session.moment.today

    def beside(self, outcome: TalkOutcome, channel: Channel, given: Mapping[Ask, str]) -> dict[Ask, str]:
        """What belongs to an outcome, as the note takes it; what is given already is not asked for. Raises EndOfInput."""
        answers = dict(given)
        for ask in outcome.asks:
            if ask in given:
                continue
            answer = self._answer(ask, ask in outcome.must, channel)
            if answer is not None:
                answers[ask] = answer
        return answers

    def text(self, outcome: TalkOutcome, channel: Channel, answers: Mapping[Ask, str]) -> str:
        """The words of the record: as asked for, or the usual ones in the language of the session."""
        usual = usual_text(outcome, channel, answers, script_of(self._item, self._reader))
        if usual is None:
            return self.asking.value(label("what was said or sent?"), parse_filled_text)
        shown = self._session.translate(usual) if isinstance(usual, Message) else usual
        if not asks_words(outcome, channel):
            return shown
        question = msg("in words? Enter: {text}", text=shown)
        return self.asking.value(question, lambda text: parse_filled_text(text) if text else shown)

    def _answer(self, ask: Ask, must: bool, channel: Channel) -> str | None:
        if ask is Ask.AMOUNT:
            return self._amount()
        if ask is Ask.REASON:
            return self._reason()
        if must:
            return self.asking.value(DAYS[ask], self._day)
        question = label("call again on? (a day as 2026-06-20, 20, +3 or friday; Enter: no day)")
        if channel is Channel.VISIT:
            question = label(
                "call again on? (a day as 2026-06-20, 20, +3 or friday; Enter: the next working day)"
            )
        return self.asking.value(question, lambda text: self._day(text) if text else None)

    def _day(self, text: str) -> str:
        return parse_coming_day(typed(text), self.today).isoformat()

    def _amount(self) -> str:
        account = self._item.standing.account
        due = account.overdue if account.overdue > ZERO else account.balance.total
        if due <= ZERO:
            return self.asking.value(label("amount promised, in yuan?"), parse_money)
        usual = format_amount(due)
        question = msg("amount promised, in yuan? Enter: {amount}", amount=due)
        return self.asking.value(question, lambda text: parse_money(text) if text else usual)

    def _reason(self) -> str | None:
        own, language = self._session.reader.office.reasons, self._session.language
        self.asking.menu(
            [(str(number), reason_words(code, own, language)) for number, code in enumerate(self._reasons, 1)]
        )
        question = label("reason for arrears, if told? (number or code; Enter: none)")
        return self.asking.value(question, self._reason_named)

    @cached_property
    def _reasons(self) -> tuple[str, ...]:
        return reason_codes(self._session.reader.office.reasons)

    def _reason_named(self, text: str) -> str | None:
        """The code of a number of the list, or as typed. Raises Unreadable for an unknown one."""
        word = typed(text)
        numbered = {str(number): code for number, code in enumerate(self._reasons, 1)}
        if not word or word in numbered:
            return numbered.get(word)
        labels = labels_of_place(self._session, "ARREARS") or {}
        code = code_meant(word, labels)
        if code is None:
            hint = labels_hint(word, labels)
            raise Unreadable(msg("'{text}' is no reason for arrears; {hint}", text=word, hint=hint))
        return code

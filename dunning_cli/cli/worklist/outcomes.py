"""What the outcome keys of `work` mean: a result, what is asked beside it, and the values of the note they become."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from dunning_cli.domain.case.codes.talk import CALLS, SPOKEN, Channel, Result, result_words
from dunning_cli.domain.contact.rules import WRITTEN
from dunning_cli.domain.contact.usual_words import usual_words
from dunning_cli.kernel.dates import parse_date
from dunning_cli.kernel.errors import Unreadable
from dunning_cli.kernel.message import Message, label, msg
from dunning_cli.kernel.money import ZERO, format_amount, parse_amount
from dunning_cli.kernel.named_days import named_day
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.typed_amounts import parse_typed_amount
from dunning_cli.kernel.typed_days import parse_coming_day, parse_typed_hour
from dunning_cli.operations.contact.talk import Note
from dunning_cli.operations.contact.visits import RecordVisit


class Ask(StrEnum):
    """What is asked beside a result; the values are the keys of the note."""

    AMOUNT = "promise"
    DAY = "by"
    CALLBACK = "callback"
    REASON = "reason"


@dataclass(frozen=True, slots=True)
class TalkOutcome:
    """One key. `asks` is asked in that order, then the text where `words` says so; what `must` be answered, must."""

    key: str
    result: Result
    asks: tuple[Ask, ...] = ()
    must: frozenset[Ask] = frozenset()
    words: bool = True
    """Whether the text is asked for; else only what follows the key is taken."""
    channels: frozenset[Channel] = frozenset(Channel)
    own: Message | None = None
    """What it is called, where that is not the result."""

    def meaning(self, channel: Channel) -> Message:
        """What the key means in a talk on a channel."""
        return self.own or result_words(self.result, channel)


_ANSWERED = frozenset({*CALLS, Channel.VISIT})
_VISIT = frozenset({Channel.VISIT})
_PROMISE = frozenset({Ask.AMOUNT, Ask.DAY})
OUTCOMES = (
    TalkOutcome("1", Result.NO_ANSWER, words=False, channels=_ANSWERED),
    TalkOutcome("2", Result.BUSY, words=False, channels=CALLS),
    TalkOutcome("2", Result.NOT_LET_IN, words=False, channels=_VISIT),
    TalkOutcome("3", Result.OFF, words=False, channels=CALLS),
    TalkOutcome("3", Result.MOVED, words=False, channels=_VISIT),
    TalkOutcome("4", Result.WRONG_NUMBER, words=False, channels=CALLS),
    TalkOutcome("5", Result.REACHED, (Ask.CALLBACK,)),
    TalkOutcome("6", Result.PROMISED, (Ask.AMOUNT, Ask.DAY, Ask.REASON), _PROMISE),
    TalkOutcome("7", Result.INTENDS, (Ask.CALLBACK, Ask.REASON)),
    TalkOutcome("8", Result.REFUSED, (Ask.REASON,)),
    TalkOutcome("9", Result.DISPUTED),
    TalkOutcome("0", Result.MESSAGE_LEFT, words=False),
    TalkOutcome("c", Result.REACHED, (Ask.CALLBACK,), frozenset({Ask.CALLBACK}), own=label("call back")),
    TalkOutcome("t", Result.THIRD_PARTY),
    TalkOutcome("n", Result.OTHER),
)
"""The keys, the same in every language; some mean on a visit what a visit can have instead."""


def typed(text: str) -> str:
    """What was typed with full-width characters as plain ones, without blanks around."""
    return unicodedata.normalize("NFKC", text).strip()


def outcomes_on(channel: Channel) -> dict[str, TalkOutcome]:
    """The outcomes that a talk on a channel can have, by key."""
    return {outcome.key: outcome for outcome in OUTCOMES if channel in outcome.channels}


def shorthand(outcome: TalkOutcome, text: str, today: date) -> tuple[dict[Ask, str], str]:
    """What is said in short after a key, as in `6 800 20` or `c +3`, and the words left over for the text.

    Raises Unreadable for a day in its place that is none, or has passed.
    """
    words = text.split()
    if (
        outcome.result is Result.PROMISED
        and len(words) > 1
        and _is_money(words[0])
        and _like_a_day(words[1], today)
    ):
        day = parse_coming_day(typed(words[1]), today)
        rest = text.split(maxsplit=2)[2:]
        return {Ask.AMOUNT: parse_money(words[0]), Ask.DAY: day.isoformat()}, "".join(rest)
    if Ask.CALLBACK in outcome.must and words and _like_a_day(words[0], today):
        day = parse_coming_day(typed(words[0]), today)
        return {Ask.CALLBACK: day.isoformat()}, "".join(text.split(maxsplit=1)[1:])
    return {}, text


def hour_said(text: str) -> tuple[str | None, str]:
    """The hour at which the talk was, where it stands before all else after a key, as in `3 15:00`; and what is left."""
    first, _, rest = text.partition(" ")
    hour = parse_typed_hour(first)
    return (f"{hour:%H:%M}", rest.strip()) if hour is not None else (None, text)


def hour_of_today(text: str) -> str:
    """An hour as commands take it. Raises Unreadable for anything else."""
    hour = parse_typed_hour(text)
    if hour is None:
        raise Unreadable(msg("'{text}' is not an hour: write it as 15:00", text=text))
    return f"{hour:%H:%M}"


def _like_a_day(word: str, today: date) -> bool:
    if typed(word)[:1] in tuple("+0123456789"):
        return True
    return named_day(typed(word).casefold(), today, today, coming=True) is not None


def _is_money(word: str) -> bool:
    try:
        return bool(parse_money(word))
    except Unreadable:
        return False


def parse_money(text: str) -> str:
    """An amount above zero, as commands take it, in the form of a note. Raises Unreadable."""
    amount = parse_typed_amount(text)
    if amount == ZERO:
        raise Unreadable(msg("the amount must be more than zero"))
    return format_amount(amount)


def asks_words(outcome: TalkOutcome, channel: Channel) -> bool:
    """Whether the text is asked for: of what was said at length, and of all that was sent in writing."""
    return outcome.words or channel in WRITTEN


def usual_text(
    outcome: TalkOutcome, channel: Channel, answers: Mapping[Ask, str], script: str | None
) -> Message | str | None:
    """What stands in the record where the person adds no words; None where words are needed."""
    promised = None
    if Ask.AMOUNT in answers:
        promised = parse_amount(answers[Ask.AMOUNT]), parse_date(answers[Ask.DAY])
    callback = parse_date(answers[Ask.CALLBACK]) if Ask.CALLBACK in answers else None
    return usual_words(outcome.result, channel, promised=promised, callback=callback, sent=script)


@dataclass(frozen=True, slots=True)
class TalkPartner:
    """With whom, how and on which number a talk was, and whether identity and debt were confirmed in it."""

    case: str
    to: str
    channel: Channel
    number: str | None = None
    verified: bool = False
    incoming: bool = False
    """Whether they called or wrote themselves."""


def operation_for(party: TalkPartner) -> type[Note]:
    """The operation that records a talk; that of a visit sees to the first follow-up too."""
    return RecordVisit if party.channel is Channel.VISIT else Note


def note_values(
    party: TalkPartner, outcome: TalkOutcome, answers: Mapping[Ask, str], text: str, at: str | None = None
) -> dict[str, Any]:
    """The values of the operation that records an outcome; `at` is its hour, now unless given."""
    return {
        "case": party.case,
        "to": party.to,
        "channel": party.channel.value,
        "number": party.number if party.channel in CALLS else None,
        "result": outcome.result.value,
        "verified": party.verified and outcome.result in SPOKEN,
        "text": text,
        "at": at,
        "incoming": party.incoming,
        **{ask.value: answer for ask, answer in answers.items()},
    }

"""Fixed words about talks: on which channel, what came of them, why a debt is not paid."""

from __future__ import annotations

from enum import StrEnum

from dunning_cli.kernel.message import Message, coded, label


class Channel(StrEnum):
    """How a person was contacted."""

    PHONE = "phone"
    VISIT = "visit"
    LETTER = "letter"
    SMS = "sms"
    EMAIL = "email"
    WECHAT = "wechat"
    COUNTER = "counter"
    VIDEO = "video"
    AI_VOICE = "ai_voice"
    """A call in which a machine speaks: it counts with the calls people make."""


class Result(StrEnum):
    """What came of a contact."""

    NO_ANSWER = "no_answer"
    BUSY = "busy"
    OFF = "off"
    WRONG_NUMBER = "wrong_number"
    MESSAGE_LEFT = "message_left"
    REACHED = "reached"
    PROMISED = "promised"
    INTENDS = "intends"
    REFUSED = "refused"
    DISPUTED = "disputed"
    THIRD_PARTY = "third_party"
    NOT_LET_IN = "not_let_in"
    """Of a visit: somebody was in and did not open."""
    MOVED = "moved"
    """The person does not live there any more."""
    OTHER = "other"


CONNECTED = frozenset(
    {
        Result.REACHED,
        Result.PROMISED,
        Result.INTENDS,
        Result.REFUSED,
        Result.DISPUTED,
        Result.THIRD_PARTY,
        Result.WRONG_NUMBER,
    }
)
"""Results in which somebody spoke: these count as connected calls."""


SPOKEN = CONNECTED - {Result.THIRD_PARTY, Result.WRONG_NUMBER}
"""Results in which the person asked for was spoken to."""


CALLS = frozenset({Channel.PHONE, Channel.VIDEO, Channel.AI_VOICE})
"""Channels that count as calls."""
SERVICE_CHANNELS = frozenset({Channel.SMS, Channel.EMAIL, Channel.WECHAT})
"""Channels on which a letter can be served electronically."""
_OF_CALLS = frozenset({Result.BUSY, Result.OFF})
_ON_THE_SPOT = frozenset({Channel.VISIT, Channel.COUNTER})
_TO_AN_ADDRESS = frozenset({Channel.VISIT, Channel.LETTER})


def results_on(channel: Channel) -> tuple[Result, ...]:
    """The results that a contact on a channel can have, in order: nobody's door is busy, and no call is let in."""
    none = {
        *(_OF_CALLS if channel not in CALLS else ()),
        *((Result.WRONG_NUMBER,) if channel in _ON_THE_SPOT else ()),
        *((Result.NOT_LET_IN,) if channel is not Channel.VISIT else ()),
        *((Result.MOVED,) if channel not in _TO_AN_ADDRESS else ()),
    }
    return tuple(result for result in Result if result not in none)


VISIT_RESULTS = results_on(Channel.VISIT)


class Reason(StrEnum):
    """Why the debtor is in arrears."""

    CASH_FLOW = "cash_flow"
    MARKET = "market"
    FAMILY = "family"
    SHORT_DEPOSIT = "short_deposit"
    WRONG_DEPOSIT = "wrong_deposit"
    WILFUL = "wilful"
    DISPUTE = "dispute"
    DEATH = "death"
    INABILITY = "inability"
    OTHER = "other"


# The English labels stand in commit subjects too: rewording one splits the history in two.
LABELS: dict[type[StrEnum], dict[StrEnum, Message]] = {
    Channel: {
        Channel.PHONE: label("phone"),
        Channel.VISIT: label("visit"),
        Channel.LETTER: label("letter"),
        Channel.SMS: label("text message"),
        Channel.EMAIL: label("e-mail"),
        Channel.WECHAT: label("WeChat"),
        Channel.COUNTER: label("counter"),
        Channel.VIDEO: label("video"),
        Channel.AI_VOICE: label("AI voice call"),
    },
    Result: {
        Result.NO_ANSWER: label("no answer"),
        Result.BUSY: label("busy"),
        Result.OFF: label("switched off"),
        Result.WRONG_NUMBER: label("wrong number"),
        Result.MESSAGE_LEFT: label("message left"),
        Result.REACHED: label("reached"),
        Result.PROMISED: label("promised"),
        Result.INTENDS: label("intends to pay"),
        Result.REFUSED: label("refused to pay"),
        Result.DISPUTED: label("disputed"),
        Result.THIRD_PARTY: label("third party answered"),
        Result.NOT_LET_IN: label("refused to open"),
        Result.MOVED: label("moved away"),
        Result.OTHER: label("other"),
    },
    Reason: {
        Reason.CASH_FLOW: label("short of cash"),
        Reason.MARKET: label("market change"),
        Reason.FAMILY: label("family change"),
        Reason.SHORT_DEPOSIT: label("deposited too little"),
        Reason.WRONG_DEPOSIT: label("deposited to the wrong account"),
        Reason.WILFUL: label("unwilling to pay"),
        Reason.DISPUTE: label("dispute"),
        Reason.DEATH: label("death"),
        Reason.INABILITY: label("unable to pay"),
        Reason.OTHER: label("other"),
    },
}

_AT_THE_DOOR: dict[Result, Message] = {
    Result.NO_ANSWER: label("nobody opened"),
    Result.MESSAGE_LEFT: label("notice left"),
    Result.REACHED: label("met in person"),
    Result.THIRD_PARTY: label("somebody else opened"),
    Result.WRONG_NUMBER: label("wrong address"),
}
"""What some results are called on a visit; that of the wrong number only older ledgers have."""


def words_of_result(result: Result) -> tuple[Message, ...]:
    """All that screens and papers call a result, whatever the channel."""
    at_the_door = (_AT_THE_DOOR[result],) if result in _AT_THE_DOOR else ()
    return (LABELS[Result][result], *at_the_door)


def result_words(result: Result, channel: Channel) -> Message:
    """What a result is called on a channel: nobody answers a telephone, nobody opens a door."""
    own = _AT_THE_DOOR.get(result) if channel is Channel.VISIT else None
    return own or LABELS[Result][result]


def result_in_subject(result: Result, channel: Channel) -> Message:
    """As `result_words`, but with the result's own English label: rewording it splits the history in two."""
    return coded(result_words(result, channel), str(LABELS[Result][result]))

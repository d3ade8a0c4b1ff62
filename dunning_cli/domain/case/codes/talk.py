"""Fixed words about talks: on which channel, what came of them, why a debt is not paid."""

from __future__ import annotations

from enum import StrEnum

from dunning_cli.kernel.message import CodeWords, Message, label


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


NOBODY_AT_THE_DOOR = label("nobody came to the door")
"""What no answer is called on a visit, where a language has words of its own for it."""


def outcome_words(channel: Channel, result: Result) -> Message:
    """What came of a contact, in words."""
    words = LABELS[Result][result]
    if channel is Channel.VISIT and result is Result.NO_ANSWER:
        return CodeWords(NOBODY_AT_THE_DOOR.template, code=str(words))
    return words


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

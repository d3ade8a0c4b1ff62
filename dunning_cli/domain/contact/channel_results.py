"""What can come of a contact on each channel: nobody picks up a letter, and no line is busy at the counter."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from dunning_cli.domain.case.codes.talk import Channel, Result

_OF_A_CALL = frozenset({Result.BUSY, Result.OFF, Result.WRONG_NUMBER})
_NEVER: Mapping[Channel, frozenset[Result]] = MappingProxyType(
    {
        Channel.VISIT: _OF_A_CALL,
        Channel.SMS: _OF_A_CALL,
        Channel.EMAIL: _OF_A_CALL,
        Channel.WECHAT: _OF_A_CALL,
        Channel.COUNTER: _OF_A_CALL | {Result.NO_ANSWER, Result.MESSAGE_LEFT},
        # what is sent says nothing: an answer to it is a contact of its own, and a promise in it would be a proof in writing
        Channel.LETTER: frozenset(Result) - {Result.OTHER},
    }
)


def can_have(channel: Channel, result: Result) -> bool:
    """Whether a contact of a channel, as the office makes it, can have a result."""
    return result not in _NEVER.get(channel, frozenset())

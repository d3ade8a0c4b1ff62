"""The words that stand in the record of a contact where whoever records it gives none of their own."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from types import MappingProxyType

from dunning_cli.domain.case.codes.talk import Channel, Result
from dunning_cli.domain.contact.rules import WRITTEN
from dunning_cli.kernel.message import Message, label, msg

TEXTS: Mapping[Result, Message] = MappingProxyType(
    {
        Result.NO_ANSWER: label("nobody answered"),
        Result.BUSY: label("the line was busy"),
        Result.OFF: label("the telephone was switched off"),
        Result.WRONG_NUMBER: label("the number is not theirs"),
        Result.MESSAGE_LEFT: label("left a message"),
        Result.REACHED: label("spoken to; no promise"),
        Result.INTENDS: label("means to pay; no day given"),
        Result.REFUSED: label("refuses to pay"),
        Result.DISPUTED: label("disputes the debt"),
        Result.THIRD_PARTY: label("somebody else answered"),
    }
)
"""What a result alone says; without a line here words are needed."""
AT_THE_DOOR: Mapping[Result, Message] = MappingProxyType(
    {
        Result.NO_ANSWER: label("nobody was in"),
        Result.MESSAGE_LEFT: label("left a notice"),
        Result.THIRD_PARTY: label("somebody else opened the door"),
        Result.NOT_LET_IN: label("somebody was in and did not open"),
        Result.MOVED: label("moved away, as told there"),
    }
)
"""The same on a visit, where it says something else."""


def usual_words(
    result: Result,
    channel: Channel,
    *,
    promised: tuple[Decimal, date] | None = None,
    callback: date | None = None,
    sent: str | None = None,
) -> Message | str | None:
    """What stands in the record of a contact without words of its own; None where words are needed.

    A promise of yuan by a day says the most, then the day on which to call again, then the result. `sent` are the
    words proposed for a message: one left in writing is recorded as it was sent.
    """
    if promised is not None:
        amount, due = promised
        return msg("promised {amount} by {day}", amount=amount, day=due.isoformat())
    if callback is not None:
        return msg("asked to be called again on {day}", day=callback.isoformat())
    if result is Result.MESSAGE_LEFT and channel in WRITTEN:
        return sent
    if channel is Channel.VISIT and result in AT_THE_DOOR:
        return AT_THE_DOOR[result]
    return TEXTS.get(result)

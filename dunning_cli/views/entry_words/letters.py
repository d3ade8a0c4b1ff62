"""Letters and their delivery in a few words."""

from __future__ import annotations

from dunning_cli.domain.case.entries import Delivery, Letter
from dunning_cli.kernel.message import Message, msg
from dunning_cli.views.entry_words.wording import entry_words


@entry_words.register
def _(entry: Letter) -> Message | str:
    return msg("{template} no. {serial}", template=entry.template, serial=entry.serial)


@entry_words.register
def _(entry: Delivery) -> Message | str:
    words = msg("no. {serial}", serial=entry.serial)
    if entry.tracking:
        words = msg("{letter}, tracking {number}", letter=words, number=entry.tracking)
    if entry.posted:
        words = msg("{letter}, posted on {date}", letter=words, date=entry.posted)
    if entry.received:
        words = msg("{letter}, received on {date}", letter=words, date=entry.received)
    if entry.signed_by:
        words = msg("{letter}, signed for by {name}", letter=words, name=entry.signed_by)
    if entry.acknowledged:
        words = msg("{letter}, debt acknowledged on the slip", letter=words)
    if entry.returned:
        words = msg("{letter}, returned: {reason}", letter=words, reason=entry.returned)
    return msg("{letter}, spoiled: {reason}", letter=words, reason=entry.spoiled) if entry.spoiled else words

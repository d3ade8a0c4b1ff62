"""A case or letter that got another name, in a few words."""

from __future__ import annotations

from dunning_cli.domain.case.entries import Named, Renamed
from dunning_cli.kernel.message import Message, msg
from dunning_cli.views.entry_words.wording import entry_words


@entry_words.register
def _(entry: Renamed) -> Message | str:
    if entry.what is Named.CASE:
        return msg("the case {was} has the id {now}", was=entry.was, now=entry.now)
    if entry.hash is None:
        return msg(
            "letter {was}, sent as it is, stands in the register as {now}", was=entry.was, now=entry.now
        )
    return msg("letter {was} has the number {now}", was=entry.was, now=entry.now)

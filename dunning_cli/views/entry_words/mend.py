"""A line that was set aside, in a few words."""

from __future__ import annotations

from dunning_cli.domain.case.entries import Mend
from dunning_cli.kernel.message import Message, msg
from dunning_cli.views.entry_words.wording import entry_words


@entry_words.register
def _(entry: Mend) -> Message | str:
    return msg("line {line} is passed over: {reason}", line=entry.line or "?", reason=entry.reason)

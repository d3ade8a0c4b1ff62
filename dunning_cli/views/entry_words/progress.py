"""The course of a case in a few words."""

from __future__ import annotations

from dunning_cli.domain.case.codes import LABELS
from dunning_cli.domain.case.entries import Approval, Assign, Close, Hold, Phase, Reopen, Verify
from dunning_cli.kernel.message import Message, label, msg
from dunning_cli.views.entry_words.wording import because, entry_words


@entry_words.register
def _(entry: Hold) -> Message | str:
    if entry.ends is not None:
        return msg("contact again from {start}: {reason}", start=entry.from_, reason=entry.reason)
    return msg(
        "{what} from {start} to {end}: {reason}",
        what=LABELS[entry.what],
        start=entry.from_,
        end=entry.until or "…",
        reason=entry.reason,
    )


@entry_words.register
def _(entry: Assign) -> Message | str:
    return msg("to {owner}", owner=entry.owner)


@entry_words.register
def _(entry: Phase) -> Message | str:
    return because(entry.phase, entry.reason)


@entry_words.register
def _(entry: Verify) -> Message | str:
    return because(label("valid") if entry.valid else label("invalid"), entry.reason)


@entry_words.register
def _(entry: Approval) -> Message | str:
    verdict = (
        msg("grants {entry}", entry=entry.entry)
        if entry.granted
        else msg("refuses {entry}", entry=entry.entry)
    )
    return because(verdict, entry.reason)


@entry_words.register
def _(entry: Close) -> Message | str:
    return LABELS[entry.reason]


@entry_words.register
def _(entry: Reopen) -> Message | str:
    return entry.reason or ""

"""What the words of several kinds of entry have in common, and what they may need beside the entry."""

from __future__ import annotations

from collections.abc import Callable

from dunning_cli.kernel.message import Message, label, msg
from dunning_cli.kernel.record import dataclass

_PEOPLE = {"debtor": label("debtor"), "guarantor": label("guarantor")}


def _no_reference(_: str) -> str | None:
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class AtHand:
    """What is known beside an entry when it is put in words.

    `bill` gives the reference of a bill by the id of its entry, where it has one; `reason` a code of a reason for
    arrears in words. Without it reasons are left out.
    """

    bill: Callable[[str], str | None] = _no_reference
    reason: Callable[[str], Message | str] | None = None


ALONE = AtHand()
"""Nothing but the entry."""


def who(named: str) -> Message | str:
    """Whom an entry names: in words what they are to the case, a name as it stands."""
    return _PEOPLE.get(named, named)


def because(words: Message | str, reason: str | None) -> Message | str:
    """Words, and the reason where there is one."""
    return msg("{what} – {text}", what=words, text=reason) if reason else words

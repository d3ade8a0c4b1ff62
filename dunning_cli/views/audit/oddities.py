"""Commits that no git writes, told one by one."""

from __future__ import annotations

from collections.abc import Mapping

from dunning_cli.kernel.message import Message, label, msg
from dunning_cli.store.git.commit_objects import Commit, Oddity

_WORDS: Mapping[Oddity, Message] = {
    Oddity.AUTHOR: label("no readable author"),
    Oddity.AUTHOR_DATE: label("no possible date of the author"),
    Oddity.COMMITTER: label("no readable committer"),
    Oddity.COMMITTER_DATE: label("no possible date of the committer"),
    Oddity.HEADERS: label("lines missing, doubled or out of place"),
    Oddity.ENCODING: label("an encoding nobody uses"),
    Oddity.BYTES: label("bytes that are no text"),
}


def oddity(commit: Commit) -> Message | None:
    """What no git writes about a commit, in one sentence; None where it is an ordinary one."""
    told: Message | None = None
    for found in commit.oddities:
        told = _WORDS[found] if told is None else msg("{some}, {more}", some=told, more=_WORDS[found])
    return None if told is None else msg("no git writes such a commit: {what}", what=told)

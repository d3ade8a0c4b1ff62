"""Entries as a commit first holds them: by the commit's author, at the commit's time, once, at the end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from dunning_cli.domain.case.changes import EntryVersion
from dunning_cli.kernel.dates import parse_datetime
from dunning_cli.kernel.entry_id import moment_in
from dunning_cli.kernel.errors import Unreadable
from dunning_cli.kernel.message import Message, msg
from dunning_cli.store.git.history import Commit

FARTHEST = timedelta(minutes=10)
"""How far an entry's record time may be from its commit's author date (docs/audit.md)."""


def origin_faults(entry: EntryVersion, commit: Commit) -> Iterator[tuple[str, Message]]:
    """What is wrong with an entry as the commit that first holds it has it: code and message."""
    if entry.doubled:
        yield "entry-id", msg("the entry has no id, or one that another entry has")
    by = entry.by
    if by != commit.author:
        yield (
            "author",
            msg(
                "the entry says {by} recorded it, the commit's author is {author}",
                by=by or "?",
                author=commit.author,
            ),
        )
    yield from _time_faults(entry, commit)


def _time_faults(entry: EntryVersion, commit: Commit) -> Iterator[tuple[str, Message]]:
    at = entry.at
    try:
        moment = parse_datetime(at)
    except Unreadable:
        yield "time", msg("the time of recording '{at}' cannot be read", at=at)
        return
    made = moment_in(entry.id)
    if moment.tzinfo is None:
        yield "time", msg("the time of recording '{at}' lacks its offset", at=at)
    elif abs(moment - commit.when) > FARTHEST:
        yield (
            "time",
            msg(
                "the entry says it was recorded at {at}, the commit is dated {when}",
                at=at,
                when=commit.when.isoformat(timespec="seconds"),
            ),
        )
    elif made is not None and abs(moment - made) > FARTHEST:
        yield (
            "id-time",
            msg(
                "the entry says it was recorded at {at}, its id was made at {when}",
                at=at,
                when=made.isoformat(timespec="seconds"),
            ),
        )

"""The times a commit bears, held against each other, against those before it, and against the clock."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from dunning_cli.kernel.message import Message, msg
from dunning_cli.kernel.record import dataclass
from dunning_cli.store.git.history import Commit
from dunning_cli.views.audit.commit_book import CommitBook
from dunning_cli.views.audit.entries import FARTHEST
from dunning_cli.views.audit.notes import Notes

CLOCKS_APART = timedelta(hours=1)
"""How far the clocks of an honest office's machines may be from each other."""
SURELY_AHEAD = timedelta(days=1)
"""A date farther ahead than any zone or setting of a clock explains."""


@dataclass(slots=True)
class _Group:
    """Commits of one person with one peculiarity: the first of them, how many, and what the first is held against."""

    first: str
    held_against: datetime
    commits: int = 0


class KeptTimes(NamedTuple):
    """What is kept of times: groups by code and person, and of each commit the later of its dates in whole seconds."""

    groups: list[tuple[str, str, str, str, int]]
    latest: list[int | None]


class TimeAudit:
    """Audits dates, commit by commit, and tells each kind once a person."""

    def __init__(self, commits: CommitBook) -> None:
        self._commits = commits
        self._dated: dict[str, datetime | None] = {}
        self._groups: dict[tuple[str, str], _Group] = {}
        self._latest: dict[str, int | None] = {}

    def look_at(self, commit: Commit) -> None:
        """Notes how the dates of a commit fit each other and its parents'; what cannot be read is told elsewhere."""
        authored, entered = commit.authored, commit.entered
        latest = _latest(commit)
        self._latest[commit.id] = int(latest.timestamp()) if latest is not None else None
        self._dated[commit.id] = entered
        if entered is None:
            return
        if authored is not None and abs(entered - authored) > FARTHEST:
            self._note("committed-apart", commit.committer, commit, authored)
        befores = (self._date(parent) for parent in commit.parents)
        before = max((moment for moment in befores if moment is not None), default=None)
        if before is not None and entered < before - CLOCKS_APART:
            self._note("date-order", commit.committer, commit, before)

    def report(self, notes: Notes, now: datetime | None) -> None:
        """Everything noted; dates ahead of `now` too, where that is given."""
        for (code, person), group in self._groups.items():
            first = self._commits.of(group.first)
            notes.list_(code, _told(code, group, first), commit=first, person=person)
        if now is not None:
            self._ahead(notes, now)

    def kept(self) -> KeptTimes:
        """What is to be kept."""
        groups = [
            (code, person, each.first, each.held_against.isoformat(), each.commits)
            for (code, person), each in self._groups.items()
        ]
        return KeptTimes(groups, list(self._latest.values()))

    def take(self, kept: KeptTimes, commits: Sequence[str]) -> None:
        """Know what was kept of these commits."""
        self._groups = {
            (code, person): _Group(first, datetime.fromisoformat(against), count)
            for code, person, first, against, count in kept.groups
        }
        self._latest = dict(zip(commits, kept.latest, strict=True))

    def _date(self, parent: str) -> datetime | None:
        """The date at which a commit that was audited was entered."""
        if parent in self._latest and parent not in self._dated:
            self._dated[parent] = self._commits.of(parent).entered
        return self._dated.get(parent)

    def _note(self, code: str, person: str, commit: Commit, held_against: datetime) -> None:
        self._groups.setdefault((code, person), _Group(commit.id, held_against)).commits += 1

    def _ahead(self, notes: Notes, now: datetime) -> None:
        people: dict[tuple[bool, str], _Group] = {}
        soonest = int(now.timestamp())
        for commit_id, seconds in self._latest.items():
            if seconds is None or seconds < soonest:
                continue
            commit = self._commits.of(commit_id)
            moment = _latest(commit)
            if moment is not None and moment > now + FARTHEST:
                key = (moment > now + SURELY_AHEAD, commit.author)
                people.setdefault(key, _Group(commit_id, moment)).commits += 1
        for (surely, _), group in people.items():
            message = msg(
                "{count} commits are dated in the future; this is the first, dated {when}",
                count=group.commits,
                when=_words(group.held_against),
            )
            put = notes.find if surely else notes.list_
            put("future-date", message, commit=self._commits.of(group.first), local=True)


def _latest(commit: Commit) -> datetime | None:
    """The later of its two dates, as far as they can be read."""
    dates = (moment for moment in (commit.authored, commit.entered) if moment is not None)
    return max(dates, default=None)


def _told(code: str, group: _Group, first: Commit) -> Message:
    values = {
        "count": group.commits,
        "other": _words(group.held_against),
        "when": _words(first.committed),
    }
    if code == "committed-apart":
        return msg(
            "{count} commits were committed at another time than their author's; this is the first, "
            "authored {other}, committed {when}",
            **values,
        )
    return msg(
        "{count} commits are dated before the commit they follow; this is the first, dated {when} after {other}",
        **values,
    )


def _words(moment: datetime) -> str:
    return moment.isoformat(" ", "minutes")

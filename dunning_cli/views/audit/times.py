"""The times a commit bears, held against each other, against those before it, and against the clock."""

from __future__ import annotations

from datetime import datetime, timedelta

from dunning_cli.kernel.message import Message, msg
from dunning_cli.kernel.record import dataclass
from dunning_cli.store.git.history import Commit
from dunning_cli.views.audit.entries import FARTHEST
from dunning_cli.views.audit.notes import Notes

CLOCKS_APART = timedelta(hours=1)
"""How far the clocks of an honest office's machines may be from each other."""
SURELY_AHEAD = timedelta(days=1)
"""A date farther ahead than any zone or setting of a clock explains."""


@dataclass(slots=True)
class _Group:
    """Commits of one person with one peculiarity: the first of them, how many, and what the first is held against."""

    first: Commit
    held_against: datetime
    commits: int = 0


class TimeAudit:
    """Audits dates, commit by commit, and tells each kind once a person."""

    def __init__(self) -> None:
        self._dated: dict[str, datetime] = {}
        self._groups: dict[tuple[str, str], _Group] = {}
        self._dates: list[tuple[datetime, Commit]] = []

    def look_at(self, commit: Commit) -> None:
        """Notes how the dates of a commit fit each other and its parents'; what cannot be read is told elsewhere."""
        authored, entered = commit.authored, commit.entered
        latest = max((moment for moment in (authored, entered) if moment is not None), default=None)
        if latest is not None:
            self._dates.append((latest, commit))
        if entered is None:
            return
        self._dated[commit.id] = entered
        if authored is not None and abs(entered - authored) > FARTHEST:
            self._note("committed-apart", commit.committer, commit, authored)
        before = max(
            (self._dated[parent] for parent in commit.parents if parent in self._dated), default=None
        )
        if before is not None and entered < before - CLOCKS_APART:
            self._note("date-order", commit.committer, commit, before)

    def report(self, notes: Notes, now: datetime | None) -> None:
        """Everything noted; dates ahead of `now` too, where that is given."""
        for (code, person), group in self._groups.items():
            notes.list_(code, _told(code, group), commit=group.first, person=person)
        if now is not None:
            self._ahead(notes, now)

    def _note(self, code: str, person: str, commit: Commit, held_against: datetime) -> None:
        self._groups.setdefault((code, person), _Group(commit, held_against)).commits += 1

    def _ahead(self, notes: Notes, now: datetime) -> None:
        people: dict[tuple[bool, str], _Group] = {}
        for moment, commit in self._dates:
            if moment > now + FARTHEST:
                key = (moment > now + SURELY_AHEAD, commit.author)
                people.setdefault(key, _Group(commit, moment)).commits += 1
        for (surely, _), group in people.items():
            message = msg(
                "{count} commits are dated in the future; this is the first, dated {when}",
                count=group.commits,
                when=_words(group.held_against),
            )
            put = notes.find if surely else notes.list_
            put("future-date", message, commit=group.first, local=True)


def _told(code: str, group: _Group) -> Message:
    values = {
        "count": group.commits,
        "other": _words(group.held_against),
        "when": _words(group.first.committed),
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

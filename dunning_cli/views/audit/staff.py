"""Who committed, held against the staff list of that time."""

from __future__ import annotations

from dataclasses import dataclass

from dunning_cli.domain.message import msg
from dunning_cli.domain.nodes import Map, Sequence, Text
from dunning_cli.store.case_versions import tree_in
from dunning_cli.store.change_log import Objects
from dunning_cli.store.folder import SETTINGS_FILE
from dunning_cli.store.history import Commit
from dunning_cli.views.audit.notes import Notes

_NAMES_OF_A_MEMBER = ("id", "name", "email")


@dataclass(slots=True)
class _Stranger:
    """Somebody who is on no staff list: the first commit and how many there are."""

    first: Commit
    commits: int = 0


class StaffLists:
    """The staff list of every commit, and the people who are not on theirs."""

    def __init__(self, objects: Objects) -> None:
        self._objects = objects
        self._settings: dict[str, str | None] = {}
        self._members: dict[str, frozenset[str]] = {}
        self._last: frozenset[str] = frozenset()
        self._strangers: dict[tuple[str, str, str], _Stranger] = {}

    def follow(self, commit: Commit, settings: str | None, changed: bool) -> None:
        """Note which settings a commit holds: a blob, or those of its first parent where it did not change them."""
        if not changed and commit.parents:
            parent = commit.parents[0]
            if parent not in self._settings:
                found = self._objects.find(f"{parent}:{SETTINGS_FILE}")
                self._settings[parent] = found[0] if found else None
            settings = self._settings[parent]
        self._settings[commit.id] = settings

    def look_at(self, commit: Commit) -> None:
        """Notes author and committer where the staff list of the commit does not have them; an empty list has all."""
        members = self._members_of(self._settings.get(commit.id))
        if not members:
            return
        for code, name, email in (
            ("author-not-staff", commit.author, commit.email),
            ("committer-not-staff", commit.committer, commit.committer_email),
        ):
            if name not in members and email not in members:
                stranger = self._strangers.setdefault((code, name, email), _Stranger(commit))
                stranger.commits += 1

    def report(self, notes: Notes) -> None:
        """Lists everybody noted, once each."""
        for (code, name, email), stranger in self._strangers.items():
            values = {"name": name, "email": email, "count": stranger.commits}
            if code == "author-not-staff":
                message = msg(
                    "{name} <{email}>, author of {count} commits, is not on the staff list; this is the first",
                    **values,
                )
            else:
                message = msg(
                    "{name} <{email}>, committer of {count} commits, is not on the staff list; this is the first",
                    **values,
                )
            notes.list_(code, message, commit=stranger.first, person=name)

    def _members_of(self, blob: str | None) -> frozenset[str]:
        if blob is None:
            return self._last
        if blob not in self._members:
            tree = tree_in(self._objects.content(blob))
            # settings that cannot be read leave the last list that could
            self._members[blob] = _names(tree) if isinstance(tree, Map) else self._last
        self._last = self._members[blob]
        return self._last


def _names(tree: Map) -> frozenset[str]:
    staff = tree.get("staff")
    found = set()
    for member in staff.items if isinstance(staff, Sequence) else ():
        for key in _NAMES_OF_A_MEMBER:
            value = member.get(key) if isinstance(member, Map) else None
            if isinstance(value, Text) and value.value:
                found.add(value.value)
    return frozenset(found)

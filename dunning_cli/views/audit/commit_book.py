"""Commits that were audited before and that are to be named now, read again by their ids."""

from __future__ import annotations

from collections.abc import Iterable

from dunning_cli.store.git.commit_objects import Commit, commit_of
from dunning_cli.store.git.objects import Objects


class CommitBook:
    """The commits of one repository; each is read once."""

    def __init__(self, objects: Objects) -> None:
        self._objects = objects
        self._read: dict[str, Commit] = {}

    def of(self, commit_id: str) -> Commit:
        """A commit. Raises Refused where git has lost it."""
        if commit_id not in self._read:
            self._read[commit_id] = commit_of(commit_id, self._objects.content(commit_id))
        return self._read[commit_id]

    def all_of(self, ids: Iterable[str]) -> dict[str, Commit]:
        """Several, asked for at once."""
        wanted = list(dict.fromkeys(ids))
        self._objects.expect(id_ for id_ in wanted if id_ not in self._read)
        return {id_: self.of(id_) for id_ in wanted}

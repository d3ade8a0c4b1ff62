"""Findings that another person accepted when they came in: listed with who and why, no longer found."""

from __future__ import annotations

from collections.abc import Iterator

from dunning_cli.domain.case.acceptance import ACCEPT_FINDINGS, CommitPerson, may_accept
from dunning_cli.kernel.message import msg
from dunning_cli.store.git.change_log import Order
from dunning_cli.store.git.history import Commit
from dunning_cli.views.audit.commit_book import CommitBook
from dunning_cli.views.audit.notes import Notes, Remark

ACCEPTED = "accepted"
"""The code under which such findings are listed."""


class Acceptances:
    """The merges that say by a trailer that somebody accepts what is found in the commits they brought in."""

    def __init__(self, commits: CommitBook) -> None:
        self._commits = commits
        self._parents: Order = {}
        self.merges: list[str] = []
        """The ids of those seen, in their order."""

    def look_at(self, commit: Commit) -> None:
        """Remember a commit of the history, whichever comes first."""
        if len(commit.parents) > 1 and any(reason.strip() for reason in commit.trailer(ACCEPT_FINDINGS)):
            self.merges.append(commit.id)

    def apply(self, notes: Notes, parents: Order) -> None:
        """List what was found and accepted, by the parents of all commits. What is in the acceptor's own stays found."""
        if not self.merges or not notes.found:
            return
        self._parents = parents
        merges = self._commits.all_of(self.merges).values()
        brought = [(merge, self._brought(merge)) for merge in merges]
        found, notes.found = notes.found, []
        for remark in found:
            acceptance = next(self._of(remark, brought), None)
            if acceptance is None:
                notes.found.append(remark)
                continue
            message = msg(
                "{what}; accepted by {who} in {commit}: {reason}",
                what=remark.message,
                who=acceptance.author,
                commit=acceptance.id[:10],
                reason=acceptance.trailer(ACCEPT_FINDINGS)[0],
            )
            notes.list_(ACCEPTED, message, remark.case, remark.entry, remark.commit, remark.person)

    def _of(self, remark: Remark, brought: list[tuple[Commit, set[str]]]) -> Iterator[Commit]:
        commit = remark.commit
        for merge, commits in brought:
            if commit is not None and commit.id in commits and may_accept(_author(merge), _author(commit)):
                yield merge

    def _brought(self, merge: Commit) -> set[str]:
        """The commits that came in by a merge: those that lead to its further parents and not to its first."""
        first, *others = merge.parents
        return self._leading_to(others) - self._leading_to([first])

    def _leading_to(self, tips: list[str]) -> set[str]:
        found: set[str] = set()
        waiting = [tip for tip in tips if tip in self._parents]
        while waiting:
            commit = waiting.pop()
            if commit not in found:
                found.add(commit)
                waiting += [parent for parent in self._parents[commit] if parent in self._parents]
        return found


def _author(commit: Commit) -> CommitPerson:
    return CommitPerson(commit.author, commit.email)

"""Another clone's commits taken into the branch checked out: checked, merged, committed by the actor."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from dunning_cli.domain.case.acceptance import ACCEPT_FINDINGS
from dunning_cli.domain.case.merge import Side
from dunning_cli.kernel.errors import Refused
from dunning_cli.kernel.message import Message, msg
from dunning_cli.kernel.record import dataclass
from dunning_cli.store.format.durable import write_through
from dunning_cli.store.format.folder import LedgerFolder
from dunning_cli.store.git.git import Author, Git, GitFailed, git_date, one_line, refusal
from dunning_cli.store.git.scratch_index import ScratchIndex
from dunning_cli.store.merging.append_only import keep_past
from dunning_cli.store.merging.arrival.judged import Arrival, refuse_unfit
from dunning_cli.store.merging.common_ancestor import common_tree
from dunning_cli.store.merging.text_clash import TextClash
from dunning_cli.store.merging.tree_merge import Answers, Dispute, merge_trees
from dunning_cli.store.writing.checkout import move_to


@dataclass(frozen=True, slots=True)
class MergeWords:
    """What the merge commit says, whose work it is, and when."""

    subject: str
    trailers: tuple[tuple[str, str], ...]
    author: Author
    when: datetime

    @property
    def message(self) -> str:
        """The commit's message."""
        lines = "".join(f"{name}: {' '.join(value.split())}\n" for name, value in self.trailers)
        return f"{self.subject}\n\n{lines}"


@dataclass(frozen=True, slots=True)
class OwnCommit:
    """A commit that a merge needs first on one of its sides: files that go, files with their new bytes, and its words."""

    removed: tuple[str, ...]
    written: tuple[tuple[str, bytes], ...]
    words: MergeWords


First = tuple[OwnCommit | None, OwnCommit | None]
"""What must come first on our side and on theirs."""
Before = Callable[[str, str, str], First]
"""Asked before a merge with what both sides grew from, our commit and theirs."""


def nothing_first(_base: str, _ours: str, _theirs: str) -> First:
    """Merges as it is."""
    return None, None


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What came of it: what must be answered first, or the commit that is checked out now and what people should know."""

    head: str
    disputes: tuple[Dispute, ...] = ()
    clashes: tuple[TextClash, ...] = ()
    notes: tuple[Message, ...] = ()

    @property
    def left_open(self) -> bool:
        """Whether nothing was changed because people must answer first."""
        return bool(self.disputes or self.clashes)


def take_in(
    folder: LedgerFolder,
    theirs: str,
    words: MergeWords,
    answers: Answers,
    always_merge: bool = False,
    before: Before = nothing_first,
    trial: bool = False,
) -> TakenIn:
    """Bring the commits that lead to `theirs` into the branch checked out; under the ledger's lock.

    What `before` asks for becomes a commit on its side; that and the merge come about together or not at all.
    Gives the questions that must be answered first; while there are any, nothing is changed. With
    `always_merge` a merge is made also where the branch could just move forward, for what its message says.
    Raises Refused where histories have nothing in common, the past was changed, no command could work on
    what would come about, files it would touch have hand edits, or a hook refuses. Then everything is as it was.
    A `trial` goes as far as the commit that would be checked out, and runs no hook.
    """
    try:
        return _TakingIn(folder, words, answers, before, trial).done(theirs, always_merge)
    except GitFailed as error:
        raise refusal(error) from error


class _TakingIn:
    def __init__(
        self, folder: LedgerFolder, words: MergeWords, answers: Answers, before: Before, trial: bool
    ) -> None:
        self._folder = folder
        self._git = Git(folder.root)
        self._words = words
        self._answers = answers
        self._before = before
        self._trial = trial

    def done(self, theirs: str, always_merge: bool) -> TakenIn:
        """As `take_in`."""
        ours = self._git.head()
        if ours is None:
            raise no_commit_yet()
        if contains(self._folder, ours, theirs):
            return TakenIn(ours)
        if contains(self._folder, theirs, ours):
            return self._forward(ours, theirs, always_merge)
        base = common_tree(self._folder, ours, theirs)
        if base is None:
            raise _stranger()
        here, there = (
            self._first(first, side) if first is not None else side
            for first, side in zip(self._before(base, ours, theirs), (ours, theirs), strict=True)
        )
        merged = merge_trees(self._folder, base, here, there, self._answers)
        if merged.disputes or merged.clashes:
            return TakenIn(ours, merged.disputes, merged.clashes)
        notes = refuse_unfit(self._folder, Arrival(ours, merged.tree, theirs))
        return self._moved(ours, self._commit(merged.tree, here, there), notes)

    def _forward(self, ours: str, theirs: str, always_merge: bool) -> TakenIn:
        if Side.THEIRS not in self._answers.free:
            keep_past(self._folder, ours, theirs, msg("on the other side"))
        notes = refuse_unfit(self._folder, Arrival(ours, theirs, theirs))
        with ScratchIndex(self._folder).holding(theirs):
            # git has now checked that no path leads out of the ledger
            tree = self._git.read("rev-parse", f"{theirs}^{{tree}}").decode("ascii").strip()
        return self._moved(ours, self._commit(tree, ours, theirs) if always_merge else theirs, notes)

    def _moved(self, ours: str, after: str, notes: list[Message]) -> TakenIn:
        if self._trial:
            return TakenIn(after, notes=tuple(notes))
        move_to(self._folder, ours, after, self._words.subject)
        self._hook("post-merge", "0")
        return TakenIn(after, notes=tuple(notes))

    def _first(self, first: OwnCommit, side: str) -> str:
        """The commit that comes before the merge on one side; nothing leads to it yet."""
        index = ScratchIndex(self._folder)
        with index.holding(side) as variable:
            index.remove(first.removed)
            index.write((path, "100644", data) for path, data in first.written)
            self._hook("pre-commit", more=variable)
            return self._judged(index.tree(), (side,), first.words, "message", variable)

    def _commit(self, tree: str, *parents: str) -> str:
        with ScratchIndex(self._folder).holding(tree) as variable:
            self._hook("pre-merge-commit", more=variable)
            return self._judged(tree, parents, self._words, "merge", variable)

    def _judged(
        self, tree: str, parents: tuple[str, ...], words: MergeWords, kind: str, variable: dict[str, str]
    ) -> str:
        """A commit whose message the user's hooks have seen."""
        message = self._folder.private / "MERGE_MSG"
        write_through(message, words.message.encode("utf-8"))
        try:
            self._hook("prepare-commit-msg", str(message), kind, more=variable)
            self._hook("commit-msg", str(message), more=variable)
            return self._written(tree, parents, message, words)
        finally:
            message.unlink(missing_ok=True)

    def _written(self, tree: str, parents: tuple[str, ...], message: Path, of: MergeWords) -> str:
        words = ["-c", "user.useConfigOnly=true", "commit-tree", tree, "-F", str(message)]
        words += [word for parent in parents for word in ("-p", parent)]
        if self._signs():
            words.append("-S")
        more = {
            "GIT_AUTHOR_NAME": of.author.name,
            "GIT_AUTHOR_EMAIL": of.author.email,
            "GIT_AUTHOR_DATE": git_date(of.when),
        }
        process = self._git.start(*words, more=more)
        out, err = process.communicate()
        if process.returncode != 0:
            raise GitFailed(process.returncode, err)
        return out.decode("ascii").strip()

    def _signs(self) -> bool:
        try:
            return self._git.read("config", "--type=bool", "--get", "commit.gpgsign").strip() == b"true"
        except GitFailed:
            return False

    def _hook(self, name: str, *words: str, more: dict[str, str] | None = None) -> None:
        """Run a hook of the user's, where there is one. Raises Refused where it refuses, unless all is done already."""
        if self._trial:
            return
        place = self._git.read("rev-parse", "--git-path", f"hooks/{name}").decode("utf-8", "surrogateescape")
        hook = self._folder.root / place.rstrip("\n")
        if not hook.is_file() or not os.access(hook, os.X_OK):
            return
        # An alias makes git's own shell run it, on every system.
        alias = ("-c", "alias.run-hook=!exec ", "run-hook")
        process = self._git.start(*alias, str(hook), *words, more=more)
        _, err = process.communicate()
        if process.returncode != 0 and name != "post-merge":
            reason = one_line(err.decode("utf-8", "replace")) or msg(
                "a hook ended with status {status}", status=process.returncode
            )
            raise Refused(msg("git refused the commit, nothing was changed: {reason}", reason=reason))


def contains(folder: LedgerFolder, commit: str, earlier: str) -> bool:
    """Whether a commit's history holds an earlier one."""
    try:
        Git(folder.root).read("merge-base", "--is-ancestor", earlier, commit)
    except GitFailed as error:
        if error.status == 1:
            return False
        raise
    return True


def refuse_strangers(folder: LedgerFolder, ours: str, theirs: str) -> None:
    """Raises Refused where the histories of two commits have nothing in common."""
    try:
        Git(folder.root).read("merge-base", ours, theirs)
    except GitFailed as error:
        if error.status == 1:
            raise _stranger() from None
        raise


def no_commit_yet() -> Refused:
    """Nothing can be taken into a ledger that has no commit."""
    return Refused(msg("this ledger has no commit yet; clone the other one instead"))


def _stranger() -> Refused:
    return Refused(msg("it holds another ledger: its history has nothing in common with this one"))


def holds_acceptance(folder: LedgerFolder, commit: str, without: str) -> bool:
    """Whether among the commits that lead to one and not to another there is a merge that accepts findings."""
    words = ("rev-list", "--merges", "-1", f"--grep=^{ACCEPT_FINDINGS}: ", commit, f"^{without}", "--")
    return bool(Git(folder.root).read(*words))

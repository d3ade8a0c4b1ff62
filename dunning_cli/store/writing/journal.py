"""The note of a write under way: enough to finish it or take it back, whenever the writer dies."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import shlex
import shutil
import time
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from dunning_cli.kernel.errors import Busy, Failure, Refused
from dunning_cli.kernel.message import Message, msg
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.remedy import remedy
from dunning_cli.kernel.text import harmless
from dunning_cli.store.format.durable import sync_folder, write_through
from dunning_cli.store.format.folder import LedgerFolder
from dunning_cli.store.format.plain_files import is_real_folder, plain_bytes, remove_folder
from dunning_cli.store.git.git import Git, GitFailed, read_if_there
from dunning_cli.store.writing.branch.landing import brought_over, landed, landed_apart
from dunning_cli.store.writing.git_note import GitNote
from dunning_cli.store.writing.journal_plan import (
    MOST_BYTES,
    Malformed,
    NotedPlan,
    WritePlan,
    in_known_places,
    noted_bytes,
    read_back,
)
from dunning_cli.store.writing.locks.git_locks import GitLock, may_be_of, remove_left_locks
from dunning_cli.store.writing.locks.processes import booted_after
from dunning_cli.store.writing.locks.reported import in_the_way, in_the_way_of_settling
from dunning_cli.store.writing.under_way import journal_of, plan_in

_GIT_ENDS_WITHIN = 10.0
"""Seconds a git left behind by a dead writer is given to end by itself."""
_ASIDE = "set-aside"
"""How folders of the ledger's private place begin that hold notes which are not followed."""
_LONGEST_SUBJECT = 300
_ONE_PAGE = 4096
"""Bytes by which an index may be longer, or a disk count in larger steps, than what is set aside."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a noted write: the commit that made it, or the one elsewhere, or the files not taken back."""

    commit: str | None = None
    elsewhere: str | None = None
    strangers: tuple[str, ...] = ()


def digest(data: bytes | None) -> str | None:
    """SHA-256 of a file's bytes, None for a file that is not there."""
    return None if data is None else hashlib.sha256(data).hexdigest()


class Journal:
    """The journal of one ledger, in its unversioned folder; used under the ledger's lock."""

    def __init__(self, folder: LedgerFolder) -> None:
        self._folder = folder
        self._git = Git(folder.root)
        self.place = journal_of(folder)
        self._note = GitNote(self.place / "git")

    @property
    def paths_file(self) -> Path:
        """The list of paths given to git."""
        return self.place / "paths"

    def exists(self) -> bool:
        """Whether a write is under way or was broken off."""
        return is_real_folder(self.place) and os.path.lexists(plan_in(self.place))

    def writer(self) -> int | None:
        """The process id of the write that is noted."""
        try:
            noted = self._noted()
        except Malformed:
            return None
        return noted.plan.pid if noted is not None else None

    def not_ours(self) -> Message | None:
        """For readers: why the write that is noted is left alone by all who only look, None where it is our own.

        Only what this user noted on this machine in this folder is followed at once: a ledger that came from
        elsewhere brings its notes along.
        """
        try:
            noted = self._noted()
        except Malformed:
            noted = None
            if not self.exists():
                return None
        if noted is not None and noted.ours:
            return None
        return msg(
            "the write noted in {place} is not known to be this user's on this machine; it was not followed, "
            "see: {cure}",
            place=self.place,
            cure=remedy("doctor"),
        )

    def set_aside(self) -> list[Path]:
        """Where notes lie that were moved aside and not followed."""
        return sorted(self._folder.private.glob(f"{_ASIDE}-*"))

    def begin(self, plan: WritePlan) -> None:
        """Note a write; on return the note is on the disk. Old files are kept until `end`."""
        remove_folder(self.place)
        self.place.mkdir()
        (self.place / "old").mkdir()
        for number, change in enumerate(plan.files):
            if change.before is not None and change.before != change.after:
                _keep(self._folder.root / change.path, self._old(number))
        self._list_paths(plan)
        self._note.prepare()
        if plan.new_to_index:
            self._set_room_aside()
        draft = self.place / "plan.new"
        write_through(draft, noted_bytes(plan, self._folder))
        draft.replace(self.place / "plan")
        sync_folder(self.place)

    def git_starts(self) -> None:
        """Note that git is about to be started, before its process is there."""
        self._note.starts()

    def git_started(self, pid: int) -> None:
        """Note the process id of the git at work."""
        self._note.started(pid)

    def left_by_it(self, lock: GitLock) -> bool:
        """Whether the next command will remove a lock that nobody holds, as one of the write that is noted."""
        noted, plan = self._note.read(), self.place / "plan"
        return noted is not None and plan.exists() and may_be_of(self._folder, lock, plan.stat().st_mtime)

    def end(self) -> None:
        """The write is done or taken back: forget it."""
        with contextlib.suppress(FileNotFoundError):
            (self.place / "plan").unlink()
        remove_folder(self.place)

    def settle(self) -> Message | None:
        """Finish the noted write where the last commit holds it, else take it back; say which, None if there is none.

        A note that is malformed, or neither our own nor provably harmless, is moved aside and never followed.
        Raises Busy while a git that the dead writer left behind is still at work, or another holds the index;
        Refused where git or the disk does not allow it. The journal then stays for the next command.
        """
        try:
            noted = self._noted()
        except Malformed:
            return self._move_aside()
        if noted is None:
            remove_folder(self.place)
            return None
        plan = noted.plan
        if noted.ours:
            self._await_git()
        elif not self._harmless(plan):
            return self._move_aside()
        else:
            # no branch is moved because a note says so that may be a stranger's
            plan = replace(plan, branch=None)
        try:
            outcome = self._resolve(plan)
        except GitFailed as error:
            if error.about_a_lock:
                raise Busy(in_the_way(self._folder, error)) from error
            raise Refused(_unsettled(plan, error.reason)) from error
        except OSError as error:
            raise Refused(_unsettled(plan, error.strerror or str(error))) from error
        if outcome.commit is not None:
            return msg("finished a write that had been broken off: {subject}", subject=_named(plan))
        if outcome.elsewhere is not None:
            return landed_elsewhere(plan.branch or "HEAD", outcome.elsewhere)
        if outcome.strangers:
            return msg(
                "took back a write that had been broken off: {subject}; left alone, because changed since: {paths}",
                subject=_named(plan),
                paths=", ".join(outcome.strangers),
            )
        return msg("took back a write that had been broken off: {subject}", subject=_named(plan))

    def settle_own(self, git_was_killed: bool) -> bool:
        """After a failure of the writer itself: as `settle`; whether the commit had been made all the same.

        A git that was killed has left its locks, one that failed has not. Raises GitFailed, OSError; the journal
        then stays for the next command.
        """
        try:
            noted = self._noted()
        except Malformed:
            raise OSError(errno.EIO, "the notes of the write are damaged") from None
        if noted is None:
            remove_folder(self.place)
            return False
        if git_was_killed:
            self._await_git()
        outcome = self._resolve(noted.plan)
        return outcome.commit is not None or outcome.elsewhere is not None

    def landed(self, plan: WritePlan) -> Outcome:
        """Where the commit is; one that landed elsewhere while branches were switched is brought to the ledger's.

        Raises GitFailed, OSError.
        """

        def holds(commit: str) -> bool:
            return _as_planned(plan, self._held_by(commit, plan))

        reference = "HEAD" if plan.branch is None else f"refs/heads/{plan.branch}"
        commit = landed(self._git, reference, plan.head, holds)
        if commit is not None or plan.branch is None:
            return Outcome(commit)
        other = landed_apart(self._git, plan.head, holds)
        if other is not None and brought_over(self._git, plan.branch, plan.head, other):
            self._put_forward(plan, other)
            return Outcome(other)
        return Outcome(elsewhere=other)

    def _set_room_aside(self) -> None:
        """Take as much of the disk as the index takes.

        Git writes the index anew to take a file out of it, and what it has stored for the commit by then stays: a
        disk that is full would not let the write be taken back.
        """
        index = read_if_there(self._folder.git_dir / "index") or b""
        with self._spare.open("xb", buffering=0) as spare:
            left = memoryview(index + bytes(_ONE_PAGE))
            while left:
                left = left[spare.write(left) :]

    @property
    def _spare(self) -> Path:
        return self.place / "spare"

    def _resolve(self, plan: WritePlan) -> Outcome:
        self._spare.unlink(missing_ok=True)
        outcome = self.landed(plan)
        if outcome.commit is not None or outcome.elsewhere is not None:
            if plan.files:
                self._reset(plan)
        else:
            strangers = [path for number in range(len(plan.files)) for path in self._take_back(plan, number)]
            unknown = set(self._git.standing(plan.new_to_index).unknown) if plan.new_to_index else set()
            self._git.forget([path for path in plan.new_to_index if path not in unknown], self)
            outcome = Outcome(strangers=tuple(strangers))
        self._sweep(plan)
        self.end()
        return outcome

    def _noted(self) -> NotedPlan | None:
        """The write that is noted, None where none is. Raises Malformed for what this program never writes."""
        if not self.exists():
            return None
        try:
            data = plain_bytes(self.place / "plan", MOST_BYTES)
        except FileNotFoundError:
            return None
        except OSError:
            raise Malformed from None
        return read_back(data, self._folder)

    def _harmless(self, plan: WritePlan) -> bool:
        """Whether settling a plan that may be a stranger's can only bring files back to what the last commit holds."""
        if not plan.files or not in_known_places(plan):
            return False
        head, held = self._git.head(), self._held_by("HEAD", plan)
        if head != plan.head:
            return _as_planned(plan, held)
        return all(change.before in (change.after, now) for change, now in zip(plan.files, held, strict=True))

    def _move_aside(self) -> Message:
        """Move the journal where nothing looks for one; says so. Raises Refused where the disk does not allow it."""
        number = 1
        while os.path.lexists(aside := self.place.with_name(f"{_ASIDE}-{number}")):
            number += 1
        try:
            self.place.rename(aside)
        except OSError as error:
            reason = error.strerror or str(error)
            raise Refused(
                msg("the journal {place} cannot be moved aside: {reason}", place=self.place, reason=reason)
            ) from error
        return msg(
            "a noted write was not followed, because it is damaged or not this ledger's own; its notes are now in "
            "{place}: compare with 'git status'",
            place=aside,
        )

    def _list_paths(self, plan: WritePlan) -> None:
        """Write the list of paths that git is given."""
        listed = b"\0".join(change.path.encode("utf-8", "surrogateescape") for change in plan.files)
        write_through(self.paths_file, listed)

    def _old(self, number: int) -> Path:
        return self.place / "old" / str(number)

    def _kept_as(self, number: int, before: str) -> bool:
        """Whether the old bytes of a file were kept, and are still those that the plan names."""
        try:
            return digest(plain_bytes(self._old(number))) == before
        except OSError:
            return False

    def _held_by(self, commit: str, plan: WritePlan) -> list[str | None]:
        """The digests of the plan's files as a commit holds them."""
        found = self._git.contents(f"{commit}:{change.path}" for change in plan.files)
        return [None if blob is None else digest(blob[1]) for blob in found]

    def _take_back(self, plan: WritePlan, number: int) -> Iterable[str]:
        """Put one file back as it was; yields its path where it is neither as before nor as after."""
        change = plan.files[number]
        file = self._folder.root / change.path
        now = digest(read_if_there(file))
        if now == change.before:
            return
        if now != change.after:
            yield change.path
        elif change.before is None:
            file.unlink()
        elif self._kept_as(number, change.before):
            self._old(number).replace(file)
        else:
            committed = self._git.contents([f"HEAD:{change.path}"])[0]
            if committed is None or digest(committed[1]) != change.before:
                yield change.path
                return
            write_through(file.with_name(change.temporary), committed[1])
            file.with_name(change.temporary).replace(file)
        if file.parent.exists():
            sync_folder(file.parent)

    def _put_forward(self, plan: WritePlan, commit: str) -> None:
        """Give the files what the commit holds, where a return to the ledger's branch put them back meanwhile."""
        if self._git.head() != commit:
            return
        for change in plan.files:
            file = self._folder.root / change.path
            if change.before == change.after or digest(read_if_there(file)) != change.before:
                continue
            held = self._git.contents([f"{commit}:{change.path}"])[0]
            if held is None:
                file.unlink()
            else:
                file.parent.mkdir(parents=True, exist_ok=True)
                write_through(file.with_name(change.temporary), held[1])
                file.with_name(change.temporary).replace(file)
        self._reset(plan)

    def _reset(self, plan: WritePlan) -> None:
        """Bring git's index to what is checked out, for the files of a plan."""
        self._list_paths(plan)
        paths = f"--pathspec-from-file={self.paths_file}"
        self._git.change("reset", "-q", paths, "--pathspec-file-nul", watch=self)

    def _sweep(self, plan: WritePlan) -> None:
        for change in plan.files:
            with contextlib.suppress(OSError):
                (self._folder.root / change.path).with_name(change.temporary).unlink()
        for folder in reversed(plan.new_folders):
            with contextlib.suppress(OSError):
                (self._folder.root / folder).rmdir()

    def _await_git(self) -> None:
        """Wait for a git left behind, then remove the locks it can no longer release itself."""
        noted, begun = self._note.read(), (self.place / "plan").stat().st_mtime
        if noted is None:
            # Only where the machine went down may a git have been started whose note is not on the disk.
            if booted_after(begun):
                remove_left_locks(self._folder, None, begun)
            return
        until = time.monotonic() + _GIT_ENDS_WITHIN
        while (pid := noted.at_work()) is not None:
            if time.monotonic() > until:
                raise Busy(msg("git (process {pid}) is still at work on the last write; try again", pid=pid))
            time.sleep(0.05)
        remove_left_locks(self._folder, noted.git, begun)


def landed_elsewhere(branch: str, commit: str) -> Message:
    """A write whose commit is not on the ledger's branch, and how it gets there."""
    return msg(
        "the write was committed as {commit}, but not on the ledger's branch {branch}: bring it there with: {command}",
        commit=commit[:10],
        branch=branch,
        command=f"git switch {shlex.quote(branch)} && git merge --no-edit {commit[:10]}",
    )


def left_open(folder: LedgerFolder, error: OSError | GitFailed | Busy) -> Failure:
    """Why a write could be neither made nor taken back at once, when `settle_own` raised; the journal stays."""
    if isinstance(error, Busy):
        return Busy(
            msg("another git command is at work in this ledger; the next command settles what was begun")
        )
    if isinstance(error, GitFailed) and error.about_a_lock:
        return Busy(in_the_way_of_settling(folder, error))
    reason = error.reason if isinstance(error, GitFailed) else error.strerror or str(error)
    return Refused(
        msg(
            "the write was broken off: {reason}; the next command finishes it or takes it back", reason=reason
        )
    )


def _as_planned(plan: WritePlan, held: Sequence[str | None]) -> bool:
    """Whether these digests are those of the plan's files after the write."""
    return all(change.after == now for change, now in zip(plan.files, held, strict=True))


def _named(plan: WritePlan) -> str:
    """The subject of a write as it is shown: it may be a stranger's text."""
    return harmless(plan.subject)[:_LONGEST_SUBJECT]


def _unsettled(plan: WritePlan, reason: str) -> Message:
    return msg(
        "the write '{subject}' was broken off and cannot be settled yet: {reason}; nothing more was changed",
        subject=_named(plan),
        reason=reason,
    )


def _keep(file: Path, kept: Path) -> None:
    """Keep a file's bytes under another name: by a second link, else by a copy."""
    try:
        os.link(file, kept)
    except OSError:
        shutil.copy2(file, kept)

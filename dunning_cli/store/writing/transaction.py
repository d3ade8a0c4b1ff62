"""One change of the ledger: locked, journalled, written, committed, or not made at all."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

from dunning_cli.kernel.errors import Busy, Failure, Refused
from dunning_cli.kernel.message import Message, Problem, msg
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.remedy import remedy
from dunning_cli.store.format.durable import sync_folder, write_all
from dunning_cli.store.format.folder import LedgerFolder
from dunning_cli.store.format.plain_files import is_plain
from dunning_cli.store.git.git import (
    WRITER_VARIABLE,
    CheckoutState,
    Git,
    GitFailed,
    disk_full,
    is_held,
    read_if_there,
    refusal,
)
from dunning_cli.store.git.merge_setup import register_driver
from dunning_cli.store.git.scratch_index import remove_left_indexes
from dunning_cli.store.writing.branch.ledger_branch import (
    LedgerBranch,
    branch_to_write,
    keep_branch,
    refuse_elsewhere,
)
from dunning_cli.store.writing.journal import Journal, digest, landed_elsewhere, left_open
from dunning_cli.store.writing.journal_plan import PlannedFile, WritePlan, temporary_name
from dunning_cli.store.writing.lock import PATIENCE, OnWait, locked, say_nothing
from dunning_cli.store.writing.locks.reported import git_failure, is_left

_INDEX_BUSY_TRIES = 20
_INDEX_BUSY_PAUSE = 0.1
"""Seconds between tries while another git holds the index."""


@contextlib.contextmanager
def transaction(
    folder: LedgerFolder, on_wait: OnWait = say_nothing, patience: float = PATIENCE
) -> Iterator[Transaction]:
    """Hold the ledger for writing; a write that an earlier command left broken off is settled first.

    Raises Busy where another writer holds the ledger longer than `patience` seconds, Refused where the
    ledger's branch is not checked out. What was not committed when the block ends is dropped; no file is
    touched before `commit`.
    """
    with _held(folder, on_wait, patience) as (journal, recovered):
        yield Transaction(folder, journal, recovered, branch_to_write(folder))


@contextlib.contextmanager
def _held(folder: LedgerFolder, on_wait: OnWait, patience: float) -> Iterator[tuple[Journal, Message | None]]:
    """The lock, with nothing broken off any more; what was recovered is told with any failure."""
    with locked(folder.private, on_wait, patience):
        remove_left_indexes(folder.private)
        journal = Journal(folder)
        recovered = journal.settle() if journal.exists() else None
        register_driver(folder)
        try:
            yield journal, recovered
        except Failure as failure:
            # Refused or not, the user is to know what became of the write before.
            if recovered is not None:
                failure.problems = (Problem("recovered", recovered), *failure.problems)
            raise


def settled(
    folder: LedgerFolder, on_wait: OnWait = say_nothing, patience: float = PATIENCE
) -> Message | None:
    """For readers: make sure that no half-made write is seen; says what was recovered, if anything.

    Costs one look for a file unless a write is under way or was broken off. A reader started by a hook of
    that very write does not wait for it. What is noted there and not known to be our own is left alone, and said.
    """
    if not os.path.lexists(folder.root / ".git"):
        return None
    try:
        journal = Journal(folder)
    except Refused as refused:
        # What needs git refuses by itself; the rest can be read without.
        return refused.message
    if not journal.exists() or os.environ.get(WRITER_VARIABLE) == str(journal.writer()):
        return None
    left_alone = journal.not_ours()
    if left_alone is not None:
        _let_a_writer_end(folder, on_wait, patience)
        return left_alone if journal.exists() else None
    with _held(folder, on_wait, patience) as (_, recovered):
        return recovered


def _let_a_writer_end(folder: LedgerFolder, on_wait: OnWait, patience: float) -> None:
    """Where a command holds the ledger, wait until it has done; a ledger that was never locked here stays untouched."""
    if is_plain(folder.private / "lock"):
        with locked(folder.private, on_wait, patience):
            return


@dataclass(slots=True)
class _Pending:
    """One path: its bytes when first seen, its bytes to be, whether the commit is to hold it."""

    seen: bytes | None
    wanted: bytes | None
    written: bool = False


class Transaction:
    """The changes of one commit; made by `transaction`."""

    def __init__(
        self, folder: LedgerFolder, journal: Journal, recovered: Message | None, branch: LedgerBranch
    ) -> None:
        self.recovered = recovered
        """What had to be finished or taken back before this change, for the user to see."""
        self.notices: tuple[Message, ...] = () if recovered is None else (recovered,)
        """All that the user should be told beside the result."""
        self._folder = folder
        self._journal = journal
        self._git = Git(folder.root)
        self._branch = branch
        self._pending: dict[str, _Pending] = {}

    def read(self, path: str) -> bytes | None:
        """The bytes of a file as this change would leave it, None where there is none."""
        return self._first_seen(path).wanted

    def expect(self, path: str, text: str | bytes | None) -> None:
        """What a file held when the change was worked out, None for no file. Raises Busy where it holds other bytes."""
        if self._first_seen(path).seen != _as_bytes(text):
            raise Busy(_changed_meanwhile(path))

    def write(self, path: str, text: str | bytes) -> None:
        """Give a file new text; it is written on commit. Raises Refused for a path out of the ledger or a link.

        Text that the file already holds by an uncommitted hand edit is committed as it stands.
        """
        self._folder.refuse_links(path)
        item = self._first_seen(path)
        item.wanted, item.written = _as_bytes(text), True

    def adopt(self, path: str) -> None:
        """Commit a file as it stands on the disk: a hand edit, a new file, or its removal."""
        self._folder.refuse_links(path)
        self._first_seen(path).written = True

    def put_right(self, path: str, seen: bytes, text: bytes) -> None:
        """Replace a hand-edited file at once and leave it uncommitted. Raises Busy where it changed, Refused."""
        self._folder.refuse_links(path)
        file = self._folder.absolute(path)
        temporary = file.with_name(temporary_name(path, os.getpid()))
        try:
            if read_if_there(file) != seen:
                raise Busy(_changed_meanwhile(path))
            write_all([(temporary, text)])
            shutil.copymode(file, temporary)
            temporary.replace(file)
        except OSError as error:
            temporary.unlink(missing_ok=True)
            raise Refused(_disk(error)) from error

    def uncommitted(self, paths: Iterable[str]) -> tuple[str, ...]:
        """Those of the paths with hand edits that no commit holds yet."""
        return self._git.standing(list(paths)).edited

    def commit(
        self,
        subject: str,
        trailers: Iterable[tuple[str, str]] = (),
        author: tuple[str, str] | None = None,
        when: datetime | None = None,
    ) -> str:
        """Write all files and commit exactly them on the ledger's branch; the id of the commit.

        All or nothing: on any failure files and index are as before. Raises Refused where a file has an
        uncommitted hand edit, git, a hook or the disk refuses, git knows no committer, nothing has changed, or
        another branch is checked out meanwhile; Busy where a file changed underneath or another git holds the index.
        """
        standing = self._standing()
        edited = set(standing.edited)
        paths = sorted(
            path
            for path, item in self._pending.items()
            if item.written and (item.wanted != item.seen or path in edited)
        )
        if not paths:
            raise Refused(msg("there is nothing to change"))
        refuse_elsewhere(self._folder, self._branch)
        plan = self._plan(subject, paths, standing)
        try:
            self._make(plan, _message(subject, trailers), author, when)
        except BaseException as error:
            self._give_up(error, plan)
        commit = self._landed(plan)
        self._journal.end()
        self._pending.clear()
        keep_branch(self._folder, self._branch)
        return commit

    def _landed(self, plan: WritePlan) -> str:
        """The commit, which the ledger's branch holds. Raises Refused where it does not: then nothing is acknowledged."""
        branch = self._branch
        names = [f"{branch.reference}:{change.path}" for change in plan.files]
        tip, before, *files = self._git.ids([branch.reference, f"{branch.reference}~", *names])
        wanted = (self._pending[change.path].wanted for change in plan.files)
        if tip is not None and before == plan.head and all(map(is_held, wanted, files)):
            return tip
        try:
            outcome = self._journal.landed(plan)
        except (OSError, GitFailed) as error:
            raise left_open(self._folder, error) from error
        if outcome.commit is not None:
            return outcome.commit
        self._journal.end()
        if outcome.elsewhere is not None:
            raise Refused(landed_elsewhere(branch.name, outcome.elsewhere))
        raise Refused(
            msg(
                "git made a commit, but the ledger's branch {branch} does not hold the files as they were written; "
                "look at: git log -3 --stat",
                branch=branch.name,
            )
        )

    def _first_seen(self, path: str) -> _Pending:
        item = self._pending.get(path)
        if item is None:
            on_disk = read_if_there(self._folder.absolute(path))
            item = self._pending[path] = _Pending(on_disk, on_disk)
        return item

    def _standing(self) -> CheckoutState:
        """How the written files stand to git. Raises Busy or Refused where one may not be written."""
        written = [path for path, item in self._pending.items() if item.written]
        for path in written:
            if read_if_there(self._folder.absolute(path)) != self._pending[path].seen:
                raise Busy(_changed_meanwhile(path))
        try:
            standing = self._git.standing(written)
        except GitFailed as error:
            raise refusal(error) from error
        for path in standing.edited:
            if self._pending[path].wanted != self._pending[path].seen:
                raise Refused(_hand_edit(path))
        return standing

    def _plan(self, subject: str, paths: list[str], standing: CheckoutState) -> WritePlan:
        files = []
        for path in paths:
            item = self._pending[path]
            temporary = temporary_name(path, os.getpid())
            files.append(PlannedFile(path, digest(item.seen), digest(item.wanted), temporary))
        unknown = set(standing.unknown)
        new = tuple(path for path in paths if path in unknown and self._pending[path].wanted is not None)
        folders = tuple(self._missing_folders(paths))
        return WritePlan(subject, os.getpid(), standing.head, tuple(files), new, folders, self._branch.name)

    def _missing_folders(self, paths: list[str]) -> list[str]:
        missing = set()
        for path in paths:
            folder = path.rpartition("/")[0]
            while folder and folder not in missing and not (self._folder.root / folder).exists():
                missing.add(folder)
                folder = folder.rpartition("/")[0]
        return sorted(missing)

    def _make(
        self, plan: WritePlan, message: str, author: tuple[str, str] | None, when: datetime | None
    ) -> None:
        self._journal.begin(plan)
        self._replace_files(plan)
        if plan.new_to_index:
            self._patiently(lambda: self._git.announce(plan.new_to_index, self._journal))
        self._patiently(lambda: self._commit(message, author, when))

    def _commit(self, message: str, author: tuple[str, str] | None, when: datetime | None) -> None:
        refuse_elsewhere(self._folder, self._branch)
        self._git.commit(self._journal.paths_file, message, author, when, self._journal)

    def _patiently(self, attempt: Callable[[], None]) -> None:
        """Try again where another git holds the index for a moment; not where a lock was left there long ago."""
        for left in reversed(range(_INDEX_BUSY_TRIES)):
            try:
                attempt()
                return
            except GitFailed as error:
                if left == 0 or not error.about_a_lock or is_left(self._folder, error):
                    raise
            time.sleep(_INDEX_BUSY_PAUSE)

    def _replace_files(self, plan: WritePlan) -> None:
        root = self._folder.root
        for folder in plan.new_folders:
            (root / folder).mkdir(exist_ok=True)
        moves = []
        for change in plan.files:
            data = self._pending[change.path].wanted
            if change.before != change.after and data is not None:
                file = root / change.path
                moves.append((file.with_name(change.temporary), file, data))
        write_all([(temporary, data) for temporary, _, data in moves])
        for temporary, file, _ in moves:
            with contextlib.suppress(FileNotFoundError):
                shutil.copymode(file, temporary)
            temporary.replace(file)
        touched = {file.parent for _, file, _ in moves} | {(root / name).parent for name in plan.new_folders}
        for place in touched:
            sync_folder(place)

    def _give_up(self, error: BaseException, plan: WritePlan) -> None:
        """Put everything back and raise why; return only where git had made the commit all the same."""
        failed = error if isinstance(error, GitFailed) else None
        changed = self._changed_since_written(plan) if failed is not None else None
        try:
            done = self._journal.settle_own(failed is not None and failed.was_killed)
        except (OSError, GitFailed, Busy) as unsettled:
            # The journal stays; the next command settles the write as one broken off.
            if isinstance(error, Exception):
                raise left_open(self._folder, unsettled) from error
            raise error from None
        if failed is not None:
            if done:
                return
            if changed is not None and not failed.about_a_lock:
                raise Busy(_changed_meanwhile(changed)) from error
            raise git_failure(self._folder, failed) from error
        if isinstance(error, OSError) and not done:
            raise Refused(_disk(error)) from error
        raise error

    def _changed_since_written(self, plan: WritePlan) -> str | None:
        """A file that no longer is as this change has written it: a stash or a reset may have taken it back."""
        for change in plan.files:
            if digest(read_if_there(self._folder.absolute(change.path))) != change.after:
                return change.path
        return None


def _message(subject: str, trailers: Iterable[tuple[str, str]]) -> str:
    lines = [f"{name}: {' '.join(value.split())}" for name, value in trailers]
    return " ".join(subject.split()) + "\n" + ("\n" + "\n".join(lines) + "\n" if lines else "")


def _as_bytes(text: str | bytes | None) -> bytes | None:
    return text.encode("utf-8") if isinstance(text, str) else text


def _changed_meanwhile(path: str) -> Message:
    return msg("{path} was changed meanwhile; nothing was changed, try again", path=path)


def _hand_edit(path: str) -> Message:
    parts = path.split("/")
    case = parts[-1].removesuffix(".yaml") if parts[0] == "cases" else ""
    if case:
        return msg(
            "{path} has changes made by hand that are not committed; run '{cure}' first",
            path=path,
            cure=remedy("commit", case=case),
        )
    return msg(
        "{path} has changes made by hand that are not committed; run '{cure}' first",
        path=path,
        cure=remedy("commit"),
    )


def _disk(error: OSError) -> Message:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return disk_full()
    return msg(
        "the files could not be written, nothing was changed: {reason}", reason=error.strerror or str(error)
    )

"""The working tree brought from one commit to another, noted in the journal so that it happens whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from dunning_cli.kernel.errors import Busy, Refused
from dunning_cli.kernel.message import msg
from dunning_cli.kernel.remedy import remedy
from dunning_cli.store.format.durable import sync_folder, write_all
from dunning_cli.store.format.folder import LedgerFolder
from dunning_cli.store.git.git import Git, GitFailed, is_blob, read_if_there
from dunning_cli.store.git.tree_changes import FileVersion, changes
from dunning_cli.store.writing.branch.ledger_branch import branch_to_write, refuse_elsewhere
from dunning_cli.store.writing.journal import Journal, digest, left_open
from dunning_cli.store.writing.journal_plan import PlannedFile, WritePlan, temporary_name
from dunning_cli.store.writing.locks.reported import git_failure

_EXECUTABLE, _LINK, _REPOSITORY = "100755", "120000", "160000"


def move_to(folder: LedgerFolder, before: str, after: str, subject: str) -> None:
    """Bring files, index and branch from the commit checked out (`before`) to a later one; under the ledger's lock.

    Files that differ between the two must stand as committed: raises Refused naming one with a hand edit, or
    where the ledger's branch is not checked out, or git or the disk refuses; Busy where another git is at work.
    Then everything is as it was.
    """
    _Move(folder, before, after, subject).make()


class _Move:
    """One move of the working tree."""

    def __init__(self, folder: LedgerFolder, before: str, after: str, subject: str) -> None:
        self._folder = folder
        self._git = Git(folder.root)
        self._journal = Journal(folder)
        self._before = before
        self._after = after
        self._subject = subject
        self._no_files: dict[str, FileVersion] = {}
        """Links and repositories within that go: no ledger should hold them, but an earlier version let them in."""
        self._branch = branch_to_write(folder)

    def make(self) -> None:
        """Do it."""
        coming = self._coming()
        self._refuse_edits(list(coming))
        texts = self._texts(coming)
        plan = self._plan(texts)
        try:
            self._journal.begin(plan)
            self._write(plan, texts, coming)
            self._point()
            if coming:
                paths = f"--pathspec-from-file={self._journal.paths_file}"
                self._git.change("reset", "-q", paths, "--pathspec-file-nul", watch=self._journal)
            apart = [path for path in coming if self._apart(path, coming)]
            if apart:
                self._git.change("reset", "-q", "--", *apart, watch=self._journal)
        except BaseException as error:
            self._give_up(error)
        self._journal.end()

    def _coming(self) -> dict[str, FileVersion | None]:
        """Every path that differs, with the file to stand there, None for none."""
        coming: dict[str, FileVersion | None] = {}
        found = changes(self._git, self._before, self._after).values()
        for change in found:
            if change.before is not None:
                coming[change.before.path] = None
                if change.before.mode in (_LINK, _REPOSITORY):
                    self._no_files[change.before.path] = change.before
        for change in found:
            if change.after is not None:
                coming[change.after.path] = change.after
        return coming

    def _refuse_edits(self, paths: list[str]) -> None:
        for path in paths:
            if not self._below_no_file(path):
                self._folder.refuse_links(path)
        edited = [path for path, version in self._no_files.items() if not self._stands(path, version)]
        edited += self._git.standing([path for path in paths if not self._below_no_file(path)]).edited
        if edited:
            raise Refused(
                msg(
                    "{file} has changes made by hand that are not committed, and the other side changed it too; "
                    "run '{cure}' first",
                    file=edited[0],
                    cure=remedy("commit"),
                ),
            )

    def _below_no_file(self, path: str) -> bool:
        """Whether a path is, or lies under, a link or repository that goes; what is read there is not its own."""
        return any(path == gone or path.startswith(gone + "/") for gone in self._no_files)

    def _stands(self, path: str, version: FileVersion) -> bool:
        """Whether a link stands as committed, or is gone; a repository is an empty folder unless somebody filled it."""
        place = self._folder.absolute(path)
        if version.mode == _LINK:
            if not place.is_symlink():
                return not place.exists()
            return is_blob(os.fsencode(os.readlink(place)), version.blob)
        return not place.exists() or (place.is_dir() and not any(place.iterdir()))

    def _apart(self, path: str, coming: Iterable[str]) -> bool:
        """Whether a folder stands in a path's place before or after, so that the journal can keep no bytes of it."""
        gone = self._no_files.get(path)
        if gone is None:
            return False
        return gone.mode == _REPOSITORY or any(other.startswith(path + "/") for other in coming)

    def _on_disk(self, path: str) -> bytes | None:
        return None if self._below_no_file(path) else read_if_there(self._folder.root / path)

    def _texts(self, coming: dict[str, FileVersion | None]) -> dict[str, bytes | None]:
        asked = [version.blob for version in coming.values() if version is not None]
        held = iter(self._git.contents(asked))
        return {path: _data(next(held)) if version is not None else None for path, version in coming.items()}

    def _plan(self, texts: dict[str, bytes | None]) -> WritePlan:
        root = self._folder.root
        files = []
        for path, data in texts.items():
            if self._apart(path, texts):
                continue
            on_disk = digest(self._on_disk(path))
            files.append(PlannedFile(path, on_disk, digest(data), temporary_name(path, os.getpid())))
        folders = {
            "/".join(parts[:depth])
            for path, data in texts.items()
            if data is not None
            for parts in [path.split("/")]
            for depth in range(1, len(parts))
        }
        missing = tuple(
            sorted(name for name in folders if self._below_no_file(name) or not (root / name).exists())
        )
        return WritePlan(
            self._subject, os.getpid(), self._before, tuple(files), (), missing, self._branch.name
        )

    def _write(
        self, plan: WritePlan, texts: dict[str, bytes | None], coming: dict[str, FileVersion | None]
    ) -> None:
        root = self._folder.root
        self._remove_no_files()
        for name in plan.new_folders:
            (root / name).mkdir(exist_ok=True)
        moves: list[tuple[Path, Path, bytes]] = []
        for change in plan.files:
            file, data = root / change.path, texts[change.path]
            if data is None:
                file.unlink(missing_ok=True)
            elif change.before != change.after:
                moves.append((file.with_name(change.temporary), file, data))
        write_all([(temporary, data) for temporary, _, data in moves])
        for temporary, file, _ in moves:
            temporary.replace(file)
        for path, version in coming.items():
            if version is not None and version.mode == _EXECUTABLE:
                (root / path).chmod(0o755)
        for place in {(root / change.path).parent for change in plan.files}:
            sync_folder(place)

    def _remove_no_files(self) -> None:
        for path, version in self._no_files.items():
            place = self._folder.absolute(path)
            if version.mode == _LINK:
                place.unlink(missing_ok=True)
            elif place.is_dir():
                place.rmdir()

    def _point(self) -> None:
        """Move the ledger's branch: with this the change is made. Git is noted in the journal before it is told where to."""
        refuse_elsewhere(self._folder, self._branch)
        order = f"update {self._branch.reference} {self._after} {self._before}\n"
        given = order.encode("utf-8", "surrogateescape")
        self._git.change("update-ref", "-m", self._subject, "--stdin", given=given, watch=self._journal)

    def _give_up(self, error: BaseException) -> None:
        """Put everything back and raise why; where the branch has moved, finish instead."""
        try:
            done = self._journal.settle_own(isinstance(error, GitFailed) and error.was_killed)
        except (OSError, GitFailed, Busy) as unsettled:
            # The journal stays; the next command settles the move as one broken off.
            if isinstance(error, Exception):
                raise left_open(self._folder, unsettled) from error
            raise error from None
        if done and isinstance(error, (GitFailed, OSError)):
            return
        if isinstance(error, GitFailed):
            raise git_failure(self._folder, error) from error
        if isinstance(error, OSError):
            raise Refused(
                msg(
                    "the files could not be written, nothing was changed: {reason}",
                    reason=error.strerror or str(error),
                )
            ) from error
        raise error


def _data(found: tuple[str, bytes] | None) -> bytes:
    if found is None:
        raise Refused(msg("git lacks a part of the history; fetch it with: git fetch --refetch"))
    return found[1]

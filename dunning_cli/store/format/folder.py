"""Where things are in a ledger's folder."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from dunning_cli.kernel.errors import NotFound, Refused
from dunning_cli.kernel.message import msg
from dunning_cli.kernel.remedy import remedy
from dunning_cli.store.format.case_path import CASE_SUFFIX, case_id_in
from dunning_cli.store.format.git_place import common_dir_of, git_dir_of
from dunning_cli.store.format.plain_files import is_real_folder, plain_bytes

SETTINGS_FILE = "dunning.yaml"
ATTRIBUTES_FILE = ".gitattributes"
LEDGER_FOLDERS = frozenset({"cases", "letters", "policies", "templates", "clients", "checkpoints"})
"""The folders a ledger is made of; their files go into its history, and from there to every clone."""


class Stamp(NamedTuple):
    """What the file system says of a file; one that changes gets another stamp, unless within the same moment.

    The time of the last change of its record (`ctime`) catches copies that keep the time of writing.
    """

    mtime_ns: int
    ctime_ns: int
    size: int
    inode: int


class CaseFile(NamedTuple):
    """One case file as found: its case id by name, its path relative to the ledger, its stamp."""

    id: str
    path: str
    stamp: Stamp


class LedgerFolder:
    """The folder of one ledger; `root` is absolute. All relative paths use `/`."""

    def __init__(self, root: Path) -> None:
        self.root = Path(os.path.abspath(root))

    @classmethod
    def find(cls, given: Path | None = None, env: str = "", start: Path | None = None) -> LedgerFolder:
        """The ledger meant: `given` (--ledger), else `env` (DUNNING_LEDGER), else the nearest parent of `start`.

        `start` is the working directory unless given. Raises NotFound with advice.
        """
        for named in (given, Path(env) if env else None):
            if named is None:
                continue
            if not (named / SETTINGS_FILE).is_file():
                raise NotFound(
                    msg(
                        "{folder} is no ledger: it has no dunning.yaml; '{cure}' makes one",
                        folder=named,
                        cure=remedy("init"),
                    )
                )
            return cls(named)
        here = Path(os.path.abspath(start or Path.cwd()))
        for folder in (here, *here.parents):
            if (folder / SETTINGS_FILE).is_file():
                return cls(folder)
        raise NotFound(
            msg(
                "there is no ledger here or above {folder}: change to one, name it with --ledger, "
                "or make one with '{cure}'",
                folder=here,
                cure=remedy("init"),
            )
        )

    def absolute(self, path: str) -> Path:
        """The place of a path relative to the ledger. Raises Refused for one that leads out of it."""
        parts = path.split("/")
        if os.path.isabs(path) or "\0" in path or any(_unlawful(part) for part in parts):
            raise Refused(msg("'{path}' is not a path within the ledger", path=path))
        return self.root.joinpath(*parts)

    def read(self, path: str) -> bytes:
        """The bytes of a file by its path relative to the ledger; a link is followed within the ledger only.

        Raises Refused for a link that leads out, or a pipe or device; FileNotFoundError.
        """
        place = self.absolute(path)
        real = os.path.realpath(place)
        if not os.path.lexists(real):
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(place))
        top = os.path.realpath(self.root)
        if not Path(real).is_relative_to(top) or any(map(_unlawful, Path(real).relative_to(top).parts)):
            raise Refused(msg("{path} is a link that leads out of the ledger; it is not read", path=path))
        try:
            return plain_bytes(real)
        except OSError as error:
            if error.errno != errno.EINVAL:
                raise
            raise Refused(msg("{file} is no ordinary file; move it out of the ledger", file=path)) from None

    def has_file(self, path: str) -> bool:
        """Whether a file, or a link to one, stands at a path relative to the ledger. Raises Refused for one that leads out."""
        return self.absolute(path).is_file()

    def refuse_links(self, path: str) -> None:
        """Raise Refused where the file or a folder above it is a symbolic link: nothing is written through one."""
        place = self.absolute(path)
        while place != self.root:
            if place.is_symlink():
                raise Refused(
                    msg("{path} is a symbolic link; the ledger writes only to real files", path=path)
                )
            place = place.parent

    @property
    def settings(self) -> Path:
        """dunning.yaml."""
        return self.root / SETTINGS_FILE

    @property
    def policies(self) -> Path:
        """The folder of product policies, contact rules, strategies, rates and holidays."""
        return self.root / "policies"

    def templates(self, language: str) -> Path:
        """The folder of letters and call scripts in a language."""
        return self.root / "templates" / language

    def case_path(self, case_id: str) -> str:
        """The relative path of a new case: one of 256 folders by hash, so that none grows past about 1000 files."""
        import hashlib

        digest = hashlib.sha256(unicodedata.normalize("NFC", case_id).encode("utf-8")).hexdigest()
        return f"cases/{digest[:2]}/{case_id}{CASE_SUFFIX}"

    def locate(self, case_id: str) -> str | None:
        """The relative path of an existing case, wherever under cases/ it stands, or None."""
        usual = self.case_path(case_id)
        if is_plain_path(self.root, usual):
            return usual
        return next((found.path for found in self.case_files() if found.id == case_id), None)

    def case_files(self) -> list[CaseFile]:
        """Every case file under cases/, sorted by id, then path; symbolic links and hidden names are passed over.

        Raises Refused where cases/ itself is a link.
        """
        found: list[CaseFile] = []
        for entry, path in self._case_entries():
            try:
                status = entry.stat(follow_symlinks=False)
            except FileNotFoundError:  # it is gone by now
                continue
            found.append(CaseFile(case_id_in(path), path, stamp_of(status)))
        found.sort()
        return found

    def case_paths(self) -> list[tuple[str, str]]:
        """Id and path of every case file, in the order of `case_files` and with its refusal; no file is looked at."""
        return sorted((case_id_in(path), path) for _, path in self._case_entries())

    def _case_entries(self) -> Iterator[tuple[os.DirEntry[str], str]]:
        place = self.root / "cases"
        if place.is_symlink():
            raise Refused(msg("{path} is a link that leads out of the ledger; it is not read", path="cases"))
        return _entries_below(place, "cases")

    def files_at(self, paths: Iterable[str]) -> list[CaseFile]:
        """The files that stand at some paths as ordinary ones, with no link on the way; others are passed over."""
        found = []
        for path in paths:
            with contextlib.suppress(OSError, ValueError, Refused):
                if is_plain_path(self.root, path):
                    found.append(CaseFile(case_id_in(path), path, stamp_of(os.lstat(self.absolute(path)))))
        return found

    def still(self, file: CaseFile) -> bool:
        """Whether a file has the stamp with which it was found."""
        return self.files_at([file.path]) == [file]

    def case_ids(self) -> Iterator[str]:
        """The ids of the case files by name, in no order; as `case_files`, but no file is looked at."""
        place = self.root / "cases"
        if not place.is_symlink():
            yield from (case_id_in(path) for _, path in _entries_below(place, "cases"))

    @cached_property
    def git_dir(self) -> Path:
        """The git directory of this working tree (of a linked worktree, its own).

        Raises Refused where there is none, or one of another folder.
        """
        return git_dir_of(self.root)

    @cached_property
    def common_git_dir(self) -> Path:
        """The git directory shared by all worktrees of the repository. Raises Refused as `git_dir`."""
        return common_dir_of(self.git_dir)

    @cached_property
    def private(self) -> Path:
        """The unversioned folder for lock, journal and cache of this working tree; its users make it.

        Raises Refused where something else stands in its place: nothing is read or written through a link.
        """
        place = self.git_dir / "dunning"
        if os.path.lexists(place) and not is_real_folder(place):
            raise Refused(msg("{place} is no folder but a link or a file; remove it", place=place))
        return place


def is_plain_path(root: Path, path: str) -> bool:
    """Whether an ordinary file stands at a lawful path below a folder, and no link on the way to it."""
    *folders, name = path.split("/")
    place = root
    for part in folders:
        place = place / part
        if not is_real_folder(place):
            return False
    try:
        return stat.S_ISREG(os.lstat(place / name).st_mode)
    except OSError:
        return False


def _unlawful(part: str) -> bool:
    return part in ("", ".", "..") or part.casefold() == ".git"


def stamp_of(status: os.stat_result) -> Stamp:
    """The stamp of a file from its status."""
    return Stamp(status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino)


def _entries_below(folder: Path | str, relative: str) -> Iterator[tuple[os.DirEntry[str], str]]:
    """The case files below a folder, each with its path relative to the ledger; none is looked at."""
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                name = entry.name
                if name.startswith("."):
                    continue
                path = f"{relative}/{name}"
                if name.endswith(CASE_SUFFIX) and entry.is_file(follow_symlinks=False):
                    yield entry, path
                elif entry.is_dir(follow_symlinks=False):
                    yield from _entries_below(entry.path, path)
    except FileNotFoundError:
        return

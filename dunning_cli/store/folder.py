"""Where things are in a ledger's folder."""

from __future__ import annotations

import hashlib
import os
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from dunning_cli.domain.failure import NotFound, Refused
from dunning_cli.domain.message import msg

SETTINGS_FILE = "dunning.yaml"
_CASE_SUFFIX = ".yaml"


@dataclass(frozen=True, slots=True)
class Stamp:
    """What the file system says of a file; one that changes gets another stamp, unless within the same moment.

    The time of the last change of its record (`ctime`) catches copies that keep the time of writing.
    """

    mtime_ns: int
    ctime_ns: int
    size: int
    inode: int


@dataclass(frozen=True, slots=True)
class CaseFile:
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
                        "{folder} is no ledger: it has no dunning.yaml; 'dunning init' makes one",
                        folder=named,
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
                "or make one with 'dunning init'",
                folder=here,
            )
        )

    def absolute(self, path: str) -> Path:
        """The place of a path relative to the ledger. Raises Refused for one that leads out of it."""
        parts = path.split("/")
        if os.path.isabs(path) or any(part in ("", ".", "..") for part in parts) or parts[0] == ".git":
            raise Refused(msg("'{path}' is not a path within the ledger", path=path))
        return self.root.joinpath(*parts)

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

    def letter_path(self, year: int, serial: str) -> str:
        """The relative path of a letter as sent."""
        return f"letters/{year:04d}/{serial}.txt"

    def case_path(self, case_id: str) -> str:
        """The relative path of a new case: one of 256 folders by hash, so that none grows past about 1000 files."""
        digest = hashlib.sha256(unicodedata.normalize("NFC", case_id).encode("utf-8")).hexdigest()
        return f"cases/{digest[:2]}/{case_id}{_CASE_SUFFIX}"

    def locate(self, case_id: str) -> str | None:
        """The relative path of an existing case, wherever under cases/ it stands, or None."""
        usual = self.case_path(case_id)
        if self.absolute(usual).is_file():
            return usual
        return next((found.path for found in self.case_files() if found.id == case_id), None)

    def case_files(self) -> list[CaseFile]:
        """Every case file under cases/, sorted by id, then path; symbolic links and hidden names are passed over."""
        found = list(_walk(self.root / "cases", "cases"))
        found.sort(key=lambda case: (case.id, case.path))
        return found

    @cached_property
    def git_dir(self) -> Path:
        """The git directory of this working tree (of a linked worktree, its own). Raises Refused without one."""
        marker = self.root / ".git"
        if marker.is_dir():
            return marker
        try:
            first = marker.read_text(encoding="utf-8").strip()
        except OSError:
            first = ""
        if first.startswith("gitdir: "):
            return Path(os.path.normpath(self.root / first.removeprefix("gitdir: ")))
        raise Refused(
            msg("{folder} is not the top of a git repository; run 'git init' there first", folder=self.root)
        )

    @cached_property
    def common_git_dir(self) -> Path:
        """The git directory shared by all worktrees of the repository."""
        try:
            shared = (self.git_dir / "commondir").read_text(encoding="utf-8").strip()
        except OSError:
            return self.git_dir
        return Path(os.path.normpath(self.git_dir / shared))

    @cached_property
    def private(self) -> Path:
        """The unversioned folder for lock, journal and cache of this working tree; its users make it."""
        return self.git_dir / "dunning"


def stamp_of(status: os.stat_result) -> Stamp:
    """The stamp of a file from its status."""
    return Stamp(status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino)


def _walk(folder: Path | str, relative: str) -> Iterator[CaseFile]:
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.name.startswith("."):
                    continue
                path = f"{relative}/{entry.name}"
                if entry.is_dir(follow_symlinks=False):
                    yield from _walk(entry.path, path)
                elif entry.name.endswith(_CASE_SUFFIX) and entry.is_file(follow_symlinks=False):
                    status = entry.stat(follow_symlinks=False)
                    name = unicodedata.normalize("NFC", entry.name.removesuffix(_CASE_SUFFIX))
                    yield CaseFile(name, path, stamp_of(status))
    except FileNotFoundError:
        return

"""Files of the ledger that somebody edited without the product, and that no commit holds yet."""

from __future__ import annotations

import codecs
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from dunning_cli.kernel.pattern import pattern
from dunning_cli.kernel.record import dataclass
from dunning_cli.store.format.case_path import case_name
from dunning_cli.store.format.folder import SETTINGS_FILE, CaseFile, LedgerFolder, Stamp, stamp_of
from dunning_cli.store.git.git import Git, GitFailed, is_blob, read_if_there
from dunning_cli.store.reading.case_lookup import find_case
from dunning_cli.store.reading.disk_blobs import CASES, disk_blobs

_PLACES = ("cases", "policies", "templates", "clients", SETTINGS_FILE)
_SECOND = 1_000_000_000
_MANY = 100
"""With fewer files it is quicker to read them than to ask what was seen of all."""
_INDEXED = pattern(
    rb"\d{6} ([0-9a-f]+) 0\t([^\0]+)\0\s+ctime: (\d+):(\d+)\s+mtime: (\d+):(\d+)"
    rb"\s+dev: \d+\s+ino: (\d+)\s+uid: \d+\s+gid: \d+\s+size: (\d+)\s+flags: [0-9a-f]+\n"
)
"""One file of `git ls-files -s -z --debug`."""


@dataclass(frozen=True, slots=True)
class HandEdit:
    """One edited file: its bytes in the last commit and on the disk, None where it is new or gone."""

    path: str
    before: bytes | None
    after: bytes | None

    @property
    def case_id(self) -> str | None:
        """The id of the case, where the file is one."""
        if not self.path.startswith("cases/"):
            return None
        return case_name(self.path)

    @property
    def in_form(self) -> bytes | None:
        """The edited bytes with lines ended as in the last commit; None where there is no edited text, or it had others.

        Editors put CR LF, a mark of byte order, or no end to the last line: then a difference touches every line.
        """
        if self.after is None or (self.before is not None and self.before != _with_plain_ends(self.before)):
            return None
        return _with_plain_ends(self.after)


def _with_plain_ends(data: bytes) -> bytes:
    plain = data.removeprefix(codecs.BOM_UTF8).replace(b"\r\n", b"\n")
    return plain + b"\n" if plain and not plain.endswith(b"\n") else plain


def hand_edits(
    folder: LedgerFolder, case_id: str | None = None, files: Callable[[], Sequence[CaseFile]] | None = None
) -> list[HandEdit]:
    """The edited files of the ledger, or of one case, by path; none where git has nothing to compare with.

    `files` gives the ledger's case files as somebody has looked at them already. The bytes on the disk are compared with those of the last commit; nothing that git's settings name takes part.
    Raises Refused for a link or a pipe in the place of a file.
    """
    git = Git(folder.root)
    places = [_case_place(folder, case_id)] if case_id else list(_PLACES)
    try:
        committed = _committed(git, places)
        indexed = _indexed(git, places)
        names = {*committed, *indexed, *_unknown(git, places)}
    except GitFailed:
        return []
    begun = _written(folder)
    doubtful = [
        path for path in sorted(names) if not _untouched(folder, path, indexed.get(path), committed, begun)
    ]
    found = [
        (path, _on_disk(folder, path))
        for path in _not_seen_as(folder, doubtful, committed, files or folder.case_files)
    ]
    edited = [(path, data) for path, data in found if not _stands(data, committed.get(path))]
    held = git.contents(committed[path] for path, _ in edited if path in committed)
    before = dict(zip((path for path, _ in edited if path in committed), held, strict=True))
    return [HandEdit(path, kept[1] if (kept := before.get(path)) else None, data) for path, data in edited]


def _committed(git: Git, places: Sequence[str]) -> dict[str, str]:
    """The files that the last commit holds in these places: path and id of the bytes."""
    if git.head() is None:
        return {}
    listed = git.read("ls-tree", "-r", "-z", "--full-tree", "HEAD", "--", *places)
    files = {}
    for line in listed.split(b"\0")[:-1]:
        about, _, path = line.partition(b"\t")
        files[path.decode("utf-8", "surrogateescape")] = about.split(b" ")[2].decode("ascii")
    return files


class _Indexed(NamedTuple):
    """A file as the index has it: the id of its bytes, and its stamp when git last saw it so."""

    blob: str
    stamp: Stamp


def _indexed(git: Git, places: Sequence[str]) -> dict[str, _Indexed]:
    """The files that the index knows in these places; without stamps where this git tells them otherwise."""
    found = {}
    for line in _INDEXED.finditer(git.read("ls-files", "-s", "-z", "--debug", "--", *places)):
        blob, path, *numbers = line.groups()
        ctime, ctime_ns, mtime, mtime_ns, inode, size = map(int, numbers)
        stamp = Stamp(mtime * _SECOND + mtime_ns, ctime * _SECOND + ctime_ns, size, inode)
        found[path.decode("utf-8", "surrogateescape")] = _Indexed(blob.decode("ascii"), stamp)
    return found


def _unknown(git: Git, places: Sequence[str]) -> Iterator[str]:
    """The files that git does not know and is not told to ignore."""
    words = ("ls-files", "-z", "--others", "--exclude-standard", "--", *places)
    for path in git.read(*words).split(b"\0")[:-1]:
        name = path.decode("utf-8", "surrogateescape")
        # a link that no commit holds is no file of the ledger
        if not os.path.islink(git.root / name):
            yield name


def _written(folder: LedgerFolder) -> int:
    """When the index was written: a file changed at that time or later may have changed after git saw it."""
    try:
        return os.lstat(folder.git_dir / "index").st_mtime_ns
    except OSError:
        return 0


def _untouched(
    folder: LedgerFolder, path: str, indexed: _Indexed | None, committed: Mapping[str, str], begun: int
) -> bool:
    """Whether a file has its stamp of the index, and the index the bytes of the last commit: it need not be read."""
    if indexed is None or indexed.blob != committed.get(path) or indexed.stamp.mtime_ns >= begun:
        return False
    try:
        return stamp_of(os.lstat(f"{folder.root}/{path}")) == indexed.stamp
    except OSError:
        return False


def _not_seen_as(
    folder: LedgerFolder,
    doubtful: list[str],
    committed: Mapping[str, str],
    files: Callable[[], Sequence[CaseFile]],
) -> list[str]:
    """Those of the files that were not seen, as they stand, to hold the bytes of the last commit.

    In a copy of a folder git's own stamps vouch for no file, until something has git look at all of them.
    """
    if len(doubtful) < _MANY or not committed or (folder.root / "cases").is_symlink():
        return doubtful
    seen = disk_blobs(folder, CASES, files(), next(iter(committed.values())))
    return [path for path in doubtful if path not in seen or seen[path] != committed.get(path)]


def _stands(data: bytes | None, blob: str | None) -> bool:
    if data is None or blob is None:
        return data is None and blob is None
    return is_blob(data, blob)


def _case_place(folder: LedgerFolder, case_id: str) -> str:
    return folder.locate(case_id) or find_case(folder, case_id).path


def _on_disk(folder: LedgerFolder, path: str) -> bytes | None:
    folder.refuse_links(path)
    return read_if_there(folder.absolute(path))

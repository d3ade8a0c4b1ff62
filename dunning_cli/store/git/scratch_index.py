"""An index of its own in which a tree is put together, beside the one of the working tree."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from dunning_cli.store.format.folder import LedgerFolder
from dunning_cli.store.format.plain_files import remove_folder
from dunning_cli.store.git.git import Git, GitFailed

INDEX_VARIABLE = "GIT_INDEX_FILE"
_PREFIX = "merge-"


def remove_left_indexes(private: Path) -> None:
    """Remove what a merge that was killed has left in the unversioned folder; under the ledger's lock."""
    for place in private.glob(f"{_PREFIX}*"):
        remove_folder(place)


class ScratchIndex:
    """A second index of a ledger; usable within `holding`."""

    def __init__(self, folder: LedgerFolder) -> None:
        self._private = folder.private
        self._git = Git(folder.root)
        self._place = Path()

    @contextlib.contextmanager
    def holding(self, commit: str) -> Iterator[dict[str, str]]:
        """Fill the index with a commit's tree, which git checks for unlawful paths; gives the variable that names it.

        Raises GitFailed.
        """
        self._private.mkdir(mode=0o700, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=_PREFIX, dir=self._private) as place:
            self._place = Path(place)
            self._run("read-tree", commit)
            yield self._variable

    @property
    def _variable(self) -> dict[str, str]:
        return {INDEX_VARIABLE: str(self._place / "index")}

    def remove(self, paths: Iterable[str]) -> None:
        """Take paths out."""
        given = b"".join(_name(path) + b"\0" for path in paths)
        if given:
            self._run("update-index", "-z", "--force-remove", "--stdin", given=given)

    def put(self, versions: Iterable[tuple[str, str, str]]) -> None:
        """Put in files (path, mode, blob) whose content git holds already."""
        lines = (f"{mode} {blob}\t".encode("ascii") + _name(path) + b"\0" for path, mode, blob in versions)
        given = b"".join(lines)
        if given:
            self._run("update-index", "-z", "--index-info", given=given)

    def write(self, files: Iterable[tuple[str, str, bytes]]) -> None:
        """Put in files (path, mode, bytes) with new content."""
        listed = list(files)
        if not listed:
            return
        names = []
        for number, (_, _, data) in enumerate(listed):
            file = self._place / str(number)
            file.write_bytes(data)
            names.append(os.fsencode(file) + b"\n")
        blobs = self._run("hash-object", "-w", "--no-filters", "--stdin-paths", given=b"".join(names))
        found = blobs.decode("ascii").split()
        self.put((path, mode, blob) for (path, mode, _), blob in zip(listed, found, strict=True))

    def tree(self) -> str:
        """Write the index as a tree; its id."""
        return self._run("write-tree").decode("ascii").strip()

    def _run(self, *words: str, given: bytes | None = None) -> bytes:
        process = self._git.start(*words, more=self._variable)
        out, err = process.communicate(given)
        if process.returncode != 0:
            raise GitFailed(process.returncode, err)
        return out


def _name(path: str) -> bytes:
    return path.encode("utf-8", "surrogateescape")

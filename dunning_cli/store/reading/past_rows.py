"""Cases as they once were, read once: rows by git's id of the bytes, in the user's own cache folder.

Such a row is bound to no file with a stamp, only to what it was read from. So it never lies in a ledger, which may have
come from anybody, but where only the user writes, and is sealed as every row is. Because rows hold personal data, those of a
ledger that is gone are removed by the next command that looks back, whatever the ledger.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from dunning_cli.store.format.folder import LedgerFolder
from dunning_cli.store.format.plain_files import is_real_folder
from dunning_cli.store.reading.cache import CacheSet
from dunning_cli.store.reading.program_state import program_state

_AT_ONCE = 500
"""Rows asked for with one question."""
_MOST_ROWS = 100_000
"""Rows kept of one ledger; with more it begins anew."""
_MARK = " past cases of "


class PastRows(CacheSet):
    """One set of rows, a row of bytes for each version of a case that was read."""

    def __init__(self, folder: LedgerFolder) -> None:
        super().__init__(folder, f"past cases of {_ledger(folder)}")

    def _placed(self, folder: LedgerFolder, key: bytes) -> Path | None:  # noqa: ARG002  # one for all ledgers
        place = _user_folder()
        if place is None:
            return None
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        return place / "past-cases.sqlite" if is_real_folder(place) and _is_private(place) else None

    def get_all(self, blobs: Sequence[str]) -> dict[str, bytes]:
        """Blob to row, for those that have one."""
        result = {}
        for start in range(0, len(blobs), _AT_ONCE):
            asked = blobs[start : start + _AT_ONCE]
            places = ",".join("?" * len(asked))
            query = f"SELECT path, seal, data FROM rows WHERE set_id = ? AND path IN ({places})"
            for blob, seal, data in self.ask(query, *asked):
                if isinstance(data, bytes) and seal == self.sealed(f"blob {blob}", data):
                    result[blob] = data
        return result

    def keep(self, rows: Iterable[tuple[str, bytes]]) -> None:
        """Remember rows; what is kept of ledgers that are gone, or was by another version of the program, is removed."""
        given = [(blob, self.sealed(f"blob {blob}", data), data) for blob, data in rows]
        if not given:
            return
        self.remove_where(self._is_over)
        held = self.ask("SELECT count(*) FROM rows WHERE set_id = ?")
        if held and held[0][0] + len(given) > _MOST_ROWS:
            self.remove_rows()
        self.put(
            "INSERT OR REPLACE INTO rows VALUES (?, ?, ?, ?)",
            lambda number: ((number, *row) for row in given),
        )

    @staticmethod
    def _is_over(name: str) -> bool:
        """Whether nobody will ask again for a set of that name."""
        program, _, ledger = name.partition(_MARK)
        inode, _, root = ledger.partition(" ")
        return program != program_state() or inode != _inode(Path(root) / ".git")


def _ledger(folder: LedgerFolder) -> str:
    return f"{_inode(folder.root / '.git')} {folder.root}"


def _inode(place: Path) -> str:
    try:
        return str(os.lstat(place).st_ino)
    except OSError:
        return ""


def _user_folder() -> Path | None:
    """Where programs keep what may be deleted at any time, by the custom of the system."""
    named = os.environ.get("LOCALAPPDATA" if os.name == "nt" else "XDG_CACHE_HOME", "")
    if not os.path.isabs(named):
        named = os.path.join(os.path.expanduser("~"), ".cache")
    return Path(named, "dunning") if os.path.isabs(named) else None


def _is_private(place: Path) -> bool:
    status = os.lstat(place)
    return not hasattr(os, "getuid") or (status.st_uid == os.getuid() and not status.st_mode & 0o022)

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
from dunning_cli.store.format.plain_files import is_ours_alone, is_real_folder
from dunning_cli.store.reading.cache import CacheSet
from dunning_cli.store.reading.program_state import program_state

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
        return (
            place / "past-cases.sqlite" if is_real_folder(place) and is_ours_alone(os.lstat(place)) else None
        )

    def get_all(self, blobs: Sequence[str]) -> dict[str, bytes]:
        """Blob to row, for those that have one."""
        return self.get_rows({blob: _about(blob) for blob in blobs})

    def keep(self, rows: Iterable[tuple[str, bytes]]) -> None:
        """Remember rows; what is kept of ledgers that are gone, or was by another version of the program, is removed."""
        given = [(blob, _about(blob), data) for blob, data in rows]
        if not given:
            return
        self.remove_where(self._is_over)
        held = self.ask("SELECT count(*) FROM rows WHERE set_id = ?")
        if held and held[0][0] + len(given) > _MOST_ROWS:
            self.remove_rows()
        self.put_rows(given)

    @staticmethod
    def _is_over(name: str) -> bool:
        """Whether nobody will ask again for a set of that name."""
        program, _, ledger = name.partition(_MARK)
        inode, _, root = ledger.partition(" ")
        return program != program_state() or inode != _inode(Path(root) / ".git")


def _about(blob: str) -> str:
    return f"blob {blob}"


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

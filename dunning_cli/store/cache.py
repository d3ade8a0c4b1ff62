"""The disposable cache: rows about case files, valid while the file keeps its stamp; any damage empties it."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import time
import zlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from dunning_cli.domain.failure import Refused
from dunning_cli.store.folder import CaseFile, LedgerFolder

_RACY_NS = 2_000_000_000
"""A file written within this time of being read may change again without its stamp changing."""
_MOST_SETS = 12
"""Sets of rows kept; the longest unused go first."""
_SCHEMA = """
CREATE TABLE IF NOT EXISTS sets (id INTEGER PRIMARY KEY, name TEXT UNIQUE, used INTEGER);
CREATE TABLE IF NOT EXISTS rows (
    set_id INTEGER, path TEXT, mtime INTEGER, ctime INTEGER, size INTEGER, inode INTEGER, crc INTEGER, data BLOB,
    PRIMARY KEY (set_id, path)
) WITHOUT ROWID;
"""


class RowCache:
    """One set of rows, a row of bytes for each case file.

    `name` says what the rows are and all they depend on beside the case file: the question, the date, a
    digest of the rules. The program's own version is added. Reading and keeping never fail: where the cache
    is damaged, locked or not ours, it is as if it were empty.
    """

    def __init__(self, folder: LedgerFolder, name: str) -> None:
        self._folder = folder
        self._name = f"{_program()} {name}"
        self._set = 0
        self._open: sqlite3.Connection | None = None
        with contextlib.suppress(OSError, Refused, sqlite3.Error):
            self._connect()

    @property
    def _place(self) -> Path:
        return self._folder.private / "cache.sqlite"

    def _connect(self) -> None:
        self._folder.private.mkdir(mode=0o700, exist_ok=True)
        if not _is_ours(self._place):
            return
        opened = sqlite3.connect(self._place, timeout=0.2, isolation_level=None)
        try:
            opened.execute("PRAGMA synchronous=OFF")
            opened.execute("PRAGMA journal_mode=MEMORY")
            opened.executescript(_SCHEMA)
            opened.execute("INSERT OR IGNORE INTO sets (name, used) VALUES (?, 0)", (self._name,))
            (self._set,) = opened.execute("SELECT id FROM sets WHERE name = ?", (self._name,)).fetchone()
        except sqlite3.OperationalError:
            opened.close()
            raise
        except (sqlite3.DatabaseError, TypeError):
            # Damaged: begin anew next time.
            opened.close()
            self._place.unlink(missing_ok=True)
            return
        self._open = opened

    def get(self, file: CaseFile) -> bytes | None:
        """The row of a file, None where there is none for the file as it stands."""
        found = self._ask("AND path = ?", (file.path,))
        return _valid(found[0], file) if found else None

    def get_all(self, files: Iterable[CaseFile]) -> dict[str, bytes]:
        """Path to row, for those of the files that have one as they stand."""
        rows = {row[0]: row for row in self._ask("", ())}
        result = {}
        for file in files:
            row = rows.get(file.path)
            data = _valid(row, file) if row is not None else None
            if data is not None:
                result[file.path] = data
        return result

    def _ask(self, where: str, values: Sequence[object]) -> list[tuple[object, ...]]:
        if self._open is None:
            return []
        try:
            return self._open.execute(
                f"SELECT path, mtime, ctime, size, inode, crc, data FROM rows WHERE set_id = ? {where}",
                (self._set, *values),
            ).fetchall()
        except sqlite3.Error:
            self._abandon()
            return []

    def keep(self, rows: Iterable[tuple[CaseFile, bytes]]) -> None:
        """Remember rows; those of files changed in this very moment are left out and asked for again."""
        fresh = time.time_ns() - _RACY_NS
        given = [
            (
                self._set,
                file.path,
                stamp.mtime_ns,
                stamp.ctime_ns,
                stamp.size,
                stamp.inode,
                zlib.crc32(data),
                data,
            )
            for file, data in rows
            if max((stamp := file.stamp).mtime_ns, stamp.ctime_ns) < fresh
        ]
        if self._open is None or not given:
            return
        try:
            with _exclusive(self._open):
                self._open.executemany("INSERT OR REPLACE INTO rows VALUES (?, ?, ?, ?, ?, ?, ?, ?)", given)
                self._forget_old_sets()
        except sqlite3.OperationalError:
            return
        except sqlite3.Error:
            self._abandon()

    def _forget_old_sets(self) -> None:
        assert self._open is not None
        run = self._open.execute
        run("UPDATE sets SET used = (SELECT max(used) FROM sets) + 1 WHERE id = ?", (self._set,))
        old = run(
            "SELECT id FROM sets ORDER BY used DESC, id DESC LIMIT -1 OFFSET ?", (_MOST_SETS,)
        ).fetchall()
        for (number,) in old:
            run("DELETE FROM rows WHERE set_id = ?", (number,))
            run("DELETE FROM sets WHERE id = ?", (number,))

    def _abandon(self) -> None:
        if self._open is not None:
            with contextlib.suppress(sqlite3.Error):
                self._open.close()
            self._open = None
            with contextlib.suppress(OSError):
                self._place.unlink(missing_ok=True)

    def close(self) -> None:
        """Let go of the file."""
        if self._open is not None:
            self._open.close()
            self._open = None

    def __enter__(self) -> RowCache:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


@contextlib.contextmanager
def _exclusive(opened: sqlite3.Connection) -> Iterator[None]:
    opened.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        opened.execute("ROLLBACK")
        raise
    opened.execute("COMMIT")


def _valid(row: Sequence[object], file: CaseFile) -> bytes | None:
    stamp = file.stamp
    if row[1:5] != (stamp.mtime_ns, stamp.ctime_ns, stamp.size, stamp.inode):
        return None
    data = row[6]
    return data if isinstance(data, bytes) and zlib.crc32(data) == row[5] else None


def _is_ours(place: Path) -> bool:
    """Whether nobody else can have written the file: it is missing, or a real file that belongs to us."""
    if not hasattr(os, "getuid"):
        return True
    try:
        status = place.lstat()
    except FileNotFoundError:
        return True
    return status.st_uid == os.getuid() and not place.is_symlink() and not status.st_mode & 0o022


def _program() -> str:
    """The state of the code that reads cases: another version of it asks for other rows."""
    package = Path(__file__).resolve().parent.parent
    crc = 0
    for room in ("domain", "store"):
        with os.scandir(package / room) as entries:
            for entry in sorted(entries, key=lambda item: item.name):
                if entry.name.endswith(".py"):
                    status = entry.stat()
                    crc = zlib.crc32(f"{entry.name} {status.st_size} {status.st_mtime_ns}".encode(), crc)
    return f"{crc:08x}"

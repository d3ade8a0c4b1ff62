"""The disposable cache: rows about case files, valid while the file keeps its stamp; any damage empties it.

What stands in a cache can be wrong in three ways, and each is shut out:

* It was made by other code. Rows belong to the state of all code of the program (`program_state`).
* It was made of another file, or of the file as it was. A row is good for one path with one stamp.
* It was made by somebody else: a ledger unpacked from an archive belongs to whoever unpacked it, its cache too.
  Rows are sealed with a secret that the user keeps in no ledger (`own_key`), the seal
  covering code, question, path, stamp and row. The file itself is named by that key and by the folder it was
  made in, so that one of a stranger is never even opened.

Rows are bytes that their readers take for nothing but data. They stay in the ledger's private folder, because
they hold personal data: whoever deletes the ledger deletes them too.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import sqlite3
import stat
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Self

from dunning_cli.kernel.errors import Refused
from dunning_cli.store.format.folder import CaseFile, LedgerFolder
from dunning_cli.store.format.plain_files import is_ours_alone
from dunning_cli.store.reading.own_key import own_key
from dunning_cli.store.reading.program_state import RACY_NS, program_state

_MOST_SETS = 96
"""Sets of rows kept; the longest unused go first."""
_AT_ONCE = 500
"""Rows asked for with one question."""
_SCHEMA = """
CREATE TABLE IF NOT EXISTS sets (id INTEGER PRIMARY KEY, name TEXT UNIQUE, used INTEGER);
CREATE TABLE IF NOT EXISTS rows (
    set_id INTEGER, path TEXT, seal BLOB, data BLOB, PRIMARY KEY (set_id, path)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS segments (
    set_id INTEGER, place INTEGER, seal BLOB, data BLOB, PRIMARY KEY (set_id, place)
) WITHOUT ROWID;
"""


class CacheSet:
    """What is kept under one name, in this user's cache of a ledger.

    `name` says what is kept and all it depends on beside the case file: the question, the date, a digest of the
    rules. The state of the program's code is added. Reading and keeping never fail: where the cache is damaged,
    locked or not ours, it is as if it were empty.
    """

    def __init__(self, folder: LedgerFolder, name: str) -> None:
        self._name = f"{program_state()} {name}"
        self._set = 0
        self._seal_key = b""
        self._place: Path | None = None
        self._open: sqlite3.Connection | None = None
        if program_state() is not None:
            with contextlib.suppress(OSError, Refused, sqlite3.Error):
                self._connect(folder)

    def _connect(self, folder: LedgerFolder) -> None:
        key = own_key()
        if key is None:
            return
        self._place = self._placed(folder, key)
        if self._place is None or not _is_ours(self._place):
            return
        self._seal_key = hashlib.blake2b(self._name.encode(), key=key).digest()
        opened = sqlite3.connect(self._place, timeout=0.2, isolation_level=None)
        try:
            opened.execute("PRAGMA trusted_schema=OFF")
            opened.execute("PRAGMA synchronous=OFF")
            # what is removed may be personal
            opened.execute("PRAGMA secure_delete=FAST")
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

    def _placed(self, folder: LedgerFolder, key: bytes) -> Path | None:
        """The file that it is kept in; None where there can be none."""
        folder.private.mkdir(mode=0o700, exist_ok=True)
        return _place(folder, key)

    def ask(self, query: str, *values: object) -> list[Any]:
        """What a question about this set gives: its first `?` is the set. Nothing where it cannot be answered."""
        if self._open is None:
            return []
        try:
            return self._open.execute(query, (self._set, *values)).fetchall()
        except sqlite3.Error:
            self._abandon()
            return []

    def names(self) -> list[str]:
        """The names of all sets that this program has made and still keeps."""
        program = f"{program_state()} "
        every: list[tuple[str]] = self.ask("SELECT name FROM sets WHERE ? IS NOT NULL")
        return [name.removeprefix(program) for (name,) in every if name.startswith(program)]

    def sealed(self, about: str, data: bytes) -> bytes:
        """Binds data to this user, the code, the set, and what they are about."""
        seal = hashlib.blake2b(about.encode("utf-8", "surrogateescape"), key=self._seal_key, digest_size=16)
        seal.update(data)
        return seal.digest()

    def put(self, statement: str, given: Callable[[int], Iterable[tuple[object, ...]]]) -> None:
        """Writes rows, all or none; `given` gives them for the number of the set, while nobody else writes."""
        if self._open is None:
            return
        try:
            with _exclusive(self._open):
                self._open.executemany(statement, given(self._set))
                self._forget_old_sets()
        except sqlite3.OperationalError:
            return
        except sqlite3.Error:
            self._abandon()

    def get_rows(self, about: Mapping[str, str]) -> dict[str, bytes]:
        """The rows by name, for those of the names whose row was sealed to what is said of it here."""
        result = {}
        names = list(about)
        for start in range(0, len(names), _AT_ONCE):
            asked = names[start : start + _AT_ONCE]
            places = ",".join("?" * len(asked))
            query = f"SELECT path, seal, data FROM rows WHERE set_id = ? AND path IN ({places})"
            for name, seal, data in self.ask(query, *asked):
                if isinstance(data, bytes) and seal == self.sealed(about[name], data):
                    result[name] = data
        return result

    def put_rows(self, rows: Iterable[tuple[str, str, bytes]]) -> None:
        """Remember rows: the name of each, what it is about, and its bytes."""
        given = [(name, self.sealed(about, data), data) for name, about, data in rows]
        if given:
            self.put(
                "INSERT OR REPLACE INTO rows VALUES (?, ?, ?, ?)",
                lambda number: ((number, *row) for row in given),
            )

    def _forget_old_sets(self) -> None:
        assert self._open is not None
        run = self._open.execute
        run("UPDATE sets SET used = (SELECT max(used) FROM sets) + 1 WHERE id = ?", (self._set,))
        old = run(
            "SELECT id FROM sets ORDER BY used DESC, id DESC LIMIT -1 OFFSET ?", (_MOST_SETS,)
        ).fetchall()
        for (number,) in old:
            for table in ("rows", "segments"):
                run(f"DELETE FROM {table} WHERE set_id = ?", (number,))
            run("DELETE FROM sets WHERE id = ?", (number,))

    def remove_where(self, is_over: Callable[[str], bool]) -> None:
        """Remove the sets whose names tell that nobody will ask for them again."""
        every: list[tuple[int, str]] = self.ask("SELECT id, name FROM sets WHERE ? IS NOT NULL")
        for number, name in every:
            if number != self._set and is_over(name):
                self._remove(number)
                self.ask("DELETE FROM sets WHERE ? IS NOT NULL AND id = ?", number)

    def remove_rows(self) -> None:
        """Remove every row of this set."""
        self._remove(self._set)

    def _remove(self, number: int) -> None:
        for table in ("rows", "segments"):
            self.ask(f"DELETE FROM {table} WHERE ? IS NOT NULL AND set_id = ?", number)

    def _abandon(self) -> None:
        if self._open is not None and self._place is not None:
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

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class KeptValue(CacheSet):
    """One value that depends on more than a file; whoever keeps it says in it what it was true of."""

    def value(self) -> bytes | None:
        """The value, where one is kept."""
        return self.get_rows({"": ""}).get("")

    def keep(self, data: bytes) -> None:
        """Remember the value."""
        self.put_rows([("", "", data)])


class RowCache(CacheSet):
    """One set of rows, a row of bytes for each case file."""

    def get_all(self, files: Sequence[CaseFile]) -> dict[str, bytes]:
        """Path to row, for those of the files that have one as they stand."""
        return self.get_rows({file.path: _about(file) for file in files})

    def keep(self, rows: Iterable[tuple[CaseFile, bytes]]) -> None:
        """Remember rows; those of files changed in this very moment are left out and asked for again."""
        self.put_rows((file.path, _about(file), data) for file, data in rows if is_settled(file))


def _about(file: CaseFile) -> str:
    stamp = file.stamp
    return f"{file.path}\0{stamp.mtime_ns} {stamp.ctime_ns} {stamp.size} {stamp.inode}\0"


def is_settled(file: CaseFile) -> bool:
    """Whether a file was not changed in this very moment, so that another change gives it another stamp."""
    return max(file.stamp.mtime_ns, file.stamp.ctime_ns) < time.time_ns() - RACY_NS


def cache_file(folder: LedgerFolder) -> Path | None:
    """Where this user's cache of a ledger is, or would be; None where there can be none. Raises Refused."""
    try:
        key = own_key()
        return None if key is None else _place(folder, key)
    except OSError:
        return None


@contextlib.contextmanager
def _exclusive(opened: sqlite3.Connection) -> Iterator[None]:
    opened.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        opened.execute("ROLLBACK")
        raise
    opened.execute("COMMIT")


def _place(folder: LedgerFolder, key: bytes) -> Path | None:
    """The file's name tells nothing and cannot be guessed; a copy of the folder elsewhere has another one."""
    status = folder.private.lstat()
    if not stat.S_ISDIR(status.st_mode):
        return None
    name = hashlib.blake2b(f"place {status.st_ino}".encode(), key=key, digest_size=8).hexdigest()
    return folder.private / f"cache-{name}.sqlite"


def _is_ours(place: Path) -> bool:
    """Whether nobody else can have written the file: it is made here, or a real file that belongs to us."""
    try:
        status = place.lstat()
    except FileNotFoundError:
        os.close(os.open(place, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        return True
    if not stat.S_ISREG(status.st_mode):
        return False
    return is_ours_alone(status)

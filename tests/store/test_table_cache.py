"""The table of small rows: it never tells anything that the files do not, whoever wrote what into it."""

from __future__ import annotations

import os
import sqlite3
import time
from pathlib import Path

import msgspec
import pytest

from dunning_cli.store.format.folder import LedgerFolder
from dunning_cli.store.reading.cache import KeptValue, cache_file
from dunning_cli.store.reading.table_cache import TableCache


class Row(msgspec.Struct, frozen=True, array_like=True):
    """A row of the tests."""

    text: str


@pytest.fixture
def old(ledger: LedgerFolder, monkeypatch: pytest.MonkeyPatch) -> LedgerFolder:
    """A ledger whose files count as written long ago."""
    monkeypatch.setattr("dunning_cli.store.reading.cache.RACY_NS", 20_000_000)
    time.sleep(0.05)
    return ledger


def kept(folder: LedgerFolder, name: str = "one") -> dict[str, str]:
    with TableCache(folder, name, Row) as table:
        return {path: row.text for path, row in table.get_all(folder.case_files()).items()}


def keep(folder: LedgerFolder, name: str = "one", text: str = "true") -> None:
    files = folder.case_files()
    with TableCache(folder, name, Row) as table:
        table.keep({file: Row(f"{text} {file.id}") for file in files}, {file.path for file in files})


def place(folder: LedgerFolder) -> Path:
    found = cache_file(folder)
    assert found is not None
    return found


def test_rows_are_good_for_a_file_as_it_stands(old: LedgerFolder) -> None:
    assert kept(old) == {}
    keep(old)
    assert sorted(kept(old).values()) == ["true A-1", "true B-2"]
    path = old.root / old.case_path("B-2")
    times = path.stat()
    path.write_text(path.read_text(encoding="utf-8").replace("王建国", "李建国"), encoding="utf-8")
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert list(kept(old).values()) == ["true A-1"]


def test_rows_of_a_file_written_in_this_moment_are_not_kept(ledger: LedgerFolder) -> None:
    keep(ledger)
    assert kept(ledger) == {}


def test_what_two_processes_keep_of_one_segment_stands_together(
    old: LedgerFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dunning_cli.store.reading.table_cache._SEGMENTS", 1)
    files = old.case_files()
    paths = {file.path for file in files}
    with TableCache(old, "one", Row) as mine, TableCache(old, "one", Row) as theirs:
        mine.keep({files[0]: Row("mine")}, paths)
        theirs.keep({files[1]: Row("theirs")}, paths)
    assert sorted(kept(old).values()) == ["mine", "theirs"]


def test_rows_of_files_that_are_gone_are_forgotten(
    old: LedgerFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dunning_cli.store.reading.table_cache._SEGMENTS", 1)
    keep(old)
    (old.root / old.case_path("B-2")).unlink()
    keep(old)
    with sqlite3.connect(place(old)) as opened:
        ((data,),) = opened.execute("SELECT data FROM segments").fetchall()
    assert b"B-2" not in data


FORGERIES = {
    "another text": "UPDATE segments SET data = replace(CAST(data AS TEXT), 'true', 'none')",
    "another segment": "UPDATE segments SET place = (place + 1) % 256",
    "no seal": "UPDATE segments SET seal = NULL",
    "no data": "UPDATE segments SET data = 7",
    "another question": "UPDATE segments SET set_id = (SELECT id FROM sets WHERE name LIKE '% other')",
}


@pytest.mark.parametrize("forgery", FORGERIES)
def test_a_forged_segment_is_not_believed(old: LedgerFolder, forgery: str) -> None:
    keep(old)
    assert kept(old, "other") == {}
    with sqlite3.connect(place(old)) as opened:
        assert opened.execute(FORGERIES[forgery]).rowcount > 0
    assert kept(old) == {}
    assert kept(old, "other") == {}
    keep(old)
    assert len(kept(old)) == 2


def test_a_damaged_file_is_as_if_it_were_empty(old: LedgerFolder) -> None:
    keep(old)
    place(old).write_bytes(b"SQLite format 3\0" + b"\xff" * 4000)
    assert kept(old) == {}
    assert kept(old) == {}
    keep(old)
    assert len(kept(old)) == 2


def test_the_names_of_sets_are_told(old: LedgerFolder) -> None:
    keep(old, "figures 2026-06-01 x")
    with TableCache(old, "people", Row) as table:
        assert set(table.names()) >= {"figures 2026-06-01 x", "people"}


def test_a_value_is_kept_until_another_is_and_a_forged_one_is_not_believed(old: LedgerFolder) -> None:
    with KeptValue(old, "limits") as cache:
        assert cache.value() is None
        cache.keep(b"first")
        cache.keep(b"second")
        assert cache.value() == b"second"
    with sqlite3.connect(place(old)) as opened:
        assert opened.execute("UPDATE rows SET data = CAST('forged' AS BLOB) WHERE path = ''").rowcount == 1
    with KeptValue(old, "limits") as cache:
        assert cache.value() is None

"""All cases, quickly: the cache never tells anything that the files do not."""

from __future__ import annotations

import os
import sqlite3
import time

import pytest

from dunning_cli.kernel.errors import NotFound
from dunning_cli.store.reading import cache as cache_module
from dunning_cli.store.reading import case_store
from dunning_cli.store.reading.cache import RowCache, cache_file
from dunning_cli.store.reading.case_store import load_case, load_cases, read_with_bytes


@pytest.fixture
def old(ledger, monkeypatch):
    """A ledger whose files count as written long ago."""
    monkeypatch.setattr("dunning_cli.store.reading.cache.RACY_NS", 20_000_000)
    time.sleep(0.05)
    return ledger


@pytest.fixture
def counted(monkeypatch):
    """The files that are read, in order."""
    read = []
    real = case_store.read_case
    monkeypatch.setattr(case_store, "read_case", lambda data, path: read.append(path) or real(data, path))
    return read


def test_a_file_is_read_once_until_it_changes(old, counted):
    first = list(load_cases(old))
    assert [found.case.id for found in first] == ["A-1", "B-2"]
    assert len(counted) == 2
    assert list(load_cases(old)) == first
    assert len(counted) == 2
    path = old.root / old.case_path("B-2")
    times = path.stat()
    path.write_text(path.read_text(encoding="utf-8").replace("王建国", "李建国"), encoding="utf-8")
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert [found.case.head.debtor.name for found in load_cases(old)] == ["王建国", "李建国"]
    assert len(counted) == 3


def test_a_file_just_written_is_read_again(ledger, counted):
    path = ledger.root / ledger.case_path("A-1")
    path.write_text(path.read_text(encoding="utf-8") + "# x\n", encoding="utf-8")
    list(load_cases(ledger))
    list(load_cases(ledger))
    assert counted.count(ledger.case_path("A-1")) == 2


def test_a_faulty_case_is_there_with_its_problem_every_time(old):
    (old.root / old.case_path("B-2")).write_text("case: B-2\n")
    for _ in range(2):
        found = list(load_cases(old))
        assert [item.case is None for item in found] == [False, True]
        assert found[1].problems
        assert found[1].file == old.case_path("B-2")


@pytest.mark.parametrize("damage", ["overwritten", "cut", "rows", "tables", "folder", "links"])
def test_a_damaged_cache_is_as_none(old, damage, tmp_path):
    expected = list(load_cases(old))
    place = cache_file(old)
    assert place.exists()
    if damage == "overwritten":
        place.write_bytes(b"nonsense" * 1000)
    elif damage == "cut":
        place.write_bytes(place.read_bytes()[:-2000])
    elif damage == "folder":
        place.unlink()
        place.mkdir()
    elif damage == "links":
        place.rename(tmp_path / "elsewhere")
        place.symlink_to(tmp_path / "elsewhere")
    else:
        with sqlite3.connect(place) as opened:
            if damage == "rows":
                opened.execute("UPDATE rows SET data = x'80', seal = 5")
            else:
                opened.execute("DROP TABLE rows")
                opened.execute("CREATE VIEW rows AS SELECT randomblob(10) AS data")
    assert list(load_cases(old)) == expected
    assert list(load_cases(old)) == expected


def test_one_case_and_none(ledger):
    found = load_case(ledger, "A-1").case
    assert found is not None
    assert found.id == "A-1"
    with pytest.raises(NotFound, match="Z-9"):
        load_case(ledger, "Z-9")


def test_rows_belong_to_their_question_and_the_oldest_questions_are_forgotten(old):
    files = old.case_files()
    with RowCache(old, "list 2026-05-05") as cache:
        cache.keep((file, file.id.encode()) for file in files)
        assert cache.get_all(files) == {file.path: file.id.encode() for file in files}
    with RowCache(old, "list 2026-05-06") as other:
        assert other.get_all(files) == {}
    for number in range(cache_module._MOST_SETS + 6):
        with RowCache(old, f"question {number}") as cache:
            cache.keep((file, b"x") for file in files)
    with RowCache(old, "list 2026-05-05") as cache:
        assert cache.get_all(files) == {}
    with RowCache(old, f"question {cache_module._MOST_SETS + 5}") as cache:
        assert len(cache.get_all(files)) == 2


def test_more_cases_than_one_question_asks_for(old, counted, monkeypatch):
    monkeypatch.setattr("dunning_cli.store.reading.cache._AT_ONCE", 1)
    monkeypatch.setattr(case_store, "_AT_ONCE", 1)
    first = list(load_cases(old))
    assert list(load_cases(old)) == first
    assert len(counted) == 2


def test_a_read_only_ledger_is_read(old, monkeypatch):
    def locked(*_: object, **__: object) -> None:
        raise sqlite3.OperationalError("database is locked")

    monkeypatch.setattr(sqlite3, "connect", locked)
    assert len(list(load_cases(old))) == 2


def test_without_a_place_for_the_cache_cases_are_read(ledger):
    ledger.private.write_text("not a folder")
    assert len(list(load_cases(ledger))) == 2


def test_the_case_written_to_is_the_one_of_the_bytes_read(old, counted):
    path = old.case_path("B-2")
    file = old.root / path
    list(load_cases(old))
    with RowCache(old, "cases") as rows:
        counted.clear()
        found, data = read_with_bytes(old, path, rows)
        assert (found.case.head.debtor.name, data, counted) == ("王建国", file.read_bytes(), [])
        times = file.stat()
        changed = data.replace("王建国".encode(), "李建国".encode())
        file.write_bytes(changed)
        # as long as before, and as old by its time: only the stamp of the change tells
        os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))
        found, data = read_with_bytes(old, path, rows)
        assert (found.case.head.debtor.name, data, counted) == ("李建国", changed, [path])

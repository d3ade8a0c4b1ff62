"""Whose rows are believed: this user's, of this program, of this file as it stands; nobody else's, however made."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from dunning_cli.store.format.folder import LedgerFolder
from dunning_cli.store.reading import case_store, program_state
from dunning_cli.store.reading.cache import RowCache, cache_file
from dunning_cli.store.reading.case_store import load_cases
from dunning_cli.store.reading.own_key import own_key

Names = Callable[[LedgerFolder], list[str]]


@pytest.fixture
def old(ledger: LedgerFolder, monkeypatch: pytest.MonkeyPatch) -> LedgerFolder:
    """A ledger whose files count as written long ago."""
    monkeypatch.setattr("dunning_cli.store.reading.cache.RACY_NS", 20_000_000)
    time.sleep(0.05)
    return ledger


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that are read, in order; all others came from the cache."""
    found: list[str] = []
    real = case_store.read_case
    monkeypatch.setattr(case_store, "read_case", lambda data, path: found.append(path) or real(data, path))
    return found


def names(folder: LedgerFolder) -> list[str]:
    return [found.case.head.debtor.name for found in load_cases(folder) if found.case is not None]


def key_file() -> Path:
    return Path(os.environ["XDG_STATE_HOME"]) / "dunning" / "key"


def place(folder: LedgerFolder) -> Path:
    found = cache_file(folder)
    assert found is not None
    return found


FORGERIES = {
    "another name": "UPDATE rows SET data = replace(CAST(data AS TEXT), '王建国', '李建国')",
    "another case": "UPDATE rows SET data = (SELECT data FROM copy WHERE copy.path <> rows.path)",
    "another file": "UPDATE rows SET (data, seal) = (SELECT data, seal FROM copy WHERE copy.path <> rows.path)",
    "no seal": "UPDATE rows SET seal = NULL",
    "a text": "UPDATE rows SET data = CAST(data AS TEXT)",
}


@pytest.mark.parametrize("forgery", FORGERIES)
def test_a_forged_row_is_not_believed(old: LedgerFolder, read: list[str], forgery: str) -> None:
    assert names(old) == ["王建国", "王建国"]
    assert names(old) == ["王建国", "王建国"]
    assert len(read) == 2
    with sqlite3.connect(place(old)) as opened:
        opened.execute("CREATE TEMP TABLE copy AS SELECT * FROM rows")
        assert opened.execute(FORGERIES[forgery]).rowcount == 2
    assert [found.case.id for found in load_cases(old) if found.case] == ["A-1", "B-2"]
    assert names(old) == ["王建国", "王建国"]
    assert len(read) == 4, "read from the files once more, and kept again"


def test_rows_of_another_question_are_not_believed(old: LedgerFolder) -> None:
    files = old.case_files()
    with RowCache(old, "one") as cache:
        cache.keep((file, b"forged") for file in files)
    with RowCache(old, "other") as cache:
        cache.keep((file, b"true") for file in files)
    with sqlite3.connect(place(old)) as opened:
        opened.execute("UPDATE sets SET name = 'x' WHERE name LIKE '% other'")
        opened.execute("UPDATE sets SET name = replace(name, ' one', ' other') WHERE name LIKE '% one'")
    with RowCache(old, "other") as cache:
        assert cache.get_all(files) == {}


def test_rows_sealed_with_another_key_are_not_believed(old: LedgerFolder, read: list[str]) -> None:
    assert names(old) == names(old)
    theirs = place(old)
    key_file().write_bytes(b"k" * 32)
    ours = place(old)
    assert ours != theirs
    shutil.copyfile(theirs, ours)
    ours.chmod(0o600)
    assert names(old) == ["王建国", "王建国"]
    assert len(read) == 4


def test_the_cache_of_a_copied_ledger_is_never_opened(old: LedgerFolder, tmp_path: Path) -> None:
    names(old)
    shutil.copytree(old.root, tmp_path / "unpacked")
    copy = LedgerFolder(tmp_path / "unpacked")
    (planted,) = copy.private.glob("cache*")
    for name in (planted.name, "cache.sqlite"):
        (copy.private / name).write_bytes(b"SQLite format 3\0" + b"\xff" * 4000)
    assert names(copy) == ["王建国", "王建国"]
    for name in (planted.name, "cache.sqlite"):
        assert (copy.private / name).read_bytes().endswith(b"\xff" * 4000)
    assert place(copy).name not in (planted.name, "cache.sqlite")


def test_only_its_user_can_read_cache_and_key(old: LedgerFolder) -> None:
    names(old)
    assert stat.S_IMODE(place(old).stat().st_mode) == 0o600
    assert stat.S_IMODE(key_file().stat().st_mode) == 0o600


@pytest.mark.parametrize("spoiled", ["short", "open to others", "a link", "gone"])
def test_a_key_that_may_be_known_is_made_anew(old: LedgerFolder, spoiled: str, tmp_path: Path) -> None:
    before = own_key()
    assert before == own_key()
    file = key_file()
    if spoiled == "short":
        file.write_bytes(b"x")
    elif spoiled == "open to others":
        file.chmod(0o644)
    elif spoiled == "a link":
        file.rename(tmp_path / "elsewhere")
        file.symlink_to(tmp_path / "elsewhere")
    else:
        file.unlink()
    after = own_key()
    assert after is not None
    assert after != before
    assert after == own_key()
    assert [path.name for path in file.parent.iterdir()] == [file.name]


def test_without_a_place_for_the_key_cases_are_read(
    old: LedgerFolder, read: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    assert names(old) == names(old) == ["王建国", "王建国"]
    assert len(read) == 4
    assert not list(old.private.glob("cache*")) if old.private.exists() else True


def test_a_private_folder_that_is_a_link_is_not_written_through(old: LedgerFolder, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    old.private.symlink_to(tmp_path / "elsewhere")
    assert names(old) == ["王建国", "王建国"]
    assert list((tmp_path / "elsewhere").iterdir()) == []


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small package in the place of this one, at rest."""
    package = tmp_path / "package"
    (package / "a" / "b").mkdir(parents=True)
    for name in ("__init__.py", "a/__init__.py", "a/b/deep.py"):
        (package / name).write_text("x = 1\ny = 2\n")
    monkeypatch.setattr(program_state, "_PACKAGE", package)
    monkeypatch.setattr(program_state, "RACY_NS", 20_000_000)
    return package


def state() -> str | None:
    time.sleep(0.05)
    return program_state.program_state.__wrapped__()


def test_every_module_is_part_of_the_programs_state(program: Path) -> None:
    before = state()
    assert before is not None
    assert state() == before
    deep = program / "a" / "b" / "deep.py"
    times = deep.stat()
    deep.write_text("y = 2\nx = 1\n")
    os.utime(deep, ns=(times.st_atime_ns, times.st_mtime_ns))
    swapped = state()
    (program / "a" / "new.py").write_text("")
    added = state()
    (program / "a" / "native.so").write_text("")
    native = state()
    assert len({before, swapped, added, native}) == 4
    (program / "a" / "__pycache__").mkdir()
    (program / "a" / "__pycache__" / "deep.pyc").write_text("")
    (program / "a" / "notes.txt").write_text("")
    assert state() == native


def test_a_program_that_is_just_changing_has_no_state(program: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(program_state, "RACY_NS", 60_000_000_000)
    assert state() is None
    shutil.rmtree(program)
    assert state() is None

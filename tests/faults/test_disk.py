"""A full disk, a file that may not grow, a folder that may not be written: one clear line, and the ledger as it was."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="disks are mounted and limits set as on Unix")

ROOT = Path(__file__).parents[2]
CASE = "PF-2026-0007"
PAY = ("pay", CASE, "300.00", "--via", "bank")
NOTE = ("note", CASE, "话" * 2000, "--channel", "counter")
LETTER = ("letter", "new", CASE, "payment-reminder")
OPEN = ("open", "PF-2026-0008", "--policy", "property-fee", "--name", "高飞")
ASSIGN = ("assign", CASE, "XD-2026-0001", "--owner", "zhao")
State = Callable[[Path], dict[str, object]]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of its own of 4 MB, in memory."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=4m,nr_inodes=2000", "tmpfs", str(place)]
    if not shutil.which("mount") or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("only root may mount a disk")
    yield place
    os.chdir(ROOT)
    subprocess.run(["umount", "-l", str(place)], check=True)


def fill(place: Path, left: int) -> Path:
    """Writes a file until only `left` bytes fit."""
    ballast = place / "ballast"
    with ballast.open("wb", buffering=0) as out, contextlib.suppress(OSError):
        while True:
            out.write(bytes(4096))
    assert shutil.disk_usage(place).free == 0
    with ballast.open("r+b") as out:
        out.truncate(ballast.stat().st_size - left)
    return ballast


def crowd_out(place: Path, left: int) -> Path:
    """Makes empty files until only `left` more files or links fit."""
    ballast = place / "ballast.d"
    ballast.mkdir()
    number = 0
    with contextlib.suppress(OSError):
        while True:
            (ballast / str(number)).touch()
            number += 1
    for last in range(number - left, number):
        (ballast / str(last)).unlink()
    return ballast


@pytest.mark.parametrize("words", [PAY, NOTE, LETTER, OPEN, ASSIGN], ids=lambda words: words[0])
def test_a_full_disk(words: tuple[str, ...], small_disk: Path, struck: Any, state: State) -> None:
    """With more and more room left, until it is enough: the writing breaks off at one step after the other."""
    ledger = struck()
    ledger.folder = Path(shutil.copytree(ledger.folder, small_disk / "ledger", symlinks=True))
    before = state(ledger.folder)
    refused = 0
    for pages in range(0, 80, 1 if words == PAY else 2):
        ballast = fill(small_disk, pages * 4096)
        done = ledger.command(*words)
        ballast.unlink()
        if done.code == 0:
            break
        refused += 1
        assert_refused(done)
        assert state(ledger.folder) == before, done.err
    assert refused >= 3
    done = ledger.command("pay", CASE, "7.77", "--via", "bank")
    assert (done.code, done.err) == (0, "")
    ledger.assert_sound()


@pytest.mark.parametrize("words", [PAY, LETTER], ids=lambda words: words[0])
def test_a_disk_that_takes_no_more_files(
    words: tuple[str, ...], small_disk: Path, struck: Any, state: State
) -> None:
    """The same for every file that a write makes, however small: notes, links, locks and folders."""
    ledger = struck()
    ledger.folder = Path(shutil.copytree(ledger.folder, small_disk / "ledger", symlinks=True))
    before = state(ledger.folder)
    refused = 0
    for files in range(100):
        ballast = crowd_out(small_disk, files)
        done = ledger.command(*words)
        shutil.rmtree(ballast)
        if done.code == 0:
            break
        refused += 1
        assert_refused(done)
        assert state(ledger.folder) == before, done.err
    assert refused >= 10
    done = ledger.command("pay", CASE, "7.77", "--via", "bank")
    assert (done.code, done.err) == (0, "")
    ledger.assert_sound()


def assert_refused(done: Any) -> None:
    """One line that says why, and no more."""
    assert done.code == 1, done.err
    assert done.err.startswith("error: "), done.err
    assert len(done.errors) == 1, done.err
    assert done.out == ""


@pytest.mark.parametrize("limit", [0, 200, 1000, 2000])
def test_files_that_may_not_grow(limit: int, struck: Any, state: State) -> None:
    """A quota of bytes a file stops the product, or the git it started, by a signal."""
    ledger = struck()
    before = state(ledger.folder)
    script = (
        "import resource, sys\n"
        "from dunning_cli.cli.main import run\n"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))\n"
        "run(sys.argv[1:])\n"
    )
    done = subprocess.run(
        [sys.executable, "-B", "-c", script, "--ledger", str(ledger.folder), *NOTE],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    assert done.returncode == 1, done.stderr
    assert done.stderr.startswith("error: ")
    assert len(done.stderr.splitlines()) == 1
    assert state(ledger.folder) == before
    assert ledger.command("pay", CASE, "7.77", "--via", "bank").code == 0
    ledger.assert_sound()


def test_a_folder_that_may_not_be_written(small_disk: Path, struck: Any, state: State) -> None:
    ledger = struck()
    ledger.folder = Path(shutil.copytree(ledger.folder, small_disk / "ledger", symlinks=True))
    before = state(ledger.folder)
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    for words in (PAY, LETTER, ("assign", CASE, "--owner", "zhao")):
        done = ledger.command(*words)
        assert (done.code, done.out) == (1, "")
        assert "Read-only file system" in done.err
        assert len(done.errors) == 1
    assert ledger.command("list").code == 0, "what is there can be read"
    assert ledger.command("check").code == 0
    assert ledger.command("audit").code == 0
    assert state(ledger.folder) == before

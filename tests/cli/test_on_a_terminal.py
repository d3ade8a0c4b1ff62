"""On a terminal a long answer comes page by page, and a table is folded to its width; elsewhere nothing of it."""

from __future__ import annotations

import fcntl
import os
import pty
import struct
import subprocess
import sys
import termios
from collections.abc import Callable
from pathlib import Path

import pytest
from wcwidth import wcswidth

Terminal = Callable[..., str]


@pytest.fixture
def terminal(sample: Path) -> Terminal:
    """Runs a command in a ledger of many cases on a terminal of some columns and rows; gives what is on it at the end."""

    def shown(*words: str, columns: int = 200, rows: int = 24, pager: str | None = None) -> str:
        ours, its = pty.openpty()
        fcntl.ioctl(its, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        unwanted = ("COLUMNS", "LINES", "PAGER", "DUNNING_PAGER", "LESS")
        environment = {name: value for name, value in os.environ.items() if name not in unwanted}
        if pager is not None:
            environment["DUNNING_PAGER"] = pager
        process = subprocess.Popen(
            [sys.executable, "-m", "dunning_cli", *words],
            cwd=sample, stdin=subprocess.DEVNULL, stdout=its, stderr=subprocess.DEVNULL, env=environment,
        )  # fmt: skip
        os.close(its)
        found = b""
        while True:
            try:
                piece = os.read(ours, 65536)
            except OSError:
                piece = b""
            if not piece:
                break
            found += piece
        os.close(ours)
        assert process.wait() == 0
        return found.decode("utf-8").replace("\r\n", "\n")

    return shown


def test_what_is_longer_than_the_terminal_goes_to_the_pager_named(terminal: Terminal, tmp_path: Path) -> None:
    seen = tmp_path / "seen"
    pager = f"tee {seen}"
    assert terminal("list", rows=24, pager=pager) == seen.read_text("utf-8") != ""
    assert len(seen.read_text("utf-8").splitlines()) > 60
    seen.unlink()
    assert "PF-2026-0007" in terminal("status", "PF-2026-0007", rows=24, pager=pager)
    assert "PF-2026-0007" in terminal("list", rows=100, pager=pager)
    assert '"cases"' in terminal("list", "--json", rows=24, pager=pager)
    assert "PF-2026-0007,王" in terminal("list", "--format", "csv", rows=24, pager=pager)
    assert not seen.exists()


@pytest.mark.parametrize("pager", ["", "cat", "no-such-program-anywhere", "'"])
def test_without_a_pager_all_of_it_is_shown_at_once(terminal: Terminal, pager: str) -> None:
    assert len(terminal("list", rows=24, pager=pager).splitlines()) > 60


def test_a_reader_who_stops_early_is_no_failure(terminal: Terminal) -> None:
    assert len(terminal("list", rows=24, pager="head -n 3").splitlines()) == 3


def test_a_table_is_folded_to_the_terminal_and_says_the_same(terminal: Terminal) -> None:
    words = ("--lang", "zh", "history", "PF-2026-0007")
    wide, narrow = (terminal(*words, columns=columns, pager="") for columns in (250, 80))
    below = narrow.splitlines()[3:]
    assert max(map(wcswidth, below)) <= 80 < max(map(wcswidth, wide.splitlines()[3:]))
    assert len(below) > len(wide.splitlines()[3:])
    said = [line.split("  ")[-1] for line in wide.splitlines()[5:]]
    assert all(commit in narrow for commit in said)
    assert "".join(sorted("".join(wide.split()).replace("-", ""))) == "".join(
        sorted("".join(narrow.split()).replace("-", ""))
    )


def test_a_table_of_figures_stays_as_wide_as_it_is(terminal: Terminal) -> None:
    words = ("report", "portfolio")
    assert terminal(*words, columns=60, pager="") == terminal(*words, columns=250, pager="")

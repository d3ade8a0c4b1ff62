"""--pdf without a file: asked at a terminal, said over a pipe."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dunning_cli.kernel.errors import Refused
from dunning_cli.store.machine.typefaces import chinese_typefaces

pty = pytest.importorskip("pty", reason="there are no pseudo-terminals here")
pytest.importorskip("typst")

Run = Callable[..., Any]
CASE = "PF-2026-0007"
ROOT = Path(__file__).parents[2]
FONT = os.environ.get("DUNNING_FONT", "")
"""Of whoever runs the tests; the fixtures of a ledger clear it."""
NEW = ("letter", "new", CASE, "overdue-notice", "--series", "A", "--pdf")


def can_print() -> bool:
    """Whether this machine has a Chinese typeface."""
    try:
        return bool(chinese_typefaces())
    except Refused:
        return bool(FONT)


@pytest.fixture
def place(worked: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder apart from the ledger, in which letters are written."""
    if not can_print():
        pytest.skip("no Chinese typeface here")
    if FONT:
        monkeypatch.setenv("DUNNING_FONT", FONT)
    made = tmp_path / "print"
    made.mkdir()
    monkeypatch.chdir(made)
    monkeypatch.setenv("DUNNING_LEDGER", str(worked))
    return made


def at_a_terminal(answer: str, *words: str) -> tuple[int, str]:
    """Exit code and all that was said, where somebody types the answer."""
    mine, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "dunning_cli", *words],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env={**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "300"},
        start_new_session=True,
    )
    os.close(theirs)
    os.write(mine, f"{answer}\n".encode())
    said = b""
    while True:
        try:
            more = os.read(mine, 65536)
        except OSError:
            break
        if not more:
            break
        said += more
    os.close(mine)
    return process.wait(30), said.decode("utf-8")


@pytest.mark.parametrize(("answer", "file"), [("", "2026-A-0001.pdf"), ("mine.pdf", "mine.pdf")])
@pytest.mark.parametrize(
    "words",
    [
        NEW,
        (
            "letter",
            "batch",
            "--policy",
            "property-fee",
            "--template",
            "overdue-notice",
            "--series",
            "A",
            "--pdf",
        ),
    ],
)
def test_a_terminal_is_asked(answer: str, file: str, words: tuple[str, ...], place: Path) -> None:
    code, said = at_a_terminal(answer, *words)
    assert code == 0, said
    assert f"no file was named: the PDF goes to {place}" in said
    assert [path.name for path in place.iterdir()] == [file]


def test_whoever_would_rather_not_registers_nothing(place: Path, worked: Path, state: Run) -> None:
    before = state(worked)
    code, said = at_a_terminal("q", *NEW)
    assert (code, state(worked)) == (1, before)
    assert "nothing was printed, and nothing registered" in said
    assert list(place.iterdir()) == []


def test_a_preview_asks_too(place: Path) -> None:
    code, said = at_a_terminal("", "letter", "preview", CASE, "overdue-notice", "--pdf", "--reveal")
    assert code == 0, said
    assert [path.name for path in place.iterdir()] == [f"{CASE}-overdue-notice.pdf"]


def test_nobody_is_asked_for_scripts_or_where_a_file_is_named(place: Path) -> None:
    for words in ((*NEW, "--json"), (*NEW, "-o", "a.pdf", "--override", "again")):
        code, said = at_a_terminal("q", *words)
        assert code == 0, said
        assert "no file was named" not in said


def test_over_a_pipe_it_says_where_the_pages_went(place: Path, run_process: Run) -> None:
    done = run_process(*NEW)
    assert done.code == 0, done.err
    assert "2026-A-0001.pdf" in done.out
    assert [path.name for path in place.iterdir()] == ["2026-A-0001.pdf"]

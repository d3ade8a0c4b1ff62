"""Odd places, names, files, locales and machines: one clear line and the right exit code, never a bug."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
CASE = "PF-2026-0007"
LONG, DEEP = "x" * 300, "a/" * 2500
Run = Callable[..., Any]

unix = pytest.mark.skipif(os.name == "nt", reason="pipes, locales and signals of Unix")


def plainly(done: Any, code: int, *said: str) -> None:
    """One line of error, not too long, no bug."""
    assert done.code == code, (done.code, done.out, done.err)
    (line,) = done.errors
    assert line.startswith("error: ")
    assert len(line) < 1100
    assert "Traceback" not in line
    for words in said:
        assert words in line


# --- paths and names -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (1, ("list", "--ledger", LONG)),
        (1, ("list", "--ledger", DEEP)),
        (1, ("import", f"{LONG}.csv")),
        (1, ("import", f"{DEEP}x.csv")),
        (2, ("import", ".")),
        (1, ("init", LONG)),
        (1, ("init", "/dev/null/x")),
        (1, ("evidence", CASE, "-o", LONG)),
        (1, ("evidence", CASE, "-o", f"../{'z' * 250}.zip")),
        (1, ("letter", "preview", CASE, "payment-reminder", "--pdf", "-o", LONG)),
        (1, ("letter", "preview", CASE, "payment-reminder", "--pdf", "-o", "y" * 250 + ".pdf")),
        (1, ("letter", "preview", CASE, "payment-reminder", "--pdf", "-o", "/dev/null")),
        (1, ("letter", "preview", CASE, "payment-reminder", "--pdf", "-o", ".")),
        (3, ("show", "A" * 100_000)),
        (3, ("list", "--rev", "A" * 100_000)),
        (3, ("letter", "show", DEEP)),
        (2, ("open", LONG, "--policy", "property-fee", "--name", "张三")),
        (1, ("pay", CASE, "5", "--actor", "w" * 200_000)),
        (2, ("set", CASE, "terms." + "a." * 3000 + "b=1")),
        (2, ("set", CASE, "debtor.phones." + "1" * 5000 + "=1")),
        (2, ("set", CASE, "debtor.phones.²=1")),
        (2, ("open", "N-1", "--policy", "property-fee", "--name", "张三", "--term", "a." * 3000 + "a=1")),
        (
            2,
            (
                "open",
                "N-1",
                "--policy",
                "property-fee",
                "--name",
                "张三",
                "--term",
                "a=" + "[" * 400 + "]" * 400,
            ),
        ),
    ],
    ids=lambda value: repr(value)[:50],
)
def test_names_and_paths_out_of_measure(
    code: int, words: tuple[str, ...], worked: Path, run: Run, state: Run
) -> None:
    before = state(worked)
    plainly(run(*words), code)
    assert state(worked) == before


@pytest.mark.parametrize("missing", [0, 1, 2])
@pytest.mark.parametrize("kind", ["gone", "a folder"])
def test_the_merge_driver_without_its_files(
    missing: int, kind: str, worked: Path, run: Run, file_of: Run
) -> None:
    sides = [str(file_of(worked, CASE))] * 3
    sides[missing] = "no-such-file.yaml" if kind == "gone" else "policies"
    before = file_of(worked, CASE).read_bytes()
    plainly(run("merge-driver", *sides, f"cases/{CASE}.yaml"), 1, sides[missing])
    assert file_of(worked, CASE).read_bytes() == before


@unix
@pytest.mark.parametrize(
    "words",
    [
        ("import", "pipe.csv"),
        ("letter", "preview", CASE, "payment-reminder", "--pdf", "-o", "pipe.csv"),
        ("evidence", CASE, "-o", "pipe.csv", "--replace"),
    ],
)
def test_a_pipe_is_not_waited_for(
    words: tuple[str, ...], worked: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    os.mkfifo("pipe.csv")
    done = run("--ledger", str(worked), *words)
    assert done.code in (1, 2)
    assert len(done.errors) == 1


@unix
@pytest.mark.parametrize("make", [os.mkdir, os.mkfifo, lambda path: os.symlink("nowhere", path)])
def test_what_is_no_file_among_the_rules_hides_nothing(make: Run, worked: Path, run: Run) -> None:
    make(worked / "policies" / "odd.yaml")
    done = run("list", "--json")
    assert done.code == 0, done.err
    assert [case["case"] for case in done.json["cases"]] == [CASE, "XD-2026-0001"]
    found = run("check")
    assert found.code == 6
    assert "policies/odd.yaml" in found.err


# --- the machine -----------------------------------------------------------------------------------------


@unix
@pytest.mark.parametrize("words", [("list",), ("pay", CASE, "5"), ("check",), ("init", "new"), ("doctor",)])
def test_a_working_directory_that_is_gone(
    words: tuple[str, ...], worked: Path, tmp_path: Path, run_process: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "gone"
    place.mkdir()
    monkeypatch.chdir(place)
    place.rmdir()
    plainly(run_process(*words), 1, "the working directory is gone")


@unix
def test_a_named_ledger_needs_no_working_directory(
    worked: Path, tmp_path: Path, run_process: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "gone"
    place.mkdir()
    monkeypatch.chdir(place)
    place.rmdir()
    done = run_process("--ledger", str(worked), "pay", CASE, "5")
    assert done.code == 0, done.err


def test_without_git(
    worked: Path, run: Run, monkeypatch: pytest.MonkeyPatch, state: Run, tmp_path: Path
) -> None:
    before = state(worked)
    monkeypatch.setenv("PATH", str(tmp_path))
    done = run("pay", CASE, "5")
    monkeypatch.undo()
    plainly(done, 1, "git")
    assert state(worked) == before


@unix
def test_git_settings_that_are_broken_are_named(
    worked: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "broken"
    broken.write_text("[user\n", encoding="utf-8")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(broken))
    plainly(run("pay", CASE, "5"), 1, str(broken))


def test_without_a_home(worked: Path, run_process: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HOME", raising=False)
    assert run_process("list").code == 0
    assert run_process("pay", CASE, "5").code == 0


def test_a_bug_is_told_where_no_log_can_be_written(
    worked: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dunning_cli.store.machine import crash_report
    from dunning_cli.views.portfolio import portfolio

    def nowhere(*_: object, **__: object) -> None:
        raise FileNotFoundError(2, "No usable temporary directory found")

    monkeypatch.setattr(portfolio, "all_figures", lambda *_: 1 / 0)
    monkeypatch.setattr(crash_report.tempfile, "NamedTemporaryFile", nowhere)
    plainly(run("list"), 70, "ZeroDivisionError", "test_plain_refusals.py")


# --- locales ---------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def gbk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the locale zh_CN.GBK, made from the system's own sources."""
    place = tmp_path_factory.mktemp("locales")
    if not shutil.which("localedef"):
        pytest.skip("localedef makes the locale")
    words = ["localedef", "-c", "-i", "zh_CN", "-f", "GBK", str(place / "zh_CN.GBK")]
    done = subprocess.run(words, capture_output=True, check=False)
    if not (place / "zh_CN.GBK").exists():
        pytest.skip(f"no sources of the locale: {done.stderr.decode('utf-8', 'replace')}")
    return place


PRACTICE = re.compile("^note: practice ledger|练习台账")


def in_locale(worked: Path, words: list[bytes], **variables: str) -> tuple[int, str, str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **variables}
    done = subprocess.run(
        [sys.executable.encode(), b"-m", b"dunning_cli", *words],
        capture_output=True,
        cwd=worked,
        env=environment,
        check=False,
    )
    said = [
        line for line in done.stderr.decode("utf-8").splitlines(keepends=True) if not PRACTICE.search(line)
    ]
    return done.returncode, done.stdout.decode("utf-8"), "".join(said)


@unix
@pytest.mark.parametrize("encoding", ["utf-8", "gbk"])
def test_a_gbk_locale(encoding: str, gbk: Path, worked: Path, read_case: Run, in_git: Run) -> None:
    variables = {"LC_ALL": "zh_CN.GBK", "LOCPATH": str(gbk)}
    code, out, err = in_locale(worked, [b"list"], **variables)
    assert (code, err) == (0, "")
    assert "王建国" in out
    words = [
        b"open",
        "物业-8".encode(encoding),
        b"--policy",
        b"property-fee",
        b"--name",
        "张小红".encode(encoding),
    ]
    code, _, err = in_locale(worked, words, **variables)
    assert code == 0, err
    assert read_case(worked, "物业-8")["debtor"]["name"] == "张小红"
    assert in_git("status", "--porcelain") == ""
    assert in_locale(worked, [b"check"], **variables)[:2] == (0, "")


@unix
@pytest.mark.parametrize(
    "variables", [{"LC_ALL": "C"}, {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}]
)
def test_the_c_locale(variables: dict[str, str], worked: Path, read_case: Run) -> None:
    code, out, err = in_locale(worked, [b"list", b"--lang", b"zh"], **variables)
    assert (code, err) == (0, "")
    assert "王建国" in out
    words = [b"open", "物业-8".encode(), b"--policy", b"property-fee", b"--name", "张小红".encode()]
    assert in_locale(worked, words, **variables)[0] == 0
    assert read_case(worked, "物业-8")["debtor"]["name"] == "张小红"
    # no text in this locale: refused as such, not taken for another
    code, _, err = in_locale(
        worked, [b"note", CASE.encode(), "已联系".encode("gbk"), b"--channel", b"letter"], **variables
    )
    assert code == 2
    assert "not UTF-8" in err


# --- Ctrl-C ----------------------------------------------------------------------------------------------


@unix
@pytest.mark.parametrize("after", [0.05, 0.1, 0.3, 1.5])
def test_ctrl_c_at_any_moment_ends_with_130(after: float, worked: Path) -> None:
    # a command that never ends by itself: it waits for its standard input. A moment after it was begun: before that
    # the signal would end the two statements here, and tell nothing of the program
    script = "from dunning_cli.__main__ import run; print(flush=True); run()"
    process = subprocess.Popen(
        [sys.executable, "-c", script, "assign", "-", "--owner", "li"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=worked,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        # whoever runs the tests in the background hands down an ignored Ctrl-C
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    assert process.stdout is not None
    process.stdout.readline()
    time.sleep(after)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    # one that the signal itself ended, before the program was loaded, is 130 to a shell too
    assert process.returncode in (130, -signal.SIGINT)
    assert b"Traceback" not in err

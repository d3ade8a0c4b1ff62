"""`doctor`: one line a check, and for everything that can be wrong with an installation its name and its fix."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from copies import MadeOnce

from dunning_cli.store.format.folder import LedgerFolder
from dunning_cli.store.machine import installation

ROOT = Path(__file__).parents[2]
CASE = "PF-2026-0007"
MACHINE = ["python", "packages", "git", "identity", "encoding", "time-zone", "pdf"]
LEDGER = [
    "repository",
    "branch",
    "git-locks",
    "merge-driver",
    "programs",
    "cache",
    "clock",
    "calendar",
    "reference-rates lpr_1y",
    "reference-rates lpr_5y",
    "lock",
    "journal",
    "letter-series",
    "drive",
]
Run = Callable[..., Any]


@pytest.fixture
def lasting(worked: Path, run: Run, made_once: MadeOnce) -> Path:
    """Nothing of the ledger runs out soon."""

    def make() -> None:
        for table in ("lpr_1y", "lpr_5y"):
            assert run("policy", "rate", table, "--valid-through", "2027-12-31").code == 0

    made_once(worked, make)
    return worked


def wrong(run: Run) -> dict[str, tuple[str, str]]:
    """What `doctor` finds: problem and fix by check."""
    done = run("doctor", "--json")
    checks = done.json["checks"]
    found = {each["check"]: (each["problem"], each["fix"]) for each in checks if not each["ok"]}
    assert done.code == (6 if found else 0)
    assert done.err == ""
    return found


def test_all_is_well(lasting: Path, run: Run) -> None:
    done = run("doctor")
    assert (done.code, done.err) == (0, "")
    lines = done.out.splitlines()
    assert [line.partition(": ")[0] for line in lines] == MACHINE + LEDGER
    assert all(": ok, " in line for line in lines)
    assert "identity: ok, clerk <clerk@example.com>" in lines
    assert wrong(run) == {}


def test_outside_a_ledger_the_machine_is_examined(git_identity: Path, run: Run) -> None:
    done = run("doctor", "--json")
    assert done.code == 0
    assert [each["check"] for each in done.json["checks"]] == MACHINE
    assert run("--ledger", "/nowhere", "doctor").code == 3


def test_nobody_known_to_git(lasting: Path, run: Run, git_identity: Path) -> None:
    git_identity_text = git_identity.read_text(encoding="utf-8")
    git_identity.write_text("", encoding="utf-8")
    try:
        found = wrong(run)
    finally:
        git_identity.write_text(git_identity_text, encoding="utf-8")
    assert list(found) == ["identity"]
    assert "git config --global user.name" in found["identity"][0]


def test_no_git_at_all(lasting: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    assert "install git" in wrong(run)["git"][0]


def test_an_old_git(lasting: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = subprocess.run(["which", "git"], capture_output=True, text=True, check=True).stdout.strip()
    old = tmp_path / "bin" / "git"
    old.parent.mkdir()
    old.write_text(
        f'#!/bin/sh\ncase "$*" in *" version") echo "git version 2.17.1";; *) exec {real} "$@";; esac\n'
    )
    old.chmod(0o755)
    monkeypatch.setenv("PATH", f"{old.parent}{os.pathsep}{os.environ['PATH']}")
    problem, fix = wrong(run)["git"]
    assert "2.17.1" in problem
    assert "2.25" in fix


@pytest.mark.parametrize(
    ("variable", "value"), [("LANG", "zh_CN.GB18030"), ("LC_ALL", "zh_CN.GBK"), ("LC_CTYPE", "C.nonsense")]
)
def test_a_terminal_of_another_encoding(
    variable: str, value: str, lasting: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    # one variable overrides another, and Python itself sets LC_CTYPE where none is set
    for name in ("LC_ALL", "LC_CTYPE", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv(variable, value)
    problem, fix = wrong(run)["encoding"]
    assert value.partition(".")[2] in problem
    assert "UTF-8" in fix


def test_holidays_that_are_not_known(
    worked: Path, run: Run, in_git: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    import chinese_calendar.constants as built_in

    monkeypatch.setattr(built_in, "holidays", {date(2004, 1, 1): "x"})
    problem, fix = wrong(run)["calendar"]
    assert "ended on 2004-12-31" in problem
    assert "chinesecalendar" in fix
    monkeypatch.setattr(built_in, "holidays", {})
    assert wrong(run)["calendar"][0] == "the holidays of 2026 are not known"


def test_a_folder_that_is_no_repository_and_one_without_a_commit(
    lasting: Path, run: Run, in_git: Run
) -> None:
    shutil.rmtree(lasting / ".git")
    assert "git init" in wrong(run)["repository"][1]
    in_git("init", "-q")
    # looking registers no merge driver
    assert list(wrong(run)) == ["repository", "merge-driver"]


def test_a_driver_that_another_program_holds_is_registered_anew(lasting: Path, run: Run, in_git: Run) -> None:
    in_git("config", "merge.dunning.driver", "another-program")
    assert list(wrong(run)) == ["merge-driver"]
    assert "dunning sync" in wrong(run)["merge-driver"][1]
    assert run("pay", CASE, "5").code == 0
    assert wrong(run) == {}
    assert "merge-driver" in in_git("config", "merge.dunning.driver")


def test_programs_of_the_ledgers_own_are_named(lasting: Path, run: Run, in_git: Run) -> None:
    assert "programs: ok, git runs nothing" in run("doctor").out
    hooks = lasting / ".git" / "hooks"
    hooks.mkdir(exist_ok=True)
    for name in ("pre-commit", "pre-push.sample"):
        (hooks / name).write_text("#!/bin/sh\n", encoding="utf-8")
        (hooks / name).chmod(0o755)
    in_git("config", "filter.x.clean", "sed s/a/b/")
    in_git("config", "commit.gpgsign", "true")
    assert "of this ledger's own: pre-commit, filter.x.clean\n" in run("doctor").out
    assert wrong(run) == {}


def test_a_driver_that_cannot_be_registered(lasting: Path, run: Run, in_git: Run) -> None:
    in_git("config", "--unset", "merge.dunning.driver")
    (lasting / ".git" / "config.lock").touch()
    problem, fix = wrong(run)["merge-driver"]
    assert "merge" in problem
    assert str(lasting / ".git" / "config") in fix


def test_a_clock_behind_the_last_commit(
    lasting: Path, run: Run, monkeypatch: pytest.MonkeyPatch, in_git: Run
) -> None:
    monkeypatch.setenv("GIT_COMMITTER_DATE", "2037-01-01T00:00:00+08:00")
    in_git("commit", "-q", "--allow-empty", "-m", "from the future")
    assert "2037-01-01" in wrong(run)["clock"][0] or "2036-12-31" in wrong(run)["clock"][0]


@pytest.fixture
def holder(lasting: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that holds the ledger."""
    script = (
        "import sys; from pathlib import Path; from dunning_cli.store.writing.lock import locked\n"
        "with locked(Path(sys.argv[1])):\n    print('held', flush=True)\n    sys.stdin.read()\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", script, str(lasting / ".git" / "dunning")],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    process.stdout.readline()
    yield process
    process.communicate()


def test_somebody_who_holds_the_ledger(holder: subprocess.Popen[str], run: Run) -> None:
    found = wrong(run)
    assert list(found) == ["lock"]
    assert str(holder.pid) in found["lock"][0]


def test_a_damaged_cache(lasting: Path, run: Run) -> None:
    for copied in (lasting / ".git" / "dunning").glob("cache-*.sqlite"):
        copied.unlink()
    run("list")
    (cache,) = (lasting / ".git" / "dunning").glob("cache-*.sqlite")
    with sqlite3.connect(cache) as opened:
        assert opened.execute("PRAGMA page_count").fetchone()[0] > 1
    data = cache.read_bytes()
    cache.write_bytes(b"no database" + data[11:])
    assert str(cache) in wrong(run)["cache"][1]
    assert run("list").code == 0
    run("list")
    assert wrong(run) == {}


def test_letter_series(lasting: Path, run: Run, in_git: Run) -> None:
    settings = lasting / "dunning.yaml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("letter_series: [A]", "letter_series: [A, B]"), encoding="utf-8")
    assert "git config dunning.series B" in wrong(run)["letter-series"][1]
    in_git("config", "dunning.series", "C")
    assert "C" in wrong(run)["letter-series"][0]
    in_git("config", "dunning.series", "B")
    assert wrong(run) == {}


def test_a_network_drive(lasting: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mounts = tmp_path / "mounts"
    monkeypatch.setattr(installation, "_MOUNTS", mounts)
    for kind in ("nfs4", "cifs", "smb3", "fuse.sshfs"):
        mounts.write_text(
            f"/dev/vda / ext4 rw 0 0\nserver:/x {lasting.parent} {kind} rw 0 0\n", encoding="utf-8"
        )
        problem, fix = wrong(run)["drive"]
        assert kind in problem
        assert "use clones and sync" in fix
    mounts.write_text(f"server:/x / nfs4 rw 0 0\n/dev/vdb {lasting.parent} ext4 rw 0 0\n", encoding="utf-8")
    assert wrong(run) == {}


def test_a_mount_with_a_blank_in_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "my drive"
    place.mkdir()
    mounts = tmp_path / "mounts"
    mounts.write_text(f"/dev/vda / ext4 rw 0 0\ns:/x {tmp_path}/my\\040drive nfs rw 0 0\n", encoding="utf-8")
    monkeypatch.setattr(installation, "_MOUNTS", mounts)
    assert installation.file_system(place) == "nfs"
    assert installation.file_system(tmp_path) == "ext4"


def test_a_write_that_was_broken_off(lasting: Path, run: Run) -> None:
    journal = LedgerFolder(lasting).private / "journal"
    script = (
        "import os, signal, sys\nfrom dunning_cli.store.writing import transaction\nfrom dunning_cli.cli.main import main\n"
        "transaction.Transaction._replace_files = lambda *_: os.kill(os.getpid(), signal.SIGKILL)\nmain(sys.argv[1:])\n"
    )
    subprocess.run(
        [sys.executable, "-c", script, "pay", CASE, "5"],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=False,
    )
    assert (journal / "plan").exists()
    found = wrong(run)
    assert list(found) == ["journal"]
    assert "dunning check" in found["journal"][1]
    assert "took back" in run("check").err
    assert wrong(run) == {}


def test_settings_that_cannot_be_read(lasting: Path, run: Run) -> None:
    (lasting / "dunning.yaml").write_text("office: [\n", encoding="utf-8")
    found = wrong(run)
    assert list(found) == ["calendar", "letter-series"]
    assert "dunning check settings" in found["calendar"][0]


def test_packages_that_are_too_old(lasting: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    real = installation.installed_version
    monkeypatch.setattr(
        installation,
        "installed_version",
        lambda name: {"typer": "0.3.2", "tabulate": None}.get(name, real(name)),
    )
    problem, fix = wrong(run)["packages"]
    assert "typer>=" in problem
    assert "tabulate>=" in problem
    assert fix.startswith("pip install --upgrade 'tabulate>=")

"""What befalls a write: a hook of the user's, a writer that dies, a git that stays."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from dunning_cli.store.writing.locks.processes import runs

ROOT = Path(__file__).parents[2]
CASE = "PF-2026-0007"
PAY = ("pay", CASE, "300.00", "--via", "bank")


def hook(folder: Path, name: str, script: str) -> Path:
    """Puts a hook in place."""
    file = folder / ".git" / "hooks" / name
    file.parent.mkdir(exist_ok=True)
    file.write_text("#!/bin/sh\n" + script, encoding="utf-8")
    file.chmod(0o755)
    return file


def end(process: subprocess.Popen[bytes], how: signal.Signals = signal.SIGTERM) -> None:
    """Ends a git and the editor it waits for."""
    if process.poll() is None:
        os.killpg(process.pid, how)
        process.wait()


BROKEN_OFF = """
import os, signal, sys
from dunning_cli.store.writing import journal
from dunning_cli.cli.main import main
real = journal.Journal.git_started
def started(self, pid):
    real(self, pid)
    os.kill(os.getpid(), signal.SIGKILL)
journal.Journal.git_started = started
main(sys.argv[1:])
"""


def broken_off(folder: Path) -> None:
    """A payment whose writer dies when git has just begun; git gives up for want of a message."""
    done = subprocess.run(
        [sys.executable, "-c", BROKEN_OFF, "--ledger", str(folder), *PAY],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=False,
    )
    assert done.returncode == -signal.SIGKILL
    note = folder / ".git" / "dunning" / "journal" / "git"
    until = time.monotonic() + 20
    while runs(int(note.read_text().rstrip("\0").split()[1]), note.stat().st_mtime):
        assert time.monotonic() < until
        time.sleep(0.02)


DISTURBED = """
import os, subprocess, sys
from dunning_cli.store.writing import journal
from dunning_cli.cli.main import main
moment = os.environ["MOMENT"]
real = getattr(journal.Journal, moment)
def step(self, *given):
    real(self, *given)
    subprocess.run(["sh", "-c", os.environ["DISTURBANCE"]], check=True)
setattr(journal.Journal, moment, step)
sys.exit(main(sys.argv[1:]))
"""


def disturbed(
    folder: Path, script: str, *words: str, moment: str = "begin"
) -> subprocess.CompletedProcess[str]:
    """A command in whose course somebody else runs a script in the ledger.

    `moment` is a step of the journal: `begin`, the write is planned; `git_starts`, its files are written.
    """
    return subprocess.run(
        [sys.executable, "-c", DISTURBED, "--ledger", str(folder), *words],
        env={
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "MOMENT": moment,
            "DISTURBANCE": f"cd '{folder}'; {script}",
        },
        capture_output=True,
        text=True,
        check=False,
    )

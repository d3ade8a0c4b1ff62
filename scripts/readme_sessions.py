"""Runs the sessions shown in the READMEs and the pages for readers, and writes what they print: `python scripts/readme_sessions.py`.

A session is a ```console block; its lines that begin with `$ ` are commands, the rest is their output.
All sessions of a page run in one temporary folder, in order. Commit and entry ids, moments and
the days between a fixed today and the clock differ at every run and are compared as if they were the same.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
READMES = (ROOT / "README.md", ROOT / "README.zh-CN.md")
PAGES = (
    *READMES,
    *(page for page in sorted(ROOT.glob("docs/*.md")) if "\n$ dunning init " in page.read_text("utf-8")),
)
"""The pages whose sessions begin with a ledger of their own."""
_SESSION = re.compile(r"(?<=^```console\n).*?(?=^```$)", re.MULTILINE | re.DOTALL)
_PROMPT = "$ "
_CHANGING = re.compile(
    r" +\d+(?=  [0-9a-f]{10}$)"  # days back, of what the session has just recorded on its fixed day
    r"|\b(?:[0-9a-f]{40}|[0-9a-f]{10}|[0-9a-f]{7}|01[0-9a-hjkmnp-tv-z]{14}|\d{4}-\d\d-\d\d \d\d:\d\d)\b",
    re.MULTILINE,
)


def rerun(page: str) -> str:
    """The page with the output of every session as it is now; one that says the same stays as it was."""
    with tempfile.TemporaryDirectory() as folder:
        shell = _Shell(Path(folder))
        return _SESSION.sub(lambda session: _renewed(session[0], shell.transcript(session[0])), page)


def _renewed(before: str, now: str) -> str:
    return before if comparable(before) == comparable(now) else now


def comparable(page: str) -> str:
    """The page with every commit id, entry id and moment written the same."""
    return _CHANGING.sub("…", page)


class _Shell:
    """A folder and variables that live from command to command, as at a terminal."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        bin_folder = str(Path(sys.executable).parent)
        self._environment = {
            name: value for name, value in os.environ.items() if not name.startswith("DUNNING_")
        }
        self._environment |= {
            "PATH": bin_folder + os.pathsep + os.environ["PATH"],
            "LC_ALL": "C.UTF-8",
            "COLUMNS": "100",
            "SOURCE": str(ROOT),
        }
        for role in ("AUTHOR", "COMMITTER"):
            self._environment |= {f"GIT_{role}_NAME": "zhou", f"GIT_{role}_EMAIL": "zhou@example.com"}

    def transcript(self, session: str) -> str:
        """The session's commands, each with what it prints now."""
        commands = [line[len(_PROMPT) :] for line in session.splitlines() if line.startswith(_PROMPT)]
        return "".join(f"{_PROMPT}{command}\n{self._run(command)}" for command in commands)

    def _run(self, command: str) -> str:
        if command.startswith("cd "):
            self._folder = (self._folder / command[3:]).resolve()
            return ""
        if command.startswith("export "):
            name, _, value = command[7:].partition("=")
            self._environment[name] = value
            return ""
        done = subprocess.run(
            ["sh", "-c", command],
            cwd=self._folder,
            env=self._environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
        )
        lines = [line.rstrip() for line in done.stdout.replace(str(self._folder), "…").splitlines()]
        return "".join(f"{line}\n" for line in lines)


if __name__ == "__main__":
    for path in PAGES:
        path.write_text(rerun(path.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")

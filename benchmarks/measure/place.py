"""Where things are measured: the installed wheel, a home of its own, ledgers and copies of them."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path

from measure.running import Failed

ROOT = Path(__file__).resolve().parent.parent.parent
PERSON = "sun"
"""Who records in a generated ledger."""
_RACY = 2.1
"""Seconds after which the program trusts the stamp of a file."""
_GIT_CONFIG = f"""\
[user]
	name = {PERSON}
	email = {PERSON}@example.com
[init]
	defaultBranch = main
	templateDir =
[gc]
	auto = 0
"""


class Place:
    """The folder `build/bench`: everything that is made for measuring, and the environment of what is measured."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self.home = folder / "home"
        self.home.mkdir(exist_ok=True)
        (self.home / "gitconfig").write_text(_GIT_CONFIG, encoding="utf-8")

    @cached_property
    def environment(self) -> Mapping[str, str]:
        """What a user's shell has, and nothing of the caller's that changes what is measured."""
        return {
            "PATH": os.environ.get("PATH", os.defpath),
            "HOME": str(self.home),
            "XDG_CACHE_HOME": str(self.home / "cache"),
            "XDG_CONFIG_HOME": str(self.home / "config"),
            "XDG_DATA_HOME": str(self.home / "data"),
            "XDG_STATE_HOME": str(self.home / "state"),
            "GIT_CONFIG_GLOBAL": str(self.home / "gitconfig"),
            "GIT_CONFIG_NOSYSTEM": "1",
            "TASKDATA": str(self.home / "tasks"),
            "TASKRC": str(self.home / "taskrc"),
            "LANG": "C.UTF-8",
            "TZ": "Asia/Shanghai",
        }

    # --- programs

    @property
    def python(self) -> str:
        """The Python of the environment in which the wheel is."""
        return str(self.folder / "env" / "bin" / "python")

    @property
    def dunning(self) -> str:
        """The program as installed."""
        return str(self.folder / "env" / "bin" / "dunning")

    @property
    def sqlite_utils(self) -> str:
        """A peer of the same sort, in an environment of its own."""
        return str(self.folder / "peers" / "bin" / "sqlite-utils")

    def install(self) -> None:
        """Builds a wheel of the tree as it is, and installs it with compiled files into a new environment. Raises Failed."""
        wheels = self.folder / "wheel"
        shutil.rmtree(wheels, ignore_errors=True)
        source = self.folder / "source"
        shutil.rmtree(source, ignore_errors=True)
        ignored = shutil.ignore_patterns(
            ".venv", ".git", "__pycache__", "build", ".mypy_cache", ".ruff_cache", ".hypothesis"
        )
        shutil.copytree(ROOT, source, ignore=ignored)
        pip = (sys.executable, "-m", "pip", "--disable-pip-version-check")
        self._run((*pip, "wheel", "-q", "--no-deps", "--no-build-isolation", "-w", str(wheels), str(source)))
        (wheel,) = wheels.glob("dunning-*.whl")
        self._environment("env", str(wheel))
        if not Path(self.sqlite_utils).exists():
            self._environment("peers", "sqlite-utils")

    def _environment(self, name: str, *wanted: str) -> None:
        folder = self.folder / name
        shutil.rmtree(folder, ignore_errors=True)
        self._run((sys.executable, "-m", "venv", str(folder)))
        pip = (str(folder / "bin" / "python"), "-m", "pip", "--disable-pip-version-check")
        constraints = str(ROOT / "constraints.txt")
        self._run((*pip, "install", "-q", "--compile", "-c", constraints, *wanted))

    def _run(self, words: Sequence[str]) -> None:
        # compiled files are part of what a user has
        environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        done = subprocess.run(words, env=environment, capture_output=True, check=False)
        if done.returncode:
            said = (done.stdout + done.stderr).decode("utf-8", "replace").strip()[-2000:]
            raise Failed(f"{' '.join(words)}: exit code {done.returncode}\n{said}")

    # --- ledgers

    def ledger(self, cases: int) -> Path:
        """The ledger of so many cases, made once; it is copied, never used. Raises Failed."""
        digest = hashlib.sha256()
        for source in sorted((ROOT / "benchmarks" / "generator").glob("*.py")):
            digest.update(source.read_bytes())
        folder = self.folder / f"ledger-{cases}-{digest.hexdigest()[:8]}"
        if not folder.exists():
            made = folder.with_suffix(".made")
            shutil.rmtree(made, ignore_errors=True)
            words = (sys.executable, str(ROOT / "benchmarks/generate.py"), str(made), "--cases", str(cases))
            self._run(words)
            made.rename(folder)
        return folder

    def forget(self, ledger: Path) -> None:
        """Takes away all that the program keeps of what it has read, in the ledger and in the user's folders; not the user's key."""
        shutil.rmtree(ledger / ".git" / "dunning", ignore_errors=True)
        shutil.rmtree(self.home / "cache", ignore_errors=True)
        for kept in (self.home / "state" / "dunning").glob("*"):
            if kept.name != "key":
                shutil.rmtree(kept) if kept.is_dir() else kept.unlink()


class Copy:
    """A copy of a ledger that may be written to and put back as it was."""

    def __init__(self, place: Place, ledger: Path, name: str) -> None:
        self._place = place
        self.folder = place.folder / "work" / name
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.parent.mkdir(exist_ok=True)
        place._run(("cp", "-a", "--reflink=auto", str(ledger), str(self.folder)))
        self._start = self.git("rev-parse", "HEAD").strip()
        time.sleep(_RACY)

    def git(self, *words: str) -> str:
        """What git says in the copy. Raises Failed."""
        done = subprocess.run(
            ("git", *words),
            cwd=self.folder,
            env=dict(self._place.environment),
            capture_output=True,
            check=False,
        )
        if done.returncode:
            raise Failed(f"git {' '.join(words)}: {done.stderr.decode('utf-8', 'replace').strip()}")
        return done.stdout.decode("utf-8")

    def put_back(self) -> None:
        """Files and branch as at first; what the program keeps stays, and is out of date for what was written."""
        self.git("reset", "-q", "--hard", self._start)
        self.git("clean", "-fdq")

    def warm(self) -> None:
        """Has the program read everything, so that what it keeps is up to date."""
        time.sleep(_RACY)
        self.dunning("list")

    def dunning(self, *words: str) -> str:
        """What the program says in the copy, not measured. Raises Failed."""
        done = subprocess.run(
            (self._place.dunning, *words),
            cwd=self.folder,
            env=dict(self._place.environment),
            capture_output=True,
            check=False,
        )
        if done.returncode:
            raise Failed(
                f"dunning {' '.join(words)}: {done.stderr.decode('utf-8', 'replace').strip()[-2000:]}"
            )
        return done.stdout.decode("utf-8")

    def changed(self) -> list[str]:
        """The files that the branch changed since the beginning."""
        return self.git("-c", "core.quotepath=off", "diff", "--name-only", self._start).splitlines()

    def take_from(self, other: Copy) -> None:
        """The files that another copy changed, as they stand there; nothing is added or committed."""
        for name in other.changed():
            (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(other.folder / name, self.folder / name)

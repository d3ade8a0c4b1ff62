"""A tree to run from each checkout, one ledger that both get a copy of, and the two children that answer."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from compare.facts import Facts
from compare.questions import questions
from compare.writes import writes

SHIPPED = ("dunning_cli", "cases", "clients", "letters", "policies", "templates", "dunning.yaml")
SCRIPTS = Path(__file__).resolve().parent.parent
_GIT_CONFIG = """\
[user]
	name = clerk
	email = clerk@example.com
[init]
	defaultBranch = main
	templateDir =
[gc]
	auto = 0
"""


class Failed(Exception):
    """A child could not answer, or a folder is no checkout; the text says which and why."""


class Side:
    """One checkout: its own folder under the work folder, named so that both paths are equally long."""

    def __init__(self, checkout: Path, place: Path) -> None:
        if not (checkout / "dunning_cli" / "cli").is_dir():
            raise Failed(
                f"{checkout} is no checkout: it has no dunning_cli/cli; name the folder above the package"
            )
        self.place, self.tree = place, place / "tree"
        self.ledger = place / "ledger"
        (place / "answers").mkdir(parents=True)
        (place / "files").mkdir()
        self._copy(checkout)
        self._compile_catalogues()
        self._config = place / "gitconfig"
        self._config.write_text(_GIT_CONFIG, encoding="utf-8")

    def _copy(self, checkout: Path) -> None:
        """The checkout stays as it is, and may be edited while the children run."""
        for name in SHIPPED:
            source, target = checkout / name, self.tree / name
            if source.is_dir():
                shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__", "*.mo"))
            elif source.exists():
                shutil.copy2(source, target)

    def _compile_catalogues(self) -> None:
        """A catalogue lying about may be older than its source, or missing; then Chinese answers would be English."""
        from babel.messages.mofile import write_mo
        from babel.messages.pofile import read_po

        for source in (self.tree / "dunning_cli" / "locale").glob("*/LC_MESSAGES/*.po"):
            with source.open("rb") as file:
                catalogue = read_po(file, locale=source.parts[-3])
            with source.with_suffix(".mo").open("wb") as file:
                write_mo(file, catalogue)

    def make_ledger(self) -> None:
        """A sample ledger by this checkout. Raises Failed."""
        started = self._start(["-m", "dunning_cli", "init", "ledger", "--sample"])
        self._end(started)

    def take_ledger(self, ledger: Path) -> None:
        """A copy of a ledger, git's history with it, without what the program has noted for itself. Raises Failed."""
        if not (ledger / "dunning.yaml").is_file():
            raise Failed(f"{ledger} is no ledger: it has no dunning.yaml")
        shutil.copytree(ledger, self.ledger, symlinks=True)
        shutil.rmtree(self.ledger / ".git" / "dunning", ignore_errors=True)

    def answer(self, job: dict[str, Any]) -> subprocess.Popen[bytes]:
        """Starts the child; `finished` waits for it."""
        if job["writes"]:
            shutil.copytree(self.ledger, self.place / "written" / "ledger", symlinks=True)
        path = self.place / "job.json"
        job = {**job, "tree": str(self.tree), "place": str(self.place)}
        path.write_text(json.dumps(job, ensure_ascii=False), encoding="utf-8")
        return self._start(["-m", "compare.driver", str(path)])

    def finished(self, child: subprocess.Popen[bytes]) -> None:
        """Waits for the child. Raises Failed where it broke down."""
        self._end(child)

    def _start(self, words: Sequence[str]) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            # -P: the working directory is a ledger, and no place to import from
            [sys.executable, "-P", *words],
            cwd=self.place,
            env=self._environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )

    def _end(self, child: subprocess.Popen[bytes]) -> None:
        said, _ = child.communicate()
        if child.returncode:
            raise Failed(f"{self.place.name}: {said.decode('utf-8', 'replace').strip()[-2000:]}")

    def _environment(self) -> dict[str, str]:
        """The caller's, without what changes answers: the day is the sample's, zone and width are fixed."""
        own = ("GIT_", "DUNNING_", "LC_", "PYTHON")
        kept = {name: value for name, value in os.environ.items() if not name.startswith(own)}
        state = str(self.place / "state")
        return {
            **kept,
            "PYTHONPATH": os.pathsep.join((str(self.tree), str(SCRIPTS))),
            "PYTHONUTF8": "1",
            "GIT_CONFIG_GLOBAL": str(self._config),
            "GIT_CONFIG_NOSYSTEM": "1",
            "XDG_STATE_HOME": state,
            "XDG_CACHE_HOME": state,
            "LOCALAPPDATA": state,
            "LANG": "C.UTF-8",
            "LANGUAGE": "",
            "TZ": "UTC",
            "COLUMNS": "110",
        }


def answered(
    old: Path,
    new: Path,
    work: Path,
    parts: Sequence[str],
    days: int,
    cases: tuple[str, ...],
    ignored: Sequence[str],
    ledger: Path | None = None,
    most: int = 0,
) -> tuple[Side, Side]:
    """Both checkouts' answers to the questions of the parts, under `work`. Raises Failed.

    They are asked about copies of `ledger`, else about the sample; `most` is how many cases are asked about one by one,
    0 for all.
    """
    sides = Side(old, work / "old"), Side(new, work / "new")
    if ledger is None:
        sides[0].make_ledger()
    else:
        sides[0].take_ledger(ledger)
    sides[1].take_ledger(sides[0].ledger)
    facts = Facts.of(sides[0].ledger, cases, most)
    if not facts.cases:
        raise Failed(f"the ledger has none of the cases {', '.join(cases)}")
    job = {
        "questions": questions(facts, parts, days),
        "help": "help" in parts,
        "writes": [asdict(write) for write in writes()] if "writes" in parts else [],
        "ignored": list(ignored),
    }
    children = [side.answer(job) for side in sides]
    try:
        for side, child in zip(sides, children, strict=True):
            side.finished(child)
    finally:
        # where one broke down, or somebody lost patience, the other has nobody left to answer
        for child in children:
            child.kill()
    return sides

"""How long a command takes to start, beside its peers: `python benchmarks/startup.py`.

Builds a wheel, installs it with compiled files and a peer into a new environment, and times whole processes by
the processor time they take: every command in turn, round by round, so that what else the machine does falls on all
of them alike. A figure is the lowest of the rounds, a ratio that of two such figures.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BOUNDS = (
    ("dunning --version", "python -c pass", 2.0),
    ("dunning fees CASE", "sqlite-utils --version", 2.0),
    ("dunning pay --help", "python -c 'import typer'", 1.3),
)
"""A command, what it is held against, and how many times as long it may take."""
CASE = "XD-2026-0001"


def main() -> None:
    """Measures and prints a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=15)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory(prefix="dunning-startup-") as folder:
        place = Path(folder)
        commands = _installed(place)
        ledger = place / "ledger"
        _run([str(place / "env/bin/dunning"), "init", str(ledger), "--sample"], place)
        _run(commands["dunning fees CASE"], ledger)
        found = _measured(commands, ledger, rounds)
    print(f"{'command':24} {'ms':>6}   {'against':26} {'ms':>6}  {'ratio':>5}  bound")
    for command, peer, bound in BOUNDS:
        one, other = found[command], found[peer]
        print(f"{command:24} {one * 1000:6.0f}   {peer:26} {other * 1000:6.0f}  {one / other:5.2f}  {bound}")


def _installed(place: Path) -> dict[str, list[str]]:
    """The commands by their names, in an environment of their own."""
    environment = place / "env"
    _run([sys.executable, "-m", "venv", str(environment)], place)
    python = environment / "bin" / "python"
    source = place / "source"
    ignored = shutil.ignore_patterns(
        ".venv", ".git", "__pycache__", ".mypy_cache", ".ruff_cache", ".hypothesis"
    )
    shutil.copytree(ROOT, source, ignore=ignored)
    _run([str(python), "-m", "pip", "install", "--quiet", "--compile", str(source), "sqlite-utils"], place)
    return {
        "python -c pass": [str(python), "-c", "pass"],
        "python -c 'import typer'": [str(python), "-c", "import typer"],
        "sqlite-utils --version": [str(environment / "bin/sqlite-utils"), "--version"],
        "dunning --version": [str(environment / "bin/dunning"), "--version"],
        "dunning fees CASE": [str(environment / "bin/dunning"), "fees", CASE],
        "dunning pay --help": [str(environment / "bin/dunning"), "pay", "--help"],
    }


def _measured(commands: dict[str, list[str]], folder: Path, rounds: int) -> dict[str, float]:
    lowest = dict.fromkeys(commands, float("inf"))
    for _ in range(rounds):
        for name, words in commands.items():
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            _run(words, folder)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            taken = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
            lowest[name] = min(lowest[name], taken)
    return lowest


def _run(words: Sequence[str], folder: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment["DUNNING_LANG"] = "en"
    subprocess.run(
        words, cwd=folder, env=environment, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


if __name__ == "__main__":
    main()

"""What a clone prints in a process of its own, with another time zone, locale and order of sets."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def made_elsewhere(ledger: Path, clone: Path, *words: str) -> None:
    """Clones a ledger and runs a command, which must succeed, in the clone."""
    subprocess.run(
        ["git", "clone", "-q", "--no-local", str(ledger), str(clone)], check=True, capture_output=True
    )
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "TZ": "America/Los_Angeles",
        "LANG": "de_DE.UTF-8",
        "LC_ALL": "C",
        "PYTHONHASHSEED": "7",
    }
    done = subprocess.run(
        [sys.executable, "-m", "dunning_cli", *words], cwd=clone, env=environment, capture_output=True
    )
    assert done.returncode == 0, done.stderr

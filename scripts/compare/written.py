"""What a run of writes left in a ledger: its commits and every file that is not as it was."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path


def state_of(ledger: Path, before: str) -> Iterator[tuple[str, str]]:
    """The commits after one with author, message and files, then each file they or an uncommitted edit changed."""
    # oldest first, so that ids are met in the order they were made
    form = "--format=commit %H%nauthor %an <%ae>%n%B"
    yield "commits", in_git(ledger, "log", "--reverse", "--name-status", form, f"{before}..HEAD")
    yield "uncommitted", in_git(ledger, "status", "--porcelain")
    for name in in_git(ledger, "diff", "--name-only", before).splitlines():
        path = ledger / name
        yield f"file-{name}", path.read_text(encoding="utf-8") if path.exists() else "(removed)\n"


def in_git(ledger: Path, *words: str) -> str:
    """What git says in a ledger. Raises CalledProcessError where it fails."""
    command = ["git", "-c", "core.quotepath=off", "-C", str(ledger), *words]
    return subprocess.run(command, capture_output=True, check=True).stdout.decode("utf-8")

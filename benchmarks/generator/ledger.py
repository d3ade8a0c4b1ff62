"""A whole ledger: begun by the program itself, filled with the cases of its office."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from functools import cache, partial
from pathlib import Path

from dunning_cli.operations.ledger.init_ledger import init_ledger
from dunning_cli.store.format.folder import LedgerFolder
from dunning_cli.store.reading.ledger_reader import LedgerReader
from generator.course import Course
from generator.days import moment
from generator.ground import Ground
from generator.history import Told, write_history
from generator.office import Staff, settings
from generator.post import Posting, postings
from generator.products import debt_of
from generator.wanted import Wanted

_FOUNDED = timedelta(500)
"""Days before the ledger's day on which the office began."""
_AT_ONCE = 100
"""Cases that one process tells before it hands them over."""


def make_ledger(folder: Path, wanted: Wanted) -> int:
    """Makes the ledger in a new folder; the number of its commits. Raises a Failure of the program, RuntimeError."""
    staff = Staff(wanted)
    with _git_of(staff.of("supervisor", 0)):
        founded = moment((wanted.day - _FOUNDED), 9)
        init_ledger(folder, False, settings(wanted, staff), staff.of("supervisor", 0), founded)
        count = write_history(folder, _told(folder, wanted))
        _git(folder, "read-tree", "-m", "-u", "HEAD")
        _git(folder, "gc", "--quiet")
    # what the program noted for itself while it was read is the reader's, not the ledger's
    shutil.rmtree(folder / ".git" / "dunning", ignore_errors=True)
    return count + 1


@contextmanager
def _git_of(person: str) -> Iterator[None]:
    """Git as it is set up for one person and by nobody else, so that a ledger is the same on every machine."""
    own = {
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_COMMITTER_NAME": person,
        "GIT_COMMITTER_EMAIL": f"{person}@example.com",
        "GIT_TEMPLATE_DIR": "",
    }
    before = {name: os.environ.get(name) for name in own}
    os.environ.update(own)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def _git(folder: Path, *words: str) -> None:
    subprocess.run(["git", *words], cwd=folder, check=True)


def _told(folder: Path, wanted: Wanted) -> Iterator[Told]:
    """Every case, in the order of their numbers, told by as many processes as there are processors."""
    parts = [range(start, min(start + _AT_ONCE, wanted.cases)) for start in range(0, wanted.cases, _AT_ONCE)]
    told = partial(_told_in, folder, wanted)
    if len(parts) < 2:
        for part in parts:
            yield from told(part)
        return
    with ProcessPoolExecutor() as processes:
        for cases in processes.map(told, parts):
            yield from cases


def _told_in(folder: Path, wanted: Wanted, numbers: range) -> list[Told]:
    ground, letters = _ground(folder, wanted)
    found = []
    for number in numbers:
        diary = Course(ground, debt_of(wanted, ground.staff, number), letters.get(number)).told()
        found.append(Told(diary.head.case, ground.reader.folder.case_path(diary.head.case), diary.steps))
    return found


@cache
def _ground(folder: Path, wanted: Wanted) -> tuple[Ground, dict[int, Posting]]:
    reader, staff = LedgerReader(LedgerFolder(folder)), Staff(wanted)
    return Ground(wanted, staff, settings(wanted, staff), reader), postings(wanted)

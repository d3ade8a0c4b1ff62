"""The commits of a ledger, written at once: what one person wrote down at one moment is one commit."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import IO, NamedTuple

from dunning_cli.domain.case.commit_trailers import trailers_of
from dunning_cli.kernel.message import as_recorded, msg
from generator.diary import EntryNamed, Step

_REFERENCE = b"refs/heads/main"


class Told(NamedTuple):
    """A case with all its steps."""

    case: str
    path: str
    steps: list[Step]


@dataclass(slots=True)
class _Change:
    """One case changed in one step: its path, the texts by their marks, what the commit says of it."""

    when: datetime
    by: str
    case: str
    files: tuple[tuple[str, int], ...]
    entries: Sequence[EntryNamed]
    subject: str


def write_history(repository: Path, cases: Iterable[Told]) -> int:
    """Adds the commits of all cases to the one commit that is there, the oldest first; their number.

    Texts are handed over case by case, so that git stores each as what it adds to the one before.
    """
    words = ["git", "fast-import", "--quiet", "--date-format=raw", "--depth=50"]
    with subprocess.Popen(words, cwd=repository, stdin=subprocess.PIPE) as running:
        assert running.stdin is not None
        marks = count(1)
        changes = [change for told in cases for change in _texts(running.stdin, marks, told)]
        changes.sort(key=lambda change: (change.when, change.by, change.case))
        commits = 0
        for group in _by_command(changes):
            _commit(running.stdin, group, first=commits == 0)
            commits += 1
        running.stdin.write(b"done\n")
        running.stdin.close()
        if running.wait():
            raise RuntimeError("git fast-import refused the history")
    return commits


def _texts(out: IO[bytes], marks: Iterator[int], told: Told) -> Iterator[_Change]:
    """Hands git every text of a case, and gives what changed in each step by the marks of its texts."""
    text = ""
    for step in told.steps:
        text += step.text
        files = [(told.path, text), *step.letters.items()]
        marked = tuple((path, _blob(out, next(marks), content)) for path, content in files)
        yield _Change(step.when, step.by, told.case, marked, step.entries, step.subject)


def _blob(out: IO[bytes], mark: int, content: str) -> int:
    data = content.encode()
    out.write(b"blob\nmark :%d\ndata %d\n%s\n" % (mark, len(data), data))
    return mark


def _by_command(changes: Iterable[_Change]) -> Iterator[list[_Change]]:
    group: list[_Change] = []
    for change in changes:
        if group and (change.when, change.by) != (group[0].when, group[0].by):
            yield group
            group = []
        group.append(change)
    if group:
        yield group


def _commit(out: IO[bytes], group: list[_Change], *, first: bool) -> None:
    by = group[0].by
    person = f"{by} <{by}@example.com> {int(group[0].when.timestamp())} +0800"
    message = _message(group).encode()
    out.write(
        b"commit %s\nauthor %s\ncommitter %s\ndata %d\n%s\n"
        % (_REFERENCE, person.encode(), person.encode(), len(message), message)
    )
    if first:
        out.write(b"from %s^0\n" % _REFERENCE)
    for change in group:
        for path, mark in change.files:
            out.write(b"M 100644 :%d %s\n" % (mark, path.encode()))
    out.write(b"\n")


def _message(group: list[_Change]) -> str:
    """Subject and trailers, as the program's own commits have them."""
    entries = [entry for change in group for entry in change.entries]
    subject = (
        group[0].subject
        if len(group) == 1
        else as_recorded(
            msg("batch: {count} operations, cases: {cases}", count=len(entries), cases=len(group))
        )
    )
    named = trailers_of([change.case for change in group], entries, group[0].by)  # type: ignore[arg-type]
    trailers = "\n".join(f"{name}: {value}" for name, value in named)
    return f"{subject}\n\n{trailers}\n"

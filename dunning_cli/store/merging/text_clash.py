"""Lines of a text that two clones changed differently: which they are, and the text with one side's taken."""

from __future__ import annotations

import tempfile
from difflib import SequenceMatcher
from pathlib import Path

from dunning_cli.domain.case.merge import Side
from dunning_cli.kernel.record import dataclass
from dunning_cli.store.git.git import Git

_MARK = 23
"""Characters of a conflict mark, more than any line of a ledger begins with."""


@dataclass(frozen=True, slots=True)
class Hunk:
    """One place where both sides changed the same lines."""

    ours: tuple[str, ...]
    theirs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TextClash:
    """A file of text whose two versions a person must choose between; a version is None where it was removed."""

    path: str
    ours: bytes | None
    theirs: bytes | None
    hunks: tuple[Hunk, ...] = ()


def clash_of(path: str, base: bytes | None, ours: bytes | None, theirs: bytes | None) -> TextClash:
    """The clash of two versions of a file, with the lines in dispute; none where a version is missing or no text."""
    if ours is None or theirs is None:
        return TextClash(path, ours, theirs)
    merged = _merge_file(("-p", "-q", f"--marker-size={_MARK}"), base, ours, theirs)
    hunks = _hunks(merged) if merged is not None else ()
    # where the lines merge but what they say does not, all that differs is in dispute
    return TextClash(path, ours, theirs, hunks or _differences(_lines(ours), _lines(theirs)))


def with_lines_of(side: Side, base: bytes | None, ours: bytes, theirs: bytes) -> bytes | None:
    """The text with the changes of both sides, the lines in dispute as one side has them; None where it is no text."""
    return _merge_file(("-p", "-q", f"--{side.value}"), base, ours, theirs)


def _merge_file(words: tuple[str, ...], base: bytes | None, ours: bytes, theirs: bytes) -> bytes | None:
    with tempfile.TemporaryDirectory(prefix="dunning-merge-") as place:
        for name, data in (("ours", ours), ("base", base or b""), ("theirs", theirs)):
            (Path(place) / name).write_bytes(data)
        process = Git(Path(place)).start("merge-file", *words, "ours", "base", "theirs")
        out, _ = process.communicate()
    # the status is the number of conflicts, or above 127 for a failure
    return out if 0 <= process.returncode <= 127 else None


def _hunks(merged: bytes) -> tuple[Hunk, ...]:
    found: list[Hunk] = []
    ours: list[str] = []
    theirs: list[str] = []
    side: list[str] | None = None
    for line in _lines(merged):
        if line.startswith("<" * _MARK):
            ours, theirs = [], []
            side = ours
        elif line.startswith("=" * _MARK) and side is ours:
            side = theirs
        elif line.startswith(">" * _MARK) and side is theirs:
            found.append(Hunk(tuple(ours), tuple(theirs)))
            side = None
        elif side is not None:
            side.append(line)
    return tuple(found)


def _differences(ours: list[str], theirs: list[str]) -> tuple[Hunk, ...]:
    matcher = SequenceMatcher(None, ours, theirs, autojunk=False)
    return tuple(
        Hunk(tuple(ours[start:end]), tuple(theirs[other:last]))
        for kind, start, end, other, last in matcher.get_opcodes()
        if kind != "equal"
    )


def _lines(data: bytes) -> list[str]:
    return data.decode("utf-8", "replace").splitlines()

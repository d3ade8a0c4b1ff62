"""Two folders of answers, compared byte for byte, and what is shown of those that differ."""

from __future__ import annotations

import difflib
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_LONGEST = 60
_FOLDERS = ("answers", "files")


@dataclass(frozen=True)
class Comparison:
    """How many answers there are, with which exit codes, and the names of those that are not the same on both sides."""

    count: int
    codes: dict[str, int]
    differing: tuple[str, ...]


def compared(old: Path, new: Path) -> Comparison:
    """Compares everything that two sides answered and wrote."""
    names = sorted(set(_names(old)) | set(_names(new)))
    differing = tuple(name for name in names if _bytes(old / name) != _bytes(new / name))
    heads = (_head(old / name) for name in names if name.endswith(".txt"))
    codes = Counter(found[1] for head in heads if (found := re.search(r"^exit code (\d+)$", head, re.M)))
    return Comparison(len(names), dict(sorted(codes.items(), key=lambda pair: int(pair[0]))), differing)


def shown(old: Path, new: Path, name: str) -> Iterator[str]:
    """What differs in one answer as lines of a unified diff, cut where it is long."""
    lines = [line for before, after in _texts(old / name, new / name) for line in _diff(name, before, after)]
    yield from lines[:_LONGEST]
    if len(lines) > _LONGEST:
        yield f"… {len(lines) - _LONGEST} lines more"


def _names(side: Path) -> Iterator[str]:
    for folder in _FOLDERS:
        yield from (path.relative_to(side).as_posix() for path in (side / folder).iterdir())


def _bytes(path: Path) -> bytes | None:
    return path.read_bytes() if path.exists() else None


def _head(path: Path) -> str:
    return (_bytes(path) or b"")[:1000].decode("utf-8", "replace")


def _diff(name: str, before: str, after: str) -> Iterator[str]:
    lines = before.splitlines(), after.splitlines()
    yield from difflib.unified_diff(*lines, f"old/{name}", f"new/{name}", lineterm="", n=1)


def _texts(old: Path, new: Path) -> Iterator[tuple[str, str]]:
    """The texts to set beside each other: the answers, or of two ZIPs the lists of names and each member."""
    if old.suffix != ".zip" or not (old.exists() and new.exists()):
        yield _text(_bytes(old)), _text(_bytes(new))
        return
    with zipfile.ZipFile(old) as before, zipfile.ZipFile(new) as after:
        yield _listed(before), _listed(after)
        for name in before.namelist():
            if name in after.namelist():
                yield _text(before.read(name)), _text(after.read(name))


def _listed(file: zipfile.ZipFile) -> str:
    return "\n".join(
        f"{info.filename} {info.file_size} {info.CRC:08x} {info.date_time}" for info in file.infolist()
    )


def _text(data: bytes | None) -> str:
    return "(no such answer)" if data is None else data.decode("utf-8", "replace")

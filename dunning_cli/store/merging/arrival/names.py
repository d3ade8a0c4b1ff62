"""Paths and modes of files that come in: no links, nothing executable, names that every system can hold."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from dunning_cli.kernel.file_names import every_system_holds
from dunning_cli.kernel.message import Message, msg
from dunning_cli.kernel.pattern import pattern
from dunning_cli.kernel.text import harmless
from dunning_cli.store.format.case_path import case_name, is_case_file
from dunning_cli.store.format.folder import SETTINGS_FILE
from dunning_cli.store.git.tree_changes import FileChange, FileVersion

REGULAR, EXECUTABLE, LINK, REPOSITORY = "100644", "100755", "120000", "160000"
_LONGEST_NAME = 255
"""Bytes of one name that file systems hold."""
_LONGEST_PATH = 200
"""Characters of a path, so that the ledger's own folder finds room beside it within the 260 of Windows."""
_GITS_OWN = pattern(r"\.git|git~[0-9]", re.IGNORECASE)
_KNOWN = (
    re.compile(r"cases/.+\.yaml"),
    re.compile(r"policies/.+\.yaml"),
    re.compile(r"templates/.+\.(?:txt|typ)"),
    re.compile(r"letters/.+\.(?:txt|pdf)"),
    re.compile(r"clients/.+\.yaml"),
    re.compile(r"checkpoints/.+"),
    re.compile(r"(?:.+/)?\.git(?:attributes|ignore|keep)"),
    re.compile(r"(?:README|LICEN[CS]E|COPYING|NOTICE|AUTHORS|CHANGELOG|CONTRIBUTING)[^/]*", re.IGNORECASE),
    re.compile(re.escape(SETTINGS_FILE)),
)
"""Where the files of a ledger stand (docs/format.md), and what any repository may hold beside them."""


def is_known(path: str) -> bool:
    """Whether a path is one of a ledger's own files."""
    return any(pattern.fullmatch(path) for pattern in _KNOWN)


def mode_fault(change: FileChange) -> Message | None:
    """Why a file that comes in is no plain file; what stood so before is left to whoever put it there."""
    before, after = change
    if after is None:
        return None
    if after.mode == LINK:
        return msg("it is a link; a ledger holds only real files")
    if before is not None and before.mode == after.mode:
        return None
    if after.mode == REPOSITORY:
        return msg("it is a repository of its own; a ledger holds only real files")
    if after.mode == EXECUTABLE:
        return msg("it is marked as a program; take the mark off with: git update-index --chmod=-x")
    return None


def name_fault(path: str) -> Message | None:
    """Why a path cannot stand in a ledger on every system."""
    if path == ".gitmodules" or path.endswith("/.gitmodules"):
        return msg("it tells git of repositories within; a ledger holds only real files")
    for name in path.split("/"):
        fault = _part_fault(name)
        if fault is not None:
            return fault
    if len(path) > _LONGEST_PATH:
        return msg("the path is longer than {most} characters", most=_LONGEST_PATH)
    return None


def _part_fault(name: str) -> Message | None:
    visible = "".join(each for each in name if unicodedata.category(each) not in ("Cf", "Cn"))
    if name in ("", ".", "..") or _GITS_OWN.fullmatch(visible.rstrip(". ")):
        return msg("the name '{name}' is git's own", name=harmless(name))
    hidden = visible != name or any(unicodedata.category(each) in ("Cc", "Cs") for each in name)
    if hidden or not every_system_holds(name):
        return msg("not every system can hold a file of the name '{name}'", name=harmless(name))
    if len(name.encode("utf-8", "surrogateescape")) > _LONGEST_NAME:
        return msg("a name in the path is longer than {most} bytes", most=_LONGEST_NAME)
    return None


def twin_faults(added: Iterable[FileVersion], held: Iterable[str]) -> Iterator[tuple[str, Message]]:
    """Added paths that differ from another one only by capitals, or give a case id a second time, with the reason."""
    spelt: dict[str, set[str]] = {}
    cases: dict[str, set[str]] = {}
    for path in held:
        for place in _places(path):
            spelt.setdefault(_folded(place), set()).add(place)
        if is_case_file(path) and not case_name(path).startswith("."):
            cases.setdefault(_folded(case_name(path)), set()).add(path)
    for version in added:
        others = sorted(
            other for place in _places(version.path) for other in spelt.get(_folded(place), set()) - {place}
        )
        if others:
            yield version.path, msg("it differs from {other} only by how it is written", other=others[0])
            continue
        same = sorted(cases.get(_folded(case_name(version.path)), set()) - {version.path})
        if is_case_file(version.path) and same:
            yield version.path, msg("{other} has the same case id, capitals apart", other=same[0])


def _places(path: str) -> Iterator[str]:
    """A path and the folders above it."""
    parts = path.split("/")
    return ("/".join(parts[:depth]) for depth in range(1, len(parts) + 1))


def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()

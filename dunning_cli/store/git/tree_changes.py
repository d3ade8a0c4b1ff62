"""What changed between two trees of the ledger, file by file; nothing on the disk is looked at."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from dunning_cli.store.format.case_path import is_case_file
from dunning_cli.store.format.folder import LedgerFolder
from dunning_cli.store.git.case_versions import goes_on_as
from dunning_cli.store.git.git import Git

_NO_BLOB = "0"
_MOVED = "//"


class FileVersion(NamedTuple):
    """One file as a tree holds it."""

    path: str
    mode: str
    blob: str


class FileChange(NamedTuple):
    """One file in the tree before and after, None where there is none."""

    before: FileVersion | None
    after: FileVersion | None


def changes(git: Git, before: str, after: str) -> dict[str, FileChange]:
    """What changed between two trees or commits, by path; a case file moved to another folder is one change.

    Such a change stands under the file's name, marked as no path is.
    """
    out = git.read("diff-tree", "-r", "-z", "--raw", "--no-renames", "--no-abbrev", before, after).split(
        b"\0"
    )
    found: dict[str, FileChange] = {}
    for about, name in zip(out[:-1:2], out[1::2], strict=True):
        old_mode, new_mode, old, new, _ = about[1:].decode("ascii").split(" ")
        path = name.decode("utf-8", "surrogateescape")
        found[path] = FileChange(_version(path, old_mode, old), _version(path, new_mode, new))
    return _with_moves(_with_new_names(git, found))


def changes_between(folder: LedgerFolder, before: str, after: str) -> dict[str, FileChange]:
    """As `changes`, in the repository of a ledger."""
    return changes(Git(folder.root), before, after)


def _version(path: str, mode: str, blob: str) -> FileVersion | None:
    return FileVersion(path, mode, blob) if blob.strip(_NO_BLOB) else None


def _with_new_names(git: Git, found: dict[str, FileChange]) -> dict[str, FileChange]:
    """A case or letter that got another name, while another one has the old name now, is one change, as a move is.

    The new name is the old one with a number. A case says itself that it was renamed; of a letter the bytes are the same.
    """
    gone = {
        _stem(change.before): change.before
        for change in found.values()
        if change.before is not None and (change.after is None or change.before.blob != change.after.blob)
    }
    come = [change.after for change in found.values() if change.before is None and change.after is not None]
    pairs = [(gone[name], new) for new in come for name in _names_before(new) if name in gone] if gone else []
    for old, new in _the_same(git, pairs):
        if _stem(old) in gone and new.path in found and _is_given_again(old, new, found, come):
            left = found.pop(old.path).after
            del found[new.path], gone[_stem(old)]
            if left is not None:
                found[old.path] = FileChange(None, left)
            found[_MOVED + new.path.rpartition("/")[2]] = FileChange(old, new)
    return found


def _is_given_again(
    old: FileVersion, new: FileVersion, found: Mapping[str, FileChange], come: Sequence[FileVersion]
) -> bool:
    """Whether another one has the old name now, capitals apart: without that there was no reason for a new one."""
    wanted = _stem(old)[1].casefold()
    return found[old.path].after is not None or any(
        _stem(each)[1].casefold() == wanted for each in come if each is not new
    )


def _stem(version: FileVersion) -> tuple[bool, str]:
    """A file's name without its ending, and whether it is a case's."""
    return is_case_file(version.path), version.path.rpartition("/")[2].rpartition(".")[0]


def _names_before(new: FileVersion) -> Iterator[tuple[bool, str]]:
    """The names that a file named `PF-9-3` may have had: `PF-9`, `PF-9-2`."""
    is_case, name = _stem(new)
    root, _, number = name.rpartition("-")
    if root and re.fullmatch("[1-9][0-9]{0,2}", number) and (is_case or new.path.startswith("letters/")):
        yield is_case, root
        yield from ((is_case, f"{root}-{each}") for each in range(2, int(number)))


def _the_same(
    git: Git, pairs: Sequence[tuple[FileVersion, FileVersion]]
) -> Iterator[tuple[FileVersion, FileVersion]]:
    """Those of the pairs in which the later file is the earlier one under its new name."""
    held = git.contents(version.blob for pair in pairs for version in pair) if pairs else []
    texts = [found[1] if found is not None else b"" for found in held]
    for (old, new), before, after in zip(pairs, texts[::2], texts[1::2], strict=True):
        if goes_on_as(before, after) if is_case_file(new.path) else before == after:
            yield old, new


def _with_moves(found: dict[str, FileChange]) -> dict[str, FileChange]:
    gone, come = _once(found, 0), _once(found, 1)
    for name in gone.keys() & come.keys():
        old, new = found.pop(gone[name]), found.pop(come[name])
        found[_MOVED + name] = FileChange(old.before, new.after)
    return found


def _once(found: Mapping[str, FileChange], side: int) -> dict[str, str]:
    """Case files that stand on one side only (0 before, 1 after), path by file name, where a name stands once."""
    paths: dict[str, list[str]] = {}
    for path, change in found.items():
        if is_case_file(path) and change[side] is not None and change[1 - side] is None:
            paths.setdefault(path.rpartition("/")[2], []).append(path)
    return {name: listed[0] for name, listed in paths.items() if len(listed) == 1}


def pair_moves(mine: dict[str, FileChange], others: dict[str, FileChange]) -> None:
    """A case file moved on one side and changed on the other stands under the moved name in both."""
    for side, other in ((mine, others), (others, mine)):
        for name in [name for name in side if name.startswith(_MOVED)]:
            before = side[name].before
            if before is not None and before.path in other:
                other[name] = other.pop(before.path)

"""Where the git directory of a ledger is, and whether it is its own: nothing in it may lead git out of it."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path

from dunning_cli.kernel.errors import Refused
from dunning_cli.kernel.message import Message, msg
from dunning_cli.kernel.pattern import pattern
from dunning_cli.store.format.plain_files import is_real_folder, plain_bytes

_MOST = 1 << 20
"""Bytes of a settings file or pointer that are read."""
_NOT_LOOKED_INTO = frozenset({"objects", "dunning", "hooks", "modules", "lfs", "annex"})
"""Objects are looked at below; our own folder where it is used; quiet calls of git need none of the others."""
_WORKTREE = pattern(rb"worktree[ \t]*=[ \t]*([^\r\n#;]*)", re.IGNORECASE)


def git_dir_of(root: Path) -> Path:
    """The git directory of a working tree (of a linked worktree or submodule, its own).

    Raises Refused where there is none, or one that belongs to another folder.
    """
    marker = root / ".git"
    if is_real_folder(marker):
        return marker
    if not os.path.lexists(marker):
        raise Refused(
            msg("{folder} is not the top of a git repository; run 'git init' there first", folder=root)
        )
    try:
        text = plain_bytes(marker, _MOST).decode("utf-8", "surrogateescape").strip()
    except OSError:
        text = ""
    named = (
        Path(os.path.normpath(root / text.removeprefix("gitdir: "))) if text.startswith("gitdir: ") else None
    )
    if named is None or not _points_back(named, root):
        raise Refused(
            msg(
                "{marker} leads to a git directory that does not belong to this folder; if both are yours, "
                "run there: git config core.worktree {folder}",
                marker=marker,
                folder=root,
            )
        )
    return named


def common_dir_of(git_dir: Path) -> Path:
    """The git directory shared by all worktrees of a repository. Raises Refused where it is another repository's."""
    note = git_dir / "commondir"
    if not os.path.lexists(note):
        return git_dir
    try:
        named = plain_bytes(note, _MOST).decode("utf-8", "surrogateescape").strip()
        common = Path(os.path.normpath(git_dir / named))
        if (common / "worktrees").samefile(git_dir.parent):
            return common
    except OSError:
        pass
    raise Refused(_leads_out(note))


def refuse_strays(root: Path) -> None:
    """Raise Refused where git in this folder would read or write outside of its own git directory, or wait for ever.

    Links and pipes among git's own files, settings that place the working tree elsewhere. A folder without `.git`
    is none of a repository and passes.
    """
    if not os.path.lexists(root / ".git"):
        return
    git_dir = git_dir_of(root)
    common = common_dir_of(git_dir)
    for place in {git_dir, common}:
        _refuse_leading_out(place)
    for settings in (git_dir / "config.worktree", common / "config"):
        _refuse_other_worktree(settings, git_dir, root)


def _points_back(git_dir: Path, root: Path) -> bool:
    """Whether a git directory says that this folder is its working tree."""
    try:
        back = plain_bytes(git_dir / "gitdir", _MOST).decode("utf-8", "surrogateescape").strip()
        return (git_dir / back).samefile(root / ".git")
    except OSError:
        named = list(_worktrees(git_dir / "config"))
        return bool(named) and all(_same(git_dir, value, root) for value in named)


def _refuse_leading_out(place: Path) -> None:
    for folder in (place, place / "objects", place / "objects" / "info", place / "objects" / "pack"):
        if os.path.lexists(folder) and not is_real_folder(folder):
            raise Refused(_leads_out(folder))
    for entry in _entries(place):
        if entry.is_symlink():
            if not _within(Path(entry.path), place):
                raise Refused(_leads_out(Path(entry.path)))
        elif not (entry.is_file() or entry.is_dir()):
            mode = entry.stat(follow_symlinks=False).st_mode
            if not stat.S_ISSOCK(mode):
                raise Refused(_leads_out(Path(entry.path)))


def _entries(place: Path) -> Iterator[os.DirEntry[str]]:
    """What a git directory holds, at any depth, without the objects themselves."""
    waiting = [
        os.fspath(place),
        os.path.join(place, "objects", "info"),
        os.path.join(place, "objects", "pack"),
    ]
    while waiting:
        folder = waiting.pop()
        try:
            with os.scandir(folder) as listed:
                entries = list(listed)
        except OSError:
            continue
        for entry in entries:
            if folder == os.fspath(place) and entry.name in _NOT_LOOKED_INTO:
                continue
            yield entry
            if entry.is_dir(follow_symlinks=False):
                waiting.append(entry.path)


def _within(link: Path, place: Path) -> bool:
    return Path(os.path.realpath(link)).is_relative_to(os.path.realpath(place))


def _refuse_other_worktree(settings: Path, git_dir: Path, root: Path) -> None:
    for value in _worktrees(settings):
        if not _same(git_dir, value, root):
            raise Refused(
                msg(
                    "{file} says that the files of this repository stand in another folder (core.worktree); "
                    "take that line out",
                    file=settings,
                )
            )


def _worktrees(settings: Path) -> Iterator[bytes]:
    """Every value of core.worktree that may stand in a settings file; more rather than fewer."""
    try:
        text = plain_bytes(settings, _MOST)
    except FileNotFoundError:
        return
    except OSError:
        # what cannot be looked at is not trusted
        text = b'worktree = "'
    for found in _WORKTREE.finditer(text):
        yield found[1].strip()


def _same(git_dir: Path, value: bytes, root: Path) -> bool:
    plain = value[1:-1] if value[:1] == value[-1:] == b'"' else value
    if b'"' in plain or b"\\" in plain:
        return False
    try:
        return (git_dir / os.fsdecode(plain)).samefile(root)
    except (OSError, ValueError):
        return False


def _leads_out(place: Path) -> Message:
    return msg("{file} leads git to files that are not this ledger's; remove it", file=place)

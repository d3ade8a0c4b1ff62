"""Every commit with the files it changed against each parent, the oldest first, from two git processes.

Replacements of objects (`git replace`, grafts) are not followed: what is read is what was committed.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import IO, NamedTuple

from dunning_cli.kernel.errors import Refused
from dunning_cli.kernel.message import msg
from dunning_cli.store.format.folder import LedgerFolder
from dunning_cli.store.git.commit_objects import Commit, commit_of
from dunning_cli.store.git.feeding import fed
from dunning_cli.store.git.git import Git, GitFailed, one_line

AS_COMMITTED = {"GIT_NO_REPLACE_OBJECTS": "1", "GIT_OPTIONAL_LOCKS": "0", "GIT_GRAFT_FILE": os.devnull}
"""The environment in which git shows what was committed and nothing in its place."""
_CHUNK = 1 << 16
_REGULAR = b"100"


class PathChange(NamedTuple):
    """One path in two commits: the ids of its bytes, None where it is no regular file there; git's mode of it after."""

    path: str
    before: str | None
    after: str | None
    mode: str


class LoggedCommit(NamedTuple):
    """A commit and what it changed against each of its parents; the first commit against nothing."""

    commit: Commit
    against: tuple[tuple[PathChange, ...], ...]


class Objects:
    """Objects of a repository by id or by `commit:path`, from one git process; use in a `with`."""

    def __init__(self, folder: LedgerFolder) -> None:
        self._process = Git(folder.root).start("cat-file", "--batch", more=AS_COMMITTED)

    def __enter__(self) -> Objects:
        return self

    def __exit__(self, *_: object) -> None:
        with self._process:
            self._process.kill()

    def find(self, name: str) -> tuple[str, bytes] | None:
        """The id and the bytes of an object, None where there is none of that name."""
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin is not None
        assert stdout is not None
        if "\n" in name:
            return None
        try:
            stdin.write(name.encode("utf-8", "surrogateescape") + b"\n")
            stdin.flush()
        except BrokenPipeError:
            raise _unreadable(self._process) from None
        header = stdout.readline()
        parts = header.rstrip(b"\n").rsplit(b" ", 2)
        if header.endswith((b" missing\n", b" ambiguous\n")):
            return None
        if len(parts) != 3:
            raise _unreadable(self._process)
        data = stdout.read(int(parts[2]) + 1)[:-1]
        return parts[0].decode("ascii"), data

    def content(self, name: str) -> bytes:
        """The bytes of an object that must be there. Raises Refused where the repository has lost it."""
        found = self.find(name)
        if found is None:
            raise Refused(msg("git has lost the object {id}; get it back from a clone", id=name))
        return found[1]


def change_log(
    folder: LedgerFolder, objects: Objects, tip: str = "HEAD", without: Sequence[str] = ()
) -> Iterator[LoggedCommit]:
    """The commits that lead to `tip` and not to one of `without`, parents before children.

    Raises Refused where git cannot read its history.
    """
    # subtracted here: git's own way of leaving commits out errs where their dates are out of order
    left_out = set(_led_to(folder, *without)) if without else set[str]()
    yield from log_of(folder, objects, [id_ for id_ in _led_to(folder, tip) if id_ not in left_out])


def _led_to(folder: LedgerFolder, *tips: str) -> list[str]:
    words = ("rev-list", "--topo-order", "--reverse", *tips, "--")
    with Git(folder.root).start(*words, more=AS_COMMITTED) as process:
        out, err = process.communicate()
    if process.returncode != 0:
        raise Refused(
            msg("git cannot read the history: {reason}", reason=one_line(err.decode(errors="replace")))
        )
    return out.decode("ascii").split()


def log_of(folder: LedgerFolder, objects: Objects, ids: Sequence[str]) -> Iterator[LoggedCommit]:
    """The commits of these ids, in this order. Raises Refused where git cannot read one."""
    ends = cut_off(folder)
    commits = [commit_of(id_, objects.content(id_)) for id_ in ids]
    commits = [replace(commit, parents=()) if commit.id in ends else commit for commit in commits]
    pairs = [(commit.id, parent) for commit in commits for parent in commit.parents or ("",)]
    changes = _changes(Git(folder.root), pairs)
    for commit in commits:
        yield LoggedCommit(commit, tuple(next(changes) for _ in commit.parents or ("",)))


def leads_to(folder: LedgerFolder, earlier: str, later: str) -> bool:
    """Whether a commit is another one or led to it."""
    with Git(folder.root).start("merge-base", "--is-ancestor", earlier, later, more=AS_COMMITTED) as process:
        process.communicate()
    return process.returncode == 0


def cut_off(folder: LedgerFolder) -> frozenset[str]:
    """The commits at which a shallow clone's history ends; none in a whole one."""
    try:
        listed = (folder.common_git_dir / "shallow").read_text(encoding="ascii")
    except OSError:
        return frozenset()
    return frozenset(listed.split())


def replaced_objects(folder: LedgerFolder) -> list[str]:
    """Ids of objects in whose place git shows others to everybody who does not look for it."""
    found = _lines(folder, "for-each-ref", "--format=%(refname)", "refs/replace/")
    try:
        grafts = (folder.common_git_dir / "info" / "grafts").read_text(encoding="ascii", errors="replace")
    except OSError:
        grafts = ""
    grafted = [line.split()[0] for line in grafts.splitlines() if line.strip() and line[0] != "#"]
    return [name.rpartition("/")[2] for name in found] + grafted


def tree_at(folder: LedgerFolder, rev: str) -> dict[str, str]:
    """Every regular file of a revision: its path and the id of its bytes."""
    with Git(folder.root).start("ls-tree", "-r", "-z", "--full-tree", rev, more=AS_COMMITTED) as process:
        out, err = process.communicate()
    if process.returncode != 0:
        raise Refused(
            msg("git cannot read the history: {reason}", reason=one_line(err.decode(errors="replace")))
        )
    files = {}
    for line in out.split(b"\0")[:-1]:
        about, _, path = line.partition(b"\t")
        mode, _, blob = about.split(b" ")
        if mode.startswith(_REGULAR):
            files[path.decode("utf-8", "surrogateescape")] = blob.decode("ascii")
    return files


def _lines(folder: LedgerFolder, *words: str) -> list[str]:
    try:
        return Git(folder.root).read(*words).decode("utf-8", "replace").splitlines()
    except GitFailed:
        return []


def _changes(git: Git, pairs: list[tuple[str, str]]) -> Iterator[tuple[PathChange, ...]]:
    """For each pair of commit and parent, in order, the paths in which they differ."""
    words = ("diff-tree", "--stdin", "--root", "--always", "-r", "--raw", "-z", "--no-renames", "--no-abbrev")
    asked = "".join(f"{commit} {parent}".rstrip() + "\n" for commit, parent in pairs).encode("ascii")
    with git.start(*words, more=AS_COMMITTED) as process, fed(process, asked) as output:
        parts = _parts(output)
        header = next(parts, None)
        for commit, _ in pairs:
            if header != commit.encode("ascii"):
                raise _unreadable(process)
            found = []
            header = None
            for part in parts:
                if not part.startswith(b":"):
                    header = part
                    break
                found.append(_change(part, next(parts)))
            yield tuple(found)


def _change(about: bytes, path: bytes) -> PathChange:
    old_mode, new_mode, old, new, _ = about[1:].split(b" ")
    return PathChange(
        path.decode("utf-8", "surrogateescape"),
        old.decode("ascii") if old_mode.startswith(_REGULAR) else None,
        new.decode("ascii") if new_mode.startswith(_REGULAR) else None,
        new_mode.decode("ascii"),
    )


def _parts(stream: IO[bytes]) -> Iterator[bytes]:
    rest = b""
    while chunk := stream.read(_CHUNK):
        *parts, rest = (rest + chunk).split(b"\0")
        yield from parts


def _unreadable(process: subprocess.Popen[bytes]) -> Refused:
    process.kill()
    said = process.stderr.read().decode("utf-8", "replace") if process.stderr is not None else ""
    return Refused(msg("git cannot read the history: {reason}", reason=one_line(said) or "?"))

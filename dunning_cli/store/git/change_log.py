"""Every commit with the files it changed against each parent, the oldest first, from a few git processes.

Replacements of objects (`git replace`, grafts) are not followed: what is read is what was committed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import IO, NamedTuple

from dunning_cli.kernel.errors import Refused
from dunning_cli.kernel.message import msg
from dunning_cli.store.format.folder import LedgerFolder
from dunning_cli.store.git.commit_objects import Commit, commit_of
from dunning_cli.store.git.feeding import fed
from dunning_cli.store.git.git import Git, GitFailed, one_line
from dunning_cli.store.git.objects import AS_COMMITTED, Objects, unreadable

_CHUNK = 1 << 16
_COMMITS_AT_ONCE = 200
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


Order = Mapping[str, tuple[str, ...]]
"""Commits in the order in which they are looked at, parents before children, each with its parents."""


def order_of(folder: LedgerFolder, tip: str) -> Order:
    """The commits that lead to `tip`, and that one. Raises Refused where git cannot read its history.

    Those that lead to its first parent come first, and in the order they have by themselves: what was
    once at the front stays there while the branch grows.
    """
    words = ("rev-list", "--topo-order", "--reverse", "--parents", tip, "--")
    with Git(folder.root).start(*words, more=AS_COMMITTED) as process:
        out, err = process.communicate()
    if process.returncode != 0:
        raise Refused(
            msg("git cannot read the history: {reason}", reason=one_line(err.decode(errors="replace")))
        )
    listed = (line.split(" ") for line in out.decode("ascii").splitlines())
    return {id_: tuple(parents) for id_, *parents in listed}


def change_log(
    folder: LedgerFolder, objects: Objects, tip: str = "HEAD", without: Sequence[str] = ()
) -> Iterator[LoggedCommit]:
    """The commits that lead to `tip` and not to one of `without`, parents before children.

    Raises Refused where git cannot read its history.
    """
    yield from log_of(folder, objects, order_without(folder, tip, without))


def order_without(folder: LedgerFolder, tip: str, without: Sequence[str]) -> Order:
    """As `order_of`, but for the commits that lead to one of `without`."""
    # subtracted here: git's own way of leaving commits out errs where their dates are out of order
    left_out = {id_ for each in without for id_ in order_of(folder, each)}
    return {id_: parents for id_, parents in order_of(folder, tip).items() if id_ not in left_out}


def touching(folder: LedgerFolder, order: Order, tip: str, paths: Sequence[str]) -> Order:
    """Those of the commits leading to `tip`, given in their order, that made one of these paths what no parent had."""
    words = ("rev-list", "--full-history", tip, "--", *paths)
    found = set(_lines(folder, *words)) if paths else set()
    return {id_: parents for id_, parents in order.items() if id_ in found}


def log_of(
    folder: LedgerFolder,
    objects: Objects,
    order: Order | Sequence[str],
    wanted: Callable[[LoggedCommit], Iterable[str]] | None = None,
) -> Iterator[LoggedCommit]:
    """The commits of these ids, in this order. Raises Refused where git cannot read one.

    `wanted` names the blobs that whoever goes through the log will ask for at a commit, in that order.
    """
    ends = cut_off(folder)
    if not isinstance(order, Mapping):
        order = {id_: commit_of(id_, objects.content(id_)).parents for id_ in order}
    order = {id_: () if id_ in ends else parents for id_, parents in order.items()}
    pairs = [(id_, parent) for id_, parents in order.items() for parent in parents or ("",)]
    changes = _changes(Git(folder.root), pairs)
    ids = iter(order)
    while some := list(islice(ids, _COMMITS_AT_ONCE)):
        objects.expect(some)
        commits = [_read(objects, id_, order[id_]) for id_ in some]
        logged = [
            LoggedCommit(commit, tuple(next(changes) for _ in commit.parents or ("",))) for commit in commits
        ]
        if wanted is not None:
            objects.expect(blob for each in logged for blob in wanted(each))
        yield from logged


def _read(objects: Objects, id_: str, parents: tuple[str, ...]) -> Commit:
    commit = commit_of(id_, objects.content(id_))
    return commit if commit.parents == parents else replace(commit, parents=parents)


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


def tree_at(folder: LedgerFolder, rev: str, below: str | None = None) -> dict[str, str]:
    """Every regular file of a revision, or of one folder of it: its path and the id of its bytes."""
    words = ("ls-tree", "-r", "-z", "--full-tree", rev, *((below,) if below else ()))
    with Git(folder.root).start(*words, more=AS_COMMITTED) as process:
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
                raise unreadable(process)
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

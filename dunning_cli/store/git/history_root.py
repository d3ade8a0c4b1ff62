"""What a history comes to: one hash over all its commits and the files of the last, by plain git and SHA-256."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from dunning_cli.kernel.errors import Refused
from dunning_cli.kernel.message import msg
from dunning_cli.kernel.progress import Progress, silent
from dunning_cli.kernel.record import dataclass
from dunning_cli.store.format.checkpoint_lines import VERSION, Checkpoint, Predecessor
from dunning_cli.store.format.folder import LedgerFolder
from dunning_cli.store.git.git import Git, GitFailed, refusal
from dunning_cli.store.git.history import is_cut_off
from dunning_cli.store.git.objects import Objects

LEDGER_DIGITS = 16
"""Digits of the first commit's id that name a ledger."""
_REPOSITORY = "commit"


@dataclass(frozen=True, slots=True)
class _File:
    """A file of a commit: the line by which git lists it, without type and id, and what holds it."""

    listed: bytes
    kind: str
    blob: str


def checkpoint_of(
    folder: LedgerFolder, tip: str, after: Predecessor | None = None, progress: Progress = silent
) -> Checkpoint:
    """The checkpoint of the history that leads to a commit.

    Raises Refused where git cannot read it, or where it is cut off (a shallow clone) and nothing can be said of
    the whole.
    """
    if is_cut_off(folder):
        raise Refused(
            msg("this is a shallow clone: the history is not whole; bring it with: git fetch --unshallow")
        )
    ids = _read(folder, "rev-list", tip, "--").decode("ascii").split()
    first = first_commit(folder, tip)
    files = list(_files(folder, tip))
    total = len(ids) + len(files)
    with Objects(folder) as objects:
        history = _hashed(sorted(_commit_hashes(objects, ids, total, progress)))
        tree = _hashed(sorted(_file_hashes(objects, files, len(ids), total, progress)))
    ledger = first[:LEDGER_DIGITS]
    return Checkpoint(ledger, len(ids), tip, _root(ledger, len(ids), tip, history, tree, after), after)


def first_commit(folder: LedgerFolder, tip: str) -> str:
    """The id of the commit with which the history of a commit begins, by first parents. Raises Refused."""
    return _read(folder, "rev-list", "--first-parent", "--max-parents=0", tip, "--").decode("ascii").strip()


def commit_count(folder: LedgerFolder, commits: str) -> int:
    """How many commits lead to one, or lie between two (`a..b`). Raises Refused."""
    return int(_read(folder, "rev-list", "--count", commits, "--"))


def _read(folder: LedgerFolder, *words: str) -> bytes:
    try:
        return Git(folder.root).read(*words)
    except GitFailed as error:
        raise refusal(error) from error


def _files(folder: LedgerFolder, tip: str) -> Iterator[_File]:
    """The files of a commit, as `git ls-tree` prints them."""
    listed = _read(folder, "ls-tree", "-r", "--full-tree", tip).split(b"\n")[:-1]
    for line in listed:
        about, _, path = line.partition(b"\t")
        mode, kind, blob = about.decode("ascii").split(" ")
        yield _File(mode.encode("ascii") + b" " + path, kind, blob)


def _commit_hashes(objects: Objects, ids: list[str], total: int, progress: Progress) -> Iterator[bytes]:
    objects.expect(ids)
    for number, commit in enumerate(ids, start=1):
        yield hashlib.sha256(objects.content(commit)).hexdigest().encode("ascii")
        progress(number, total)


def _file_hashes(
    objects: Objects, files: list[_File], done: int, total: int, progress: Progress
) -> Iterator[bytes]:
    objects.expect(file.blob for file in files if file.kind != _REPOSITORY)
    contents: dict[str, str] = {}
    for number, file in enumerate(files, start=done + 1):
        if file.kind == _REPOSITORY:
            # a repository within: git holds its id alone
            digest = file.blob
        elif file.blob in contents:
            digest = contents[file.blob]
        else:
            digest = contents[file.blob] = hashlib.sha256(objects.content(file.blob)).hexdigest()
        yield digest.encode("ascii") + b" " + file.listed
        progress(number, total)


def _hashed(lines: list[bytes]) -> str:
    """SHA-256 of lines, each ended."""
    whole = hashlib.sha256()
    for line in lines:
        whole.update(line + b"\n")
    return whole.hexdigest()


def _root(ledger: str, commits: int, tip: str, history: str, tree: str, after: Predecessor | None) -> str:
    lines = [
        f"dunning checkpoint {VERSION}",
        f"ledger {ledger}",
        f"commits {commits}",
        f"tip {tip}",
        f"history {history}",
        f"tree {tree}",
    ]
    if after is not None:
        lines.append(after.line())
    return _hashed([line.encode("ascii") for line in lines])

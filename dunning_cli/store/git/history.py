"""What git remembers: commits, files and cases as they were."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from datetime import datetime
from itertools import islice
from typing import NamedTuple

from dunning_cli.kernel.errors import NotFound
from dunning_cli.kernel.message import Message, msg
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.remedy import remedy
from dunning_cli.store.format.folder import LedgerFolder
from dunning_cli.store.git.change_log import cut_off
from dunning_cli.store.git.commit_objects import Commit as Commit
from dunning_cli.store.git.commit_objects import commit_of
from dunning_cli.store.git.feeding import fed
from dunning_cli.store.git.git import Git, GitFailed
from dunning_cli.store.git.objects import AS_COMMITTED, Objects

_CHUNK = 1 << 16
_FIRST_READ, _MOST_READ = 16, 500
"""Commits asked for at once."""


def commits(
    folder: LedgerFolder,
    paths: Sequence[str] | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    author: str | None = None,
    limit: int | None = None,
    rev: str = "HEAD",
    every_side: bool = False,
) -> Iterator[Commit]:
    """The commits that lead to `rev`, the newest first, read as they come; odd ones are read as far as they can be.

    `since` and `until` bound the author's date, both included; a commit whose date cannot be read lies in every
    period. `author` is a name or an address in full; `paths` keeps commits that touched one of them, files or
    folders; `every_side` also those whose work on them a merge left out of what it kept. A ledger without a commit has none. Raises NotFound for an unknown `rev`.
    """
    git = Git(folder.root)
    if rev == "HEAD" and git.head() is None:
        return
    words = ["log", "-z", "--name-only", "--no-renames", "--no-show-signature", "--format=%x00%H"]
    words += ["--full-history"] if every_side else []
    found = 0
    listed = _parsed(_stream(git, [*words, rev_word(rev), "--"], paths or ()))
    with Objects(folder) as objects, closing(listed):
        for commit in _read(objects, listed, limit):
            if not _in_period(commit, since, until):
                continue
            if author is not None and author not in (commit.author, commit.email):
                continue
            yield commit
            found += 1
            if limit is not None and found >= limit:
                return


def _read(
    objects: Objects, listed: Iterator[tuple[str, tuple[str, ...]]], limit: int | None
) -> Iterator[Commit]:
    """The commits of a list: few at first, for who wants but these, then ever more at once."""
    at_once = min(limit or _FIRST_READ, _MOST_READ)
    while some := list(islice(listed, at_once)):
        objects.expect(id_ for id_, _ in some)
        yield from (commit_of(id_, objects.content(id_), files) for id_, files in some)
        at_once = min(at_once * 2, _MOST_READ)


def _in_period(commit: Commit, since: datetime | None, until: datetime | None) -> bool:
    when = commit.authored
    if when is None:
        return True
    return (since is None or when >= since) and (until is None or when <= until)


def is_cut_off(folder: LedgerFolder) -> bool:
    """Whether this is a shallow clone, which does not hold what led to its first commits."""
    return bool(cut_off(folder))


def rev_word(rev: str) -> str:
    """A revision fit for git's command line. Raises NotFound for text that git would take for an option."""
    if not rev or rev.startswith("-") or any(character.isspace() for character in rev):
        raise NotFound(_unknown(rev))
    return rev


def commit_at(folder: LedgerFolder, rev: str) -> str:
    """The id of the commit that a revision (id, branch, tag, HEAD~3) names. Raises NotFound."""
    try:
        out = Git(folder.root).read(
            "rev-parse", "--verify", "-q", "--end-of-options", rev_word(rev) + "^{commit}"
        )
    except GitFailed as error:
        raise NotFound(_unknown(rev)) from error
    return out.decode("ascii").strip()


def commit_before(folder: LedgerFolder, moment: datetime) -> str | None:
    """The newest commit on the present branch made at or before a moment (committer's clock), or None.

    A commit whose date cannot be read was made at no known time: what it holds is known from the next one on.
    """
    git = Git(folder.root)
    if git.head() is None:
        return None
    # git's own reading of a date is only a hint: it takes an unreadable one for 1970
    listed = git.read("rev-list", "--first-parent", "--timestamp", "HEAD").decode("ascii").split()
    latest = int(moment.timestamp())
    with Objects(folder) as objects:
        for stamp, id_ in zip(listed[::2], listed[1::2], strict=True):
            if int(stamp) > latest:
                continue
            entered = commit_of(id_, objects.content(id_)).entered
            if entered is not None and int(entered.timestamp()) <= latest:
                return id_
    return None


def file_at(folder: LedgerFolder, rev: str, path: str) -> bytes | None:
    """The bytes of a file as a revision holds them, None where it holds no such file. Raises NotFound."""
    found = Git(folder.root).contents([f"{commit_at(folder, rev)}:{path}"])[0]
    return found[1] if found else None


def are_same_files(folder: LedgerFolder, paths: Sequence[str], one: str, other: str) -> bool:
    """Whether two commits hold the same files at paths, and one at least."""
    held = Git(folder.root).contents(f"{commit}:{path}" for commit in (one, other) for path in paths)
    before, after = held[: len(paths)], held[len(paths) :]
    return any(before) and before == after


def blob_at(folder: LedgerFolder, blob: str) -> bytes | None:
    """The bytes that git holds under an id, None where it lacks them."""
    found = Git(folder.root).contents([blob])[0]
    return found[1] if found else None


def commits_between(folder: LedgerFolder, earlier: str, later: str) -> list[str]:
    """The ids of the commits that lead to one commit and not to an earlier one, parents before children."""
    words = ("rev-list", "--topo-order", "--reverse", later, f"^{earlier}", "--")
    return Git(folder.root).read(*words).decode("ascii").split()


class CommittedFile(NamedTuple):
    """A file in a revision: its path, and the id of its content (equal ids, equal bytes)."""

    path: str
    blob: str


@dataclass(frozen=True, slots=True)
class PastFile:
    """A file in a revision with its bytes."""

    path: str
    blob: str
    data: bytes


def case_files_at(folder: LedgerFolder, rev: str) -> list[CommittedFile]:
    """Every case file that a revision holds, by path. Raises NotFound for an unknown revision."""
    return _files_at(folder, rev, "cases", ".yaml")


def case_texts_at(folder: LedgerFolder, rev: str) -> Iterator[PastFile]:
    """The same with their bytes."""
    return texts_at(folder, rev, "cases", ".yaml")


def texts_at(folder: LedgerFolder, rev: str, under: str, suffix: str = "") -> Iterator[PastFile]:
    """Every file below a folder in a revision, by path; symbolic links are passed over. Raises NotFound."""
    files = _files_at(folder, rev, under, suffix)
    for file, data in zip(files, committed_bytes(folder, files), strict=True):
        yield PastFile(file.path, file.blob, data)


def _files_at(folder: LedgerFolder, rev: str, under: str, suffix: str) -> list[CommittedFile]:
    git = Git(folder.root)
    listing = git.read("ls-tree", "-r", "-z", "--full-tree", commit_at(folder, rev), "--", under)
    files = []
    for line in listing.split(b"\0"):
        if not line:
            continue
        about, _, name = line.partition(b"\t")
        mode, _, blob = about.split(b" ")[:3]
        path = name.decode("utf-8", "surrogateescape")
        hidden = path.rpartition("/")[2].startswith(".")
        if mode.startswith(b"100") and path.endswith(suffix) and not hidden:
            files.append(CommittedFile(path, blob.decode("ascii")))
    return files


def committed_bytes(folder: LedgerFolder, files: Sequence[CommittedFile]) -> Iterator[bytes]:
    """The bytes of files of a revision, in order, from one process."""
    if not files:
        return
    asked = "".join(file.blob + "\n" for file in files).encode("ascii")
    with Git(folder.root).start("cat-file", "--batch") as process, fed(process, asked) as output:
        for _ in files:
            size = int(output.readline().rsplit(b" ", 1)[1])
            yield output.read(size + 1)[:-1]


def _stream(git: Git, words: Sequence[str], paths: Sequence[str]) -> Iterator[bytes]:
    """The NUL-separated parts of a command's output. Raises NotFound where git knows no such revision."""
    with git.start(*words, *paths, more=AS_COMMITTED) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.close()
        rest = b""
        try:
            while chunk := process.stdout.read(_CHUNK):
                *parts, rest = (rest + chunk).split(b"\0")
                yield from parts
            if rest:
                yield rest
            if process.wait() != 0:
                raise NotFound(_unknown(words[-2]))
        finally:
            process.kill()


def _parsed(parts: Iterator[bytes]) -> Generator[tuple[str, tuple[str, ...]]]:
    """Commits with the files they touched: before each id stands an empty part, and no path is empty."""
    id_ = ""
    files: list[str] = []
    for part in parts:
        if part == b"":
            if id_:
                yield id_, tuple(files)
            id_, files = "", []
        elif not id_:
            id_ = part.decode("ascii")
        else:
            name = part if files else part.removeprefix(b"\n")
            files.append(name.decode("utf-8", "surrogateescape"))
    if id_:
        yield id_, tuple(files)


def _unknown(rev: str) -> Message:
    return msg(
        "the history knows no revision '{rev}'; '{cure}' lists commits", rev=rev, cure=remedy("history")
    )

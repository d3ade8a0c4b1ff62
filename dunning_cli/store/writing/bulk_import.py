"""Hundreds of commits at once, for a ledger that is filled with the history it would have had."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from datetime import datetime

from dunning_cli.kernel.errors import Busy, Refused
from dunning_cli.kernel.message import msg
from dunning_cli.kernel.record import dataclass
from dunning_cli.store.format.folder import LedgerFolder
from dunning_cli.store.git.git import Author, Git, GitFailed, git_date
from dunning_cli.store.writing.branch.ledger_branch import checked_out
from dunning_cli.store.writing.locks.reported import git_failure


@dataclass(frozen=True, slots=True)
class BulkCommit:
    """One commit to make: whose, when (with time zone), its message, and the full bytes of the files it changes."""

    author: Author
    when: datetime
    message: str
    files: Mapping[str, bytes] = field(default_factory=dict)


def import_commits(folder: LedgerFolder, branch: str, commits: Iterable[BulkCommit]) -> str:
    """Add commits to a branch, in order, and bring the files up to it; the id of the last commit.

    The committer is git's own, dated as the author. Where `branch` is checked out its files are written too;
    local changes are never overwritten. To be called under the ledger's lock. No hooks run and nothing is
    signed: this is for new ledgers. Raises Refused where git knows no committer or refuses; the branch then
    stays as it was.
    """
    git = Git(folder.root)
    committer = git.committer()
    before = git.head()
    reference = f"refs/heads/{branch}"
    here = checked_out(folder)
    start = _tip(git, reference)
    stream = b"".join(_stream(folder, reference, start, committer, commits))
    try:
        git.change("fast-import", "--quiet", "--date-format=raw", "--done", given=stream + b"done\n")
    except GitFailed as error:
        raise git_failure(folder, error) from error
    last = _tip(git, reference)
    if last is None:
        raise Refused(msg("there is nothing to change"))
    if here != branch:
        return last
    try:
        if checked_out(folder) != branch:
            # somebody switched while git took the commits in: their files belong to another branch
            raise Busy(msg("another branch was checked out meanwhile; nothing was changed, try again"))
        git.change("read-tree", "-m", "-u", *([before] if before else []), last)
    except (GitFailed, Busy) as error:
        _point_back(git, reference, start)
        raise (git_failure(folder, error) if isinstance(error, GitFailed) else error) from error
    return last


def _tip(git: Git, reference: str) -> str | None:
    try:
        return git.read("rev-parse", "--verify", "-q", reference).decode("ascii").strip()
    except GitFailed:
        return None


def _point_back(git: Git, reference: str, start: str | None) -> None:
    if start is None:
        git.change("update-ref", "-d", reference)
    else:
        git.change("update-ref", reference, start)


def _stream(
    folder: LedgerFolder, reference: str, start: str | None, committer: Author, commits: Iterable[BulkCommit]
) -> Iterator[bytes]:
    follows = start
    for commit in commits:
        date = git_date(commit.when).removeprefix("@")
        yield f"commit {reference}\n".encode()
        yield f"author {_person(commit.author)} {date}\ncommitter {_person(committer)} {date}\n".encode()
        yield _data(commit.message.encode("utf-8"))
        if follows is not None:
            yield f"from {follows}\n".encode("ascii")
            follows = None
        for path, content in sorted(commit.files.items()):
            folder.absolute(path)
            yield b"M 100644 inline " + _path(path) + b"\n" + _data(content)
        yield b"\n"


def _person(author: Author) -> str:
    name, email = (_without_marks(part) for part in (author.name, author.email))
    return f"{name} <{email}>" if name else f"<{email}>"


def _without_marks(text: str) -> str:
    return "".join(character for character in text if character not in "<>\n\0").strip()


def _data(content: bytes) -> bytes:
    return b"data %d\n" % len(content) + content + b"\n"


def _path(path: str) -> bytes:
    escaped = path.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'.encode()

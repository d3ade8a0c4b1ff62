"""The git program: every call of it, its environment, and its failures in one line."""

from __future__ import annotations

import errno
import hashlib
import os
import re
import shlex
import subprocess
from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import NamedTuple

from dunning_cli.kernel.errors import Failure, Refused
from dunning_cli.kernel.message import Message, msg
from dunning_cli.kernel.pattern import pattern
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.text import harmless
from dunning_cli.store.format.git_place import refuse_strays
from dunning_cli.store.format.plain_files import plain_bytes
from dunning_cli.store.git.settings import command_line, environment
from dunning_cli.store.git.watch import UNWATCHED, Watch

OLDEST_GIT = (2, 25)
"""The first that takes lists of paths from a file."""

WRITER_VARIABLE = "DUNNING_WRITER"
"""Tells hooks of our own git commands, and what they start, which process may hold the ledger."""

_NO_IDENTITY = pattern(r"tell me who you are|empty ident name|auto-detect|no (?:name|email) was given", re.I)
_LOCK_STANDS = pattern(r"\.lock'?: File exists|could not lock config file .*: File exists")
_ANOTHERS = pattern(r"(?:dubious ownership in|unsafe) repository (?:at )?\(?'([^'\n]+)'")
_BAD_SETTINGS = pattern(r"bad config|config file|unable to access '.*config'|bad numeric config", re.I)
_LONGEST_REASON = 300


class Author(NamedTuple):
    """Whose work a commit is; the committer is always git's own."""

    name: str
    email: str = ""


@dataclass(frozen=True, slots=True)
class CheckoutState:
    """How files stand to git: the commit checked out (None before the first), hand edits, files the index lacks."""

    head: str | None
    edited: tuple[str, ...]
    unknown: tuple[str, ...]


class GitFailed(Exception):
    """A git command ended with an error; `reason` is what it said, in one line."""

    def __init__(self, status: int, stderr: bytes) -> None:
        self.status = status
        self.text = stderr.decode("utf-8", "replace")
        self.reason = one_line(self.text)
        super().__init__(self.reason)

    @property
    def was_killed(self) -> bool:
        """Whether a signal ended git, so that it could not clear up."""
        return self.status < 0

    @property
    def about_a_lock(self) -> bool:
        """Whether another git was at work, and not the disk the reason that a lock could not be had."""
        if _LOCK_STANDS.search(self.text):
            return True
        return "cannot lock ref" in self.text and "but expected" in self.text

    @property
    def not_ours(self) -> str | None:
        """The folder that belongs to another user and that git therefore does not open, where that is the reason."""
        found = _ANOTHERS.search(self.text)
        return found[1] if found else None


class BelongsToAnother(Refused):
    """Git does not open a repository because another user owns it; `what` and `fix` are the two halves of why."""

    def __init__(self, folder: str) -> None:
        self.what = msg("{folder} belongs to another user, and git does not open it for you", folder=folder)
        command = f"git config --global --add safe.directory {shlex.quote(folder)}"
        self.fix = msg("where you trust it, run: {command}", command=command)
        super().__init__(msg("{what}; {fix}", what=self.what, fix=self.fix))


def one_line(text: str) -> str:
    """What git or a hook wrote, without hints and prefixes, in one harmless line of at most 300 characters."""
    kept = []
    for line in text.splitlines():
        said = re.sub(r"^(?:fatal|error|warning): ", "", line.strip())
        if said and not said.startswith("hint:"):
            kept.append(said)
    return harmless("; ".join(kept))[:_LONGEST_REASON]


class Ended(NamedTuple):
    """How a git command ended: its status, what it wrote, what it said."""

    status: int
    out: bytes
    err: bytes


class Git:
    """The git program working in one repository; `root` is its top folder.

    What git may run and where it may go is settled by its command, see `git_settings`: only commits, moves of the
    branch and pushes run hooks and sign, all else starts nothing that the repository's own settings name.
    Every call raises Failure where git is missing, Refused where `.git` leads out of the folder.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self._looked_at = False

    def read(self, *words: str, given: bytes | None = None) -> bytes:
        """The output of a command that changes nothing. Raises GitFailed."""
        return self._run(words, given, {})

    def change(self, *words: str, given: bytes | None = None, watch: Watch = UNWATCHED) -> bytes:
        """The output of a command that changes the repository. Raises GitFailed."""
        return self._run(words, given, {}, watch)

    def ended(self, *words: str) -> Ended:
        """How a command ended, be it well or not."""
        process = self.start(*words)
        out, err = process.communicate()
        return Ended(process.returncode, out, err)

    def start(self, *words: str, more: dict[str, str] | None = None) -> subprocess.Popen[bytes]:
        """A running command with pipes for its input and output: the one place where git is started."""
        if not self._looked_at:
            refuse_strays(self.root)
            self._looked_at = True
        return subprocess.Popen(
            [git_program(), *command_line(words)],
            cwd=self.root,
            env={**environment(words, self.root), WRITER_VARIABLE: str(os.getpid()), **(more or {})},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )

    def _run(
        self, words: Sequence[str], given: bytes | None, more: dict[str, str], watch: Watch = UNWATCHED
    ) -> bytes:
        watch.git_starts()
        process = self.start(*words, more=more)
        with process:
            watch.git_started(process.pid)
            out, err = process.communicate(given)
        if process.returncode == 0:
            return out
        self.raise_if_too_old(process.returncode)
        failed = GitFailed(process.returncode, err)
        if failed.not_ours is not None:
            raise BelongsToAnother(failed.not_ours)
        raise failed

    def raise_if_too_old(self, status: int) -> None:
        """After a command that git did not understand: raise Failure where the installed git is too old."""
        if status != 129:
            return
        version = self.version()
        if version < OLDEST_GIT:
            raise Failure(
                msg(
                    "git {needed} or newer is needed, {found} is installed",
                    needed=".".join(map(str, OLDEST_GIT)),
                    found=".".join(map(str, version)),
                )
            )

    def version(self) -> tuple[int, ...]:
        """The version of the installed git, such as (2, 39, 5)."""
        out = self.read("version").decode("ascii", "replace")
        return tuple(int(part) for part in re.findall(r"\d+", out)[:3])

    def is_repository(self) -> bool:
        """Whether the folder is the top of a working tree. Raises BelongsToAnother where git does not open it."""
        try:
            top = self.read("rev-parse", "--show-toplevel").decode("utf-8", "surrogateescape").rstrip("\n")
            return Path(top).samefile(self.root)
        except (GitFailed, OSError):
            return False

    def head(self, reference: str = "HEAD") -> str | None:
        """The commit checked out, or that another reference names; None where there is none."""
        try:
            return self.read("rev-parse", "--verify", "-q", reference).decode("ascii").strip()
        except GitFailed:
            return None

    def ids(self, names: Iterable[str]) -> list[str | None]:
        """For each object name its id, or None where it does not exist; one process however many."""
        out = self.read("cat-file", "--batch-check=%(objectname)", given=_lines(names)).split(b"\n")
        return [
            None if line.endswith((b" missing", b" ambiguous")) else line.decode("ascii") for line in out[:-1]
        ]

    def committer(self) -> Author:
        """Who git says is committing. Raises Refused naming the two commands that set it."""
        try:
            line = self.read("-c", "user.useConfigOnly=true", "var", "GIT_COMMITTER_IDENT").decode(
                "utf-8", "replace"
            )
        except GitFailed as error:
            if _BAD_SETTINGS.search(error.text):
                raise Refused(msg("git's settings cannot be read: {reason}", reason=error.reason)) from error
            raise Refused(no_identity()) from error
        found = re.match(r"(.*) <(.*)> \d+ [-+]\d+\s*$", line)
        return Author(found[1], found[2]) if found else Author(line.strip())

    def contents(self, names: Iterable[str]) -> list[tuple[str, bytes] | None]:
        """For each object name (`HEAD:path`, `:path`, an id) its id and bytes, or None where it does not exist."""
        asked = _lines(names)
        return list(_batch(self.read("cat-file", "--batch", given=asked), asked.count(b"\n")))

    def standing(self, paths: Sequence[str]) -> CheckoutState:
        """How files stand to the index and the last commit; one process however many paths."""
        names = ["HEAD", *(name for path in paths for name in (f"HEAD:{path}", f":{path}"))]
        ids = self.ids(names)
        edited, unknown = [], []
        for number, path in enumerate(paths):
            committed, staged = ids[2 * number + 1], ids[2 * number + 2]
            if staged is None:
                unknown.append(path)
            if committed != staged or not self._stands_as(committed, self.root / path):
                edited.append(path)
        return CheckoutState(ids[0], tuple(edited), tuple(unknown))

    def _stands_as(self, blob: str | None, file: Path) -> bool:
        return is_held(read_if_there(file), blob)

    def announce(self, paths: Iterable[str], watch: Watch = UNWATCHED) -> None:
        """Tell the index of new files, so that a commit of exactly these paths finds them. Raises GitFailed."""
        words = ("add", "-f", "-N", "--pathspec-from-file=-", "--pathspec-file-nul")
        self._run(words, _nul_separated(paths), {}, watch)

    def forget(self, paths: Iterable[str], watch: Watch = UNWATCHED) -> None:
        """Take paths out of the index that no commit holds; the files stay. Raises GitFailed."""
        given = _nul_separated(paths)
        if given:
            self.change("update-index", "--force-remove", "-z", "--stdin", given=given, watch=watch)

    def commit(
        self,
        paths_file: Path,
        message: str,
        author: tuple[str, str] | None = None,
        when: datetime | None = None,
        watch: Watch = UNWATCHED,
    ) -> None:
        """Commit exactly the paths listed in a file (NUL between them); hooks and signing are the user's.

        `watch` is told git's process id before git is given the message: without a message git gives up,
        so a commit can only come about once its process is known. Raises GitFailed.
        """
        more: dict[str, str] = {}
        if author is not None:
            more["GIT_AUTHOR_NAME"], more["GIT_AUTHOR_EMAIL"] = author
        if when is not None:
            more["GIT_AUTHOR_DATE"] = git_date(when)
        words = (
            "-c", "user.useConfigOnly=true", "commit", "-q", "--only", "--cleanup=whitespace", "-F", "-",
            f"--pathspec-from-file={paths_file}", "--pathspec-file-nul",
        )  # fmt: skip
        self._run(words, message.encode("utf-8"), more, watch)


def configured(root: Path, key: str) -> str | None:
    """One value of git's configuration as it holds in a repository, None where it is not set."""
    try:
        return Git(root).read("config", "--get", key).decode("utf-8", "replace").rstrip("\n")
    except GitFailed:
        return None


def own_settings(git: Git) -> tuple[tuple[str, str], ...]:
    """Name and value of every setting that the repository itself brings, what it includes too; none outside of one."""
    try:
        out = git.read("config", "--local", "--includes", "-z", "--list")
        if b"extensions.worktreeconfig\ntrue\0" in out.lower():
            out += git.read("config", "--worktree", "--includes", "-z", "--list")
    except GitFailed:
        return ()
    pairs = (part.decode("utf-8", "surrogateescape").partition("\n") for part in out.split(b"\0") if part)
    return tuple((name, value) for name, _, value in pairs)


def git_date(moment: datetime) -> str:
    """A moment with its offset as git reads it in every version. The moment has a time zone."""
    return f"@{int(moment.timestamp())} " + f"{moment:%z}"[:5]


def refusal(error: GitFailed) -> Refused:
    """Why git did not commit, as one line for people."""
    if _NO_IDENTITY.search(error.text):
        return Refused(no_identity())
    if "No space left on device" in error.text:
        return Refused(disk_full())
    if error.was_killed:
        return Refused(msg("git was ended by signal {number}; nothing was changed", number=-error.status))
    reason = error.reason or str(msg("a hook ended with status {status}", status=error.status))
    return Refused(msg("git refused the commit, nothing was changed: {reason}", reason=reason))


def disk_full() -> Message:
    """Where there is no room to write."""
    return msg("the disk is full; nothing was changed")


def another_git() -> Message:
    """Where somebody else's git holds the index or the branch."""
    return msg("another git command is at work in this ledger; nothing was changed, try again")


def no_identity() -> Message:
    """What to do where git knows no name and address."""
    return msg(
        "git does not know who you are; run: git config --global user.name 'Your Name' "
        "and: git config --global user.email you@example.com"
    )


def _lines(names: Iterable[str]) -> bytes:
    return b"".join(name.encode("utf-8", "surrogateescape") + b"\n" for name in names)


def _nul_separated(paths: Iterable[str]) -> bytes:
    return b"".join(path.encode("utf-8", "surrogateescape") + b"\0" for path in paths)


def _missing() -> Message:
    return msg("the program git was not found; install git {version} or newer", version="2.25")


def git_program() -> str:
    """Git as the absolute folders of PATH have it: never one that lies in the ledger or the working directory.

    Raises Failure where they have none.
    """
    return _program(os.environ.get("PATH", os.defpath))


@cache
def _program(path: str) -> str:
    for folder in path.split(os.pathsep):
        for name in ("git.exe", "git") if os.name == "nt" else ("git",):
            found = os.path.join(folder, name)
            if os.path.isabs(folder) and os.path.isfile(found) and os.access(found, os.X_OK):
                return found
    raise Failure(_missing())


def _batch(out: bytes, count: int) -> Iterable[tuple[str, bytes] | None]:
    place = 0
    for _ in range(count):
        end = out.index(b"\n", place)
        header = out[place:end]
        place = end + 1
        parts = header.rsplit(b" ", 2)
        if header.endswith((b" missing", b" ambiguous")) or len(parts) != 3:
            yield None
            continue
        size = int(parts[2])
        yield parts[0].decode("ascii"), out[place : place + size]
        place += size + 1


def read_if_there(file: Path) -> bytes | None:
    """The bytes of a file, None where there is none. Raises Refused for a folder, a pipe or a device, else OSError."""
    try:
        return plain_bytes(file, through_links=True)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        if error.errno != errno.EINVAL:
            raise
        raise Refused(msg("{file} is no ordinary file; move it out of the ledger", file=file)) from None


def is_blob(data: bytes, blob: str) -> bool:
    """Whether bytes are what git holds under an id, line ends aside."""
    if blob_id(data, blob) == blob:
        return True
    # Git for Windows may check files out with CRLF; that alone is no edit.
    return b"\r\n" in data and blob_id(data.replace(b"\r\n", b"\n"), blob) == blob


def is_held(data: bytes | None, blob: str | None) -> bool:
    """The same where there may be no file (None), or git may hold none under that name."""
    if blob is None or data is None:
        return blob is None and data is None
    return is_blob(data, blob)


def blob_id(data: bytes, like: str) -> str:
    """The id git gives to bytes; `like` is any id of the repository, whose length says which digest it uses."""
    digest = hashlib.sha256() if len(like) == 64 else hashlib.sha1(usedforsecurity=False)
    digest.update(b"blob %d\0" % len(data) + data)
    return digest.hexdigest()

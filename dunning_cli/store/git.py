"""The git program: every call of it, its environment, and its failures in one line."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from dunning_cli.domain.failure import Failure, Refused
from dunning_cli.domain.message import Message, msg
from dunning_cli.domain.texts import harmless

OLDEST_GIT = (2, 25)
"""The first that takes lists of paths from a file."""

_FOREIGN_VARIABLES = (
    "GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_COMMON_DIR", "GIT_PREFIX", "GIT_NAMESPACE", "GIT_LITERAL_PATHSPECS", "GIT_GLOB_PATHSPECS",
    "GIT_NOGLOB_PATHSPECS", "GIT_ICASE_PATHSPECS", "LANGUAGE",
)  # fmt: skip
"""Set where a hook or a script of git started us; they would lead to another repository."""

WRITER_VARIABLE = "DUNNING_WRITER"
"""Tells hooks of our own git commands, and what they start, which process may hold the ledger."""

_NO_IDENTITY = re.compile(
    r"tell me who you are|empty ident name|auto-detect|no (?:name|email) was given", re.I
)
_BAD_SETTINGS = re.compile(r"bad config|config file|unable to access '.*config'|bad numeric config", re.I)
_LONGEST_REASON = 300


class Author(NamedTuple):
    """Whose work a commit is; the committer is always git's own."""

    name: str
    email: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
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
        lock = "index.lock" in self.text or "cannot lock ref" in self.text
        return lock and ("File exists" in self.text or "but expected" in self.text)


def one_line(text: str) -> str:
    """What git or a hook wrote, without hints and prefixes, in one harmless line of at most 300 characters."""
    kept = []
    for line in text.splitlines():
        said = re.sub(r"^(?:fatal|error|warning): ", "", line.strip())
        if said and not said.startswith("hint:"):
            kept.append(said)
    return harmless("; ".join(kept))[:_LONGEST_REASON]


Started = Callable[[int], None]
"""Told the process id of git before git is given what it waits for."""


def unwatched(pid: int) -> None:
    """For callers that keep no note of git's process id."""


class Git:
    """The git program working in one repository; `root` is its top folder."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def read(self, *words: str, given: bytes | None = None) -> bytes:
        """The output of a command that changes nothing. Raises GitFailed, or Failure where git is missing."""
        return self._run(words, given, {"GIT_OPTIONAL_LOCKS": "0"})

    def change(self, *words: str, given: bytes | None = None) -> bytes:
        """The output of a command that changes the repository. Raises GitFailed, or Failure where git is missing."""
        return self._run(words, given, {})

    def start(self, *words: str, more: dict[str, str] | None = None) -> subprocess.Popen[bytes]:
        """A running command with pipes for its input and output."""
        try:
            return subprocess.Popen(
                _command(words),
                cwd=self.root,
                env=_environment(more or {}),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
            )
        except FileNotFoundError as error:
            if error.filename != "git":
                raise
            raise Failure(_missing()) from None

    def _run(self, words: Sequence[str], given: bytes | None, more: dict[str, str]) -> bytes:
        process = self.start(*words, more=more)
        out, err = process.communicate(given)
        if process.returncode == 0:
            return out
        self.raise_if_too_old(process.returncode)
        raise GitFailed(process.returncode, err)

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
        """Whether the folder is the top of a working tree that git accepts."""
        try:
            top = self.read("rev-parse", "--show-toplevel").decode("utf-8", "surrogateescape").rstrip("\n")
            return Path(top).samefile(self.root)
        except (GitFailed, OSError):
            return False

    def head(self) -> str | None:
        """The commit checked out, or None in a repository without one."""
        try:
            return self.read("rev-parse", "--verify", "-q", "HEAD").decode("ascii").strip()
        except GitFailed:
            return None

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

    def standing(self, paths: Sequence[str]) -> Standing:
        """How files stand to the index and the last commit; one process however many paths."""
        names = ["HEAD", *(name for path in paths for name in (f"HEAD:{path}", f":{path}"))]
        out = self.read("cat-file", "--batch-check=%(objectname)", given=_lines(names)).split(b"\n")
        ids = [
            None if line.endswith((b" missing", b" ambiguous")) else line.decode("ascii") for line in out[:-1]
        ]
        edited, unknown = [], []
        for number, path in enumerate(paths):
            committed, staged = ids[2 * number + 1], ids[2 * number + 2]
            if staged is None:
                unknown.append(path)
            if committed != staged or not self._stands_as(committed, self.root / path):
                edited.append(path)
        return Standing(ids[0], tuple(edited), tuple(unknown))

    def _stands_as(self, blob: str | None, file: Path) -> bool:
        on_disk = read_if_there(file)
        if blob is None or on_disk is None:
            return blob is None and on_disk is None
        return is_blob(on_disk, blob)

    def announce(self, paths: Iterable[str], started: Started = unwatched) -> None:
        """Tell the index of new files, so that a commit of exactly these paths finds them. Raises GitFailed."""
        words = ("add", "-f", "-N", "--pathspec-from-file=-", "--pathspec-file-nul")
        self._watched(words, _nul_separated(paths), {}, started)

    def forget(self, paths: Iterable[str]) -> None:
        """Take paths out of the index that no commit holds; the files stay. Raises GitFailed."""
        given = _nul_separated(paths)
        if given:
            self.change("update-index", "--force-remove", "-z", "--stdin", given=given)

    def commit(
        self,
        paths_file: Path,
        message: str,
        author: tuple[str, str] | None = None,
        when: datetime | None = None,
        started: Started = unwatched,
    ) -> None:
        """Commit exactly the paths listed in a file (NUL between them); hooks and signing are the user's.

        `started` is told git's process id before git is given the message: without a message git gives up,
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
        self._watched(words, message.encode("utf-8"), more, started)

    def _watched(self, words: Sequence[str], given: bytes, more: dict[str, str], started: Started) -> None:
        process = self.start(*words, more=more)
        with process:
            started(process.pid)
            _, err = process.communicate(given)
        if process.returncode != 0:
            self.raise_if_too_old(process.returncode)
            raise GitFailed(process.returncode, err)


def configured(root: Path, key: str) -> str | None:
    """One value of git's configuration as it holds in a repository, None where it is not set."""
    try:
        return Git(root).read("config", "--get", key).decode("utf-8", "replace").rstrip("\n")
    except GitFailed:
        return None


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


def _command(words: Sequence[str]) -> list[str]:
    return ["git", "-c", "core.quotepath=off", "--literal-pathspecs", *words]


def _environment(more: dict[str, str]) -> dict[str, str]:
    environment = {name: value for name, value in os.environ.items() if name not in _FOREIGN_VARIABLES}
    environment[WRITER_VARIABLE] = str(os.getpid())
    environment.update(
        LC_ALL="C.UTF-8",
        GIT_TERMINAL_PROMPT="0",
        GIT_EDITOR=":",
        GIT_PAGER="cat",
        GIT_MERGE_AUTOEDIT="no",
        **more,
    )
    return environment


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
    """The bytes of a file, None where there is none."""
    try:
        return file.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None


def is_blob(data: bytes, blob: str) -> bool:
    """Whether bytes are what git holds under an id, line ends aside."""
    if blob_id(data, blob) == blob:
        return True
    # Git for Windows may check files out with CRLF; that alone is no edit.
    return b"\r\n" in data and blob_id(data.replace(b"\r\n", b"\n"), blob) == blob


def blob_id(data: bytes, like: str) -> str:
    """The id git gives to bytes; `like` is any id of the repository, whose length says which digest it uses."""
    digest = hashlib.sha256() if len(like) == 64 else hashlib.sha1(usedforsecurity=False)
    digest.update(b"blob %d\0" % len(data) + data)
    return digest.hexdigest()

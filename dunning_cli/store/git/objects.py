"""Objects of a repository as they were committed, from git processes that are asked for many."""

from __future__ import annotations

import os
import subprocess
from collections import deque
from collections.abc import Iterable
from itertools import islice

from dunning_cli.kernel.errors import Refused
from dunning_cli.kernel.message import msg
from dunning_cli.store.format.folder import LedgerFolder
from dunning_cli.store.git.git import Git, one_line

AS_COMMITTED = {"GIT_NO_REPLACE_OBJECTS": "1", "GIT_OPTIONAL_LOCKS": "0", "GIT_GRAFT_FILE": os.devnull}
"""The environment in which git shows what was committed and nothing in its place."""
_AT_ONCE = 500
"""Objects that git is asked for with one question."""


class Objects:
    """Objects of a repository by id or by `commit:path`, from one git process; use in a `with`."""

    def __init__(self, folder: LedgerFolder) -> None:
        self._git = Git(folder.root)
        self._process = self._started()
        self._ahead: _Ahead | None = None

    def __enter__(self) -> Objects:
        return self

    def __exit__(self, *_: object) -> None:
        with self._process:
            self._process.kill()
        if self._ahead is not None:
            self._ahead.end()

    def _started(self) -> subprocess.Popen[bytes]:
        return self._git.start("cat-file", "--batch", more=AS_COMMITTED)

    def expect(self, ids: Iterable[str]) -> None:
        """Say which objects will be asked for next, in this order, so that git need not be asked one by one.

        What was said before is forgotten.
        """
        if self._ahead is None:
            self._ahead = _Ahead(self._started())
        self._ahead.expect(ids)

    def find(self, name: str) -> tuple[str, bytes] | None:
        """The id and the bytes of an object, None where there is none of that name."""
        if "\n" in name:
            return None
        _write(self._process, name.encode("utf-8", "surrogateescape") + b"\n")
        return _answer(self._process)

    def content(self, name: str) -> bytes:
        """The bytes of an object that must be there. Raises Refused where the repository has lost it."""
        if self._ahead is not None and name in self._ahead:
            found = self._ahead.answer(name)
        else:
            found = self.find(name)
        if found is None:
            raise Refused(msg("git has lost the object {id}; get it back from a clone", id=name))
        return found[1]


class _Ahead:
    """A second process that is asked for many objects at once, and answers in the order in which they are needed."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process
        self._due: deque[str] = deque()
        self._asked = 0
        self._passed: dict[str, tuple[str, bytes] | None] = {}
        self._names: set[str] = set()

    def end(self) -> None:
        with self._process:
            self._process.kill()

    def expect(self, ids: Iterable[str]) -> None:
        for _ in range(self._asked):
            _answer(self._process)
        self._asked = 0
        self._passed.clear()
        self._due = deque(dict.fromkeys(ids))
        self._names = set(self._due)

    def __contains__(self, name: str) -> bool:
        return name in self._names

    def answer(self, name: str) -> tuple[str, bytes] | None:
        """What was found under a name that was expected."""
        self._names.discard(name)
        if name in self._passed:
            return self._passed.pop(name)
        while True:
            if not self._asked:
                self._ask()
            found, which = _answer(self._process), self._due.popleft()
            self._asked -= 1
            if which == name:
                return found
            self._passed[which] = found

    def _ask(self) -> None:
        # so few that git's pipe takes them at once, whatever it has not answered yet
        names = list(islice(self._due, _AT_ONCE))
        self._asked = len(names)
        _write(self._process, "".join(f"{name}\n" for name in names).encode("ascii"))


def _write(process: subprocess.Popen[bytes], names: bytes) -> None:
    assert process.stdin is not None
    try:
        process.stdin.write(names)
        process.stdin.flush()
    except BrokenPipeError:
        raise unreadable(process) from None


def _answer(process: subprocess.Popen[bytes]) -> tuple[str, bytes] | None:
    stdout = process.stdout
    assert stdout is not None
    header = stdout.readline()
    parts = header.rstrip(b"\n").rsplit(b" ", 2)
    if header.endswith((b" missing\n", b" ambiguous\n")):
        return None
    if len(parts) != 3:
        raise unreadable(process)
    data = stdout.read(int(parts[2]) + 1)[:-1]
    return parts[0].decode("ascii"), data


def unreadable(process: subprocess.Popen[bytes]) -> Refused:
    """That a process of git, which is ended, did not answer as it should, with what it says of the reason."""
    process.kill()
    said = process.stderr.read().decode("utf-8", "replace") if process.stderr is not None else ""
    return Refused(msg("git cannot read the history: {reason}", reason=one_line(said) or "?"))

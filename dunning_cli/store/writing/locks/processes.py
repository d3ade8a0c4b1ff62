"""The processes of this machine that work in a ledger's repository, as far as the system lets us look."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from dunning_cli.kernel.record import dataclass
from dunning_cli.store.format.folder import LedgerFolder

_PROCESSES = Path("/proc")
_ONLY_READ = frozenset(
    ("log", "show", "diff", "blame", "annotate", "grep", "cat-file", "rev-list", "ls-files", "ls-tree", "shortlog",
     "for-each-ref", "whatchanged", "range-diff", "help", "fsmonitor--daemon", "credential-cache--daemon")
)  # fmt: skip
"""Commands of git that may stand open for hours, in a pager or as a helper, and hold no lock."""
_UPKEEP = frozenset(("gc", "maintenance", "repack", "pack-objects", "prune"))
"""What a commit of git may leave running behind it."""
_OPTIONS_WITH_VALUE = frozenset(("-c", "-C", "--git-dir", "--work-tree", "--namespace", "--exec-path"))
_CLOCKS_DIFFER = 2.0
"""Seconds by which the start of a process and the time of a file may be told wrongly."""


@dataclass(frozen=True, slots=True)
class Process:
    """A running git: its number, and when it was started, in seconds since 1970."""

    pid: int
    started: float

    def may_have_made(self, touched: float) -> bool:
        """Whether it was there already when a file was last touched, in seconds since 1970."""
        return self.started <= touched + _CLOCKS_DIFFER


def can_be_seen() -> bool:
    """Whether this system shows its processes."""
    return (_PROCESSES / "self").exists()


def runs(pid: int, noted: float) -> bool:
    """Whether the git that had this process id when it was noted still runs; `noted` in seconds since 1970.

    A number given to another program since does not count, nor does a process that only waits to be buried.
    """
    if os.name == "nt":
        # There a signal of 0 would end the process; its locks tell enough.
        return False
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        pass
    process = _PROCESSES / str(pid)
    name, state = _text(process / "comm"), _text(process / "stat")
    if name is None or state is None:
        return not can_be_seen()
    if b") Z " in state:
        return False
    # For an instant a program just started bears the name of the one that started it.
    return name.startswith(b"git") or _started(state) <= noted + _CLOCKS_DIFFER


def booted_after(moment: float) -> bool:
    """Whether this machine was started after a moment, in seconds since 1970: no process of before lives."""
    return can_be_seen() and _booted() > moment + _CLOCKS_DIFFER


def gits_at_work(folder: LedgerFolder) -> list[Process] | None:
    """Every git that works in the repository, and such as may and are not ours to look at; None where unknown.

    Those that only read are passed over.
    """
    if not can_be_seen():
        return None
    places = {os.path.realpath(place) for place in _places(folder)}
    found = []
    for pid, state in _gits():
        if _command(pid) in _ONLY_READ:
            continue
        try:
            place = os.readlink(_PROCESSES / str(pid) / "cwd")
        except PermissionError:
            place = None
        except OSError:
            continue
        if place is None or any(place == known or place.startswith(known + os.sep) for known in places):
            found.append(Process(pid, _started(state)))
    return found


def gits_of(writer: int, variable: str, since: float) -> list[Process]:
    """Every git that a process of ours started since a moment; `variable` is where it has left its number."""
    mark = f"{variable}={writer}".encode()
    found = []
    for pid, state in _gits():
        process = Process(pid, _started(state))
        told = _text(_PROCESSES / str(pid) / "environ") or b""
        young = process.started >= since - _CLOCKS_DIFFER
        if young and mark in told.split(b"\0") and _command(pid) not in _UPKEEP:
            found.append(process)
    return found


def that_hold_open(file: Path) -> list[int]:
    """The processes, of any program, that have a file open."""
    wanted = os.path.realpath(file)
    found = []
    for place in _PROCESSES.glob("[0-9]*/fd"):
        try:
            opened = [os.readlink(link.path) for link in os.scandir(place)]
        except OSError:
            continue
        if wanted in opened:
            found.append(int(place.parent.name))
    return found


def _places(folder: LedgerFolder) -> Iterator[Path]:
    """All working trees of the repository, and its git directory."""
    common = folder.common_git_dir
    yield from (folder.root, common)
    if common.name == ".git":
        yield common.parent
    for marker in common.glob("worktrees/*/gitdir"):
        written = _text(marker)
        if written:
            yield Path(os.fsdecode(written.strip())).parent


def _gits() -> Iterator[tuple[int, bytes]]:
    """Process id and state of every git that lives."""
    for process in _PROCESSES.glob("[0-9]*"):
        name, state = _text(process / "comm"), _text(process / "stat")
        if name is not None and state is not None and name.startswith(b"git") and b") Z " not in state:
            yield int(process.name), state


def _command(pid: int) -> str:
    """The command that a git was given, such as `log`."""
    line = _text(_PROCESSES / str(pid) / "cmdline") or b""
    words = iter(os.fsdecode(line).split("\0")[1:])
    return next(_without_options(words), "")


def _without_options(words: Iterable[str]) -> Iterator[str]:
    skipped = False
    for word in words:
        if skipped:
            skipped = False
        elif word in _OPTIONS_WITH_VALUE:
            skipped = True
        elif not word.startswith("-"):
            yield word


def _started(state: bytes) -> float:
    """When a process started, in seconds since 1970, from its line of /proc."""
    ticks = int(state.rpartition(b")")[2].split()[19])
    return _booted() + ticks / os.sysconf("SC_CLK_TCK")


def _booted() -> int:
    found = re.search(rb"^btime (\d+)", _text(_PROCESSES / "stat") or b"", re.MULTILINE)
    return int(found[1]) if found else 0


def _text(file: Path) -> bytes | None:
    try:
        return file.read_bytes()
    except OSError:
        return None

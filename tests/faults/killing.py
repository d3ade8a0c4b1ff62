"""A process that runs commands in children of its own and kills each with SIGKILL at a step of the caller's choice.

Orders come as lines of JSON on standard input, reports go back the same way. Children are forked, so that the
program is loaded once. A step is anything that another process could see: a file opened for writing, renamed,
removed, its bytes sent to the disk, a program started, spoken to or ended.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from typing import Any

from dunning_cli.cli.main import main

_EVENTS = {
    "os.chmod",
    "os.link",
    "os.mkdir",
    "os.remove",
    "os.rename",
    "os.rmdir",
    "os.truncate",
    "fcntl.flock",
    "subprocess.Popen",
}
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC


class Steps:
    """Counts the steps of this process and ends it at the one wanted; 0 ends it never.

    With `torn` the file of the step has half of its bytes, with `both` the git at work dies with its writer.
    """

    def __init__(self, last: int, torn: bool, both: bool, report: int) -> None:
        self._last = last
        self._torn = torn
        self._both = both
        self._report = report
        self._count = 0

    def take(self, name: str, file: int | None = None) -> None:
        """One step is about to happen."""
        self._count += 1
        os.write(self._report, name.encode("utf-8", "replace") + b"\n")
        if self._count == self._last:
            if self._torn and file is not None:
                # the power fails before the second half of the bytes is on the disk
                os.ftruncate(file, os.fstat(file).st_size // 2)
            if self._both:
                # git has taken its lock by then
                time.sleep(0.03)
                for child in children():
                    os.kill(child, signal.SIGKILL)
            os.kill(os.getpid(), signal.SIGKILL)

    def watch(self) -> None:
        """From now on."""
        sys.addaudithook(self._seen)
        fsync, communicate = os.fsync, subprocess.Popen.communicate

        def watched_fsync(file: int) -> None:
            writable = not os.path.isdir(f"/proc/self/fd/{file}")
            self.take("os.fsync", file if writable else None)
            fsync(file)

        def watched_communicate(process: Any, *given: Any, **named: Any) -> Any:
            self.take(f"git started: {_git_word(process.args)}")
            result = communicate(process, *given, **named)
            self.take(f"git ended: {_git_word(process.args)}")
            return result

        os.fsync = watched_fsync
        subprocess.Popen.communicate = watched_communicate  # type: ignore[method-assign]

    def _seen(self, event: str, given: tuple[Any, ...]) -> None:
        if event == "open":
            path, mode, flags = given
            writes = any(letter in mode for letter in "wax+") if mode else bool((flags or 0) & _WRITES)
            if writes and isinstance(path, str) and path not in (os.devnull, "/dev/tty"):
                self.take(f"open {os.path.basename(path)}")
        elif event in _EVENTS:
            self.take(event)


def children() -> list[int]:
    """The processes that this one has started and that still run."""
    found = []
    for place in os.listdir("/proc"):
        with contextlib.suppress(OSError):
            if place.isdigit():
                with open(f"/proc/{place}/stat", encoding="ascii", errors="replace") as state:
                    parent = state.read().rpartition(")")[2].split()[1]
                if int(parent) == os.getpid():
                    found.append(int(place))
    return found


def _git_word(arguments: Any) -> str:
    """The command of git: the first word that is neither an option nor the value of `-c`."""
    words = list(arguments)[1:]
    plain = [word for last, word in zip(["", *words], words, strict=False) if last != "-c"]
    return next((word for word in plain if not word.startswith("-")), "")


def _strike_at(moment: float, whom: str) -> None:
    """A moment after the commit was given to git, kill git, ourselves or both."""
    communicate = subprocess.Popen.communicate

    def struck(process: Any, *given: Any, **named: Any) -> Any:
        if _git_word(process.args) == "commit":
            threading.Thread(target=strike, args=(process.pid,), daemon=True).start()
        return communicate(process, *given, **named)

    def strike(git: int) -> None:
        time.sleep(moment)
        if whom in ("git", "both"):
            os.kill(git, signal.SIGKILL)
        if whom in ("writer", "both"):
            os.kill(os.getpid(), signal.SIGKILL)

    subprocess.Popen.communicate = struck  # type: ignore[method-assign]


def _run(order: dict[str, Any]) -> dict[str, Any]:
    steps_out, steps_in = os.pipe()
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        child = os.fork()
        if child == 0:
            os.close(steps_out)
            os.dup2(out.fileno(), 1)
            os.dup2(err.fileno(), 2)
            os.chdir(order["folder"])
            os.environ.update(order.get("environment", {}))
            if "moment" in order:
                _strike_at(order["moment"], order["whom"])
            Steps(order.get("step", 0), order.get("torn", False), order.get("both", False), steps_in).watch()
            code = main(order["words"])
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code)
        os.close(steps_in)
        with os.fdopen(steps_out, "rb") as reports:
            steps = reports.read().decode("utf-8").splitlines()
        _, status = os.waitpid(child, 0)
        texts = []
        for file in (out, err):
            file.seek(0)
            texts.append(file.read().decode("utf-8"))
    return {"code": os.waitstatus_to_exitcode(status), "out": texts[0], "err": texts[1], "steps": steps}


def _warm(order: dict[str, Any]) -> None:
    """Carries the command out without writing, so that all it needs is loaded before the first child is forked."""
    os.chdir(order["folder"])
    with (
        open(os.devnull, "w") as nowhere,
        contextlib.redirect_stdout(nowhere),
        contextlib.redirect_stderr(nowhere),
    ):
        main([*order["words"], "--dry-run"])


if __name__ == "__main__":
    for line in sys.stdin:
        order = json.loads(line)
        if order.get("warm"):
            _warm(order)
        print(json.dumps(_run(order)), flush=True)

"""A ledger as a stranger may send it, with its `.git`: everything in it that git can be told to run is a trap."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

import pytest

HOOKS = (
    "pre-commit", "prepare-commit-msg", "commit-msg", "post-commit", "post-index-change", "post-checkout", "post-merge",
    "pre-merge-commit", "reference-transaction", "pre-auto-gc", "pre-push", "post-rewrite", "fsmonitor-watchman",
)  # fmt: skip
_COMMANDS = (
    "log",
    "status",
    "show",
    "ls-files",
    "ls-tree",
    "rev-list",
    "rev-parse",
    "cat-file",
    "diff-tree",
    "config",
)
_SIGNED = b"gpgsig -----BEGIN PGP SIGNATURE-----\n \n iQ==\n -----END PGP SIGNATURE-----\n"
OWN_FILES = ("cache.sqlite", "cache.sqlite-journal")
"""What a command that only looks may leave, in `.git/dunning`."""


@dataclass
class Trapped:
    """The ledger, and where each trap that was sprung leaves a file."""

    folder: Path
    marks: Path

    @property
    def private(self) -> Path:
        return self.folder / ".git" / "dunning"

    def sprung(self) -> list[str]:
        """The names of the traps that ran."""
        return sorted(path.name for path in self.marks.iterdir())

    def state(self) -> dict[str, str]:
        """Every file of the ledger and of its `.git` with mode and content, apart from the program's own cache.

        What left the ledger is noted whosever it is: the log, its lock, and that git leaves it out are no change of it.
        """
        return {name: what for name, what in state_of(self.folder).items() if not _of_the_log(name)}


def _of_the_log(name: str) -> bool:
    return name == "access.log" or name.startswith((".git/dunning/access", ".git/info"))


def state_of(folder: Path) -> dict[str, str]:
    """Every file below a folder with its mode and content; links with where they lead."""
    found = {}
    for place, folders, files in os.walk(folder):
        for name in (*folders, *files):
            path = Path(place, name)
            status = path.lstat()
            if path.parent.name == "dunning" and (name in OWN_FILES or name.startswith(("cache", "proven"))):
                continue
            if path.is_symlink():
                content = os.readlink(path)
            elif path.is_file():
                content = hashlib.sha256(path.read_bytes()).hexdigest()
            else:
                content = ""
            found[path.relative_to(folder).as_posix()] = f"{status.st_mode:o} {content}"
    found.pop(".git/dunning", None)
    return found


def git_in(folder: Path, *words: str, given: bytes | None = None) -> str:
    done = subprocess.run(["git", *words], cwd=folder, input=given, capture_output=True, check=True)
    return done.stdout.decode("utf-8").strip()


def _settings(marks: Path) -> str:
    def trap(name: str) -> str:
        return f"\"sh -c 'touch {marks}/{name}; exit 1' trap\""

    def shout(name: str) -> str:
        return f'"!touch {marks}/{name}; exit 1"'

    core = {
        "fsmonitor": trap("fsmonitor"), "pager": trap("pager"), "editor": trap("editor"), "askPass": trap("askpass"),
        "sshCommand": trap("ssh"), "gitProxy": trap("proxy"), "alternateRefsCommand": trap("alternates"),
    }  # fmt: skip
    lines = [
        "[core]",
        *(f"\t{name} = {value}" for name, value in core.items()),
        "\thooksPath = .git/evil-hooks",
    ]
    lines += ["[alias]", *(f"\t{name} = {shout('alias-' + name)}" for name in _COMMANDS)]
    lines += ["[pager]", *(f"\t{name} = {trap('pager-' + name)}" for name in _COMMANDS)]
    lines += ["[log]", "\tshowSignature = true", "[diff]", f"\texternal = {trap('diff')}"]
    lines += ["[gpg]", f"\tprogram = {marks.parent}/gpg", '[gpg "ssh"]', f"\tprogram = {marks.parent}/gpg"]
    lines += ["[credential]", f"\thelper = {shout('credential')}", "[submodule]", "\trecurse = true"]
    lines += ['[diff "evil"]', f"\tcommand = {trap('diff-driver')}", f"\ttextconv = {trap('textconv')}"]
    lines += ['[filter "evil"]', "\trequired = true"]
    lines += [f"\t{name} = {trap(name)}" for name in ("clean", "smudge")]
    lines += ['[filter "long"]', f"\tprocess = {trap('process')}", "\trequired = true"]
    lines += ['[merge "evil"]', f"\tdriver = {trap('merge')}", "[protocol]", "\tallow = always"]
    lines += ['[remote "origin"]', f"\turl = ext::touch {marks}/remote", "\tpromisor = true"]
    lines += ["\tpartialclonefilter = blob:none", f"\tuploadpack = {trap('uploadpack')}"]
    lines += ["[gc]", f"\trecentObjectsHook = {trap('gc')}", "\tauto = 1", "[maintenance]", "\tauto = true"]
    lines += [
        "[uploadpack]",
        f"\tpackObjectsHook = {trap('packobjects')}",
        "[sequence]",
        f"\teditor = {trap('seq')}",
    ]
    lines += ['[trailer "case"]', f"\tcommand = {trap('trailer')}", "[include]", "\tpath = more-settings"]
    return "\n".join(lines) + "\n"


@pytest.fixture
def trapped(worked: Path, run: Callable[..., object], tmp_path: Path) -> Trapped:
    """A ledger with two cases in which everything that git can run leaves a mark; its last commit looks signed."""
    marks = tmp_path / "marks"
    marks.mkdir()
    run("letter", "new", "PF-2026-0007", "payment-reminder")
    git = worked / ".git"
    _sign_last_commit(worked)
    git_in(worked, "-c", "core.fsmonitor=/bin/true", "update-index", "--fsmonitor")
    for folder in (git / "evil-hooks", git / "hooks"):
        folder.mkdir(exist_ok=True)
        for name in HOOKS:
            _script(folder / name, marks / f"hook-{name}")
    _script(tmp_path / "gpg", marks / "gpg")
    (git / "info").mkdir(exist_ok=True)
    (git / "info" / "attributes").write_text("cases/** filter=evil diff=evil merge=evil\n* filter=long\n")
    (git / "more-settings").write_text(f'[core]\n\tsshCommand = "touch {marks}/included"\n')
    with (git / "config").open("a", encoding="utf-8") as config:
        config.write(_settings(marks))
    # Not as the index has them: git would compare the contents, by its filters.
    for file in (worked / "cases").rglob("*.yaml"):
        os.utime(file, (1_700_000_000, 1_700_000_000))
    return Trapped(worked, marks)


def _sign_last_commit(folder: Path) -> None:
    text = subprocess.run(
        ["git", "cat-file", "commit", "HEAD"], cwd=folder, capture_output=True, check=True
    ).stdout
    head, blank, message = text.partition(b"\n\n")
    signed = head + b"\n" + _SIGNED.rstrip(b"\n") + blank + message
    commit = git_in(folder, "hash-object", "-t", "commit", "-w", "--stdin", given=signed)
    git_in(folder, "update-ref", "refs/heads/main", commit)


def _script(place: Path, mark: Path) -> None:
    place.write_text(f"#!/bin/sh\ntouch {mark}\nexit 1\n", encoding="utf-8")
    place.chmod(0o755)


@pytest.fixture
def soon() -> Iterator[None]:
    """What waits for ever fails, also where the command takes the alarm for a fault of its own and copes with it."""
    waited: list[str] = []

    def late(signum: int, frame: FrameType | None) -> None:
        waited.append(f"{frame.f_code.co_filename}:{frame.f_lineno}" if frame else "?")
        raise AssertionError("the command waits for ever")

    before = signal.signal(signal.SIGALRM, late)
    signal.alarm(30)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)
    assert not waited

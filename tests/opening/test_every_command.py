"""A stranger's ledger is looked at with every command there is: nothing of it is run, nothing in it changes."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from whole_program import whole_program

CASE, LOAN = "PF-2026-0007", "XD-2026-0001"
Run = Callable[..., Any]

NOT_LOOKING = {("init",), ("merge-driver",), ("work",)}
"""They make a ledger, are called by git, or only write by what a person answers."""
VALUES = {
    "amount": "1.00", "by": "2026-07-01", "case": CASE, "change": "debtor.name=李雷", "channel": "phone",
    "component": "penalty", "day": "2026-06-03", "died": "2026-05-01", "due": "2026-08-01", "entry": "01",
    "file": "payments.csv", "first": "2026-07-01", "into": LOAN, "kind": "equal-instalment", "name": "韩梅", "output": "papers",
    "period": "2025Q1", "periods": "3", "policy": "property-fee", "principal": "1000", "proof": "户口注销证明",
    "rate": "6%", "reason": "other", "result": "met", "role": "heir", "serial": "2026-A-0001", "table": "lpr_1y",
    "template": "payment-reminder", "text": "王建国", "valid_through": "2026-12-31", "what": "contact",
}  # fmt: skip
"""Something for what a command cannot do without, by its name."""
OTHERWISE = {("open", "case"): "新-1"}
"""Where a command means something else by the name."""
MORE = {
    ("sync",): ("--status",), ("assign",): (CASE, "--owner", "li"), ("detail",): ("--phone", "13900000001"),
    ("legal",): ("negotiate",), ("phase",): ("suit",), ("fraud",): ("--police", "P-1", "--receipt", "R-1", "冒名"),
    ("plan", "new"): ("--instalments", "3", "--amount", "100.00", "--first", "2026-07-01", "--every", "month"),
}  # fmt: skip
"""What a command needs beside."""


def commands(command: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Every command of the program that is no family, with its words."""
    if getattr(command, "acts", False):
        yield path, command
    if hasattr(command, "commands"):
        for name, each in command.commands.items():
            yield from commands(each, (*path, name))
    else:
        yield path, command


EVERY = [found for found in commands(whole_program()) if found[0] not in NOT_LOOKING]


def words_of(path: tuple[str, ...], command: Any) -> list[str]:
    """A command line of a command; one that writes is told not to."""
    options: list[str] = []
    arguments: list[str] = []
    for parameter in command.params:
        if parameter.required and parameter.name is not None:
            value = OTHERWISE.get((path[-1], parameter.name)) or VALUES.get(parameter.name, "1")
            if parameter.opts[0].startswith("--"):
                options += [parameter.opts[0], value]
            else:
                arguments.append(value)
        if "--dry-run" in parameter.opts and path != ("check",):
            options.append("--dry-run")
    return [*path, *arguments, *MORE.get(path, ()), *options]


@pytest.fixture
def programs(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The programs that were started by the product itself, by name."""
    started: list[str] = []
    real = subprocess.Popen.__init__

    def noted(self: Any, arguments: Any, *more: Any, **options: Any) -> None:
        words = [arguments] if isinstance(arguments, str) else list(arguments)
        started.append(Path(str(words[0])).name)
        real(self, arguments, *more, **options)

    monkeypatch.setattr(subprocess.Popen, "__init__", noted)
    return started


def test_no_command_runs_or_changes_anything_of_the_ledger(
    trapped: Any, run: Run, programs: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "payments.csv").write_text("case,amount,on\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    trace = tmp_path / "trace"
    monkeypatch.setenv("GIT_TRACE2_EVENT", str(trace))
    before, answered = trapped.state(), 0
    for path, command in EVERY:
        words = words_of(path, command)
        done = run("--ledger", str(trapped.folder), *words)
        answered += done.code == 0
        assert done.code != 70, (words, done)
        assert trapped.sprung() == [], words
        assert trapped.state() == before, words
    assert answered > 45
    assert set(programs) <= {"git", "fc-list", "fc-match"}
    events = [json.loads(line) for line in trace.read_text(encoding="utf-8").splitlines()]
    children = [event["argv"][0] for event in events if event["event"] == "child_start"]
    assert set(children) <= {"git"}
    assert sum(event["event"] == "start" for event in events) > 100


def test_what_only_looks_gives_its_answer(trapped: Any, run: Run) -> None:
    for words in (
        ("list",),
        ("show", CASE),
        ("fees", CASE),
        ("history",),
        ("remind",),
        ("check",),
        ("policy", "list"),
    ):
        done = run(*words)
        assert (done.code, done.err) == (0, ""), words
    assert CASE in run("list").out
    assert "payment-reminder" in run("history").out
    assert trapped.sprung() == []


def test_the_traps_are_live(trapped: Any) -> None:
    for words in (
        ("status",), ("log", "-1"), ("-c", "core.fsmonitor=", "update-ref", "refs/tags/x", "HEAD"), ("diff",), ("add", "."), ("commit", "--allow-empty", "-m", "x"), ("fetch", "origin"),
    ):  # fmt: skip
        subprocess.run(["git", *words], cwd=trapped.folder, capture_output=True, check=False)
    assert {"fsmonitor", "process", "gpg", "remote"} <= set(trapped.sprung())
    assert any(name.startswith("hook-") for name in trapped.sprung())


def test_a_part_of_the_history_that_is_missing_is_not_fetched(trapped: Any, run: Run, in_git: Run) -> None:
    old = in_git("-c", "core.fsmonitor=", "rev-parse", "HEAD~3").strip()
    lost = trapped.folder / ".git" / "objects" / old[:2] / old[2:]
    with (trapped.folder / ".git" / "config").open("a", encoding="utf-8") as config:
        config.write("[core]\n\trepositoryformatversion = 1\n[extensions]\n\tpartialClone = origin\n")
    lost.unlink()
    for words in (
        ("audit",),
        ("history",),
        ("evidence", CASE, "--output", "/nowhere/papers"),
        ("list", "--rev", old),
    ):
        assert run(*words).code != 70, words
    assert trapped.sprung() == []


def test_a_sync_refuses_what_would_run_on_the_way(trapped: Any, run: Run) -> None:
    before = trapped.state()
    done = run("sync", "--status")
    assert done.code == 1
    assert "git config --unset-all" in done.err
    assert trapped.sprung() == []
    assert trapped.state() == before


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("core.sshCommand", "sh -c x"),
        ("remote.origin.uploadpack", "x"),
        ("remote.origin.vcs", "x"),
        ("credential.https://a.cn.helper", "!x"),
        ("protocol.ext.allow", "always"),
        ("http.https://a.cn.proxy", "http://b.cn"),
        ("http.sslVerify", "false"),
        ("http.cookieFile", "/etc/passwd"),
    ],
)
def test_each_setting_that_leads_astray_is_named(
    setting: str, value: str, worked: Path, run: Run, in_git: Run, git_identity: Path
) -> None:
    in_git("init", "-q", "--bare", "../office.git")
    in_git("remote", "add", "origin", str(worked.parent / "office.git"))
    assert run("sync").code == 0
    in_git("config", setting, value)
    done = run("sync")
    assert done.code == 1
    key = setting.casefold() if setting.count(".") == 1 else setting
    assert key.rpartition(".")[2].casefold() in done.err.casefold()
    in_git("config", "--unset-all", setting)
    with git_identity.open("a", encoding="utf-8"):
        assert run("sync").code == 0

"""An entry that was changed by hand counts at once: whoever looks at the case is told so, and how to take it back."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import CASE, LOAN, Done

Run = Callable[..., Done]


def edit(folder: Path, old: str, new: str) -> str:
    (path,) = folder.glob(f"cases/**/{CASE}.yaml")
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8", newline="\n")
    return path.relative_to(folder).as_posix()


@pytest.mark.parametrize("command", [("show",), ("fees",), ("fees", "--statement"), ("status",)])
def test_who_looks_is_told_once_and_the_command_takes_it_back(
    command: tuple[str, ...], worked: Path, run: Run
) -> None:
    words = (command[0], CASE, *command[1:])
    before = run(*words)
    assert "by hand" not in before.err
    file = edit(worked, "1200.00", "1100.00")
    told = run(*words)
    assert told.err.count("were changed by hand") == 1
    assert told.err.rstrip().endswith(f"git checkout -- {file}")
    assert f"：git checkout -- {file}" in run("--lang", "zh", *words).err
    assert run(*words, "--json").json
    assert "by hand" not in run(*words, "--rev", "HEAD").err
    assert "by hand" not in run(command[0], LOAN).err
    refused = run("commit", CASE)
    assert refused.code == 1
    cure = refused.err.rstrip().rpartition(": ")[2]
    subprocess.run(cure.split(), cwd=worked, check=True)
    after = run(*words)
    assert (after.out, after.err) == (before.out, before.err)


def test_an_edit_of_the_head_is_no_matter_of_figures(worked: Path, run: Run) -> None:
    edit(worked, "WY-2019-0331", "WY-2019-0332")
    assert "by hand" not in run("show", CASE).err


def test_several_cases_each_by_itself(worked: Path, run: Run) -> None:
    edit(worked, "1200.00", "1100.00")
    assert run("status", CASE, LOAN).err.count("by hand") == 1

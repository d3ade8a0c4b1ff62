"""The Tab key: commands, options, and the values that fit a place, as each shell asks for them."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dunning_cli.present.shell_scripts import SHELL_SCRIPTS

CASE, LOAN = "PF-2026-0007", "XD-2026-0001"
STAFF = "staff:\n  - {id: wang, name: 王静}\n  - {id: li, name: 李明远}\n"
Run = Callable[..., Any]


def words(run: Run, *typed: str) -> list[str]:
    """What may come next after words typed, the last of them unfinished."""
    done = run("complete", "--", *typed)
    assert (done.code, done.err) == (0, "")
    return [line.partition("\t")[0] for line in done.out.splitlines()]


@pytest.mark.usefixtures("worked")
@pytest.mark.parametrize(
    ("typed", "among"),
    [
        (("",), {"pay", "list", "letter"}),
        (("pa",), {"pay", "party"}),
        (("letter", ""), {"new", "batch", "show"}),
        (("letter", "b"), {"batch"}),
        (("pay", "PF"), {CASE}),
        (("pay", "pf"), {CASE}),
        (("pay", ""), {CASE, LOAN}),
        (("assign", CASE, ""), {CASE, LOAN}),
        (("pay", CASE, "300", "--v"), {"--via"}),
        (("pay", CASE, "300", "--via", ""), {"cash", "bank", "court"}),
        (("pay", CASE, "300", "--via", "ba"), {"bank"}),
        (("pay", CASE, "300", "--to", "p"), {"principal", "penalty"}),
        (("close", CASE, "--reason", "p"), {"paid"}),
        (("hold", CASE, ""), {"contact", "accrual", "both"}),
        (("letter", "new", CASE, "over"), {"overdue-notice"}),
        (("open", "NEW-1", "--policy", "prop"), {"property-fee"}),
        (("list", "--format", ""), {"table", "json", "csv", "tsv", "markdown"}),
        (("--lang", "zh", "pay", "X"), {LOAN}),
        (("list", "--lang", ""), {"zh", "en"}),
        (("policy", "rate", "lpr"), {"lpr_1y"}),
        (("legal", CASE, "ju"), {"judgment"}),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_what_fits_is_offered(typed: tuple[str, ...], among: set[str], run: Run) -> None:
    found = words(run, *typed)
    assert among <= set(found)
    assert all(word.casefold().startswith(typed[-1].casefold()) for word in found)


@pytest.mark.usefixtures("worked")
@pytest.mark.parametrize(
    "typed", [("pay", CASE, ""), ("pay", CASE, "300", "x"), ("nope", "x"), ("show", CASE, ""), ("find", "")]
)
def test_nothing_is_offered_where_nothing_is_known(typed: tuple[str, ...], run: Run) -> None:
    assert words(run, *typed) == []


def test_collectors_batches_and_entries(worked: Path, run: Run) -> None:
    settings = worked / "dunning.yaml"
    settings.write_text(settings.read_text("utf-8").replace("staff: []\n", "") + STAFF, encoding="utf-8")
    assert set(words(run, "assign", CASE, "--owner", "")) == {"wang", "li"}
    assert run("set", CASE, "batch.id=2026-05-A", "batch.entrusted=2026-05-01", "--actor", "wang").code == 0
    assert words(run, "list", "--batch", "") == ["2026-05-A"]
    entry = run("promise", CASE, "100", "--by", "2026-06-20", "--actor", "wang", "--json").json["entry"]
    assert words(run, "reverse", CASE, "")[0] == entry


def test_names_are_masked_for_whoever_may_not_see_them(
    worked: Path, run: Run, as_another: Callable[[], None]
) -> None:
    assert f"{CASE}\t王建国" in run("complete", "--", "pay", "PF").out
    as_another()
    assert worked.exists()
    told = run("complete", "--", "pay", "PF").out
    assert f"{CASE}\t王**" in told
    assert "王建国" not in told


def test_without_a_ledger_commands_are_offered_all_the_same(
    git_identity: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run
) -> None:
    assert git_identity
    monkeypatch.chdir(tmp_path)
    assert "--via" in words(run, "pay", "X", "1", "--")
    assert words(run, "pay", "X") == []


@pytest.mark.parametrize("shell", SHELL_SCRIPTS)
def test_the_script_of_a_shell_is_printed(shell: str, run: Run) -> None:
    done = run("completion", shell)
    assert done.code == 0
    assert done.out.rstrip("\n") == SHELL_SCRIPTS[shell].rstrip("\n")
    assert run("completion", "tcsh").code == 2


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """A folder with the program under its name, to be put on the path of a shell."""
    folder = tmp_path / "bin"
    folder.mkdir()
    place = folder / "dunning"
    place.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m dunning_cli "$@"\n', encoding="utf-8")
    place.chmod(0o755)
    return folder


ASKED = {
    "bash": 'COMP_WORDS=(dunning pay PF); COMP_CWORD=2; _dunning; printf "%s\\n" "${COMPREPLY[@]}"',
    "fish": 'complete -C "dunning pay PF"',
}


@pytest.mark.parametrize("shell", ASKED)
def test_a_shell_completes(shell: str, worked: Path, program: Path, tmp_path: Path) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"there is no {shell} here")
    script = tmp_path / f"complete.{shell}"
    script.write_text(f"{SHELL_SCRIPTS[shell]}\n{ASKED[shell]}\n", encoding="utf-8")
    environment = {
        **os.environ,
        "PATH": f"{program}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(Path(__file__).parents[2]),
        "HOME": str(tmp_path),
    }
    done = subprocess.run(
        [shell, str(script)], capture_output=True, text=True, cwd=worked, env=environment, check=True
    )
    assert done.stdout.splitlines()[0].partition("\t")[0] == CASE

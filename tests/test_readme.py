"""The READMEs and the pages for readers show real sessions: every command works as printed."""

from __future__ import annotations

import importlib.util
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SPEC = importlib.util.spec_from_file_location("readme_sessions", ROOT / "scripts" / "readme_sessions.py")
assert SPEC is not None
assert SPEC.loader is not None
sessions = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(sessions)


@pytest.mark.parametrize("page", sessions.PAGES, ids=lambda page: page.name)
def test_sessions_print_what_the_page_shows(page):
    shown = page.read_text(encoding="utf-8")
    assert sessions.comparable(sessions.rerun(shown)) == sessions.comparable(shown)


def test_the_import_lines_work(tmp_path):
    lines = re.findall(r"^dunning import .*$", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    program = [sys.executable, "-m", "dunning_cli"]
    ledger = tmp_path / "ledger"
    subprocess.run([*program, "init", str(ledger)], check=True, capture_output=True)
    said = [
        subprocess.run(
            [*program, *shlex.split(line.replace("$SOURCE", str(ROOT)))[1:]],
            cwd=ledger,
            capture_output=True,
            text=True,
            check=True,
        )
        for line in lines
    ]
    counts = [re.findall(r"\d+", done.stdout)[0] for done in said[:3]]
    assert counts == ["200", "12", "200"]
    assert "72,989.42" in said[3].stdout
    assert "3 bills added" in said[4].stdout


@pytest.mark.parametrize("page", sessions.READMES, ids=lambda page: page.name)
def test_the_files_that_commands_read_are_in_the_clone(page):
    named = re.findall(r"\$SOURCE/([^\"\s]+)", page.read_text(encoding="utf-8"))
    assert named
    assert [name for name in named if not (ROOT / name).is_file()] == []
    bare = re.findall(r"^(?:\$ )?dunning import (?![\"-])\S+", page.read_text(encoding="utf-8"), re.MULTILINE)
    assert bare == [], "a file to be read is named where it stands in the clone"


@pytest.mark.parametrize("name", ["scripts.md", "scripts.zh-CN.md"])
def test_the_python_lines_work(name, tmp_path):
    page = (ROOT / "docs" / name).read_text(encoding="utf-8")
    (code,) = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    program = [sys.executable, "-m", "dunning_cli"]
    ledger = tmp_path / "my-ledger"
    for words in (
        ["init", str(ledger)],
        ["--ledger", str(ledger), "open", "PF-2026-0001", "--policy", "property-fee", "--name", "王建国"],
        ["--ledger", str(ledger), "charge", "PF-2026-0001", "--on", "2026-01-01", "--principal", "1200"],
    ):
        subprocess.run([*program, *words], check=True, capture_output=True)
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert re.fullmatch(r"\d+\.\d\d\n", done.stdout)

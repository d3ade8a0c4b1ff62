"""The families of commands: the table names what each module adds, and only the one called is loaded."""

from __future__ import annotations

import importlib
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer import Typer
from whole_program import whole_program

from dunning_cli.cli import families
from dunning_cli.cli.families import WORDS
from dunning_cli.operations.registry import OPERATIONS

PACKAGE = Path(families.__file__).parent / "commands"


MODULES = sorted({module for module in WORDS.values() if module is not None})


@pytest.mark.parametrize("module", MODULES)
def test_a_module_adds_the_words_of_the_table(module: str) -> None:
    app = Typer()
    importlib.import_module(f"dunning_cli.cli.commands.{module}").add_to(app)
    added = [command.name for command in app.registered_commands] + [
        group.name for group in app.registered_groups
    ]
    assert sorted(map(str, added)) == sorted(word for word, where in WORDS.items() if where == module)


def test_no_module_is_forgotten() -> None:
    parts_of_a_family = {"letter_post", "post_office", "export_lists", "measured_reports", "report_papers"}
    found = {path.stem for path in PACKAGE.glob("*.py") if "\ndef add_to(" in path.read_text("utf-8")}
    assert found - parts_of_a_family == set(MODULES)


def test_every_operation_has_its_command() -> None:
    made = {word for word, module in WORDS.items() if module is None}
    assert made <= set(OPERATIONS)
    words = {" ".join(words.split()[1:]) for words in every_command()}
    assert set(OPERATIONS) <= words


def every_command() -> list[str]:
    """The words of every command of the program."""
    found: list[str] = []

    def collect(words: str, command: Any) -> None:
        found.append(words)
        for name, child in getattr(command, "commands", {}).items():
            collect(f"{words} {name}", child)

    collect("dunning", whole_program())
    return found


def test_only_the_family_called_is_loaded() -> None:
    code = (
        "import sys; from dunning_cli.cli.main import main; main(['pay', '--help'])\n"
        "print(sorted(name for name in sys.modules if name.startswith('dunning_cli.cli.')), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "dunning_cli.cli.declared" in done.stderr
    assert "dunning_cli.cli.commands.letters" not in done.stderr
    assert "dunning_cli.views.audit" not in done.stderr


@pytest.mark.usefixtures("git_identity")
def test_an_unknown_word_is_told_what_there_is(run: Callable[..., Any]) -> None:
    done = run("lettre")
    assert (done.code, "letter" in done.err) == (2, True)

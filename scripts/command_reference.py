"""Writes docs/commands.md from the commands' own help pages: `python scripts/command_reference.py`."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

PAGE = Path(__file__).resolve().parent.parent / "docs" / "commands.md"
HEAD = """# Commands

Every command with its help page, as `dunning COMMAND --help` shows it. `--ledger DIR` and `--lang zh|en` may stand
anywhere. Exit codes: 0 done, 1 refused, 2 wrong usage, 3 not found or ambiguous, 4 against a contact or approval
rule, 5 busy or changed underneath, 6 `check` or `audit` found something, 70 a bug.
"""


def reference() -> str:
    """The whole page, in English and folded to the widest page."""
    import typer

    from dunning_cli.cli.families import program_for
    from dunning_cli.present.lines import WIDEST_PAGE

    os.environ["COLUMNS"] = str(WIDEST_PAGE)
    return HEAD + "\n" + "\n".join(_sections(typer.main.get_command(program_for(None)), "dunning", None))


def _sections(command: Any, path: str, parent: Any) -> Iterator[str]:
    from typer.core import TyperGroup

    context = command.make_context(
        path.rpartition(" ")[2], ["--help-is-not-parsed"], parent, resilient_parsing=True
    )
    context.info_name = path
    context.parent = None
    if not isinstance(command, TyperGroup):
        yield f"## {path}\n\n```\n{command.get_help(context)}\n```\n"
    if not hasattr(command, "commands"):
        return
    for name in command.list_commands(context):
        inner = command.get_command(context, name)
        if inner is not None and not inner.hidden:
            yield from _sections(inner, f"{path} {name}", None)


if __name__ == "__main__":
    PAGE.write_text(reference(), encoding="utf-8", newline="\n")

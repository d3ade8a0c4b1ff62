"""Every command of the program with all it takes, made once for all tests that go through them."""

from __future__ import annotations

from functools import cache
from typing import Any

import typer

from dunning_cli.cli.families import program_for


@cache
def whole_program() -> Any:
    """The command of the whole program."""
    return typer.main.get_command(program_for(None))

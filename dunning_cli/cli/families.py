"""The program made of its command families; one that is not called is not loaded, so that every command starts quickly."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import Any

import typer
from typer import Typer

from dunning_cli import __version__
from dunning_cli.present.help_page import HelpfulGroup

FAMILIES: dict[str, tuple[str, ...]] = {
    "ledger": (
        "init",
        "import",
        "check",
        "commit",
    ),
    "batch": ("batch",),
    "doctor": ("doctor",),
    "cases": (
        "open",
        "show",
        "list",
        "find",
        "set",
        "close",
        "reopen",
    ),
    "staffing": (
        "assign",
        "workload",
    ),
    "money": (
        "opening",
        "charge",
        "pay",
        "transfer",
        "refund",
        "reverse",
        "fees",
        "status",
    ),
    "concessions": (
        "waive",
        "extend",
        "hold",
        "approve",
    ),
    "plans": ("plan",),
    "schedules": (
        "schedule",
        "bill",
    ),
    "sync": (
        "sync",
        "merge-driver",
    ),
    "talk": (
        "note",
        "promise",
        "contact",
        "debtor",
    ),
    "visits": ("visit",),
    "facts": (
        "verify",
        "phase",
        "complaint",
    ),
    "people": (
        "detail",
        "party",
        "consent",
        "death",
    ),
    "fraud": ("fraud",),
    "do_not_lend": ("do-not-lend",),
    "work": ("remind",),
    "work_day": ("work",),
    "letters": ("letter",),
    "legal": ("legal",),
    "assets": ("asset",),
    "limitation": ("limitation",),
    "evidence": ("evidence",),
    "policies": ("policy",),
    "history": (
        "history",
        "undo",
    ),
    "mend": ("mend",),
    "audit": ("audit",),
    "reports": ("report",),
}
"""The command words each module of this package adds, in the order of the help page."""
_MODULES = {word: module for module, words in FAMILIES.items() for word in words}


@cache
def command_for(word: str | None) -> Any:
    """What `program_for` makes, ready to be run; made once in a process."""
    return typer.main.get_command(program_for(word if word in _MODULES else None))


def program_for(word: str | None) -> Typer:
    """The program with the family of one command word, or with all of them where the word is none of theirs."""
    app = Typer(
        cls=HelpfulGroup,
        name="dunning",
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        no_args_is_help=True,
        context_settings={"help_option_names": ["--help"]},
    )
    app.callback()(program)
    for module in (_MODULES[word],) if word in _MODULES else FAMILIES:
        import_module(f"dunning_cli.cli.{module}").add_to(app)
    return app


def _print_version(wanted: bool) -> None:
    if wanted:
        print(f"dunning {__version__}")
        raise typer.Exit()


def program(
    version: bool = typer.Option(
        False, "--version", callback=_print_version, is_eager=True, help="Show the version."
    ),
    ledger_folder: str | None = typer.Option(
        None,
        "--ledger",
        metavar="DIR",
        help="The ledger; else DUNNING_LEDGER, else the nearest folder above with dunning.yaml.",
    ),
    lang: str | None = typer.Option(
        None, "--lang", metavar="zh|en", help="Language; else DUNNING_LANG, the ledger's setting, the locale."
    ),
) -> None:
    """A case ledger for debt collection in plain files: every yuan explained, every contact lawful, every change provable.

    --ledger and --lang may stand before or after the command.

    Examples:
      dunning init my-ledger --sample
      dunning list --limit 10
      dunning --lang zh remind --owner wang
    """

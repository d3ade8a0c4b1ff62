"""The program made of its commands; one that is not called is not loaded, so that every command starts quickly."""

from __future__ import annotations

import inspect
from functools import cache
from importlib import import_module
from typing import Any

import typer
from typer import Typer

from dunning_cli import __version__
from dunning_cli.cli.declared import add_declared
from dunning_cli.present.help_page import HelpfulGroup

WORDS: dict[str, str | None] = {
    "init": "ledger",
    "import": "importing",
    "check": "ledger",
    "commit": None,
    "batch": "batch",
    "export": "export",
    "doctor": "doctor",
    "open": None,
    "show": "cases",
    "list": "cases",
    "find": "cases",
    "set": "cases",
    "close": None,
    "return": "batches",
    "extension": "batches",
    "reopen": None,
    "assign": "staffing",
    "workload": "staffing",
    "opening": None,
    "charge": None,
    "pay": None,
    "transfer": None,
    "refund": None,
    "reverse": None,
    "fees": "accounts",
    "status": "accounts",
    "waive": None,
    "extend": None,
    "hold": None,
    "approve": None,
    "plan": "plans",
    "schedule": "schedules",
    "payoff": "accounts",
    "prepay": None,
    "accelerate": None,
    "reschedule": None,
    "bill": None,
    "sync": "sync",
    "merge-driver": "sync",
    "note": None,
    "promise": None,
    "contact": "talk",
    "debtor": "talk",
    "visit": "visits",
    "verify": None,
    "phase": "phases",
    "complaint": None,
    "detail": None,
    "party": None,
    "consent": None,
    "death": None,
    "renounce": None,
    "incapacity": None,
    "insolvency": None,
    "new-creditor": None,
    "fraud": None,
    "do-not-lend": "do_not_lend",
    "remind": "work",
    "work": "work_day",
    "letter": "letters",
    "legal": "legal",
    "asset": "assets",
    "limitation": "limitation",
    "suspend": None,
    "evidence": "evidence",
    "policy": "policies",
    "rules": "rules",
    "history": "history",
    "undo": None,
    "mend": None,
    "audit": "audit",
    "checkpoint": "checkpoints",
    "inspect": "inspections",
    "report": "reports",
    "completion": "completion",
    "complete": "completion",
}
"""Every command word in the order of the help page, with the module of `commands` that has it; None: made of its record."""


@cache
def command_for(word: str | None) -> Any:
    """What `program_for` makes, ready to be run, or the names of all commands with their help; made once in a process."""
    return typer.main.get_command(program_for(word) if word in WORDS else _names_alone(program_for(None)))


def _names_alone(app: Typer) -> Typer:
    """The program as its own help page shows it: each command with what it does, and not what it takes, which is long to tell."""
    for command in app.registered_commands:
        command.help = command.help or inspect.getdoc(command.callback)
        command.callback = _takes_nothing
    for family in app.registered_groups:
        if family.typer_instance is not None:
            family.typer_instance.registered_commands = []
            family.typer_instance.registered_groups = []
    return app


def _takes_nothing() -> None:
    """In the place of a command that is shown and not run."""


def program_for(word: str | None) -> Typer:
    """The program with the command of one word, or with all of them where the word is none of theirs."""
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
    chosen = (word,) if word in WORDS else tuple(WORDS)
    loaded: set[str] = set()
    for each in chosen:
        module = WORDS[each]
        if module is None:
            add_declared(app, each)
        elif module not in loaded:
            loaded.add(module)
            import_module(f"dunning_cli.cli.commands.{module}").add_to(app)
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

"""Commands for the Tab key: completion, which prints what a shell needs; complete, which that asks."""

from __future__ import annotations

from typing import Annotated

from typer import Argument, Context, Typer

from dunning_cli.cli.completing import completions
from dunning_cli.kernel.answer import Answer, Paragraph
from dunning_cli.present.help_page import HelpfulCommand
from dunning_cli.present.shell_scripts import SHELL_SCRIPTS


def add_to(app: Typer) -> None:
    """Adds these commands to the program."""
    app.command("completion", cls=HelpfulCommand)(completion)
    app.command("complete", cls=HelpfulCommand, hidden=True)(complete)


def completion(
    ctx: Context,
    shell: Annotated[str, Argument(metavar="SHELL", help="bash, zsh, fish or powershell.")],
) -> None:
    """Print what lets the Tab key complete commands, options, cases, staff, templates, policies and batches.

    Put it where the shell reads it at its start: ~/.bashrc, ~/.zshrc, ~/.config/fish/completions/dunning.fish, or
    the file $PROFILE.

    Examples:
      dunning completion bash >> ~/.bashrc
      dunning completion fish > ~/.config/fish/completions/dunning.fish
    """
    session = ctx.obj
    session.one_of(shell, "SHELL", dict.fromkeys(SHELL_SCRIPTS))
    session.show(Answer({"script": SHELL_SCRIPTS[shell]}, (Paragraph(SHELL_SCRIPTS[shell].rstrip()),)))


def complete(
    ctx: Context,
    typed: Annotated[list[str] | None, Argument(metavar="[WORD]…", help="The words typed so far.")] = None,
) -> None:
    """Answer the Tab key: what may come next, one a line with its meaning.

    Examples:
      dunning complete -- pay PF
    """
    session = ctx.obj
    for word, meaning in completions(session, typed or [""]):
        session.screen.line(f"{word}\t{meaning}" if meaning else word)

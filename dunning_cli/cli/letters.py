"""Commands on letters: preview, new, list."""

from __future__ import annotations

from typing import Annotated

from typer import Argument, Context, Option, Typer

from dunning_cli.cli.options import (
    ActorName,
    Agent,
    AsOf,
    CaseRef,
    DryRun,
    FormatName,
    Json,
    LetterLanguage,
    LetterTo,
    On,
    Override,
)
from dunning_cli.cli.overriding import override_offered
from dunning_cli.cli.session import chosen_format
from dunning_cli.operations.letters import NewLetter
from dunning_cli.present.help_page import HelpfulCommand, HelpfulGroup
from dunning_cli.views.letters import letter_preview, letter_register

TemplateName = Annotated[
    str,
    Argument(
        metavar="TEMPLATE",
        help="payment-reminder, overdue-notice, final-demand, guarantor-notice, lawyers-letter, plan-agreement, "
        "extension-request, balance-confirmation or settlement-certificate.",
    ),
]


def add_to(app: Typer) -> None:
    """Adds this family to the program."""
    family = Typer(
        cls=HelpfulGroup,
        rich_markup_mode=None,
        no_args_is_help=True,
        help="Write letters from templates and keep their register.\n\nExamples:\n  dunning letter list",
    )
    family.command("preview", cls=HelpfulCommand)(preview)
    family.command("new", cls=HelpfulCommand)(new)
    family.command("list", cls=HelpfulCommand)(register)
    app.add_typer(family, name="letter")


def preview(
    ctx: Context,
    case: CaseRef,
    template: TemplateName,
    as_of: AsOf = None,
    to: LetterTo = None,
    letter_language: LetterLanguage = None,
    as_json: Json = False,
) -> None:
    """Show a letter as it would be written on a day; nothing is registered.

    Examples:
      dunning letter preview PF-2026-0007 overdue-notice
      dunning letter preview PF-2026-0007 overdue-notice --letter-language en --as-of 2026-05-31
    """
    session = ctx.obj
    language = session.letter_language(letter_language)
    day = session.day(as_of, "--as-of")
    answer = letter_preview(session.books, case, template, day, to, language)
    session.show(answer, chosen_format(as_json))


def new(
    ctx: Context,
    case: CaseRef,
    template: TemplateName,
    on: On = None,
    to: LetterTo = None,
    method: Annotated[
        str | None, Option("--method", metavar="WAY", help="registered, ems, hand, notary or notice.")
    ] = None,
    letter_language: LetterLanguage = None,
    override: Override = None,
    actor: ActorName = None,
    agent: Agent = None,
    dry_run: DryRun = False,
    as_json: Json = False,
) -> None:
    """Write a letter, give it a number and enter it in the register.

    Examples:
      dunning letter new PF-2026-0007 overdue-notice --method registered
    """
    values = {
        "case": case,
        "template": template,
        "on": on,
        "to": to,
        "method": method,
        "language": ctx.obj.letter_language(letter_language),
        "agent": agent,
        "override": override,
    }
    with override_offered(ctx):
        ctx.obj.write(NewLetter, values, actor, dry_run, as_json)


def register(ctx: Context, as_json: Json = False, format_name: FormatName = None) -> None:
    """List the register of letters.

    Examples:
      dunning letter list
      dunning letter list --format csv
    """
    session = ctx.obj
    session.view(letter_register(session.books, session.ledger.today), as_json, format_name)

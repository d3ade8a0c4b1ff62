"""Commands on where rules are from: rules show, diff, take."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

from typer import Argument, Context, Option, Typer

from dunning_cli.cli.answering import chosen_format
from dunning_cli.cli.options import ActorName, DryRun, FormatName, Json
from dunning_cli.kernel.answer import Answer
from dunning_cli.kernel.message import msg
from dunning_cli.present.help_page import HelpfulCommand, HelpfulGroup

if TYPE_CHECKING:
    from dunning_cli.cli.session import Session
    from dunning_cli.operations.ledger.rules_taken import FoundFile

RulesFile = Annotated[str, Argument(metavar="FILE", help="A file of rules, such as one from head office.")]


def add_to(app: Typer) -> None:
    """Adds this family to the program."""
    family = Typer(
        cls=HelpfulGroup,
        rich_markup_mode=None,
        no_args_is_help=True,
        help="Look at which rules hold and where they are from; take rules from others."
        "\n\nExamples:\n  dunning rules show --on 2026-06-15",
    )
    family.command("show", cls=HelpfulCommand)(show)
    family.command("diff", cls=HelpfulCommand)(diff)
    family.command("take", cls=HelpfulCommand)(take)
    app.add_typer(family, name="rules")


def show(
    ctx: Context,
    pack: Annotated[str | None, Argument(metavar="[PACK]", help="Name of a pack of contact rules.")] = None,
    on: Annotated[
        str | None, Option("--on", metavar="DATE", help="As they hold on this day; today unless given.")
    ] = None,
    as_json: Json = False,
    format_name: FormatName = None,
) -> None:
    """Show which contact rules hold on a day, since when, and what each rests on.

    Without a pack also where policies, strategies and reference rates are from.

    Examples:
      dunning rules show
      dunning rules show cn-2026 --on 2025-12-31
    """
    from dunning_cli.views.ledger.rules_in_force import rules_in_force

    session: Session = ctx.obj
    session.view(rules_in_force(session.reader, pack, session.day(on, "--on")), as_json, format_name)


def diff(ctx: Context, file: RulesFile, as_json: Json = False, format_name: FormatName = None) -> None:
    """List which rules of a file differ from those of its name here.

    Examples:
      dunning rules diff ../contact-cn-2026.yaml
    """
    from dunning_cli.views.ledger.rules_compared import changes_answer, changes_of

    session: Session = ctx.obj
    found = _found(session, file)
    session.view(changes_answer(found.path, changes_of(found.before, found.tree)), as_json, format_name)


def take(
    ctx: Context,
    file: RulesFile,
    actor: ActorName = None,
    dry_run: DryRun = False,
    as_json: Json = False,
) -> None:
    """Put a file of rules into policies/, in the place of the one of its name and first day, as one commit.

    It is checked first: each rule names its source, no two packs say different things of one article, known rates stay.
    With --dry-run nothing is written, and it is told which past contacts and planned steps it changes.

    Examples:
      dunning rules take ../contact-cn-2026.yaml --dry-run
      dunning rules take ../reference-rates.yaml --actor zhou
    """
    from dunning_cli.cli.answering import confirmation
    from dunning_cli.cli.carrying_out import executed
    from dunning_cli.operations.ledger.rules_taken import TakeRules
    from dunning_cli.store.reading.ledger_with_files import LedgerWithFiles
    from dunning_cli.views.ledger.rules_compared import changes_answer, changes_of, effect_of

    session: Session = ctx.obj
    found = _found(session, file)
    receipt = executed(session, TakeRules(found=found), actor, dry_run)
    changes = changes_answer(found.path, changes_of(found.before, found.tree))
    if dry_run:
        there = LedgerWithFiles(session.reader, {found.path: found.text.encode()})
        answer = effect_of(changes, session.reader, there, session.moment.today)
    else:
        answer = Answer(receipt.as_json(), (*changes.parts, confirmation(receipt)))
    answer = replace(answer, warnings=(*answer.warnings, *receipt.warnings))
    session.show(answer, chosen_format(as_json))


def _found(session: Session, file: str) -> FoundFile:
    from dunning_cli.operations.ledger.rules_taken import found_file
    from dunning_cli.store.format.foreign_file import foreign_bytes

    data = foreign_bytes(file, msg("{file}: rules are a .yaml file", file=file))
    return found_file(session.reader, file, data)

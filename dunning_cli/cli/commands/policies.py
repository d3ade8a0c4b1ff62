"""Commands on the rules: policy list, show, check, rate."""

from __future__ import annotations

from typing import Annotated

from typer import Argument, Context, Exit, Option, Typer

from dunning_cli.cli.answering import chosen_format
from dunning_cli.cli.declared import add_declared
from dunning_cli.cli.options import AsOf, FormatName, Json
from dunning_cli.kernel.answer import Answer
from dunning_cli.kernel.errors import Unsound, WrongUsage
from dunning_cli.kernel.message import msg
from dunning_cli.present.help_page import HelpfulCommand, HelpfulGroup


def add_to(app: Typer) -> None:
    """Adds this family to the program."""
    family = Typer(
        cls=HelpfulGroup,
        rich_markup_mode=None,
        no_args_is_help=True,
        help="Look at the rules of the ledger and keep them up to date.\n\nExamples:\n  dunning policy list",
    )
    family.command("list", cls=HelpfulCommand)(list_policies)
    family.command("show", cls=HelpfulCommand)(show)
    family.command("check", cls=HelpfulCommand)(check)
    add_declared(family, "policy rate")
    app.add_typer(family, name="policy")


def list_policies(ctx: Context, as_json: Json = False, format_name: FormatName = None) -> None:
    """List the policies and the reference rates.

    Examples:
      dunning policy list
    """
    from dunning_cli.views.ledger.policies import policy_list

    ctx.obj.view(policy_list(ctx.obj.reader, ctx.obj.language), as_json, format_name)


def show(
    ctx: Context,
    name: Annotated[str | None, Argument(metavar="[POLICY]", help="Name of the policy.")] = None,
    case: Annotated[
        str | None, Option("--case", metavar="CASE", help="The rules of this case, its terms included.")
    ] = None,
    as_of: AsOf = None,
    as_json: Json = False,
) -> None:
    """Show a policy, or the rules as they hold for one case.

    Examples:
      dunning policy show property-fee
      dunning policy show --case PF-2026-0007
    """
    from dunning_cli.views.ledger.policies import policy_text

    session = ctx.obj
    if (name is None) == (case is None):
        raise WrongUsage(msg("name a policy, or a case with --case"))
    session.view(
        policy_text(session.reader, session.code("POLICY", name), case, session.day(as_of, "--as-of")),
        as_json,
    )


def check(ctx: Context, as_json: Json = False) -> None:
    """Check every policy and reference rate, and warn of contracts above their cap; silent when all is well.

    Examples:
      dunning policy check
    """
    from dunning_cli.views.ledger.checks import problem_report
    from dunning_cli.views.ledger.policies import cap_warnings, policy_problems

    session = ctx.obj
    problems = policy_problems(session.reader)
    warnings = [] if problems else cap_warnings(session.reader, session.moment.today)
    if as_json:
        report = problem_report(problems)
        session.show(Answer({**report.data, "warnings": warnings}), chosen_format(as_json))
    session.screen.problems(problem.as_message() for problem in problems)
    if problems:
        raise Exit(Unsound.exit_code)
    session.notes(warnings)

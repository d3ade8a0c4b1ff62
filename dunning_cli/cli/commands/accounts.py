"""Commands on what is owed: fees, status, payoff."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from typer import Argument, Context, Option, Typer

from dunning_cli.cli.answering import chosen_format
from dunning_cli.cli.options import (
    AsOf,
    FormatName,
    Json,
    Rev,
)
from dunning_cli.cli.session import Session
from dunning_cli.kernel.errors import WrongUsage
from dunning_cli.kernel.message import msg
from dunning_cli.present.help_page import HelpfulCommand
from dunning_cli.present.tables import Format

if TYPE_CHECKING:
    from dunning_cli.views.account.unknown import Unknown


def add_to(app: Typer) -> None:
    """Adds these commands to the program."""
    app.command("fees", cls=HelpfulCommand)(fees)
    app.command("status", cls=HelpfulCommand)(status)
    app.command("payoff", cls=HelpfulCommand)(payoff)


def fees(
    ctx: Context,
    case: Annotated[
        str | None,
        Argument(
            metavar="[CASE]",
            help="Case id, a unique beginning of it, or the debtor's name, telephone number or address.",
        ),
    ] = None,
    every: Annotated[
        bool, Option("--all", help="Every case, with --json: one object a line, as JSON lines.")
    ] = False,
    as_of: AsOf = None,
    rev: Rev = None,
    statement: Annotated[
        bool,
        Option("--statement", help="A dated statement of account with what was owed after each movement."),
    ] = False,
    as_json: Json = False,
    format_name: FormatName = None,
) -> None:
    """Explain every cent of a case: periods, days, base, rate, rule, amount.

    Examples:
      dunning fees PF-2026-0007
      dunning fees PF-2026-0007 --as-of 2026-03-31 --json
      dunning fees PF-2026-0007 --statement
      dunning fees PF-2026-0007 --rev 2026-03-31
      dunning fees --all --json
    """
    from dunning_cli.views.account.accounts import account_of, statement_of

    session = ctx.obj
    if every:
        _stream(session, case, as_of, rev, chosen_format(as_json, format_name), statement)
        return
    if case is None:
        raise WrongUsage(msg("name a case, or every case with --all --json"))
    view = statement_of if statement else account_of
    answer = view(session.reader_at(rev), case, session.as_of(as_of, rev))
    session.view(answer, as_json, format_name)
    session.tell_edits([answer.data["case"]], rev)


def _stream(
    session: Session, case: str | None, as_of: str | None, rev: str | None, style: Format, statement: bool
) -> None:
    """Prints every account as JSON lines. Raises Miscalculated at the end where the program is at fault."""
    from dunning_cli.views.account.accounts import every_account, unknown_account
    from dunning_cli.views.account.unknown import Unknown, raise_bugs

    if case is not None or style is not Format.JSON or statement:
        raise WrongUsage(msg("--all goes with --json and no case, as in: dunning fees --all --json"))
    day = session.as_of(as_of, rev)
    bugs: list[Unknown] = []
    for found in every_account(session.reader_at(rev), day):
        if isinstance(found, Unknown):
            bugs.append(found)
            session.screen.data_line(unknown_account(found, day))
        else:
            session.screen.data_line(found)
    raise_bugs(bugs)


def payoff(
    ctx: Context,
    case: Annotated[
        str,
        Argument(
            metavar="CASE",
            help="Case id, a unique beginning of it, or the debtor's name, telephone number or address.",
        ),
    ],
    on: Annotated[
        str | None, Option("--on", "--as-of", metavar="DATE", help="Day of the payment; today unless given.")
    ] = None,
    rev: Rev = None,
    as_json: Json = False,
    format_name: FormatName = None,
) -> None:
    """Say what pays a case off on a day, instalments still to come among it.

    Examples:
      dunning payoff XD-2026-0001
      dunning payoff XD-2026-0001 --on 2026-06-15 --json
    """
    from dunning_cli.views.account.payoffs import payoff_sheet

    session = ctx.obj
    answer = payoff_sheet(session.reader_at(rev), case, session.as_of(on, rev))
    session.view(answer, as_json, format_name)
    session.tell_edits([answer.data["case"]], rev)


def status(
    ctx: Context,
    case: Annotated[
        list[str] | None, Argument(metavar="[CASE]…", help="Cases; without any, all open ones.")
    ] = None,
    as_of: AsOf = None,
    rev: Rev = None,
    as_json: Json = False,
    format_name: FormatName = None,
) -> None:
    """Show stage, days past due, promises and what comes next.

    Examples:
      dunning status PF-2026-0007
      dunning status PF-2026-0007 XD-2026-0001 --as-of 2026-05-31
    """
    from dunning_cli.views.case.states import states_of

    session = ctx.obj
    answer = states_of(session.reader_at(rev), tuple(case or ()), session.as_of(as_of, rev))
    session.view(answer, as_json, format_name)
    if case:
        session.tell_edits([each["case"] for each in answer.data.get("cases", [answer.data])], rev)

"""Commands on whom one may talk with: contact, debtor."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from typer import Argument, Context, Option, Typer

from dunning_cli.cli.options import (
    CaseRef,
    FormatName,
    Json,
    Looker,
    Reveal,
)
from dunning_cli.cli.session import Session
from dunning_cli.kernel.dates import entered, parse_datetime
from dunning_cli.kernel.errors import Unreadable, WrongUsage
from dunning_cli.kernel.message import msg
from dunning_cli.operations.declared.values import MOMENT
from dunning_cli.present.help_page import HelpfulCommand


def add_to(app: Typer) -> None:
    """Adds these commands to the program."""
    app.command("contact", cls=HelpfulCommand)(contact)
    app.command("debtor", cls=HelpfulCommand)(debtor)


def contact(
    ctx: Context,
    case: CaseRef,
    at: Annotated[
        str | None, Option("--at", metavar="DATETIME", help="Moment of the call; now unless given.")
    ] = None,
    reveal: Reveal = False,
    actor: Looker = None,
    as_json: Json = False,
    format_name: FormatName = None,
) -> None:
    """Answer whether the contact rules allow a call now: whom, on which number, until when, or why not.

    Examples:
      dunning contact PF-2026-0007
      dunning contact PF-2026-0007 --at 2026-05-06T21:30 --json
    """
    from dunning_cli.views.people.contact import contact_answer

    session = ctx.obj
    answer = contact_answer(session.reader, case, _moment(session, at), session.viewer(actor, reveal))
    session.view(answer, as_json, format_name)


def debtor(
    ctx: Context,
    who: Annotated[
        str,
        Argument(metavar="WHO", help="Identity number, case, telephone number or name of the debtor."),
    ],
    at: Annotated[
        str | None, Option("--at", metavar="DATETIME", help="Moment of a call; now unless given.")
    ] = None,
    reveal: Reveal = False,
    actor: Looker = None,
    as_json: Json = False,
    format_name: FormatName = None,
) -> None:
    """Show one person over all cases: what is owed where, what was promised, who may call today and who may not.

    Examples:
      dunning debtor 王建国
      dunning debtor PF-2026-0007 --json
    """
    from dunning_cli.views.people.debtor import debtor_answer

    session = ctx.obj
    answer = debtor_answer(session.reader, who, _moment(session, at), session.viewer(actor, reveal))
    session.view(answer, as_json, format_name)


def _moment(session: Session, text: str | None) -> datetime:
    """The moment of `--at` in the office's zone, now where it is not given. Raises WrongUsage."""
    if text is None:
        return session.moment.now
    try:
        moment = entered(parse_datetime(session.meant(MOMENT, text, "--at")))
    except Unreadable as error:
        raise WrongUsage(msg("{option}: {reason}", option="--at", reason=error.message)) from None
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=session.reader.office.time_zone)

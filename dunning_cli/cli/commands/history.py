"""Command on the past: history."""

from __future__ import annotations

from typing import Annotated

from typer import Argument, Context, Option, Typer

from dunning_cli.cli.options import FormatName, Json
from dunning_cli.present.help_page import HelpfulCommand


def add_to(app: Typer) -> None:
    """Adds this command to the program."""
    app.command("history", cls=HelpfulCommand)(history)


def history(
    ctx: Context,
    case: Annotated[
        str | None, Argument(metavar="[CASE]", help="One case; without it the whole ledger.")
    ] = None,
    person: Annotated[
        str | None, Option("--by", metavar="STAFF", help="Changes by this person only.")
    ] = None,
    since: Annotated[
        str | None, Option("--since", metavar="DATE", help="Changes made on or after this day.")
    ] = None,
    until: Annotated[
        str | None, Option("--until", metavar="DATE", help="Changes made on or before this day.")
    ] = None,
    word: Annotated[
        str | None,
        Option("--kind", metavar="WORD", help="Changes whose subject begins with this, such as pay."),
    ] = None,
    limit: Annotated[
        str, Option("--limit", metavar="N", help="Show the last N changes; 50 unless given, 0 for all.")
    ] = "50",
    as_json: Json = False,
    format_name: FormatName = None,
) -> None:
    """Show who changed what and when, from git.

    Examples:
      dunning history PF-2026-0007
      dunning history --by wang --kind pay --since 2026-06-01
    """
    from dunning_cli.views.case.diary import DiaryPeriod, diary

    session = ctx.obj
    wanted = DiaryPeriod(
        session.day(since, "--since") if since else None, session.day(until, "--until") if until else None
    )
    person = session.code("STAFF", person)
    answer = diary(session.reader, case, wanted, person, word, session.count(limit, "--limit"))
    if not answer.data["changes"]:
        session.matched_nothing({"--by": ("AUTHOR", person), "--kind": ("DEED", word)})
    session.view(answer, as_json, format_name)

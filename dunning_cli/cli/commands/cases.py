"""Commands on cases: show, list, find, set."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Any

from typer import Argument, Context, Option, Typer

from dunning_cli.cli.commands.case_filters import (
    InStage,
    OfArea,
    OfBatch,
    OfClient,
    OfPolicy,
    filters_of,
    selection_of,
)
from dunning_cli.cli.declared import Given, add_declared, write
from dunning_cli.cli.options import (
    AsOf,
    CaseRef,
    FormatName,
    Json,
    Looker,
    Owner,
    Rev,
    Reveal,
)
from dunning_cli.kernel.errors import WrongUsage
from dunning_cli.kernel.message import msg
from dunning_cli.present.help_page import HelpfulCommand


def add_to(app: Typer) -> None:
    """Adds these commands to the program."""
    add_declared(app, "set", set_values)
    for name, command in (("show", show), ("list", list_cases), ("find", find)):
        app.command(name, cls=HelpfulCommand)(command)


def set_values(ctx: Context, words: str, values: dict[str, Any], given: Given) -> None:
    """Sets values of the case named first, or of all cases with --where, which leaves no case to be named."""
    if values["where"] and values["case"] is not None:
        values["change"] = [values["case"], *(values["change"] or ())]
        values["case"] = None
    if not values["change"]:
        raise WrongUsage(
            msg("{option} is missing; see '{help}'", option="KEY=VALUE…", help=f"{ctx.command_path} --help")
        )
    write(ctx, words, values, given)


def show(
    ctx: Context,
    case: CaseRef,
    as_of: AsOf = None,
    rev: Rev = None,
    reveal: Reveal = False,
    actor: Looker = None,
    as_json: Json = False,
) -> None:
    """Show a case: head, state and entries.

    Examples:
      dunning show PF-2026-0007
      dunning show 王建国 --reveal
    """
    from dunning_cli.views.case.case_sheet import case_sheet

    session = ctx.obj
    day = session.as_of(as_of, rev)
    viewer = session.viewer(actor, reveal, rev)
    answer = case_sheet(session.reader_at(rev), case, day, viewer)
    session.view(answer, as_json)
    session.tell_edits([answer.data["case"]], rev)


def list_cases(
    ctx: Context,
    as_of: AsOf = None,
    rev: Rev = None,
    owner: Owner = None,
    policy: OfPolicy = None,
    stage: InStage = None,
    batch: OfBatch = None,
    area: OfArea = None,
    client: OfClient = None,
    closed: Annotated[bool, Option("--all", help="Closed cases too.")] = False,
    sort: Annotated[
        str, Option("--sort", metavar="KEY", help="case, days or balance; the worst first for the last two.")
    ] = "case",
    limit: Annotated[str, Option("--limit", metavar="N", help="At most so many cases; 0 for all.")] = "0",
    reveal: Reveal = False,
    actor: Looker = None,
    as_json: Json = False,
    format_name: FormatName = None,
) -> None:
    """List cases with stage, days past due and balance.

    Examples:
      dunning list
      dunning list --sort days --limit 10
      dunning list --owner wang --stage M2 --format csv
      dunning list --area 青禾花园
    """
    from dunning_cli.views.portfolio.portfolio import SORT_WORDS, portfolio

    session = ctx.obj
    chosen = selection_of(
        session,
        owner=owner,
        policy=policy,
        stage=stage,
        batch=batch,
        area=area,
        client=client,
        closed_too=closed,
    )
    selection = replace(
        chosen,
        sort=session.one_of(sort, "--sort", SORT_WORDS),
        limit=session.count(limit, "--limit"),
    )
    viewer = session.viewer(actor, reveal, rev)
    answer = portfolio(session.reader_at(rev), session.as_of(as_of, rev), selection, viewer)
    if not answer.data["cases"]:
        session.matched_nothing(filters_of(selection))
    session.view(answer, as_json, format_name)


def find(
    ctx: Context,
    text: Annotated[
        str,
        Argument(
            metavar="TEXT",
            help="Part of an id, name, number, reference, contract or address; pinyin of a name.",
        ),
    ],
    reveal: Reveal = False,
    actor: Looker = None,
    as_json: Json = False,
    format_name: FormatName = None,
) -> None:
    """Find cases by any part of an id, name, telephone or identity number, reference, contract or address.

    Names are found by their pinyin too, in full or by initials; references are those of bills, receipts,
    transactions, letters and dockets.

    Examples:
      dunning find 13800000007
      dunning find 青禾花园
      dunning find wjg
    """
    from dunning_cli.views.case.search import search

    session = ctx.obj
    session.view(search(session.reader, text, session.viewer(actor, reveal)), as_json, format_name)

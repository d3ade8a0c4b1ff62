"""Commands on visits: the route sheet, arranging one, recording one."""

from __future__ import annotations

from typing import Annotated

from typer import Argument, Context, Option, Typer

from dunning_cli.cli.contact_options import (
    RESULTS,
    Agreed,
    ContactAt,
    ContactTo,
    GoesAlong,
    PromiseAmount,
    PromiseBy,
    ReasonCode,
    Recording,
    Verified,
)
from dunning_cli.cli.options import (
    ActorName,
    Agent,
    AsOf,
    CaseRef,
    DryRun,
    FormatName,
    Json,
    Looker,
    On,
    Override,
)
from dunning_cli.cli.overriding import override_offered
from dunning_cli.cli.session import chosen_format
from dunning_cli.operations.contact.visits import PlanVisit, RecordVisit
from dunning_cli.present.help_page import HelpfulCommand, HelpfulGroup
from dunning_cli.present.tables import Format
from dunning_cli.views.worklist.route_sheet import route_sheet


def add_to(app: Typer) -> None:
    """Adds this family to the program."""
    family = Typer(
        cls=HelpfulGroup,
        rich_markup_mode=None,
        no_args_is_help=True,
        help="Arrange visits, print the route sheet, record what came of them.\n\n"
        "Examples:\n  dunning visit sheet --owner chen",
    )
    for name, command in (("sheet", sheet), ("plan", plan), ("record", record)):
        family.command(name, cls=HelpfulCommand)(command)
    app.add_typer(family, name="visit")


def sheet(
    ctx: Context,
    owner: Annotated[
        str | None,
        Option("--owner", metavar="STAFF", help="Visits of this collector; a sheet for each unless given."),
    ] = None,
    as_of: AsOf = None,
    days: Annotated[
        str, Option("--days", metavar="N", help="Look this many days ahead; 0 unless given.")
    ] = "0",
    actor: Looker = None,
    reveal: Annotated[
        bool, Option("--reveal", help="Show names and addresses in full; ID and card numbers never are.")
    ] = False,
    as_json: Json = False,
    format_name: FormatName = None,
) -> None:
    """Print the route sheet: the visits due or arranged, by area and address, with room for result and signature.

    ID and card numbers are masked whoever asks. Cases that are closed, held, disputed or under suspicion of
    fraud are not on it; visits without a known address come last.

    Examples:
      dunning visit sheet --owner chen
      dunning visit sheet --owner chen --as-of 2026-06-16 --reveal
      dunning visit sheet --days 7 --format csv
    """
    session = ctx.obj
    viewer = session.viewer(actor, reveal)
    tabular = chosen_format(as_json, format_name) is not Format.TABLE
    answer = route_sheet(
        session.reader,
        session.day(as_of, "--as-of"),
        session.count(days, "--days"),
        session.collector(owner),
        viewer,
        tabular,
    )
    session.view(answer, as_json, format_name)


def plan(
    ctx: Context,
    case: CaseRef,
    day: Annotated[str, Option("--for", metavar="DATE", help="Day of the visit.")],
    time: Annotated[
        str | None, Option("--time", metavar="HH:MM", help="Hour of the visit, as 14:30.")
    ] = None,
    to: ContactTo = None,
    agreed: Annotated[bool, Option("--agreed", help="The person visited agreed to it.")] = False,
    text: Annotated[
        str | None, Option("--text", metavar="TEXT", help="What for, and anything else arranged.")
    ] = None,
    on: Annotated[
        str | None, Option("--on", metavar="DATE", help="Day on which it was arranged; today unless given.")
    ] = None,
    second: GoesAlong = None,
    override: Override = None,
    actor: ActorName = None,
    agent: Annotated[
        str | None,
        Option("--agent", metavar="STAFF", help="Who goes; the actor where they do field work unless given."),
    ] = None,
    dry_run: DryRun = False,
    as_json: Json = False,
) -> None:
    """Arrange a visit for a day; it is in remind and on the route sheet until a visit is recorded.

    A later one with the same person takes its place; cancel one with: dunning reverse CASE ENTRY.

    Examples:
      dunning visit plan PF-2026-0007 --for 2026-06-18 --agent chen --with sun
      dunning visit plan PF-2026-0007 --for 2026-06-18 --time 14:30 --agreed --text "brings the contract"
    """
    values = {
        "case": case,
        "for": day,
        "time": time,
        "to": to,
        "agreed": agreed,
        "text": text,
        "on": on,
        "second": second,
        "agent": agent,
        "override": override,
    }
    with override_offered(ctx):
        ctx.obj.write(PlanVisit, values, actor, dry_run, as_json)


def record(
    ctx: Context,
    case: CaseRef,
    text: Annotated[str, Argument(metavar="TEXT", help="What was said and seen.")],
    result: Annotated[str, Option("--result", metavar="CODE", help=RESULTS)],
    to: ContactTo = None,
    reason: ReasonCode = None,
    at: ContactAt = None,
    callback: Annotated[
        str | None,
        Option(
            "--callback", metavar="DATE", help="Day of the first follow-up, instead of the next working day."
        ),
    ] = None,
    promised: PromiseAmount = None,
    by: PromiseBy = None,
    verified: Verified = False,
    agreed: Agreed = False,
    recording: Recording = None,
    second: GoesAlong = None,
    on: On = None,
    override: Override = None,
    actor: ActorName = None,
    agent: Agent = None,
    dry_run: DryRun = False,
    as_json: Json = False,
) -> None:
    """Record a visit, a promise given in it, and its first follow-up: a call on the next working day.

    No follow-up is set with a promise of an amount by a day, which has its own reminder, and after refused,
    disputed, wrong_number and other, or a talk with a third party: give --callback where one is wanted.

    Examples:
      dunning visit record PF-2026-0007 "nobody at home, no note left" --result no_answer
      dunning visit record PF-2026-0007 "pays on Friday" --result promised --promise 800 --by 2026-06-19 --reason cash_flow
    """
    values = {
        "case": case,
        "text": text,
        "to": to,
        "result": result,
        "reason": reason,
        "at": at,
        "callback": callback,
        "promise": promised,
        "by": by,
        "verified": verified,
        "agreed": agreed,
        "recording": recording,
        "second": second,
        "on": on,
        "agent": agent,
        "override": override,
    }
    with override_offered(ctx):
        ctx.obj.write(RecordVisit, values, actor, dry_run, as_json)

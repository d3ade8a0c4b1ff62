"""Commands that export what others act on: lists to call and write by, and the calendar of deadlines."""

from __future__ import annotations

from typing import Annotated

from typer import Context, Option, Typer

from dunning_cli.cli.commands.case_filters import InStage, OfArea, OfBatch, OfClient, OfPolicy, selection_of
from dunning_cli.cli.commands.export_options import Codes, ExportFormatName, Output, Replace
from dunning_cli.cli.commands.exporting import SHOWN_IN_PART, Exporting
from dunning_cli.cli.options import AsOf, Json, Looker, Owner, Rev, Reveal
from dunning_cli.present.help_page import HelpfulCommand

ALL_OVERDUE = Annotated[
    bool,
    Option("--all", help="Every open case overdue that may be called, not only those of the day's work."),
]
ScriptName = Annotated[
    str | None,
    Option("--script", metavar="NAME", help="These words of the strategies, to every debtor overdue."),
]


def add_to(family: Typer) -> None:
    """Adds these commands to the family."""
    for name, command in (("call-list", call_list), ("sms-list", sms_list), ("calendar", calendar)):
        family.command(name, cls=HelpfulCommand)(command)


def call_list(
    ctx: Context,
    output: Output = None,
    format_name: ExportFormatName = None,
    codes: Codes = False,
    replace: Replace = False,
    everybody: ALL_OVERDUE = False,
    owner: Owner = None,
    policy: OfPolicy = None,
    stage: InStage = None,
    batch: OfBatch = None,
    area: OfArea = None,
    client: OfClient = None,
    reveal: Reveal = False,
    actor: Looker = None,
    as_json: Json = False,
) -> None:
    """Export the calls that are lawful now, the most pressing first: number, until when, attempts left, why, script.

    Each has a token; what came of it goes back with that as the key of a batch line. Calls that a rule forbids now
    are left out, and counted.

    Examples:
      dunning export call-list --owner wang --reveal -o ../calls.csv --codes
      dunning export call-list --all --stage M1 --reveal -o ../calls.xlsx
    """
    from dunning_cli.views.export.call_list import call_list as listed

    session = ctx.obj
    exporting = Exporting(session, output, format_name, replace, codes, reveal, actor, as_json)
    chosen = selection_of(
        session, owner=owner, policy=policy, stage=stage, batch=batch, area=area, client=client
    )
    source = exporting.source(chosen, session.moment.today)
    exporting.table(listed(everybody), source)


def sms_list(
    ctx: Context,
    output: Output = None,
    format_name: ExportFormatName = None,
    codes: Codes = False,
    replace: Replace = False,
    script: ScriptName = None,
    owner: Owner = None,
    policy: OfPolicy = None,
    stage: InStage = None,
    batch: OfBatch = None,
    area: OfArea = None,
    client: OfClient = None,
    reveal: Reveal = False,
    actor: Looker = None,
    as_json: Json = False,
) -> None:
    """Export the text messages that are lawful now, with their words filled in and passed by the word lists.

    They are those that the day's work asks for; with --script the words of that name to every debtor overdue. Only
    mobile numbers that are not known to be wrong are listed.

    Examples:
      dunning export sms-list --reveal -o ../messages.csv --codes
      dunning export sms-list --script before-due --policy credit-card --reveal -o ../messages.csv
    """
    from dunning_cli.views.export.sms_list import sms_list as listed

    session = ctx.obj
    exporting = Exporting(session, output, format_name, replace, codes, reveal, actor, as_json)
    chosen = selection_of(
        session, owner=owner, policy=policy, stage=stage, batch=batch, area=area, client=client
    )
    source = exporting.source(chosen, session.moment.today)
    exporting.table(listed(script), source)


def calendar(
    ctx: Context,
    output: Output = None,
    replace: Replace = False,
    as_of: AsOf = None,
    rev: Rev = None,
    owner: Owner = None,
    policy: OfPolicy = None,
    stage: InStage = None,
    batch: OfBatch = None,
    area: OfArea = None,
    client: OfClient = None,
    reveal: Reveal = False,
    actor: Looker = None,
    as_json: Json = False,
) -> None:
    """Export promises, instalments, visits, hearings, limitation and return dates as a calendar file (.ics).

    Whole-day events for Outlook, Thunderbird or a telephone; imported again they move, as each keeps its id.

    Examples:
      dunning export calendar -o ../deadlines.ics
      dunning export calendar --owner wang --reveal -o ../wang.ics --replace
    """
    from dunning_cli.views.export.calendar import DeadlineCalendar

    session = ctx.obj
    exporting = Exporting(session, output, None, replace, False, reveal, actor, as_json)
    chosen = selection_of(
        session, owner=owner, policy=policy, stage=stage, batch=batch, area=area, client=client
    )
    source = exporting.source(chosen, session.as_of(as_of, rev), rev)
    if not reveal:
        source.notes.append(SHOWN_IN_PART)
    deadlines = DeadlineCalendar(source)
    exporting.put("calendar", "ics", deadlines, deadlines.write, rev)

"""Commands on many letters and on their way through the post: letter batch, deliver, spoil."""

from __future__ import annotations

from typing import Annotated

from typer import Argument, Context, Option, Typer

from dunning_cli.cli.options import (
    ActorName,
    Agent,
    CaseRef,
    DryRun,
    Json,
    LetterLanguage,
    LetterTo,
    On,
    Override,
    Owner,
)
from dunning_cli.cli.overriding import override_offered
from dunning_cli.cli.printing import Output, Pdf, printed_letters, printer
from dunning_cli.cli.series_question import series_wanted
from dunning_cli.operations.letters.deliveries import DeliverLetter, SpoilLetter
from dunning_cli.operations.letters.letter_batch import LetterBatch
from dunning_cli.present.help_page import HelpfulCommand
from dunning_cli.present.progress import ProgressLine
from dunning_cli.views.worklist.reminders import letters_due

MethodName = Annotated[
    str | None, Option("--method", metavar="WAY", help="registered, ems, hand, notary or notice.")
]
Group = Annotated[
    bool,
    Option("--group", help="One letter over all open cases of the debtor with something overdue."),
]
Cost = Annotated[
    str | None,
    Option(
        "--cost",
        metavar="AMOUNT",
        help="Cost of each letter, charged as a fee before it is written; only where the contract says so.",
    ),
]
SeriesName = Annotated[
    str | None,
    Option("--series", metavar="NAME", help="Letter series of this clone, chosen with its first letter."),
]
SerialName = Annotated[str, Argument(metavar="SERIAL", help="Number of the letter, such as 2026-A-0012.")]


def add_to(family: Typer) -> None:
    """Adds these commands to the family of letters."""
    for name, command in (("batch", batch), ("deliver", deliver), ("spoil", spoil)):
        family.command(name, cls=HelpfulCommand)(command)


def batch(
    ctx: Context,
    template: Annotated[
        str | None, Option("--template", metavar="TEMPLATE", help="Name of the template.")
    ] = None,
    due: Annotated[
        bool,
        Option("--due", help="The letters that `remind` asks for, each with its own template."),
    ] = False,
    stage: Annotated[str | None, Option("--stage", metavar="STAGE", help="Cases in this stage only.")] = None,
    owner: Owner = None,
    policy: Annotated[
        str | None, Option("--policy", metavar="POLICY", help="Cases of this policy only.")
    ] = None,
    to: LetterTo = None,
    method: MethodName = None,
    group: Group = False,
    cost: Cost = None,
    letter_language: LetterLanguage = None,
    series: SeriesName = None,
    pdf: Pdf = False,
    output: Output = None,
    on: On = None,
    override: Override = None,
    actor: ActorName = None,
    agent: Agent = None,
    dry_run: DryRun = False,
    as_json: Json = False,
) -> None:
    """Write a letter in every open case selected, in one commit; cases that get none are listed with the reason.

    Examples:
      dunning letter batch --due --owner wang --group --pdf -o today.pdf
      dunning letter batch --stage M2 --template overdue-notice --dry-run
      dunning letter batch --stage M2 --template overdue-notice --owner wang --pdf -o m2.pdf
    """
    session = ctx.obj
    selection = {"stage": stage, "owner": owner, "policy": policy}
    values = {
        "template": template,
        **(
            {"letter": letters_due(session.reader, session.day(on, "--on"), **selection)}
            if due
            else selection
        ),
        "to": to,
        "method": method,
        "group": group,
        "cost": cost,
        "language": session.letter_language(letter_language),
        "series": series_wanted(session, series, asked=not (dry_run or as_json)),
        "on": on,
        "agent": agent,
        "override": override,
    }
    press = printer(session, pdf, output)
    progress = ProgressLine(session.translate)
    with override_offered(ctx):
        receipt = session.make(LetterBatch, values, actor, dry_run, progress)
    session.receipt(receipt, as_json, printed_letters(session, press, receipt))


def deliver(
    ctx: Context,
    case: CaseRef,
    serial: SerialName,
    tracking: Annotated[
        str | None, Option("--tracking", metavar="NUMBER", help="Tracking number of the post.")
    ] = None,
    posted: Annotated[str | None, Option("--posted", metavar="DATE", help="Posted on.")] = None,
    received: Annotated[str | None, Option("--received", metavar="DATE", help="Received on.")] = None,
    signed_by: Annotated[
        str | None,
        Option("--signed-by", metavar="NAME", help="Who signed for it; self: the addressee in person."),
    ] = None,
    acknowledged: Annotated[
        bool,
        Option("--acknowledged", help="The slip came back signed by who owes: the debt is acknowledged."),
    ] = False,
    returned: Annotated[
        str | None,
        Option("--returned", metavar="TEXT", help="It came back, and why, in the words of the post."),
    ] = None,
    on: Annotated[
        str | None,
        Option("--on", metavar="DATE", help="Value date; the day received or posted unless given."),
    ] = None,
    actor: ActorName = None,
    agent: Agent = None,
    dry_run: DryRun = False,
    as_json: Json = False,
) -> None:
    """Record how a letter went out and what came back; do it again as more becomes known.

    Examples:
      dunning letter deliver PF-2026-0007 2026-A-0012 --tracking XA12345678944 --posted 2026-06-02
      dunning letter deliver PF-2026-0007 2026-A-0012 --received 2026-06-05 --signed-by 王建国
      dunning letter deliver PF-2026-0007 2026-A-0012 --acknowledged --signed-by 本人
      dunning letter deliver PF-2026-0007 2026-A-0012 --returned 收件人拒收 --on 2026-06-09
    """
    values = {
        "case": case,
        "serial": serial,
        "tracking": tracking,
        "posted": posted,
        "received": received,
        "signed_by": signed_by,
        "acknowledged": acknowledged or None,
        "returned": returned,
        "on": on,
        "agent": agent,
    }
    ctx.obj.write(DeliverLetter, values, actor, dry_run, as_json)


def spoil(
    ctx: Context,
    case: CaseRef,
    serial: SerialName,
    reason: Annotated[str, Option("--reason", metavar="TEXT", help="Why it was not sent.")],
    on: On = None,
    override: Override = None,
    actor: ActorName = None,
    agent: Agent = None,
    dry_run: DryRun = False,
    as_json: Json = False,
) -> None:
    """Record that a letter was spoiled and never sent; its number stays used.

    Examples:
      dunning letter spoil PF-2026-0007 2026-A-0012 --reason "printed on the wrong paper"
    """
    values = {
        "case": case,
        "serial": serial,
        "reason": reason,
        "on": on,
        "override": override,
        "agent": agent,
    }
    with override_offered(ctx):
        ctx.obj.write(SpoilLetter, values, actor, dry_run, as_json)

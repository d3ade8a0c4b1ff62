"""Commands on talking with people: note, promise."""

from __future__ import annotations

from typing import Annotated

from typer import Argument, Context, Option, Typer

from dunning_cli.cli.options import ActorName, Agent, CaseRef, DryRun, Json, On, Override
from dunning_cli.cli.overriding import override_offered
from dunning_cli.operations.talk import MakePromise, Note
from dunning_cli.present.help_page import HelpfulCommand


def add_to(app: Typer) -> None:
    """Adds these commands to the program."""
    app.command("note", cls=HelpfulCommand)(note)
    app.command("promise", cls=HelpfulCommand)(promise)


def note(
    ctx: Context,
    case: CaseRef,
    text: Annotated[str, Argument(metavar="TEXT", help="What was said.")],
    channel: Annotated[
        str,
        Option(
            "--channel", metavar="WAY", help="phone, visit, letter, sms, email, wechat, counter or video."
        ),
    ],
    to: Annotated[
        str | None, Option("--to", metavar="WHO", help="debtor (unless given), guarantor, or a name.")
    ] = None,
    number: Annotated[str | None, Option("--number", metavar="PHONE", help="Number dialled.")] = None,
    result: Annotated[
        str | None,
        Option(
            "--result",
            metavar="CODE",
            help="no_answer, busy, off, wrong_number, message_left, reached, promised, intends, refused, "
            "disputed, third_party or other.",
        ),
    ] = None,
    reason: Annotated[
        str | None,
        Option(
            "--reason",
            metavar="CODE",
            help="Reason for arrears: cash_flow, market, family, short_deposit, wrong_deposit, wilful, dispute, "
            "death, inability or other.",
        ),
    ] = None,
    at: Annotated[
        str | None, Option("--at", metavar="DATETIME", help="When it took place; now unless given.")
    ] = None,
    callback: Annotated[str | None, Option("--callback", metavar="DATE", help="Day to call again.")] = None,
    promised: Annotated[
        str | None, Option("--promise", metavar="AMOUNT", help="Amount promised, in yuan; with --by.")
    ] = None,
    by: Annotated[str | None, Option("--by", metavar="DATE", help="Last day of the promise.")] = None,
    verified: Annotated[bool, Option("--verified", help="Identity and debt were confirmed.")] = False,
    agreed: Annotated[bool, Option("--agreed", help="The debtor had asked for this hour.")] = False,
    recording: Annotated[
        str | None, Option("--recording", metavar="REF", help="Reference of the recording.")
    ] = None,
    on: On = None,
    override: Override = None,
    actor: ActorName = None,
    agent: Agent = None,
    dry_run: DryRun = False,
    as_json: Json = False,
) -> None:
    """Record a call, visit or message, and a promise given in it.

    Examples:
      dunning note PF-2026-0007 "客户表示 5 月 20 日前缴清" --channel phone --result promised --promise 800 --by 2026-05-20
      dunning note PF-2026-0007 "no one picks up" --channel phone --result no_answer --callback 2026-05-06
      dunning note PF-2026-0007 "夜班,约定晚间联系" --channel phone --result reached --at 2026-05-06T22:10 --agreed
    """
    values = {
        "case": case,
        "text": text,
        "channel": channel,
        "to": to,
        "number": number,
        "result": result,
        "reason": reason,
        "at": at,
        "callback": callback,
        "promise": promised,
        "by": by,
        "verified": verified,
        "agreed": agreed,
        "recording": recording,
        "on": on,
        "agent": agent,
        "override": override,
    }
    with override_offered(ctx):
        ctx.obj.write(Note, values, actor, dry_run, as_json)


def promise(
    ctx: Context,
    case: CaseRef,
    amount: Annotated[str, Argument(metavar="AMOUNT", help="Amount promised, in yuan.")],
    by: Annotated[str, Option("--by", metavar="DATE", help="Last day of the promise.")],
    on: On = None,
    actor: ActorName = None,
    agent: Agent = None,
    dry_run: DryRun = False,
    as_json: Json = False,
) -> None:
    """Record a promise to pay; kept or broken is derived from payments.

    Examples:
      dunning promise PF-2026-0007 800.00 --by 2026-05-20
    """
    values = {"case": case, "amount": amount, "by": by, "on": on, "agent": agent}
    ctx.obj.write(MakePromise, values, actor, dry_run, as_json)

"""Commands on talking with people: note, promise, contact."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from typer import Argument, Context, Option, Typer

from dunning_cli.cli.contact_options import (
    RESULTS,
    Agreed,
    ContactAt,
    ContactTo,
    GoesAlong,
    Private,
    PromiseAmount,
    PromiseBy,
    ReasonCode,
    Recording,
    Verified,
)
from dunning_cli.cli.options import (
    ActorName,
    Agent,
    CaseRef,
    DryRun,
    FormatName,
    Json,
    Looker,
    On,
    Override,
    Reveal,
)
from dunning_cli.cli.overriding import override_offered
from dunning_cli.cli.session import Session
from dunning_cli.kernel.dates import entered, parse_datetime
from dunning_cli.kernel.errors import Unreadable, WrongUsage
from dunning_cli.kernel.message import msg
from dunning_cli.operations.contact.talk import MakePromise, Note
from dunning_cli.present.help_page import HelpfulCommand
from dunning_cli.views.people.contact import contact_answer
from dunning_cli.views.people.debtor import debtor_answer


def add_to(app: Typer) -> None:
    """Adds these commands to the program."""
    app.command("note", cls=HelpfulCommand)(note)
    app.command("promise", cls=HelpfulCommand)(promise)
    app.command("contact", cls=HelpfulCommand)(contact)
    app.command("debtor", cls=HelpfulCommand)(debtor)


def note(
    ctx: Context,
    case: CaseRef,
    text: Annotated[str, Argument(metavar="TEXT", help="What was said.")],
    channel: Annotated[
        str,
        Option(
            "--channel",
            metavar="WAY",
            help="phone, visit, letter, sms, email, wechat, counter, video or ai_voice.",
        ),
    ],
    to: ContactTo = None,
    number: Annotated[str | None, Option("--number", metavar="PHONE", help="Number dialled.")] = None,
    result: Annotated[str | None, Option("--result", metavar="CODE", help=RESULTS)] = None,
    reason: ReasonCode = None,
    at: ContactAt = None,
    callback: Annotated[str | None, Option("--callback", metavar="DATE", help="Day to call again.")] = None,
    promised: PromiseAmount = None,
    by: PromiseBy = None,
    verified: Verified = False,
    agreed: Agreed = False,
    recording: Recording = None,
    second: GoesAlong = None,
    private: Private = False,
    on: On = None,
    override: Override = None,
    actor: ActorName = None,
    agent: Agent = None,
    dry_run: DryRun = False,
    as_json: Json = False,
) -> None:
    """Record a call, visit or message, and a promise given in it.

    An office lists reasons for arrears of its own in dunning.yaml under reasons, each with code, zh and en.

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
        "second": second,
        "private": private,
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
    override: Override = None,
    actor: ActorName = None,
    agent: Agent = None,
    dry_run: DryRun = False,
    as_json: Json = False,
) -> None:
    """Record a promise to pay; kept or broken is derived from payments.

    Examples:
      dunning promise PF-2026-0007 800.00 --by 2026-05-20
    """
    values = {"case": case, "amount": amount, "by": by, "on": on, "override": override, "agent": agent}
    with override_offered(ctx):
        ctx.obj.write(MakePromise, values, actor, dry_run, as_json)


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
    session = ctx.obj
    answer = debtor_answer(session.reader, who, _moment(session, at), session.viewer(actor, reveal))
    session.view(answer, as_json, format_name)


def _moment(session: Session, text: str | None) -> datetime:
    """The moment of `--at` in the office's zone, now where it is not given. Raises WrongUsage."""
    if text is None:
        return session.moment.now
    try:
        moment = entered(parse_datetime(text))
    except Unreadable as error:
        raise WrongUsage(msg("{option}: {reason}", option="--at", reason=error.message)) from None
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=session.reader.office.time_zone)

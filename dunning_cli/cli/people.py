"""Commands on the people of a case: detail, party, consent, death."""

from __future__ import annotations

from typing import Annotated

from typer import Argument, Context, Option, Typer

from dunning_cli.cli.contact_options import Basis
from dunning_cli.cli.options import ActorName, Agent, CaseRef, DryRun, Json, On, Override
from dunning_cli.cli.overriding import override_offered
from dunning_cli.operations.cases.people import AddParty, RecordConsent, RecordDeath, RecordDetail
from dunning_cli.present.help_page import HelpfulCommand


def add_to(app: Typer) -> None:
    """Adds these commands to the program."""
    for name, command in (("detail", detail), ("party", party), ("consent", consent), ("death", death)):
        app.command(name, cls=HelpfulCommand)(command)


def detail(
    ctx: Context,
    case: CaseRef,
    of: Annotated[
        str | None,
        Option("--of", metavar="WHO", help="debtor (unless given), guarantor, or a party's name."),
    ] = None,
    phone: Annotated[str | None, Option("--phone", metavar="PHONE", help="Telephone number.")] = None,
    address: Annotated[
        str | None, Option("--address", metavar="TEXT", help="Address as written on an envelope.")
    ] = None,
    email: Annotated[str | None, Option("--email", metavar="EMAIL", help="E-mail address.")] = None,
    status: Annotated[
        str | None, Option("--status", metavar="CODE", help="valid, unverified, wrong, dead or unreachable.")
    ] = None,
    kind: Annotated[
        str | None,
        Option(
            "--kind",
            metavar="CODE",
            help="Of a number: mobile, home, work, registered or other; of an address: home, registered, work, "
            "mailing or other.",
        ),
    ] = None,
    first: Annotated[
        bool, Option("--first", help="Try it before the person's other numbers or addresses.")
    ] = False,
    source: Annotated[
        str | None, Option("--source", metavar="TEXT", help="Where it is from, or who said so.")
    ] = None,
    basis: Basis = None,
    text: Annotated[str | None, Option("--text", metavar="TEXT", help="Anything else.")] = None,
    on: On = None,
    override: Override = None,
    actor: ActorName = None,
    agent: Agent = None,
    dry_run: DryRun = False,
    as_json: Json = False,
) -> None:
    """Record a number, address or e-mail, or what is now known of one; what was known before stays on record.

    Examples:
      dunning detail PF-2026-0007 --phone 13800000017 --kind mobile --status valid --source "签收回执" --first
      dunning detail PF-2026-0007 --phone 13800000007 --status dead
      dunning detail PF-2026-0007 --of guarantor --address "青禾花园 5 栋 101" --kind home
    """
    values = {
        "case": case,
        "of": of,
        "phone": phone,
        "address": address,
        "email": email,
        "status": status,
        "kind": kind,
        "first": first,
        "source": source,
        "basis": basis,
        "text": text,
        "on": on,
        "override": override,
        "agent": agent,
    }
    with override_offered(ctx):
        ctx.obj.write(RecordDetail, values, actor, dry_run, as_json)


def party(
    ctx: Context,
    case: CaseRef,
    name: Annotated[str, Argument(metavar="NAME", help="Full name.")],
    role: Annotated[
        str, Option("--role", metavar="CODE", help="guarantor, co_debtor, contact, heir or lawyer.")
    ],
    relation: Annotated[
        str | None,
        Option(
            "--relation",
            metavar="CODE",
            help="To the debtor: spouse, parent, child, sibling, relative, colleague, friend or other.",
        ),
    ] = None,
    phone: Annotated[
        list[str] | None, Option("--phone", metavar="PHONE", help="Telephone number; may be repeated.")
    ] = None,
    address: Annotated[
        str | None, Option("--address", metavar="TEXT", help="Address as written on an envelope.")
    ] = None,
    id_number: Annotated[
        str | None, Option("--id-number", metavar="NUMBER", help="Identity document number.")
    ] = None,
    guarantee: Annotated[
        str | None, Option("--guarantee", metavar="KIND", help="joint or general, of a guarantor.")
    ] = None,
    guaranteed_until: Annotated[
        str | None,
        Option(
            "--guaranteed-until", metavar="DATE", help="End of the guarantee period, where one is agreed."
        ),
    ] = None,
    source: Annotated[str | None, Option("--source", metavar="TEXT", help="Where this is from.")] = None,
    basis: Basis = None,
    on: Annotated[
        str | None, Option("--on", "--since", metavar="DATE", help="Value date; today unless given.")
    ] = None,
    actor: ActorName = None,
    agent: Agent = None,
    dry_run: DryRun = False,
    as_json: Json = False,
) -> None:
    """Add somebody to a case: a guarantor, co-debtor, contact person, heir or lawyer.

    Examples:
      dunning party PF-2026-0007 周杰 --role guarantor --phone 13900000018 --guarantee joint
      dunning party PF-2026-0007 陈朋 --role contact --relation friend --phone 13700000009 --basis reserved
    """
    values = {
        "case": case,
        "name": name,
        "role": role,
        "relation": relation,
        "phone": phone,
        "address": address,
        "id_number": id_number,
        "guarantee": guarantee,
        "guaranteed_until": guaranteed_until,
        "source": source,
        "basis": basis,
        "on": on,
        "agent": agent,
    }
    ctx.obj.write(AddParty, values, actor, dry_run, as_json)


def consent(
    ctx: Context,
    case: CaseRef,
    source: Annotated[
        str,
        Option("--source", metavar="TEXT", help="Where and how it was said, such as a recording or a paper."),
    ],
    of: Annotated[
        str | None,
        Option("--of", metavar="WHO", help="debtor (unless given), guarantor, or a party's name."),
    ] = None,
    channel: Annotated[
        str | None,
        Option(
            "--channel",
            metavar="WAY",
            help="phone, visit, sms, email, wechat, video or ai_voice; every way unless given.",
        ),
    ] = None,
    number: Annotated[
        str | None, Option("--number", metavar="PHONE", help="This number; every one unless given.")
    ] = None,
    revoked: Annotated[bool, Option("--revoked", help="Taken back or refused, instead of given.")] = False,
    text: Annotated[str | None, Option("--text", metavar="TEXT", help="Anything else.")] = None,
    on: On = None,
    override: Override = None,
    actor: ActorName = None,
    agent: Agent = None,
    dry_run: DryRun = False,
    as_json: Json = False,
) -> None:
    """Record that a person agrees to be contacted in a way or on a number, or takes that back.

    What was said last holds. A consent taken back is against the contact rule consent, whatever the rules; some rules
    use a way of contact only with consent on record.

    Examples:
      dunning consent PF-2026-0007 --channel wechat --source "录音 LY202606011010-801"
      dunning consent PF-2026-0007 --channel sms --number 13800000007 --revoked --source "短信回复 T"
    """
    values = {
        "case": case,
        "of": of,
        "channel": channel,
        "number": number,
        "revoked": revoked,
        "source": source,
        "text": text,
        "on": on,
        "override": override,
        "agent": agent,
    }
    with override_offered(ctx):
        ctx.obj.write(RecordConsent, values, actor, dry_run, as_json)


def death(
    ctx: Context,
    case: CaseRef,
    died: Annotated[str, Option("--died", metavar="DATE", help="Day of death.")],
    proof: Annotated[
        str,
        Option(
            "--proof", metavar="TEXT", help="What proves it, such as a death certificate with its number."
        ),
    ],
    of: Annotated[
        str | None,
        Option("--of", metavar="WHO", help="debtor (unless given), guarantor, or a party's name."),
    ] = None,
    heir: Annotated[
        list[str] | None, Option("--heir", metavar="NAME[:PHONE]", help="Heir; may be repeated.")
    ] = None,
    text: Annotated[str | None, Option("--text", metavar="TEXT", help="Anything else.")] = None,
    on: On = None,
    override: Override = None,
    actor: ActorName = None,
    agent: Agent = None,
    dry_run: DryRun = False,
    as_json: Json = False,
) -> None:
    """Record a death with its proof and the heirs; nobody who has died is called, visited or written to.

    Examples:
      dunning death PF-2026-0007 --died 2026-05-20 --proof "死亡医学证明 2026-118" --heir 王晓:13700000021
    """
    values = {
        "case": case,
        "died": died,
        "proof": proof,
        "of": of,
        "heir": heir,
        "text": text,
        "on": on,
        "override": override,
        "agent": agent,
    }
    with override_offered(ctx):
        ctx.obj.write(RecordDeath, values, actor, dry_run, as_json)

"""Commands on cases: open, show, list, find, set, close, reopen."""

from __future__ import annotations

from typing import Annotated

from typer import Argument, Context, Option, Typer

from dunning_cli.cli.contact_options import Basis
from dunning_cli.cli.options import (
    ActorName,
    Agent,
    ApprovalPaper,
    ApprovedBy,
    AsOf,
    CaseRef,
    DryRun,
    FormatName,
    Json,
    Looker,
    On,
    Override,
    Owner,
    Rev,
    Reveal,
)
from dunning_cli.cli.overriding import override_offered
from dunning_cli.operations.cases.master_data import SetHead
from dunning_cli.operations.cases.opening import CloseCase, OpenCase, ReopenCase
from dunning_cli.present.help_page import HelpfulCommand
from dunning_cli.views.case.case_sheet import case_sheet
from dunning_cli.views.case.search import search
from dunning_cli.views.portfolio.portfolio import Selection, portfolio


def add_to(app: Typer) -> None:
    """Adds these commands to the program."""
    for name, command in (
        ("open", open_case),
        ("show", show),
        ("list", list_cases),
        ("find", find),
        ("set", set_head),
        ("close", close),
        ("reopen", reopen),
    ):
        app.command(name, cls=HelpfulCommand)(command)


def open_case(
    ctx: Context,
    case: Annotated[
        str, Argument(metavar="ID", help="Id of the new case: letters, digits, - and _, as in PF-2026-0007.")
    ],
    policy: Annotated[str, Option("--policy", metavar="POLICY", help="Product policy, a file in policies/.")],
    name: Annotated[str, Option("--name", metavar="NAME", help="The debtor's name.")],
    id_number: Annotated[
        str | None, Option("--id-number", metavar="ID", help="The debtor's identity document number.")
    ] = None,
    phone: Annotated[
        list[str] | None, Option("--phone", metavar="PHONE", help="Telephone number; may be repeated.")
    ] = None,
    address: Annotated[str | None, Option("--address", metavar="TEXT", help="The debtor's address.")] = None,
    guarantor: Annotated[
        list[str] | None, Option("--guarantor", metavar="NAME[:PHONE]", help="Guarantor; may be repeated.")
    ] = None,
    creditor: Annotated[
        str | None, Option("--creditor", metavar="NAME", help="To whom the debt is owed.")
    ] = None,
    contract: Annotated[str | None, Option("--contract", metavar="TEXT", help="Contract number.")] = None,
    contract_date: Annotated[
        str | None, Option("--contract-date", metavar="DATE", help="Date of the contract.")
    ] = None,
    lent: Annotated[str | None, Option("--lent", metavar="AMOUNT", help="Amount lent, in yuan.")] = None,
    area: Annotated[str | None, Option("--area", metavar="TEXT", help="Village, estate or district.")] = None,
    owner: Annotated[str | None, Option("--owner", metavar="STAFF", help="First collector.")] = None,
    batch: Annotated[
        str | None, Option("--batch", metavar="BATCH", help="The client's batch number.")
    ] = None,
    entrusted: Annotated[
        str | None, Option("--entrusted", metavar="DATE", help="Entrusted on; with --batch.")
    ] = None,
    return_by: Annotated[
        str | None, Option("--return-by", metavar="DATE", help="To be returned by; with --batch.")
    ] = None,
    term: Annotated[
        list[str] | None,
        Option(
            "--term", metavar="KEY=VALUE", help="Override of the policy, dotted.key=value; may be repeated."
        ),
    ] = None,
    basis: Basis = None,
    actor: ActorName = None,
    dry_run: DryRun = False,
    as_json: Json = False,
) -> None:
    """Open a case.

    Examples:
      dunning open PF-2026-0007 --policy property-fee --name 王建国 --phone 13800000007 --owner wang
      dunning open XD-2026-0001 --policy small-loan --name 赵强 --contract-date 2025-03-01 --term contract_rate=12%/year
    """
    values = {
        "case": case,
        "policy": policy,
        "name": name,
        "id_number": id_number,
        "phone": phone,
        "address": address,
        "guarantor": guarantor,
        "creditor": creditor,
        "contract": contract,
        "contract_date": contract_date,
        "lent": lent,
        "area": area,
        "owner": owner,
        "batch": batch,
        "entrusted": entrusted,
        "return_by": return_by,
        "term": term,
        "basis": basis,
    }
    ctx.obj.write(OpenCase, values, actor, dry_run, as_json)


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
    session = ctx.obj
    day = session.day(as_of, "--as-of")
    viewer = session.viewer(actor, reveal, rev)
    session.view(case_sheet(session.reader_at(rev), case, day, viewer), as_json)


def list_cases(
    ctx: Context,
    as_of: AsOf = None,
    rev: Rev = None,
    owner: Owner = None,
    policy: Annotated[
        str | None, Option("--policy", metavar="POLICY", help="Cases of this policy only.")
    ] = None,
    stage: Annotated[
        str | None, Option("--stage", metavar="STAGE", help="Cases in this stage only, such as M2.")
    ] = None,
    batch: Annotated[str | None, Option("--batch", metavar="BATCH", help="Cases of this batch only.")] = None,
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
    """
    session = ctx.obj
    selection = Selection(
        session.collector(owner), policy, stage, batch, closed, sort, session.count(limit, "--limit")
    )
    viewer = session.viewer(actor, reveal, rev)
    answer = portfolio(session.reader_at(rev), session.day(as_of, "--as-of"), selection, viewer)
    session.view(answer, as_json, format_name)


def find(
    ctx: Context,
    text: Annotated[str, Argument(metavar="TEXT", help="Part of an id, name, number, contract or address.")],
    reveal: Reveal = False,
    actor: Looker = None,
    as_json: Json = False,
    format_name: FormatName = None,
) -> None:
    """Find cases by any part of an id, name, telephone or identity number, contract or address.

    Examples:
      dunning find 13800000007
      dunning find 青禾花园
    """
    session = ctx.obj
    session.view(search(session.reader, text, session.viewer(actor, reveal)), as_json, format_name)


def set_head(
    ctx: Context,
    case: CaseRef,
    change: Annotated[
        list[str],
        Argument(metavar="KEY=VALUE…", help="Dotted for inner keys; KEY= removes the value."),
    ],
    actor: ActorName = None,
    dry_run: DryRun = False,
    as_json: Json = False,
) -> None:
    """Change master data in the head of a case.

    Examples:
      dunning set PF-2026-0007 account.area=青禾花园 "debtor.addresses[0].text=青禾花园 3 栋 2 单元 501"
      dunning set PF-2026-0007 debtor.phones[0].status=wrong
    """
    ctx.obj.write(SetHead, {"case": case, "change": change}, actor, dry_run, as_json)


def close(
    ctx: Context,
    case: CaseRef,
    reason: Annotated[
        str,
        Option(
            "--reason",
            metavar="CODE",
            help="paid, settled, returned, written_off, invalid, deceased or other.",
        ),
    ],
    text: Annotated[str | None, Option("--text", metavar="TEXT", help="Anything else.")] = None,
    approved_by: ApprovedBy = None,
    paper: ApprovalPaper = None,
    on: On = None,
    override: Override = None,
    actor: ActorName = None,
    agent: Agent = None,
    dry_run: DryRun = False,
    as_json: Json = False,
) -> None:
    """Close a case; nothing is scheduled for it any more.

    Examples:
      dunning close PF-2026-0007 --reason paid
    """
    values = {
        "case": case,
        "reason": reason,
        "text": text,
        "approved_by": approved_by,
        "paper": paper,
        "on": on,
        "override": override,
        "agent": agent,
    }
    with override_offered(ctx):
        ctx.obj.write(CloseCase, values, actor, dry_run, as_json)


def reopen(
    ctx: Context,
    case: CaseRef,
    reason: Annotated[str | None, Option("--reason", metavar="TEXT", help="Why.")] = None,
    on: On = None,
    override: Override = None,
    actor: ActorName = None,
    dry_run: DryRun = False,
    as_json: Json = False,
) -> None:
    """Work a closed case again.

    Examples:
      dunning reopen PF-2026-0007 --reason "cheque bounced"
    """
    with override_offered(ctx):
        ctx.obj.write(
            ReopenCase,
            {"case": case, "reason": reason, "on": on, "override": override},
            actor,
            dry_run,
            as_json,
        )

"""Commands on money: opening, charge, pay, transfer, refund, reverse; fees, status."""

from __future__ import annotations

from typing import Annotated

from typer import Argument, Context, Option, Typer

from dunning_cli.cli.options import (
    ActorName,
    Agent,
    ApprovalPaper,
    ApprovedBy,
    AsOf,
    CaseRef,
    DryRun,
    Fee,
    FormatName,
    Interest,
    Json,
    On,
    Override,
    Penalty,
    Principal,
    Rev,
)
from dunning_cli.cli.overriding import override_offered
from dunning_cli.cli.session import Session, chosen_format
from dunning_cli.kernel.errors import WrongUsage
from dunning_cli.kernel.message import msg
from dunning_cli.operations.money.money import AddCharge, OpeningBalance, Pay
from dunning_cli.operations.money.reversals import Reverse
from dunning_cli.operations.money.transfers import PayBack, Transfer
from dunning_cli.present.help_page import HelpfulCommand
from dunning_cli.present.tables import Format
from dunning_cli.views.account.accounts import account_of, every_account, statement_of, unknown_account
from dunning_cli.views.account.standing import Unknown, raise_bugs
from dunning_cli.views.case.states import states_of


def add_to(app: Typer) -> None:
    """Adds these commands to the program."""
    for name, command in (
        ("opening", opening),
        ("charge", charge),
        ("pay", pay),
        ("transfer", transfer),
        ("refund", refund),
        ("reverse", reverse),
        ("fees", fees),
        ("status", status),
    ):
        app.command(name, cls=HelpfulCommand)(command)


def opening(
    ctx: Context,
    case: CaseRef,
    on: On = None,
    override: Override = None,
    principal: Principal = None,
    interest: Interest = None,
    penalty: Penalty = None,
    fee: Fee = None,
    overdue_since: Annotated[
        str | None, Option("--overdue-since", metavar="DATE", help="First day the debt was due and unpaid.")
    ] = None,
    actor: ActorName = None,
    agent: Agent = None,
    dry_run: DryRun = False,
    as_json: Json = False,
) -> None:
    """Take over a debt as it stands on a day.

    Examples:
      dunning opening XD-2026-0001 --on 2026-06-01 --principal 10000.00 --interest 120.00 --overdue-since 2026-05-07
    """
    values = {
        "case": case,
        "on": on,
        "override": override,
        "principal": principal,
        "interest": interest,
        "penalty": penalty,
        "fee": fee,
        "overdue_since": overdue_since,
        "agent": agent,
    }
    with override_offered(ctx):
        ctx.obj.write(OpeningBalance, values, actor, dry_run, as_json)


def charge(
    ctx: Context,
    case: CaseRef,
    on: On = None,
    override: Override = None,
    due: Annotated[str | None, Option("--due", metavar="DATE", help="Due date.")] = None,
    principal: Principal = None,
    interest: Interest = None,
    penalty: Penalty = None,
    fee: Fee = None,
    ref: Annotated[
        str | None, Option("--ref", metavar="TEXT", help="Bill or statement it belongs to.")
    ] = None,
    actor: ActorName = None,
    agent: Agent = None,
    dry_run: DryRun = False,
    as_json: Json = False,
) -> None:
    """Add something newly owed: a quarter's bill, an instalment, a purchase, a fee.

    Examples:
      dunning charge PF-2026-0007 --on 2026-04-01 --due 2026-04-30 --principal 1200.00 --ref 2026Q2
    """
    values = {
        "case": case,
        "on": on,
        "override": override,
        "due": due,
        "principal": principal,
        "interest": interest,
        "penalty": penalty,
        "fee": fee,
        "ref": ref,
        "agent": agent,
    }
    with override_offered(ctx):
        ctx.obj.write(AddCharge, values, actor, dry_run, as_json)


def pay(
    ctx: Context,
    case: CaseRef,
    amount: Annotated[str, Argument(metavar="AMOUNT", help="Amount received, in yuan.")],
    on: On = None,
    override: Override = None,
    via: Annotated[
        str | None, Option("--via", metavar="WAY", help="cash, bank, wechat, alipay, pos, court or other.")
    ] = None,
    ref: Annotated[str | None, Option("--ref", metavar="TEXT", help="Receipt or transaction number.")] = None,
    part_of: Annotated[
        str | None,
        Option(
            "--part-of",
            metavar="AMOUNT",
            help="Amount of the whole transfer, where one transfer is booked on several cases.",
        ),
    ] = None,
    to: Annotated[
        str | None,
        Option(
            "--to", metavar="COMPONENT", help="principal, interest, penalty or fee, as the payer named it."
        ),
    ] = None,
    to_item: Annotated[
        str | None,
        Option(
            "--to-item",
            metavar="REF|ENTRY|PERIOD",
            help="The bill that the payer named; it is served first.",
        ),
    ] = None,
    payer: Annotated[
        str | None, Option("--payer", metavar="NAME", help="Who paid, where not the debtor.")
    ] = None,
    actor: ActorName = None,
    agent: Agent = None,
    dry_run: DryRun = False,
    as_json: Json = False,
) -> None:
    """Record money received.

    Examples:
      dunning pay PF-2026-0007 300.00 --on 2026-02-10 --via bank
      dunning pay PF-2026-0007 500 --via cash --payer 李敏 --to principal
      dunning pay PF-2026-0007 400 --via bank --ref 20260601004711 --part-of 1000
      dunning pay PF-2026-0007 300.00 --to-item 2026Q1
    """
    values = {
        "case": case,
        "amount": amount,
        "on": on,
        "override": override,
        "via": via,
        "ref": ref,
        "part_of": part_of,
        "to": to,
        "to_item": to_item,
        "payer": payer,
        "agent": agent,
    }
    with override_offered(ctx):
        ctx.obj.write(Pay, values, actor, dry_run, as_json)


def transfer(
    ctx: Context,
    case: CaseRef,
    amount: Annotated[str, Argument(metavar="AMOUNT", help="Amount, in yuan.")],
    into: Annotated[str, Option("--into", metavar="CASE", help="The case that receives the money.")],
    consent: Annotated[
        str | None,
        Option(
            "--consent",
            metavar="REF",
            help="The paper by which whoever paid agreed; needed for another debtor's case.",
        ),
    ] = None,
    on: On = None,
    override: Override = None,
    actor: ActorName = None,
    dry_run: DryRun = False,
    as_json: Json = False,
) -> None:
    """Use what was paid too much on one case on another of the same debtor; it is not collected twice.

    Examples:
      dunning transfer PF-2026-0007 100.00 --into PF-2026-0008
      dunning transfer PF-2026-0007 100.00 --into PF-2026-0011 --consent "letter of 2026-06-02"
    """
    values = {
        "case": case,
        "amount": amount,
        "into": into,
        "consent": consent,
        "on": on,
        "override": override,
    }
    with override_offered(ctx):
        ctx.obj.write(Transfer, values, actor, dry_run, as_json)


def refund(
    ctx: Context,
    case: CaseRef,
    amount: Annotated[str, Argument(metavar="AMOUNT", help="Amount paid back, in yuan.")],
    via: Annotated[
        str, Option("--via", metavar="WAY", help="cash, bank, wechat, alipay, pos, court or other.")
    ],
    on: On = None,
    override: Override = None,
    ref: Annotated[str | None, Option("--ref", metavar="TEXT", help="Receipt or transaction number.")] = None,
    to: Annotated[str | None, Option("--to", metavar="NAME", help="To whom, where not the debtor.")] = None,
    actor: ActorName = None,
    agent: Agent = None,
    dry_run: DryRun = False,
    as_json: Json = False,
) -> None:
    """Pay back what was paid too much.

    Examples:
      dunning refund PF-2026-0007 100.00 --via bank --ref 20260603000127
    """
    values = {
        "case": case,
        "amount": amount,
        "via": via,
        "ref": ref,
        "to": to,
        "on": on,
        "override": override,
        "agent": agent,
    }
    with override_offered(ctx):
        ctx.obj.write(PayBack, values, actor, dry_run, as_json)


def reverse(
    ctx: Context,
    case: CaseRef,
    entry: Annotated[str, Argument(metavar="ENTRY", help="Entry id, or its unique beginning or end.")],
    reason: Annotated[str | None, Option("--reason", metavar="TEXT", help="Why.")] = None,
    approved_by: ApprovedBy = None,
    paper: ApprovalPaper = None,
    actor: ActorName = None,
    dry_run: DryRun = False,
    as_json: Json = False,
) -> None:
    """Take an entry back; both the entry and its reversal stay visible.

    Examples:
      dunning reverse PF-2026-0007 01jtd3k8q7m4x2aa --reason "entered twice"
    """
    values = {"case": case, "entry": entry, "reason": reason, "approved_by": approved_by, "paper": paper}
    ctx.obj.write(Reverse, values, actor, dry_run, as_json)


def fees(
    ctx: Context,
    case: Annotated[
        str | None,
        Argument(metavar="[CASE]", help="Case id, a unique beginning of it, or the debtor's name."),
    ] = None,
    every: Annotated[
        bool, Option("--all", help="Every case, with --json: one object a line, as JSON lines.")
    ] = False,
    as_of: AsOf = None,
    rev: Rev = None,
    statement: Annotated[
        bool,
        Option("--statement", help="A dated statement of account with what was owed after each movement."),
    ] = False,
    as_json: Json = False,
    format_name: FormatName = None,
) -> None:
    """Explain every cent of a case: periods, days, base, rate, rule, amount.

    Examples:
      dunning fees PF-2026-0007
      dunning fees PF-2026-0007 --as-of 2026-03-31 --json
      dunning fees PF-2026-0007 --statement
      dunning fees PF-2026-0007 --rev 2026-03-31
      dunning fees --all --json
    """
    session = ctx.obj
    if every:
        _stream(session, case, as_of, rev, chosen_format(as_json, format_name), statement)
        return
    if case is None:
        raise WrongUsage(msg("name a case, or every case with --all --json"))
    view = statement_of if statement else account_of
    answer = view(session.reader_at(rev), case, session.day(as_of, "--as-of"))
    session.view(answer, as_json, format_name)


def _stream(
    session: Session, case: str | None, as_of: str | None, rev: str | None, style: Format, statement: bool
) -> None:
    """Prints every account as JSON lines. Raises Miscalculated at the end where the program is at fault."""
    if case is not None or style is not Format.JSON or statement:
        raise WrongUsage(msg("--all goes with --json and no case, as in: dunning fees --all --json"))
    day = session.day(as_of, "--as-of")
    bugs: list[Unknown] = []
    for found in every_account(session.reader_at(rev), day):
        if isinstance(found, Unknown):
            bugs.append(found)
            session.screen.data_line(unknown_account(found, day))
        else:
            session.screen.data_line(found)
    raise_bugs(bugs)


def status(
    ctx: Context,
    case: Annotated[
        list[str] | None, Argument(metavar="[CASE]…", help="Cases; without any, all open ones.")
    ] = None,
    as_of: AsOf = None,
    rev: Rev = None,
    as_json: Json = False,
    format_name: FormatName = None,
) -> None:
    """Show stage, days past due, promises and what comes next.

    Examples:
      dunning status PF-2026-0007
      dunning status PF-2026-0007 XD-2026-0001 --as-of 2026-05-31
    """
    session = ctx.obj
    answer = states_of(session.reader_at(rev), tuple(case or ()), session.day(as_of, "--as-of"))
    session.view(answer, as_json, format_name)

"""Commands on what the debtor owns and to whom else they owe: asset add, check, creditor, list."""

from __future__ import annotations

from typing import Annotated

from typer import Argument, Context, Option, Typer

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
    Reveal,
)
from dunning_cli.cli.overriding import override_offered
from dunning_cli.operations.legal.assets import AddAsset, AddCreditor, CheckAsset
from dunning_cli.present.help_page import HelpfulCommand, HelpfulGroup
from dunning_cli.views.legal.assets import asset_list, asset_sheet

Value = Annotated[str | None, Option("--value", metavar="AMOUNT", help="Value, in yuan.")]
Encumbrance = Annotated[
    str | None, Option("--encumbrance", metavar="TEXT", help="Rights of others in it, such as a mortgage.")
]


def add_to(app: Typer) -> None:
    """Adds this family to the program."""
    family = Typer(
        cls=HelpfulGroup,
        rich_markup_mode=None,
        no_args_is_help=True,
        help="Keep what the debtor owns, what secures the debt, and other creditors.\n\n"
        "Examples:\n  dunning asset list XD-2026-0001",
    )
    for name, command in (("add", add), ("check", check), ("creditor", creditor), ("list", list_)):
        family.command(name, cls=HelpfulCommand)(command)
    app.add_typer(family, name="asset")


def add(
    ctx: Context,
    case: CaseRef,
    what: Annotated[str, Argument(metavar="WHAT", help="What it is, as one would find it.")],
    type_: Annotated[
        str | None,
        Option(
            "--type",
            metavar="KIND",
            help="real_estate, vehicle, deposit, equipment, receivable or other (unless given).",
        ),
    ] = None,
    collateral: Annotated[
        str | None,
        Option("--collateral", metavar="RIGHT", help="mortgage, pledge or lien; merely known without it."),
    ] = None,
    owner: Annotated[
        str | None,
        Option("--owner", metavar="WHO", help="Whose it is: debtor (unless given), guarantor or a name."),
    ] = None,
    value: Value = None,
    valued: Annotated[
        str | None, Option("--valued", metavar="DATE", help="Valued on; the value date unless given.")
    ] = None,
    checked: Annotated[str | None, Option("--checked", metavar="DATE", help="Last looked at on.")] = None,
    encumbrance: Encumbrance = None,
    text: Annotated[str | None, Option("--text", metavar="TEXT", help="Anything else.")] = None,
    on: On = None,
    override: Override = None,
    actor: ActorName = None,
    agent: Agent = None,
    dry_run: DryRun = False,
    as_json: Json = False,
) -> None:
    """Record something the debtor or a guarantor owns, or gave as collateral.

    Examples:
      dunning asset add XD-2026-0001 "云州市江北区住宅一套" --type real_estate --collateral mortgage --value 360000
      dunning asset add XD-2026-0001 "轻型货车一辆" --type vehicle --owner guarantor --checked 2026-05-20
    """
    values = {
        "case": case,
        "what": what,
        "type": type_,
        "collateral": collateral,
        "owner": owner,
        "value": value,
        "valued": valued,
        "checked": checked,
        "encumbrance": encumbrance,
        "text": text,
        "on": on,
        "override": override,
        "agent": agent,
    }
    with override_offered(ctx):
        ctx.obj.write(AddAsset, values, actor, dry_run, as_json)


def check(
    ctx: Context,
    case: CaseRef,
    entry: Annotated[
        str, Argument(metavar="ENTRY", help="The asset: id of its entry, or its unique beginning or end.")
    ],
    checked: Annotated[
        str | None, Option("--checked", metavar="DATE", help="Looked at on; the value date unless given.")
    ] = None,
    value: Value = None,
    valued: Annotated[
        str | None,
        Option("--valued", metavar="DATE", help="Valued on; the day it was looked at unless given."),
    ] = None,
    encumbrance: Encumbrance = None,
    gone: Annotated[bool, Option("--gone", help="It is no longer there, or no longer theirs.")] = False,
    text: Annotated[str | None, Option("--text", metavar="TEXT", help="What was found.")] = None,
    on: On = None,
    override: Override = None,
    actor: ActorName = None,
    agent: Agent = None,
    dry_run: DryRun = False,
    as_json: Json = False,
) -> None:
    """Record a new look at an asset: checked, valued anew, encumbered or gone; what was known before stays.

    Examples:
      dunning asset check XD-2026-0001 01jtd3k8 --checked 2026-06-01 --value 340000
      dunning asset check XD-2026-0001 01jtd3k8 --gone --text "sold in May"
    """
    values = {
        "case": case,
        "entry": entry,
        "checked": checked,
        "value": value,
        "valued": valued,
        "encumbrance": encumbrance,
        "gone": gone,
        "text": text,
        "on": on,
        "override": override,
        "agent": agent,
    }
    with override_offered(ctx):
        ctx.obj.write(CheckAsset, values, actor, dry_run, as_json)


def creditor(
    ctx: Context,
    case: CaseRef,
    name: Annotated[str, Argument(metavar="NAME", help="To whom the debtor owes.")],
    amount: Annotated[
        str | None,
        Option("--amount", metavar="AMOUNT", help="How much, in yuan; 0 once nothing is owed any more."),
    ] = None,
    secured: Annotated[bool, Option("--secured", help="The other creditor has collateral.")] = False,
    text: Annotated[str | None, Option("--text", metavar="TEXT", help="Anything else.")] = None,
    on: On = None,
    override: Override = None,
    actor: ActorName = None,
    agent: Agent = None,
    dry_run: DryRun = False,
    as_json: Json = False,
) -> None:
    """Record what the debtor owes somebody else; the latest entry on a creditor counts.

    Examples:
      dunning asset creditor XD-2026-0001 江北村镇银行 --amount 80000 --secured
      dunning asset creditor XD-2026-0001 江北村镇银行 --amount 0 --text "paid off"
    """
    values = {
        "case": case,
        "creditor": name,
        "amount": amount,
        "secured": secured,
        "text": text,
        "on": on,
        "override": override,
        "agent": agent,
    }
    with override_offered(ctx):
        ctx.obj.write(AddCreditor, values, actor, dry_run, as_json)


def list_(
    ctx: Context,
    case: Annotated[
        str | None, Argument(metavar="[CASE]", help="One case; without it all open ones that know of assets.")
    ] = None,
    as_of: AsOf = None,
    reveal: Reveal = False,
    actor: Looker = None,
    as_json: Json = False,
    format_name: FormatName = None,
) -> None:
    """Show assets as last known, what they are worth beside the debt, how old that is, and other creditors.

    Examples:
      dunning asset list
      dunning asset list XD-2026-0001 --json
    """
    session = ctx.obj
    day, viewer = session.day(as_of, "--as-of"), session.viewer(actor, reveal)
    if case is None:
        answer = asset_list(session.reader, day, viewer)
    else:
        answer = asset_sheet(session.reader, case, day, viewer)
    session.view(answer, as_json, format_name)

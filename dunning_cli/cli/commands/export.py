"""Commands that export tables: one family, `export`; lists to call and write by, and the calendar, are in `export_lists`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from typer import Context, Typer

from dunning_cli.cli.commands import export_lists
from dunning_cli.cli.commands.case_filters import InStage, OfArea, OfBatch, OfClient, OfPolicy, selection_of
from dunning_cli.cli.commands.export_options import Codes, ExportFormatName, OpenOnly, Output, Replace
from dunning_cli.cli.commands.exporting import Exporting
from dunning_cli.cli.options import AsOf, Json, Looker, Owner, Rev, Reveal
from dunning_cli.present.help_page import HelpfulCommand, HelpfulGroup

HELP: dict[str, str] = {
    "cases": """Export the cases: debtor, contract, batch, collector, what is owed, stage, and how the case ended.

    Examples:
      dunning export cases -o ../cases.xlsx
      dunning export cases --batch 2026-05-A --reveal -o ../back-to-the-client.xlsx
      dunning export cases --codes --format jsonl
    """,
    "entries": """Export every entry up to the day, those taken back among them, with all its keys.

    Examples:
      dunning export entries -o ../entries.parquet
      dunning export entries --client 华夏银行 --codes -o ../entries.csv
    """,
    "balances": """Export what is owed by component, what of it has fallen due, days past due and stage.

    Examples:
      dunning export balances --as-of 2026-05-31 -o ../balances.xlsx
      dunning export balances --as-of 2026-05-31 --rev 2026-05-31 -o ../balances-as-known-then.xlsx
    """,
    "contacts": """Export calls, visits and messages: with whom, how, what came of them, what was promised.

    Examples:
      dunning export contacts -o ../contacts.xlsx
      dunning export contacts --batch 2026-05-A --reveal -o ../contacts.csv
    """,
    "payments": """Export payments with what of each settled principal, interest, penalty and fee.

    Examples:
      dunning export payments -o ../payments.xlsx
      dunning export payments --client 华夏银行 --as-of 2026-05-31 -o ../may.csv
    """,
    "letters": """Export the register of letters with what became of each.

    Examples:
      dunning export letters -o ../letters.xlsx
    """,
    "promises": """Export promises to pay: what was promised, what came, whether it was kept.

    Examples:
      dunning export promises --owner wang -o ../promises.xlsx
    """,
    "reminders": """Export what is to be done by the day, as remind lists it.

    Examples:
      dunning export reminders --owner wang -o ../today.xlsx
      dunning export reminders --as-of 2026-06-30 --codes
    """,
}


def add_to(app: Typer) -> None:
    """Adds this family to the program."""
    family = Typer(
        cls=HelpfulGroup,
        rich_markup_mode=None,
        no_args_is_help=True,
        help="Export tables for a spreadsheet or another program, lists to call and write by, and a calendar. Names "
        "and numbers stand in part unless --reveal is given; each export is noted in access.log.\n\n"
        "Examples:\n  dunning export cases -o ../cases.xlsx\n  dunning export calendar -o ../deadlines.ics",
    )
    for name, text in HELP.items():
        family.command(name, cls=HelpfulCommand, help=text)(_table(name))
    export_lists.add_to(family)
    app.add_typer(family, name="export")


def _table(name: str) -> Callable[..., Any]:
    """The command that exports one table."""

    def export(
        ctx: Context,
        output: Output = None,
        format_name: ExportFormatName = None,
        codes: Codes = False,
        replace: Replace = False,
        as_of: AsOf = None,
        rev: Rev = None,
        owner: Owner = None,
        policy: OfPolicy = None,
        stage: InStage = None,
        batch: OfBatch = None,
        area: OfArea = None,
        client: OfClient = None,
        open_only: OpenOnly = False,
        reveal: Reveal = False,
        actor: Looker = None,
        as_json: Json = False,
    ) -> None:
        from dunning_cli.views.export.datasets import DATASETS

        session = ctx.obj
        selection = selection_of(
            session,
            owner=owner,
            policy=policy,
            stage=stage,
            batch=batch,
            area=area,
            client=client,
            closed_too=not open_only,
        )
        exporting = Exporting(session, output, format_name, replace, codes, reveal, actor, as_json)
        source = exporting.source(selection, session.as_of(as_of, rev), rev)
        exporting.table(DATASETS[name], source, rev)

    return export

"""Commands that prove the past: audit."""

from __future__ import annotations

from typing import Annotated

from typer import Context, Exit, Option, Typer

from dunning_cli.cli.answering import chosen_format
from dunning_cli.cli.options import FormatName, Json, Reveal
from dunning_cli.kernel.errors import Unsound
from dunning_cli.present.help_page import HelpfulCommand


def add_to(app: Typer) -> None:
    """Adds these commands to the program."""
    app.command("audit", cls=HelpfulCommand)(audit)


def audit(
    ctx: Context,
    since: Annotated[
        str | None, Option("--since", metavar="REV", help="Only commits after this one, which is trusted.")
    ] = None,
    anew: Annotated[
        bool, Option("--all", help="Go through the whole history again, whatever was proved of it before.")
    ] = False,
    reveal: Reveal = False,
    as_json: Json = False,
    format_name: FormatName = None,
) -> None:
    """Prove from git's history that entries were only added, by whom and when they say; list all other changes.

    What was proved of a commit stays proved: the next audit looks at what came since, and at everything that is no
    commit. Its findings are told again each time.

    Examples:
      dunning audit
      dunning audit --all
      dunning audit --since HEAD~100 --json
    """
    from dunning_cli.store.reading.office_settings import read_office
    from dunning_cli.views.audit.ledger_audit import audited
    from dunning_cli.views.audit.report import audit_report

    session = ctx.obj
    folder = session.ledger.folder
    if reveal:
        session.reveals(None)
    # settings that cannot be read are no reason not to audit
    office = read_office(folder, [])
    now = session.clock()
    if office is not None and office.today is not None:
        # a practice ledger may live in a year to come
        now = max(now, office.business_now(now, None))
    result = audited(folder, since, reveal, now, anew)
    report = audit_report(result, office.time_zone if office else None)
    session.show(report, chosen_format(as_json, format_name))
    if not result.sound:
        raise Exit(Unsound.exit_code)

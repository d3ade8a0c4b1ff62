"""Commands on the installation: doctor."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from typer import Context, Exit, Typer

from dunning_cli.cli.answering import chosen_format
from dunning_cli.cli.options import Json
from dunning_cli.cli.session import Session
from dunning_cli.kernel.errors import NotFound, Refused, Unsound
from dunning_cli.present.help_page import HelpfulCommand

if TYPE_CHECKING:
    from dunning_cli.store.format.folder import LedgerFolder


def add_to(app: Typer) -> None:
    """Adds these commands to the program."""
    app.command("doctor", cls=HelpfulCommand)(doctor)


def doctor(ctx: Context, as_json: Json = False) -> None:
    """Check the installation: Python, packages, git, clock, locks, and how the ledger stands on this machine.

    Without a ledger only the machine is checked. For the ledger's data see 'dunning check'.

    From 90 days before the calendar of holidays, a reference rate or a pack of rules ends, it warns and names the
    command that extends it; rules without a last day run on until others are named.

    Examples:
      dunning doctor
      dunning doctor --json
    """
    from dunning_cli.views.ledger.doctor import Machine, examination_report, examined

    session = ctx.obj
    folder = _ledger(session)
    day = partial(_today, folder, session) if folder is not None else None
    findings = examined(Machine(session.environment, session.clock(), folder, day))
    session.show(examination_report(findings), chosen_format(as_json))
    if not all(finding.well for finding in findings):
        raise Exit(Unsound.exit_code)


def _today(folder: LedgerFolder, session: Session) -> date:
    """The office's present day; the machine's where the settings cannot be read. Raises WrongUsage."""
    from dunning_cli.moment import Moment
    from dunning_cli.store.reading.ledger_reader import LedgerReader

    try:
        return Moment(LedgerReader(folder), session.environment).today
    except Refused:
        return session.clock().date()


def _ledger(session: Session) -> LedgerFolder | None:
    """The ledger here as it stands, a broken-off write unsettled. Raises NotFound for one that was named and is none."""
    from dunning_cli.store.format.folder import LedgerFolder

    given, variable = session.ledger_folder, session.environment.get("DUNNING_LEDGER", "")
    try:
        return LedgerFolder.find(Path(given) if given else None, variable)
    except NotFound:
        if given or variable:
            raise
        return None

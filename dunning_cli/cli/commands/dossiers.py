"""Writing a batch's dossier from a command: where it goes is looked at before anything is written."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

from typer import Option

from dunning_cli.cli.commands.report_files import workbook_target
from dunning_cli.cli.session import Session
from dunning_cli.kernel.errors import Refused
from dunning_cli.kernel.message import Message, msg

if TYPE_CHECKING:
    from dunning_cli.domain.case.people.viewing import Viewer
    from dunning_cli.views.portfolio.batch_dossier import BatchOnDay

ClientColumns: TypeAlias = Annotated[
    str | None,
    Option(
        "--profile",
        metavar="NAME",
        help="The import profile of the client's file: the dossier lists the cases in its columns.",
    ),
]
IN_FULL: Message = msg(
    "the dossier shows names and numbers in full; it is for the client who owns the cases, and nobody else"
)


def dossier_target(session: Session, file: str, viewer: Viewer) -> Path:
    """Where a dossier is to go. Raises WrongUsage for another kind of file, Refused where it cannot go there.

    Refused too for somebody who may not see everything.
    """
    if not viewer.sees_papers:
        raise Refused(
            msg(
                "a dossier shows names and numbers in full: say who of the staff writes it with --actor, or add --reveal"
            )
        )
    return workbook_target(session, file)


def write_dossier(session: Session, path: Path, found: BatchOnDay, profile: str | None = None) -> None:
    """Writes the dossier of a batch; the cases stand in the columns of the client's own file, where its profile is named.

    Raises Refused.
    """
    from dunning_cli.store.machine.printer import WORKBOOK, write_paper
    from dunning_cli.views.portfolio.batch_cases import columns_of
    from dunning_cli.views.portfolio.batch_dossier import batch_workbook
    from dunning_cli.views.portfolio.client_columns import client_columns

    wanted = client_columns(session.ledger.folder, profile) if profile is not None else None
    columns = columns_of(wanted, session.spoken)
    data = batch_workbook(session.reader, found, columns, session.language, session.spoken)
    write_paper(path, data, session.ledger.folder, WORKBOOK)

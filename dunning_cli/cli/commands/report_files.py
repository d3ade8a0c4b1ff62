"""Reports that go into files: where one may go, and what is said of it once it is there."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from dunning_cli.kernel.errors import WrongUsage
from dunning_cli.kernel.message import Message, msg

if TYPE_CHECKING:
    from dunning_cli.cli.session import Session
    from dunning_cli.kernel.answer import Answer


def workbook_target(session: Session, file: str) -> Path:
    """Where a workbook is to go. Raises WrongUsage for another kind of file, Refused where it cannot go there."""
    from dunning_cli.store.machine.printer import WORKBOOK, check_target

    path = Path(file)
    if path.suffix.lower() != ".xlsx":
        raise WrongUsage(msg("'{file}' is no workbook; name it as FILE.xlsx", file=file))
    check_target(path, session.ledger.folder, WORKBOOK)
    return path


def show_file(
    session: Session, answer: Answer, path: Path, said: Message, as_json: bool, format_name: str | None = None
) -> None:
    """Says where an answer was written, in place of its tables; for scripts its data, with the file."""
    from dunning_cli.kernel.answer import Answer

    session.screen.untold = said
    session.view(Answer({**answer.data, "file": str(path)}, (said,), answer.warnings), as_json, format_name)

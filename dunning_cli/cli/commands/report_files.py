"""Reports that go into files: where one may go, and what is said of it once it is there."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from dunning_cli.kernel.errors import WrongUsage
from dunning_cli.kernel.message import Message, msg

if TYPE_CHECKING:
    from dunning_cli.cli.session import Session
    from dunning_cli.kernel.answer import Answer
    from dunning_cli.store.machine.printer import PaperKind


def workbook_target(session: Session, file: str) -> Path:
    """Where a workbook is to go. Raises WrongUsage for another kind of file, Refused where it cannot go there."""
    from dunning_cli.store.machine.printer import WORKBOOK, check_target

    path = Path(file)
    if path.suffix.lower() != ".xlsx":
        raise WrongUsage(msg("'{file}' is no workbook; name it as FILE.xlsx", file=file))
    check_target(path, session.ledger.folder, WORKBOOK)
    return path


def paper_target(session: Session, file: str, *endings: str) -> tuple[Path, PaperKind]:
    """Where a paper is to go, and of which kind it is by its ending; looked at before anything is worked out or written.

    Raises WrongUsage for a name that ends otherwise, Refused where it cannot go there or cannot be printed.
    """
    from dunning_cli.store.machine.printer import KIND_OF, PDF, check_target

    path = Path(file)
    ending = path.suffix.lower()
    if ending not in endings:
        raise WrongUsage(
            msg(
                "'{file}' is no name for this paper; end it with {kinds}",
                file=file,
                kinds=" / ".join(endings),
            )
        )
    kind = KIND_OF[ending]
    check_target(path, session.ledger.folder, kind)
    if kind is PDF:
        from dunning_cli.views.letters.letter_print import can_print

        can_print(typeface(session))
    return path, kind


def typeface(session: Session) -> str | None:
    """The typeface to print with, where one is named."""
    from dunning_cli.store.machine.typefaces import FONT_VARIABLE

    return session.environment.get(FONT_VARIABLE) or None


def show_file(
    session: Session, answer: Answer, path: Path, said: Message, as_json: bool, format_name: str | None = None
) -> None:
    """Says where an answer was written, in place of its tables; for scripts its data, with the file."""
    from dunning_cli.kernel.answer import Answer

    session.screen.untold = said
    session.view(Answer({**answer.data, "file": str(path)}, (said,), answer.warnings), as_json, format_name)

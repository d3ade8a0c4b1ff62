"""One operation built from a command's texts and carried out, and its receipt printed."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dunning_cli.cli.answering import chosen_format, confirmation
from dunning_cli.kernel.answer import Answer, Table
from dunning_cli.kernel.errors import WrongUsage
from dunning_cli.kernel.message import msg
from dunning_cli.kernel.progress import silent
from dunning_cli.present.language import SOURCE_LANGUAGE

if TYPE_CHECKING:
    from dunning_cli.cli.session import Session
    from dunning_cli.kernel.progress import Progress
    from dunning_cli.operations.declared.operation import Op, Operation
    from dunning_cli.operations.writing.execute import Receipt


def built(session: Session, record: type[Op], values: Mapping[str, Any]) -> Op:
    """An operation from a command's texts, as they are typed. Raises WrongUsage that names every wrong value."""
    from dunning_cli.cli.front_door.typed import as_meant
    from dunning_cli.operations.writing.building import build

    try:
        return build(record, as_meant(session, record, values))
    except WrongUsage as error:
        if session.language == SOURCE_LANGUAGE:
            raise
        from dunning_cli.cli.front_door.field_words import said_in_words

        raise said_in_words(error) from None


def carried_out(
    session: Session,
    record: type[Operation],
    values: Mapping[str, Any],
    actor: str | None,
    dry_run: bool,
    progress: Progress | None = None,
) -> Receipt:
    """Carries out one operation built from a command's texts; its receipt is still to be printed."""
    return executed(session, built(session, record, values), actor, dry_run, progress or silent)


def executed(
    session: Session,
    operation: Operation,
    actor: str | None,
    dry_run: bool,
    progress: Progress = silent,
) -> Receipt:
    """Carries out an operation as whoever is named; its receipt is still to be printed."""
    receipt = session.moment.execute(
        operation, session.code("STAFF", actor), dry_run, session.screen.note, progress
    )
    booked(session, receipt)
    return receipt


def booked(session: Session, receipt: Receipt | None) -> None:
    """From here to its receipt's printing nothing that goes wrong makes a failure of a command that has written."""
    if receipt is not None and receipt.commit is not None:
        session.screen.untold = confirmation(receipt)


def print_receipt(
    session: Session,
    receipt: Receipt,
    as_json: bool,
    printed: Path | None = None,
    parts: tuple[Table, ...] = (),
    key: str = "pdf",
) -> None:
    """One line of confirmation, or JSON; a second line where a file was written, `key` in JSON; then tables."""
    booked(session, receipt)
    data, said = receipt.as_json(), [confirmation(receipt)]
    if printed is not None:
        data[key] = str(printed)
        said.append(msg("printed: {file}", file=printed))
    session.show(Answer(data, (*said, *parts), receipt.warnings), chosen_format(as_json))

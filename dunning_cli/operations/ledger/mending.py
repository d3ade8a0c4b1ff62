"""What is wrong with hand-edited files in a way that can be put right without asking."""

from __future__ import annotations

from dunning_cli.kernel.message import Message, msg
from dunning_cli.store.format.folder import LedgerFolder
from dunning_cli.store.reading.hand_edits import hand_edits
from dunning_cli.store.writing.lock import OnWait, say_nothing
from dunning_cli.store.writing.transaction import transaction


def mend(folder: LedgerFolder, dry_run: bool, on_wait: OnWait = say_nothing) -> list[Message]:
    """Gives hand-edited files the line ends they had; what the lines say stays, and nothing is committed.

    Everything else needs a person to decide. Says one line a file. Raises Refused where a file cannot be written,
    Busy where one changes meanwhile.
    """
    if dry_run:
        told = [
            msg("{file}: line ends would be put right (dry run)", file=path) for path in _out_of_form(folder)
        ]
    else:
        with transaction(folder, on_wait) as held:
            found = _out_of_form(folder)
            for path, (seen, text) in found.items():
                held.put_right(path, seen, text)
            told = [*held.notices, *(msg("{file}: line ends put right", file=path) for path in found)]
    return told or [msg("there is nothing that can be put right without a person")]


def _out_of_form(folder: LedgerFolder) -> dict[str, tuple[bytes, bytes]]:
    return {
        edit.path: (edit.after, edit.in_form)
        for edit in hand_edits(folder)
        if edit.after is not None and edit.in_form is not None and edit.in_form != edit.after
    }

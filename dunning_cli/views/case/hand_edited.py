"""That entries of a case were changed by hand, told beside its figures: they count as they stand in the file."""

from __future__ import annotations

from dunning_cli.kernel.message import Message, msg
from dunning_cli.store.format.case_file import read_case
from dunning_cli.store.reading.hand_edits import hand_edits
from dunning_cli.store.reading.ledger_reader import LedgerReader


def entries_edited(reader: LedgerReader, case_id: str) -> Message | None:
    """What to say of a case whose entries differ from those of the last commit; None where they do not.

    Raises Refused for a link or a pipe in the place of its file.
    """
    for edit in hand_edits(reader.folder, case_id):
        if edit.before is None or edit.after is None:
            continue
        before, after = read_case(edit.before, edit.path).case, read_case(edit.after, edit.path).case
        if before is not None and after is not None and before.entries != after.entries:
            return msg(
                "entries of {case} were changed by hand, and these figures go by the change; to take it back: "
                "git checkout -- {file}",
                case=case_id,
                file=edit.path,
            )
    return None

"""What no later state of a ledger may lack or alter: entries, case files, letters that were sent."""

from __future__ import annotations

from collections.abc import Iterable

from dunning_cli.kernel.errors import Refused
from dunning_cli.kernel.message import Message, msg
from dunning_cli.store.format.case_path import is_case_file
from dunning_cli.store.format.folder import LedgerFolder
from dunning_cli.store.git.git import Git
from dunning_cli.store.git.tree_changes import FileChange, changes
from dunning_cli.store.merging.merge import keep_past_entries


def keep_past(folder: LedgerFolder, before: str, after: str, where: Message) -> None:
    """Raises Refused where a tree lost or changed what an earlier one holds for ever: entries, case files, letters."""
    git = Git(folder.root)
    keep_past_files(git, changes(git, before, after).values(), where)


def keep_past_files(git: Git, found: Iterable[FileChange], where: Message) -> None:
    """As `keep_past`, for changes that are known already."""
    judged = [change for change in found if change.before is not None]
    cases = []
    for before, after in judged:
        assert before is not None
        lasting = is_case_file(before.path) or before.path.startswith("letters/")
        if lasting and after is None:
            raise Refused(
                msg(
                    "{file} was removed {where}; files of cases and letters are never removed, put it back",
                    file=before.path,
                    where=where,
                )
            )
        if after is None or before.blob == after.blob:
            continue
        if before.path.startswith("letters/"):
            raise Refused(
                msg(
                    "{file} was changed {where}; a letter that was sent is never changed, put it back",
                    file=before.path,
                    where=where,
                )
            )
        if is_case_file(before.path):
            cases.append((before, after))
    held = git.contents(version.blob for pair in cases for version in pair)
    for (_, after), old, new in zip(cases, held[::2], held[1::2], strict=True):
        if old is not None and new is not None:
            keep_past_entries(old[1], new[1], after.path, where)

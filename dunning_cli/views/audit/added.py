"""The entries that a run of commits adds, each with the commit that adds it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from dunning_cli.domain.case.changes import EntryVersion, entry_changes
from dunning_cli.store.git.case_versions import CaseVersions
from dunning_cli.store.git.change_log import LoggedCommit
from dunning_cli.store.git.history import Commit
from dunning_cli.views.audit.first_entries import EntryKey
from dunning_cli.views.audit.paths import case_of, is_case
from dunning_cli.views.audit.record import PathReading


class HeldEntry(NamedTuple):
    """An entry and the commit that adds it."""

    entry: EntryVersion
    commit: Commit


def entries_added(
    logged: Iterable[LoggedCommit], versions: CaseVersions, mended: Callable[[str], frozenset[str]]
) -> dict[EntryKey, HeldEntry]:
    """What ordinary commits add, by case and entry id, as the first of them has it; merges add nothing.

    `mended` gives for a path the hashes of the lines that mends pass over.
    """
    record = PathReading(versions, mended)
    added: dict[EntryKey, HeldEntry] = {}
    for commit, against in logged:
        changes = [each for each in against[0] if is_case(each.path)] if len(against) == 1 else []
        moved = {
            entry.id
            for each in changes
            if each.after is None
            for entry in record.known(each.path, each.before).entries
        }
        for change in changes:
            old = record.known(change.path, change.before)
            new = record.version(change.path, change.after) or old
            if change.after is not None and new is not old:
                record.readable[change.path] = change.after
            for entry in entry_changes(old.entries, new.entries).added:
                # a case that goes on under another name brings nothing new
                if entry.id in moved:
                    continue
                added.setdefault((case_of(change.path), entry.id), HeldEntry(entry, commit))
    return added

"""The commits that made a case what it is: who, when, which bytes came of it, which entries it added."""

from __future__ import annotations

from collections.abc import Iterator

from dunning_cli.domain.case.case import Case
from dunning_cli.kernel.record import dataclass
from dunning_cli.store.format.folder import LedgerFolder
from dunning_cli.store.git.case_versions import CaseVersions
from dunning_cli.store.git.change_log import LoggedCommit, PathChange, log_of, touching
from dunning_cli.store.git.history import Commit
from dunning_cli.store.git.objects import Objects
from dunning_cli.store.merging.name_history import NameHistory
from dunning_cli.views.audit.ledger_audit import AuditedHistory
from dunning_cli.views.audit.paths import case_of, is_case


@dataclass(frozen=True, slots=True)
class RecordedChange:
    """One commit that changed the file of a case; `blob` is git's id of the file after it, None where it was removed."""

    commit: Commit
    path: str
    blob: str | None
    added: tuple[str, ...]
    """Entries that no earlier commit held."""


def case_changes(
    folder: LedgerFolder, objects: Objects, history: AuditedHistory, case: Case
) -> Iterator[RecordedChange]:
    """The commits of a history that changed a case, parents first; of merges only those that made a new file.

    A case that was opened under another id is followed; what another case with one of its ids holds is left out.
    Raises Refused where git cannot read its history.
    """
    versions = CaseVersions(objects)
    names = NameHistory(folder, case)
    known: set[str] = set()
    paths = [path for path in history.case_paths if case_of(path) in names.ids]
    order = touching(folder, history.over.order, history.over.tip, paths)
    for logged in log_of(folder, objects, order):
        found = (_of_case(logged, name) for name in names.ids)
        change = next((each for each in found if each and names.has(logged.commit.id, each.path)), None)
        if change is None:
            continue
        version = versions.of(change.after) if change.after is not None else None
        ids = [entry.id for entry in version.entries] if version is not None else []
        added = tuple(id_ for id_ in ids if id_ not in known)
        known.update(added)
        yield RecordedChange(logged.commit, change.path, change.after, added)


def _of_case(logged: LoggedCommit, case_id: str) -> PathChange | None:
    """What a commit did to the case against its first parent, None where it is as in one of its parents."""
    found = [_last(changes, case_id) for changes in logged.against]
    return found[0] if all(found) else None


def _last(changes: tuple[PathChange, ...], case_id: str) -> PathChange | None:
    """A renamed file is removed here and added there: the added one counts."""
    mine = [change for change in changes if is_case(change.path) and case_of(change.path) == case_id]
    return max(mine, key=lambda change: change.after is not None, default=None)

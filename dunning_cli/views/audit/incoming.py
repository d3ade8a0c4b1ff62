"""What another clone's commits would bring: what the audit finds in them, and which rules they change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dunning_cli.kernel.message import Message, msg
from dunning_cli.kernel.record import dataclass
from dunning_cli.store.format.folder import LedgerFolder
from dunning_cli.store.git.case_versions import CaseVersions
from dunning_cli.store.git.history import Commit, commits, commits_between
from dunning_cli.store.git.objects import Objects
from dunning_cli.store.git.tree_changes import FileChange, changes_between
from dunning_cli.views.audit.accepted import ACCEPTED
from dunning_cli.views.audit.checkpoint_files import NOT_LED_TO, arriving_fault
from dunning_cli.views.audit.ledger_audit import audited_arrivals
from dunning_cli.views.audit.notes import Notes, Remark
from dunning_cli.views.audit.paths import rule_code
from dunning_cli.views.audit.put_back import PutBack
from dunning_cli.views.audit.remotes import added_entries
from dunning_cli.views.audit.rules import RuleChanges

_LINES_TOLD = (".gitattributes", ".gitignore")
"""Files whose every line is a rule for git."""


@dataclass(frozen=True, slots=True)
class Arrivals:
    """What the audit says of commits that would come in: found, found but put back since, accepted by somebody."""

    found: Sequence[Remark]
    put_back: Sequence[Remark]
    accepted: Sequence[Remark]


def arrivals(folder: LedgerFolder, ours: str, theirs: str) -> Arrivals:
    """Audits the commits that lead to `theirs` and not to `ours`; what is on this machine only does not count.

    Where something is found the whole history is looked at, so that a repair is not taken for a change.
    """
    result = audited_arrivals(folder, theirs, (ours,))
    coming: frozenset[str] | None = None
    if result.found or any(remark.code == ACCEPTED for remark in result.listed):
        coming = frozenset(commits_between(folder, ours, theirs))
        result = audited_arrivals(folder, theirs, ())
    rewritten = [*_rewritten(folder, ours, theirs), *_checkpoint(folder, ours, theirs)]
    if coming is None:
        return Arrivals(rewritten, (), ())
    found = [remark for remark in result.found if _in(remark, coming)]
    mended = PutBack(folder, ours, theirs, (*found, *result.listed))
    put_back = [remark for remark in found if mended.has(remark)]
    return Arrivals(
        [*(remark for remark in found if remark not in put_back), *rewritten],
        put_back,
        [remark for remark in result.listed if remark.code == ACCEPTED and _in(remark, coming)],
    )


def rule_changes(folder: LedgerFolder, before: str, after: str, source: str) -> list[Message]:
    """What differs in settings, policies, templates and git's rules between two commits, a line each.

    Each line ends with the last commit leading to `source`, and not to `before`, that changed the file.
    """
    notes = Notes()
    told: list[Message] = []
    with Objects(folder) as objects:
        rules = RuleChanges(objects, notes)
        for path, change in changes_between(folder, before, after).items():
            if rule_code(path) is not None:
                rules.file(path, None, _blob(change, 0), _blob(change, 1))
            elif path.rpartition("/")[2] in _LINES_TOLD:
                for message in _lines(objects, path, change):
                    notes.list_("git-rules", message)
            if notes.listed:
                brought = next(commits(folder, [path], limit=1, rev=f"{before}..{source}"), None)
                told += [_by(remark.message, brought) for remark in notes.listed]
                notes.back_to((0, 0))
    return told


def _in(remark: Remark, commits: frozenset[str]) -> bool:
    return remark.commit is not None and remark.commit.id in commits


def _rewritten(folder: LedgerFolder, ours: str, theirs: str) -> list[Remark]:
    """Entries that both sides add, each in a commit of its own: one of the two histories was rewritten."""
    notes = Notes()
    with Objects(folder) as objects:
        versions = CaseVersions(objects)
        _, there = added_entries(folder, objects, versions, theirs, ours)
        if not there:
            return []
        _, here = added_entries(folder, objects, versions, ours, theirs)
        for key in there.keys() & here.keys():
            message = msg(
                "the history was rewritten: this entry is here in the commit {other} by {author}",
                other=here[key].commit.id[:10],
                author=here[key].commit.author,
            )
            notes.find("history-rewritten", message, *key, there[key].commit)
    return sorted(notes.found, key=lambda remark: (remark.case or "", remark.entry or ""))


def _checkpoint(folder: LedgerFolder, ours: str, theirs: str) -> list[Remark]:
    """The last checkpoint of the other side, where its own history does not lead to it."""
    fault = arriving_fault(folder, ours, theirs)
    if fault is None:
        return []
    path, message = fault
    notes = Notes()
    notes.find(NOT_LED_TO, message, commit=next(commits(folder, [path], limit=1, rev=theirs), None))
    return list(notes.found)


def _blob(change: FileChange, side: int) -> str | None:
    version = change[side]
    return version.blob if version is not None and version.mode.startswith("100") else None


def _lines(objects: Objects, path: str, change: FileChange) -> Iterator[Message]:
    old, new = (
        objects.content(blob).decode("utf-8", "replace").splitlines() if blob is not None else []
        for blob in (_blob(change, 0), _blob(change, 1))
    )
    for line in new:
        if line.strip() and line not in old:
            yield msg("{file}: line added: {line}", file=path, line=line)
    for line in old:
        if line.strip() and line not in new:
            yield msg("{file}: line removed: {line}", file=path, line=line)


def _by(message: Message, commit: Commit | None) -> Message:
    if commit is None:
        return message
    return msg("{what} ({who}, {commit})", what=message, who=commit.author, commit=commit.id[:10])

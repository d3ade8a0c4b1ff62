"""Whole ledgers merged within git's store of objects; working tree and index are not touched."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from dunning_cli.domain.case_merge import Question, Side
from dunning_cli.domain.failure import Busy, Refused
from dunning_cli.domain.message import Message, Problem, msg
from dunning_cli.store.folder import LedgerFolder
from dunning_cli.store.git import Git, GitFailed
from dunning_cli.store.merge import is_case_file, keep_past_entries, merge_case, merge_text
from dunning_cli.store.scratch_index import ScratchIndex
from dunning_cli.store.yaml_reader import parse_yaml

_ORDINARY = ("100644", "100755")
_NO_BLOB = "0"
_MOVED = "//"


class Version(NamedTuple):
    """One file as a tree holds it."""

    path: str
    mode: str
    blob: str


class Change(NamedTuple):
    """One file in the tree before and after, None where there is none."""

    before: Version | None
    after: Version | None


class Dispute(NamedTuple):
    """A question about one case file."""

    path: str
    question: Question


Answers = Mapping[Dispute, Side]


@dataclass(frozen=True, slots=True)
class MergedTree:
    """The id of the tree that holds the changes of both sides, or what must be answered first."""

    tree: str
    disputes: tuple[Dispute, ...] = ()


def changes(git: Git, before: str, after: str) -> dict[str, Change]:
    """What changed between two trees or commits, by path; a case file moved to another folder is one change.

    Such a change stands under the file's name, marked as no path is.
    """
    out = git.read("diff-tree", "-r", "-z", "--raw", "--no-renames", "--no-abbrev", before, after).split(
        b"\0"
    )
    found: dict[str, Change] = {}
    for about, name in zip(out[:-1:2], out[1::2], strict=True):
        old_mode, new_mode, old, new, _ = about[1:].decode("ascii").split(" ")
        path = name.decode("utf-8", "surrogateescape")
        found[path] = Change(_version(path, old_mode, old), _version(path, new_mode, new))
    return _with_moves(found)


def _version(path: str, mode: str, blob: str) -> Version | None:
    return Version(path, mode, blob) if blob.strip(_NO_BLOB) else None


def _with_moves(found: dict[str, Change]) -> dict[str, Change]:
    gone, come = _once(found, 0), _once(found, 1)
    for name in gone.keys() & come.keys():
        old, new = found.pop(gone[name]), found.pop(come[name])
        found[_MOVED + name] = Change(old.before, new.after)
    return found


def _once(found: Mapping[str, Change], side: int) -> dict[str, str]:
    """Case files that stand on one side only (0 before, 1 after), path by file name, where a name stands once."""
    paths: dict[str, list[str]] = {}
    for path, change in found.items():
        if is_case_file(path) and change[side] is not None and change[1 - side] is None:
            paths.setdefault(path.rpartition("/")[2], []).append(path)
    return {name: listed[0] for name, listed in paths.items() if len(listed) == 1}


def keep_past(git: Git, before: str, after: str, where: Message) -> None:
    """Raises Refused where a tree lost or changed what an earlier one holds for ever: entries, case files, letters."""
    _keep_past(git, changes(git, before, after).values(), where)


def _keep_past(git: Git, found: Iterable[Change], where: Message) -> None:
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


def merge_trees(
    folder: LedgerFolder, base: str, ours: str, theirs: str, answers: Answers, settle: bool = False
) -> MergedTree:
    """The tree with the changes of both sides since `base`.

    Raises Refused where a past entry, a case or a letter was changed or removed, or one letter number was
    given twice; Busy naming the file where both sides changed the same lines of a policy, template or the
    settings. With `settle` nothing is asked or refused: disputed files stay as in `base`.
    """
    return _TreeMerge(folder, answers, settle).done(base, ours, theirs)


class _TreeMerge:
    """One merge of two trees."""

    def __init__(self, folder: LedgerFolder, answers: Answers, settle: bool) -> None:
        self._git = Git(folder.root)
        self._index = ScratchIndex(folder)
        self._answers = answers
        self._settle = settle
        self._disputes: list[Dispute] = []
        self._removed: list[str] = []
        self._kept: list[Version] = []
        self._written: list[tuple[str, str, bytes]] = []

    def done(self, base: str, ours: str, theirs: str) -> MergedTree:
        """The merged tree, built on that of `ours`."""
        mine, others = changes(self._git, base, ours), changes(self._git, base, theirs)
        _paired(mine, others)
        both = sorted(name for name in mine.keys() & others.keys() if mine[name].after != others[name].after)
        if not self._settle:
            alone = [change for name, change in mine.items() if name not in others]
            _keep_past(self._git, alone, msg("here"))
            alone = [change for name, change in others.items() if name not in mine]
            _keep_past(self._git, alone, msg("on the other side"))
        for name, change in others.items():
            if name not in mine:
                self._take(change)
        self._both((mine[name], others[name]) for name in both)
        if self._disputes:
            return MergedTree("", tuple(self._disputes))
        with self._index.holding(ours):
            self._index.remove(self._removed)
            self._index.put(self._kept)
            self._index.write(self._written)
            return MergedTree(self._index.tree())

    def _take(self, change: Change) -> None:
        before, after = change
        if before is not None and (after is None or after.path != before.path):
            self._removed.append(before.path)
        if after is not None:
            _ordinary(after)
            self._kept.append(after)

    def _both(self, pairs: Iterable[tuple[Change, Change]]) -> None:
        listed = [(one.before or other.before, one.after, other.after) for one, other in pairs]
        blobs = [version.blob for three in listed for version in three if version is not None]
        texts = iter(self._git.contents(blobs))
        for three in listed:
            held = [_bytes(next(texts)) if version is not None else None for version in three]
            self._merge(three, held)

    def _merge(
        self, three: tuple[Version | None, Version | None, Version | None], held: Sequence[bytes | None]
    ) -> None:
        before, one, other = three
        if one is not None and other is not None:
            _ordinary(other)
            path = _chosen_path(before, one, other)
            data = self._content(path, held[0], held[1] or b"", held[2] or b"")
            if one.path != path:
                self._removed.append(one.path)
            self._written.append((path, one.mode, data))
        elif self._settle:
            if before is not None:
                self._kept.append(before)
        else:
            present = one or other
            _keep_past(
                self._git, [Change(before, None)], msg("here") if one is None else msg("on the other side")
            )
            raise Busy(
                msg(
                    "{file} was changed on one side and removed on the other; nothing was merged",
                    file=present.path if present else "",
                )
            )

    def _content(self, path: str, base: bytes | None, ours: bytes, theirs: bytes) -> bytes:
        if ours == theirs:
            return ours
        if is_case_file(path):
            return self._case(path, base, ours, theirs)
        if path.startswith("letters/") and not self._settle:
            raise Refused(_letter_clash(path, base))
        merged = merge_text(base, ours, theirs)
        if merged is not None and (not path.endswith(".yaml") or _sound(merged) or not _sound(ours)):
            return merged
        if self._settle:
            return base or min(ours, theirs)
        raise Busy(
            msg(
                "{file} was changed on both sides in the same place; nothing was merged: make both the same, "
                "run 'dunning commit', then 'dunning sync'",
                file=path,
            )
        )

    def _case(self, path: str, base: bytes | None, ours: bytes, theirs: bytes) -> bytes:
        answers = {dispute.question: side for dispute, side in self._answers.items() if dispute.path == path}
        try:
            merged = merge_case(base, ours, theirs, path, answers, self._settle)
        except Refused:
            if self._settle:
                return base or min(ours, theirs)
            raise
        self._disputes += [Dispute(path, question) for question in merged.questions]
        return merged.data


def _paired(mine: dict[str, Change], others: dict[str, Change]) -> None:
    """A case file moved on one side and changed on the other stands under the moved name in both."""
    for side, other in ((mine, others), (others, mine)):
        for name in [name for name in side if name.startswith(_MOVED)]:
            before = side[name].before
            if before is not None and before.path in other:
                other[name] = other.pop(before.path)


def _chosen_path(before: Version | None, one: Version, other: Version) -> str:
    if before is not None and before.path in (one.path, other.path):
        return other.path if one.path == before.path else one.path
    return min(one.path, other.path)


def _ordinary(version: Version) -> None:
    if version.mode not in _ORDINARY:
        raise Refused(
            msg(
                "{file} is a link or a repository of its own; a ledger holds only real files",
                file=version.path,
            )
        )


def _bytes(found: tuple[str, bytes] | None) -> bytes:
    if found is None:
        raise Refused(msg("git lacks a part of the history; fetch it with: git fetch --refetch"))
    return found[1]


def _sound(data: bytes) -> bool:
    problems: list[Problem] = []
    parse_yaml(data, problems)
    return not problems


def _letter_clash(path: str, base: bytes | None) -> Message:
    serial = path.rpartition("/")[2].removesuffix(".txt")
    if base is not None:
        return msg(
            "the letter {serial} was changed on both sides; a letter that was sent is never changed",
            serial=serial,
        )
    return msg(
        "the letter number {serial} was given to two different letters, here and on the other side; nothing was "
        "merged: a letter series belongs to one workplace, choose another here with: git config dunning.series",
        serial=serial,
    )


def common_tree(folder: LedgerFolder, ours: str, theirs: str) -> str | None:
    """The tree that both commits grew from, None where their histories have nothing in common.

    Where merges in both directions left several last common commits, those are merged into one, as git does.
    """
    return _Ancestors(folder).tree([ours], theirs)


class _Ancestors:
    """The search for what several commits have in common."""

    def __init__(self, folder: LedgerFolder) -> None:
        self._folder = folder
        self._git = Git(folder.root)

    def tree(self, group: Sequence[str], other: str) -> str | None:
        """What a commit has in common with one that would have merged a group."""
        bases = list(self._bases(group, other))
        if not bases:
            return None
        tree = bases[0]
        for number in range(1, len(bases)):
            below = self.tree(bases[:number], bases[number]) or _empty_tree(self._git)
            tree = merge_trees(self._folder, below, tree, bases[number], {}, settle=True).tree
        return tree

    def _bases(self, group: Sequence[str], other: str) -> Iterator[str]:
        try:
            out = self._git.read("merge-base", "--all", other, *group)
        except GitFailed as error:
            if error.status == 1:
                return
            raise
        yield from sorted(out.decode("ascii").split())


def _empty_tree(git: Git) -> str:
    return git.change("hash-object", "-t", "tree", "-w", "--stdin", given=b"").decode("ascii").strip()

"""Whole ledgers merged within git's store of objects; working tree and index are not touched."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from typing import NamedTuple

from dunning_cli.domain.case.merge import Question, Side
from dunning_cli.kernel.errors import Refused
from dunning_cli.kernel.message import Message, Problem, msg
from dunning_cli.kernel.record import dataclass
from dunning_cli.store.format.case_path import is_case_file
from dunning_cli.store.format.client_paths import is_statement_file, is_terms_file
from dunning_cli.store.format.folder import LedgerFolder
from dunning_cli.store.format.letter_path import serial_in
from dunning_cli.store.format.yaml_reader import parse_yaml
from dunning_cli.store.git.git import Git
from dunning_cli.store.git.scratch_index import ScratchIndex
from dunning_cli.store.git.tree_changes import FileChange, FileVersion, changes, pair_moves
from dunning_cli.store.merging.append_only import keep_past_files
from dunning_cli.store.merging.merge import merge_case, merge_text
from dunning_cli.store.merging.name_clashes import two_cases
from dunning_cli.store.merging.text_clash import TextClash, clash_of, with_lines_of
from dunning_cli.store.reading.client_files import terms_in

_ORDINARY = ("100644", "100755")


class Dispute(NamedTuple):
    """A question about one case file."""

    path: str
    question: Question


@dataclass(frozen=True, slots=True)
class Answers:
    """What people said: which value of a case is right, whose lines of a text; and who may have touched the past.

    A side is in `free` where everything the audit finds in its commits was accepted.
    """

    values: Mapping[Dispute, Side] = field(default_factory=dict)
    texts: Mapping[str, Side] = field(default_factory=dict)
    free: frozenset[Side] = frozenset()


NO_ANSWERS = Answers()


@dataclass(frozen=True, slots=True)
class MergedTree:
    """The id of the tree that holds the changes of both sides, or what must be answered first."""

    tree: str
    disputes: tuple[Dispute, ...] = ()
    clashes: tuple[TextClash, ...] = ()


def merge_trees(
    folder: LedgerFolder, base: str, ours: str, theirs: str, answers: Answers, settle: bool = False
) -> MergedTree:
    """The tree with the changes of both sides since `base`.

    Values of cases and lines of policies, templates and settings that both sides changed differently are
    given as what must be answered first. Raises Refused where a past entry, a case or a letter was changed
    or removed, or one letter number was given twice. With `settle` nothing is asked or refused: disputed
    files stay as in `base`.
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
        self._clashes: list[TextClash] = []
        self._removed: list[str] = []
        self._kept: list[FileVersion] = []
        self._written: list[tuple[str, str, bytes]] = []

    def done(self, base: str, ours: str, theirs: str) -> MergedTree:
        """The merged tree, built on that of `ours`."""
        mine, others = changes(self._git, base, ours), changes(self._git, base, theirs)
        pair_moves(mine, others)
        both = sorted(name for name in mine.keys() & others.keys() if mine[name].after != others[name].after)
        self._keep_past([change for name, change in mine.items() if name not in others], Side.OURS)
        self._keep_past([change for name, change in others.items() if name not in mine], Side.THEIRS)
        for name, change in others.items():
            if name not in mine:
                self._take(change)
        self._both((mine[name], others[name]) for name in both)
        if self._disputes or self._clashes:
            return MergedTree("", tuple(self._disputes), tuple(self._clashes))
        with self._index.holding(ours):
            self._index.remove(self._removed)
            self._index.put(self._kept)
            self._index.write(self._written)
            return MergedTree(self._index.tree())

    def _keep_past(self, found: list[FileChange], side: Side) -> None:
        if not self._settle and side not in self._answers.free:
            keep_past_files(self._git, found, msg("here") if side is Side.OURS else msg("on the other side"))

    def _take(self, change: FileChange) -> None:
        before, after = change
        if before is not None and (after is None or after.path != before.path):
            self._removed.append(before.path)
        if after is not None:
            self._kept.append(after)

    def _both(self, pairs: Iterable[tuple[FileChange, FileChange]]) -> None:
        listed = [(one.before or other.before, one.after, other.after) for one, other in pairs]
        blobs = [version.blob for three in listed for version in three if version is not None]
        texts = iter(self._git.contents(blobs))
        for three in listed:
            held = [_bytes(next(texts)) if version is not None else None for version in three]
            self._merge(three, held)

    def _merge(
        self,
        three: tuple[FileVersion | None, FileVersion | None, FileVersion | None],
        held: Sequence[bytes | None],
    ) -> None:
        before, one, other = three
        if (
            self._settle
            and before is None
            and one is not None
            and other is not None
            and _are_two(one, other, held)
        ):
            # what both sides grew from holds neither: each is new on the side that has it
            self._removed.append(one.path)
            return
        if one is not None and other is not None and not _are_files(one, other):
            # no text to merge; whoever judges the tree refuses a link
            self._take(FileChange(one, other))
        elif one is not None and other is not None:
            path = _chosen_path(before, one, other)
            data = self._content(path, held[0], held[1] or b"", held[2] or b"")
            if one.path != path:
                self._removed.append(one.path)
            self._written.append((path, one.mode, data))
        elif self._settle:
            if before is not None:
                self._kept.append(before)
        else:
            self._keep_past([FileChange(before, None)], Side.OURS if one is None else Side.THEIRS)
            self._removed_or_changed(one, other, held)

    def _removed_or_changed(
        self, one: FileVersion | None, other: FileVersion | None, held: Sequence[bytes | None]
    ) -> None:
        """A file that one side removed and the other changed: as a person says."""
        present = one or other
        assert present is not None
        chosen = self._answers.texts.get(present.path)
        if chosen is None:
            self._clashes.append(clash_of(present.path, *held))
        elif chosen is Side.THEIRS:
            self._take(FileChange(one, other))

    def _content(self, path: str, base: bytes | None, ours: bytes, theirs: bytes) -> bytes:
        if ours == theirs:
            return ours
        if is_case_file(path):
            return self._case(path, base, ours, theirs)
        if path.startswith("letters/") and not self._settle:
            raise Refused(_letter_clash(path, base))
        # a statement is a paper that was issued: one of the two, and nothing put together of both
        is_whole = is_statement_file(path)
        merged = None if is_whole else merge_text(base, ours, theirs)
        if merged is not None and _as_sound(path, merged, ours):
            return merged
        if self._settle:
            return base or min(ours, theirs)
        chosen = self._answers.texts.get(path)
        if chosen is None:
            self._clashes.append(clash_of(path, base, ours, theirs))
            return ours
        whole = ours if chosen is Side.OURS else theirs
        merged = None if is_whole else with_lines_of(chosen, base, ours, theirs)
        return merged if merged is not None and _as_sound(path, merged, whole) else whole

    def _case(self, path: str, base: bytes | None, ours: bytes, theirs: bytes) -> bytes:
        values = self._answers.values
        answers = {dispute.question: side for dispute, side in values.items() if dispute.path == path}
        try:
            merged = merge_case(base, ours, theirs, path, answers, self._settle, self._answers.free)
        except Refused:
            if self._settle:
                return base or min(ours, theirs)
            raise
        self._disputes += [Dispute(path, question) for question in merged.questions]
        return merged.data


def _are_two(one: FileVersion, other: FileVersion, held: Sequence[bytes | None]) -> bool:
    """Whether two files of one name are two cases, two letters, or two statements."""
    if one.path.startswith("letters/") or is_statement_file(one.path):
        return one.blob != other.blob
    return is_case_file(one.path) and two_cases(held[1] or b"", held[2] or b"")


def _chosen_path(before: FileVersion | None, one: FileVersion, other: FileVersion) -> str:
    if before is not None and before.path in (one.path, other.path):
        return other.path if one.path == before.path else one.path
    return min(one.path, other.path)


def _are_files(*versions: FileVersion) -> bool:
    return all(version.mode in _ORDINARY for version in versions)


def _bytes(found: tuple[str, bytes] | None) -> bytes:
    if found is None:
        raise Refused(msg("git lacks a part of the history; fetch it with: git fetch --refetch"))
    return found[1]


def _as_sound(path: str, merged: bytes, before: bytes) -> bool:
    """Whether a merged file can be read, where it is to be read at all and could be before."""
    return not path.endswith(".yaml") or _sound(path, merged) or not _sound(path, before)


def _sound(path: str, data: bytes) -> bool:
    if is_terms_file(path):
        return terms_in(data) is not None
    problems: list[Problem] = []
    parse_yaml(data, problems)
    return not problems


def _letter_clash(path: str, base: bytes | None) -> Message:
    serial = serial_in(path)
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

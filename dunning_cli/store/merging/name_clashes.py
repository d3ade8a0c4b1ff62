"""Names that two clones gave to different things: ids of cases opened on both sides, numbers of letters written on both."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property

from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.entries import Letter
from dunning_cli.kernel.record import dataclass
from dunning_cli.store.format.case_file import read_case
from dunning_cli.store.format.case_path import case_name, is_case_file
from dunning_cli.store.format.folder import LedgerFolder
from dunning_cli.store.format.letter_path import is_letter_file, serial_in
from dunning_cli.store.git.case_versions import version_in
from dunning_cli.store.git.git import Git
from dunning_cli.store.git.tree_changes import FileChange, FileVersion, changes


@dataclass(frozen=True, slots=True)
class Clash:
    """A file of ours and one of theirs with the same name, capitals apart, that no common state had."""

    ours: FileVersion
    theirs: FileVersion

    @property
    def turned(self) -> Clash:
        """The same as the other side sees it."""
        return Clash(self.theirs, self.ours)


@dataclass(frozen=True, slots=True)
class ChangedCase:
    """A case file that one side added or changed: its bytes, and the case in them, None where it cannot be read."""

    path: str
    data: bytes
    case: Case | None


class NameClashes:
    """What of two states of the ledger, both grown from a third, has one name and is two things."""

    def __init__(self, folder: LedgerFolder, base: str, ours: str, theirs: str) -> None:
        self._git = Git(folder.root)
        self._mine, self._others = changes(self._git, base, ours), changes(self._git, base, theirs)

    @cached_property
    def cases(self) -> tuple[Clash, ...]:
        """Cases opened on both sides, by id. Two files with an entry in common are one case, brought by both."""
        pairs = self._added_twice(lambda path: is_case_file(path) and not case_name(path).startswith("."))
        held = self._git.contents(version.blob for pair in pairs for version in (pair.ours, pair.theirs))
        texts = [found[1] if found is not None else b"" for found in held]
        return tuple(
            pair
            for pair, ours, theirs in zip(pairs, texts[::2], texts[1::2], strict=True)
            if two_cases(ours, theirs)
        )

    @cached_property
    def letters(self) -> tuple[Clash, ...]:
        """Letters of one number written on both sides, by number; not the same letter, brought by both."""
        pairs = self._added_twice(is_letter_file)
        if not pairs:
            return ()
        theirs = {entry.id for case in self._readable_there() for entry in _letters(case)}
        mine: dict[str, set[str]] = {}
        for changed in self.changed_here:
            for entry in _letters(changed.case) if changed.case is not None else ():
                mine.setdefault(entry.serial, set()).add(entry.id)
        return tuple(
            pair
            for pair in pairs
            if (written := mine.get(serial_in(pair.ours.path), set())) and not written & theirs
        )

    @cached_property
    def changed_there(self) -> tuple[ChangedCase, ...]:
        """The case files that their side added or changed since."""
        return tuple(self._changed(self._others))

    @cached_property
    def changed_here(self) -> tuple[ChangedCase, ...]:
        """The case files that our side added or changed since."""
        return tuple(self._changed(self._mine))

    def _readable_there(self) -> Iterable[Case]:
        return (changed.case for changed in self.changed_there if changed.case is not None)

    def _changed(self, found: Mapping[str, FileChange]) -> Iterable[ChangedCase]:
        files = [change.after for change in found.values() if change.after is not None]
        files = [file for file in files if is_case_file(file.path) and file.mode.startswith("100")]
        held = self._git.contents(file.blob for file in files)
        for file, content in zip(files, held, strict=True):
            data = content[1] if content is not None else b""
            yield ChangedCase(file.path, data, read_case(data, file.path).case)

    def _added_twice(self, wanted: Callable[[str], bool]) -> list[Clash]:
        mine, others = (
            {
                _folded(change.after.path): change.after
                for change in found.values()
                if change.before is None and change.after is not None and wanted(change.after.path)
            }
            for found in (self._mine, self._others)
        )
        return [Clash(mine[name], others[name]) for name in sorted(mine.keys() & others.keys())]


def two_cases(ours: bytes, theirs: bytes) -> bool:
    """Whether two case files of one name, none grown from the other, are two cases: they have no entry in common."""
    ids = [
        {entry.id for entry in version.entries} if version is not None else set()
        for version in map(version_in, (ours, theirs))
    ]
    return not ids[0] & ids[1]


def is_held_by(folder: LedgerFolder, ours: FileVersion, commits: Iterable[str]) -> bool:
    """Whether one of these commits holds a file of ours under its name: these bytes, or a state of the same case."""
    git = Git(folder.root)
    names = [f"{commit}:{ours.path}" for commit in commits]
    held = [found for found in git.contents(names) if found is not None] if names else []
    if any(blob == ours.blob for blob, _ in held):
        return True
    mine = git.contents([ours.blob])[0] if held and is_case_file(ours.path) else None
    return mine is not None and not all(two_cases(mine[1], data) for _, data in held)


def folded(name: str) -> str:
    """A name as it is compared: capitals and ways of writing accents make no difference."""
    return unicodedata.normalize("NFC", name).casefold()


def _folded(path: str) -> str:
    """What a path names, as it is compared: a case or letter by its own name, whichever folder it stands in."""
    return folded(path.rpartition("/")[2])


def _letters(case: Case) -> Iterable[Letter]:
    return (entry for entry in case.entries if isinstance(entry, Letter))

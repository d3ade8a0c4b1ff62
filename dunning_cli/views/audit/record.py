"""What the audit has learnt on its way: entries first seen, what has gone since, letters and the entries they belong to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field

from dunning_cli.domain.case.changes import EMPTY_VERSION, CaseVersion, EntryVersion
from dunning_cli.kernel.record import dataclass
from dunning_cli.store.git.case_versions import CaseVersions
from dunning_cli.store.git.change_log import PathChange
from dunning_cli.views.audit.first_entries import EntryKey, FirstEntries


@dataclass(frozen=True, slots=True)
class CaseStep:
    """What an ordinary commit made of one case file.

    `appended` are the entries it added at the end, where that is all it did: then nothing else of the file need be
    looked at. None where it did more, or may have.
    """

    change: PathChange
    appended: tuple[EntryVersion, ...] | None


@dataclass(slots=True)
class PathReading:
    """Case files as a history is gone through: what cannot be read stands for what was last read under its path."""

    versions: CaseVersions
    mended_later: Callable[[str], frozenset[str]] = lambda _path: frozenset()
    """The hashes of the entries of a case file that mends pass over in the end."""
    readable: dict[str, str | None] = field(default_factory=dict)
    """By path that a case file ever had, the blob under it that could be read last; None where none could."""

    def step(self, change: PathChange) -> CaseStep:
        """What a commit that is no merge did to a case file."""
        appended = None
        if change.before is not None and change.after is not None:
            appended = self.versions.added(change.before, change.after)
        return CaseStep(change, appended)

    def version(self, path: str, blob: str | None) -> CaseVersion | None:
        """The version of a case file; an empty one where there is no file, None where it cannot be read."""
        if blob is None:
            return EMPTY_VERSION
        return self.versions.of(blob, lambda: self.mended_later(path))

    def known(self, path: str, blob: str | None) -> CaseVersion:
        """The same, but what cannot be read stands for what was last read under the path."""
        return self.version(path, self.known_blob(path, blob)) or EMPTY_VERSION

    def known_blob(self, path: str, blob: str | None) -> str | None:
        """The blob that `known` reads; None where there is none."""
        if blob is None or self.version(path, blob) is not None:
            return blob
        return self.readable.get(path)


@dataclass(slots=True, kw_only=True)
class AuditRecord(PathReading):
    """The memory of one audit."""

    first: FirstEntries
    """Entries as the commit that first holds them has them."""
    gone: set[EntryKey | str] = field(default_factory=set)
    """Entries and files whose removal has been noted."""
    removed_cases: dict[str, str] = field(default_factory=dict)
    """By path, the blob of the case that was removed."""
    removed_letters: dict[str, str] = field(default_factory=dict)
    cases: dict[str, None] = field(default_factory=dict)
    commits: list[str] = field(default_factory=list)
    letters: dict[str, EntryKey] = field(default_factory=dict)
    """By serial, the entry that registers the letter."""
    changed_letters: set[str] = field(default_factory=set)
    renamed: set[str] = field(default_factory=set)
    """Paths that cases and letters were renamed to."""
    paths: dict[str, str] = field(default_factory=dict)
    """By case, the path of its file as last seen."""
    new_names: dict[str, str] = field(default_factory=dict)
    """Paths of cases and letters that lawfully got another name, each with the path it had."""

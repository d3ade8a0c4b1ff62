"""What the audit has learnt on its way: entries first seen, what has gone since, letters and the entries they belong to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field

from dunning_cli.domain.case.changes import EMPTY_VERSION, CaseVersion, EntryVersion
from dunning_cli.kernel.record import dataclass
from dunning_cli.store.git.case_versions import CaseVersions

EntryKey = tuple[str, str]
"""Case and entry id."""


@dataclass(slots=True)
class AuditRecord:
    """The memory of one audit."""

    versions: CaseVersions
    first: dict[EntryKey, EntryVersion] = field(default_factory=dict)
    """Entries as the commit that first holds them has them."""
    gone: set[EntryKey | str] = field(default_factory=set)
    """Entries and files whose removal has been noted."""
    removed_cases: dict[str, CaseVersion] = field(default_factory=dict)
    removed_letters: dict[str, str] = field(default_factory=dict)
    cases: set[str] = field(default_factory=set)
    commits: list[str] = field(default_factory=list)
    letters: dict[str, EntryKey] = field(default_factory=dict)
    """By serial, the entry that registers the letter."""
    changed_letters: set[str] = field(default_factory=set)
    renamed: set[str] = field(default_factory=set)
    """Paths that cases and letters were renamed to."""
    holders: dict[str, str] = field(default_factory=dict)
    """By entry id, the case that first had it."""
    paths: dict[str, str] = field(default_factory=dict)
    """By case, the path of its file as last seen."""
    new_names: dict[str, str] = field(default_factory=dict)
    """Paths of cases and letters that lawfully got another name, each with the path it had."""
    mended_later: Callable[[str], frozenset[str]] = lambda _path: frozenset()
    """The hashes of the entries of a case file that mends pass over in the end."""
    _readable: dict[str, CaseVersion] = field(default_factory=dict)

    def version(self, path: str, blob: str | None, grown_from: str | None = None) -> CaseVersion | None:
        """The version of a case file; an empty one where there is no file, None where it cannot be read."""
        if blob is None:
            return EMPTY_VERSION
        found = self.versions.of(blob, grown_from, lambda: self.mended_later(path))
        if found is not None:
            self._readable[path] = found
        return found

    def known(self, path: str, blob: str | None) -> CaseVersion:
        """The same, but what cannot be read stands for what was last read under the path."""
        return self.version(path, blob) or self._readable.get(path, EMPTY_VERSION)

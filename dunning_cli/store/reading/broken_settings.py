"""A ledger whose dunning.yaml is missing or cannot be read: where it is, and the last settings that could be read."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

from dunning_cli.domain.case.office.settings import Office
from dunning_cli.kernel.errors import Failure, NotFound
from dunning_cli.kernel.message import Message, msg
from dunning_cli.store.format.folder import SETTINGS_FILE, LedgerFolder
from dunning_cli.store.git.git import Git, GitFailed
from dunning_cli.store.git.history import commits, file_at
from dunning_cli.store.reading.ledger_reader import LedgerReader
from dunning_cli.store.reading.office_settings import office_from

_MOST_LOOKED_AT = 200
"""Commits of the settings that are tried, the newest first."""


def find_to_mend(given: Path | None, env: str) -> LedgerFolder:
    """As `LedgerFolder.find`, also where dunning.yaml is gone and only git's history still has one. Raises NotFound."""
    try:
        return LedgerFolder.find(given, env)
    except NotFound:
        named = given or (Path(env) if env else None)
        folder = LedgerFolder(named if named is not None else _top_of(Path.cwd()))
        if not folder.root.is_dir() or not _once_had_settings(folder):
            raise
        return folder


def _top_of(place: Path) -> Path:
    return next((folder for folder in (place, *place.parents) if (folder / ".git").exists()), place)


def _once_had_settings(folder: LedgerFolder) -> bool:
    git = Git(folder.root)
    try:
        return git.is_repository() and next(commits(folder, [SETTINGS_FILE], limit=1), None) is not None
    except (Failure, GitFailed, OSError):
        return False


class ReaderToMend(LedgerReader):
    """A ledger whose settings are the last ones that could be read, where those of today cannot be."""

    @property
    def notices(self) -> tuple[Message, ...]:
        """Says that, and which, where it is so."""
        return self._found[1]

    def settings(self) -> bytes:
        """The bytes of the settings that it goes by; none where the history has none that can be read."""
        return self._found[2]

    @cached_property
    def office(self) -> Office:
        """The settings; those of nobody where the history has none that can be read."""
        return self._found[0]

    @cached_property
    def _found(self) -> tuple[Office, tuple[Message, ...], bytes]:
        try:
            own = super().settings()
            return office_from(own), (), own
        except (Failure, OSError):
            pass
        for commit in commits(self.folder, [SETTINGS_FILE], limit=_MOST_LOOKED_AT):
            data = file_at(self.folder, commit.id, SETTINGS_FILE) or b""
            try:
                office = office_from(data)
            except Failure:
                continue
            message = msg(
                "{file} is missing or cannot be read; going by the one of the commit {commit} by {who}",
                file=SETTINGS_FILE,
                commit=commit.id[:10],
                who=commit.author,
            )
            return office, (message,), data
        message = msg("{file} is missing or cannot be read; going without settings", file=SETTINGS_FILE)
        return Office(office="?"), (message,), b""

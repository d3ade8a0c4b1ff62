"""A ledger as it would be with other files of settings and rules, the cases as they are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dunning_cli.store.format.folder import SETTINGS_FILE
from dunning_cli.store.reading.ledger_reader import LedgerReader


class LedgerWithFiles(LedgerReader):
    """Reads settings and rules that are given, by their paths, in the place of those on the disk or beside them."""

    def __init__(self, reader: LedgerReader, files: Mapping[str, bytes]) -> None:
        super().__init__(reader.folder)
        self.progress = reader.progress
        self._files = files

    def settings(self) -> bytes:
        """The bytes of dunning.yaml as given, else as they are."""
        return self._files.get(SETTINGS_FILE) or super().settings()

    def policy_files(self) -> Iterator[tuple[str, bytes]]:
        """The policy files, those that are given among them."""
        held = dict(super().policy_files())
        given = {path: data for path, data in self._files.items() if path != SETTINGS_FILE}
        yield from sorted({**held, **given}.items())

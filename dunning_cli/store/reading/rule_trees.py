"""The trees of settings and rule files: parsed when a file has changed, and kept until it does again."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from functools import cached_property
from typing import TypeAlias

from dunning_cli.kernel.message import Problem
from dunning_cli.kernel.nodes import Node
from dunning_cli.store.format.folder import CaseFile, LedgerFolder, is_plain_path, stamp_of
from dunning_cli.store.format.yaml_reader import parse_rules
from dunning_cli.store.reading.cache import RowCache

Parse: TypeAlias = Callable[[str, bytes, list[Problem]], Node | None]
"""The tree of a file by its path and its bytes; what is wrong about it is added to the problems."""


def parse_always(_: str, data: bytes, problems: list[Problem]) -> Node | None:
    """Parses bytes that come from anywhere."""
    return parse_rules(data, problems)


class RuleTrees:
    """Parses files of one ledger as they stand, or takes what was kept of them; a faulty file is parsed each time."""

    def __init__(self, folder: LedgerFolder) -> None:
        self._folder = folder

    @cached_property
    def _cache(self) -> RowCache:
        return RowCache(self._folder, "rules")

    def parse(self, path: str, data: bytes, problems: list[Problem]) -> Node | None:
        """As `parse_always`, for the bytes that were just read of a file."""
        from dunning_cli.store.reading.tree_rows import tree_of_row, tree_row

        file = self._file(path)
        if file is None:
            return parse_rules(data, problems)
        digest = hashlib.blake2b(data, digest_size=16).digest()
        kept = self._cache.get_all([file]).get(path, b"")
        node = tree_of_row(kept[len(digest) :]) if kept.startswith(digest) else None
        if node is not None:
            return node
        before = len(problems)
        node = parse_rules(data, problems)
        row = tree_row(node) if node is not None and len(problems) == before else None
        if row is not None:
            self._cache.keep([(file, digest + row)])
        return node

    def _file(self, path: str) -> CaseFile | None:
        """The file with its stamp; None where it is none of the ledger's own."""
        if not is_plain_path(self._folder.root, path):
            return None
        try:
            return CaseFile("", path, stamp_of(os.lstat(self._folder.absolute(path))))
        except OSError:
            return None

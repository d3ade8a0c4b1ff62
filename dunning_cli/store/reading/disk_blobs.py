"""Git's ids of files as they stand on the disk: worked out when a file has changed, and kept until it does again."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from dunning_cli.kernel.errors import Refused
from dunning_cli.store.format.folder import CaseFile, LedgerFolder
from dunning_cli.store.format.plain_files import plain_bytes
from dunning_cli.store.git.git import blob_id
from dunning_cli.store.reading.table_cache import TableCache

CASES, OTHERS = "cases", "others"
"""Sorts of files."""


class _Blob(msgspec.Struct, frozen=True, array_like=True):
    id: str


def disk_blobs(folder: LedgerFolder, what: str, files: Sequence[CaseFile], like: str) -> dict[str, str]:
    """Path to id, for those of the files that can be read; `files` are all there are of a sort, which `what` names.

    `like` is any id of the repository.
    """
    with TableCache(folder, f"blobs {what} {len(like)}", _Blob) as cache:
        rows = cache.get_all(files)
        fresh: dict[CaseFile, _Blob] = {}
        for file in files:
            if file.path not in rows:
                try:
                    data = plain_bytes(folder.absolute(file.path))
                except (OSError, Refused):
                    continue
                fresh[file] = _Blob(blob_id(data, like))
        cache.keep(fresh, {file.path for file in files})
    return {path: row.id for path, row in rows.items()} | {file.path: row.id for file, row in fresh.items()}

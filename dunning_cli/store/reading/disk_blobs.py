"""Git's ids of files as they stand on the disk: worked out when a file has changed, and kept until it does again."""

from __future__ import annotations

from collections.abc import Sequence

from dunning_cli.kernel.errors import Refused
from dunning_cli.store.format.folder import CaseFile, LedgerFolder
from dunning_cli.store.format.plain_files import plain_bytes
from dunning_cli.store.git.git import blob_id

CASES, OTHERS = "cases", "others"
"""Sorts of files."""


def disk_blobs(folder: LedgerFolder, sort: str, files: Sequence[CaseFile], like: str) -> dict[str, str]:
    """Path to id, for those of the files that can be read; `files` are all there are of their sort.

    `like` is any id of the repository.
    """
    from dunning_cli.store.reading.blob_row import BlobRow
    from dunning_cli.store.reading.table_cache import TableCache

    with TableCache(folder, f"blobs {sort} {len(like)}", BlobRow) as cache:
        rows = cache.get_all(files)
        fresh: dict[CaseFile, BlobRow] = {}
        for file in files:
            if file.path not in rows:
                try:
                    data = plain_bytes(folder.absolute(file.path))
                except (OSError, Refused):
                    continue
                fresh[file] = BlobRow(blob_id(data, like))
        cache.keep(fresh, {file.path for file in files})
    return {path: row.id for path, row in rows.items()} | {file.path: row.id for file, row in fresh.items()}

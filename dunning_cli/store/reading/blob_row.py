"""What is kept of a file as it stands: git's id of its bytes."""

from __future__ import annotations

import msgspec


class BlobRow(msgspec.Struct, frozen=True, array_like=True):
    """The id of one file's bytes."""

    id: str

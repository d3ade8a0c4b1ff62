"""The three versions of a case file that git hands to the merge driver, each in a file of its own."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from dunning_cli.store.format.plain_files import plain_bytes


class ThreeVersions(NamedTuple):
    """The bytes of a case file as both sides grew from it (None where they did not), as it is here and there."""

    base: bytes | None
    ours: bytes
    theirs: bytes


def versions_in(base: str, ours: str, theirs: str) -> ThreeVersions:
    """The versions in three files; git gives an empty one where there is no common version.

    Raises OSError, also for what is no ordinary file: a device has no end.
    """
    first, here, there = (plain_bytes(file, through_links=True) for file in (base, ours, theirs))
    return ThreeVersions(first or None, here, there)


def put_merged(ours: str, data: bytes) -> None:
    """Puts the result where git looks for it: in the file with our version. Raises OSError."""
    Path(ours).write_bytes(data)

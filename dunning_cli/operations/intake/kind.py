"""What a foreign file is: its kind by the profile that knows its header."""

from __future__ import annotations

from pathlib import Path

from dunning_cli.intake.files.opened import opened
from dunning_cli.intake.profiles.kinds import ImportKind
from dunning_cli.intake.profiles.recognised import recognised
from dunning_cli.operations.intake.foreign_table import table_bytes
from dunning_cli.operations.intake.profiles import profiles_of
from dunning_cli.store.format.folder import LedgerFolder

KINDS = tuple(kind.value for kind in ImportKind)
"""What --kind may say."""


def kind_of(folder: LedgerFolder, path: Path, kind: str | None, profile: str | None) -> ImportKind:
    """The kind that was asked for, else the named profile's, else the one whose profile fits the header best.

    Raises NotFound for a missing file, WrongUsage where kind and profile contradict each other or profiles fit alike,
    Refused for a file that no profile knows.
    """
    asked = ImportKind(kind) if kind is not None else None
    if profile is not None:
        return profiles_of(folder, asked, profile)[0].kind
    if asked is not None:
        return asked
    data = table_bytes(path)
    return recognised(path.name, opened(path.name, data), profiles_of(folder, None)).profile.kind

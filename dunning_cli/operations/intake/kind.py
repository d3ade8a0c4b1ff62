"""What a foreign file is: its kind by the profile that knows its header."""

from __future__ import annotations

from pathlib import Path

from dunning_cli.intake.files.opened import opened, refuse_other_kinds
from dunning_cli.intake.profiles.kinds import ImportKind
from dunning_cli.intake.profiles.recognised import recognised
from dunning_cli.kernel.errors import WrongUsage
from dunning_cli.kernel.message import msg
from dunning_cli.operations.intake.profiles import profiles_of
from dunning_cli.store.format.folder import LedgerFolder
from dunning_cli.store.format.foreign_file import foreign_bytes

KINDS = tuple(kind.value for kind in ImportKind)
"""What --kind may say."""


def kind_of(folder: LedgerFolder, path: Path, kind: str | None, profile: str | None) -> ImportKind:
    """The kind that was asked for, else the named profile's, else the one whose profile fits the header best.

    Raises NotFound for a missing file, WrongUsage where kind and profile contradict each other or profiles fit alike,
    Refused for a file that no profile knows.
    """
    if profile is not None:
        known = profiles_of(folder, None, profile)[0].kind
        if kind not in (None, known.value):
            raise WrongUsage(msg("the profile {profile} is of {kind}", profile=profile, kind=known.value))
        return known
    if kind is not None:
        return ImportKind(kind)
    refuse_other_kinds(path)
    data = foreign_bytes(path, msg("{file} is a folder: name the file to import", file=str(path)))
    return recognised(path.name, opened(path.name, data), profiles_of(folder, None)).profile.kind

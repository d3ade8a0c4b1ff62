"""A table that came from elsewhere: what kind it is, and what a profile knows of it; opened once."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

from dunning_cli.intake.files.opened import refuse_other_kinds
from dunning_cli.intake.profiles.kinds import ImportKind
from dunning_cli.intake.profiles.profile import Profile
from dunning_cli.intake.profiles.recognised import Found, recognised
from dunning_cli.kernel.message import msg
from dunning_cli.kernel.record import dataclass
from dunning_cli.operations.intake.profiles import profiles_of
from dunning_cli.store.format.folder import LedgerFolder
from dunning_cli.store.format.foreign_file import foreign_bytes

KINDS = tuple(kind.value for kind in ImportKind)
"""What --kind may say."""


@dataclass(frozen=True)
class ForeignTable:
    """A workbook or text file to be imported into a ledger, with what was said of it: a kind, a profile, or neither."""

    folder: LedgerFolder
    path: Path
    asked: str | None = None
    """One of KINDS."""
    profile: str | None = None

    @property
    def of_contacts(self) -> bool:
        """Whether it holds contacts. Raises as `kind`."""
        return self.kind is ImportKind.CONTACTS

    @property
    def of_payments(self) -> bool:
        """Whether it is a statement of payments. Raises as `kind`."""
        return self.kind is ImportKind.PAYMENTS

    @cached_property
    def kind(self) -> ImportKind:
        """The kind that was asked for, else the named profile's, else the one whose profile fits the header best.

        Raises WrongUsage where kind and profile contradict each other, and as `found`.
        """
        if self.profile is not None:
            return self._profiles()[0].kind
        return ImportKind(self.asked) if self.asked is not None else self.found.profile.kind

    @cached_property
    def found(self) -> Found:
        """Its header, by the named profile, else by the one of its kind that fits best; what stands below is still to be read.

        Raises NotFound for a missing file, WrongUsage for another kind of file and where profiles fit alike, Refused
        for a file that cannot be read or that no profile knows, and for a profile with faults.
        """
        data = table_bytes(self.path)
        return recognised(self.path.name, data, self._profiles())

    def _profiles(self) -> list[Profile]:
        asked = ImportKind(self.asked) if self.asked is not None else None
        return profiles_of(self.folder, asked, self.profile)


def table_bytes(path: Path) -> bytes:
    """The bytes of a workbook or a text file to be imported; it is only read.

    Raises WrongUsage for another kind of file and for a folder, NotFound where there is none, Refused where it cannot
    be read.
    """
    refuse_other_kinds(path)
    return foreign_bytes(path, msg("{file} is a folder: name the file to import", file=str(path)))

"""The profiles of a ledger, chosen by kind and name."""

from __future__ import annotations

from dunning_cli.intake.profiles.book import chosen, profiles_in
from dunning_cli.intake.profiles.kinds import ImportKind
from dunning_cli.intake.profiles.profile import Profile
from dunning_cli.kernel.errors import Refused
from dunning_cli.kernel.message import Problem
from dunning_cli.store.format.folder import LedgerFolder
from dunning_cli.store.reading.import_profiles import profile_trees


def profiles_of(folder: LedgerFolder, kind: ImportKind | None, name: str | None = None) -> list[Profile]:
    """The profiles of a kind, or the one of a name.

    Raises Refused for a faulty file and for an unknown name, WrongUsage for a profile of another kind.
    """
    problems: list[Problem] = []
    found = profiles_in(profile_trees(folder, problems), problems)
    if problems:
        raise Refused(problems[0].as_message(), problems[1:])
    return chosen(found, kind, name)

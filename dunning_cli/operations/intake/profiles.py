"""The profiles of a ledger, chosen by kind and name."""

from __future__ import annotations

from collections.abc import Iterator

from dunning_cli.intake.profiles.kinds import ImportKind
from dunning_cli.intake.profiles.profile import Profile, read_profile
from dunning_cli.kernel.errors import Refused
from dunning_cli.kernel.message import Problem, msg
from dunning_cli.kernel.text import harmless, suggestion
from dunning_cli.store.format.folder import LedgerFolder
from dunning_cli.store.format.yaml_reader import parse_yaml
from dunning_cli.store.reading.import_profiles import ProfileFile, profile_files


def read_profiles(folder: LedgerFolder, problems: list[Problem]) -> list[Profile]:
    """Every profile that can be read; the faults of the others are added to `problems`, with file and line."""
    found = []
    for file in profile_files(folder):
        faults: list[Problem] = []
        profile = _read(file, faults)
        if profile is not None:
            found.append(profile)
        problems += [problem.placed(file.path) for problem in faults]
    return found


def _read(file: ProfileFile, faults: list[Problem]) -> Profile | None:
    node = parse_yaml(file.data, faults)
    if node is None:
        return None
    profile = read_profile(node, faults, file.own)
    name = file.path.rpartition("/")[2].removesuffix(".yaml")
    if profile is not None and profile.name != name:
        faults.append(
            Problem(
                "wrong-profile",
                msg("the file is named {file}, but its profile {profile}", file=name, profile=profile.name),
                line=1,
            )
        )
        return None
    return profile


def profiles_of(folder: LedgerFolder, kind: ImportKind | None, name: str | None = None) -> list[Profile]:
    """The profiles of a kind, or the one of a name. Raises Refused for a faulty file and for an unknown name."""
    problems: list[Problem] = []
    found = read_profiles(folder, problems)
    if problems:
        raise Refused(problems[0].as_message(), problems[1:])
    if name is not None:
        return [_named(found, name)]
    return list(_of_kind(found, kind))


def _of_kind(profiles: list[Profile], kind: ImportKind | None) -> Iterator[Profile]:
    return (profile for profile in profiles if kind is None or profile.kind is kind)


def _named(profiles: list[Profile], name: str) -> Profile:
    for profile in profiles:
        if profile.name == name:
            return profile
    names = sorted(profile.name for profile in profiles)
    raise Refused(
        msg("there is no profile '{name}'; {hint}", name=harmless(name), hint=suggestion(name, names))
    )

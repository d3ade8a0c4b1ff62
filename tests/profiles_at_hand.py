"""Profiles for tests: the shipped ones, and small ones from a text."""

from __future__ import annotations

from dunning_cli.intake.profiles.kinds import ImportKind
from dunning_cli.intake.profiles.profile import Profile, read_profile
from dunning_cli.kernel.message import Problem
from dunning_cli.store.format.shipped import shipped_folder
from dunning_cli.store.format.yaml_reader import parse_yaml


def shipped_profiles(kind: ImportKind = ImportKind.CASES) -> list[Profile]:
    """The profiles that come with the program."""
    found = []
    for path in sorted((shipped_folder("policies") / "imports").glob("*.yaml")):
        profile = profile_from(path.read_text(encoding="utf-8"))
        if profile.kind is kind:
            found.append(profile)
    return found


def profile_from(text: str) -> Profile:
    """A profile from the text of its file."""
    problems: list[Problem] = []
    node = parse_yaml(text.encode(), problems)
    assert node is not None, problems
    profile = read_profile(node, problems)
    assert profile is not None, problems
    return profile

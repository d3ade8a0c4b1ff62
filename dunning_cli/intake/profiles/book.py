"""All profiles of a ledger, read from the trees of their files."""

from __future__ import annotations

from collections.abc import Iterable

from dunning_cli.intake.profiles.kinds import ImportKind
from dunning_cli.intake.profiles.profile import Profile, read_profile
from dunning_cli.kernel.errors import Refused, WrongUsage
from dunning_cli.kernel.message import Problem, msg
from dunning_cli.kernel.nodes import Node
from dunning_cli.kernel.text import harmless, suggestion


def profiles_in(files: Iterable[tuple[str, Node | None, bool]], problems: list[Problem]) -> list[Profile]:
    """The profiles of files given by path, tree and whether they are the office's own.

    The faults of those that cannot be read are added to `problems`, with file and line.
    """
    found = []
    for path, node, own in files:
        faults: list[Problem] = []
        profile = None if node is None else read_profile(node, faults, own)
        name = path.rpartition("/")[2].removesuffix(".yaml")
        if profile is not None and profile.name != name:
            faults.append(
                Problem(
                    "wrong-profile",
                    msg(
                        "the file is named {file}, but its profile {profile}", file=name, profile=profile.name
                    ),
                    line=1,
                )
            )
        elif profile is not None:
            found.append(profile)
        problems += [problem.placed(path) for problem in faults]
    return found


def chosen(
    profiles: Iterable[Profile], kind: ImportKind | None = None, name: str | None = None
) -> list[Profile]:
    """The profiles of a kind, or the one of a name.

    Raises Refused for an unknown name, WrongUsage for one whose profile is of another kind.
    """
    if name is None:
        return [profile for profile in profiles if kind is None or profile.kind is kind]
    known = {profile.name: profile for profile in profiles}
    if name not in known:
        raise Refused(
            msg(
                "there is no profile '{name}'; {hint}",
                name=harmless(name),
                hint=suggestion(name, sorted(known)),
            )
        )
    profile = known[name]
    if kind is not None and profile.kind is not kind:
        raise WrongUsage(msg("the profile {profile} is of {kind}", profile=name, kind=profile.kind.value))
    return [profile]

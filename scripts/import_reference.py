"""Writes the tables of docs/importing.md from profiles and records themselves: `python scripts/import_reference.py`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from marked_page import with_part
from policy_reference import table

from dunning_cli.intake.profiles.kinds import FIELDS, ImportKind
from dunning_cli.intake.profiles.profile import Profile, ProfileKeys, read_profile
from dunning_cli.kernel.message import Problem
from dunning_cli.kernel.schema import fields_of
from dunning_cli.store.format.shipped import shipped_folder
from dunning_cli.store.format.yaml_reader import parse_yaml

PAGE = Path(__file__).resolve().parent.parent / "docs" / "importing.md"
BEGIN = "<!-- tables: written by scripts/import_reference.py -->"
END = "<!-- end of tables -->"


def reference() -> str:
    """The tables, in Markdown."""
    lines = [
        "## Shipped profiles",
        "",
        "| profile | of | policy | known by its columns |",
        "|---|---|---|---|",
    ]
    lines += [_profile_row(profile) for profile in shipped()]
    lines += [
        "",
        "## Keys of a profile",
        "",
        *table(fields_of(ProfileKeys)),
        "",
        "## Facts a column can give",
        "",
    ]
    for kind in ImportKind:
        lines += [*_facts(kind), ""]
    return "\n".join(lines)


def shipped() -> list[Profile]:
    """The profiles that come with the program."""
    found = []
    for path in sorted((shipped_folder("policies") / "imports").glob("*.yaml")):
        problems: list[Problem] = []
        node = parse_yaml(path.read_bytes(), problems)
        profile = read_profile(node, problems) if node is not None else None
        assert profile is not None, (path, problems)
        found.append(profile)
    return found


def _profile_row(profile: Profile) -> str:
    title = profile.keys.title
    needed = [(profile.columns.get(fact) or profile.adds.get(fact) or (fact,))[0] for fact in profile.needed]
    of = f"{profile.kind.value}: {title.zh if title else ''}"
    return f"| `{profile.name}` | {of} | {profile.keys.policy or ''} | {', '.join(needed)} |"


def _facts(kind: ImportKind) -> Iterator[str]:
    yield f"### {kind.value}"
    yield ""
    yield "| fact | meaning | |"
    yield "|---|---|---|"
    for name, fact in FIELDS[kind].items():
        marks = [*(["yuan"] if fact.money else []), *(["several, with {n}"] if fact.numbered else [])]
        marks += ["one a month, with {month}"] if fact.monthly else []
        yield f"| `{name}` | {fact.label} | {', '.join(marks)} |"


def page(text: str) -> str:
    """The page with its tables as they should be."""
    return with_part(text, BEGIN, reference(), END)


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text(encoding="utf-8")), encoding="utf-8")

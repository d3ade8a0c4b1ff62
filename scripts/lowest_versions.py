"""Prints the oldest version of every package that pyproject.toml allows, as constraints for pip."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent / "pyproject.toml"
FOR_WORK = ("dev", "mutation")
"""Extras for work on the program itself."""
_BOUND = re.compile(r"([A-Za-z0-9._-]+)(?:\[[^]]*\])?\s*>=\s*([0-9][0-9A-Za-z.]*)")


def lowest_versions(text: str) -> Iterator[str]:
    """`name==version` for each requirement of a user, those of the extras for users among them, that has a lower bound."""
    project = tomllib.loads(text)["project"]
    extras = project.get("optional-dependencies", {})
    wanted = [
        *project["dependencies"],
        *(line for name in extras if name not in FOR_WORK for line in extras[name]),
    ]
    for requirement in wanted:
        found = _BOUND.match(requirement)
        if found is not None:
            yield f"{found[1]}=={found[2]}"


if __name__ == "__main__":
    print("\n".join(dict.fromkeys(lowest_versions(PROJECT.read_text(encoding="utf-8")))))

"""The files that say what the columns of foreign files mean: the ledger's own, and the shipped ones it has not."""

from __future__ import annotations

from collections.abc import Iterator

from dunning_cli.kernel.message import Problem
from dunning_cli.kernel.nodes import Node
from dunning_cli.kernel.record import dataclass
from dunning_cli.store.format.folder import LedgerFolder
from dunning_cli.store.format.shipped import shipped_files
from dunning_cli.store.format.yaml_reader import parse_yaml

PLACE = "policies/imports"


@dataclass(frozen=True, slots=True)
class ProfileFile:
    """One file: its path within a ledger, its bytes, and whether the office wrote or changed it."""

    path: str
    data: bytes
    own: bool


def profile_trees(folder: LedgerFolder, problems: list[Problem]) -> Iterator[tuple[str, Node | None, bool]]:
    """Every profile's path, tree and whether it is the office's own; what is no YAML is added to `problems`."""
    for file in profile_files(folder):
        faults: list[Problem] = []
        node = parse_yaml(file.data, faults)
        problems += [problem.placed(file.path) for problem in faults]
        yield file.path, node, file.own


def profile_files(folder: LedgerFolder) -> Iterator[ProfileFile]:
    """Every profile by path; one that a ledger made by an earlier version has not is the shipped one.

    Raises Refused for a link that leads out of the ledger.
    """
    shipped = {path: data for path, data in shipped_files("policies").items() if path.startswith(f"{PLACE}/")}
    held = {
        path.relative_to(folder.root).as_posix(): path.is_file()
        for path in (folder.root / PLACE).glob("*.yaml")
        if not path.name.startswith(".")
    }
    for path in sorted({*shipped, *held}):
        if path not in held:
            yield ProfileFile(path, shipped[path], False)
        elif held[path]:
            data = folder.read(path)
            yield ProfileFile(path, data, data != shipped.get(path))

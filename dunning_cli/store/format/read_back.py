"""Proof, before anything is written, that the new text of a case file says what was meant."""

from __future__ import annotations

from collections.abc import Sequence

from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.entries import Entry, Mend, read_entry
from dunning_cli.kernel.errors import Refused
from dunning_cli.kernel.message import Problem, msg
from dunning_cli.kernel.nodes import Map
from dunning_cli.kernel.nodes import Sequence as NodeList
from dunning_cli.store.format.case_file import read_case
from dunning_cli.store.format.yaml_reader import LARGEST_FILE, parse_yaml


class NotReadBack(Exception):
    """What was about to be written would not be read as what was meant: a fault of the program, nothing is written."""


def prove_text(path: str, data: bytes, meant: Case) -> None:
    """Raises NotReadBack unless the strict reader finds in a case file's bytes exactly the case meant."""
    found = read_case(data, path)
    if found.case is None:
        raise NotReadBack(_told(path, found.problems))
    if (found.case.head, found.case.entries) != (meant.head, meant.entries):
        raise NotReadBack(f"{path}: {_difference(found.case, meant)} would be read back differently")


def prove_added(path: str, before: bytes, after: bytes, meant: Case, added: Sequence[Entry]) -> None:
    """The same where entries were added to bytes `before`, which were read and found sound as the rest of the case.

    `after` is what `append_entries` made of it: it ends where an item may begin. So only what was added is read,
    each entry by the strict reader, and the whole file where `before` does not stand unchanged at the front.
    Raises NotReadBack, and Refused where the file would grow beyond what is read.
    """
    alone = after.startswith(before) and before.endswith(b"\n")
    if not alone or any(isinstance(entry, Mend) for entry in added):
        prove_text(path, after, meant)
        return
    problems: list[Problem] = []
    if len(after) > LARGEST_FILE:
        raise Refused(msg("{file}: the file is larger than {megabytes} MB", file=path, megabytes=5))
    tree = parse_yaml(b"entries:\n" + after[len(before) :], problems)
    listed = tree.pairs[0].node if isinstance(tree, Map) and len(tree.pairs) == 1 else None
    items = listed.items if isinstance(listed, NodeList) else ()
    again = [read_entry(item, problems) for item in items]
    if problems:
        raise NotReadBack(_told(path, problems))
    if again != list(added):
        raise NotReadBack(f"{path}: the entries added would be read back differently")
    if len({entry.id for entry in meant.entries}) < len(meant.entries):
        raise NotReadBack(f"{path}: an entry id would stand twice")


def _told(path: str, problems: Sequence[Problem]) -> str:
    return "; ".join(str(problem.placed(path).as_message()) for problem in problems)


def _difference(found: Case, meant: Case) -> str:
    if found.head != meant.head:
        return "the head"
    for one, other in zip(found.entries, meant.entries, strict=False):
        if one != other:
            return f"the entry {other.id}"
    return f"{len(meant.entries)} entries"

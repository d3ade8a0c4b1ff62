"""The checks of clients/: terms that can be read, by products and collectors there are; statements as they were issued."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dunning_cli.domain.case.office.settings import Office
from dunning_cli.domain.case.people.plain_names import plain_name
from dunning_cli.domain.settlement.corrections import settled_twice
from dunning_cli.kernel.message import Message, Problem, msg
from dunning_cli.kernel.nodes import Map, Node, Text
from dunning_cli.kernel.nodes import Sequence as NodeList
from dunning_cli.kernel.text import suggestion
from dunning_cli.store.format.folder import LedgerFolder
from dunning_cli.store.reading.client_files import StatementFile, statement_files, terms_files


def client_problems(
    folder: LedgerFolder, office: Office | None, policies: Sequence[str]
) -> Iterator[Problem]:
    """What is wrong with the terms of clients and the statements issued to them, each with file and line."""
    problems: list[Problem] = []
    files = terms_files(folder, problems)
    issued = list(statement_files(folder, problems))
    yield from problems
    yield from _settled_twice(issued)
    staff = [member.id for member in office.staff] if office is not None else []
    for file in files:
        if file.tree is None or file.terms is None:
            continue
        for name in _named(file.tree, "commission", "product"):
            if name.value not in policies:
                message = msg(
                    "there is no policy '{policy}' in policies/; {hint}",
                    policy=name.value,
                    hint=suggestion(name.value, policies),
                )
                yield _at(file.path, name, "unknown-policy", message)
        for name in _named(file.tree, "collectors", "staff"):
            if staff and name.value not in staff:
                message = msg(
                    "'{id}' is not on the staff list; {hint}",
                    id=name.value,
                    hint=suggestion(name.value, staff),
                )
                yield _at(file.path, name, "unknown-staff", message)


def _settled_twice(issued: Sequence[StatementFile]) -> Iterator[Problem]:
    """Statements with lines that another one to the client has, until a later one takes them back: two clones issued them."""
    by_client: dict[str, list[StatementFile]] = {}
    for file in issued:
        by_client.setdefault(plain_name(file.statement.client), []).append(file)
    for files in by_client.values():
        twice = settled_twice(file.statement for file in files)
        for place, later in enumerate(files):
            told = {line.entry for line in later.statement.lines} & twice
            for earlier in files[:place]:
                if told & {line.entry for line in earlier.statement.lines}:
                    message = msg("the statement has payments that {file} has too", file=earlier.path)
                    fix = msg("the next statement takes back what stands in both")
                    yield Problem("settled-twice", message, later.path, 1, fix)


def _named(tree: Map, listed: str, key: str) -> Iterator[Text]:
    """What stands at a key of each row of a list."""
    rows: Node | None = tree.get(listed)
    for row in rows.items if isinstance(rows, NodeList) else ():
        found = row.get(key) if isinstance(row, Map) else None
        if isinstance(found, Text) and found.value:
            yield found


def _at(path: str, name: Text, code: str, message: Message) -> Problem:
    return Problem(code, message, path, name.line)

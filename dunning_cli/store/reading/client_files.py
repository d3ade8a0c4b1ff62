"""The files of clients/: terms, one file a client, and the statements issued by them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

from dunning_cli.domain.case.people.plain_names import plain_name
from dunning_cli.domain.settlement.statement import Statement, digest
from dunning_cli.domain.settlement.terms import ClientTerms
from dunning_cli.kernel.errors import Refused
from dunning_cli.kernel.message import Problem, msg
from dunning_cli.kernel.nodes import Map
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.schema import read
from dunning_cli.store.format.client_paths import CLIENTS, STATEMENTS, is_statement_file, is_terms_file
from dunning_cli.store.format.folder import LedgerFolder
from dunning_cli.store.format.yaml_reader import parse_rules

Held = TypeVar("Held", ClientTerms, Statement)


@dataclass(frozen=True, slots=True)
class TermsFile:
    """The terms of one client with the path they stand at; None where the file is faulty."""

    path: str
    terms: ClientTerms | None
    tree: Map | None

    @property
    def slug(self) -> str:
        """The name of the file, which the client's statements stand under."""
        return self.path.rpartition("/")[2].removesuffix(".yaml")


@dataclass(frozen=True, slots=True)
class StatementFile:
    """A statement issued, with the path it stands at."""

    path: str
    statement: Statement


def terms_files(folder: LedgerFolder, problems: list[Problem]) -> list[TermsFile]:
    """The terms of every client, by path; what is wrong with them is added to `problems`, with file and line.

    Raises Refused for a link that leads out of the ledger.
    """
    found: list[TermsFile] = []
    seen: dict[str, str] = {}
    for path in _paths(folder, CLIENTS, "*.yaml"):
        if not is_terms_file(path):
            continue
        faults: list[Problem] = []
        node = parse_rules(folder.read(path), faults)
        terms = read(ClientTerms, node, faults) if node is not None else None
        if terms is not None:
            first = seen.setdefault(plain_name(terms.client), path)
            if first != path:
                faults.append(
                    Problem(
                        "duplicate-terms",
                        msg("the client '{name}' has terms in {file} too", name=terms.client, file=first),
                        line=1,
                    )
                )
        problems += [fault.placed(path) for fault in faults]
        found.append(TermsFile(path, terms if not faults else None, node if isinstance(node, Map) else None))
    return found


def statement_files(folder: LedgerFolder, problems: list[Problem]) -> Iterator[StatementFile]:
    """Every statement issued, by path; one that cannot be read, or is not as it was issued, is added to `problems`.

    Raises Refused for a link that leads out of the ledger.
    """
    for path in _paths(folder, STATEMENTS, "*/*.yaml"):
        if not is_statement_file(path):
            continue
        faults: list[Problem] = []
        node = parse_rules(folder.read(path), faults)
        statement = read(Statement, node, faults) if node is not None else None
        if statement is not None and digest(statement) != statement.hash:
            faults.append(
                Problem(
                    "statement-changed",
                    msg("the statement is not as it was issued: its lines do not give its hash"),
                    line=1,
                    fix=msg("get it back with: git checkout -- {file}", file=path),
                )
            )
        problems += [fault.placed(path) for fault in faults]
        if statement is not None and not faults:
            yield StatementFile(path, statement)


def terms_in(data: bytes) -> ClientTerms | None:
    """The terms that a file's bytes hold; None where they cannot be read."""
    return _held(ClientTerms, data)


def statement_in(data: bytes) -> Statement | None:
    """The statement that a file's bytes hold; None where they cannot be read or do not give its hash."""
    statement = _held(Statement, data)
    return statement if statement is not None and digest(statement) == statement.hash else None


def _held(form: type[Held], data: bytes) -> Held | None:
    faults: list[Problem] = []
    node = parse_rules(data, faults)
    held = read(form, node, faults) if node is not None else None
    return held if not faults else None


def issued_to(folder: LedgerFolder, client: str) -> tuple[Statement, ...]:
    """The statements issued to a client, by path. Raises Refused where any statement of the ledger is faulty."""
    problems: list[Problem] = []
    files = list(statement_files(folder, problems))
    if problems:
        raise Refused(problems[0].as_message(), problems[1:])
    wanted = plain_name(client)
    return tuple(each.statement for each in files if plain_name(each.statement.client) == wanted)


def _paths(folder: LedgerFolder, place: str, form: str) -> list[str]:
    found = (folder.root / place).glob(form)
    return sorted(path.relative_to(folder.root).as_posix() for path in found if path.is_file())

"""The rules of a ledger as files: dunning.yaml, the policies and the reference rates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from dunning_cli.domain.case import Case
from dunning_cli.domain.failure import Refused
from dunning_cli.domain.message import Problem, msg
from dunning_cli.domain.nodes import Map
from dunning_cli.domain.office import Office
from dunning_cli.domain.policy import read_policy
from dunning_cli.domain.policy_book import PolicyBook
from dunning_cli.domain.reference_rates import NO_REFERENCES, read_reference_rates
from dunning_cli.domain.schema import read
from dunning_cli.store.case_file import CaseRead
from dunning_cli.store.case_lookup import find_case
from dunning_cli.store.case_store import load_cases
from dunning_cli.store.folder import SETTINGS_FILE, LedgerFolder
from dunning_cli.store.yaml_reader import parse_yaml

REFERENCE_RATES = "reference-rates"


class Books:
    """Settings, policies and cases of one ledger as they are now, read when first asked for."""

    def __init__(self, folder: LedgerFolder) -> None:
        self.folder = folder

    def cases(self) -> Iterator[CaseRead]:
        """Every case, by id; a file that is no sound case comes with its problems."""
        return load_cases(self.folder)

    def find(self, reference: str) -> Case:
        """The case of an id, a unique beginning of it, or a debtor's name. Raises NotFound, Refused."""
        return find_case(self.folder, reference).case

    def settings(self) -> bytes:
        """The bytes of dunning.yaml."""
        return self.folder.settings.read_bytes()

    def policy_files(self) -> Iterator[tuple[str, bytes]]:
        """The policy files: path relative to the ledger, and bytes."""
        for path in sorted(self.folder.policies.glob("*.yaml")):
            yield path.relative_to(self.folder.root).as_posix(), path.read_bytes()

    @cached_property
    def office(self) -> Office:
        """The settings. Raises Refused with every fault of dunning.yaml."""
        return office_from(self.settings())

    @cached_property
    def policies(self) -> PolicyBook:
        """The policies and reference rates. A faulty policy is refused when a case needs it, not before.

        Raises Refused for a file that is no YAML at all, and for faulty reference rates.
        """
        problems: list[Problem] = []
        book = policy_trees(self.policy_files(), problems)
        if problems:
            raise _refused(problems)
        return book

    def check_rules(self) -> None:
        """Raises Refused where the settings or any policy are wrong."""
        problems: list[Problem] = []
        read_office(self.folder, problems)
        read_policies(self, problems)
        if problems:
            raise _refused(problems)


def read_office(folder: LedgerFolder, problems: list[Problem]) -> Office | None:
    """The settings of a ledger; every fault is added to `problems`."""
    return _office(folder.settings.read_bytes(), problems)


def office_from(data: bytes) -> Office:
    """The settings in the bytes of a dunning.yaml. Raises Refused with every fault."""
    problems: list[Problem] = []
    office = _office(data, problems)
    if office is None:
        raise _refused(problems)
    return office


def _office(data: bytes, problems: list[Problem]) -> Office | None:
    found: list[Problem] = []
    node = parse_yaml(data, found)
    office = read(Office, node, found) if node is not None else None
    problems += [problem.placed(SETTINGS_FILE) for problem in found]
    return office


def policy_trees(files: Iterable[tuple[str, bytes]], problems: list[Problem]) -> PolicyBook:
    """The policy files as trees, and the reference rates; files that are no YAML are added to `problems`."""
    trees: dict[str, Map] = {}
    rates = NO_REFERENCES
    for path, data in files:
        found: list[Problem] = []
        node = parse_yaml(data, found)
        name = path.rpartition("/")[2].removesuffix(".yaml")
        if name == REFERENCE_RATES:
            rates = (read_reference_rates(node, found) if node is not None else None) or rates
        elif isinstance(node, Map):
            trees[name] = node
        elif node is not None:
            found.append(Problem("not-a-map", msg("a map of keys belongs here"), line=1))
        problems += [problem.placed(path) for problem in found]
    return PolicyBook(trees, rates)


def read_policies(books: Books, problems: list[Problem]) -> PolicyBook:
    """The policies of a ledger with every fault of every one added to `problems`."""
    book = policy_trees(books.policy_files(), problems)
    for name, tree in book.policies.items():
        found: list[Problem] = []
        read_policy(tree, found)
        problems += [problem.placed(f"policies/{name}.yaml") for problem in found]
    return book


def _refused(problems: list[Problem]) -> Refused:
    return Refused(problems[0].as_message(), problems[1:])

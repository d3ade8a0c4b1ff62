"""The settings of a ledger, as `dunning.yaml` says them."""

from __future__ import annotations

from dunning_cli.domain.case.office.settings import Office
from dunning_cli.kernel.errors import Refused
from dunning_cli.kernel.message import Problem
from dunning_cli.kernel.schema import read
from dunning_cli.store.format.folder import SETTINGS_FILE, LedgerFolder
from dunning_cli.store.reading.rule_trees import Parse, parse_always


def read_office(folder: LedgerFolder, problems: list[Problem]) -> Office | None:
    """The settings of a ledger; every fault is added to `problems`."""
    return office_in(folder.read(SETTINGS_FILE), problems)


def office_from(data: bytes, parse: Parse = parse_always) -> Office:
    """The settings in the bytes of a dunning.yaml. Raises Refused with every fault."""
    problems: list[Problem] = []
    office = office_in(data, problems, parse)
    if office is None:
        raise Refused(problems[0].as_message(), problems[1:])
    return office


def office_in(data: bytes, problems: list[Problem], parse: Parse = parse_always) -> Office | None:
    """The settings in the bytes of a dunning.yaml; every fault is added to `problems`."""
    found: list[Problem] = []
    node = parse(SETTINGS_FILE, data, found)
    office = read(Office, node, found) if node is not None else None
    problems += [problem.placed(SETTINGS_FILE) for problem in found]
    return office

"""The cases of an export, one at a time: as known on its day, with the account where one is needed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import cached_property
from operator import attrgetter
from typing import TypeVar

from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.office.clients import Client, client_of
from dunning_cli.domain.case.people.details import known_on
from dunning_cli.kernel.message import Message
from dunning_cli.store.format.case_path import case_name
from dunning_cli.views.account.standing import AccountState, all_standing
from dunning_cli.views.account.unknown import Unknown, unknown_warning
from dunning_cli.views.export.dataset import Source
from dunning_cli.views.portfolio.selection import wanted

Found = TypeVar("Found")


class CaseItem:
    """One case: `case` as known on the day, None where its file could not be read; `state` where its account is known."""

    def __init__(
        self, case_id: str, case: Case | None, as_of: date, client: Client | None = None,
        state: AccountState | None = None, problem: Message | None = None,
    ) -> None:  # fmt: skip
        self.case_id = case_id
        self.case = case
        self.as_of = as_of
        self.client = client
        self.state = state
        self.problem = problem

    @cached_property
    def owner(self) -> str | None:
        """The collector on the day."""
        return self.case.owner(self.as_of) if self.case is not None else None


def case_items(source: Source, accounts: bool = True) -> Iterator[CaseItem]:
    """The cases selected, by id; one that cannot be worked out keeps its place, with the reason, which is noted too.

    Without `accounts` none is computed, unless cases of one stage are wanted.
    """
    office = source.reader.office
    clients = office.clients
    found = _standing(source) if accounts or source.selection.stage is not None else _cases(source)
    for item in found:
        if isinstance(item, Unknown):
            source.notes.append(unknown_warning(item))
            case = known_on(item.case, source.as_of) if item.case is not None else None
            if case is not None and not wanted(case, source.as_of, None, source.selection, office):
                continue
            yield CaseItem(item.case_id, case, source.as_of, _client(case, clients), problem=item.why)
            continue
        state = item if isinstance(item, AccountState) else None
        known = item.case if isinstance(item, AccountState) else item
        stage = state.stage.stage if state is not None else None
        if wanted(known, source.as_of, stage, source.selection, office):
            yield CaseItem(known.id, known, source.as_of, _client(known, clients), state)


def _standing(source: Source) -> Iterator[AccountState | Unknown | Case]:
    yield from all_standing(source.reader, source.as_of)


def _cases(source: Source) -> Iterator[AccountState | Unknown | Case]:
    for found in source.reader.cases():
        if found.case is None:
            yield Unknown(case_name(found.file), found.problems[0].as_message())
        else:
            yield known_on(found.case, source.as_of)


def _client(case: Case | None, clients: tuple[Client, ...]) -> Client | None:
    return client_of(clients, case.head.creditor) if case is not None else None


def of_case(path: str) -> Callable[[CaseItem], object]:
    """The value at a dotted path from the case, such as `head.batch.id`; None where something on the way is missing."""
    return _at("case." + path)


def of_state(path: str) -> Callable[[CaseItem], object]:
    """The value at a dotted path from the account state, such as `account.overdue`; None where that is not known."""
    return _at("state." + path)


def _at(path: str) -> Callable[[CaseItem], object]:
    steps = [attrgetter(name) for name in path.split(".")]

    def value(item: CaseItem) -> object:
        found: object = item
        for step in steps:
            if found is None:
                return None
            found = step(found)
        return found

    return value

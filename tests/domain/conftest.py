"""Cases built entry by entry under the shipped policies, and their accounts."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from dunning_cli.domain.account import Account, account_at
from dunning_cli.domain.account.stage import StageState, stage_at
from dunning_cli.domain.agreements.plans import PlanState, plan_state
from dunning_cli.domain.agreements.promises import PromiseState, promise_states
from dunning_cli.domain.case.case import Case, Contract, Debtor, Head
from dunning_cli.domain.case.entries import KINDS, Entry, Instalment
from dunning_cli.domain.policy.book import CasePolicy, PolicyBook
from dunning_cli.domain.policy.policy import parse_term
from dunning_cli.domain.policy.reference_rates import read_reference_rates
from dunning_cli.kernel.message import Problem
from dunning_cli.kernel.nodes import EMPTY_MAP, Map, Pair, Text, merged
from dunning_cli.kernel.schema import Many, fields_of, parse_scalar, read
from dunning_cli.store.format.yaml_reader import parse_yaml

POLICIES = Path(__file__).parents[2] / "policies"
PRODUCTS = ("credit-card", "property-fee", "small-loan", "student-loan")
START = datetime(2026, 11, 1, 9, tzinfo=UTC)


def day(text: str | date) -> date:
    return text if isinstance(text, date) else date.fromisoformat(text)


def tree(name: str) -> Map:
    problems: list[Problem] = []
    node = parse_yaml((POLICIES / f"{name}.yaml").read_bytes(), problems)
    assert not problems
    assert isinstance(node, Map)
    return node


class Scene:
    """One case: `add` an entry by its kind and values as text, then look at any day."""

    def __init__(
        self, book: PolicyBook, policy: str, terms: tuple[str, ...], contract_date: str | None
    ) -> None:
        self.book = book
        contract = Contract(contract_date=day(contract_date)) if contract_date else None
        head = Head(
            case="T-1", policy=policy, debtor=Debtor(name="周明"), account=contract, terms=joined(terms)
        )
        self.case = Case(head)

    def add(self, kind: str, on: str | date, **values: Any) -> str:
        """Adds an entry recorded after all earlier ones; amounts and dates may be text. Its id is returned."""
        number = len(self.case.entries) + 1
        typed = {name: _typed(KINDS[kind], name, value) for name, value in values.items()}
        at = typed.pop("at", START + timedelta(minutes=number))
        entry = KINDS[kind](id=f"{number:016d}", date=day(on), by="wang", at=at, **typed)
        self.case = Case(self.case.head, (*self.case.entries, entry))
        return entry.id

    def shuffled(self, order: list[int]) -> Scene:
        """The same entries in another order of the file."""
        other = Scene(self.book, self.case.head.policy, (), None)
        other.case = Case(self.case.head, tuple(self.case.entries[index] for index in order))
        return other

    def re_recorded(self, order: list[int]) -> Scene:
        """The same facts recorded in another order: ids and record times are exchanged."""
        taken: list[Entry] = []
        for number, index in enumerate(order, 1):
            entry = self.case.entries[index]
            taken.append(replace(entry, id=f"{number:016d}", at=START + timedelta(minutes=number)))
        other = Scene(self.book, self.case.head.policy, (), None)
        other.case = Case(self.case.head, tuple(taken))
        return other

    @property
    def policy(self) -> CasePolicy:
        return self.book.for_case(self.case)

    def at(self, on: str | date) -> Account:
        return account_at(self.case, self.policy, day(on))

    def stage(self, on: str | date) -> StageState:
        return stage_at(self.policy, self.at(on), day(on))

    def promises(
        self, on: str | date, tolerance: tuple[int, Decimal] = (0, Decimal(0))
    ) -> tuple[PromiseState, ...]:
        return promise_states(self.case, day(on), lambda _: tolerance)

    def plan(self, on: str | date) -> PlanState:
        state = plan_state(self.case, day(on))
        assert state is not None
        return state


def _typed(record: type[Entry], attribute: str, value: Any) -> Any:
    if attribute == "instalments":
        return tuple(Instalment(due=day(due), amount=Decimal(amount)) for due, amount in value)
    if attribute == "terms":
        return joined(value)
    form = next(f.form for f in fields_of(record) if f.attribute == attribute)
    if isinstance(form, Many) and all(isinstance(each, dict) for each in value):
        return tuple(_row(form.of, each) for each in value)
    return parse_scalar(form, value) if isinstance(value, str) else value


def _row(record: type[Any], values: dict[str, str]) -> Any:
    """A row of a list as a file would give it."""
    problems: list[Problem] = []
    pairs = tuple(Pair(name, Text(value)) for name, value in values.items())
    made = read(record, Map(pairs), problems)
    assert made is not None, problems
    return made


def joined(terms: Iterable[str]) -> Map:
    """Terms as flags give them, as one tree."""
    over = EMPTY_MAP
    for term in terms:
        over = merged(over, parse_term(term))
    return over


MakeCase = Callable[..., Scene]


@pytest.fixture(scope="session")
def book() -> PolicyBook:
    problems: list[Problem] = []
    references = read_reference_rates(tree("reference-rates"), problems)
    assert references is not None, problems
    return PolicyBook({name: tree(name) for name in PRODUCTS}, references)


@pytest.fixture(scope="session")
def open_case(book: PolicyBook) -> MakeCase:
    def make(policy: str, *terms: str, contract_date: str | None = None) -> Scene:
        return Scene(book, policy, terms, contract_date)

    return make

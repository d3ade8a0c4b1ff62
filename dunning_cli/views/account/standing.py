"""How one case stands on a day: its account, stage and promises together."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import TypeVar

from dunning_cli.domain.account import Account, figures_at
from dunning_cli.domain.account.stage import StageState, stage_at
from dunning_cli.domain.agreements.promises import PromiseState, promise_states
from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.people.details import known_on
from dunning_cli.domain.policy.book import CasePolicy
from dunning_cli.kernel.errors import Failure, Miscalculated
from dunning_cli.kernel.record import dataclass
from dunning_cli.store.format.case_path import case_id_in
from dunning_cli.store.format.folder import CaseFile
from dunning_cli.store.reading.ledger_reader import LedgerReader
from dunning_cli.views.account.unknown import Unknown

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class AccountState:
    """A case with everything derived for one day but the lines of its account; its head is what was known on that day."""

    case: Case
    as_of: date
    policy: CasePolicy
    account: Account
    stage: StageState
    promises: tuple[PromiseState, ...]


def standing_of(reader: LedgerReader, case: Case, as_of: date) -> AccountState:
    """The state of a case on a day. Raises Refused where a rate or rule is missing, and Miscalculated."""
    return standing_with(reader, case, figures_at(case, reader.policies.for_case(case), as_of))


def standing_with(reader: LedgerReader, case: Case, account: Account) -> AccountState:
    """The state of a case whose account has been worked out, on its day. Raises Refused."""
    policy, as_of = reader.policies.for_case(case), account.as_of
    promises = promise_states(case, as_of, policy.promise_tolerance(as_of))
    return AccountState(
        known_on(case, as_of), as_of, policy, account, stage_at(policy, account, as_of), promises
    )


def all_standing(reader: LedgerReader, as_of: date) -> Iterator[AccountState | Unknown]:
    """Every case of the ledger, by id; what cannot be worked out becomes an Unknown, never a gap."""
    return of_each_case(reader, lambda case: standing_of(reader, case, as_of))


def standing_in(
    reader: LedgerReader, files: Sequence[CaseFile], as_of: date
) -> Iterator[AccountState | Unknown]:
    """The same of some cases only."""
    return of_each_case(reader, lambda case: standing_of(reader, case, as_of), files)


def of_each_case(
    reader: LedgerReader, worked_out: Callable[[Case], T], files: Sequence[CaseFile] | None = None
) -> Iterator[T | Unknown]:
    """What is worked out of every case of the ledger, or of some, by id; an Unknown of those of which it cannot be."""
    for found in reader.cases(files):
        if found.case is None:
            yield Unknown(case_id_in(found.file), found.problems[0].as_message(), file=found.file)
            continue
        try:
            yield worked_out(found.case)
        except (Failure, Miscalculated) as failure:
            yield Unknown.of(found.case, failure)

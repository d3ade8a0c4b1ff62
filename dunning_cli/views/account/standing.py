"""How one case stands on a day: its account, stage and promises together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from dunning_cli.domain.account import Account, figures_at
from dunning_cli.domain.account.stage import StageState, stage_at
from dunning_cli.domain.agreements.promises import PromiseState, promise_states
from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.people.details import known_on
from dunning_cli.domain.policy.book import CasePolicy
from dunning_cli.kernel.errors import Failure, Miscalculated, MiscalculationNote
from dunning_cli.kernel.message import Message, msg
from dunning_cli.kernel.record import dataclass
from dunning_cli.store.reading.ledger_reader import LedgerReader

if TYPE_CHECKING:
    from dunning_cli.views.account.json_keys import BalanceData, UnknownCaseData

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


@dataclass(frozen=True, slots=True)
class Unknown:
    """A case that cannot be worked out, with the reason; it keeps its row in lists."""

    case_id: str
    why: Message
    case: Case | None = None
    bug: Miscalculated | None = None
    """Where the program itself is at fault: whatever shows the row ends as a bug (`raise_bugs`)."""

    @classmethod
    def of(cls, case: Case, failure: Failure | Miscalculated) -> Unknown:
        """A case that could be read, and what stood in the way."""
        return cls(case.id, failure.message, case, failure if isinstance(failure, Miscalculated) else None)


def standing_of(reader: LedgerReader, case: Case, as_of: date) -> AccountState:
    """The state of a case on a day. Raises Refused where a rate or rule is missing, and Miscalculated."""
    policy = reader.policies.for_case(case)
    account = figures_at(case, policy, as_of)
    promises = promise_states(case, as_of, policy.promise_tolerance(as_of))
    return AccountState(
        known_on(case, as_of), as_of, policy, account, stage_at(policy, account, as_of), promises
    )


def all_standing(reader: LedgerReader, as_of: date) -> Iterator[AccountState | Unknown]:
    """Every case of the ledger, by id; what cannot be worked out becomes an Unknown, never a gap."""
    return of_each_case(reader, lambda case: standing_of(reader, case, as_of))


def of_each_case(reader: LedgerReader, worked_out: Callable[[Case], T]) -> Iterator[T | Unknown]:
    """What is worked out of every case of the ledger, by id; an Unknown of those of which it cannot be."""
    for found in reader.cases():
        if found.case is None:
            first = found.problems[0].as_message()
            yield Unknown(found.file.rpartition("/")[2].removesuffix(".yaml"), first)
            continue
        try:
            yield worked_out(found.case)
        except (Failure, Miscalculated) as failure:
            yield Unknown.of(found.case, failure)


def balance_data(account: Account) -> BalanceData:
    """The balance for scripts: components, total and credit."""
    balance = account.balance
    return {
        "principal": balance.principal,
        "interest": balance.interest,
        "penalty": balance.penalty,
        "fee": balance.fee,
        "total": balance.total,
        "credit": balance.credit,
    }


def unknown_data(unknown: Unknown) -> UnknownCaseData:
    """A case that could not be worked out, for scripts."""
    return {"case": unknown.case_id, "error": unknown.why}


def unknown_warning(unknown: Unknown) -> Message:
    """What to say beside a list of a case that could not be worked out; of a bug, so that the command ends as one."""
    if unknown.bug is not None:
        return MiscalculationNote(unknown.why.template, unknown.why.values, unknown.bug)
    return msg("{case}: {why}", case=unknown.case_id, why=unknown.why)


def raise_bugs(unknown: Iterable[Unknown]) -> None:
    """Raises Miscalculated where the program is at fault that a case cannot be worked out."""
    found = [each.bug for each in unknown if each.bug is not None]
    if found:
        raise Miscalculated.of_all(found)

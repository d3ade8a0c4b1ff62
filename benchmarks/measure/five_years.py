"""How long the account of five years takes in a process that has everything loaded: prints medians in milliseconds.

Run with the Python in which the program is installed; 60 charges, 60 payments, 250 contacts, on a loan and on a card.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from dunning_cli.domain.account import account_at
from dunning_cli.domain.case.case import Case, Contract, Debtor, Head
from dunning_cli.domain.case.codes.money import Via
from dunning_cli.domain.case.codes.talk import Channel, Result
from dunning_cli.domain.case.entries import Charge, Contact, Entry, Payment
from dunning_cli.domain.policy.book import CasePolicy
from dunning_cli.domain.policy.policy import parse_term
from dunning_cli.kernel.entry_id import entry_id
from dunning_cli.kernel.nodes import EMPTY_MAP
from dunning_cli.store.format.folder import LedgerFolder
from dunning_cli.store.reading.ledger_reader import LedgerReader

_MONTHS, _CONTACTS, _TIMES = 60, 250, 30
_FIRST, _DAY = date(2021, 6, 1), date(2026, 6, 15)
_TERMS = {"small-loan": parse_term("contract_rate=14.4%/year"), "credit-card": EMPTY_MAP}


def main() -> None:
    """Times both accounts; the argument names a ledger with the shipped policies."""
    policies = LedgerReader(LedgerFolder(Path(sys.argv[1]))).policies
    found = {}
    for policy in _TERMS:
        case = _case(policy)
        found[policy] = _median(case, policies.for_case(case))
    print(json.dumps(found))


def _median(case: Case, policy: CasePolicy) -> float:
    taken = []
    for _ in range(_TIMES):
        # a new record each time: a case remembers which of its entries count
        fresh = Case(case.head, case.entries)
        begun = time.process_time_ns()
        lines = account_at(fresh, policy, _DAY).lines
        taken.append((time.process_time_ns() - begun) / 1e6)
        assert lines
    return statistics.median(taken)


def _case(policy: str) -> Case:
    head = Head(
        case="ACCOUNT-1",
        policy=policy,
        debtor=Debtor(name="谢雨"),
        account=Contract(contract_date=date(2021, 5, 1), lent=Decimal("60000.00")),
        terms=_TERMS[policy],
    )
    return Case(head, tuple(sorted(_entries(policy), key=lambda entry: (entry.at, entry.id))))


def _entries(policy: str) -> Iterator[Entry]:
    for month in range(_MONTHS):
        year, index = divmod(_FIRST.month - 1 + month, 12)
        day = date(_FIRST.year + year, index + 1, 1)
        due = None if policy == "credit-card" else day + timedelta(10)
        yield Charge(
            **_common(day, month),
            due=due,
            principal=Decimal("1000.00"),
            interest=None if due is None else Decimal("120.00"),
            ref=f"{month + 1}",
        )
        yield Payment(
            **_common(day + timedelta(17), 1000 + month),
            amount=Decimal("900.00") + month,
            via=Via.BANK,
            ref=f"P{month + 1}",
        )
    for number in range(_CONTACTS):
        day = _FIRST + timedelta(7 * number)
        yield Contact(
            **_common(day, 2000 + number),
            channel=Channel.PHONE,
            to="debtor",
            result=Result.REACHED,
            text="称月底前付",
        )


def _common(day: date, number: int) -> dict[str, Any]:
    at = datetime.combine(day, datetime.min.time(), UTC) + timedelta(hours=2)
    return {"id": entry_id(at, number), "date": day, "by": "phone1", "at": at}


if __name__ == "__main__":
    main()

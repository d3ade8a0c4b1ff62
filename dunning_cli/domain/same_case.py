"""Whether two cases are one case that was opened twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from dunning_cli.domain.case import Case
from dunning_cli.domain.entries import Charge, Opening
from dunning_cli.domain.renamed import earlier_ids
from dunning_cli.domain.same_debtor import debtor_key


def one_case(one: Case, other: Case) -> bool:
    """Whether two cases have the same debtor, policy, contract and amounts charged, so that they may be one.

    The debtor is told by number; where neither case has one, by name.
    """
    contracts = [case.head.account.contract if case.head.account else None for case in (one, other)]
    return (
        one.head.policy == other.head.policy
        and contracts[0] == contracts[1]
        and _debtor(one) == _debtor(other)
        and _charged(one) == _charged(other)
    )


def opened_twice(cases: Iterable[Case]) -> Iterator[tuple[Case, Case]]:
    """Cases that had another case's id and look like that case, both still open: the renamed one first."""
    listed = {case.id: case for case in cases}
    for case in listed.values():
        first = next((listed[name] for name in earlier_ids(case) if name in listed), None)
        if first is None or not one_case(case, first):
            continue
        if all(each.closing(date.max) is None for each in (case, first)):
            yield case, first


def _debtor(case: Case) -> tuple[str | None, str]:
    number = debtor_key(case.head)
    return number, "" if number is not None else case.head.debtor.name


def _charged(case: Case) -> Counter[tuple[object, ...]]:
    return Counter(
        (entry.date, entry.principal, entry.interest, entry.penalty, entry.fee)
        for entry in case.standing(date.max)
        if isinstance(entry, (Charge, Opening))
    )

"""Whether two cases are one case that was opened twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from dunning_cli.domain.case.case import Case, Head
from dunning_cli.domain.case.codes.agreements import CloseReason
from dunning_cli.domain.case.entries import Charge, Opening
from dunning_cli.domain.case.people.same_debtor import as_called, debtor_key
from dunning_cli.domain.case.renamed import earlier_ids
from dunning_cli.kernel.message import Message, msg
from dunning_cli.kernel.remedy import remedy


def debt_key(case: Case) -> tuple[str, ...] | None:
    """What two cases have in common that are likely one, opened twice by mistake; None where nothing could tell.

    The debtor's number, the client and the policy, and the contract or, where the case names none, what the debt
    began with.
    """
    number, contract = debtor_key(case.head), _contract(case.head)
    begun = "" if contract else _begun_with(case)
    if number is None or not (contract or begun):
        return None
    return number, case.head.policy, as_called(case.head.creditor or ""), contract, begun


def likely_one(case: Case, other: Case) -> Message | None:
    """What to say of two cases that are likely one; None where they are not: their `debt_key` differs, or they have none."""
    key = debt_key(case)
    return said_of_likely_one(case.id, other.id) if key is not None and key == debt_key(other) else None


def said_of_likely_one(case_id: str, other_id: str) -> Message:
    """What to say of two cases that have one `debt_key`."""
    return msg(
        "{case} is likely the same as {other}: the debtor and the contract or first debt are the same; "
        "if so, close one of them: {cure}",
        case=case_id,
        other=other_id,
        cure=remedy("close", case=case_id, reason=CloseReason.INVALID),
    )


def opened_twice(cases: Iterable[Case]) -> Iterator[tuple[Case, Case]]:
    """Cases that had another case's id and look like that case, both still open: the renamed one first.

    They have the same debtor, told by number or, where neither case has one, by name; the same client, policy,
    contract and amounts charged.
    """
    listed = {case.id: case for case in cases}
    for case in listed.values():
        first = next((listed[name] for name in earlier_ids(case) if name in listed), None)
        if first is None or not one_case(case, first):
            continue
        if all(each.closing(date.max) is None for each in (case, first)):
            yield case, first


def one_case(one: Case, other: Case) -> bool:
    """Whether two cases that were given one id have the same debtor, policy, contract and amounts charged."""
    return _same_debt(one, other) and _charged(one) == _charged(other)


def _same_debt(one: Case, other: Case) -> bool:
    return (
        _debtor(one.head) == _debtor(other.head)
        and one.head.policy == other.head.policy
        and as_called(one.head.creditor or "") == as_called(other.head.creditor or "")
        and _contract(one.head) == _contract(other.head)
    )


def _debtor(head: Head) -> tuple[str | None, str]:
    number = debtor_key(head)
    return number, "" if number is not None else as_called(head.debtor.name)


def _contract(head: Head) -> str:
    return as_called(head.account.contract or head.account.number or "") if head.account else ""


def _begun_with(case: Case) -> str:
    """The first debt of a case that was not taken back: its day and amount; empty where there is none."""
    first = next((entry for entry in case.standing(date.max) if isinstance(entry, (Opening, Charge))), None)
    return "" if first is None else f"{first.date} {first.total}"


def _charged(case: Case) -> Counter[tuple[object, ...]]:
    return Counter(
        (entry.date, entry.principal, entry.interest, entry.penalty, entry.fee)
        for entry in case.standing(date.max)
        if isinstance(entry, (Charge, Opening))
    )

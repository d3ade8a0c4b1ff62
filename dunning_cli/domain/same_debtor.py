"""Which cases are of the same debtor: told by the number of an identity document or the credit code, and the name."""

from __future__ import annotations

import unicodedata
from datetime import date

from dunning_cli.domain.case import Case, Head
from dunning_cli.domain.entries import Charge, Opening
from dunning_cli.domain.identity import Identity, identity
from dunning_cli.domain.message import Message, msg


def debtor_key(head: Head) -> Identity | None:
    """The same token for cases of the same person or organisation; None where no number tells who it is.

    Names alone tell nobody apart. What protects a person goes by the token alone; what gives one person's affairs
    to another asks `same_debtor`.
    """
    return identity(head.debtor.credit_code) or identity(head.debtor.id_number)


def same_debtor(one: Head, other: Head) -> bool:
    """Whether two cases are of one debtor beyond doubt: the number is the same and so is the name."""
    key = debtor_key(one)
    return key is not None and key == debtor_key(other) and not named_apart(one, other)


def named_apart(one: Head, other: Head) -> bool:
    """Whether two cases call their debtor by different names, blanks, width and capitals aside."""
    return _plain(one.debtor.name) != _plain(other.debtor.name)


def opened_twice(case: Case, other: Case) -> Message | None:
    """What to say of two cases that are likely one, opened twice by mistake; None where they are not.

    The debtor's number is the same, the client and the policy are too, and so is the contract, or, where neither
    names one, what the debt began with.
    """
    key = debtor_key(case.head)
    same_parties = (
        key is not None
        and key == debtor_key(other.head)
        and case.head.policy == other.head.policy
        and _plain(case.head.creditor or "") == _plain(other.head.creditor or "")
    )
    if not same_parties:
        return None
    about = (_contract(case.head), _contract(other.head))
    if not any(about):
        about = (_begun_with(case), _begun_with(other))
    if not about[0] or about[0] != about[1]:
        return None
    return msg(
        "{case} is likely the same as {other}: the debtor and the contract or first debt are the same; "
        "if so, close one of them: dunning close {case} --reason invalid",
        case=case.id,
        other=other.id,
    )


def _contract(head: Head) -> str:
    return _plain(head.account.contract or head.account.number or "") if head.account else ""


def _begun_with(case: Case) -> str:
    """The first debt of a case that was not taken back: its day and amount; empty where there is none."""
    first = next((entry for entry in case.standing(date.max) if isinstance(entry, (Opening, Charge))), None)
    return "" if first is None else f"{first.date} {first.total}"


def _plain(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())

"""What the keys of a case's head are called on a screen; in English they stand as the file and `set` have them."""

from __future__ import annotations

from collections.abc import Mapping

from dunning_cli.kernel.message import CodeWords, Message, label
from dunning_cli.kernel.pattern import pattern

_PLACE = pattern(r"^(.*)\[([0-9]+)\]$")
_WORDS: Mapping[str, Message] = {
    "case": label("case"),
    "policy": label("product"),
    "creditor": label("creditor"),
    "owner": label("collector"),
    "remark": label("remark"),
    "debtor.name": label("name"),
    "debtor.kind": label("kind of debtor"),
    "debtor.id_number": label("identity number"),
    "debtor.credit_code": label("credit code"),
    "debtor.employer": label("employer"),
    "parties": label("other person"),
    "account.contract": label("contract number"),
    "account.contract_date": label("date of the contract"),
    "account.currency": label("currency"),
    "account.area": label("area"),
    "account.lent": label("amount lent"),
    "account.product": label("name of the product"),
    "account.number": label("account number"),
    "account.customer": label("customer number"),
    "account.credit_limit": label("credit limit"),
    "batch.id": label("batch"),
    "batch.entrusted": label("entrusted on"),
    "batch.return_by": label("to be returned by"),
}


def head_words(name: str) -> Message | str:
    """The words for a dotted key of a head; terms and keys without words of their own stay as they are."""
    place = _PLACE.match(name)
    words = _WORDS.get(place[1] if place else name)
    if words is not None:
        return CodeWords(words.template, code=name)
    return name

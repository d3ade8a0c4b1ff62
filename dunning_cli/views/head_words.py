"""What the keys of a case's head are called on a screen; in English they stand as the file and `set` have them."""

from __future__ import annotations

from collections.abc import Mapping

from dunning_cli.domain.account.rule_words import rule_words
from dunning_cli.domain.case.term_words import term_words
from dunning_cli.kernel.message import Message, coded, label, msg
from dunning_cli.kernel.pattern import pattern

_PLACE = pattern(r"^(.*)\[([0-9]+)\]$")
_TERMS = "terms."
_OF_RULE = pattern(r"^accruals\.([^.]+)\.([^.]+)$")
_OF_ACCRUAL: Mapping[str, Message] = {
    "base": label("base"),
    "component": label("component"),
    "from": label("from"),
    "rate": label("rate"),
}
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
    "account.bank": label("bank"),
    "account.bank_account": label("debtor's account"),
    "account.jurisdiction": label("court or arbitration agreed"),
    "account.not_entrusted": label("owed but not entrusted"),
    "account.periods": label("number of instalments"),
    "account.virtual_account": label("account kept for the case"),
    "account.place": label("where the contract was signed"),
    "account.fee_rate": label("rate of the fee agreed"),
    "account.service_from": label("first day by the contract"),
    "account.service_until": label("last day by the contract"),
    "account.payment_way": label("way of payment agreed"),
    "account.standard_terms": label("how standard terms were pointed out"),
    "account.guarantee_papers": label("papers of the guarantees"),
    "account.opened": label("how the card was opened"),
    "account.terminated": label("day of termination"),
    "premises.place": label("where the flat is"),
    "premises.size": label("floor area of the flat"),
    "premises.owner": label("owner of the flat"),
    "debtor.department": label("department that receives mail"),
    "debtor.email_basis": label("source of the e-mail address"),
    "terms": label("terms of the case"),
    "batch.id": label("batch"),
    "batch.entrusted": label("entrusted on"),
    "received": label("case received on"),
    "batch.return_by": label("to be returned by"),
}


def head_words(name: str) -> Message | str:
    """The words for a dotted key of a head; keys without words of their own stay as they are."""
    if name.startswith(_TERMS):
        return _term_words(name)
    place = _PLACE.match(name)
    words = _WORDS.get(place[1] if place else name)
    if words is not None:
        return coded(words, name)
    return name


def _term_words(name: str) -> Message | str:
    """A term of the case: that of a rule by its rule."""
    key = name.removeprefix(_TERMS)
    rule = _OF_RULE.match(key)
    if rule is None:
        words = term_words(key)
        return coded(words, name) if isinstance(words, Message) else name
    return coded(
        msg("{rule}: {key}", rule=rule_words(rule[1]) or "", key=_OF_ACCRUAL.get(rule[2], rule[2])), name
    )

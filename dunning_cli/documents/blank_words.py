"""What people call the fields that a letter prints as not filled in."""

from __future__ import annotations

from collections.abc import Mapping

from dunning_cli.documents.letter_fields import SETTINGS_OF
from dunning_cli.kernel.message import Message, coded, label, msg

_WORDS: Mapping[str, Message] = {
    "addressee.address": label("address of the addressee"),
    "addressee.name": label("name of the addressee"),
    "amount_lent": label("amount lent"),
    "closed_on": label("day of closing"),
    "closing_words": label("why the case was closed"),
    "contract_date": label("date of the contract"),
    "contract_number": label("contract number"),
    "correction.letter_date": label("day of the wrong letter"),
    "correction.reason": label("what was wrong"),
    "correction.serial": label("number of the wrong letter"),
    "creditor": label("creditor"),
    "debtor.id_number": label("identity number of the debtor"),
    "entrusting.batch": label("batch"),
    "entrusting.entrusted_on": label("entrusted on"),
    "entrusting.extend_to": label("extended to"),
    "entrusting.reason": label("reason"),
    "entrusting.return_by": label("to be returned by"),
    "guarantee.kind": label("kind of guarantee"),
    "guarantee.until": label("end of the guarantee"),
    "overdue_since": label("overdue since"),
    "pay_by": label("pay by"),
    "payment.amount": label("amount received"),
    "payment.number": label("number of the receipt"),
    "payment.received_on": label("day of the payment"),
    "payment.way": label("way of the payment"),
    "plan.accrual": label("accrual during the plan"),
    "plan.start": label("day of the plan"),
    "plan.total": label("total of the plan"),
    "product_title": label("name of the product"),
    "letterhead.address": label("address of the office"),
    "letterhead.complaints": label("telephone number for complaints"),
    "letterhead.phone": label("telephone number of the office"),
    "payment_account.bank": label("bank of the account to pay to"),
    "payment_account.name": label("holder of the account to pay to"),
    "payment_account.number": label("number of the account to pay to"),
}
"""By field, or by the key of dunning.yaml from which the field is filled."""
_OF_GROUPS: Mapping[str, Message] = {
    "correction.right": label("amount put right"),
    "correction.stated": label("amount of the wrong letter"),
}
"""By the group of a field, where its members need no words of their own."""


def blank_words(field: str) -> Message | str:
    """A field in words, with the key to fill in beside it; in English by its key alone."""
    key = SETTINGS_OF.get(field, field)
    words = _WORDS.get(key) or _OF_GROUPS.get(key.rpartition(".")[0])
    return coded(msg("{what} ({code})", what=words, code=key), key) if words is not None else key

"""What a receipt says of the payment it is for; the same whenever it is printed, until the payment is taken back."""

from __future__ import annotations

from dunning_cli.documents.letter_codes import WAYS
from dunning_cli.documents.letter_fields import LetterPayment
from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.codes.money import Via
from dunning_cli.domain.case.entries import Payment, Reversal

_BEFORE_THE_ENTRY = "R-"


def receipt_number(payment: Payment) -> str:
    """The number of the receipt for a payment: that of its entry, which never changes and no other payment has."""
    return f"{_BEFORE_THE_ENTRY}{payment.id}"


def receipt_of(case: Case, payment: Payment, language: str) -> LetterPayment:
    """A payment in the words of a language, and whether it was taken back."""
    taken_back = payment.id in case.reversed_ids
    reversals = [each for each in case.entries if isinstance(each, Reversal) and each.entry == payment.id]
    return LetterPayment(
        number=receipt_number(payment),
        received_on=payment.date,
        amount=payment.amount,
        way=WAYS[language][payment.via or Via.OTHER],
        ref=payment.ref,
        payer=payment.payer,
        taken_back_on=reversals[-1].date if taken_back and reversals else None,
    )

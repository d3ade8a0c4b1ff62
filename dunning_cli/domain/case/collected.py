"""Which payments are money collected: not goods taken in payment, not money moved from one case to another."""

from __future__ import annotations

from dunning_cli.domain.case.codes.money import Via
from dunning_cli.domain.case.entries import Entry, Payment
from dunning_cli.domain.case.references import MOVED

IN_KIND = "in-kind"
"""The reference of a payment that was made by handing over a thing."""


def in_kind(payment: Payment) -> bool:
    """Whether a thing was taken in payment: it settles the debt and brings no money."""
    return payment.via is Via.OTHER and payment.ref == IN_KIND


def is_collected(entry: Entry) -> bool:
    """Whether an entry is money that came from outside, counted once in what was collected."""
    if not isinstance(entry, Payment) or in_kind(entry):
        return False
    return not (entry.via is None and (entry.ref or "").startswith(MOVED))

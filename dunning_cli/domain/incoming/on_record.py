"""Whether a line is in the ledger already: by its number, or as a payment that was typed without it."""

from __future__ import annotations

from dunning_cli.domain.case.entries import Payment
from dunning_cli.domain.case.once import NUMBERED, plain_ref
from dunning_cli.domain.incoming.index import CaseIndex
from dunning_cli.domain.incoming.line import MADE, StatementLine
from dunning_cli.domain.incoming.mentions import plain_key, tells_by_itself
from dunning_cli.kernel.message import Message, msg
from dunning_cli.kernel.money import ZERO
from dunning_cli.kernel.record import dataclass

WITHIN_DAYS = 3
"""So many days a payment may lie beside the line that it was typed from."""
_LONG = 8
"""Digits from which a reference is a transaction number, and no receipt's."""


@dataclass(frozen=True, slots=True)
class KnownLine:
    """That the number of a line is on record. `settled`: all of it is, so that nothing is left to do."""

    why: Message
    settled: bool
    case_ids: tuple[str, ...] = ()
    counts: bool = True
    """Whether a payment with the number counts; not where all were taken back."""


def booked_before(index: CaseIndex, line: StatementLine) -> KnownLine | None:
    """What the ledger has under the number of a line; None for nothing."""
    recorded = [
        each
        for each in index.by_ref.get(plain_ref(line.ref), ())
        if each.payment.via == line.via or _is_transaction(line.ref)
    ]
    if not recorded:
        return None
    counting = [each for each in recorded if each.counts]
    if not counting:
        last = recorded[-1]
        why = msg(
            "it was booked on {case} and taken back [{entry}]", case=last.case_id, entry=last.payment.id
        )
        return KnownLine(why, False, (last.case_id,), counts=False)
    booked = sum((each.payment.amount for each in counting), ZERO)
    first = counting[0]
    where = msg(
        "{case}, {amount} on {date} [{entry}]",
        case=first.case_id,
        amount=booked,
        date=first.payment.date,
        entry=first.payment.id,
    )
    cases = tuple(dict.fromkeys(each.case_id for each in counting))
    if booked == line.amount:
        return KnownLine(msg("booked already: {where}", where=where), True, cases)
    return KnownLine(msg("its number is on record with another amount: {where}", where=where), False, cases)


def same_payment(index: CaseIndex, case_id: str, line: StatementLine) -> Payment | None:
    """A payment of the same case and amount within three days that may be the line, recorded without its number."""
    for payment in index.by_amount.get((case_id, line.amount), ()):
        if abs((payment.date - line.day).days) <= WITHIN_DAYS and not _is_another(payment, line):
            return payment
    return None


def _is_another(payment: Payment, line: StatementLine) -> bool:
    """Whether a payment has a transaction number that the line would have, were it the same.

    Two hashes of one day may be of one line that was exported in two forms.
    """
    if payment.ref is None or payment.via not in NUMBERED or not _is_transaction(payment.ref):
        return False
    if payment.via is not line.via:
        return True
    made = payment.ref.startswith(MADE), line.ref.startswith(MADE)
    return made == (False, False) or (made == (True, True) and payment.date != line.day)


def _is_transaction(ref: str) -> bool:
    """Whether a reference is a number by which a bank or a service knows a transaction: no receipt's, and no day."""
    long = sum(map(str.isdigit, ref)) >= _LONG
    return ref.startswith(MADE) or (long and tells_by_itself(plain_key(ref)))

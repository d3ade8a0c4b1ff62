"""Letters as events in law: whether a demand arrived and how that is proved, whether a debt was acknowledged."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.codes.letters import Method
from dunning_cli.domain.case.codes.people import Role
from dunning_cli.domain.case.entries import Entry
from dunning_cli.domain.case.paper_numbers import names_a_paper
from dunning_cli.domain.case.people.plain_names import plain_name
from dunning_cli.domain.case.people.signers import Addressee, Signer, debtor_side, guarantor_side
from dunning_cli.domain.contact.deliveries import NUMBERED, LetterRecord, letter_records
from dunning_cli.domain.limitation.grounds import Ground, Proof, Restart
from dunning_cli.kernel.message import Message, label, msg

ACKNOWLEDGED = "民法典195(2); 诉讼时效规定14"
DEMANDED = "民法典195(1); 诉讼时效规定8"
SENT_ON_CARDS = "银行卡规定3"
BALANCE_CONFIRMATION = "balance-confirmation"
_RECEIPTS = frozenset({Signer.OWING, Signer.HOUSEHOLD, Signer.AGENT})


def letter_restarts(case: Case, standing: Sequence[Entry], sent: bool = False) -> Iterator[Restart]:
    """What the letters to the debtor or to those who owe with them began anew: demands, acknowledgements.

    `sent`: whether a demand counts once it was sent to the reserved address, as on cards.
    """
    side = debtor_side(case)
    for record in letter_records(standing):
        if not _to(record, side):
            continue
        signed = acknowledgement(record, side)
        arrived = delivered_demand(record, side) or (_sent_demand(record) if sent else None)
        if arrived is not None and (signed is None or arrived.date != signed.date):
            yield arrived
        if signed is not None:
            yield signed


def demands_to_owing(case: Case, standing: Sequence[Entry]) -> Iterator[LetterRecord]:
    """The demands written to the debtor or to those who owe with them, spoiled ones left out."""
    side = debtor_side(case)
    for record in letter_records(standing):
        if is_demand(record) and not record.spoiled and _to(record, side):
            yield record


def confirmations_to_owing(case: Case, standing: Sequence[Entry]) -> Iterator[LetterRecord]:
    """The confirmations of the balance that those who owe were asked to sign, spoiled ones left out."""
    side = debtor_side(case)
    for record in letter_records(standing):
        if record.letter.template == BALANCE_CONFIRMATION and not record.spoiled and _to(record, side):
            yield record


def debtor_demands(case: Case, standing: Sequence[Entry]) -> Iterator[tuple[LetterRecord, Restart | None]]:
    """The same demands, each with its delivery as an event where it arrived or should have arrived."""
    side = debtor_side(case)
    for record in demands_to_owing(case, standing):
        yield record, delivered_demand(record, side)


def addressee_of(case: Case, record: LetterRecord) -> Addressee | None:
    """To whom a letter is written: those who owe, or one guarantor or other party alone; None for anybody else."""
    to, owing = record.letter.to, debtor_side(case)
    if _to(record, owing):
        return owing
    for party in case.head.parties:
        if plain_name(party.name) == plain_name(to) or (to == "guarantor" and party.role is Role.GUARANTOR):
            return guarantor_side(case, party)
    return None


def _to(record: LetterRecord, side: Addressee) -> bool:
    return record.letter.to == "debtor" or side.signer(record.letter.to) is Signer.OWING


def is_demand(record: LetterRecord) -> bool:
    """Whether a letter asks for payment: it sets a day by which to pay."""
    return record.letter.pay_by is not None


def delivered_demand(record: LetterRecord, side: Addressee) -> Restart | None:
    """A demand that arrived or should have arrived, with its proof; None where it did not, or was not sent.

    Whoever signs for a demand signs for its arrival: that acknowledges nothing and revives no lapsed claim.
    """
    if not is_demand(record) or record.spoiled:
        return None
    day, how = _arrival(record, side)
    if day is None:
        return None
    proof = msg(
        "letter {serial}: {how}, {tracking}",
        serial=record.letter.serial,
        how=how,
        tracking=record.tracking or label("no tracking number"),
    )
    entry = record.decided_by or record.letter.id
    return Restart(entry, day, Ground.DEMAND, proof, DEMANDED, _proof(record, side))


def _sent_demand(record: LetterRecord) -> Restart | None:
    """A demand posted to the address the cardholder had reserved, whatever became of it (银行卡规定 3)."""
    if not is_demand(record) or record.spoiled or record.posted is None:
        return None
    proof = msg(
        "letter {serial}: {how}, {tracking}",
        serial=record.letter.serial,
        how=label("sent to the reserved address"),
        tracking=record.tracking or label("no tracking number"),
    )
    found = Proof.TRACKING if names_a_paper(record.tracking) else None
    return Restart(record.letter.id, record.posted, Ground.DEMAND, proof, SENT_ON_CARDS, found)


def _arrival(record: LetterRecord, side: Addressee) -> tuple[date | None, Message]:
    if record.received is not None and record.method is Method.ELECTRONIC:
        return record.received, label("arrived at the address agreed for electronic service")
    if record.received is not None:
        return record.received, _RECEIVED[side.signer(record.signed_by)]
    if record.refused:
        return record.returned_on, label("returned as refused")
    if record.method is Method.NOTICE:
        return record.posted, label("public notice")
    return None, label("not delivered")


_RECEIVED: dict[Signer | None, Message] = {
    None: label("received, no signature on record"),
    Signer.OWING: label("signed for in person"),
    Signer.HOUSEHOLD: label("signed for by a relative"),
    Signer.AGENT: label("signed for by an agent"),
    Signer.PARTY: label("signed for by another person"),
    Signer.STRANGER: label("signed for by a person the case does not know"),
}


def _proof(record: LetterRecord, side: Addressee) -> Proof | None:
    """What shows that a demand arrived: the number of whoever carried it with what became of it, or the receipt.

    A signature by a person who is not entitled to it contradicts the receipt (诉讼时效规定 8).
    """
    signer = side.signer(record.signed_by)
    if record.received is not None and signer is not None and signer not in _RECEIPTS:
        return None
    if names_a_paper(record.tracking):
        return Proof.TRACKING
    handed = record.received is not None and record.method not in NUMBERED
    return Proof.SIGNED_RECEIPT if handed and signer in _RECEIPTS else None


def acknowledgement(record: LetterRecord, side: Addressee) -> Restart | None:
    """The debt acknowledged on the slip of a letter, or on a confirmation of the balance; None where it was not.

    A confirmation that went by post and was signed for is only claimed to be one: the signature may be the
    post's, and the slip that came back signed is the proof.
    """
    if record.spoiled:
        return None
    if record.acknowledged_on is not None and record.acknowledged_by is not None:
        said = msg("letter {serial}: debt acknowledged by signature", serial=record.letter.serial)
        return _acknowledged(record.acknowledged_by, record.acknowledged_on, said, Proof.SIGNED_PAPER)
    if record.letter.template != BALANCE_CONFIRMATION or record.received is None:
        return None
    if record.method is Method.ELECTRONIC:
        return None
    if side.signer(record.signed_by) is not Signer.OWING:
        return None
    entry = record.decided_by or record.letter.id
    if record.method in NUMBERED:
        said = msg(
            "letter {serial}: signed for at the post, the slip is not on record", serial=record.letter.serial
        )
        return _acknowledged(entry, record.received, said, None)
    said = msg("letter {serial}: balance confirmed by signature", serial=record.letter.serial)
    return _acknowledged(entry, record.received, said, Proof.SIGNED_PAPER)


def _acknowledged(entry: str, day: date, said: Message, found: Proof | None) -> Restart:
    return Restart(entry, day, Ground.ACKNOWLEDGEMENT, said, ACKNOWLEDGED, found, revives=True)

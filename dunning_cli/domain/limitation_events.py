"""What starts the limitation period of a debt again, and what proves it: payments, promises, demands, suits."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dunning_cli.domain.case import Case
from dunning_cli.domain.codes import LABELS, Channel, Instrument, LegalStep, Method, Role, Signed
from dunning_cli.domain.contact_details import reserved_contacts
from dunning_cli.domain.contact_people import dialled
from dunning_cli.domain.deliveries import LetterRecord, letter_records
from dunning_cli.domain.entries import Contact, Entry, Extension, Judgment, Legal, Payment, Plan, Promise
from dunning_cli.domain.message import Message, label, msg

ACKNOWLEDGED = "民法典195(2); 诉讼时效规定14"
DEMANDED = "民法典195(1); 诉讼时效规定8"
SUED = "民法典195(3); 诉讼时效规定10"
LIKE_A_SUIT = "民法典195(4); 诉讼时效规定11"
MEDIATED = "民法典195(4); 诉讼时效规定12"
NOTARISED = "民法典195(4); 公证债权文书执行规定9"
BY_CARD_MESSAGE = "银行卡规定3"
BALANCE_CONFIRMATION = "balance-confirmation"


class Ground(StrEnum):
    """Why the period begins anew; the steps of the legal track have the names they have there."""

    PAYMENT = "payment"
    PROMISE = "promise"
    PLAN = "plan"
    EXTENSION = "extension"
    DEMAND = "demand"
    MESSAGE = "message"
    ACKNOWLEDGEMENT = "acknowledgement"
    FILE = "file"
    ARBITRATE = "arbitrate"
    PRESERVE = "preserve"
    PAYMENT_ORDER = "payment-order"
    MEDIATE = "mediate"
    NOTARISE = "notarise"
    JUDGMENT = "judgment"
    ENFORCE = "enforce"
    IN_KIND = "in-kind"
    WITHDRAW = "withdraw"
    """Of an application for enforcement."""


_STEPS: dict[LegalStep, tuple[Ground, str]] = {
    LegalStep.FILE: (Ground.FILE, SUED),
    LegalStep.ARBITRATE: (Ground.ARBITRATE, "民法典195(3)"),
    LegalStep.PRESERVE: (Ground.PRESERVE, LIKE_A_SUIT),
    LegalStep.PAYMENT_ORDER: (Ground.PAYMENT_ORDER, LIKE_A_SUIT),
    LegalStep.MEDIATE: (Ground.MEDIATE, MEDIATED),
    LegalStep.NOTARISE: (Ground.NOTARISE, NOTARISED),
    LegalStep.JUDGMENT: (Ground.JUDGMENT, "民法典195"),
    LegalStep.ENFORCE: (Ground.ENFORCE, LIKE_A_SUIT),
    LegalStep.IN_KIND: (Ground.IN_KIND, ACKNOWLEDGED),
}
_INSTRUMENTS: dict[Instrument, tuple[Ground, str]] = {
    Instrument.MEDIATION: (Ground.MEDIATE, MEDIATED),
    Instrument.NOTARISED: (Ground.NOTARISE, NOTARISED),
}
PROCEEDINGS = (Ground.FILE, Ground.ARBITRATE, Ground.PAYMENT_ORDER)
"""What is under way until a judgment, a settlement or its withdrawal."""
_SIGNATURES = {Signed.BOTH: label("signed by both sides"), Signed.DEBTOR: label("signed by the debtor")}
_IN_WRITING = (Channel.SMS, Channel.EMAIL, Channel.WECHAT, Channel.LETTER)


@dataclass(frozen=True, slots=True)
class Restart:
    """One event after which the three years run anew."""

    entry: str
    date: date
    kind: Ground
    proof: Message
    article: str
    weak: bool = False
    """Whether nothing in writing and no recording supports it, so that a court may not believe it."""
    revives: bool = False
    """Whether it also counts after expiry: the debtor agrees to pay all the same (诉讼时效规定 19)."""


def restarts_of(case: Case, standing: Sequence[Entry], card: bool = False) -> tuple[Restart, ...]:
    """Everything among the standing entries that may start the period again, by date.

    `card` adds text messages and e-mails to the cardholder's reserved contact details. Which of them fell
    within the period, `limitation_of` decides.
    """
    found = [*_entries(case, standing, card), *_letters(case, standing)]
    return tuple(sorted(found, key=lambda restart: (restart.date, restart.entry)))


def _entries(case: Case, standing: Sequence[Entry], card: bool) -> Iterator[Restart]:
    for entry in standing:
        if isinstance(entry, Payment):
            if not paid_by_another(case, entry):
                yield Restart(entry.id, entry.date, Ground.PAYMENT, _paid(entry), ACKNOWLEDGED)
        elif isinstance(entry, Promise):
            proof = _written_or_recorded(entry, standing)
            said = proof or label("the clerk's note only: get it in writing, or note the recording")
            yield Restart(
                entry.id, entry.date, Ground.PROMISE, said, ACKNOWLEDGED, weak=proof is None, revives=True
            )
        elif isinstance(entry, Plan):
            if entry.signed in _SIGNATURES:
                proof = _SIGNATURES[entry.signed]
                yield Restart(entry.id, entry.date, Ground.PLAN, proof, ACKNOWLEDGED, revives=True)
        elif isinstance(entry, Extension):
            proof = label("granted on request: keep the debtor's request in writing")
            yield Restart(
                entry.id, entry.date, Ground.EXTENSION, proof, ACKNOWLEDGED, weak=True, revives=True
            )
        elif isinstance(entry, Legal) and entry.step in _STEPS:
            kind, article = _STEPS[entry.step]
            yield Restart(entry.id, entry.date, kind, court_papers(entry), article)
        elif isinstance(entry, Judgment):
            paper = entry.instrument or Instrument.JUDGMENT
            kind, article = _INSTRUMENTS.get(paper, (Ground.JUDGMENT, "民法典195"))
            yield Restart(entry.id, entry.date, kind, court_papers(entry), article)
        elif isinstance(entry, Contact) and card and _card_message(case, entry):
            sent = msg("{channel} to the reserved contact", channel=LABELS[entry.channel])
            yield Restart(entry.id, entry.date, Ground.MESSAGE, sent, BY_CARD_MESSAGE)


def paid_by_another(case: Case, payment: Payment) -> bool:
    """Whether somebody who does not owe the debt paid: that says nothing of the debtor's own will."""
    return payment.payer is not None and payment.payer not in _owing(case)


def _owing(case: Case) -> frozenset[str]:
    """Names of the debtor and of those who owe with or after them.

    A demand on one of several joint debtors counts against all (诉讼时效规定 15); heirs stand in for the debtor.
    """
    with_them = (party.name for party in case.head.parties if party.role in (Role.CO_DEBTOR, Role.HEIR))
    return frozenset((case.head.debtor.name, *with_them))


def _paid(payment: Payment) -> Message:
    via = LABELS[payment.via] if payment.via else label("payment")
    if payment.ref:
        return msg("{via}, receipt {ref}", via=via, ref=payment.ref)
    return msg("{via}, no receipt number", via=via)


def _written_or_recorded(promise: Promise, standing: Sequence[Entry]) -> Message | None:
    for contact in standing:
        if isinstance(contact, Contact) and contact.date == promise.date:
            if contact.recording:
                return msg("recording {recording}", recording=contact.recording)
            if contact.channel in _IN_WRITING:
                return msg("in writing: {channel}", channel=LABELS[contact.channel])
    return None


def court_papers(entry: Legal | Judgment) -> Message:
    """The court and docket number of a step, as its proof."""
    named = [word for word in (entry.court, entry.docket) if word]
    if not named:
        return label("no court or docket number on record")
    return msg("court papers: {papers}", papers=", ".join(named))


def _card_message(case: Case, contact: Contact) -> bool:
    if contact.channel not in (Channel.SMS, Channel.EMAIL):
        return False
    if contact.to not in (None, "debtor", case.head.debtor.name):
        return False
    reserved = reserved_contacts(case, contact.date)
    return contact.number is None or not reserved.isdisjoint((contact.number, dialled(contact.number)))


def _letters(case: Case, standing: Sequence[Entry]) -> Iterator[Restart]:
    owing = _owing(case)
    for record in letter_records(standing):
        if record.letter.to == "debtor" or record.letter.to in owing:
            found = delivered_demand(record, owing) or _acknowledged(record, owing)
            if found is not None:
                yield found


def demands_to_owing(case: Case, standing: Sequence[Entry]) -> Iterator[LetterRecord]:
    """The demands written to the debtor or to those who owe with them, spoiled ones left out."""
    owing = _owing(case)
    for record in letter_records(standing):
        if (
            is_demand(record)
            and not record.spoiled
            and (record.letter.to in owing or record.letter.to == "debtor")
        ):
            yield record


def debtor_demands(case: Case, standing: Sequence[Entry]) -> Iterator[tuple[LetterRecord, Restart | None]]:
    """The same demands, each with its delivery as proof where it arrived or should have arrived."""
    owing = _owing(case)
    for record in demands_to_owing(case, standing):
        yield record, delivered_demand(record, owing)


def is_demand(record: LetterRecord) -> bool:
    """Whether a letter asks for payment: it sets a day by which to pay."""
    return record.letter.pay_by is not None


def delivered_demand(record: LetterRecord, owing: Collection[str]) -> Restart | None:
    """A demand that arrived or should have arrived, with its proof; None where it did not, or cannot be shown to.

    One that a person among `owing` signed also counts after expiry.
    """
    if not is_demand(record) or record.spoiled:
        return None
    day, how = _arrival(record, owing)
    if day is None:
        return None
    proof = msg(
        "letter {serial}: {how}, {tracking}",
        serial=record.letter.serial,
        how=how,
        tracking=record.tracking or label("no tracking number"),
    )
    return Restart(
        record.decided_by or record.letter.id,
        day,
        Ground.DEMAND,
        proof,
        DEMANDED,
        revives=record.signed_by in owing,
    )


def _arrival(record: LetterRecord, owing: Collection[str]) -> tuple[date | None, Message]:
    if record.received is not None:
        return record.received, _receipt(record, owing)
    if record.refused:
        return record.returned_on, label("returned as refused")
    if record.letter.method is Method.NOTICE:
        return record.posted, label("public notice")
    return None, label("not delivered")


def _receipt(record: LetterRecord, owing: Collection[str]) -> Message:
    if record.signed_by is None:
        return label("received, no signature on record")
    if record.signed_by in owing:
        return label("signed for in person")
    return label("signed for by another person")


def _acknowledged(record: LetterRecord, owing: Collection[str]) -> Restart | None:
    """A confirmation of the balance that the debtor signed: an acknowledgement of the debt."""
    if record.letter.template != BALANCE_CONFIRMATION or record.received is None or record.spoiled:
        return None
    if record.signed_by not in owing:
        return None
    proof = msg("letter {serial}: balance confirmed by signature", serial=record.letter.serial)
    return Restart(
        record.decided_by or record.letter.id,
        record.received,
        Ground.ACKNOWLEDGEMENT,
        proof,
        ACKNOWLEDGED,
        revives=True,
    )

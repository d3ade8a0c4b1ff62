"""What a case has on record that may start the limitation period of a debt again: payments, promises, demands, suits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.codes.agreements import Signed
from dunning_cli.domain.case.codes.labels import label_of
from dunning_cli.domain.case.codes.legal import Instrument, LegalStep
from dunning_cli.domain.case.codes.talk import Channel, Result
from dunning_cli.domain.case.collected import in_kind, is_collected
from dunning_cli.domain.case.entries import Contact, Entry, Extension, Judgment, Legal, Payment, Plan, Promise
from dunning_cli.domain.case.paper_numbers import names_a_paper
from dunning_cli.domain.case.people.details import reserved_contacts
from dunning_cli.domain.case.people.signers import owes
from dunning_cli.domain.case.people.telephone import dialled
from dunning_cli.domain.case.references import reference_words
from dunning_cli.domain.limitation.counting import LETTERS_ALONE, Counting
from dunning_cli.domain.limitation.grounds import Ground, Proof, Restart
from dunning_cli.domain.limitation.letters import ACKNOWLEDGED, DEMANDED, letter_restarts
from dunning_cli.domain.limitation.life_events import life_event_restarts
from dunning_cli.domain.limitation.proceedings import proceedings_of
from dunning_cli.kernel.message import Message, label, msg

SUED = "民法典195(3); 诉讼时效规定10"
LIKE_A_SUIT = "民法典195(4); 诉讼时效规定11"
MEDIATED = "民法典195(4); 诉讼时效规定12"
NOTARISED = "民法典195(4); 公证债权文书执行规定9"
BY_CARD_MESSAGE = "银行卡规定3"
BY_MESSAGE = "民法典195(1); 诉讼时效规定8(2)"
REPORTED = "民法典195(4); 诉讼时效规定13"

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
    LegalStep.SERVE: (Ground.SERVE, DEMANDED),
    LegalStep.POLICE: (Ground.POLICE, REPORTED),
    LegalStep.POLICE_END: (Ground.POLICE_END, REPORTED),
}
_INSTRUMENTS: dict[Instrument, tuple[Ground, str]] = {
    Instrument.MEDIATION: (Ground.MEDIATE, MEDIATED),
    Instrument.NOTARISED: (Ground.NOTARISE, NOTARISED),
}
_SIGNATURES = {Signed.BOTH: label("signed by both sides"), Signed.DEBTOR: label("signed by the debtor")}
_IN_WRITING = frozenset({Channel.SMS, Channel.EMAIL, Channel.WECHAT, Channel.LETTER})
_AGREED = frozenset({Result.PROMISED, Result.INTENDS})
_NO_DEMAND = frozenset({Result.WRONG_NUMBER, Result.THIRD_PARTY}) | _AGREED
"""Results of a message that reached somebody else, or in which the debtor wrote."""
_SPOKEN = _AGREED | {Result.REACHED, Result.OTHER, None}
"""Results of a talk whose recording can hold what was promised."""


def restarts_of(
    case: Case, standing: Sequence[Entry], counting: Counting = LETTERS_ALONE
) -> tuple[Restart, ...]:
    """Everything among the standing entries that may start the period again, by date.

    `counting` adds messages and letters that count under the policy. Which of them fell within the period,
    `limitation_of` decides.
    """
    found = [
        *_entries(case, standing, counting),
        *_court(case, standing),
        *letter_restarts(case, standing, counting.letters_sent),
        *life_event_restarts(standing),
    ]
    return tuple(sorted(found, key=lambda restart: (restart.date, restart.entry)))


def _entries(case: Case, standing: Sequence[Entry], counting: Counting) -> Iterator[Restart]:
    for entry in standing:
        if isinstance(entry, Payment):
            # a thing given in payment is a step of its own; money moved from another case is nobody's act here
            if is_collected(entry) and not paid_by_another(case, entry):
                found = Proof.REFERENCE if names_a_paper(entry.ref) else None
                yield Restart(
                    entry.id, entry.date, Ground.PAYMENT, _paid(entry), ACKNOWLEDGED, found, paid=entry.id
                )
        elif isinstance(entry, Promise):
            if entry.giver is not None and not owes(case, entry.giver):
                continue  # somebody who does not owe acknowledges nothing
            bare = label("the clerk's note only: get it in writing, or note the recording")
            yield _agreed(case, entry, Ground.PROMISE, standing, bare)
        elif isinstance(entry, Plan):
            if entry.signed in _SIGNATURES:
                said, paper = _SIGNATURES[entry.signed], Proof.SIGNED_PAPER
                yield Restart(entry.id, entry.date, Ground.PLAN, said, ACKNOWLEDGED, paper, revives=True)
        elif isinstance(entry, Extension):
            bare = label("granted on request: keep the debtor's request in writing")
            yield _agreed(case, entry, Ground.EXTENSION, standing, bare)
        elif isinstance(entry, Contact):
            yield from _messages(case, entry, counting)


def _agreed(
    case: Case, entry: Promise | Extension, kind: Ground, standing: Sequence[Entry], bare: Message
) -> Restart:
    """A promise or a request for time, proven by a recorded or written word of the same day."""
    found, said = _words_of_the_day(case, entry, standing)
    return Restart(entry.id, entry.date, kind, said or bare, ACKNOWLEDGED, found, revives=True)


def _words_of_the_day(
    case: Case, entry: Entry, standing: Sequence[Entry]
) -> tuple[Proof | None, Message | None]:
    for contact in standing:
        if not isinstance(contact, Contact) or contact.date != entry.date:
            continue
        if contact.to is not None and not owes(case, contact.to):
            continue
        if contact.channel in _IN_WRITING:
            if contact.result in _AGREED:
                return Proof.WRITING, msg("in writing: {channel}", channel=label_of(contact.channel))
        elif names_a_paper(contact.recording) and contact.result in _SPOKEN:
            return Proof.RECORDING, msg("recording {recording}", recording=contact.recording)
    return None, None


def paid_by_another(case: Case, payment: Payment) -> bool:
    """Whether somebody who does not owe the debt paid: that says nothing of the debtor's own will."""
    return payment.payer is not None and not owes(case, payment.payer)


def _paid(payment: Payment) -> Message:
    via = label_of(payment.via) if payment.via else label("payment")
    if payment.ref and names_a_paper(payment.ref):
        return msg("{via}, receipt {ref}", via=via, ref=reference_words(payment.ref))
    return msg("{via}, no receipt number", via=via)


def _court(case: Case, standing: Sequence[Entry]) -> Iterator[Restart]:
    """Steps and papers of courts; a docket number known of a proceeding proves all its steps."""
    listed = {
        step.id: docket_of((*each.steps, each.ended_by))
        for each in proceedings_of(standing)
        for step in (*each.steps, each.mediated)
        if step is not None
    }
    for entry in standing:
        if (
            isinstance(entry, Legal)
            and entry.step is LegalStep.SERVE
            and not _served_on_who_owes(case, entry)
        ):
            continue
        if isinstance(entry, Legal) and entry.step in _STEPS:
            kind, article = _STEPS[entry.step]
        elif isinstance(entry, Judgment):
            paper = entry.instrument or Instrument.JUDGMENT
            kind, article = _INSTRUMENTS.get(paper, (Ground.JUDGMENT, "民法典195"))
        else:
            continue
        found = docket_of((entry,)) or listed.get(entry.id)
        paid = _paid_in_kind(standing, entry) if kind is Ground.IN_KIND else None
        yield Restart(entry.id, entry.date, kind, court_papers(entry), article, found, paid=paid)


def _paid_in_kind(standing: Sequence[Entry], step: Entry) -> str | None:
    """The payment that one command recorded with a step in kind; None where the thing has no value on record."""
    together = (step.date, step.at)
    paid = (entry for entry in standing if isinstance(entry, Payment) and in_kind(entry))
    return next((entry.id for entry in paid if (entry.date, entry.at) == together), None)


def docket_of(steps: Sequence[Legal | Judgment | None]) -> Proof | None:
    """The docket as a proof, where one of the steps names it."""
    return Proof.DOCKET if any(step is not None and names_a_paper(step.docket) for step in steps) else None


def court_papers(entry: Legal | Judgment) -> Message:
    """The court and docket number of a step, as its proof."""
    named = [word for word in (entry.court, entry.docket) if word]
    if not named:
        return label("no court or docket number on record")
    return msg("court papers: {papers}", papers=", ".join(named))


def _served_on_who_owes(case: Case, step: Legal) -> bool:
    return step.to is not None and (step.to == "debtor" or owes(case, step.to))


def _messages(case: Case, contact: Contact, counting: Counting) -> Iterator[Restart]:
    """A message to who owes, on a card as its issuer sends it, else on a channel that the policy names."""
    if contact.to is not None and not owes(case, contact.to):
        return
    found = Proof.GATEWAY_RECEIPT if names_a_paper(contact.recording) else None
    if counting.on_card(contact.channel):
        if _to_the_debtor(case, contact):
            sent = msg("{channel} to the reserved contact", channel=label_of(contact.channel))
            yield Restart(contact.id, contact.date, Ground.MESSAGE, sent, BY_CARD_MESSAGE, found)
    elif contact.channel in counting.messages and _arrived(case, contact):
        arrived = msg("{channel} to who owes", channel=label_of(contact.channel))
        yield Restart(contact.id, contact.date, Ground.MESSAGE, arrived, BY_MESSAGE, found)


def _arrived(case: Case, contact: Contact) -> bool:
    """Whether nothing shows that a message went astray; an account of WeChat is no number on record."""
    somewhere = contact.channel is Channel.WECHAT or contact.to not in (None, "debtor")
    return contact.result not in _NO_DEMAND and (somewhere or _to_the_debtor(case, contact))


def _to_the_debtor(case: Case, contact: Contact) -> bool:
    """Whether a message went to a number or address known of the debtor, or none is named."""
    reserved = reserved_contacts(case, contact.date)
    return contact.number is None or not reserved.isdisjoint((contact.number, dialled(contact.number)))

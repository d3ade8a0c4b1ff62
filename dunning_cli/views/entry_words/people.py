"""What became known of people, in a few words."""

from __future__ import annotations

from dunning_cli.domain.case.codes import label_of
from dunning_cli.domain.case.entries import Consent, Death, Detail, DoNotLend, Fraud, NewParty
from dunning_cli.kernel.message import Message, label, msg
from dunning_cli.views.entry_words.wording import PEOPLE, entry_words


@entry_words.register
def _(entry: Detail) -> Message | str:
    words = msg(
        "{who}: {detail}",
        who=PEOPLE.get(entry.of, entry.of),
        detail=entry.phone or entry.address or entry.email,
    )
    told = [label_of(code) for code in (entry.line or entry.place, entry.status) if code is not None]
    for code in told:
        words = msg("{detail}, {more}", detail=words, more=code)
    if entry.first:
        words = msg("{detail}, {more}", detail=words, more=label("to be tried first"))
    if entry.source:
        words = msg("{detail}; source: {source}", detail=words, source=entry.source)
    if entry.basis:
        words = msg("{detail}; lawful source: {source}", detail=words, source=label_of(entry.basis))
    return msg("{detail} – {text}", detail=words, text=entry.text) if entry.text else words


@entry_words.register
def _(entry: Consent) -> Message | str:
    words = msg("{who}: {detail}", who=PEOPLE.get(entry.of, entry.of), detail=_agreed_to(entry))
    said = label("given") if entry.given else label("withdrawn")
    words = msg("{detail}, {more}; source: {source}", detail=words, more=said, source=entry.source)
    return msg("{detail} – {text}", detail=words, text=entry.text) if entry.text else words


def _agreed_to(entry: Consent) -> Message | str | None:
    """The way of contact, the number, or both."""
    if entry.channel is None:
        return entry.number
    way = label_of(entry.channel)
    return msg("{detail}, {more}", detail=way, more=entry.number) if entry.number else way


@entry_words.register
def _(entry: NewParty) -> Message | str:
    words = msg("{role}: {name}", role=label_of(entry.role), name=entry.name)
    if entry.relation:
        words = msg("{detail}, {more}", detail=words, more=label_of(entry.relation))
    for number in entry.phones:
        words = msg("{detail}, {more}", detail=words, more=number)
    return words


@entry_words.register
def _(entry: Death) -> Message | str:
    words = msg(
        "{who} died on {date}; proof: {proof}",
        who=PEOPLE.get(entry.of, entry.of),
        date=entry.died,
        proof=entry.proof,
    )
    return msg("{detail} – {text}", detail=words, text=entry.text) if entry.text else words


@entry_words.register
def _(entry: Fraud) -> Message | str:
    if entry.cleared:
        return msg("cleared: {reason}", reason=entry.text)
    return msg(
        "reported to {police}, receipt {receipt}: {text}",
        police=entry.police,
        receipt=entry.receipt,
        text=entry.text,
    )


@entry_words.register
def _(entry: DoNotLend) -> Message | str:
    if entry.listed:
        return msg("put on the list: {reason}", reason=entry.reason)
    return msg("taken off the list: {reason}", reason=entry.reason)

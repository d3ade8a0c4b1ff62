"""An entry in a few words, for the list of entries and the diary."""

from __future__ import annotations

from functools import singledispatch

from dunning_cli.domain.arrears_reasons import reason_words
from dunning_cli.domain.codes import LABELS, Instrument, label_of
from dunning_cli.domain.entries import (
    Appointment,
    Approval,
    Asset,
    Assign,
    Charge,
    Close,
    Complaint,
    Contact,
    Death,
    Delivery,
    Detail,
    DoNotLend,
    Entry,
    Extension,
    Fraud,
    Hold,
    Inspection,
    Judgment,
    Legal,
    Letter,
    NewParty,
    Opening,
    OtherDebt,
    Payment,
    Phase,
    Plan,
    PlanEnd,
    Promise,
    Reopen,
    Reversal,
    Terms,
    Verify,
    Waiver,
    entry_node,
)
from dunning_cli.domain.message import Message, label, msg
from dunning_cli.domain.money import COMPONENT_LABELS, Component, format_amount
from dunning_cli.domain.nodes import Map, Node, Text
from dunning_cli.domain.office import Office

_COMMON = frozenset({"id", "kind", "date", "by", "agent", "at"})
_PEOPLE = {"debtor": label("debtor"), "guarantor": label("guarantor")}


@singledispatch
def entry_words(entry: Entry) -> Message | str:
    """What happened, without date and person; entries without wording of their own list their keys."""
    return "; ".join(
        f"{pair.key}: {_text(pair.node)}" for pair in entry_node(entry).pairs if pair.key not in _COMMON
    )


def _text(node: Node) -> str:
    if isinstance(node, Text):
        return node.value
    parts = (pair.node for pair in node.pairs) if isinstance(node, Map) else node.items
    return ", ".join(_text(part) for part in parts)


@entry_words.register
def _(entry: Opening) -> Message | str:
    return _parts(entry)


@entry_words.register
def _(entry: Charge) -> Message | str:
    words: Message = _parts(entry)
    if entry.due is not None:
        words = msg("{parts}, due {due}", parts=words, due=entry.due)
    if entry.ref:
        words = msg("{charge} ({ref})", charge=words, ref=entry.ref)
    return words


def _parts(entry: Opening | Charge | Judgment) -> Message:
    shown = [component for component in Component if entry.part(component)]
    words: Message = msg(
        "{component} {amount}",
        component=COMPONENT_LABELS[shown[0]],
        amount=format_amount(entry.part(shown[0])),
    )
    for component in shown[1:]:
        words = msg(
            "{before}, {component} {amount}",
            before=words,
            component=COMPONENT_LABELS[component],
            amount=format_amount(entry.part(component)),
        )
    return words


@entry_words.register
def _(entry: Payment) -> Message | str:
    words = msg(
        "{amount} by {via}",
        amount=format_amount(entry.amount),
        via=LABELS[entry.via] if entry.via else label("other"),
    )
    if entry.payer:
        words = msg("{payment}, paid by {payer}", payment=words, payer=entry.payer)
    return words


@entry_words.register
def _(entry: Contact) -> Message | str:
    words = msg(
        "{channel}, {who}: {result}",
        channel=LABELS[entry.channel],
        who=_PEOPLE.get(entry.to or "debtor", entry.to),
        result=LABELS[entry.result] if entry.result else label("noted"),
    )
    if entry.text:
        words = msg("{contact} – {text}", contact=words, text=entry.text)
    if entry.callback:
        words = msg("{contact}; call again on {date}", contact=words, date=entry.callback)
    return words


@entry_words.register
def _(entry: Appointment) -> Message | str:
    day = entry.day if entry.time is None else f"{entry.day} {entry.time:%H:%M}"
    words = msg("{who} on {day}", who=_PEOPLE.get(entry.to, entry.to), day=day)
    if entry.visitor:
        words = msg("{visit}, {visitor} goes", visit=words, visitor=entry.visitor)
    if entry.agreed:
        words = msg("{visit}, agreed", visit=words)
    return msg("{visit} – {text}", visit=words, text=entry.text) if entry.text else words


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


@entry_words.register
def _(entry: Promise) -> Message | str:
    return msg("{amount} by {due}", amount=format_amount(entry.amount), due=entry.due)


@entry_words.register
def _(entry: Reversal) -> Message | str:
    if entry.reason:
        return msg("takes back {entry}: {reason}", entry=entry.entry, reason=entry.reason)
    return msg("takes back {entry}", entry=entry.entry)


@entry_words.register
def _(entry: Waiver) -> Message | str:
    amount = format_amount(entry.amount) if entry.amount is not None else label("all")
    words = msg(
        "{component} {amount}: {reason}",
        component=COMPONENT_LABELS[entry.component],
        amount=amount,
        reason=entry.reason,
    )
    if entry.if_paid_by:
        return msg("{waiver}, if all else is paid by {date}", waiver=words, date=entry.if_paid_by)
    return words


@entry_words.register
def _(entry: Hold) -> Message | str:
    return msg(
        "{what} from {start} to {end}: {reason}",
        what=LABELS[entry.what],
        start=entry.from_,
        end=entry.until or "…",
        reason=entry.reason,
    )


@entry_words.register
def _(entry: Plan) -> Message | str:
    first, last = entry.instalments[0], entry.instalments[-1]
    return msg(
        "{count} instalments, {first} to {last}", count=len(entry.instalments), first=first.due, last=last.due
    )


@entry_words.register
def _(entry: Legal) -> Message | str:
    words: Message = label_of(entry.step)
    papers = ", ".join(part for part in (entry.court, entry.docket) if part)
    if papers:
        words = msg("{step}: {papers}", step=words, papers=papers)
    if entry.cost is not None:
        words = msg("{step}; cost {amount}", step=words, amount=format_amount(entry.cost))
    return msg("{step} – {text}", step=words, text=entry.text) if entry.text else words


@entry_words.register
def _(entry: Judgment) -> Message | str:
    words = msg(
        "{instrument}: {parts}, to be paid by {date}",
        instrument=label_of(entry.instrument or Instrument.JUDGMENT),
        parts=_parts(entry),
        date=entry.perform_by,
    )
    papers = ", ".join(part for part in (entry.court, entry.docket) if part)
    return msg("{judgment} ({papers})", judgment=words, papers=papers) if papers else words


@entry_words.register
def _(entry: Asset) -> Message | str:
    words: Message | str = entry.what
    if entry.collateral is not None:
        words = msg("{asset}, {right}", asset=words, right=label_of(entry.collateral))
    if entry.of not in (None, "debtor"):
        words = msg("{asset}, of {owner}", asset=words, owner=_PEOPLE.get(entry.of or "", entry.of))
    if entry.value is not None:
        words = msg("{asset}; worth {amount}", asset=words, amount=format_amount(entry.value))
        if entry.valued is not None:
            words = msg("{asset} on {date}", asset=words, date=entry.valued)
    if entry.checked is not None:
        words = msg("{asset}; checked on {date}", asset=words, date=entry.checked)
    if entry.encumbrance:
        words = msg("{asset}; encumbered: {rights}", asset=words, rights=entry.encumbrance)
    if entry.gone:
        words = msg("{asset}; gone", asset=words)
    return msg("{asset} – {text}", asset=words, text=entry.text) if entry.text else words


@entry_words.register
def _(entry: OtherDebt) -> Message | str:
    words: Message | str = entry.creditor
    if entry.amount is not None:
        words = msg("{creditor} {amount}", creditor=words, amount=format_amount(entry.amount))
    if entry.secured:
        words = msg("{creditor}, secured", creditor=words)
    return msg("{creditor} – {text}", creditor=words, text=entry.text) if entry.text else words


@entry_words.register
def _(entry: Letter) -> Message | str:
    return msg("{template} no. {serial}", template=entry.template, serial=entry.serial)


@entry_words.register
def _(entry: Assign) -> Message | str:
    return msg("to {owner}", owner=entry.owner)


@entry_words.register
def _(entry: Close) -> Message | str:
    return LABELS[entry.reason]


@entry_words.register
def _(entry: Detail) -> Message | str:
    words = msg(
        "{who}: {detail}",
        who=_PEOPLE.get(entry.of, entry.of),
        detail=entry.phone or entry.address or entry.email,
    )
    told = [label_of(code) for code in (entry.line or entry.place, entry.status) if code is not None]
    for code in told:
        words = msg("{detail}, {more}", detail=words, more=code)
    if entry.first:
        words = msg("{detail}, {more}", detail=words, more=label("to be tried first"))
    if entry.source:
        words = msg("{detail}; source: {source}", detail=words, source=entry.source)
    return msg("{detail} – {text}", detail=words, text=entry.text) if entry.text else words


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
        who=_PEOPLE.get(entry.of, entry.of),
        date=entry.died,
        proof=entry.proof,
    )
    return msg("{detail} – {text}", detail=words, text=entry.text) if entry.text else words


@entry_words.register
def _(entry: Delivery) -> Message | str:
    words = msg("no. {serial}", serial=entry.serial)
    if entry.tracking:
        words = msg("{letter}, tracking {number}", letter=words, number=entry.tracking)
    if entry.posted:
        words = msg("{letter}, posted on {date}", letter=words, date=entry.posted)
    if entry.received:
        words = msg("{letter}, received on {date}", letter=words, date=entry.received)
    if entry.signed_by:
        words = msg("{letter}, signed for by {name}", letter=words, name=entry.signed_by)
    if entry.returned:
        words = msg("{letter}, returned: {reason}", letter=words, reason=entry.returned)
    return msg("{letter}, spoiled: {reason}", letter=words, reason=entry.spoiled) if entry.spoiled else words


@entry_words.register
def _(entry: Verify) -> Message | str:
    return _because(label("valid") if entry.valid else label("invalid"), entry.reason)


@entry_words.register
def _(entry: Approval) -> Message | str:
    verdict = (
        msg("grants {entry}", entry=entry.entry)
        if entry.granted
        else msg("refuses {entry}", entry=entry.entry)
    )
    return _because(verdict, entry.reason)


@entry_words.register
def _(entry: Extension) -> Message | str:
    due = msg("due date moved to {date}", date=entry.due)
    return _because(
        msg("{extension}, of {entry}", extension=due, entry=entry.entry) if entry.entry else due, entry.reason
    )


@entry_words.register
def _(entry: Terms) -> Message | str:
    terms = "; ".join(f"{pair.key}: {_text(pair.node)}" for pair in entry.terms.pairs)
    return _because(msg("from {date}: {terms}", date=entry.from_, terms=terms), entry.reason)


@entry_words.register
def _(entry: Inspection) -> Message | str:
    return _because(label("in order") if entry.passed else label("not in order"), entry.text)


@entry_words.register
def _(entry: Complaint) -> Message | str:
    if entry.resolves:
        return msg("settles {entry}: {text}", entry=entry.resolves, text=entry.text)
    return entry.text


@entry_words.register
def _(entry: PlanEnd) -> Message | str:
    return _because(msg("ends {plan}", plan=entry.plan), entry.reason)


@entry_words.register
def _(entry: Phase) -> Message | str:
    return _because(entry.phase, entry.reason)


@entry_words.register
def _(entry: Reopen) -> Message | str:
    return entry.reason or ""


def _because(words: Message | str, reason: str | None) -> Message | str:
    return msg("{what} – {text}", what=words, text=reason) if reason else words


def with_reason(words: Message | str, entry: Entry, office: Office, language: str) -> Message | str:
    """An entry in words, and the reason for arrears told in it, where one was."""
    if not isinstance(entry, Contact) or entry.reason is None:
        return words
    reason = reason_words(entry.reason, office.reasons, language)
    return msg("{contact}; reason for arrears: {reason}", contact=words, reason=reason)

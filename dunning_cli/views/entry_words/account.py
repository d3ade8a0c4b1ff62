"""What changes the account, in a few words."""

from __future__ import annotations

from dunning_cli.domain.case.codes import LABELS, AwardedUntil, Instrument, label_of
from dunning_cli.domain.case.entries import (
    Charge,
    Extension,
    Judgment,
    Opening,
    Payment,
    Refund,
    Reversal,
    RunningAward,
    Terms,
    TransferIn,
    TransferOut,
    Waiver,
)
from dunning_cli.kernel.message import Message, label, msg
from dunning_cli.kernel.money import COMPONENT_LABELS, Component, format_amount
from dunning_cli.views.entry_words.wording import because, entry_words, node_text


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


def award_words(award: RunningAward) -> Message:
    """What was awarded from a day on, and until when."""
    runs = {
        AwardedUntil.PAID: label("until paid"),
        AwardedUntil.PERFORM_BY: label("through the end of the performance period"),
    }
    return msg(
        "{component} at {rate} from {date} {until}",
        component=COMPONENT_LABELS[award.component],
        rate=award.rate,
        date=award.from_,
        until=runs[award.until],
    )


@entry_words.register
def _(entry: Payment) -> Message | str:
    words = msg(
        "{amount} by {via}",
        amount=format_amount(entry.amount),
        via=LABELS[entry.via] if entry.via else label("other"),
    )
    if entry.payer:
        words = msg("{payment}, paid by {payer}", payment=words, payer=entry.payer)
    if entry.to is not None:
        words = msg("{payment}, for {component}", payment=words, component=COMPONENT_LABELS[entry.to])
    if entry.to_item is not None:
        words = msg("{payment}, for the bill {entry}", payment=words, entry=entry.to_item)
    return words


@entry_words.register
def _(entry: TransferOut) -> Message | str:
    return _agreed(
        msg("{amount} into {case}", amount=format_amount(entry.amount), case=entry.into), entry.consent
    )


@entry_words.register
def _(entry: TransferIn) -> Message | str:
    return _agreed(
        msg("{amount} from {case}", amount=format_amount(entry.amount), case=entry.from_), entry.consent
    )


def _agreed(words: Message, consent: str | None) -> Message:
    return msg("{transfer}, by consent {paper}", transfer=words, paper=consent) if consent else words


@entry_words.register
def _(entry: Refund) -> Message | str:
    words = msg(
        "{amount} by {via}",
        amount=format_amount(entry.amount),
        via=LABELS[entry.via] if entry.via else label("other"),
    )
    return msg("{refund}, to {name}", refund=words, name=entry.to) if entry.to else words


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
        return msg("{waiver}, if all else due is paid by {date}", waiver=words, date=entry.if_paid_by)
    return words


@entry_words.register
def _(entry: Extension) -> Message | str:
    due = msg("due date moved to {date}", date=entry.due)
    return because(
        msg("{extension}, of {entry}", extension=due, entry=entry.entry) if entry.entry else due, entry.reason
    )


@entry_words.register
def _(entry: Terms) -> Message | str:
    terms = "; ".join(f"{pair.key}: {node_text(pair.node)}" for pair in entry.terms.pairs)
    return because(msg("from {date}: {terms}", date=entry.from_, terms=terms), entry.reason)


@entry_words.register
def _(entry: Judgment) -> Message | str:
    words = msg(
        "{instrument}: {parts}, to be paid by {date}",
        instrument=label_of(entry.instrument or Instrument.JUDGMENT),
        parts=_parts(entry),
        date=entry.perform_by,
    )
    if entry.court_fee:
        words = msg("{judgment}; court fee {amount}", judgment=words, amount=format_amount(entry.court_fee))
    for part in sorted(entry.parts, key=lambda each: each.due):
        words = msg(
            "{judgment}; {amount} by {date}", judgment=words, amount=format_amount(part.amount), date=part.due
        )
    for award in entry.running:
        words = msg("{judgment}; {award}", judgment=words, award=award_words(award))
    papers = ", ".join(part for part in (entry.court, entry.docket) if part)
    return msg("{judgment} ({papers})", judgment=words, papers=papers) if papers else words

"""The legal track, assets and other creditors in a few words."""

from __future__ import annotations

from dunning_cli.domain.case.codes import label_of
from dunning_cli.domain.case.entries import Asset, Legal, OtherDebt
from dunning_cli.kernel.message import Message, msg
from dunning_cli.kernel.money import format_amount
from dunning_cli.views.entry_words.wording import PEOPLE, entry_words


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
def _(entry: Asset) -> Message | str:
    words: Message | str = entry.what
    if entry.collateral is not None:
        words = msg("{asset}, {right}", asset=words, right=label_of(entry.collateral))
    if entry.of not in (None, "debtor"):
        words = msg("{asset}, of {owner}", asset=words, owner=PEOPLE.get(entry.of or "", entry.of))
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

"""Entries on the legal track and on what the debtor owns."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from dunning_cli.domain.case.codes.labels import code_words, label_of
from dunning_cli.domain.case.codes.legal import AssetType, Collateral, LegalStep
from dunning_cli.domain.case.entries.entry import Entry
from dunning_cli.domain.case.entries.wording import who
from dunning_cli.kernel.message import Message, label, msg
from dunning_cli.kernel.personal_marks import FREE_TEXT, NOT_PERSONAL, Form, Mark, Whose
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.schema import key
from dunning_cli.kernel.values import Amount, Day, EntryId, FilledWords, Flag, PositiveAmount, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Legal(Entry):
    """A step on the legal track."""

    kind: ClassVar[str] = "legal"
    title: ClassVar[Message] = label("legal step")

    step: LegalStep = key("which step", required=True)
    court: Words | None = key("court or arbitration body", personal=FREE_TEXT)
    docket: Words | None = key("docket number", personal=NOT_PERSONAL)
    cost: PositiveAmount | None = key("cost, charged as a fee, yuan")
    to: FilledWords | None = key(
        "of serve: whom the papers reached: debtor, guarantor or a name",
        personal=Mark(Form.NAME, Whose.NAMED),
    )
    text: Words | None = key("anything else", personal=FREE_TEXT)

    def contradictions(self) -> Iterator[tuple[str, Message]]:
        """Papers are served on somebody, and nothing else is."""
        if (self.step is LegalStep.SERVE) != (self.to is not None):
            yield "to", msg("to is whom papers were served on, and belongs to the step serve")

    def subject(self, case_id: str) -> Message:
        return msg(
            "legal {case}: {step}, value date {date}",
            case=case_id,
            step=code_words(self.step),
            date=self.date,
        )

    def in_words(self) -> Message | str:
        words: Message = label_of(self.step)
        papers = ", ".join(part for part in (self.court, self.docket) if part)
        if papers:
            words = msg("{step}: {papers}", step=words, papers=papers)
        if self.to is not None:
            words = msg("{step}, {who}", step=words, who=who(self.to))
        if self.cost is not None:
            words = msg("{step}; cost {amount}", step=words, amount=self.cost)
        return msg("{step} – {text}", step=words, text=self.text) if self.text else words


@dataclass(frozen=True, slots=True, kw_only=True)
class Asset(Entry):
    """Something the debtor or a guarantor owns or has pledged; a later entry about it names the first one."""

    kind: ClassVar[str] = "asset"
    title: ClassVar[Message] = label("asset")

    what: FilledWords = key("what it is", required=True, personal=FREE_TEXT)
    type: AssetType | None = key("what kind of thing it is")
    collateral: Collateral | None = key("the creditor's right in it; merely known without one")
    of: FilledWords | None = key(
        "whose it is: debtor (unless given), guarantor or a name", personal=Mark(Form.NAME, Whose.NAMED)
    )
    value: Amount | None = key("value, yuan")
    valued: Day | None = key("valued on")
    checked: Day | None = key("last looked at on")
    encumbrance: Words | None = key("rights of others in it", personal=FREE_TEXT)
    asset: EntryId | None = key("the first entry on the same asset, of a later one")
    gone: Flag | None = key("no longer there, or no longer theirs")
    text: Words | None = key("anything else", personal=FREE_TEXT)

    def subject(self, case_id: str) -> Message:
        did = label("gone") if self.gone else label("checked") if self.asset else label("added")
        return msg("asset {case}: {did}, value date {date}", case=case_id, did=did, date=self.date)

    def in_words(self) -> Message | str:
        words: Message | str = self.what
        if self.collateral is not None:
            words = msg("{asset}, {right}", asset=words, right=label_of(self.collateral))
        if self.of is not None and self.of != "debtor":
            words = msg("{asset}, of {owner}", asset=words, owner=who(self.of))
        if self.value is not None:
            words = msg("{asset}; worth {amount}", asset=words, amount=self.value)
            if self.valued is not None:
                words = msg("{asset} on {date}", asset=words, date=self.valued)
        if self.checked is not None:
            words = msg("{asset}; checked on {date}", asset=words, date=self.checked)
        if self.encumbrance:
            words = msg("{asset}; encumbered: {rights}", asset=words, rights=self.encumbrance)
        if self.gone:
            words = msg("{asset}; gone", asset=words)
        return msg("{asset} – {text}", asset=words, text=self.text) if self.text else words


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherDebt(Entry):
    """What the debtor owes somebody else; a later entry on the same creditor takes the place of this one."""

    kind: ClassVar[str] = "other_debt"
    title: ClassVar[Message] = label("other creditor")

    creditor: FilledWords = key("to whom it is owed", required=True, personal=Mark(Form.NAME, Whose.CREDITOR))
    amount: Amount | None = key("how much, yuan; 0.00 once nothing is owed any more")
    secured: Flag | None = key("whether the other creditor has collateral")
    text: Words | None = key("anything else", personal=FREE_TEXT)

    def subject(self, case_id: str) -> Message:
        return msg("asset {case}: other creditor, value date {date}", case=case_id, date=self.date)

    def in_words(self) -> Message | str:
        words: Message | str = self.creditor
        if self.amount is not None:
            words = msg("{creditor} {amount}", creditor=words, amount=self.amount)
        if self.secured:
            words = msg("{creditor}, secured", creditor=words)
        return msg("{creditor} – {text}", creditor=words, text=self.text) if self.text else words

"""Entries on the legal track and on what the debtor owns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from dunning_cli.domain.codes import LegalStep
from dunning_cli.domain.entries.entry import Entry
from dunning_cli.domain.message import Message, label
from dunning_cli.domain.schema import key
from dunning_cli.domain.values import Amount, Day, FilledWords, PositiveAmount, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Legal(Entry):
    """A step on the legal track."""

    kind: ClassVar[str] = "legal"
    title: ClassVar[Message] = label("legal step")

    step: LegalStep = key("which step", required=True)
    court: Words | None = key("court or arbitration body")
    docket: Words | None = key("docket number")
    cost: PositiveAmount | None = key("cost, charged as a fee, yuan")
    text: Words | None = key("anything else")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asset(Entry):
    """Something the debtor owns or has pledged."""

    kind: ClassVar[str] = "asset"
    title: ClassVar[Message] = label("asset")

    what: FilledWords = key("what it is", required=True)
    value: Amount | None = key("value, yuan")
    valued: Day | None = key("valued on")
    checked: Day | None = key("last looked at on")
    encumbrance: Words | None = key("rights of others in it")

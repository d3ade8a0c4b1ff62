"""Entries on whether the debtor can be trusted: suspected fraud, and the list of people not to lend to again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from dunning_cli.domain.case.entries.entry import Entry
from dunning_cli.kernel.message import Message, label, msg
from dunning_cli.kernel.personal_marks import FREE_TEXT, NOT_PERSONAL
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.schema import key
from dunning_cli.kernel.values import FilledWords, Flag


@dataclass(frozen=True, slots=True, kw_only=True)
class Fraud(Entry):
    """Fraud is suspected and reported to the police, or the suspicion is cleared; nothing is scheduled meanwhile."""

    kind: ClassVar[str] = "fraud"
    title: ClassVar[Message] = label("suspected fraud")

    police: FilledWords | None = key("police station that took the report", personal=FREE_TEXT)
    receipt: FilledWords | None = key("number of the police receipt", personal=NOT_PERSONAL)
    text: FilledWords = key("what is suspected, or why it is cleared", required=True, personal=FREE_TEXT)
    cleared: Flag | None = key("the suspicion is cleared")

    def contradictions(self) -> Iterator[tuple[str, Message]]:
        """A report has its receipt; clearing has none."""
        if self.cleared:
            if self.police is not None or self.receipt is not None:
                yield "cleared", msg("a cleared suspicion names no police station or receipt")
        elif self.police is None or self.receipt is None:
            yield "receipt", msg("suspected fraud needs the police station and the number of its receipt")

    def subject(self, case_id: str) -> Message:
        verdict = label("cleared") if self.cleared else label("reported to the police")
        return msg(
            "fraud {case}: {verdict}, value date {date}", case=case_id, verdict=verdict, date=self.date
        )

    def in_words(self) -> Message | str:
        if self.cleared:
            return msg("cleared: {reason}", reason=self.text)
        return msg(
            "reported to {police}, receipt {receipt}: {text}",
            police=self.police,
            receipt=self.receipt,
            text=self.text,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class DoNotLend(Entry):
    """The debtor is put on the do-not-lend list of the lender (黑名单), or taken off it."""

    kind: ClassVar[str] = "do_not_lend"
    title: ClassVar[Message] = label("do-not-lend mark")

    listed: Flag = key("on the list, or off it again", required=True)
    reason: FilledWords = key("why", required=True, personal=FREE_TEXT)

    def subject(self, case_id: str) -> Message:
        what = label("added") if self.listed else label("removed")
        return msg("do-not-lend {case}: {what}, value date {date}", case=case_id, what=what, date=self.date)

    def in_words(self) -> Message | str:
        if self.listed:
            return msg("put on the list: {reason}", reason=self.reason)
        return msg("taken off the list: {reason}", reason=self.reason)

"""Entries on the course of a case: who works it, in which phase, on hold, verified, approved, closed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from dunning_cli.domain.case.codes.agreements import CloseReason, HoldWhat
from dunning_cli.domain.case.codes.labels import LABELS, label_of
from dunning_cli.domain.case.entries.approval_keys import approval_paper, approver, still_pending
from dunning_cli.domain.case.entries.entry import Entry
from dunning_cli.domain.case.entries.wording import because
from dunning_cli.kernel.message import Message, label, msg
from dunning_cli.kernel.personal_marks import FREE_TEXT, STAFF
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.schema import key
from dunning_cli.kernel.sentence_form import Form
from dunning_cli.kernel.values import Code, Day, EntryId, FilledWords, Flag, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold(Entry):
    """Stops contact, accrual or both for a time; both ends count."""

    kind: ClassVar[str] = "hold"
    title: ClassVar[Message] = label("hold")

    what: HoldWhat = key("what is stopped", required=True)
    from_: Day = key("first day", required=True)
    until: Day | None = key("last day; open while missing")
    stage_clock: Flag | None = key("the clock of the stage stands still too; days past due go on")
    ends: EntryId | None = key("the hold of contact that ends before `from`")
    reason: FilledWords = key("why", required=True, personal=FREE_TEXT)
    approved_by: FilledWords | None = approver()
    paper: FilledWords | None = approval_paper()
    pending: Flag | None = still_pending()

    def contradictions(self) -> Iterator[tuple[str, Message]]:
        """The end is not before the beginning."""
        if self.until is not None and self.until < self.from_:
            yield "until", msg("until is before from")
        if self.ends is not None and (self.what is not HoldWhat.CONTACT or self.until is not None):
            yield "ends", msg("what ends a hold of contact has what: contact and no until")

    def subject(self, case_id: str) -> Message:
        if self.ends is not None:
            return msg(
                "end the hold {entry} of {case} from {start}", entry=self.ends, case=case_id, start=self.from_
            )
        return msg(
            "hold {case}: {what} from {start}", case=case_id, what=label_of(self.what), start=self.from_
        )

    def in_words(self) -> Message | str:
        if self.ends is not None:
            return msg("contact again from {start}: {reason}", start=self.from_, reason=self.reason)
        return msg(
            "{what} from {start} to {end}: {reason}",
            what=label_of(self.what),
            start=self.from_,
            end=self.until or "…",
            reason=self.reason,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Phase(Entry):
    """The case enters a phase of the work."""

    kind: ClassVar[str] = "phase"
    title: ClassVar[Message] = label("phase")

    phase: Code = key("name of the phase", required=True)
    reason: Words | None = key("why", personal=FREE_TEXT)

    def subject(self, case_id: str) -> Message:
        return msg("phase {case}: {phase}, value date {date}", case=case_id, phase=self.phase, date=self.date)

    def in_words(self) -> Message | str:
        return because(msg("{phase}", phase=self.phase), self.reason)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnDate(Entry):
    """The client answered a request for more time; a day that is granted is the return date from then on."""

    kind: ClassVar[str] = "return_date"
    title: ClassVar[Message] = label("answer on more time")

    granted: Flag = key("whether more time was given", required=True)
    until: Day | None = key("the return date that holds from now on")
    paper: FilledWords | None = key("the paper of the answer", personal=FREE_TEXT)
    reason: FilledWords | None = key("what the client said", personal=FREE_TEXT)

    def contradictions(self) -> Iterator[tuple[str, Message]]:
        """More time has an end; a refusal gives none."""
        if self.granted != (self.until is not None):
            yield "until", msg("until is the day that was granted, and there is one only then")

    def subject(self, case_id: str) -> Message:
        return msg("extension {case}: {what}", case=case_id, what=self._answer())

    def in_words(self) -> Message | str:
        words = because(self._answer(), self.reason)
        return msg("{what} ({paper})", what=words, paper=self.paper) if self.paper else words

    def _answer(self) -> Message:
        return msg("more time until {date}", date=self.until) if self.granted else label("more time refused")


@dataclass(frozen=True, slots=True, kw_only=True)
class Assign(Entry):
    """Another collector takes the case."""

    kind: ClassVar[str] = "assign"
    title: ClassVar[Message] = label("assignment")

    owner: FilledWords = key("the collector from now on", required=True, personal=STAFF)

    def subject(self, case_id: str) -> Message:
        return msg(
            "assign {case}: to {owner}, value date {date}", case=case_id, owner=self.owner, date=self.date
        )

    def in_words(self) -> Message | str:
        return msg("to {owner}", owner=self.owner)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verify(Entry):
    """Identity and debt were checked: the case is valid or not."""

    kind: ClassVar[str] = "verify"
    title: ClassVar[Message] = label("verification")

    valid: Flag = key("whether the case is valid", required=True)
    reason: Words | None = key("what was checked, or why it is invalid", personal=FREE_TEXT)

    def subject(self, case_id: str) -> Message:
        verdict = label("valid") if self.valid else label("invalid")
        return msg(
            "verify {case}: {verdict}, value date {date}", case=case_id, verdict=verdict, date=self.date
        )

    def in_words(self) -> Message | str:
        return because(label("valid") if self.valid else label("invalid"), self.reason)


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval(Entry):
    """A second person's yes or no to a pending entry."""

    kind: ClassVar[str] = "approval"
    title: ClassVar[Message] = label("approval")

    entry: EntryId = key("the entry decided on", required=True)
    granted: Flag = key("yes or no", required=True)
    reason: Words | None = key("why", personal=FREE_TEXT)

    def subject(self, case_id: str) -> Message:
        verdict = label("approved") if self.granted else label("not approved")
        return msg(
            "approve {case}: {verdict}, entry {entry}", case=case_id, verdict=verdict, entry=self.entry
        )

    def in_words(self) -> Message | str:
        granted, refused = msg("grants {entry}", entry=self.entry), msg("refuses {entry}", entry=self.entry)
        return because(granted if self.granted else refused, self.reason)


@dataclass(frozen=True, slots=True, kw_only=True)
class Close(Entry):
    """The case is closed; nothing is scheduled any more."""

    kind: ClassVar[str] = "close"
    title: ClassVar[Message] = label("closing")

    reason: CloseReason = key("why", required=True)
    text: Words | None = key("anything else", personal=FREE_TEXT)
    approved_by: FilledWords | None = approver()
    paper: FilledWords | None = approval_paper()
    pending: Flag | None = still_pending()

    def subject(self, case_id: str) -> Message:
        return msg(
            "close {case}: {reason}, value date {date}",
            case=case_id,
            reason=label_of(self.reason),
            date=self.date,
        )

    def in_words(self) -> Message | str:
        return label_of(self.reason)


OWED_AGAIN = Form(
    label("closed as {reason}, and {owed} is owed"), {"reason": tuple(LABELS[CloseReason].values())}
)
"""Why a closed case is open again where nobody said so: what was taken back or added left a debt."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reopen(Entry):
    """A closed case is worked again."""

    kind: ClassVar[str] = "reopen"
    title: ClassVar[Message] = label("reopening")

    reason: Words | None = key("why", personal=FREE_TEXT)

    def subject(self, case_id: str) -> Message:
        return msg("reopen {case}: value date {date}", case=case_id, date=self.date)

    def in_words(self) -> Message | str:
        return (OWED_AGAIN.read(self.reason) or self.reason) if self.reason else ""

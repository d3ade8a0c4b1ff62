"""Entries on what befalls the people of a case: insolvency, lost capacity, an estate renounced, a new creditor, obstacles."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from dunning_cli.domain.case.codes.labels import label_of
from dunning_cli.domain.case.codes.life_events import InsolvencyType, Obstacle
from dunning_cli.domain.case.entries.entry import Entry
from dunning_cli.domain.case.entries.wording import because, who
from dunning_cli.kernel.message import Message, label, msg
from dunning_cli.kernel.personal_marks import FREE_TEXT, NOT_PERSONAL, Form, Mark, Whose
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.schema import key
from dunning_cli.kernel.values import Day, EntryId, FilledWords, Flag, Words

_NAMED = Mark(Form.NAME, Whose.NAMED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Insolvency(Entry):
    """A court accepted the bankruptcy or debt clearing of the debtor or a party; a later entry adds to the first one."""

    kind: ClassVar[str] = "insolvency"
    title: ClassVar[Message] = label("insolvency")

    of: FilledWords = key("whose: debtor, or a party's name", required=True, personal=_NAMED)
    type: InsolvencyType | None = key("which kind, of the first entry")
    accepted: Day | None = key("day on which the court accepted it, of the first entry")
    interest_stops: Flag | None = key(
        "nothing accrues from that day on, of the debtor: by law of a firm, else as its court says"
    )
    court: Words | None = key("court", personal=FREE_TEXT)
    docket: Words | None = key("docket number", personal=NOT_PERSONAL)
    claims_by: Day | None = key("last day for filing claims")
    filed: Day | None = key("day on which the claim was filed")
    ended: Flag | None = key("the proceeding has ended")
    first: EntryId | None = key("the entry of the acceptance, of a later one")
    proof: Words | None = key("the paper it is known from", personal=FREE_TEXT)
    text: Words | None = key("anything else", personal=FREE_TEXT)

    def contradictions(self) -> Iterator[tuple[str, Message]]:
        """The first entry has the acceptance; a later one says what came of it."""
        if (self.accepted is None) != (self.first is not None) or (self.type is None) != (
            self.accepted is None
        ):
            yield (
                "accepted",
                msg("the first entry of an insolvency has type and accepted, a later one names the first"),
            )
        for day, name in ((self.accepted, "accepted"), (self.filed, "filed")):
            if day is not None and day > self.date:
                yield name, msg("{day} is after the value date", day=day)
        if self.accepted is not None and self.claims_by is not None and self.claims_by < self.accepted:
            yield "claims_by", msg("claims_by is before accepted")

    def subject(self, case_id: str) -> Message:
        return msg(
            "insolvency {case}: {what}, value date {date}", case=case_id, what=self._what(), date=self.date
        )

    def in_words(self) -> Message | str:
        words = msg("{who}: {detail}", who=who(self.of), detail=self._what())
        for paper in (self.court, self.docket, self.proof):
            if paper:
                words = msg("{detail}, {more}", detail=words, more=paper)
        if self.claims_by is not None:
            words = msg("{what}; claims by {date}", what=words, date=self.claims_by)
        if self.interest_stops:
            words = msg("{what}; interest stops", what=words)
        return because(words, self.text)

    def _what(self) -> Message:
        if self.accepted is not None and self.type is not None:
            return msg("{what} accepted on {date}", what=label_of(self.type), date=self.accepted)
        if self.ended:
            return label("proceeding ended")
        if self.filed is not None:
            return msg("claim filed on {date}", date=self.filed)
        return label("noted")


@dataclass(frozen=True, slots=True, kw_only=True)
class Incapacity(Entry):
    """The debtor or a party has no capacity in law, so that their guardian acts for them; or has it again."""

    kind: ClassVar[str] = "incapacity"
    title: ClassVar[Message] = label("incapacity")

    of: FilledWords = key("whose: debtor, or a party's name", required=True, personal=_NAMED)
    since: Day | None = key("first day without capacity")
    regained: Flag | None = key("they have it again from the value date on")
    proof: FilledWords = key("what proves it, such as a court's finding", required=True, personal=FREE_TEXT)
    text: Words | None = key("anything else", personal=FREE_TEXT)

    def contradictions(self) -> Iterator[tuple[str, Message]]:
        """It began on a day, or it is over."""
        if (self.since is None) != bool(self.regained):
            yield "since", msg("since is the first day without capacity; what ends it has regained instead")
        if self.since is not None and self.since > self.date:
            yield "since", msg("{day} is after the value date", day=self.since)

    def subject(self, case_id: str) -> Message:
        return msg(
            "incapacity {case}: {what}, value date {date}", case=case_id, what=self._what(), date=self.date
        )

    def in_words(self) -> Message | str:
        words = msg(
            "{who}: {detail}; proof: {proof}", who=who(self.of), detail=self._what(), proof=self.proof
        )
        return because(words, self.text)

    def _what(self) -> Message:
        if self.since is None:
            return label("has capacity again")
        return msg("without capacity since {date}", date=self.since)


@dataclass(frozen=True, slots=True, kw_only=True)
class Renunciation(Entry):
    """An heir has renounced the estate: such a person owes nothing of it and is left alone (民法典 1161)."""

    kind: ClassVar[str] = "renunciation"
    title: ClassVar[Message] = label("estate renounced")

    of: FilledWords = key("name of the heir", required=True, personal=_NAMED)
    proof: FilledWords = key(
        "what proves it, such as a notarised declaration", required=True, personal=FREE_TEXT
    )
    text: Words | None = key("anything else", personal=FREE_TEXT)

    def subject(self, case_id: str) -> Message:
        return msg("renounce {case}: by an heir, value date {date}", case=case_id, date=self.date)

    def in_words(self) -> Message | str:
        words = msg("{who} renounced the estate; proof: {proof}", who=who(self.of), proof=self.proof)
        return because(words, self.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCreditor(Entry):
    """The claim was assigned to another creditor; the debtor is bound once told of it (民法典 546)."""

    kind: ClassVar[str] = "new_creditor"
    title: ClassVar[Message] = label("claim assigned")

    to: FilledWords = key("the new creditor", required=True, personal=NOT_PERSONAL)
    agreed: Day | None = key("day of the assignment, of the first entry")
    notified: Day | None = key("day on which the notice reached the debtor")
    pay_to: Words | None = key(
        "account to pay into from then on: holder, bank and number, with commas between",
        personal=NOT_PERSONAL,
    )
    first: EntryId | None = key("the entry of the assignment, of a later one on its notice")
    contract: Words | None = key("number of the contract of assignment", personal=NOT_PERSONAL)
    proof: Words | None = key("number under which the notice went out", personal=NOT_PERSONAL)
    text: Words | None = key("anything else", personal=FREE_TEXT)

    def contradictions(self) -> Iterator[tuple[str, Message]]:
        """The first entry has the day of the assignment; a later one the notice."""
        if (self.agreed is None) != (self.first is not None):
            yield (
                "agreed",
                msg("the first entry of an assignment has its day, a later one names the first"),
            )
        for day, name in ((self.agreed, "agreed"), (self.notified, "notified")):
            if day is not None and day > self.date:
                yield name, msg("{day} is after the value date", day=day)
        if self.proof is not None and self.notified is None:
            yield "proof", msg("proof is of the notice, and belongs to notified")
        if self.agreed is not None and self.notified is not None and self.notified < self.agreed:
            yield "notified", msg("the notice is dated before the assignment")

    def subject(self, case_id: str) -> Message:
        told = label("debtor told") if self.notified is not None else label("debtor not told yet")
        return msg("new-creditor {case}: {told}, value date {date}", case=case_id, told=told, date=self.date)

    def in_words(self) -> Message | str:
        words = msg("to {creditor}", creditor=self.to)
        if self.agreed is not None:
            words = msg("{what}, agreed on {date}", what=words, date=self.agreed)
        if self.notified is not None:
            words = msg("{what}, debtor told on {date}", what=words, date=self.notified)
        for paper in (self.contract, self.proof):
            if paper:
                words = msg("{what} ({paper})", what=words, paper=paper)
        return because(words, self.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspension(Entry):
    """An obstacle hinders the claim from being brought, or is gone: its period stands still meanwhile (民法典 194)."""

    kind: ClassVar[str] = "suspension"
    title: ClassVar[Message] = label("limitation suspended")

    obstacle: Obstacle = key("which obstacle", required=True)
    from_: Day | None = key("first day of the obstacle; of what ends one, none")
    until: Day | None = key("day on which it was gone; open while missing")
    ends: EntryId | None = key("the open suspension that ends on `until`")
    proof: Words | None = key("what proves it, such as an authority's paper", personal=FREE_TEXT)
    text: Words | None = key("anything else", personal=FREE_TEXT)

    def contradictions(self) -> Iterator[tuple[str, Message]]:
        """It has a first day, or ends one that has; it is not over before it began."""
        if (self.from_ is None) != (self.ends is not None):
            yield "from", msg("a suspension has its first day, unless it ends an open one")
        if self.ends is not None and self.until is None:
            yield "until", msg("what ends a suspension has the day on which the obstacle was gone")
        if self.from_ is not None and self.until is not None and self.until < self.from_:
            yield "until", msg("until is before from")
        for day, name in ((self.from_, "from"), (self.until, "until")):
            if day is not None and day > self.date:
                yield name, msg("{day} is after the value date", day=day)

    def subject(self, case_id: str) -> Message:
        return msg(
            "suspend {case}: {what}, value date {date}", case=case_id, what=self._what(), date=self.date
        )

    def in_words(self) -> Message | str:
        words = self._what()
        if self.proof:
            words = msg("{what}; proof: {proof}", what=words, proof=self.proof)
        return because(words, self.text)

    def _what(self) -> Message:
        what = label_of(self.obstacle)
        if self.from_ is None:
            return msg("{what} until {end}", what=what, end=self.until)
        return msg("{what} from {start} to {end}", what=what, start=self.from_, end=self.until or "…")

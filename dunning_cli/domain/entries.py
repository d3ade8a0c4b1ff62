"""Everything that can happen to a case, one record a kind; entries are added and never changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from dunning_cli.domain.codes import (
    Channel,
    CloseReason,
    HoldWhat,
    LegalStep,
    Method,
    OnBreak,
    PlanAccrual,
    Reason,
    Result,
    Signed,
    Via,
)
from dunning_cli.domain.message import Message, Problem, label, msg
from dunning_cli.domain.money import ZERO, Component
from dunning_cli.domain.nodes import EMPTY_MAP, Map, Node, Pair, Text
from dunning_cli.domain.schema import key, read, to_node
from dunning_cli.domain.texts import suggestion
from dunning_cli.domain.values import (
    Amount,
    Code,
    Count,
    Day,
    EntryId,
    FilledWords,
    Flag,
    Moment,
    PositiveAmount,
    Words,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What every entry has. `date` is the value date, `at` when it was recorded, `by` by whom."""

    kind: ClassVar[str] = ""
    title: ClassVar[Message] = label("entry")

    id: EntryId = key("entry id: milliseconds, then random", required=True)
    date: Day = key("value date: when it counts", required=True)
    by: FilledWords = key("who recorded it; the commit's author", required=True)
    agent: FilledWords | None = key("who did it, where not `by`")
    at: Moment = key("when it was recorded, by the real clock", required=True)
    override: Words | None = key("reason for which a contact rule was overridden")
    overridden: Words | None = key("name of the rule overridden")

    @property
    def actor(self) -> str:
        """Who did it: `agent`, else `by`."""
        return self.agent or self.by


@dataclass(frozen=True, slots=True, kw_only=True)
class _Parts(Entry):
    """Amounts by component, in yuan."""

    principal: Amount | None = key("principal, yuan")
    interest: Amount | None = key("interest, yuan")
    penalty: Amount | None = key("penalty, yuan")
    fee: Amount | None = key("fee, yuan")

    def part(self, component: Component) -> Decimal:
        """The amount of one component, zero where none is given."""
        value: Decimal | None = getattr(self, component.value)
        return value if value is not None else ZERO

    @property
    def total(self) -> Decimal:
        """The sum of the components, yuan."""
        return sum((self.part(component) for component in Component), ZERO)

    def contradictions(self) -> Iterator[tuple[str, Message]]:
        """An entry of nothing is a mistake."""
        if self.total == ZERO:
            yield (
                "kind",
                msg("no amount above zero is given; name at least one of principal, interest, penalty, fee"),
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening(_Parts):
    """The debt as it was taken over."""

    kind: ClassVar[str] = "opening"
    title: ClassVar[Message] = label("opening balance")

    overdue_since: Day | None = key(
        "first day the debt was due and unpaid; sets days past due and limitation"
    )

    def contradictions(self) -> Iterator[tuple[str, Message]]:
        """An opening is of something, and overdue since a day that is not after it."""
        yield from _Parts.contradictions(self)
        if self.overdue_since is not None and self.overdue_since > self.date:
            yield "overdue_since", msg("overdue_since is after the opening's own date")


@dataclass(frozen=True, slots=True, kw_only=True)
class Charge(_Parts):
    """Something newly owed."""

    kind: ClassVar[str] = "charge"
    title: ClassVar[Message] = label("charge")

    due: Day | None = key("due date; day 0 of days past due")
    ref: Words | None = key("bill or statement it belongs to")


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment(Entry):
    """Money received."""

    kind: ClassVar[str] = "payment"
    title: ClassVar[Message] = label("payment")

    amount: PositiveAmount = key("amount received, yuan", required=True)
    via: Via | None = key("how it came")
    ref: Words | None = key("receipt or transaction number")
    to: Component | None = key("component the payer named; it is served first")
    payer: Words | None = key("who paid, where not the debtor")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reversal(Entry):
    """Takes an earlier entry back; the entry counts as never made."""

    kind: ClassVar[str] = "reversal"
    title: ClassVar[Message] = label("reversal")

    entry: EntryId = key("the entry taken back", required=True)
    reason: Words | None = key("why")


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver(Entry):
    """Gives up a part of the debt, at once or if all else is paid by a date."""

    kind: ClassVar[str] = "waiver"
    title: ClassVar[Message] = label("waiver")

    component: Component = key("component given up", required=True)
    amount: PositiveAmount | None = key("amount given up, yuan; without it all of the component")
    reason: FilledWords = key("why", required=True)
    if_paid_by: Day | None = key("takes effect only when everything else is paid by this day")
    approved_by: FilledWords | None = key("who approved it on paper")
    pending: Flag | None = key("above the limit: no effect until somebody else approves it")


@dataclass(frozen=True, slots=True, kw_only=True)
class Extension(Entry):
    """Moves a due date."""

    kind: ClassVar[str] = "extension"
    title: ClassVar[Message] = label("extension")

    due: Day = key("new due date", required=True)
    entry: EntryId | None = key("the charge it moves; without it every unpaid one")
    reason: Words | None = key("why")
    approved_by: FilledWords | None = key("who approved it on paper")
    pending: Flag | None = key("above the limit: no effect until somebody else approves it")


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold(Entry):
    """Stops contact, accrual or both for a time; both ends count."""

    kind: ClassVar[str] = "hold"
    title: ClassVar[Message] = label("hold")

    what: HoldWhat = key("what is stopped", required=True)
    from_: Day = key("first day", required=True)
    until: Day | None = key("last day; open while missing")
    stage_clock: Flag | None = key("the clock of the stage stands still too; days past due go on")
    reason: FilledWords = key("why", required=True)
    approved_by: FilledWords | None = key("who approved it on paper")
    pending: Flag | None = key("above the limit: no effect until somebody else approves it")

    def contradictions(self) -> Iterator[tuple[str, Message]]:
        """The end is not before the beginning."""
        if self.until is not None and self.until < self.from_:
            yield "until", msg("until is before from")


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact(Entry):
    """A call, visit, message or talk, whoever it was with."""

    kind: ClassVar[str] = "contact"
    title: ClassVar[Message] = label("contact")

    time: Moment | None = key("when it took place")
    channel: Channel = key("how", required=True)
    to: FilledWords | None = key("debtor, guarantor or a name")
    number: Words | None = key("number dialled")
    result: Result | None = key("what came of it")
    reason: Reason | None = key("reason for arrears as told")
    text: Words | None = key("what was said, in the clerk's words")
    recording: Words | None = key("reference of the recording")
    callback: Day | None = key("day on which the person asked to be called again")
    verified: Flag | None = key("identity and debt were confirmed in this contact")
    agreed: Flag | None = key("the debtor had asked for this hour")


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise(Entry):
    """A promise to pay an amount by a day; kept or broken is derived from payments."""

    kind: ClassVar[str] = "promise"
    title: ClassVar[Message] = label("promise to pay")

    amount: PositiveAmount = key("amount promised, yuan", required=True)
    due: Day = key("last day of the promise", required=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Instalment:
    """One instalment of a plan."""

    due: Day = key("due date", required=True)
    amount: PositiveAmount = key("amount, yuan", required=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan(Entry):
    """A repayment plan agreed with the debtor."""

    kind: ClassVar[str] = "plan"
    title: ClassVar[Message] = label("repayment plan")

    instalments: tuple[Instalment, ...] = key("due dates and amounts", required=True)
    signed: Signed | None = key("who signed")
    accrual: PlanAccrual | None = key("whether debt accrues while the plan is kept; continue unless given")
    grace_days: Count | None = key("days an instalment may be late, 0 unless given")
    on_break: OnBreak | None = key("what happens to stopped accrual when it breaks")
    approved_by: FilledWords | None = key("who approved it on paper")
    text: Words | None = key("anything else agreed")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanEnd(Entry):
    """Ends a plan by agreement."""

    kind: ClassVar[str] = "plan_end"
    title: ClassVar[Message] = label("end of plan")

    plan: EntryId = key("the plan ended", required=True)
    reason: Words | None = key("why")


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterAmounts:
    """The figures a letter states, yuan."""

    principal: Amount = key("principal, yuan", required=True)
    interest: Amount = key("interest, yuan", required=True)
    penalty: Amount = key("penalty, yuan", required=True)
    fee: Amount = key("fee, yuan", required=True)
    total: Amount = key("total, yuan", required=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter(Entry):
    """A letter as registered; its text is letters/<year>/<serial>.txt."""

    kind: ClassVar[str] = "letter"
    title: ClassVar[Message] = label("letter")

    serial: FilledWords = key("number in the register, year-series-number", required=True)
    template: Code = key("template it was made from", required=True)
    to: FilledWords = key("debtor, guarantor or a name", required=True)
    method: Method | None = key("how it is delivered")
    language: Code | None = key("language of the letter")
    level: Count | None = key("how earnest it is, 1 a reminder to 5 the last step before court")
    pay_by: Day | None = key("last day it gives for payment")
    amounts: LetterAmounts | None = key("the figures it states")
    hash: Words | None = key("SHA-256 of its text")
    template_hash: Words | None = key("SHA-256 of its template")


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery(Entry):
    """What became of a letter after it was written."""

    kind: ClassVar[str] = "delivery"
    title: ClassVar[Message] = label("delivery")

    serial: FilledWords = key("number of the letter", required=True)
    tracking: Words | None = key("tracking number")
    posted: Day | None = key("posted on")
    received: Day | None = key("received on")
    signed_by: Words | None = key("who signed for it")
    returned: Words | None = key("reason for which it came back")
    spoiled: Words | None = key("why it was never sent; its number stays used")


@dataclass(frozen=True, slots=True, kw_only=True)
class Phase(Entry):
    """The case enters a phase of the work."""

    kind: ClassVar[str] = "phase"
    title: ClassVar[Message] = label("phase")

    phase: Code = key("name of the phase", required=True)
    reason: Words | None = key("why")


@dataclass(frozen=True, slots=True, kw_only=True)
class Assign(Entry):
    """Another collector takes the case."""

    kind: ClassVar[str] = "assign"
    title: ClassVar[Message] = label("assignment")

    owner: FilledWords = key("the collector from now on", required=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms(Entry):
    """An agreed change of terms."""

    kind: ClassVar[str] = "terms"
    title: ClassVar[Message] = label("change of terms")

    from_: Day = key("first day the new terms count", required=True)
    terms: Map = key("the keys of the policy that change", default=EMPTY_MAP)
    reason: Words | None = key("why")
    approved_by: FilledWords | None = key("who approved it on paper")


@dataclass(frozen=True, slots=True, kw_only=True)
class Verify(Entry):
    """Identity and debt were checked: the case is valid or not."""

    kind: ClassVar[str] = "verify"
    title: ClassVar[Message] = label("verification")

    valid: Flag = key("whether the case is valid", required=True)
    reason: Words | None = key("what was checked, or why it is invalid")


@dataclass(frozen=True, slots=True, kw_only=True)
class Complaint(Entry):
    """The debtor or somebody else complained."""

    kind: ClassVar[str] = "complaint"
    title: ClassVar[Message] = label("complaint")

    text: FilledWords = key("what about", required=True)
    about: Words | None = key("the staff member complained of")
    resolves: EntryId | None = key("the earlier complaint this one settles")


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
class Judgment(_Parts):
    """What the court awarded; it re-bases the account."""

    kind: ClassVar[str] = "judgment"
    title: ClassVar[Message] = label("judgment")

    perform_by: Day = key("last day of the performance period", required=True)
    court: Words | None = key("court")
    docket: Words | None = key("docket number")


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval(Entry):
    """A second person's yes or no to a pending entry."""

    kind: ClassVar[str] = "approval"
    title: ClassVar[Message] = label("approval")

    entry: EntryId = key("the entry decided on", required=True)
    granted: Flag = key("yes or no", required=True)
    reason: Words | None = key("why")


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspection(Entry):
    """A supervisor listened to or read a contact (稽核)."""

    kind: ClassVar[str] = "inspection"
    title: ClassVar[Message] = label("inspection")

    entry: EntryId | None = key("the contact inspected")
    passed: Flag = key("whether it was in order", required=True)
    text: Words | None = key("finding and correction")


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Close(Entry):
    """The case is closed; nothing is scheduled any more."""

    kind: ClassVar[str] = "close"
    title: ClassVar[Message] = label("closing")

    reason: CloseReason = key("why", required=True)
    text: Words | None = key("anything else")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reopen(Entry):
    """A closed case is worked again."""

    kind: ClassVar[str] = "reopen"
    title: ClassVar[Message] = label("reopening")

    reason: Words | None = key("why")


KINDS: dict[str, type[Entry]] = {
    record.kind: record
    for record in (
        Opening, Charge, Payment, Reversal, Waiver, Extension, Hold, Contact, Promise, Plan, PlanEnd,
        Letter, Delivery, Phase, Assign, Terms, Verify, Complaint, Legal, Judgment, Approval,
        Inspection, Asset, Close, Reopen,
    )
}  # fmt: skip
"""Every entry kind by its name in the file."""


def read_entry(node: Node, problems: list[Problem]) -> Entry | None:
    """An entry from its map, by its `kind`; faults are added to `problems`."""
    if not isinstance(node, Map):
        problems.append(
            Problem("not-a-map", msg("an entry must be a map of keys, on one line in braces"), line=node.line)
        )
        return None
    named = node.get("kind")
    if not isinstance(named, Text):
        problems.append(Problem("missing-key", msg("the key '{key}' is missing", key="kind"), line=node.line))
        return None
    record = KINDS.get(named.value)
    if record is None:
        problems.append(
            Problem(
                "unknown-kind",
                msg("unknown entry kind '{kind}'", kind=named.value),
                line=named.line,
                fix=suggestion(named.value, KINDS),
            )
        )
        return None
    without_kind = Map(tuple(pair for pair in node.pairs if pair.key != "kind"), node.line)
    return read(record, without_kind, problems)


_FIRST = ("id", "kind", "date", "time", "due", "overdue_since", "from", "until")
_LAST = ("override", "overridden", "by", "agent", "at")


def entry_node(entry: Entry) -> Map:
    """An entry as a map in the fixed key order: dates first, its own keys, then who and when."""
    pairs = {pair.key: pair for pair in to_node(entry).pairs}
    pairs["kind"] = Pair("kind", Text(entry.kind))
    own = [name for name in pairs if name not in _FIRST and name not in _LAST]
    ordered = [*(n for n in _FIRST if n in pairs), *own, *(n for n in _LAST if n in pairs)]
    return Map(tuple(pairs[name] for name in ordered))

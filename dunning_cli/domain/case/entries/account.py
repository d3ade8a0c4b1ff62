"""Entries that change what is owed: opening, charge, payment, reversal, waiver, extension, terms, judgment."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import ClassVar

from dunning_cli.domain.case.codes import AwardedUntil, Instrument, Via
from dunning_cli.domain.case.entries.entry import Entry
from dunning_cli.kernel.message import Message, label, msg
from dunning_cli.kernel.money import ZERO, Component, Components
from dunning_cli.kernel.nodes import EMPTY_MAP, Map
from dunning_cli.kernel.rates import Basis, RateWords
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.schema import key
from dunning_cli.kernel.values import Amount, Day, EntryId, FilledWords, Flag, PositiveAmount, Words


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
        return self._sum()

    def _sum(self) -> Decimal:
        return sum((self.part(component) for component in Component), ZERO)

    def contradictions(self) -> Iterator[tuple[str, Message]]:
        """An entry of nothing is a mistake."""
        if self._sum() == ZERO:
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
    outstanding: Amount | None = key(
        "principal lent that later charges ask for, yuan; the annual cap is reckoned on it too"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment(Entry):
    """Money received."""

    kind: ClassVar[str] = "payment"
    title: ClassVar[Message] = label("payment")

    amount: PositiveAmount = key("amount received, yuan", required=True)
    via: Via | None = key("how it came")
    ref: Words | None = key("receipt or transaction number")
    part_of: PositiveAmount | None = key(
        "amount of the whole transfer, where this payment is one of several parts of it, yuan"
    )
    to: Component | None = key("component the payer named; it is served first")
    to_item: EntryId | None = key("charge or opening the payer named; it is served first (民法典 560)")
    payer: Words | None = key("who paid, where not the debtor")

    def contradictions(self) -> Iterator[tuple[str, Message]]:
        """A part is no larger than the whole."""
        if self.part_of is not None and self.amount > self.part_of:
            yield "part_of", msg("the part is larger than the whole it is of")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reversal(Entry):
    """Takes an earlier entry back; the entry counts as never made."""

    kind: ClassVar[str] = "reversal"
    title: ClassVar[Message] = label("reversal")

    entry: EntryId = key("the entry taken back", required=True)
    reason: Words | None = key("why")
    approved_by: FilledWords | None = key("who approved it on paper")
    paper: FilledWords | None = key("the paper by which it was approved")
    pending: Flag | None = key("above the limit: no effect until somebody else approves it")


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver(Entry):
    """Gives up a part of the debt, at once or if all else is paid by a date."""

    kind: ClassVar[str] = "waiver"
    title: ClassVar[Message] = label("waiver")

    component: Component = key("component given up", required=True)
    amount: PositiveAmount | None = key("amount given up, yuan; without it all of the component")
    reason: FilledWords = key("why", required=True)
    if_paid_by: Day | None = key("takes effect only when everything else that is due is paid by this day")
    approved_by: FilledWords | None = key("who approved it on paper")
    paper: FilledWords | None = key("the paper by which it was approved")
    pending: Flag | None = key("above the limit: no effect until somebody else approves it")
    plan: EntryId | None = key("the repayment plan it was agreed with; both are approved together")


@dataclass(frozen=True, slots=True, kw_only=True)
class Extension(Entry):
    """Moves a due date."""

    kind: ClassVar[str] = "extension"
    title: ClassVar[Message] = label("extension")

    due: Day = key("new due date", required=True)
    entry: EntryId | None = key("the charge it moves; without it every unpaid one")
    reason: Words | None = key("why")
    approved_by: FilledWords | None = key("who approved it on paper")
    paper: FilledWords | None = key("the paper by which it was approved")
    pending: Flag | None = key("above the limit: no effect until somebody else approves it")


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
class JudgedPart:
    """A part of what was awarded that is to be paid by a day of its own."""

    due: Day = key("last day for paying it; delayed interest and the two years count from it", required=True)
    amount: PositiveAmount = key("how much of what was awarded, the court fee aside, yuan", required=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningAward:
    """Interest or penalty that was awarded not as a sum but from a day on, at a rate."""

    component: Component = key("interest or penalty: what it adds to", required=True)
    base: Components = key(
        "what of the awarded sums it is reckoned on, as far as unpaid: principal, or several joined with +",
        default=(Component.PRINCIPAL,),
    )
    rate: RateWords = key("the rate, such as 15.4%/year or lpr_1y@2024-03-01 * 4", required=True)
    from_: Day = key("first day it counts", required=True)
    until: AwardedUntil = key(
        "paid: until the base is paid; perform_by: through the end of the performance period",
        default=AwardedUntil.PAID,
    )
    basis: Basis = key("days a yearly rate is divided by: 360, 365 or actual", default=Basis.D365)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgment(_Parts):
    """What a court, arbitrator or notary made enforceable; it re-bases the account."""

    kind: ClassVar[str] = "judgment"
    title: ClassVar[Message] = label("judgment")

    perform_by: Day = key(
        "last day of the performance period; of instalments, that of the last", required=True
    )
    court: Words | None = key("court, arbitration body or notary")
    docket: Words | None = key("docket number")
    instrument: Instrument | None = key("the paper that can be enforced; a judgment unless given")
    court_fee: Amount | None = key(
        "court fee that the paper lays on the debtor beside what it awards, yuan; `fee` holds awarded costs"
    )
    parts: tuple[JudgedPart, ...] = key(
        "what is to be paid by days of its own; the rest is due at perform_by", default=()
    )
    running: tuple[RunningAward, ...] = key("interest and penalty awarded from a day on", default=())

    pending: Flag | None = key("above the limit: no effect until somebody else approves it")

    @property
    def awarded(self) -> Decimal:
        """The sums of the operative part, yuan: all but the court fee."""
        return self._sum()

    @property
    def total(self) -> Decimal:
        """All sums, the court fee too, yuan; what runs on from a day is not among them."""
        return self.awarded + (self.court_fee or ZERO)

    @property
    def by_day(self) -> dict[date, Decimal]:
        """What is to be paid by which day, yuan, the earliest first; of one sum all by the performance period's end.

        The court fee is left out.
        """
        found: dict[date, Decimal] = {}
        for part in sorted(self.parts, key=lambda each: each.due):
            found[part.due] = found.get(part.due, ZERO) + part.amount
        rest = self.awarded - sum(found.values(), ZERO)
        if rest or not found:
            found[self.perform_by] = found.get(self.perform_by, ZERO) + rest
        return found

    def contradictions(self) -> Iterator[tuple[str, Message]]:
        """Parts lie within the time for performance and within what was awarded; principal never runs on."""
        yield from _Parts.contradictions(self)
        for place, part in enumerate(self.parts):
            if not self.date <= part.due <= self.perform_by:
                yield (
                    f"parts[{place}]",
                    msg(
                        "a part is due on {due}, which is not between the judgment and the end of the performance "
                        "period",
                        due=part.due,
                    ),
                )
        parts = sum((part.amount for part in self.parts), ZERO)
        if parts > self.awarded:
            yield (
                "parts",
                msg(
                    "the parts come to {parts}, more than the {awarded} awarded",
                    parts=parts,
                    awarded=self.awarded,
                ),
            )
        for place, award in enumerate(self.running):
            if award.component not in (Component.INTEREST, Component.PENALTY):
                yield f"running[{place}]", msg("only interest and penalty can be awarded from a day on")

"""One item of a debt while its account is replayed: what is owed of it and what has accrued on it."""

from __future__ import annotations

from dataclasses import field
from datetime import date
from enum import StrEnum
from typing import Protocol

from dunning_cli.domain.account.pieces import Pieces
from dunning_cli.domain.account.rounding import LineRounding, cents
from dunning_cli.domain.account.tariff import FEE, INTEREST, PENALTY, PRINCIPAL, On
from dunning_cli.domain.case.codes.money import CardUse
from dunning_cli.domain.case.entries import Charge, EndedInstalment, Judgment, NewTerms, Opening
from dunning_cli.domain.policy.grace import NO_GRACE, Grace
from dunning_cli.kernel.money import Rounding
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.values import Day


class Dated(Protocol):
    """What falls due on a day, and may be paid in time until another."""

    @property
    def due(self) -> date: ...

    @property
    def last_day(self) -> date: ...


class ItemKind(StrEnum):
    """What an item came from."""

    OPENING = "opening"
    CHARGE = "charge"
    LEGAL_COST = "legal_cost"
    FAILED_DEBIT = "failed_debit"
    LATE_FEE = "late_fee"
    OVER_LIMIT = "over_limit"
    JUDGMENT = "judgment"
    COURT_FEE = "court_fee"
    AWARDED = "awarded"
    """Interest or penalty that a court awarded from a day on."""
    DELAYED = "delayed_performance"
    GIVEN_BACK = "given_back"
    EARLY = "early"
    """What fell due at once when instalments ended before their time."""


DECIDED_KINDS = frozenset({ItemKind.JUDGMENT, ItemKind.COURT_FEE, ItemKind.AWARDED, ItemKind.DELAYED})
"""What a court or its like decided, and what runs on that."""


_OF_PRINCIPAL = (On.PRINCIPAL, On.OVERDUE_PRINCIPAL)
_ACCRUING = (INTEREST, PENALTY, FEE)


@dataclass(slots=True, eq=False)
class DebtItem:
    """One charge or opening. Amounts are whole cents, accrued amounts whole numbers over the tariff's scale."""

    id: str
    kind: ItemKind
    date: Day
    due: Day
    accrues_from: Day
    """The first day that overdue rules count: the due date, and the day after where both ends count."""
    original: tuple[int, int, int, int]
    ref: str | None = None
    rank: int = 1
    """0 judgment money, 1 ordinary, 2 interest for delayed performance: served in this order."""
    owed: list[int] = field(default_factory=list)
    """Unpaid by component, accrued amounts included as far as they have been booked."""
    charged_interest: int = 0
    """Unpaid part of the interest that was charged, not accrued: the base of compound interest."""
    by_line: LineRounding | None = None
    """How each line becomes cents; None where the running total does."""
    exact: list[int] = field(default_factory=lambda: [0, 0, 0, 0])
    """What has accrued; where each line is rounded, of those that have ended their cents."""
    held: list[int] = field(default_factory=lambda: [0, 0, 0, 0])
    """Accrued on condition: while a plan is kept, or until a card's due date decides."""
    booked: list[int] = field(default_factory=lambda: [0, 0, 0, 0])
    pieces: Pieces = field(default_factory=Pieces)
    shadow: Pieces = field(default_factory=Pieces)
    """The pieces of `held`."""
    grace: Grace = NO_GRACE
    undecided: bool = False
    """Whether the grace it has is not over: what overdue rules come to waits for its end."""
    instalment: bool = False
    """Whether it was charged with a due date: being late with it may cost a fee."""
    late_fee: int | None = None
    """What being late with it has cost once, cents after caps; None until it did."""
    excused: bool = False
    """Whether it was paid within the grace, or but for what is forgiven: it is never past due."""
    waiting: list[int] = field(default_factory=lambda: [0, 0, 0, 0])
    """What overdue rules came to since the due date, while the grace is not over."""
    waiting_pieces: Pieces = field(default_factory=Pieces)
    clock: Day = date.min
    """Accrued up to before this day."""
    headroom: int = 0
    """What the annual cap has allowed so far, over the scale."""
    cut: list[int] = field(default_factory=lambda: [0, 0, 0, 0])
    """What the annual cap took off what was charged, cents by component."""
    replaced: list[int] = field(default_factory=lambda: [0, 0, 0, 0])
    """What other terms took the place of, of what was charged, cents by component."""
    held_to_cap: bool = False
    """Whether what was charged has been held against the annual cap."""
    principal_days: int = 0
    """Cents of principal times the days it was owed, since the contract date."""
    reckoned_on: tuple[tuple[DebtItem, int], ...] = ()
    """Of what runs on a judgment: the components of judgment money it is reckoned on, as far as unpaid."""
    award: int | None = None
    """Of what a court awarded from a day on: its place in the tariff; else it is delayed performance."""
    until: Day = date.max
    """The first day that no longer accrues."""
    live: bool = True
    """Whether rules still accrue on it; a judgment ends that."""
    active: bool = True
    """Of a card: whether its statement was missed, so that its interest counts."""
    by_statement: bool = False
    """Of a card: accrual is booked only when a statement bills it."""
    statement: int | None = None
    """Of a card: which statement billed it."""
    use: CardUse | None = None
    """Of a card: what it was used for, where it is no purchase."""

    def __post_init__(self) -> None:
        self.owed = list(self.original)
        self.charged_interest = self.original[INTEREST]
        self.clock = min(self.date, self.accrues_from)

    @property
    def last_day(self) -> Day:
        """The last day on which paying it is in time."""
        return self.grace.last_day(self.due)

    def is_late(self, day: Day) -> bool:
        """Whether it is past due on a day, as far as it is unpaid."""
        return not self.excused and self.last_day < day

    def end_grace(self, unpaid: int) -> None:
        """The days of grace are over with so many cents unpaid: what waited counts, or never will."""
        self.undecided = False
        if unpaid > self.grace.cents:
            self._count(self.waiting, self.waiting_pieces)
        else:
            self.excused, self.accrues_from = True, date.max
        self.waiting, self.waiting_pieces = [0, 0, 0, 0], Pieces()

    def base(self, on: On) -> int:
        """What a rule is reckoned on, cents."""
        owed = self.owed
        if on in _OF_PRINCIPAL:
            return owed[PRINCIPAL]
        if on is On.OVERDUE_INTEREST:
            return self.charged_interest
        if on is On.FULL_BALANCE:
            return owed[PRINCIPAL] + self.charged_interest
        if on is On.BILLED_INTEREST:
            return owed[INTEREST] if self.statement is not None else 0
        return sum(item.owed[component] for item, component in self.reckoned_on)

    @property
    def on_judgment(self) -> bool:
        """Whether it runs on judgment money by the court's word or the law, whatever the policy's rules and caps."""
        return bool(self.reckoned_on)

    def charged(self, component: int) -> int:
        """What was charged of a component, without what the cap took or other terms ended, cents."""
        return self.original[component] - self.cut[component] - self.replaced[component]

    def take(self, component: int, cents: int) -> None:
        """Lower what is owed of a component by money or waiver; charged interest goes before accrued."""
        self.owed[component] -= cents
        if component == INTEREST:
            self.charged_interest = max(0, self.charged_interest - cents)

    def book(self, scale: int, rounding: Rounding) -> None:
        """Add to what is owed the accrual since the last booking, the running total or its lines rounded to cents."""
        for component in _ACCRUING:
            if self.exact[component]:
                due = self.accrued(component, scale, rounding) - self.booked[component]
                self.owed[component] += due
                self.booked[component] += due

    def accrued(self, component: int, scale: int, rounding: Rounding) -> int:
        """What has accrued of a component so far, booked or not, cents."""
        if self.by_line is not None:
            return self.by_line.total(self.pieces, component)
        return cents(self.exact[component], scale, rounding)

    def ended(self, scale: int, rounding: Rounding) -> bool:
        """Whether it accrues no more, and nothing that has accrued waits for its booking, a condition or a statement."""
        return not (
            self.owed[PRINCIPAL]
            or self.owed[INTEREST]
            or (self.live and self.reckoned_on)
            or self.shadow
            or self.undecided
            or self.pieces.unbilled
            or any(
                self.accrued(component, scale, rounding) != booked
                for component, booked in enumerate(self.booked)
            )
        )

    def restart(self) -> None:
        """Take back all accrual so far, to let it accrue anew on another base."""
        for component, amount in enumerate(self.booked):
            self.owed[component] -= amount
        self.exact, self.held, self.booked = [0, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0]
        self.pieces, self.shadow = Pieces(), Pieces()
        self.waiting, self.waiting_pieces = [0, 0, 0, 0], Pieces()
        self.clock = min(self.date, self.accrues_from)

    def release(self) -> None:
        """What accrued on condition counts from now on."""
        self._count(self.held, self.shadow)
        self.held, self.shadow = [0, 0, 0, 0], Pieces()

    def _count(self, sums: list[int], pieces: Pieces) -> None:
        """Let count what accrued on condition; where it lengthens a line, that is rounded as one."""
        for component, amount in enumerate(sums):
            self.exact[component] += amount
        self.pieces.take_over(pieces)
        if self.by_line is not None:
            self.exact = self.by_line.counted_anew(self.pieces)

    def forget(self) -> None:
        """What accrued on condition never counts."""
        self.held = [0, 0, 0, 0]
        self.shadow = Pieces()


def parts(entry: Opening | Charge | Judgment | NewTerms | EndedInstalment) -> tuple[int, int, int, int]:
    """The amounts of an entry in cents, by component."""
    return (
        int((entry.principal or 0) * 100),
        int((entry.interest or 0) * 100),
        int((entry.penalty or 0) * 100),
        int((entry.fee or 0) * 100),
    )

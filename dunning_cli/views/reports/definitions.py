"""The reports by measures: what each counts, which figures it shows, by what it is divided unless asked otherwise."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum, auto

from dunning_cli.domain.portfolio import measures as m
from dunning_cli.domain.portfolio.measure import Measure
from dunning_cli.domain.portfolio.sums import Sums
from dunning_cli.kernel.message import Message, label
from dunning_cli.kernel.record import dataclass


class Counting(Enum):
    """From what a report is counted; each is a table that is kept apart."""

    TARGETS = auto()
    """What collectors are to collect; told where rows are collectors."""
    STOCK = auto()
    """Open cases on the last day."""
    DONE = auto()
    """What was done and reached in the period."""
    ROLL = auto()
    """Stages on the eve of the period and on its last day."""
    DEFAULTS = auto()
    ARREARS = auto()
    """What is overdue on the last day, by the age of each instalment."""
    BILLS = auto()
    ROUND = auto()


BEGINS_WITH_STAGE = frozenset({Counting.DONE, Counting.ROLL, Counting.ROUND})
"""What goes by stage and age of the day before the period, or of its last day for a case that came in it."""


class Span(Enum):
    """The period of a report where none is asked for."""

    DAY = auto()
    """A report of one day; what it is held against are days too."""
    MONTH = auto()
    """The month, up to the day."""
    YEAR = auto()
    """The year, up to the day."""


@dataclass(frozen=True, slots=True)
class Listed:
    """Which cases a report lists one by one: chosen of some cases, and then of those chosen, as of all at once."""

    name: str
    chosen: Callable[[Mapping[str, Sums]], dict[str, Sums]]
    """Of the sums by case."""


@dataclass(frozen=True, slots=True)
class Report:
    """One report."""

    name: str
    title: Message
    measures: tuple[Measure, ...]
    by: str
    countings: tuple[Counting, ...]
    span: Span = Span.MONTH
    compared: tuple[Measure, ...] = ()
    """The figures that stand beside those of the times before in every row."""
    parts: tuple[str, ...] = ("",)
    """Counts that stand in rows of their own before everything else."""
    listed: Listed | None = None


PORTFOLIO = Report(
    "portfolio",
    label("Portfolio"),
    (m.CASES, m.BALANCE, m.PRINCIPAL, m.INTEREST, m.PENALTY, m.FEE, m.OVERDUE, m.CREDIT),
    "stage",
    (Counting.STOCK,),
    Span.DAY,
    (m.CASES, m.BALANCE),
)
AGEING = Report(
    "ageing",
    label("Ageing by days past due"),
    (m.CASES, m.OVERDUE, m.BALANCE, m.PRINCIPAL),
    "age",
    (Counting.STOCK,),
    Span.DAY,
    (m.CASES, m.OVERDUE),
)
RECOVERY = Report(
    "recovery",
    label("Recovery"),
    (m.ON_HAND, m.ASSIGNED, m.COLLECTED, m.IN_KIND, m.TRANSFERRED, m.RECOVERY_RATE),
    "collector",
    (Counting.DONE,),
    compared=(m.COLLECTED, m.RECOVERY_RATE),
)
ROLL = Report(
    "roll",
    label("Roll between stages"),
    (
        m.BEGUN, m.WORSE, m.SAME, m.BETTER, m.SETTLED, m.ROLL_RATE, m.BEGUN_BALANCE, m.WORSE_BALANCE,
        m.SETTLED_BALANCE, m.ROLL_RATE_BY_BALANCE,
    ),
    "stage",
    (Counting.ROLL,),
    compared=(m.ROLL_RATE,),
)  # fmt: skip
PROMISES = Report(
    "promises",
    label("Promises"),
    (m.PROMISED, m.PROMISED_AMOUNT, m.KEPT, m.PARTIAL, m.BROKEN, m.KEPT_RATE, m.PROMISES_OPEN),
    "collector",
    (Counting.DONE,),
    compared=(m.KEPT_RATE,),
)
PLANS = Report(
    "plans",
    label("Repayment plans"),
    (m.PLANS, m.PLANS_AMOUNT, m.PLANS_KEPT, m.PLANS_BROKEN, m.PLANS_ENDED, m.PLAN_KEPT_RATE, m.PLANS_ACTIVE),
    "collector",
    (Counting.DONE,),
    compared=(m.PLAN_KEPT_RATE,),
)
ACTIVITY = Report(
    "activity",
    label("Activity"),
    (
        m.CALLS, m.CONNECTED, m.CONNECT_RATE, m.MESSAGES, m.VISITS, m.LETTERS, m.RECEIPTS, m.WORKED,
        m.WRONG_NUMBERS, m.RECEIVED, m.ENTRY_HOURS,
    ),
    "collector",
    (Counting.DONE,),
    compared=(m.CALLS, m.CONNECT_RATE),
)  # fmt: skip
COLLECTORS = Report(
    "collectors",
    label("Collectors"),
    (
        m.CASES, m.BALANCE, m.ASSIGNED, m.COLLECTED, m.RECOVERY_RATE, m.TARGET, m.TARGET_REACHED,
        m.COLLECTED_BY_HOLDER, m.COLLECTED_BY_AGENT, m.CALLS, m.CONNECTED, m.VISITS, m.LETTERS, m.KEPT, m.BROKEN,
        m.KEPT_RATE, m.COMPLAINTS,
    ),
    "collector",
    (Counting.STOCK, Counting.DONE, Counting.TARGETS),
    compared=(m.COLLECTED,),
)  # fmt: skip
INSPECTIONS = Report(
    "inspections",
    label("Inspections"),
    (
        m.CONTACTS, m.INSPECTED, m.INSPECTED_RATE, m.INSPECTED_PASSED, m.PASS_RATE, m.SCORE, m.CORRECTIONS_OPEN,
        m.CORRECTIONS_OVERDUE,
    ),
    "collector",
    (Counting.DONE,),
    compared=(m.INSPECTED_RATE, m.PASS_RATE),
)  # fmt: skip
FIELD = Report(
    "field",
    label("Rounds by village or estate"),
    (
        m.HOUSEHOLDS, m.SIGNED, m.CASH_HOUSEHOLDS, m.CASH_PRINCIPAL, m.CASH_INTEREST, m.INTENDING,
        m.INTENDING_PRINCIPAL, m.UNSIGNED, m.AWAY, m.LAPSED,
    ),
    "area",
    (Counting.ROUND,),
)  # fmt: skip
DEFAULT_RATE = Report(
    "default-rate",
    label("Default rate"),
    (
        m.REPAYING, m.DEFAULTED, m.DEFAULT_RATE, m.REPAYING_PRINCIPAL, m.DEFAULTED_PRINCIPAL,
        m.DEFAULT_RATE_BY_PRINCIPAL,
    ),
    "product",
    (Counting.DEFAULTS,),
    Span.DAY,
    (m.DEFAULT_RATE,),
)  # fmt: skip
ARREARS = Report(
    "arrears",
    label("Arrears by age of each instalment"),
    (m.OVERDUE_CASES, m.OVERDUE, *m.OVERDUE_BY_AGE),
    "product",
    (Counting.ARREARS,),
    Span.DAY,
)
CURRENT, OLD = "current", "old"
"""Bills of the period, and older ones."""
COLLECTION_RATE = Report(
    "collection-rate",
    label("Collection rate"),
    (m.DUE, m.DUE_COLLECTED, m.COLLECTION_RATE, m.DUE_HOUSEHOLDS, m.DUE_HOUSEHOLDS_PAID, m.HOUSEHOLD_RATE),
    "",
    (Counting.BILLS,),
    Span.YEAR,
    (m.COLLECTION_RATE, m.HOUSEHOLD_RATE),
    parts=(CURRENT, OLD),
)
REPORTS = {
    each.name: each
    for each in (
        PORTFOLIO, AGEING, RECOVERY, ROLL, PROMISES, PLANS, ACTIVITY, COLLECTORS, INSPECTIONS, FIELD, DEFAULT_RATE,
        COLLECTION_RATE, ARREARS,
    )
}  # fmt: skip

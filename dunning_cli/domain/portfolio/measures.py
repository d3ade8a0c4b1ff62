"""What reports measure: each figure with its formula in words, from summands that add up over cases.

Ratios do not add: they are worked out of the sums of a row. Every report, the page and the targets use these and
no others.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from enum import Enum, auto
from typing import TypeAlias

from dunning_cli.domain.portfolio.sums import Summand, Sums
from dunning_cli.kernel.message import Message, label
from dunning_cli.kernel.record import dataclass

Value: TypeAlias = int | Decimal | None


class Unit(Enum):
    """In what a measure is told."""

    COUNT = auto()
    YUAN = auto()
    PERCENT = auto()
    HOURS = auto()
    DAYS = auto()


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure of a report: its key for scripts, its title, and how it comes about."""

    key: str
    title: Message
    formula: Message
    unit: Unit
    of: Callable[[Sums], Value]
    """From the sums of a row: a count, yuan, percent or hours; None where there is nothing to divide by."""


def share_reached(reached: Decimal | int, wanted: Decimal | int | None) -> Decimal | None:
    """What was reached in percent of what was wanted: reached × 100 ÷ wanted; None where nothing was."""
    return Decimal(reached) * 100 / wanted if wanted else None


def count_measure(summand: Summand, title: Message, formula: Message) -> Measure:
    """The measure that is a summand itself: how many."""
    return Measure(summand.value, title, formula, Unit.COUNT, lambda sums: sums.of(summand))


def _money(summand: Summand, title: Message, formula: Message) -> Measure:
    return Measure(summand.value, title, formula, Unit.YUAN, lambda sums: sums.yuan(summand))


def _share(key: str, title: Message, formula: Message, part: Summand, whole: tuple[Summand, ...]) -> Measure:
    def of(sums: Sums) -> Decimal | None:
        return share_reached(sums.of(part), sum(sums.of(each) for each in whole))

    return Measure(key, title, formula, Unit.PERCENT, of)


# --- on the last day

CASES = count_measure(Summand.CASES, label("cases"), label("open cases received by the last day"))
BALANCE = _money(
    Summand.BALANCE,
    label("balance"),
    label("principal + interest + penalty + fee of these, credits left out"),
)
PRINCIPAL = _money(Summand.PRINCIPAL, label("principal"), label("principal these owe"))
INTEREST = _money(Summand.INTEREST, label("interest"), label("interest these owe"))
PENALTY = _money(Summand.PENALTY, label("penalty"), label("penalty these owe"))
FEE = _money(Summand.FEE, label("fee"), label("fees these owe"))
OVERDUE = _money(Summand.OVERDUE, label("overdue"), label("what of the balance has fallen due and is unpaid"))
CREDIT = _money(Summand.CREDIT, label("paid too much"), label("what was paid beyond the debt"))

# --- on hand, and what came in

ON_HAND = count_measure(
    Summand.ON_HAND,
    label("on hand"),
    label("cases received by the last day and not closed before the first"),
)
ASSIGNED = _money(
    Summand.ASSIGNED,
    label("assigned"),
    label("openings and charges of the cases on hand, up to the last day, what was taken back left out"),
)
RECEIVED = count_measure(Summand.RECEIVED, label("cases received"), label("cases received in the period"))
COLLECTED = _money(
    Summand.COLLECTED,
    label("collected"),
    label("payments less refunds of the period; things taken in payment and transfers left out"),
)
COLLECTED_BY_HOLDER = _money(
    Summand.COLLECTED_BY_HOLDER,
    label("on own cases"),
    label("the same, for whoever had the case on the value date"),
)
COLLECTED_BY_AGENT = _money(
    Summand.COLLECTED_BY_AGENT, label("taken in person"), label("the same, for whoever took the money")
)
TARGET = _money(
    Summand.TARGET, label("target"), label("the collectors' targets of the months that begin in the period")
)
TARGET_REACHED = _share(
    "target_reached",
    label("target reached"),
    label("collected × 100 ÷ target"),
    Summand.COLLECTED,
    (Summand.TARGET,),
)
IN_KIND = _money(
    Summand.IN_KIND, label("in kind"), label("what things taken in payment settled in the period")
)
TRANSFERRED = _money(
    Summand.TRANSFERRED,
    label("transferred"),
    label("what came from other cases less what went to others in the period"),
)
RECOVERY_RATE = _share(
    "recovery_rate",
    label("recovery rate"),
    label("collected × 100 ÷ assigned"),
    Summand.COLLECTED,
    (Summand.ASSIGNED,),
)


def _hours(sums: Sums) -> Decimal | None:
    timed = sums.of(Summand.INTAKE_TIMED)
    return Decimal(sums.of(Summand.INTAKE_HOURS)) / timed if timed else None


ENTRY_HOURS = Measure(
    "entry_hours",
    label("hours to entry"),
    label(
        "hours from the end of the day on which the client's data came to the first opening balance, days off not "
        "counted: their sum ÷ cases received in the period with both"
    ),
    Unit.HOURS,
    _hours,
)

# --- work

CALLS = count_measure(Summand.CALLS, label("calls"), label("calls by people, answered or not"))
CONNECTED = count_measure(Summand.CONNECTED, label("connected"), label("calls in which somebody spoke"))
CONNECT_RATE = _share(
    "connect_rate",
    label("connect rate"),
    label("connected × 100 ÷ calls"),
    Summand.CONNECTED,
    (Summand.CALLS,),
)
MESSAGES = count_measure(
    Summand.MESSAGES, label("messages"), label("text messages, e-mails and WeChat messages")
)
VISITS = count_measure(Summand.VISITS, label("visits"), label("visits, let in or not"))
LETTERS = count_measure(
    Summand.LETTERS, label("letters"), label("letters written and not spoiled, by number")
)
RECEIPTS = count_measure(
    Summand.RECEIPTS,
    label("receipts signed"),
    label("letters somebody signed for in the period, whenever they were written"),
)
WORKED = count_measure(
    Summand.WORKED, label("cases worked"), label("cases called, written to or visited in the period")
)
WRONG_NUMBERS = count_measure(
    Summand.WRONG_NUMBERS,
    label("wrong numbers"),
    label("calls, messages and visits to a number or address that is somebody else's"),
)
COMPLAINTS = count_measure(Summand.COMPLAINTS, label("complaints"), label("complaints made in the period"))

# --- inspections

CONTACTS = Measure(
    "contacts",
    label("contacts"),
    label("contacts made in the period, on whatever channel; those of another system left out"),
    Unit.COUNT,
    lambda sums: sums.of(Summand.OWN_CONTACTS),
)
INSPECTED = count_measure(
    Summand.INSPECTED,
    label("inspected"),
    label("contacts inspected in the period, whenever they were made, each once"),
)
INSPECTED_RATE = _share(
    "inspected_rate",
    label("inspected share"),
    label("inspected × 100 ÷ contacts"),
    Summand.INSPECTED,
    (Summand.OWN_CONTACTS,),
)
INSPECTED_PASSED = count_measure(
    Summand.INSPECTED_PASSED,
    label("passed"),
    label("those of the inspected that the last inspection of the period found in order"),
)
PASS_RATE = _share(
    "pass_rate",
    label("pass rate"),
    label("passed × 100 ÷ inspected"),
    Summand.INSPECTED_PASSED,
    (Summand.INSPECTED,),
)
SCORE = _share(
    "score",
    label("score"),
    label("points these got × 100 ÷ the most that the items judged give; those without points left out"),
    Summand.SCORE_POINTS,
    (Summand.SCORE_MOST,),
)
CORRECTIONS_OPEN = count_measure(
    Summand.CORRECTIONS_OPEN,
    label("open corrections"),
    label("corrections with a day that nobody has said to be done by the last day"),
)
CORRECTIONS_OVERDUE = count_measure(
    Summand.CORRECTIONS_OVERDUE, label("overdue corrections"), label("those of them whose day has passed")
)

# --- promises and plans

PROMISED = count_measure(Summand.PROMISED, label("promises taken"), label("promises taken in the period"))
PROMISED_AMOUNT = _money(Summand.PROMISED_AMOUNT, label("amount promised"), label("what these promise"))
KEPT = count_measure(
    Summand.KEPT, label("kept"), label("promises kept in the period, whenever they were taken")
)
PARTIAL = count_measure(
    Summand.PARTIAL, label("partly kept"), label("promises that ended in the period, paid in part")
)
BROKEN = count_measure(
    Summand.BROKEN, label("broken"), label("promises that ended in the period, nothing paid")
)
PROMISES_OPEN = count_measure(
    Summand.PROMISES_OPEN, label("open promises"), label("promises open on the last day")
)
KEPT_RATE = _share(
    "kept_rate",
    label("kept rate"),
    label("kept × 100 ÷ (kept + partly kept + broken)"),
    Summand.KEPT,
    (Summand.KEPT, Summand.PARTIAL, Summand.BROKEN),
)
PLANS = count_measure(Summand.PLANS, label("plans"), label("plans agreed in the period"))
PLANS_AMOUNT = _money(Summand.PLANS_AMOUNT, label("planned"), label("the instalments of these"))
PLANS_ACTIVE = count_measure(Summand.PLANS_ACTIVE, label("running"), label("plans that run on the last day"))
PLANS_KEPT = count_measure(Summand.PLANS_KEPT, label("kept"), label("plans paid in full in the period"))
PLANS_BROKEN = count_measure(Summand.PLANS_BROKEN, label("broken"), label("plans broken in the period"))
PLANS_ENDED = count_measure(
    Summand.PLANS_ENDED, label("ended"), label("plans ended in the period by agreement or by another plan")
)
PLAN_KEPT_RATE = _share(
    "kept_rate",
    label("kept rate"),
    label("kept × 100 ÷ (kept + broken); plans ended otherwise left out"),
    Summand.PLANS_KEPT,
    (Summand.PLANS_KEPT, Summand.PLANS_BROKEN),
)

# --- roll

BEGUN = count_measure(
    Summand.BEGUN,
    label("cases at first"),
    label("cases received and open before the period, by their stage on the day before it"),
)
BEGUN_BALANCE = _money(Summand.BEGUN_BALANCE, label("balance at first"), label("what these owed then"))
WORSE = count_measure(
    Summand.WORSE, label("worse"), label("of these, open and in a later stage on the last day")
)
WORSE_BALANCE = _money(
    Summand.WORSE_BALANCE, label("balance of worse"), label("what these had owed at first")
)
SAME = count_measure(Summand.SAME, label("same"), label("open and in the same stage on the last day"))
BETTER = count_measure(
    Summand.BETTER, label("better"), label("open, in an earlier stage on the last day and still overdue")
)
SETTLED = count_measure(
    Summand.SETTLED,
    label("settled"),
    label("closed by the last day, or overdue at first and with nothing overdue then"),
)
SETTLED_BALANCE = _money(
    Summand.SETTLED_BALANCE, label("balance of settled"), label("what these had owed at first")
)
ROLL_RATE = _share(
    "roll_rate",
    label("roll rate"),
    label("worse × 100 ÷ cases at first"),
    Summand.WORSE,
    (Summand.BEGUN,),
)
ROLL_RATE_BY_BALANCE = _share(
    "roll_rate_by_balance",
    label("roll rate by balance"),
    label("balance of worse × 100 ÷ balance at first"),
    Summand.WORSE_BALANCE,
    (Summand.BEGUN_BALANCE,),
)

# --- loans being repaid

REPAYING = count_measure(
    Summand.REPAYING,
    label("being repaid"),
    label("cases received by the last day of which anything had fallen due"),
)
REPAYING_PRINCIPAL = _money(
    Summand.REPAYING_PRINCIPAL,
    label("principal charged"),
    label("principal charged to these by the last day"),
)
DEFAULTED = count_measure(
    Summand.DEFAULTED, label("in default"), label("of these, open with anything overdue on the last day")
)
DEFAULTED_PRINCIPAL = _money(
    Summand.DEFAULTED_PRINCIPAL, label("principal in default"), label("principal overdue on the last day")
)
DEFAULT_RATE = _share(
    "default_rate",
    label("default rate"),
    label("in default × 100 ÷ being repaid"),
    Summand.DEFAULTED,
    (Summand.REPAYING,),
)
DEFAULT_RATE_BY_PRINCIPAL = _share(
    "default_rate_by_principal",
    label("default rate by principal"),
    label("principal in default × 100 ÷ principal charged"),
    Summand.DEFAULTED_PRINCIPAL,
    (Summand.REPAYING_PRINCIPAL,),
)

# --- a round

HOUSEHOLDS = count_measure(Summand.HOUSEHOLDS, label("households"), label("cases on hand in the period"))
SIGNED = count_measure(
    Summand.SIGNED, label("notices signed"), label("households that signed a notice in the period")
)
CASH_HOUSEHOLDS = count_measure(
    Summand.CASH_HOUSEHOLDS, label("paid in cash"), label("households that paid in cash in the period")
)
CASH_PRINCIPAL = _money(
    Summand.CASH_PRINCIPAL, label("cash for principal"), label("what of that cash settled principal")
)
CASH_INTEREST = _money(
    Summand.CASH_INTEREST, label("cash for interest"), label("what of that cash settled interest and penalty")
)
INTENDING = count_measure(
    Summand.INTENDING, label("intend to pay"), label("households that said so in the period, or promised to")
)
INTENDING_PRINCIPAL = _money(
    Summand.INTENDING_PRINCIPAL,
    label("principal of these"),
    label("principal that those who intend to pay owe on the last day"),
)
UNSIGNED = count_measure(
    Summand.UNSIGNED,
    label("unsigned"),
    label("households written to or visited in the period that neither signed nor paid"),
)
AWAY = count_measure(
    Summand.AWAY,
    label("of them away"),
    label("those of them that a visit or call found to have moved or to work elsewhere"),
)
LAPSED = count_measure(
    Summand.LAPSED,
    label("of them lapsed"),
    label("those of them whose limitation has run out, as far as proven"),
)

# --- bills

DUE = _money(
    Summand.DUE,
    label("to be collected"),
    label(
        "current: principal and fees of bills due in the period; old: what was unpaid of earlier ones before it"
    ),
)
DUE_COLLECTED = _money(
    Summand.DUE_COLLECTED,
    label("collected"),
    label("current: money used on these by the last day; old: money used on them in the period"),
)
COLLECTION_RATE = _share(
    "collection_rate",
    label("collection rate"),
    label("collected × 100 ÷ to be collected"),
    Summand.DUE_COLLECTED,
    (Summand.DUE,),
)
DUE_HOUSEHOLDS = count_measure(
    Summand.DUE_HOUSEHOLDS, label("households"), label("cases of which anything was to be collected")
)
DUE_HOUSEHOLDS_PAID = count_measure(
    Summand.DUE_HOUSEHOLDS_PAID,
    label("paid up"),
    label("those of them that owe nothing of it on the last day"),
)
HOUSEHOLD_RATE = _share(
    "household_rate",
    label("rate by households"),
    label("paid up × 100 ÷ households"),
    Summand.DUE_HOUSEHOLDS_PAID,
    (Summand.DUE_HOUSEHOLDS,),
)

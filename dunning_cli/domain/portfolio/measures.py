"""What reports measure: each figure with its formula in words, from summands that add up over cases.

Ratios do not add: they are worked out of the sums of a row. Every report, the page and the targets use these and
no others.
"""

from __future__ import annotations

from dunning_cli.domain.account.ageing import AGES_PAST_DUE
from dunning_cli.domain.portfolio.measure import (
    Measure,
    Unit,
    count_measure,
    mean_measure,
    money_measure,
    share_measure,
    share_reached,
)
from dunning_cli.domain.portfolio.repaid import SUMMANDS_BY_AGE
from dunning_cli.domain.portfolio.sums import Summand, Sums
from dunning_cli.kernel.message import label, msg

# --- on the last day

CASES = count_measure(Summand.CASES, label("cases"), label("open cases received by the last day"))
BALANCE = money_measure(
    Summand.BALANCE,
    label("balance"),
    label("principal + interest + penalty + fee of these, credits left out"),
)
PRINCIPAL = money_measure(Summand.PRINCIPAL, label("principal"), label("principal these owe"))
INTEREST = money_measure(Summand.INTEREST, label("interest"), label("interest these owe"))
PENALTY = money_measure(Summand.PENALTY, label("penalty"), label("penalty these owe"))
FEE = money_measure(Summand.FEE, label("fee"), label("fees these owe"))
OVERDUE = money_measure(
    Summand.OVERDUE, label("overdue"), label("what of the balance has fallen due and is unpaid")
)
CREDIT = money_measure(Summand.CREDIT, label("paid too much"), label("what was paid beyond the debt"))

# --- on hand, and what came in

ON_HAND = count_measure(
    Summand.ON_HAND,
    label("on hand"),
    label("cases received by the last day and not closed before the first"),
)
ASSIGNED = money_measure(
    Summand.ASSIGNED,
    label("assigned"),
    label("openings and charges of the cases on hand, up to the last day, what was taken back left out"),
)
RECEIVED = count_measure(Summand.RECEIVED, label("cases received"), label("cases received in the period"))
COLLECTED = money_measure(
    Summand.COLLECTED,
    label("collected"),
    label("payments less refunds of the period; things taken in payment and transfers left out"),
)
COLLECTED_BY_HOLDER = money_measure(
    Summand.COLLECTED_BY_HOLDER,
    label("on own cases"),
    label("the same, for whoever had the case on the value date"),
)
COLLECTED_BY_AGENT = money_measure(
    Summand.COLLECTED_BY_AGENT, label("taken in person"), label("the same, for whoever took the money")
)
TARGET = money_measure(
    Summand.TARGET, label("target"), label("the collectors' targets of the months that begin in the period")
)
TARGET_REACHED = share_measure(
    "target_reached",
    label("target reached"),
    label("collected × 100 ÷ target"),
    Summand.COLLECTED,
    (Summand.TARGET,),
)
IN_KIND = money_measure(
    Summand.IN_KIND, label("in kind"), label("what things taken in payment settled in the period")
)
TRANSFERRED = money_measure(
    Summand.TRANSFERRED,
    label("transferred"),
    label("what came from other cases less what went to others in the period"),
)
RECOVERY_RATE = share_measure(
    "recovery_rate",
    label("recovery rate"),
    label("collected × 100 ÷ assigned"),
    Summand.COLLECTED,
    (Summand.ASSIGNED,),
)

ENTRY_HOURS = mean_measure(
    "entry_hours",
    label("hours to entry"),
    label(
        "hours from the end of the day on which the client's data came to the first opening balance, days off not "
        "counted, none where it was entered by then: their sum ÷ cases received in the period with both"
    ),
    Unit.HOURS,
    Summand.INTAKE_HOURS,
    Summand.INTAKE_TIMED,
)

# --- work

CALLS = count_measure(Summand.CALLS, label("calls"), label("calls by people, answered or not"))
CONNECTED = count_measure(Summand.CONNECTED, label("connected"), label("calls in which somebody spoke"))
CONNECT_RATE = share_measure(
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
    Summand.WORKED,
    label("cases worked"),
    label("cases with a contact, on whatever channel, or a letter in the period"),
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
INSPECTED_RATE = share_measure(
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
PASS_RATE = share_measure(
    "pass_rate",
    label("pass rate"),
    label("passed × 100 ÷ inspected"),
    Summand.INSPECTED_PASSED,
    (Summand.INSPECTED,),
)
SCORE = share_measure(
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
PROMISED_AMOUNT = money_measure(
    Summand.PROMISED_AMOUNT, label("amount promised"), label("what these promise")
)
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
KEPT_RATE = share_measure(
    "kept_rate",
    label("kept rate"),
    label("kept × 100 ÷ (kept + partly kept + broken)"),
    Summand.KEPT,
    (Summand.KEPT, Summand.PARTIAL, Summand.BROKEN),
)
PLANS = count_measure(Summand.PLANS, label("plans"), label("plans agreed in the period"))
PLANS_AMOUNT = money_measure(Summand.PLANS_AMOUNT, label("planned"), label("the instalments of these"))
PLANS_ACTIVE = count_measure(Summand.PLANS_ACTIVE, label("running"), label("plans that run on the last day"))
PLANS_KEPT = count_measure(Summand.PLANS_KEPT, label("kept"), label("plans paid in full in the period"))
PLANS_BROKEN = count_measure(Summand.PLANS_BROKEN, label("broken"), label("plans broken in the period"))
PLANS_ENDED = count_measure(
    Summand.PLANS_ENDED, label("ended"), label("plans ended in the period by agreement or by another plan")
)
PLAN_KEPT_RATE = share_measure(
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
BEGUN_BALANCE = money_measure(Summand.BEGUN_BALANCE, label("balance at first"), label("what these owed then"))
WORSE = count_measure(
    Summand.WORSE, label("worse"), label("of these, open and in a later stage on the last day")
)
WORSE_BALANCE = money_measure(
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
SETTLED_BALANCE = money_measure(
    Summand.SETTLED_BALANCE, label("balance of settled"), label("what these had owed at first")
)
ROLL_RATE = share_measure(
    "roll_rate",
    label("roll rate"),
    label("worse × 100 ÷ cases at first"),
    Summand.WORSE,
    (Summand.BEGUN,),
)
ROLL_RATE_BY_BALANCE = share_measure(
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
REPAYING_PRINCIPAL = money_measure(
    Summand.REPAYING_PRINCIPAL,
    label("principal charged"),
    label("principal charged to these by the last day; not what a court awarded in its place"),
)
DEFAULTED = count_measure(
    Summand.DEFAULTED, label("in default"), label("of these, open with anything overdue on the last day")
)
DEFAULTED_PRINCIPAL = money_measure(
    Summand.DEFAULTED_PRINCIPAL,
    label("principal in default"),
    label("principal of these past its due date and unpaid; of a card that of the statements past theirs"),
)
DEFAULT_RATE = share_measure(
    "default_rate",
    label("default rate"),
    label("in default × 100 ÷ being repaid"),
    Summand.DEFAULTED,
    (Summand.REPAYING,),
)
DEFAULT_RATE_BY_PRINCIPAL = share_measure(
    "default_rate_by_principal",
    label("default rate by principal"),
    label("principal in default × 100 ÷ principal charged"),
    Summand.DEFAULTED_PRINCIPAL,
    (Summand.REPAYING_PRINCIPAL,),
)

# --- arrears by the age of each instalment

OVERDUE_CASES = count_measure(
    Summand.OVERDUE_CASES,
    label("cases overdue"),
    label("open cases received by the last day with anything overdue on it"),
)


def _of_age(days: str, summand: Summand) -> Measure:
    return money_measure(
        summand,
        msg("{days} days", days=days),
        msg(
            "what of it fell due {days} days before: each instalment or bill with its interest, penalty and fees, of a "
            "card each minimum, by its own due date",
            days=days,
        ),
    )


OVERDUE_BY_AGE = tuple(map(_of_age, AGES_PAST_DUE, SUMMANDS_BY_AGE))

# --- a round

HOUSEHOLDS = count_measure(Summand.HOUSEHOLDS, label("households"), label("cases on hand in the period"))
SIGNED = count_measure(
    Summand.SIGNED, label("notices signed"), label("households that signed a notice in the period")
)
CASH_HOUSEHOLDS = count_measure(
    Summand.CASH_HOUSEHOLDS, label("paid in cash"), label("households that paid in cash in the period")
)
CASH_PRINCIPAL = money_measure(
    Summand.CASH_PRINCIPAL, label("cash for principal"), label("what of that cash settled principal")
)
CASH_INTEREST = money_measure(
    Summand.CASH_INTEREST, label("cash for interest"), label("what of that cash settled interest and penalty")
)
INTENDING = count_measure(
    Summand.INTENDING, label("intend to pay"), label("households that said so in the period, or promised to")
)
INTENDING_PRINCIPAL = money_measure(
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

DUE = money_measure(
    Summand.DUE,
    label("to be collected"),
    label(
        "current: principal and fees of bills due in the period; old: what was unpaid of earlier ones before it, or when "
        "taken over in it"
    ),
)
DUE_COLLECTED = money_measure(
    Summand.DUE_COLLECTED,
    label("paid on these"),
    label(
        "current: money used on these by the last day; old: money used on them in the period; on a judgment in their "
        "place, too"
    ),
)
COLLECTION_RATE = share_measure(
    "collection_rate",
    label("collection rate"),
    label("paid on these × 100 ÷ to be collected"),
    Summand.DUE_COLLECTED,
    (Summand.DUE,),
)
DUE_HOUSEHOLDS = count_measure(
    Summand.DUE_HOUSEHOLDS,
    label("households"),
    label("cases of which anything was to be collected, each once"),
)


def _paid_up(sums: Sums) -> int:
    return sums.of(Summand.DUE_HOUSEHOLDS) - sums.of(Summand.DUE_HOUSEHOLDS_UNPAID)


DUE_HOUSEHOLDS_PAID = Measure(
    "due_households_paid",
    label("paid up"),
    label("those of them that owe nothing of it on the last day"),
    Unit.COUNT,
    _paid_up,
)
HOUSEHOLD_RATE = Measure(
    "household_rate",
    label("rate by households"),
    label("paid up × 100 ÷ households"),
    Unit.PERCENT,
    lambda sums: share_reached(_paid_up(sums), sums.of(Summand.DUE_HOUSEHOLDS)),
)

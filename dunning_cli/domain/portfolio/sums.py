"""What is counted of cases, so that it adds up: whole numbers, cents, minutes, and names of which each counts once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import field
from decimal import Decimal
from enum import StrEnum

from dunning_cli.kernel.money import as_yuan
from dunning_cli.kernel.record import dataclass


class Summand(StrEnum):
    """What is counted of a case: on a day, or in a period by what was done and reached in it."""

    # --- on the last day, of open cases received by then
    CASES = "cases"
    BALANCE = "balance"
    """What is owed, a credit left out, cents; the four below are its parts."""
    PRINCIPAL = "principal"
    INTEREST = "interest"
    PENALTY = "penalty"
    FEE = "fee"
    OVERDUE = "overdue"
    """What has fallen due and is unpaid, cents."""
    CREDIT = "credit"
    """What was paid beyond the debt, cents."""

    # --- in the period, of cases on hand in it
    ON_HAND = "on_hand"
    """Cases received by the last day and not closed before the first."""
    ASSIGNED = "assigned"
    """What was put into these cases by the last day: openings and charges that stand, cents."""
    RECEIVED = "received"
    """Cases received in it."""
    INTAKE_TIMED = "intake_timed"
    """Those of them of which is known when their data came and when they were entered."""
    INTAKE_HOURS = "intake_hours"

    # --- money, for whoever had the case on the value date
    COLLECTED = "collected"
    """Money that came in, less what was paid back, cents: for whom the settings say."""
    COLLECTED_BY_HOLDER = "collected_by_holder"
    """The same for whoever had the case on its value date."""
    COLLECTED_BY_AGENT = "collected_by_agent"
    """The same for whoever took it."""
    TARGET = "target"
    """What was to be collected, by the targets of the months that begin in it, cents."""
    IN_KIND = "in_kind"
    """What things taken in payment settled, cents."""
    TRANSFERRED = "transferred"
    """What came from other cases less what went to others, cents."""

    # --- work, for whoever did it
    CALLS = "calls"
    CONNECTED = "connected"
    """Calls in which somebody spoke."""
    MESSAGES = "messages"
    VISITS = "visits"
    LETTERS = "letters"
    """Serials of letters written and not spoiled."""
    RECEIPTS = "receipts"
    """Serials of letters that somebody signed for in it."""
    WORKED = "worked"
    """Cases on which somebody called, wrote or went."""
    WRONG_NUMBERS = "wrong_numbers"
    """Contacts that reached nobody of the case: a number or an address of somebody else."""
    COMPLAINTS = "complaints"
    """Complaints, for whom they are about."""

    # --- inspections, for whoever made the contact
    OWN_CONTACTS = "own_contacts"
    """Contacts made here, on whatever channel."""
    INSPECTED = "inspected"
    """Ids of contacts inspected in it; of an inspection that names none its own."""
    INSPECTED_PASSED = "inspected_passed"
    """Those of them that were in order."""
    SCORE_POINTS = "score_points"
    """Points that these got."""
    SCORE_MOST = "score_most"
    """The most points that the items judged give."""
    CORRECTIONS_OPEN = "corrections_open"
    """Corrections open on the last day."""
    CORRECTIONS_OVERDUE = "corrections_overdue"
    """Those of them whose day has passed."""

    # --- promises and plans, for whoever took them
    PROMISED = "promised"
    """Promises made in it."""
    PROMISED_AMOUNT = "promised_amount"
    PROMISES_OPEN = "promises_open"
    """Promises open on the last day, whenever they were made."""
    KEPT = "kept"
    """Promises decided in it: kept."""
    PARTIAL = "partial"
    BROKEN = "broken"
    PLANS = "plans"
    """Plans agreed in it."""
    PLANS_AMOUNT = "plans_amount"
    PLANS_ACTIVE = "plans_active"
    """Plans that run on the last day."""
    PLANS_KEPT = "plans_kept"
    PLANS_BROKEN = "plans_broken"
    PLANS_ENDED = "plans_ended"

    # --- from the first day to the last, of cases open before it, or received in it
    BEGUN = "begun"
    BEGUN_BALANCE = "begun_balance"
    WORSE = "worse"
    WORSE_BALANCE = "worse_balance"
    SAME = "same"
    BETTER = "better"
    SETTLED = "settled"
    """Closed by the last day, or with nothing overdue any more."""
    SETTLED_BALANCE = "settled_balance"

    # --- loans that are being repaid
    REPAYING = "repaying"
    """Cases of which anything has fallen due by the last day, closed as paid among them."""
    REPAYING_PRINCIPAL = "repaying_principal"
    """Principal that had fallen due of them, and what has not yet, cents: what was lent as far as it was charged."""
    DEFAULTED = "defaulted"
    """Those of them with anything overdue on the last day."""
    DEFAULTED_PRINCIPAL = "defaulted_principal"
    """Principal overdue, cents."""

    # --- what is overdue, by the age of each instalment; of open cases with anything overdue on the last day
    OVERDUE_CASES = "overdue_cases"
    OVERDUE_1_30 = "overdue_1_30"
    """What fell due 1 to 30 days before, cents; the others likewise."""
    OVERDUE_31_60 = "overdue_31_60"
    OVERDUE_61_90 = "overdue_61_90"
    OVERDUE_91_180 = "overdue_91_180"
    OVERDUE_181_365 = "overdue_181_365"
    OVERDUE_366_730 = "overdue_366_730"
    OVERDUE_731 = "overdue_731"

    # --- a round through the villages or estates
    HOUSEHOLDS = "households"
    SIGNED = "signed"
    """Households that signed a notice in the period."""
    CASH_HOUSEHOLDS = "cash_households"
    CASH_PRINCIPAL = "cash_principal"
    CASH_INTEREST = "cash_interest"
    INTENDING = "intending"
    """Households that said they intend to pay."""
    INTENDING_PRINCIPAL = "intending_principal"
    UNSIGNED = "unsigned"
    """Households written to or visited that neither signed nor paid."""
    AWAY = "away"
    """Those of them that live or work elsewhere."""
    LAPSED = "lapsed"
    """Those of them whose claim has lapsed, as far as can be proven."""

    # --- bills, of the period and older ones apart
    DUE = "due"
    DUE_COLLECTED = "due_collected"
    DUE_HOUSEHOLDS = "due_households"
    """Ids of cases of which anything was to be collected: one with bills of both sorts is one."""
    DUE_HOUSEHOLDS_UNPAID = "due_households_unpaid"
    """Those of them that owe any of it."""

    # --- a month by the rules
    CONTACTS = "contacts"
    """Contacts of the period that stand."""
    CONTACTS_CONNECTED = "contacts_connected"
    """Those of them that are calls, by a machine too, in which somebody spoke."""
    WITHIN = "within"
    """Those of them against no rule."""
    AGAINST = "against"
    THIRD_PARTY = "third_party"
    """Those of them made to somebody who does not owe, or answered by one."""
    OVERRIDDEN = "overridden"
    """Entries in which a rule was overridden for a reason."""
    ON_RECORD = "on_record"
    """Contacts and letters against a rule of which nobody gave a reason."""
    AGREED = "agreed"
    """Contacts that would be against a rule, had the person not asked for them."""
    LATE = "late"
    """Contacts and cases recorded later than is allowed."""
    COMPLAINTS_SETTLED = "complaints_settled"
    """Complaints settled in the period, whenever they were made."""
    COMPLAINT_DAYS = "complaint_days"
    """Days from these complaints to what settled them."""
    COMPLAINTS_OPEN = "complaints_open"
    """Complaints that are not settled on the last day."""
    FIRST_DEMANDS = "first_demands"
    """Cases of which the first contact or demand was in the period."""
    VERIFIED_FIRST = "verified_first"
    """Those of them verified by that day."""
    UNVERIFIED_FIRST = "unverified_first"
    LETTERS_POSTED = "letters_posted"
    """Serials of letters of the period on their way on the last day, with a tracking number."""
    LETTERS_RECEIVED = "letters_received"
    LETTERS_RETURNED = "letters_returned"
    LETTERS_UNPROVEN = "letters_unproven"
    EXPORTS = "exports"
    """Files with personal data taken out of the ledger on this machine."""
    REVEALS = "reveals"
    """Looks at personal data in full on this machine."""


@dataclass(slots=True)
class Sums:
    """Summands of some cases added up."""

    numbers: Counter[str] = field(default_factory=Counter)
    names: dict[str, set[str]] = field(default_factory=dict)

    def count(self, summand: Summand, number: int = 1) -> None:
        """Counts one, or so many."""
        if number:
            self.numbers[summand.value] += number

    def name(self, summand: Summand, *names: str) -> None:
        """Counts names, each once."""
        if names:
            self.names.setdefault(summand.value, set()).update(names)

    def add(self, numbers: Iterable[tuple[str, int]], names: Iterable[tuple[str, Iterable[str]]]) -> None:
        """Adds what was counted elsewhere."""
        for key, number in numbers:
            self.numbers[key] += number
        for key, some in names:
            self.names.setdefault(key, set()).update(some)

    def add_all(self, more: Sums) -> None:
        """Adds all that was counted elsewhere."""
        self.add(more.numbers.items(), more.names.items())

    def of(self, summand: Summand) -> int:
        """What was counted: a number, cents, or how many names."""
        value = summand.value
        return len(self.names[value]) if value in self.names else self.numbers[value]

    def yuan(self, summand: Summand) -> Decimal:
        """An amount that was counted in cents, yuan."""
        return as_yuan(self.numbers[summand.value])

    def __bool__(self) -> bool:
        return any(self.numbers.values()) or any(self.names.values())


def added_up(some: Iterable[Sums]) -> Sums:
    """Several sums together."""
    total = Sums()
    for each in some:
        total.add_all(each)
    return total

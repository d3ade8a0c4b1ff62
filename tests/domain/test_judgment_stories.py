"""Judgments worked by hand: each story carries its working, which the test reckons again before it asks the account."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

import pytest

Step = tuple[str, str, dict[str, Any]]
LOAN, PROPERTY, CARD, STUDENT = "small-loan", "property-fee", "credit-card", "student-loan"


@dataclass
class Story:
    """What a paper says, what was done, and what is owed on a day.

    Lines of the working are reckoned: `A × r% × n [/ y] = sum`, `D … D = days`, and sums of sums; what stands
    behind a semicolon says why.
    """

    name: str
    policy: str
    steps: list[Step]
    as_of: str
    working: str
    owed: str
    """principal, interest, penalty, fee."""
    terms: tuple[str, ...] = ()
    overdue: str | None = None
    days: int | None = None


def judged(on: str, perform_by: str, **more: Any) -> Step:
    return ("judgment", on, {"perform_by": perform_by, **more})


def pay(on: str, amount: str, **more: Any) -> Step:
    return ("payment", on, {"amount": amount, **more})


def runs(rate: str, start: str, **more: str) -> dict[str, str]:
    return {"component": "penalty", "rate": rate, "from": start, **more}


def mediated(**more: Any) -> Step:
    parts = [{"due": "2024-05-31", "amount": "30000"}, {"due": "2024-08-30", "amount": "30000"}]
    values = {"principal": "60000", "parts": parts, "instrument": "mediation", **more}
    return judged("2024-04-01", "2024-08-30", **values)


LOAN_JUDGMENT = judged(
    "2025-01-20", "2025-02-10", principal="80000", interest="5000", penalty="9000", fee="1000"
)
BILL_JUDGMENT = judged("2025-03-10", "2025-03-31", principal="6000", penalty="900")
TEN = judged("2024-06-10", "2024-06-30", principal="10000")
RUNNING = judged("2024-11-20", "2024-11-30", principal="50000", running=[runs("15.4%/year", "2024-07-01")])

STORIES = [
    Story("a loan: principal and awarded costs, never the penalty interest", LOAN, [LOAN_JUDGMENT], "2026-02-10",
          """80000 + 1000 = 81000.00; art. 1: penalty interest is general interest
          2025-02-10 … 2026-02-10 = 365
          81000 × 0.0175% × 365 = 5173.88
          9000 + 5173.88 = 14173.88""", "80000.00 5000.00 14173.88 1000.00"),
    Story("on the last day of the performance period nothing is late", LOAN, [LOAN_JUDGMENT], "2025-02-10",
          "9000 + 0 = 9000.00", "80000.00 5000.00 9000.00 1000.00"),
    Story("the first day after it", LOAN, [LOAN_JUDGMENT], "2025-02-11",
          """81000 × 0.0175% × 1 = 14.18
          9000 + 14.18 = 9014.18""", "80000.00 5000.00 9014.18 1000.00"),
    Story("property: a penalty awarded as a sum belongs to the base", PROPERTY, [BILL_JUDGMENT], "2025-06-29",
          """6000 + 900 = 6900.00
          2025-03-31 … 2025-06-29 = 90
          6900 × 0.0175% × 90 = 108.68
          900 + 108.68 = 1008.68""", "6000.00 0.00 1008.68 0.00"),
    Story("a card: principal and awarded costs", CARD,
          [judged("2024-06-01", "2024-06-30", principal="20000", interest="3000", penalty="800", fee="200")], "2024-12-31",
          """2024-06-30 … 2024-12-31 = 184
          20200 × 0.0175% × 184 = 650.44
          800 + 650.44 = 1450.44""", "20000.00 3000.00 1450.44 200.00"),
    Story("a student loan: principal alone, where no costs were awarded", STUDENT,
          [judged("2024-03-01", "2024-03-31", principal="12000", penalty="360")], "2025-03-31",
          """2024-03-31 … 2025-03-31 = 365
          12000 × 0.0175% × 365 = 766.50
          360 + 766.50 = 1126.50""", "12000.00 0.00 1126.50 0.00"),
    Story("a court fee from the paragraph on costs is owed, and outside the base", PROPERTY,
          [judged("2025-03-10", "2025-03-31", principal="6000", court_fee="50")], "2025-06-29",
          "6000 × 0.0175% × 90 = 94.50", "6000.00 0.00 94.50 50.00"),
    Story("where the court counts the court fee too", PROPERTY,
          [judged("2025-03-10", "2025-03-31", principal="6000", court_fee="50")], "2025-06-29",
          "6050 × 0.0175% × 90 = 95.29", "6000.00 0.00 95.29 50.00",
          terms=("judgment.base=principal,penalty,fee,court_fee",)),
    Story("a loan under a court that takes the penalty for no general interest", LOAN,
          [judged("2025-01-20", "2025-02-10", principal="80000", penalty="9000")], "2026-02-10",
          """89000 × 0.0175% × 365 = 5684.88
          9000 + 5684.88 = 14684.88""", "80000.00 0.00 14684.88 0.00", terms=("judgment.base=principal,penalty,fee",)),
    Story("another rate of delay in the policy", LOAN, [TEN], "2024-10-08",
          """2024-06-30 … 2024-10-08 = 100
          10000 × 0.02% × 100 = 200.00""", "10000.00 0.00 200.00 0.00", terms=("judgment.rate=0.02%/day",)),
    Story("penalty at four times the LPR from a day until paid", LOAN,
          [judged("2024-12-01", "2024-12-31", principal="50000", running=[runs("15.4%/year", "2024-07-01")])], "2024-12-31",
          """2024-07-01 … 2024-12-31 = 183; the 1st of July counts
          50000 × 15.4% × 183 / 365 = 3860.55""", "50000.00 0.00 3860.55 0.00"),
    Story("it runs beside the interest for delay, and in no base of it", LOAN, [RUNNING], "2024-12-31",
          """2024-11-30 … 2024-12-31 = 31
          50000 × 0.0175% × 31 = 271.25
          3860.55 + 271.25 = 4131.80""", "50000.00 0.00 4131.80 0.00"),
    Story("interest awarded to the end of the performance period ends there", LOAN,
          [judged("2024-12-01", "2024-12-28", principal="50000",
                  running=[{**runs("12%/year", "2024-07-01", until="perform_by"), "component": "interest"}])], "2025-06-26",
          """2024-07-01 … 2024-12-28 = 180
          50000 × 12% × 180 / 365 = 2958.90
          2024-12-28 … 2025-06-26 = 180
          50000 × 0.0175% × 180 = 1575.00""", "50000.00 2958.90 1575.00 0.00"),
    Story("a year of 360 days, where the paper says so", LOAN,
          [judged("2024-12-01", "2024-12-28", principal="50000",
                  running=[{**runs("12%/year", "2024-07-01", basis="360"), "component": "interest"}])], "2024-12-28",
          "50000 × 12% × 180 / 360 = 3000.00", "50000.00 3000.00 0.00 0.00"),
    Story("a rate per day", LOAN,
          [judged("2024-04-01", "2024-04-30", principal="30000", running=[runs("0.02%/day", "2024-01-01")])], "2024-04-10",
          """2024-01-01 … 2024-04-10 = 100
          30000 × 0.02% × 100 = 600.00""", "30000.00 0.00 600.00 0.00"),
    Story("a rate per month is a thirtieth of it per day", LOAN,
          [judged("2024-04-01", "2024-04-30", principal="30000", running=[runs("1%/month", "2024-01-01")])], "2024-04-10",
          "30000 × 1% × 100 / 30 = 1000.00", "30000.00 0.00 1000.00 0.00"),
    Story("what runs from a day after the judgment waits for it", LOAN,
          [judged("2024-05-01", "2024-06-30", principal="10000", running=[runs("18.25%/year", "2024-06-01")])], "2024-06-30",
          """2024-06-01 … 2024-06-30 = 29
          10000 × 18.25% × 29 / 365 = 145.00""", "10000.00 0.00 145.00 0.00"),
    Story("four times the LPR of one day", LOAN,
          [judged("2025-02-10", "2025-03-01", principal="100000", running=[runs("lpr_1y@2024-03-01 * 4", "2024-03-01")])],
          "2025-03-01",
          """2024-03-01 … 2025-03-01 = 365
          100000 × 13.8% × 365 / 365 = 13800.00; 3.45 % × 4""", "100000.00 0.00 13800.00 0.00"),
    Story("four times the LPR as it moves", LOAN,
          [judged("2024-08-01", "2024-08-31", principal="36500", running=[runs("lpr_1y * 4", "2024-07-01")])], "2024-08-11",
          """2024-07-01 … 2024-07-22 = 21; 3.45 % until then, 3.35 % since
          36500 × 13.8% × 21 / 365 = 289.80
          2024-07-22 … 2024-08-11 = 20
          36500 × 13.4% × 20 / 365 = 268.00
          289.80 + 268.00 = 557.80""", "36500.00 0.00 557.80 0.00"),
    Story("reckoned on principal and interest", LOAN,
          [judged("2024-08-01", "2024-09-30", principal="30000", interest="6500",
                  running=[{**runs("10%/year", "2024-08-01", base="principal+interest"), "component": "interest"}])],
          "2024-09-20",
          """2024-08-01 … 2024-09-20 = 50
          36500 × 10% × 50 / 365 = 500.00
          6500 + 500.00 = 7000.00""", "30000.00 7000.00 0.00 0.00"),
    Story("two awards run side by side", LOAN,
          [judged("2024-08-01", "2024-09-30", principal="36500",
                  running=[runs("5%/year", "2024-08-01"), {**runs("10%/year", "2024-08-01"), "component": "interest"}])],
          "2024-09-20",
          """36500 × 10% × 50 / 365 = 500.00
          36500 × 5% × 50 / 365 = 250.00""", "36500.00 500.00 250.00 0.00"),
    Story("a mediation paper in two parts: delay from each day", LOAN, [mediated()], "2024-12-31",
          """2024-05-31 … 2024-12-31 = 214
          2024-08-30 … 2024-12-31 = 123
          30000 × 0.0175% × 214 = 1123.50
          30000 × 0.0175% × 123 = 645.75
          1123.50 + 645.75 = 1769.25
          60000 + 1769.25 = 61769.25""", "60000.00 0.00 1769.25 0.00", overdue="61769.25", days=214),
    Story("before its day a part is not overdue", LOAN, [mediated()], "2024-05-31", "", "60000.00 0.00 0.00 0.00",
          overdue="0.00", days=0),
    Story("after the first day only the first part is", LOAN, [mediated()], "2024-06-30",
          """2024-05-31 … 2024-06-30 = 30
          30000 × 0.0175% × 30 = 157.50
          30000 + 157.50 = 30157.50""", "60000.00 0.00 157.50 0.00", overdue="30157.50", days=30),
    Story("the first part paid on its day", LOAN, [mediated(), pay("2024-05-31", "30000")], "2024-12-31",
          "30000 × 0.0175% × 123 = 645.75", "30000.00 0.00 645.75 0.00", days=123),
    Story("the first part paid thirty days late, the second in time", LOAN,
          [mediated(), pay("2024-06-30", "30000"), pay("2024-08-30", "30000")], "2024-12-31",
          "30000 × 0.0175% × 30 = 157.50", "0.00 0.00 157.50 0.00"),
    Story("parts hold costs, then interest, then principal", LOAN,
          [judged("2024-04-01", "2024-08-30", principal="24000", interest="5000", fee="1000",
                  parts=[{"due": "2024-05-31", "amount": "10000"}, {"due": "2024-08-30", "amount": "20000"}])], "2024-12-31",
          """10000 - 5000 = 5000.00; without interest the first part is 1000 of costs and 4000 of principal
          5000 × 0.0175% × 214 = 187.25
          20000 × 0.0175% × 123 = 430.50
          187.25 + 430.50 = 617.75""", "24000.00 5000.00 617.75 1000.00"),
    Story("what no part holds is due at the end of the performance period", LOAN,
          [judged("2024-04-01", "2024-08-30", principal="60000", parts=[{"due": "2024-05-31", "amount": "20000"}])],
          "2024-12-31",
          """20000 × 0.0175% × 214 = 749.00
          40000 × 0.0175% × 123 = 861.00
          749.00 + 861.00 = 1610.00""", "60000.00 0.00 1610.00 0.00"),
    Story("money serves costs, interest, principal; the base falls with it", LOAN,
          [judged("2024-06-10", "2024-06-30", principal="10000", interest="1000", fee="500"), pay("2024-07-30", "6500")],
          "2024-08-29",
          """2024-06-30 … 2024-07-30 = 30
          10500 × 0.0175% × 30 = 55.13
          2024-07-30 … 2024-08-29 = 30
          5000 × 0.0175% × 30 = 26.25
          55.125 + 26.25 = 81.38; the running total is rounded once""", "5000.00 0.00 81.38 0.00"),
    Story("interest for delay is paid last", LOAN, [TEN, pay("2024-10-08", "10000")], "2024-12-31",
          "10000 × 0.0175% × 100 = 175.00; and no more once the judgment money is paid", "0.00 0.00 175.00 0.00"),
    Story("and then it is paid", LOAN, [TEN, pay("2024-10-08", "10000"), pay("2024-10-09", "175")], "2024-12-31", "",
          "0.00 0.00 0.00 0.00", overdue="0.00", days=0),
    Story("what runs by the judgment is judgment money: served before the interest for delay", LOAN,
          [judged("2024-06-10", "2024-06-30", principal="36500", running=[runs("10%/year", "2024-06-30")]),
           pay("2024-10-08", "37500")], "2024-12-31",
          """36500 × 10% × 100 / 365 = 1000.00
          36500 × 0.0175% × 100 = 638.75
          36500 + 1000 = 37500.00; the payment""", "0.00 0.00 638.75 0.00"),
    Story("days of a hold do not count", LOAN,
          [TEN, ("hold", "2024-07-09", {"what": "accrual", "from_": "2024-07-10", "until": "2024-07-19", "reason": "talks"})],
          "2024-10-08", """100 - 10 = 90.00
          10000 × 0.0175% × 90 = 157.50""", "10000.00 0.00 157.50 0.00"),
    Story("a hold before the judgment takes nothing from what the court counts from then", LOAN,
          [("hold", "2024-08-01", {"what": "both", "from_": "2024-08-01", "until": "2024-10-31", "reason": "dispute"}), RUNNING],
          "2024-11-30", """2024-07-01 … 2024-11-30 = 152
          50000 × 15.4% × 152 / 365 = 3206.58""", "50000.00 0.00 3206.58 0.00"),
    Story("the judgment of appeal takes the place of the first", LOAN,
          [TEN, judged("2024-09-01", "2024-09-30", principal="8000")], "2024-10-30",
          """2024-09-30 … 2024-10-30 = 30
          8000 × 0.0175% × 30 = 42.00""", "8000.00 0.00 42.00 0.00"),
    Story("a judgment taken back: the bill is as it was", PROPERTY,
          [("charge", "2024-01-01", {"principal": "1000"}), judged("2024-01-20", "2024-01-31", principal="900"),
           ("reversal", "2024-02-05", {"entry": "0000000000000002", "reason": "another debtor"})], "2024-02-10",
          """2024-01-01 … 2024-02-10 = 40
          1000 × 0.05% × 40 = 20.00""", "1000.00 0.00 20.00 0.00"),
    Story("where both ends count the delay still begins the day after (民法典 201)", PROPERTY, [BILL_JUDGMENT], "2025-06-29",
          """6900 × 0.0175% × 90 = 108.68
          900 + 108.68 = 1008.68""", "6000.00 0.00 1008.68 0.00", terms=("day_count.ends=inclusive",)),
    Story("where both ends count an award counts its first and its last day", LOAN,
          [judged("2024-12-01", "2024-12-31", principal="50000", running=[runs("15.4%/year", "2024-07-01")])], "2024-12-31",
          "50000 × 15.4% × 184 / 365 = 3881.64", "50000.00 0.00 3881.64 0.00", terms=("day_count.ends=inclusive",)),
    Story("costs of enforcement stand outside the base and before the interest for delay", LOAN,
          [TEN, ("legal", "2024-07-30", {"step": "enforce", "cost": "300"}), pay("2024-10-08", "10300")], "2024-10-08",
          "10000 × 0.0175% × 100 = 175.00", "0.00 0.00 175.00 0.00"),
    Story("a bill not yet due when it was judged is due by the end of the performance period", PROPERTY,
          [("charge", "2025-01-01", {"due": "2026-12-31", "principal": "1000"}),
           judged("2025-06-01", "2025-06-30", principal="1000")], "2025-07-30",
          """2025-06-30 … 2025-07-30 = 30
          1000 × 0.0175% × 30 = 5.25
          1000 + 5.25 = 1005.25""", "1000.00 0.00 5.25 0.00", overdue="1005.25", days=30),
    Story("time given after the judgment: what runs on it runs on, and none of it is overdue", LOAN,
          [judged("2024-06-10", "2024-06-30", principal="10000",
                  running=[{**runs("10%/year", "2024-06-30"), "component": "interest"}]),
           ("extension", "2024-08-01", {"due": "2024-12-31"})], "2024-09-10",
          """2024-06-30 … 2024-09-10 = 72
          10000 × 10% × 72 / 365 = 197.26
          10000 × 0.0175% × 72 = 126.00""", "10000.00 197.26 126.00 0.00", overdue="0.00", days=0),
    Story("when that time is over all of it is", LOAN,
          [TEN, ("extension", "2024-08-01", {"due": "2024-12-31"})], "2025-01-10",
          """2024-06-30 … 2025-01-10 = 194
          10000 × 0.0175% × 194 = 339.50
          10000 + 339.50 = 10339.50""", "10000.00 0.00 339.50 0.00", overdue="10339.50", days=10),
    Story("a payment order", LOAN, [judged("2024-05-01", "2024-05-15", principal="5000", instrument="payment-order")],
          "2024-06-14", """2024-05-15 … 2024-06-14 = 30
          5000 × 0.0175% × 30 = 26.25""", "5000.00 0.00 26.25 0.00"),
    Story("an award where the policy truncates", LOAN,
          [judged("2025-01-20", "2025-02-10", principal="81000", instrument="award")], "2025-02-11",
          "81000 × 0.0175% × 1 = 14.17; 14.175 cut", "81000.00 0.00 14.17 0.00", terms=("rounding=truncate",)),
    Story("an annual cap of the contract does not limit what a court awarded", LOAN,
          [judged("2024-12-01", "2024-12-31", principal="50000", running=[runs("15.4%/year", "2024-07-01")])], "2024-12-31",
          "50000 × 15.4% × 183 / 365 = 3860.55", "50000.00 0.00 3860.55 0.00", terms=("cap.annual=6%",)),
]  # fmt: skip


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)
def test_the_working_is_right(story: Story) -> None:
    truncated = "rounding=truncate" in story.terms
    for line in story.working.splitlines():
        reckoned = line.partition(";")[0].strip()
        if not reckoned:
            continue
        left, _, result = reckoned.partition(" = ")
        assert reckoned_again(left, truncated=truncated) == Decimal(result), reckoned


def reckoned_again(left: str, *, truncated: bool) -> Decimal:
    """A line of working: days between two dates, a product with its rate, or a sum."""
    if "…" in left:
        first, last = (date.fromisoformat(day.strip()) for day in left.split("…"))
        return Decimal((last - first).days)
    if product := re.fullmatch(r"(\S+) × (\S+)% × (\d+)(?: / (\d+))?", left):
        base, rate, days, year = product.groups()
        exact = Fraction(base) * Fraction(rate) / 100 * int(days) / int(year or 1)
        return cents(exact, truncated=truncated)
    first, sign, *rest = left.split(" ", 2)
    other = sum((Fraction(part) for part in rest[0].split(" + ")), Fraction(0))
    return cents(Fraction(first) + (other if sign == "+" else -other), truncated=truncated)


def cents(exact: Fraction, *, truncated: bool) -> Decimal:
    value = Decimal(exact.numerator) / Decimal(exact.denominator)
    return value.quantize(Decimal("0.01"), ROUND_DOWN if truncated else ROUND_HALF_UP)


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)
def test_the_account_says_the_same(story: Story, open_case: Callable[..., Any]) -> None:
    case = open_case(story.policy, *story.terms, contract_date="2024-01-10")
    for kind, on, values in story.steps:
        case.add(kind, on, **values)
    account = case.at(story.as_of)
    balance = account.balance
    assert f"{balance.principal} {balance.interest} {balance.penalty} {balance.fee}" == story.owed
    assert balance.credit == 0
    if story.overdue is not None:
        assert str(account.overdue) == story.overdue
    if story.days is not None:
        assert account.days_past_due == story.days

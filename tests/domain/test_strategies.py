"""The cadences of the shipped strategies, walked day by day: what each day asks for, and what doing it changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from dunning_cli.domain.agreements.plans import plan_state
from dunning_cli.domain.case.case import Address, Case, CaseBatch, Party, Phone
from dunning_cli.domain.case.codes.people import Role
from dunning_cli.domain.case.codes.talk import Result
from dunning_cli.domain.worklist.listing import reminders_of
from dunning_cli.domain.worklist.reminder import Reminder
from dunning_cli.domain.worklist.strategy import BUILT_IN, Strategy, StrategyBook, read_strategy, spoken
from dunning_cli.domain.worklist.strategy_keys import ScriptFact, StrategyKeys
from dunning_cli.kernel.message import Problem
from dunning_cli.kernel.workdays import WEEKENDS_ONLY, WorkCalendar
from dunning_cli.store.format.yaml_reader import parse_yaml

POLICIES = Path(__file__).parents[2] / "policies"
SHIPPED = sorted(path.stem.removeprefix("strategy-") for path in POLICIES.glob("strategy-*.yaml"))
DUE = date(2026, 3, 2)
"""A Monday: day 0 of the debts below."""
GUARANTOR = Party(
    name="李敏", role=Role.GUARANTOR, phones=(Phone(number="13900000008"),), addresses=(Address(text="城北"),)
)

Doing = Callable[["Walk", date, Reminder], None]


def read_file(name: str) -> Strategy:
    problems: list[Problem] = []
    node = parse_yaml((POLICIES / f"strategy-{name}.yaml").read_bytes(), problems)
    assert node is not None
    strategy = read_strategy(node, problems)
    assert strategy is not None, problems
    return strategy


def from_text(text: str) -> tuple[Strategy | None, list[str]]:
    problems: list[Problem] = []
    node = parse_yaml(text.encode(), problems)
    assert node is not None, problems
    strategy = read_strategy(node, problems)
    return strategy, [str(problem.placed("s.yaml").as_message()) for problem in problems]


class Walk:
    """A case under a strategy, and the office that works it: days are counted from the due date."""

    def __init__(self, scene: Any, strategy: Strategy, start: date = DUE) -> None:
        self.scene = scene
        self.strategy = strategy
        self.start = start
        self.calendar: WorkCalendar = WEEKENDS_ONLY

    def head(self, **changes: Any) -> Walk:
        case: Case = self.scene.case
        self.scene.case = Case(replace(case.head, **changes), case.entries)
        return self

    def day(self, number: int) -> date:
        return self.start + timedelta(number)

    def add(self, kind: str, number: int, **values: Any) -> str:
        return self.scene.add(kind, self.day(number), **values)

    def reminders(self, as_of: date, ahead: int = 0, **more: Any) -> list[Reminder]:
        scene = self.scene
        return reminders_of(
            scene.case,
            scene.at(as_of),
            scene.policy.on(as_of, as_of),
            self.strategy,
            as_of,
            as_of + timedelta(ahead),
            promises=scene.promises(as_of),
            plan=plan_state(scene.case, as_of),
            calendar=self.calendar,
            **more,
        )

    def asked(self, number: int, ahead: int = 0, **more: Any) -> list[str]:
        """What a day asks for, as `action step`, with the person where it is not the debtor and a missed day."""
        return [self.word(each, number) for each in self.reminders(self.day(number), ahead, **more)]

    def word(self, each: Reminder, number: int) -> str:
        what = each.rule.rpartition(".")[2]
        text = f"{each.action} {what}" if what != each.action else what
        if each.to not in ("debtor", "creditor"):
            text += f" ({each.to})"
        day = (each.due - self.start).days
        return text if day == number else f"{text} since {day}"

    def golden(self, days: Iterable[int], do: Doing) -> str:
        """The diary of a clerk who does everything on its day: one line a day that asks for something."""
        lines = []
        for number in days:
            found = self.reminders(self.day(number))
            if found:
                lines.append(f"{number:3} {', '.join(self.word(each, number) for each in found)}")
            for each in found:
                do(self, self.day(number), each)
            assert not self.reminders(self.day(number)), f"day {number}: what was done drops out"
        return "\n".join(lines)


def diligent(walk: Walk, on: date, each: Reminder, result: str = "intends") -> None:
    """Does what is asked on the same day."""
    number = (on - walk.start).days
    if each.action in ("call", "callback", "promise", "instalment"):
        walk.add("contact", number, channel="phone", to=each.to, result=result)
    elif each.action == "visit":
        walk.add("contact", number, channel="visit", to=each.to, result="reached")
    elif each.action == "return" and each.due == each_return(walk):
        walk.add("close", number, reason="returned")
    elif each.action in ("letter", "return"):
        walk.add("letter", number, serial=f"2026-A-{number:04}", template=each.template, to=each.to)
    elif each.rule.endswith("suit") or each.rule.endswith("legal"):
        walk.add("legal", number, step="file")
    elif each.rule.endswith(".plan"):
        walk.add("plan", number, instalments=[(walk.day(20), "500.00"), (walk.day(50), "500.00")])
    elif each.rule.endswith("verify"):
        walk.add("verify", number, valid="true")
    else:
        walk.add("phase", number, phase="reviewed")


def each_return(walk: Walk) -> date | None:
    batch = walk.scene.case.head.batch
    return batch.return_by if batch is not None else None


@pytest.fixture
def walk(open_case: Callable[..., Any]) -> Callable[..., Walk]:
    """A case of 1000 yuan due on day 0 under a shipped strategy, with a telephone and an address."""

    def make(name: str, policy: str = "small-loan", guarantor: bool = False) -> Walk:
        made = Walk(open_case(policy, "contract_rate=12%/year"), read_file(name))
        case: Case = made.scene.case
        debtor = replace(
            case.head.debtor,
            phones=(Phone(number="13800000007"),),
            addresses=(Address(text="青禾花园 1 号"),),
        )
        made.head(debtor=debtor, parties=(GUARANTOR,) if guarantor else ())
        made.add("charge", -10, due=DUE, principal="1000.00")
        return made

    return make


# --- the shipped strategies, day by day

SMALL_LOAN = """\
  1 call first-calls
  2 call first-calls
  3 call first-calls
  4 visit
  7 letter notice
  8 call daily-calls
  9 call daily-calls
 10 call daily-calls, call guarantor (guarantor)
 11 call daily-calls
 12 call daily-calls
 13 call daily-calls
 14 call daily-calls
 15 call daily-calls, letter guarantor-notice (guarantor)
 16 call daily-calls
 17 call daily-calls, call guarantor (guarantor)
 18 call daily-calls
 19 call daily-calls
 20 call daily-calls
 21 call daily-calls
 22 call daily-calls
 23 call daily-calls
 24 call daily-calls, call guarantor (guarantor)
 25 call daily-calls
 26 call daily-calls
 27 call daily-calls
 28 call daily-calls
 29 call daily-calls
 30 call daily-calls, duty suit"""


def test_small_loan_as_the_source_lists_it(walk: Callable[..., Walk]) -> None:
    office = walk("small-loan", guarantor=True)
    assert office.golden(range(41), diligent) == SMALL_LOAN, (
        "after the suit of day 30 the court takes its course"
    )


def test_small_loan_without_a_guarantor_goes_on_to_court(walk: Callable[..., Walk]) -> None:
    office = walk("small-loan")
    mother = Party(name="周兰", role=Role.CONTACT, phones=(Phone(number="13900000009"),))
    diary = office.head(parties=(mother,)).golden(range(41), diligent)
    assert diary.splitlines()[-1].split(maxsplit=1) == ["30", "call daily-calls, duty suit"]
    assert "guarantor" not in diary


PROPERTY = """\
  1 call sweep
  2 call sweep
  3 call sweep
  4 call sweep
  6 call follow-up
 11 visit
 14 call negotiation
 25 duty suit"""


def test_property_in_five_steps(walk: Callable[..., Walk]) -> None:
    def reached_on_the_fourth_day(office: Walk, on: date, each: Reminder) -> None:
        diligent(office, on, each, "no_answer" if on < office.day(4) else "reached")

    office = walk("property-fee", "property-fee")
    assert office.golden(range(41), reached_on_the_fourth_day) == PROPERTY
    assert [step.step for step in office.strategy.steps] == [
        "sweep",
        "follow-up",
        "visit",
        "negotiation",
        "suit",
    ]


AGENCY = """\
  0 call week-1, duty verify
  1 call week-1
  2 call week-1
  5 call week-1
  6 call week-1
  7 call week-2, visit
  8 call first-follow-up
 12 call week-2
 14 letter, call week-3
 16 call week-3
 19 call week-3
 21 call week-4, duty review
 23 call week-4
 26 call week-4
 28 return extension, call week-4
 30 call week-4
 31 return extension"""
"""Day 0, a Wednesday, is the day the case was entrusted; calls and visits keep to working days."""


def test_agency_month(walk: Callable[..., Walk]) -> None:
    office = walk("agency")
    office.start = date(2026, 3, 4)
    office.head(batch=CaseBatch(id="B1", entrusted=office.day(0), return_by=office.day(31)))
    assert office.golden(range(36), diligent) == AGENCY


CARD_STEPS = [
    (18, "call before-due"), (22, "call m0"), (34, "call m1"), (64, "call m2, letter m2-letter"),
    (95, "call m3, letter m3-letter"), (125, "visit m4-visit, duty m4-sort"), (156, "call m4plus, duty suit"),
]  # fmt: skip


def test_card_stages(walk: Callable[..., Walk]) -> None:
    """Statement day 5, due day 23: the purchase of 20 February is on the statement of 5 March."""
    diary = dict(
        line.strip().split(" ", 1)
        for line in walk("credit-card", "credit-card").golden(range(200), diligent).splitlines()
    )
    for number, asked in CARD_STEPS:
        assert diary[str(number)] == asked
    fourth = [int(number) for number in diary if 126 <= int(number) < 156]
    assert not fourth, "no calls in M4"


def test_bank_steps_and_a_plan_that_breaks(walk: Callable[..., Walk]) -> None:
    office = walk("bank")
    assert office.golden(range(22), diligent).splitlines() == [
        "  0 call follow since -3",
        "  1 call contact",
        "  3 call discuss",
        "  7 call discuss, duty plan",
        " 17 call follow",
        " 20 instalment instalment-due",
        " 21 instalment instalment-missed",
    ]
    assert office.asked(24) == ["call handling"], "a broken plan no longer replaces the calls"


def test_student_loan_before_and_after_the_due_date(walk: Callable[..., Walk]) -> None:
    diary = walk("student-loan", "student-loan").golden(range(-10, 62), diligent).splitlines()
    assert diary[:3] == ["-10 call before-december", "  1 call calls", "  8 call calls"]
    assert " 15 call calls, letter notice" in diary
    assert diary[-1] == " 60 visit"


# --- missed, done, twice


def test_a_week_away_lists_each_duty_once_under_its_first_day(walk: Callable[..., Walk]) -> None:
    office = walk("small-loan", guarantor=True)
    office.add("contact", 1, channel="phone", to="debtor", result="no_answer")
    asked = office.asked(9)
    assert asked == ["call daily-calls since 2", "visit since 4", "letter notice since 7"]
    for each in office.reminders(office.day(9)):
        diligent(office, office.day(9), each)
    assert office.asked(9) == []
    assert office.asked(10) == ["call daily-calls"]


def test_looking_again_changes_nothing(walk: Callable[..., Walk]) -> None:
    office = walk("small-loan", guarantor=True)
    assert office.reminders(office.day(12), ahead=5) == office.reminders(office.day(12), ahead=5)


def test_days_ahead_show_what_will_fall_due_once(walk: Callable[..., Walk]) -> None:
    office = walk("small-loan")
    office.add("contact", 1, channel="phone", to="debtor", result="reached")
    assert office.asked(1) == []
    ahead = [(each.rule, (each.due - DUE).days) for each in office.reminders(office.day(1), ahead=7)]
    assert ahead == [("small-loan.daily-calls", 2), ("small-loan.visit", 4), ("small-loan.notice", 7)]


@pytest.mark.parametrize("result", ["no_answer", "busy", "off", "message_left", "refused"])
def test_one_attempt_does_the_days_call(result: str, walk: Callable[..., Walk]) -> None:
    office = walk("small-loan")
    assert office.asked(2) == ["call first-calls since 1"]
    office.add("contact", 2, channel="phone", to="debtor", result=result)
    assert office.asked(2) == []


def test_a_call_to_somebody_else_does_not_do_the_debtors(walk: Callable[..., Walk]) -> None:
    office = walk("small-loan", guarantor=True)
    office.add("contact", 2, channel="phone", to="guarantor", result="reached")
    assert office.asked(2) == ["call first-calls since 1"]


def test_a_visit_does_a_visit_and_a_letter_its_own_step(walk: Callable[..., Walk]) -> None:
    office = walk("small-loan")
    office.add("contact", 6, channel="visit", to="debtor", result="no_answer")
    office.add("letter", 6, serial="2026-A-0001", template="payment-reminder", to="debtor")
    assert office.asked(7) == ["call first-calls since 1", "letter notice"]
    office.add("letter", 7, serial="2026-A-0002", template="overdue-notice", to="debtor")
    assert office.asked(7) == ["call first-calls since 1"]


def test_a_spoiled_letter_does_nothing(walk: Callable[..., Walk]) -> None:
    office = walk("small-loan")
    office.add("letter", 7, serial="2026-A-0001", template="overdue-notice", to="debtor")
    assert "letter notice" not in " ".join(office.asked(8))
    office.add("delivery", 8, serial="2026-A-0001", spoiled="wrong name")
    assert "letter notice since 7" in office.asked(8)


def test_another_hour_is_proposed_after_no_answer(walk: Callable[..., Walk]) -> None:
    office = walk("small-loan")
    for number, hour, proposed in ((1, "11:59", "in the evening"), (2, "18:00", "at midday")):
        time = f"{office.day(number)}T{hour}:00+08:00"
        office.add("contact", number, channel="phone", to="debtor", result="no_answer", time=time)
        (reminder,) = office.reminders(office.day(number + 1))
        assert str(reminder.why).endswith(f" overdue; try {proposed}")
    office.add("contact", 3, channel="phone", to="debtor", result="reached")
    assert "try" not in str(office.reminders(office.day(8))[0].why)


def test_missing_numbers_and_addresses_are_said(walk: Callable[..., Walk]) -> None:
    office = walk("small-loan")
    office.head(debtor=replace(office.scene.case.head.debtor, phones=(), addresses=()))
    call, visit = office.reminders(office.day(4))
    assert str(call.why).endswith("overdue; no number known")
    assert call.number is None
    assert str(visit.why).endswith("overdue; no address known")
    at_home = next(
        each for each in walk("small-loan").reminders(DUE + timedelta(4)) if each.action == "visit"
    )
    assert str(at_home.why).endswith(" overdue")


def test_a_visit_arranged_is_not_made_where_all_is_paid_to_the_cent(walk: Callable[..., Walk]) -> None:
    office = walk("small-loan")
    office.add("appointment", -1, day=office.day(2), to="debtor")
    assert "visit appointment" in office.asked(2)
    office.add("payment", 0, amount="1000.00")
    assert office.asked(2) == ["call thanks since 1"]


# --- what makes a case wait


def test_an_open_promise_replaces_the_calls_until_it_is_decided(walk: Callable[..., Walk]) -> None:
    office = walk("small-loan")
    office.add("promise", 2, amount="300.00", due=office.day(6))
    assert office.asked(5) == []
    assert office.asked(6) == ["promise promise-due"]
    office.add("contact", 6, channel="phone", to="debtor", result="reached")
    assert office.asked(6) == []
    assert office.asked(9) == ["call promise-broken since 7", "visit since 7", "letter notice since 7"]
    office.add("contact", 9, channel="phone", to="debtor", result="reached")
    assert office.asked(9) == ["visit since 7", "letter notice since 7"]


def test_a_promise_kept_leaves_that_day_in_peace(walk: Callable[..., Walk]) -> None:
    office = walk("small-loan")
    office.add("promise", 8, amount="300.00", due=office.day(10))
    office.add("payment", 10, amount="300.00")
    assert office.asked(10) == []
    assert "call daily-calls" in office.asked(11)


def test_a_plan_replaces_the_cadence_while_it_is_kept(walk: Callable[..., Walk]) -> None:
    office = walk("small-loan", guarantor=True)
    office.add("plan", 5, instalments=[(office.day(10), "500.00"), (office.day(40), "520.00")])
    assert office.asked(9) == []
    assert office.asked(10) == ["instalment instalment-due"]
    office.add("payment", 10, amount="500.00")
    assert office.asked(35) == []
    assert office.asked(41)[0] == "instalment instalment-missed"


@pytest.mark.parametrize(
    "stop",
    [
        ("hold", {"what": "contact", "from_": date(2026, 3, 4), "reason": "police"}),
        ("complaint", {"text": "called too often"}),
        ("phase", {"phase": "dispute"}),
        ("phase", {"phase": "return"}),
        ("verify", {"valid": "false", "reason": "not the debtor"}),
    ],
    ids=lambda stop: f"{stop[0]}-{next(iter(stop[1].values()))}",
)
def test_nobody_is_contacted_while_contact_is_stopped(
    stop: tuple[str, dict[str, object]], walk: Callable[..., Walk]
) -> None:
    office = walk("small-loan", guarantor=True)
    office.add("contact", 1, channel="phone", to="debtor", result="reached", callback=office.day(6))
    office.add(stop[0], 2, **stop[1])
    for number in range(2, 41, 6):
        assert all(each.action == "duty" and not each.step for each in office.reminders(office.day(number)))
    office.add("close", 41, reason="returned")
    assert office.asked(42) == []


def test_days_missed_in_a_hold_fall_due_after_it(walk: Callable[..., Walk]) -> None:
    office = walk("small-loan")
    office.add("hold", 2, what="contact", from_=office.day(2), until=office.day(8), reason="hospital")
    assert office.asked(8) == []
    assert office.asked(10) == ["call daily-calls since 9", "visit since 9", "letter notice since 9"]


def test_a_hold_on_accrual_alone_stops_no_call(walk: Callable[..., Walk]) -> None:
    office = walk("small-loan")
    office.add("hold", 1, what="accrual", from_=office.day(1), reason="agreed")
    assert office.asked(1) == ["call first-calls"]


def test_a_settled_complaint_lets_the_work_go_on(walk: Callable[..., Walk]) -> None:
    office = walk("small-loan")
    first = office.add("complaint", 2, text="called too often")
    assert office.asked(3) == ["duty complaint since 2"]
    office.add("complaint", 5, text="talked it over", resolves=first)
    assert office.asked(5) == ["call first-calls", "visit"]


def test_a_call_asked_for_replaces_the_cadence_until_its_day(walk: Callable[..., Walk]) -> None:
    office = walk("small-loan")
    office.add("contact", 1, channel="phone", to="debtor", result="reached", callback=office.day(3))
    assert office.asked(2) == []
    assert office.asked(3) == ["callback"]
    office.add("contact", 3, channel="phone", to="debtor", result="no_answer")
    assert office.asked(3) == []


def test_nothing_owed_asks_for_nothing_but_thanks(walk: Callable[..., Walk]) -> None:
    office = walk("small-loan")
    office.add("payment", 5, amount="1010.00")
    assert office.asked(5) == []
    (thanks,) = office.reminders(office.day(6))
    assert (thanks.rule, thanks.priority, str(thanks.why)) == (
        "small-loan.thanks",
        10,
        "1,010.00 came on 2026-03-07",
    )
    office.add("contact", 6, channel="phone", to="debtor", result="reached")
    assert office.asked(6) == []


def test_thanks_name_the_next_due_date(walk: Callable[..., Walk]) -> None:
    office = walk("small-loan")
    office.add("charge", 0, due=office.day(31), principal="500.00")
    office.add("payment", 2, amount="1002.00")
    (thanks,) = office.reminders(office.day(3))
    assert str(thanks.why).endswith("next due 2026-04-02")
    assert office.asked(20) == [], "thanks are not given weeks later"


# --- what the office owes the case


def test_the_return_date_three_days_ahead_and_once_more_after_a_request(walk: Callable[..., Walk]) -> None:
    office = walk("bank")
    office.head(batch=CaseBatch(id="B1", entrusted=office.day(-9), return_by=office.day(0)))
    assert "return return-by" not in office.asked(-4)
    assert "return return-by" in office.asked(-3)
    office.add("letter", -3, serial="2026-A-0001", template="extension-request", to="creditor")
    assert not [each for each in office.asked(-1) if each.startswith("return")]
    assert "return return-by" in office.asked(0)


def test_approvals_wait_for_a_supervisor(walk: Callable[..., Walk]) -> None:
    office = walk("small-loan")
    waiting = office.add("waiver", 0, component="penalty", amount="5.00", reason="goodwill", pending=True)
    (reminder,) = office.reminders(office.day(0))
    assert (reminder.action, reminder.to, reminder.role) == ("approval", "supervisor", "supervisor")
    scene = office.scene
    refusal = scene.add("approval", office.day(0), entry=waiting, granted="false")
    entries = scene.case.entries
    other = [replace(each, by="zhou") if each.id == refusal else each for each in entries]
    scene.case = Case(scene.case.head, tuple(other))
    assert office.asked(0) == [], "a refusal answers it too"


def test_a_strict_client_wants_verification_before_any_contact(walk: Callable[..., Walk]) -> None:
    office = walk("small-loan")
    assert office.asked(2, must_verify=True) == ["duty verify since -10"]
    office.add("verify", 2, valid="true")
    assert office.asked(2, must_verify=True) == ["call first-calls since 1"]


def test_letters_the_rules_do_not_allow_are_not_asked_for(walk: Callable[..., Walk]) -> None:
    office = walk("small-loan")
    assert "letter notice" in office.asked(7)
    assert "letter notice" not in office.asked(7, letters_above=Decimal("2000.00"))
    assert "call first-calls" in office.asked(1, letters_above=Decimal("2000.00"))


@pytest.mark.parametrize(("visited", "asked"), [("2026-03-25", True), ("2026-03-26", False)])
def test_a_visit_up_to_fifteen_days_before_does_the_quarterly_one(
    visited: str, asked: bool, walk: Callable[..., Walk]
) -> None:
    office = walk("small-loan")
    strategy, problems = from_text(
        "strategy: s\ntitle: {zh: 季度, en: quarterly}\nsource: x\nsteps:\n"
        "  - {step: look, from: 1, quarterly: 10, action: visit}\n"
    )
    assert strategy is not None, problems
    office.strategy = strategy
    office.scene.add("contact", visited, channel="visit", to="debtor", result="no_answer")
    assert ("visit look" in office.asked((date(2026, 4, 10) - DUE).days)) is asked


def test_a_yearly_demand_is_done_by_its_receipt(walk: Callable[..., Walk]) -> None:
    office = walk("student-loan", "student-loan")
    fell_due = (date(2027, 3, 20) - DUE).days
    assert "letter yearly-demand" in [word.partition(" since")[0] for word in office.asked(fell_due)]
    office.add("letter", fell_due, serial="2027-A-0001", template="final-demand", to="debtor")
    assert not [word for word in office.asked(fell_due + 14) if word.startswith("letter")]
    late = [each for each in office.reminders(office.day(fell_due + 20)) if each.action == "letter"]
    assert [str(each.why) for each in late] == ["no receipt of letter 2027-A-0001 of 2027-03-20 yet"]
    office.add(
        "delivery", fell_due + 21, serial="2027-A-0001", received=office.day(fell_due + 2), signed_by="周明"
    )
    assert not [word for word in office.asked(fell_due + 30) if word.startswith("letter")]
    next_year = (date(2028, 3, 20) - DUE).days
    assert "letter yearly-demand" in office.asked(next_year)


def test_the_built_in_cadence_of_cases_without_a_strategy(walk: Callable[..., Walk]) -> None:
    office = walk("small-loan")
    office.strategy = BUILT_IN
    assert office.golden(range(11), diligent) == "\n".join(
        ["  1 call first-calls", "  2 call first-calls", "  3 call first-calls", "  4 call overdue-call",
         "  7 call overdue-call", " 10 call overdue-call"]
    )  # fmt: skip
    office.add("contact", 13, channel="phone", to="debtor", result="no_answer")
    assert office.asked(14) == ["call overdue-call"]


# --- the calendar


def test_holidays_move_calls_to_the_next_working_day(walk: Callable[..., Walk]) -> None:
    office = walk("bank")
    assert office.asked(1) == ["call contact"]
    office.calendar = WorkCalendar(off=frozenset({office.day(1), office.day(2)}), years=frozenset({2026}))
    assert office.asked(1) == []
    (call,) = office.reminders(office.day(3))
    assert (call.due, call.workdays) == (office.day(3), True)


def test_a_made_up_weekend_is_worked(walk: Callable[..., Walk]) -> None:
    office = walk("bank")
    office.start = date(2026, 3, 2)
    for number in range(1, 5):
        office.add("contact", number, channel="phone", to="debtor", result="no_answer")
    assert office.asked(5) == []
    office.calendar = WorkCalendar(worked=frozenset({office.day(5)}), years=frozenset({2026}))
    assert office.asked(5) == ["call contact"]


# --- files


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_strategy_is_sound_names_its_source_and_both_languages(name: str) -> None:
    strategy = read_file(name)
    assert strategy.name == name
    assert strategy.keys.source
    assert all(step.title and step.title.zh and step.title.en for step in strategy.steps)
    text = (POLICIES / f"strategy-{name}.yaml").read_text(encoding="utf-8")
    said = [word for script in strategy.keys.scripts for word in (script.zh, script.en)]
    assert not [word for word in said for bad in ("老赖", "诈骗", "报案", "坐牢") if bad in word]
    assert "source" in text.splitlines()[2]


def test_shipped_policies_name_shipped_strategies() -> None:
    assert set(SHIPPED) == {"agency", "bank", "credit-card", "property-fee", "small-loan", "student-loan"}


STEP = "strategy: s\nsteps:\n  - {step: one, action: call, from: 1, every: 1}\n"


@pytest.mark.parametrize(
    ("step", "said"),
    [
        ("{step: two, action: call}", "s.yaml:4: the step two can never fire: it has no time, such as from, stage or after"),
        ("{step: two, action: visit, from: 9, to: 4}", "s.yaml:4: the step two can never fire: it ends before it begins"),
        ("{step: two, action: visit, after: on, days: 1}",
         "s.yaml:4: the step two can never fire: there is no step 'on'; did you mean 'one'?"),
        ("{step: two, action: visit, after: two}", "s.yaml:4: the step two can never fire: it waits for itself"),
        ("{step: two, action: visit, after: one, until: one}",
         "s.yaml:4: the step two can never fire: it begins after one and ends with it"),
        ("{step: two, action: visit, weekly: 5}", "s.yaml:4: the step two can never fire: weeks are 1 to 4"),
        ("{step: two, action: visit, yearly: 02-30}",
         "s.yaml:4: yearly: '02-30' is not a day of the year: write it as 12-20"),
        ("{step: two, action: visit, quarterly: 31}",
         "s.yaml:4: the step two can never fire: quarterly is a day from 1 to 28"),
        ("{step: two, action: call, from: 9, every: 0}",
         "s.yaml:4: the step two would fire without end on one day: write every: 1"),
        ("{step: two, action: call, from: 9, every: 2}",
         "s.yaml:4: the steps one and two would fire twice a day: both ask for the same on the same days; "
         "let one end where the other begins, with to and from"),
        ("{step: one, action: visit, from: 2}", "s.yaml:4: two steps are named one"),
        ("{step: two, action: letter, from: 2}", "s.yaml:4: a letter needs a template"),
        ("{step: two, action: duty, from: 2}",
         "s.yaml:4: the duty two could never be done: give done_by or enters"),
        ("{step: two, action: vist, from: 2}", "s.yaml:4: action: 'vist' is not one of the known words; did you mean 'visit'?"),
        ("{step: two, action: visit, form: 2}", "s.yaml:4: unknown key 'form'; did you mean 'from'?"),
        ("{step: two, action: visit, from: 2, until: reachd}",
         "s.yaml:4: until: 'reachd' is no step and no known condition; did you mean 'reached'?"),
        ("{step: two, action: visit, from: 2, script: hello}",
         "s.yaml:4: there is no script 'hello' that is said in any case, without after and when; there are none"),
        ("{step: two, action: visit, from: 2, who: clrk}",
         "s.yaml:4: who: 'clrk' is not a role; did you mean 'clerk'?"),
        ("{step: two, action: visit, from: 2, most: 3}", "s.yaml:4: most belongs to every, without weekly"),
        ("{step: two, action: visit, weekly: 2, every: 2, most: 3}", "s.yaml:4: most belongs to every, without weekly"),
        ("{step: two, action: visit, from: 2, every: 2, most: 0}",
         "s.yaml:4: the step two can never fire: most is 0"),
        ("{step: two, action: visit, month_end: 28}",
         "s.yaml:4: the step two can never fire in February: month_end is 0 to 27 days before the last"),
        ("{step: two, action: visit, month_end: 0, every: 2}",
         "s.yaml:4: every does not go together with yearly, quarterly or month_end"),
        ("{step: two, action: visit, month_end: 0, quarterly: 2}", "s.yaml:4: quarterly and month_end do not go together"),
        ("{step: two, action: call, before_due: 2, overdue_from: 100}",
         "s.yaml:4: overdue_from and before_due do not go together"),
        ("{step: two, action: visit, from: 2, overdue_from: some}", "s.yaml:4: overdue_from: 'some' is not an amount: write yuan with at most two "
         "decimals, as in 1200.00"),
        ("{step: two, action: visit, yearly: 01-02, quarterly: 2}", "s.yaml:4: yearly and quarterly do not go together"),
    ],
)  # fmt: skip
def test_a_step_that_cannot_work_is_refused_in_words(step: str, said: str) -> None:
    strategy, problems = from_text(f"{STEP}  - {step}\n")
    assert strategy is None
    assert problems[0] == said


def test_steps_that_wait_for_each_other_are_refused() -> None:
    _, problems = from_text(
        f"{STEP}  - {{step: a, action: visit, after: b}}\n  - {{step: b, action: visit, after: a}}\n"
    )
    assert problems[0] == "s.yaml:4: the step a can never fire: a ← b ← a go round in a circle"


def test_unknown_words_in_a_script_are_refused() -> None:
    _, problems = from_text(f"{STEP}scripts:\n  - {{script: x, zh: '{{debitor}}', en: hello}}\n")
    assert problems == ["s.yaml:1: script x: nothing is known as {debitor}; did you mean 'debtor'?"]


def test_scripts_differ_by_the_last_outcome_and_are_filled_in() -> None:
    strategy = read_file("small-loan")
    step = strategy.steps[0]
    nothing: frozenset[ScriptFact] = frozenset()
    first = strategy.script(step, None, nothing)
    later = strategy.script(step, Result.PROMISED, nothing)
    assert first is not None
    assert later is not None
    assert first is not later
    assert (
        spoken("{debtor} owes {overdue} of {nothing}", {"debtor": "周明", "overdue": "5.00"})
        == "周明 owes 5.00 of …"
    )


def test_a_script_speaks_of_an_earlier_letter_only_where_there_was_one() -> None:
    strategy = read_file("small-loan")
    step = next(each for each in strategy.steps if each.script == "daily-call")
    plain = strategy.script(step, None, frozenset({ScriptFact.TALK}))
    written = strategy.script(step, None, frozenset({ScriptFact.TALK, ScriptFact.LETTER}))
    disputed = strategy.script(step, Result.DISPUTED, frozenset({ScriptFact.LETTER}))
    assert plain is not None
    assert written is not None
    assert disputed is not None
    assert "函" not in plain.zh
    assert "函" in written.zh
    assert disputed.after == (Result.DISPUTED,)


@pytest.mark.parametrize(
    "name", ["agency", "bank", "credit-card", "property-fee", "small-loan", "student-loan"]
)
def test_every_shipped_script_checks_who_is_there_before_name_and_amount(name: str) -> None:
    for script in read_file(name).keys.scripts:
        for text, checked in ((script.zh, "身份"), (script.en.lower(), "check")):
            before = text.partition(checked)[0] if checked in text else text
            assert "{debtor}" not in before, (name, script.script)
            assert "{overdue}" not in before, (name, script.script)


def test_an_unknown_strategy_means_the_built_in_one() -> None:
    keys = StrategyKeys(strategy="x", steps=BUILT_IN.steps)
    assert StrategyBook().named("none") is BUILT_IN
    assert Strategy(keys).rule(BUILT_IN.steps[0]) == "x.first-calls"
    assert BUILT_IN.rule(BUILT_IN.steps[1]) == "overdue-call"

"""The cadences of the source documents, walked day by day: what each day asks for, and what doing it changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from dunning_cli.domain.case import Address, Batch, Case, Party, Phone
from dunning_cli.domain.codes import Guarantee, Role
from dunning_cli.domain.message import Problem
from dunning_cli.domain.nodes import Map
from dunning_cli.domain.plans import plan_state
from dunning_cli.domain.reminders import Reminder, reminders_of
from dunning_cli.domain.strategy import BUILT_IN, Strategy, StrategyBook, read_strategy, spoken
from dunning_cli.domain.strategy_keys import StrategyKeys
from dunning_cli.domain.workdays import WEEKENDS_ONLY, WorkCalendar
from dunning_cli.store.yaml_reader import parse_yaml

POLICIES = Path(__file__).parents[2] / "policies"
SHIPPED = sorted(path.stem.removeprefix("strategy-") for path in POLICIES.glob("strategy-*.yaml"))
DUE = date(2026, 3, 2)
"""A Monday: day 0 of the debts below."""
GUARANTOR = Party(
    name="李敏", role=Role.GUARANTOR, phones=(Phone(number="13900000008"),), addresses=(Address(text="城北"),)
)

Doing = Callable[["Walk", date, Reminder], None]
Trees = dict[str, Map]


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

    def __init__(self, scene: object, strategy: Strategy, start: date = DUE) -> None:
        self.scene = scene
        self.strategy = strategy
        self.start = start
        self.calendar: WorkCalendar = WEEKENDS_ONLY

    def head(self, **changes: object) -> Walk:
        case: Case = self.scene.case  # type: ignore[attr-defined]
        self.scene.case = Case(replace(case.head, **changes), case.entries)  # type: ignore[attr-defined, arg-type]
        return self

    def day(self, number: int) -> date:
        return self.start + timedelta(number)

    def add(self, kind: str, number: int, **values: object) -> str:
        return self.scene.add(kind, self.day(number), **values)  # type: ignore[attr-defined, no-any-return]

    def reminders(self, as_of: date, ahead: int = 0, **more: object) -> list[Reminder]:
        scene = self.scene
        return reminders_of(
            scene.case,  # type: ignore[attr-defined]
            scene.at(as_of),  # type: ignore[attr-defined]
            scene.policy.on(as_of, as_of),  # type: ignore[attr-defined]
            self.strategy,
            as_of,
            as_of + timedelta(ahead),
            promises=scene.promises(as_of),  # type: ignore[attr-defined]
            plan=plan_state(scene.case, as_of),  # type: ignore[attr-defined]
            calendar=self.calendar,
            **more,  # type: ignore[arg-type]
        )

    def asked(self, number: int, ahead: int = 0, **more: object) -> list[str]:
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
    elif each.action in ("letter", "return"):
        walk.add("letter", number, serial=f"2026-A-{number:04}", template=each.template, to=each.to)
    elif each.rule.endswith("suit") or each.rule.endswith("legal"):
        walk.add("legal", number, step="file")
    elif each.rule.endswith("verify"):
        walk.add("verify", number, valid="true")
    else:
        walk.add("phase", number, phase="reviewed")


@pytest.fixture
def walk(open_case: Callable[..., object]) -> Callable[..., Walk]:
    """A case of 1000 yuan due on day 0 under a shipped strategy, with a telephone and an address."""

    def make(name: str, policy: str = "small-loan", guarantor: bool = False) -> Walk:
        made = Walk(open_case(policy, "contract_rate=12%/year"), read_file(name))
        case: Case = made.scene.case  # type: ignore[attr-defined]
        debtor = replace(
            case.head.debtor, phones=(Phone(number="13800000007"),), addresses=(Address(text="青禾花园 1 号"),)
        )
        made.head(debtor=debtor, parties=(GUARANTOR,) if guarantor else ())
        made.add("charge", -10, due=DUE, principal="1000.00")
        return made

    return make


# --- the source documents, day by day

SMALL_LOAN = """\
  1 call first-calls
  2 call first-calls
  3 call first-calls
  4 visit
  7 letter notice
  8 call daily-calls
  9 call daily-calls
 10 call guarantor (guarantor), call daily-calls
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
 24 call guarantor (guarantor), call daily-calls
 25 call daily-calls
 26 call daily-calls
 27 call daily-calls
 28 call daily-calls
 29 call daily-calls
 30 call daily-calls, duty suit"""


def test_small_loan_as_the_source_lists_it(walk: Callable[..., Walk]) -> None:
    print(walk("small-loan", guarantor=True).golden(range(41), diligent))
    assert 0

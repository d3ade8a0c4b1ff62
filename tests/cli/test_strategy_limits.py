"""Steps with a maximum of attempts, a floor and the end of the month, as `remind` shows them day after day."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
CASE = "S-1"


@pytest.fixture
def under(worked: Path, run: Run, in_git: Run) -> Callable[[str], None]:
    """A case of 3,000 yuan, overdue since 2026-04-10, under a strategy with these steps."""

    def made(steps: str) -> None:
        file = worked / "policies" / "strategy-limits.yaml"
        file.write_text(f"strategy: limits\nsteps:\n{steps}", encoding="utf-8")
        in_git("add", "-A")
        in_git("commit", "-qm", "a strategy of our own")
        words = (
            "--policy",
            "property-fee",
            "--name",
            "赵强",
            "--phone",
            "13800000077",
            "--term",
            "strategy=limits",
        )
        assert run("open", CASE, *words).code == 0
        charged = run("charge", CASE, "--on", "2026-03-10", "--due", "2026-04-10", "--principal", "3000.00")
        assert charged.code == 0

    return made


@pytest.fixture
def asked(run: Run, monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[tuple[str, str]]]:
    """What a day asks for of the case: rule and due day; asked twice, so that the kept answer is looked at too."""

    def of(day: str, *words: str) -> list[tuple[str, str]]:
        monkeypatch.setenv("DUNNING_TODAY", day)
        found = [
            [
                (each["rule"].removeprefix("limits."), each["due"])
                for each in run("remind", *words, "--json").json["items"]
                if each["case"] == CASE and each["rule"].startswith("limits.")
            ]
            for _ in range(2)
        ]
        assert found[0] == found[1]
        return found[0]

    return of


def test_the_maximum_of_attempts_ends_a_step(
    under: Callable[[str], None], asked: Callable[..., Any], run: Run
) -> None:
    under(
        "  - {step: calls, from: 1, every: 1, most: 2, action: call}\n"
        "  - {step: notice, after: calls, days: 1, action: letter, template: overdue-notice}\n"
    )

    def call(day: str) -> None:
        words = ("--at", f"{day}T10:00", "--channel", "phone", "--result", "no_answer")
        done = run("note", CASE, "无人接听", *words)
        assert done.code == 0, done.err

    assert asked("2026-04-13") == [("calls", "2026-04-11")]
    call("2026-04-13")
    assert asked("2026-04-13") == []
    assert asked("2026-04-14") == [("calls", "2026-04-14")]
    call("2026-04-14")
    assert asked("2026-04-14") == []
    assert asked("2026-04-15") == [("notice", "2026-04-15")]
    assert asked("2026-05-15") == [("notice", "2026-04-15")]


def test_a_floor_is_looked_at_each_day(
    under: Callable[[str], None], asked: Callable[..., Any], run: Run
) -> None:
    under(
        "  - {step: visit, from: 5, action: visit, overdue_from: 2500}\n"
        "  - {step: notice, after: visit, days: 2, action: letter, template: overdue-notice}\n"
    )
    assert asked("2026-04-20") == [("visit", "2026-04-15")]
    assert run("pay", CASE, "600.00", "--on", "2026-04-20").code == 0
    assert asked("2026-04-20") == [("notice", "2026-04-17")]
    # 3000.00 + 15.00 - 600.00 = 2415.00; a bill of 84.95 with 0.04 of penalty makes 2499.99, a cent more is the floor
    for amount, overdue, wanted in (
        ("84.95", "2499.99", ("notice", "2026-04-17")),
        ("0.01", "2500.00", ("visit", "2026-04-15")),
    ):
        charge = ("charge", CASE, "--on", "2026-04-01", "--due", "2026-04-19", "--principal", amount)
        assert run(*charge).code == 0
        assert run("status", CASE, "--json").json["overdue"] == overdue
        assert asked("2026-04-20") == [wanted]


def test_the_end_of_the_month_comes_due_on_its_last_working_day(
    under: Callable[[str], None], asked: Callable[..., Any], run: Run
) -> None:
    # 2026-05-31 is a Sunday
    under("  - {step: closing, month_end: 0, action: call, workdays: true}\n")
    assert asked("2026-04-29") == []
    assert asked("2026-04-30") == [("closing", "2026-04-30")]
    assert asked("2026-05-02") == [("closing", "2026-04-30")], "missed, it stays under its day"
    words = ("--at", "2026-05-02T10:00", "--channel", "phone", "--result", "reached")
    assert run("note", CASE, "说月底前交", *words).code == 0
    assert asked("2026-05-02") == []
    assert asked("2026-05-28") == []
    assert asked("2026-05-28", "--days", "3") == [("closing", "2026-05-29")]
    assert asked("2026-05-29") == [("closing", "2026-05-29")]


def test_some_days_before_the_end_and_only_while_overdue(
    under: Callable[[str], None], asked: Callable[..., Any], run: Run
) -> None:
    under("  - {step: closing, month_end: 5, action: call}\n")
    assert asked("2026-04-25") == [("closing", "2026-04-25")]
    assert run("pay", CASE, "3100.00", "--on", "2026-04-25").code == 0
    assert asked("2026-04-26") == []
    assert asked("2026-05-31") == []


def test_a_faulty_limit_is_named_with_its_line(under: Callable[[str], None], run: Run, worked: Path) -> None:
    under("  - {step: calls, from: 1, every: 1, most: 0, action: call}\n")
    done = run("policy", "check")
    assert done.code != 0
    assert "policies/strategy-limits.yaml:3: the step calls can never fire: most is 0" in done.out + done.err

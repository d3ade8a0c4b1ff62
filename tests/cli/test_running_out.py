"""`doctor` tells 90 days ahead what runs out, and with which command it goes on; after its end, since when."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

CASE = "PF-2026-0007"
RATE, CALENDAR, STRICT = "reference-rates lpr_1y", "calendar", "contact-rules client-strict"
Run = Callable[..., Any]


@pytest.fixture
def known(worked: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A ledger whose holidays are known for 2026, its reference rate, by which one case counts, to 2026-08-20."""
    terms = ("--term", "contract_rate=12%/year", "--term", "cap.annual=lpr_1y * 4")
    assert run("open", "R-1", "--policy", "small-loan", "--name", "赵强", *terms).code == 0
    import chinese_calendar.constants as built_in

    monkeypatch.setattr(
        built_in, "holidays", {day: it for day, it in built_in.holidays.items() if day.year < 2027}
    )
    return worked


@pytest.fixture
def on(known: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], dict[str, Any] | None]:
    """What `doctor --json` says of one thing on a day."""

    def told(day: str, check: str) -> dict[str, Any] | None:
        monkeypatch.setenv("DUNNING_TODAY", day)
        done = run("doctor", "--json")
        checks = done.json["checks"]
        assert done.code == (0 if all(each["ok"] for each in checks) else 6)
        return next((each for each in checks if each["check"] == check), None)

    return told


@pytest.mark.parametrize(
    ("check", "last", "before", "at", "after", "fix"),
    [
        (
            CALENDAR,
            "2026-12-31",
            "2026-10-01",
            "2026-10-02",
            "2027-01-01",
            "pip install --upgrade chinesecalendar",
        ),
        (
            RATE,
            "2026-08-20",
            "2026-05-21",
            "2026-05-22",
            "2026-08-21",
            "dunning policy rate lpr_1y --valid-through",
        ),
    ],
)
def test_what_runs_out_is_told_from_90_days_before(
    check: str, last: str, before: str, at: str, after: str, fix: str, on: Run
) -> None:
    early = on(before, check)
    assert (early["ok"], early["warning"], early["problem"], early["fix"]) == (True, None, None, None)
    assert early["found"]
    soon = on(at, check)
    assert (soon["ok"], soon["found"], soon["problem"]) == (True, None, None)
    assert soon["warning"].endswith(f"ends on {last}; days left: 90")
    assert fix in soon["fix"]
    today = on(last, check)
    assert today["ok"]
    assert today["warning"].endswith("days left: 0")
    late = on(after, check)
    assert (late["ok"], late["warning"]) == (False, None)
    assert late["problem"].endswith(f"ended on {last}; days since then: 1")
    assert fix in late["fix"]


def test_a_rate_nobody_counts_by_is_no_fault_when_it_ends(known: Path, run: Run, on: Run) -> None:
    assert on("2026-09-01", RATE)["ok"] is False
    assert run("set", "R-1", "terms.cap.annual=24%/year").code == 0
    late = on("2026-09-01", RATE)
    assert (late["ok"], "ended on 2026-08-20" in late["warning"]) == (True, True)


def test_a_warning_is_no_fault(known: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DUNNING_TODAY", "2026-07-01")
    done = run("doctor")
    assert done.code == 0
    (line,) = [line for line in done.out.splitlines() if line.startswith(RATE)]
    assert line == (
        "reference-rates lpr_1y: warning: the reference rate lpr_1y ends on 2026-08-20; days left: 50; fix: dunning "
        "policy rate lpr_1y --valid-through DATE, and --from DATE --rate PERCENT for a new rate"
    )


def test_in_chinese(known: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DUNNING_TODAY", "2026-11-27")
    done = run("doctor", "--lang", "zh")
    assert done.code == 6
    assert "节假日：预警：节假日日历 将于 2026-12-31 到期，还剩 34 天；处理：pip install" in done.out
    assert (
        "参考利率 lpr_1y：问题：参考利率 lpr_1y 已于 2026-08-20 到期，已过 99 天；处理：dunning policy rate"
        in done.out
    )


def test_the_command_named_extends_the_table(known: Path, run: Run, on: Run) -> None:
    assert on("2026-07-01", RATE)["warning"]
    assert run("policy", "rate", "lpr_1y", "--valid-through", "2026-12-20").code == 0
    assert on("2026-07-01", RATE)["found"] == "known through 2026-12-20"


def test_the_offices_own_holidays_count_up_to_the_first_year_that_lacks(
    known: Path, in_git: Run, on: Run
) -> None:
    settings = known / "dunning.yaml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text + "holidays: {off: [2027-02-06, 2029-01-01]}\n", encoding="utf-8")
    in_git("commit", "-qam", "holidays")
    assert on("2026-12-01", CALENDAR)["found"] == "holidays known to the end of 2027"
    assert "ends on 2027-12-31" in on("2027-11-01", CALENDAR)["warning"]
    assert "ended on 2027-12-31" in on("2028-03-01", CALENDAR)["problem"]
    assert on("2029-01-01", CALENDAR)["found"] == "holidays known to the end of 2029"


def strict_until(folder: Path, in_git: Run, last: str) -> None:
    """The strict client's rules are agreed up to a day."""
    file = folder / "policies" / "contact-client-strict.yaml"
    file.write_text(file.read_text(encoding="utf-8") + f"valid_through: {last}\n", encoding="utf-8")
    in_git("commit", "-qam", "agreed up to a day")


def test_contact_rules_have_no_end_unless_one_is_agreed(known: Path, in_git: Run, on: Run, run: Run) -> None:
    assert on("2040-01-01", STRICT) is None
    strict_until(known, in_git, "2026-09-30")
    assert on("2026-09-01", STRICT) is None, "no policy and no case goes by them"
    term = ("--term", "contact_rules=client-strict")
    assert run("open", "N-1", "--policy", "property-fee", "--name", "张三", *term).code == 0
    assert on("2026-07-01", STRICT)["found"] == "known through 2026-09-30"
    assert on("2026-07-02", STRICT)["warning"].endswith("ends on 2026-09-30; days left: 90")
    assert "valid_through in policies/contact-client-strict.yaml" in on("2026-07-02", STRICT)["fix"]
    assert on("2026-10-01", STRICT)["problem"].endswith("ended on 2026-09-30; days since then: 1")


def test_rules_past_their_day_run_on(known: Path, in_git: Run, run: Run) -> None:
    policy = known / "policies" / "property-fee.yaml"
    text = policy.read_text(encoding="utf-8")
    assert "contact_rules: cn-2026" in text
    policy.write_text(
        text.replace("contact_rules: cn-2026", "contact_rules: client-strict"), encoding="utf-8"
    )
    strict_until(known, in_git, "2026-01-31")
    done = run("note", CASE, "请尽快缴费", "--channel", "sms")
    assert done.code == 4
    assert run("check").code == 0


def test_tables_that_cannot_be_read_are_a_problem(known: Path, on: Run) -> None:
    (known / "policies" / "reference-rates.yaml").write_text("tables: [\n", encoding="utf-8")
    assert "reference-rates.yaml" in on("2026-06-01", "reference-rates")["problem"]


def test_a_told_day_that_is_none(known: Path, on: Run) -> None:
    assert "DUNNING_TODAY" in on("yesterday", CALENDAR)["problem"]

"""The published figures through the real command line, by terms alone; the sample's accounts add up."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "policies.md").read_text(encoding="utf-8")
CARD = ("statement_day=5", "due_day=23")
COMPONENTS = ("principal", "interest", "penalty", "fee")

EXAMPLES = {
    "C1": ("credit-card", CARD, ("charge 2024-03-30 1000", "pay 2024-04-23 100"), "2024-05-05", {"interest": "17.40"}),
    "C3": (
        "credit-card",
        ("statement_day=10", "due_day=5", "day_count.ends=inclusive"),
        ("charge 2024-03-30 1000", "pay 2024-05-01 100"),
        "2024-05-10",
        {"interest": "20.50"},
    ),
    "C5": (
        "property-fee",
        ("accruals.late_penalty.rate=0.05%/day", "day_count.ends=inclusive"),
        ("charge 2024-04-29 2988", "charge 2024-05-03 50"),
        "2024-05-20",
        {"penalty": "33.32", "total": "3071.32"},
    ),
    "C7 first": (
        "credit-card",
        ("statement_day=30", "due_day=20", "late_fee=none"),
        ("charge 2024-01-30 30000",),
        "2024-02-29",
        {"interest": "450.00"},
    ),
    "C7 second": (
        "credit-card",
        ("statement_day=30", "due_day=20", "late_fee=none"),
        ("charge 2024-01-30 30000",),
        "2024-03-30",
        {"interest": "906.75"},
    ),
    "F1": ("credit-card", CARD, ("charge 2024-03-30 10000", "pay 2024-04-20 200"), "2024-04-24", {"penalty": "40.00"}),
    "F2": ("credit-card", CARD, ("charge 2024-03-30 5000", "pay 2024-04-20 200"), "2024-04-24", {"penalty": "15.00"}),
    "F3": (
        "credit-card",
        (*CARD, 'late_fee={"percent": "5%", "min": 10}'),
        ("charge 2024-03-30 10000",),
        "2024-04-24",
        {"penalty": "50.00"},
    ),
    "L1": (
        "small-loan",
        ("contract_rate=3.25%/year", "day_count.basis=365"),
        ("charge 2024-01-10 2500",),
        "2024-01-11",
        {"penalty": "0.33"},
    ),
    "L2 half up": (
        "student-loan",
        ("contract_rate=4.9%/year",),
        ("charge 2023-12-20 2500",),
        "2023-12-21",
        {"penalty": "0.44"},
    ),
    "L2 truncated as published": (
        "student-loan",
        ("contract_rate=4.9%/year", "rounding=truncate"),
        ("charge 2023-12-20 2500",),
        "2023-12-21",
        {"penalty": "0.43"},
    ),
    "P1": (
        "property-fee",
        ("accruals.late_penalty.rate=3‰/day",),
        ("charge 2026-01-01 2000",),
        "2026-01-11",
        {"penalty": "60.00"},
    ),
    "P2": (
        "property-fee",
        ("accruals.late_penalty.rate=1‰/day",),
        ("charge 2026-01-01 1000",),
        "2026-01-31",
        {"penalty": "30.00"},
    ),
}  # fmt: skip
MISSED = [
    ("2024-04-23", 0, "M0", "M0"),
    ("2024-04-24", 1, "M0", "M1"),
    ("2024-05-04", 11, "M0", "M1"),
    ("2024-05-05", 12, "M1", "M1"),
    ("2024-05-24", 31, "M1", "M2"),
    ("2024-06-05", 43, "M2", "M2"),
    ("2024-07-05", 73, "M3", "M3"),
    ("2024-08-05", 104, "M4", "M4"),
    ("2024-09-05", 135, "M4+", "M4+"),
]
"""Day, days past due, stage by statement, stage by 30 days."""


def done(answer: Any) -> Any:
    assert answer.code == 0, answer.err
    return answer


def opened(run: Run, case: str, policy: str, terms: tuple[str, ...]) -> None:
    flags = [word for term in terms for word in ("--term", term)]
    done(run("open", case, "--policy", policy, "--name", "周明", *flags))


def recorded(run: Run, case: str, entry: str) -> None:
    verb, on, amount = entry.split()
    given = (amount,) if verb == "pay" else ("--principal", amount)
    done(run(verb, case, *given, "--on", on))


def assert_adds_up(fees: Any) -> None:
    for component in (*COMPONENTS, "credit"):
        moved = sum((Decimal(l["amount"]) for l in fees["lines"] if l["component"] == component), Decimal(0))  # noqa: E741
        assert moved == Decimal(fees["balance"][component]), component
    owed = sum(Decimal(fees["balance"][component]) for component in COMPONENTS)
    assert Decimal(fees["balance"]["total"]) == owed - Decimal(fees["balance"]["credit"])


@pytest.mark.parametrize("name", EXAMPLES)
def test_fees_gives_the_published_figure_by_terms_alone(ledger: Path, run: Run, name: str) -> None:
    policy, terms, entries, as_of, expected = EXAMPLES[name]
    opened(run, "X-1", policy, terms)
    for entry in entries:
        recorded(run, "X-1", entry)
    fees = done(run("fees", "X-1", "--as-of", as_of, "--json")).json
    assert {key: fees["balance"][key] for key in expected} == expected
    assert_adds_up(fees)


def test_status_gives_the_stage_table_in_both_schemes(ledger: Path, run: Run) -> None:
    opened(run, "CC-1", "credit-card", CARD)
    opened(run, "CC-2", "credit-card", (*CARD, "stage.scheme=dpd30"))
    opened(run, "XD-1", "small-loan", ())
    for card in ("CC-1", "CC-2"):
        recorded(run, card, "charge 2024-03-20 1000")
    done(run("charge", "XD-1", "--on", "2024-03-20", "--due", "2024-04-23", "--principal", "1000"))
    shown = []
    for day, _, _, _ in MISSED:
        states = [
            done(run("status", case, "--as-of", day, "--json")).json for case in ("CC-1", "CC-2", "XD-1")
        ]
        assert [state["scheme"] for state in states] == ["statement", "dpd30", "dpd30"]
        assert len({state["days_past_due"] for state in states}) == 1
        assert states[1]["stage"] == states[2]["stage"]
        shown.append((day, states[0]["days_past_due"], states[0]["stage"], states[1]["stage"]))
    assert shown == MISSED


def test_the_lines_of_every_sample_case_add_up(
    sample: Path,
    git_identity: Path,
    monkeypatch: pytest.MonkeyPatch,
    run: Run,
) -> None:
    monkeypatch.chdir(sample)
    cases = [path.stem for path in sorted((sample / "cases").rglob("*.yaml"))]
    assert len(cases) > 50
    for case in cases:
        assert_adds_up(done(run("fees", case, "--as-of", "2026-06-15", "--json")).json)


def test_policy_check_says_nothing_but_that_a_contract_passes_its_cap(
    sample: Path,
    git_identity: Path,
    monkeypatch: pytest.MonkeyPatch,
    run: Run,
) -> None:
    monkeypatch.chdir(sample)
    answer = run("policy", "check")
    # the private loan of the sample, whose penalty is one and a half times 18 %
    above = "注意：合同利率折合年化 27%，超过上限 15.4%，超出部分予以核减（XD-2026-0020）\n"
    assert (answer.code, answer.out, answer.err) == (0, "", above)


def test_a_new_product_is_one_file(ledger: Path, run: Run, in_git: Callable[..., str]) -> None:
    section = PAGE.partition("## Adding a product")[2].partition("\n## ")[0]
    (policy,) = re.findall(r"^```yaml\n(.*?)^```", section, re.DOTALL | re.MULTILINE)
    (session,) = re.findall(r"^```sh\n(.*?)^```", section, re.DOTALL | re.MULTILINE)
    (ledger / "policies" / "gym-membership.yaml").write_text(policy, encoding="utf-8")
    assert (run("policy", "check").code, run("policy", "check").err) == (0, "")
    in_git("add", "policies")
    in_git("commit", "--quiet", "--message", "a product")
    for line in session.splitlines():
        program, *words = shlex.split(line)
        assert program == "dunning"
        done(run(*words))
    fees = done(run("fees", "GYM-2026-0001", "--as-of", "2026-02-28", "--json")).json
    assert (fees["balance"]["principal"], fees["balance"]["penalty"]) == ("199.00", "40.00")
    assert_adds_up(fees)
    state = done(run("status", "GYM-2026-0001", "--as-of", "2026-02-28", "--json")).json
    assert (state["stage"], state["missed_minimums"]) == ("late", 1)

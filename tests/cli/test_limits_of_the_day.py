"""What is above the approval limits of its day has no effect, whatever way it came into the ledger."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

CASE = "PF-2026-0007"
STAFF = """
staff:
  - {id: clerk, name: 文员, roles: [clerk]}
  - {id: zhou, name: 周正, roles: [supervisor]}
"""
LIMITS = "approval_limits: {waiver: 50.00, extension_days: 60, hold_days: 30}\n"
Run = Callable[..., Any]
ENTRY_ID = "01jz0000000000{:02d}"
# 1200.00 at 0.05 % a day for 121 days up to 2026-06-01
OWED, PENALTY = "1272.60", "72.60"


def owed(run: Run) -> str:
    total: str = run("fees", CASE, "--json").json["balance"]["total"]
    return total


def figures(run: Run) -> Any:
    """The account and the state of the case, all but the notes of what waits."""
    return run("fees", CASE, "--json").json, run("status", CASE, "--json").json


def settings(folder: Path, run: Run, text: str, actor: str = "clerk") -> None:
    file = folder / "dunning.yaml"
    old = file.read_text(encoding="utf-8")
    start = old.replace("staff: []\n", "").partition("\nstaff:")[0].rstrip("\n") + "\n"
    file.write_text(start + text, encoding="utf-8")
    assert run("commit", "--actor", actor).code == 0


def smuggle(file: Path, number: int, kind: str, keys: str) -> str:
    """An entry written into a case by hand and committed past the product, as of a minute from now."""
    id_ = ENTRY_ID.format(number)
    at = (datetime.now().astimezone() + timedelta(minutes=1)).replace(microsecond=0).isoformat()
    line = f"  - {{id: {id_}, kind: {kind}, date: 2026-06-01, {keys}, by: clerk, at: {at}}}\n"
    with file.open("a", encoding="utf-8", newline="\n") as case:
        case.write(line)
    subprocess.run(["git", "commit", "-qam", f"{kind} {CASE}"], check=True)
    return id_


@pytest.fixture
def limited(worked: Path, run: Run) -> Path:
    settings(worked, run, STAFF + LIMITS)
    return worked


WAYS = {
    "waiver": "component: penalty, amount: 72.60, reason: x",
    "waiver of all": "component: penalty, reason: x",
    "waiver with a name but no paper": "component: penalty, amount: 72.60, reason: x, approved_by: 周正",
    "conditional waiver": "component: penalty, amount: 60.00, reason: x, if_paid_by: 2026-06-30",
    "hold of accrual": "what: accrual, from: 2026-02-01, until: 2026-06-01, reason: x",
    "open hold": "what: both, from: 2026-02-01, reason: x",
    "extension": "due: 2026-05-31, reason: x",
}
KINDS = {"hold of accrual": "hold", "open hold": "hold", "extension": "extension"}


@pytest.mark.parametrize("way", WAYS)
def test_it_has_no_effect_until_somebody_else_approves(
    way: str, limited: Path, run: Run, file_of: Callable[[Path, str], Path]
) -> None:
    # the conditional one is met: everything else is paid by its day
    if "conditional" in way:
        assert run("pay", CASE, "1212.60", "--actor", "clerk", "--to", "principal").code == 0
    before = figures(run)
    id_ = smuggle(file_of(limited, CASE), 1, KINDS.get(way, "waiver"), WAYS[way])
    assert figures(run) == before
    assert run("list", "--json").json["cases"][0]["balance"] == before[0]["balance"]
    waiting = [item for item in run("remind", "--json").json["items"] if item["action"] == "approval"]
    assert [item["case"] for item in waiting] == [CASE]
    assert run("approve", CASE, id_, "--actor", "clerk").code == 4
    assert run("approve", CASE, id_, "--actor", "zhou").code == 0
    assert figures(run) != before


@pytest.mark.parametrize(
    ("kind", "keys"),
    [
        ("waiver", "component: penalty, amount: 50.00, reason: x"),
        ("hold", "what: accrual, from: 2026-05-01, until: 2026-05-30, reason: x"),
        ("extension", "due: 2026-03-31, reason: x"),
    ],
)
def test_what_keeps_within_the_limits_counts(
    kind: str, keys: str, limited: Path, run: Run, file_of: Callable[[Path, str], Path]
) -> None:
    before = figures(run)
    smuggle(file_of(limited, CASE), 1, kind, keys)
    assert figures(run) != before


def test_what_was_taken_back_uses_up_no_limit(limited: Path, run: Run) -> None:
    for words in (("waive", CASE, "penalty", "45.00", "--reason", "x"), ("undo",)) * 2:
        assert run(*words, "--actor", "clerk").code == 0
    assert run("waive", CASE, "penalty", "45.00", "--reason", "x", "--actor", "clerk").code == 0
    assert owed(run) == "1227.60"


def test_limits_raised_later_do_not_make_it_lawful(
    limited: Path, run: Run, file_of: Callable[[Path, str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    smuggle(file_of(limited, CASE), 1, "waiver", WAYS["waiver"])
    # the new limits come after the moment the entry claims
    monkeypatch.setenv("GIT_COMMITTER_DATE", f"@{int(time.time()) + 3600} +0800")
    settings(limited, run, STAFF + LIMITS.replace("50.00", "5000.00"), "zhou")
    assert owed(run) == OWED


def test_limits_lowered_later_leave_what_was_lawful(
    limited: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("waive", CASE, "penalty", "45.00", "--reason", "x", "--actor", "clerk").code == 0
    monkeypatch.setenv("GIT_COMMITTER_DATE", f"@{int(time.time()) + 3600} +0800")
    settings(limited, run, STAFF + LIMITS.replace("50.00", "10.00"), "zhou")
    assert owed(run) == "1227.60"


def test_what_was_known_then_is_judged_the_same(
    limited: Path, run: Run, file_of: Callable[[Path, str], Path]
) -> None:
    smuggle(file_of(limited, CASE), 1, "waiver", WAYS["waiver"])
    assert run("fees", CASE, "--json", "--rev", "HEAD").json["balance"]["total"] == OWED
    done = run("show", CASE, "--json")
    assert done.code == 0


def test_a_plan_that_gives_up_too_much_has_no_effect_with_its_waivers(
    limited: Path, run: Run, file_of: Callable[[Path, str], Path]
) -> None:
    file = file_of(limited, CASE)
    plan = smuggle(file, 1, "plan", "instalments: [{due: 2026-06-10, amount: 1200.00}], accrual: stop")
    smuggle(file, 2, "waiver", f"component: penalty, amount: 72.60, reason: x, plan: {plan}")
    assert owed(run) == OWED
    assert run("plan", "show", CASE).code != 0


def test_without_limits_nothing_is_judged(
    worked: Path, run: Run, file_of: Callable[[Path, str], Path]
) -> None:
    smuggle(file_of(worked, CASE), 1, "waiver", WAYS["waiver"])
    assert owed(run) == "1200.00"

"""The ledger from Python: a process that lives long goes by the clock, staff and rules of each moment, in order."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime, timedelta, tzinfo
from pathlib import Path
from typing import Any

import pytest

from dunning_cli import Ledger, moment
from dunning_cli.kernel.errors import Refused
from dunning_cli.operations.writing import process_order

CASE, LOAN = "PF-2026-0007", "XD-2026-0001"
ROOT = Path(__file__).parents[2]
STAFF = "staff:\n  - {id: wang, name: 王静}\n  - {id: li, name: 李明远}\n"
Run = Callable[..., Any]


class Clock:
    """A machine's clock that shows what it is set to."""

    def __init__(self) -> None:
        self.shows = datetime.now().astimezone().replace(microsecond=0)

    def now(self, zone: tzinfo) -> datetime:
        """What it shows, in a zone."""
        return self.shows.astimezone(zone)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The machine's clock, to be set by the test; what was recorded before it is forgotten, as in a new process."""
    clock = Clock()
    monkeypatch.setattr(moment, "datetime", clock)
    monkeypatch.setattr(process_order, "_process", process_order._Process())
    return clock


def settle(folder: Path, in_git: Run, old: str, new: str) -> None:
    """Changes the settings and commits them, as another window of the office would."""
    settings = folder / "dunning.yaml"
    text = settings.read_text(encoding="utf-8")
    assert old in text
    settings.write_text(text.replace(old, new), encoding="utf-8")
    in_git("commit", "-qam", "settings")


def promise_and_payment(ledger: Ledger, number: int) -> str:
    """What becomes of a promise that is paid a moment after it was given."""
    name = f"N-{number}"
    ledger.do("open", case=name, policy="property-fee", name=f"张{number}")
    ledger.do("charge", case=name, on="2026-01-01", due="2026-01-31", principal="100.00")
    talk = {"channel": "counter", "result": "promised", "text": "当面承诺"}
    ledger.do("note", case=name, promise="100.00", by="2026-06-20", **talk)
    ledger.do("pay", case=name, amount="100.00", via="cash")
    counts = ledger.status(name)["promises"]
    (state,) = [state for state, count in counts.items() if count]
    return str(state)


@pytest.mark.parametrize("step", [0, -1, -20])
def test_a_promise_and_its_payment_keep_their_order_whatever_the_clock_does(
    step: int, worked: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger = Ledger(worked, actor="clerk")
    plain = clock.now

    def stepping(zone: tzinfo) -> datetime:
        shown = plain(zone)
        clock.shows += timedelta(seconds=step)
        return shown

    monkeypatch.setattr(clock, "now", stepping)
    assert {promise_and_payment(ledger, number) for number in range(4)} == {"kept"}
    for number in range(4):
        entries = Ledger(worked).reader.find(f"N-{number}").entries
        assert [entry.id for entry in entries] == sorted({entry.id for entry in entries})
        assert [entry.at for entry in entries] == sorted(entry.at for entry in entries)


def test_what_was_recorded_while_the_clock_ran_back_a_little_passes_the_audit(
    worked: Path, clock: Clock, run: Run
) -> None:
    ledger = Ledger(worked, actor="clerk")
    for _ in range(3):
        ledger.do("pay", case=LOAN, amount="1.00")
        clock.shows -= timedelta(minutes=2)
    assert run("audit").code == 0


def test_a_clock_set_back_by_an_hour_is_believed_and_told_and_ids_still_grow(
    worked: Path, clock: Clock
) -> None:
    ledger = Ledger(worked, actor="clerk")
    ledger.do("pay", case=LOAN, amount="1.00")
    clock.shows -= timedelta(hours=1)
    ledger.do("pay", case=LOAN, amount="2.00")
    first, second = ledger.reader.find(LOAN).entries[-2:]
    assert second.at == first.at - timedelta(hours=1)
    assert second.id > first.id


def test_each_record_bears_the_time_it_was_made_at(worked: Path, clock: Clock, in_git: Run) -> None:
    ledger = Ledger(worked, actor="clerk")
    began = clock.shows
    ledger.do("pay", case=LOAN, amount="1.00")
    clock.shows += timedelta(hours=5)
    ledger.do("pay", case=LOAN, amount="2.00")
    assert [entry.at for entry in ledger.reader.find(LOAN).entries[-2:]] == [
        began,
        began + timedelta(hours=5),
    ]
    assert datetime.fromisoformat(in_git("log", "-1", "--format=%aI").strip()) == began + timedelta(hours=5)


def test_the_day_goes_on(worked: Path, clock: Clock, in_git: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DUNNING_TODAY")
    ledger = Ledger(worked, actor="clerk")
    day = ledger.today
    before = ledger.fees(LOAN)["as_of"]
    clock.shows += timedelta(days=1)
    assert (ledger.today, ledger.clock.date(), ledger.now.date()) == (day + timedelta(days=1),) * 3
    assert ledger.fees(LOAN)["as_of"] == before + timedelta(days=1)
    ledger.do("pay", case=LOAN, amount="1.00")
    assert ledger.reader.find(LOAN).entries[-1].date == day + timedelta(days=1)
    monkeypatch.setenv("DUNNING_TODAY", "2026-06-03")
    assert str(ledger.today) == "2026-06-03"


def test_who_has_left_records_nothing_more(worked: Path, in_git: Run) -> None:
    settings = worked / "dunning.yaml"
    settings.write_text(
        settings.read_text(encoding="utf-8").replace("staff: []\n", "") + STAFF, encoding="utf-8"
    )
    in_git("commit", "-qam", "staff")
    ledger = Ledger(worked, actor="wang")
    ledger.do("pay", case=LOAN, amount="1.00")
    settle(worked, in_git, "  - {id: wang, name: 王静}\n", "")
    with pytest.raises(Refused, match="not on the staff list"):
        ledger.do("pay", case=LOAN, amount="2.00")
    settle(worked, in_git, STAFF.splitlines()[2], "  - {id: wang, name: 王静}")
    ledger.do("pay", case=LOAN, amount="3.00")


def test_figures_follow_a_rule_that_was_changed_meanwhile(worked: Path, in_git: Run) -> None:
    ledger = Ledger(worked, actor="clerk")
    before = ledger.fees(CASE)["balance"]["total"]
    policy = worked / "policies" / "property-fee.yaml"
    text = policy.read_text(encoding="utf-8")
    assert "0.05%/day" in text
    policy.write_text(text.replace("0.05%/day", "0.1%/day"), encoding="utf-8")
    assert ledger.fees(CASE)["balance"]["total"] > before


def test_threads_and_processes_split_off_make_ids_of_their_own(worked: Path) -> None:
    script = (
        "import os, sys\n"
        "from concurrent.futures import ThreadPoolExecutor\n"
        "from datetime import UTC, datetime\n"
        "from dunning_cli.operations.writing.process_order import next_entry_id\n"
        "moment = datetime(2026, 6, 1, tzinfo=UTC)\n"
        "with ThreadPoolExecutor(4) as pool:\n"
        "    ids = list(pool.map(lambda _: next_entry_id(moment), range(400)))\n"
        "child = os.fork()\n"
        "ids.append(next_entry_id(moment))\n"
        "print(len(set(ids)), ids[-1], flush=True)\n"
        "os._exit(0) if not child else os.waitpid(child, 0)\n"
    )
    if not hasattr(os, "fork"):
        pytest.skip("a process is split off as on Unix")
    done = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    (count, one), (same, other) = (line.split() for line in done.stdout.splitlines())
    assert (count, same) == ("401", "401")
    assert one != other

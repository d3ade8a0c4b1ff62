"""What lists and reports show with what is kept is what they show without, whatever happened to files, rules and day."""

from __future__ import annotations

import os
import random
import shutil
import time
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from how_many import examples

from dunning_cli.kernel.errors import Failure
from dunning_cli.store.format.folder import LedgerFolder
from dunning_cli.store.reading.cache import cache_file
from dunning_cli.store.reading.ledger_reader import LedgerReader
from dunning_cli.views.case.cautions import cautions

Run = Callable[..., Any]
QUESTIONS = (
    ("list", "--json", "--all"),
    ("list", "--sort", "balance"),
    ("list", "--owner", "wang", "--lang", "en"),
    ("status",),
    ("status", "--json"),
    ("list", "--as-of", "2026-05-20"),
    ("find", "建"),
    ("find", "wj", "--json"),
    ("find", "0007"),
    ("remind",),
    ("workload",),
    ("workload", "--json", "--month", "2026-05"),
    ("remind", "--owner", "wang", "--scripts", "--lang", "en"),
    ("remind", "--json", "--days", "7", "--actor", "li"),
    ("check",),
    ("check", "--json", "--lang", "en"),
    ("check", "references", "doubles"),
)
REPORTS = (
    ("report", "portfolio", "--json"),
    ("report", "portfolio", "--by", "client,stage", "--as-of", "2026-05-20"),
    ("report", "ageing"),
    ("report", "recovery", "--json"),
    ("report", "recovery", "--by", "product", "--from", "2026-03-01", "--to", "2026-05-31"),
    ("report", "roll", "--lang", "en"),
    ("report", "promises", "--by", "reason"),
    ("report", "plans", "--json"),
    ("report", "activity", "--by", "building"),
    ("report", "collectors", "--json"),
    ("report", "collectors", "--owner", "wang", "--stage", "M3"),
    ("report", "field"),
    ("report", "default-rate"),
    ("report", "collection-rate", "--json"),
    ("report", "inspections"),
    ("report", "recovery", "--cases", "wang"),
    ("report", "weekly", "--json"),
    ("report", "weekly", "--owner", "wang"),
    ("report", "monthly", "--lang", "en"),
    ("report", "page", "-o", "{page}"),
    ("report", "reasons", "--json", "--from", "2026-05-01"),
    ("report", "reasons", "--owner", "wang"),
    ("report", "backdated", "--json"),
    ("report", "backdated", "--from", "2026-06-01"),
    ("report", "given-up", "--json"),
    ("report", "given-up", "--from", "2026-05-01", "--lang", "en"),
    ("report", "contact-breaches", "--json"),
    ("report", "contact-breaches", "--from", "2026-06-01", "--lang", "en"),
    ("report", "compliance", "--from", "2026-05-01", "--json"),
    ("report", "compliance", "--lang", "en"),
    ("report", "client", "--client", "星渡银行信用卡中心", "--json"),
)
ASKED = 5
"""Reports asked for after each event, drawn anew."""
FIRST = date(2026, 6, 15)
SEEDS = examples(1)
STEPS = 10
REPORT_STEPS = int(os.environ.get("DUNNING_STEPS", "4"))
"""A step of reports takes as long as four of looks; more of them by DUNNING_STEPS."""


@pytest.fixture
def practice(inside: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the sample, whose files count as written long ago after a moment."""
    monkeypatch.setattr("dunning_cli.store.reading.cache.RACY_NS", 10_000_000)
    monkeypatch.setenv("DUNNING_TODAY", FIRST.isoformat())
    folder = tmp_path / "practice"
    shutil.copytree(inside, folder)
    monkeypatch.chdir(folder)
    return folder


def place(ledger: Path) -> Path:
    found = cache_file(LedgerFolder(ledger))
    assert found is not None
    return found


def answers(run: Run) -> list[tuple[int, str, str]]:
    found = [run(*words) for words in QUESTIONS]
    return [*((done.code, done.out, done.err) for done in found), (0, "", _noted())]


def reports(run: Run, asked: Sequence[tuple[str, ...]], page: Path) -> list[tuple[int, str, str]]:
    found = []
    for words in asked:
        page.unlink(missing_ok=True)
        done = run(*(word.format(page=page) for word in words))
        found.append((done.code, done.out, done.err))
        if page.exists():
            found.append((0, page.read_text(encoding="utf-8"), ""))
    return found


def _noted() -> str:
    """What `check` notes, whether it finds faults or not."""
    try:
        told = cautions(
            LedgerReader(LedgerFolder(Path.cwd())), date.fromisoformat(os.environ["DUNNING_TODAY"])
        )
    except Failure as failure:
        return str(failure.message)
    return "\n".join(map(str, told))


class Events:
    """Things that happen to a ledger between two looks at it."""

    def __init__(
        self, ledger: Path, run: Run, chance: random.Random, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self.ledger, self.run, self.chance, self.monkeypatch = ledger, run, chance, monkeypatch
        self.day = FIRST

    def _case(self) -> Path:
        return self.chance.choice(sorted(self.ledger.glob("cases/**/*.yaml")))

    def payment(self) -> None:
        self.run("pay", self._case().stem, "12.34", "--via", "bank", "--actor", "wang")

    def hand_edit(self) -> None:
        path = self._case()
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("owner: wang", "owner: zhou", 1), encoding="utf-8")

    def same_second_same_size(self) -> None:
        path = self._case()
        text, status = path.read_text(encoding="utf-8"), path.stat()
        path.write_text(text.replace("principal: 1", "principal: 2", 1), encoding="utf-8")
        os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))

    def clock_back(self) -> None:
        path = self._case()
        path.write_bytes(path.read_bytes() + b"# seen\n")
        os.utime(path, (1_000_000_000, 1_000_000_000))

    def moved(self) -> None:
        path = self._case()
        (self.ledger / "cases" / "moved").mkdir(exist_ok=True)
        path.rename(self.ledger / "cases" / "moved" / path.name)

    def gone(self) -> None:
        self._case().unlink()

    def broken(self) -> None:
        path = self._case()
        path.write_bytes(path.read_bytes()[:-40])

    def rules(self) -> None:
        path = self.ledger / "policies" / "small-loan.yaml"
        if not path.exists():
            return
        text = path.read_text(encoding="utf-8")
        rate = self.chance.choice(("0.03%/day", "0.04%/day", "0.05%/day"))
        lines = [f"    rate: {rate}" if line.startswith("    rate: 0") else line for line in text.split("\n")]
        path.write_text("\n".join(lines), encoding="utf-8")

    def policy_gone(self) -> None:
        found = self.ledger / "policies" / "small-loan.yaml"
        aside = found.with_suffix(".aside")
        if aside.exists():
            aside.rename(found)
        else:
            found.rename(aside)

    def faulty_account(self) -> None:
        path = self._case()
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("policy: small-loan", "policy: no-such-policy", 1), encoding="utf-8")

    def template(self) -> None:
        path = self.chance.choice(sorted(self.ledger.glob("templates/zh/*.txt")))
        path.write_text(
            path.read_text(encoding="utf-8").replace("demand: yes", "demand: no", 1), encoding="utf-8"
        )

    def call_elsewhere(self) -> None:
        self.run(
            "note",
            self._case().stem,
            "不要再打",
            "--channel",
            "phone",
            "--result",
            "refused",
            "--actor",
            "wang",
        )

    def settings(self) -> None:
        path = self.ledger / "dunning.yaml"
        path.write_bytes(path.read_bytes() + b"# seen\n")

    def tomorrow(self) -> None:
        self._to(self.day + timedelta(1))

    def next_month(self) -> None:
        self._to(self.day + timedelta(self.chance.randint(5, 40)))

    def yesterday(self) -> None:
        self._to(self.day - timedelta(1))

    def _to(self, day: date) -> None:
        self.day = day
        self.monkeypatch.setenv("DUNNING_TODAY", day.isoformat())

    def deleted(self) -> None:
        place(self.ledger).unlink(missing_ok=True)

    def corrupt(self) -> None:
        found = place(self.ledger)
        if found.exists():
            data = bytearray(found.read_bytes())
            for _ in range(50):
                data[self.chance.randrange(len(data))] ^= 0xFF
            found.write_bytes(bytes(data))


EVENTS = tuple(name for name in vars(Events) if not name.startswith("_"))
OFTEN = ("payment", "tomorrow", "tomorrow", "next_month")


def without_cache(ledger: Path, asked: Callable[[], Any]) -> Any:
    """What is answered with nothing kept; what was kept is as before then."""
    kept = place(ledger)
    aside = kept.with_name("aside")
    if kept.exists():
        kept.rename(aside)
    found = asked()
    kept.unlink(missing_ok=True)
    if aside.exists():
        aside.rename(kept)
    return found


@pytest.mark.parametrize("seed", range(SEEDS))
def test_every_look_is_as_one_without_a_table(
    practice: Path, run: Run, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    chance = random.Random(seed)
    events = Events(practice, run, chance, monkeypatch)
    answers(run)
    happened = []
    for _ in range(STEPS):
        happened.append(chance.choice(EVENTS + OFTEN))
        getattr(events, happened[-1])()
        time.sleep(0.02)
        found = answers(run)
        again = answers(run)
        wanted = without_cache(practice, partial(answers, run))
        assert found == wanted, happened
        assert again == wanted, happened


@pytest.mark.parametrize("seed", range(SEEDS))
def test_every_report_is_as_one_of_which_nothing_is_kept(
    practice: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    chance = random.Random(seed)
    events = Events(practice, run, chance, monkeypatch)
    reports(run, REPORTS, tmp_path / "page.html")
    happened = []
    for _ in range(REPORT_STEPS):
        happened.append(chance.choice((*EVENTS, *OFTEN, "policy_gone", "faulty_account")))
        getattr(events, happened[-1])()
        time.sleep(0.02)
        asked = chance.sample(REPORTS, ASKED)
        found = reports(run, asked, tmp_path / "page.html")
        again = reports(run, asked, tmp_path / "page.html")
        wanted = without_cache(practice, lambda asked=asked: reports(run, asked, tmp_path / "page.html"))
        assert found == wanted, (happened, asked)
        assert again == wanted, (happened, asked)


def test_sums_of_reports_are_worked_out_anew_for_the_parts_that_changed(
    practice: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dunning_cli.views.reports import measured

    counted: list[int] = []
    real = measured.Grouped
    monkeypatch.setattr(measured, "Grouped", lambda *given: counted.append(1) or real(*given))
    time.sleep(0.02)
    run("report", "recovery")
    every = len(counted)
    assert every > 100
    run("report", "recovery", "--json")
    assert len(counted) == every
    path = sorted(practice.glob("cases/**/*.yaml"))[0]
    path.write_bytes(path.read_bytes() + b"# seen\n")
    time.sleep(0.02)
    run("report", "recovery")
    assert 0 < len(counted) - every < every / 4


def test_the_next_day_is_worked_out_from_the_day_before(
    practice: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dunning_cli.views.account import figures_made

    read: list[int] = []
    real = figures_made.figures_and_course
    monkeypatch.setattr(figures_made, "figures_and_course", lambda *given: read.append(1) or real(*given))
    time.sleep(0.02)
    run("list")
    every = len(read)
    assert every > 50
    run("list", "--sort", "days")
    assert len(read) == every
    monkeypatch.setenv("DUNNING_TODAY", (FIRST + timedelta(1)).isoformat())
    run("list")
    assert len(read) - every < every / 3, "those whose day brings more than steady accrual"

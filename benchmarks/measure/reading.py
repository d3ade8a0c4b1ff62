"""The parts of the measurement that only read a ledger: starting, looking, checking, auditing."""

from __future__ import annotations

import json
import shutil
import subprocess
from datetime import timedelta
from functools import cached_property
from pathlib import Path

from measure.inputs import DAY, OpenCase, journal, open_cases, task_lines
from measure.place import Copy, Place
from measure.running import Figures, Side, by_turns
from measure.targets import REPORTS

_MOVING = ("stage", "next_stage", "promises", "phase", "missed_minimums", "deceased", "suspected_fraud")
"""What of a case's status changes on a day on which more happens than steady accrual."""


class Reading:
    """Measures on one copy of a ledger that nothing is written to."""

    def __init__(self, place: Place, ledger: Path, cases: int, rounds: int) -> None:
        self._place = place
        self._cases = cases
        self._rounds = rounds
        self._copy = Copy(place, ledger, "read")

    @cached_property
    def _open(self) -> list[OpenCase]:
        return open_cases(self._copy.folder)

    @property
    def _case(self) -> str:
        return self._open[len(self._open) // 2].id

    def starting(self) -> dict[str, Figures]:
        """Bare starts, and commands that look at one case or at names only."""
        place = self._place
        self._copy.warm()
        sides = {
            "python": self._side(place.python, "-c", "pass"),
            "typer": self._side(place.python, "-c", "import typer"),
            "sqlite-utils": self._side(place.sqlite_utils, "--version"),
            "--version": self._dunning("--version"),
            "--help": self._dunning("--help"),
            "pay --help": self._dunning("pay", "--help"),
            "fees": self._dunning("fees", self._case),
            "complete": self._dunning("complete", "--", "show", self._case[:-2]),
        }
        return by_turns(sides, 3 * self._rounds, at_rest=True)

    def looking(self) -> dict[str, Figures]:
        """The lists, beside those of taskwarrior and hledger of as many things."""
        place = self._place
        self._copy.warm()
        sides = {
            "typer": self._side(place.python, "-c", "import typer"),
            **self._peers(),
            "list": self._dunning("list"),
            "find": self._dunning("find", self._open[7].debtor),
            "status": self._dunning("status"),
            "remind": self._dunning("remind"),
            "workload": self._dunning("workload"),
        }
        return by_turns(sides, self._rounds, at_rest=True)

    def reporting(self) -> dict[str, Figures]:
        """Reports and the manager's page, everything they need having been worked out, beside the list."""
        page = self._place.folder / "page.html"
        self._copy.warm()
        sides = {"list beside reports": self._dunning("list")}
        for name, words in REPORTS.items():
            filled = tuple(word.format(page=page) for word in words)
            self._copy.dunning(*filled)
            sides[name] = self._dunning(*filled, before=page)
        found = by_turns(sides, self._rounds)
        page.unlink()
        return found

    def _peers(self) -> dict[str, Side]:
        found = {}
        if shutil.which("task"):
            self._make_tasks()
            found["task list"] = self._side("task", "rc.verbose=nothing", "list")
        if shutil.which("hledger"):
            file = self._place.folder / f"cases-{self._cases}.journal"
            file.write_text(journal(self._cases), encoding="utf-8")
            found["hledger balance"] = self._side("hledger", "-f", str(file), "balance")
        return found

    def _make_tasks(self) -> None:
        """As many tasks as cases, in the home of the measurement."""
        home, lines = self._place.home, self._place.folder / f"tasks-{self._cases}.json"
        shutil.rmtree(home / "tasks", ignore_errors=True)
        (home / "tasks").mkdir()
        (home / "taskrc").write_text("confirmation=no\nverbose=nothing\n", encoding="utf-8")
        lines.write_text(task_lines(self._cases), encoding="utf-8")
        environment = dict(self._place.environment)
        subprocess.run(
            ["task", "rc.hooks=off", "import", str(lines)], env=environment, check=True, capture_output=True
        )

    def first_looks(self) -> dict[str, Figures]:
        """The first list on each of some days to come, everything having been read the day before."""
        self._copy.warm()
        place, last = self._place, DAY

        def on(number: int) -> tuple[str, ...]:
            return ("env", f"DUNNING_TODAY={last + timedelta(number + 1)}", place.dunning, "list")

        found = by_turns({"first look": Side(on, self._copy.folder, place.environment)}, self._rounds)
        found["first look"].notes["moved"] = self._moved()
        return found

    def _moved(self) -> int:
        """Cases about whose status more changes from the ledger's day to the next than steady accrual."""
        days = []
        for day in (DAY, DAY + timedelta(1)):
            answer = json.loads(self._copy.dunning("status", "--json", "--as-of", day.isoformat()))
            days.append({case["case"]: [case.get(key) for key in _MOVING] for case in answer["cases"]})
        return sum(days[0].get(case) != state for case, state in days[1].items())

    def first_reads(self) -> dict[str, Figures]:
        """List and check with nothing kept of earlier reads."""
        sides = {
            "first read": self._dunning("list", forgetting=True),
            "check, first": self._dunning("check", forgetting=True),
        }
        found = by_turns(sides, self._rounds)
        self._copy.warm()
        self._copy.dunning("check")
        return found | by_turns({"check": self._dunning("check")}, self._rounds)

    def auditing(self) -> dict[str, Figures]:
        """The audit of the whole history, beside git's own telling of it; then again, and a case's evidence."""
        folder = self._place.folder
        log = Side(
            ("git", "log", "-p", "--", "cases"), self._copy.folder, self._place.environment,
            out=folder / "history",
        )  # fmt: skip
        sides = {"git log -p": log, "audit, first": self._dunning("audit", forgetting=True)}
        found = by_turns(sides, self._rounds)
        (folder / "history").unlink()
        bundle = folder / "evidence.zip"
        again = {
            "audit": self._dunning("audit"),
            "evidence": self._dunning("evidence", self._case, "-o", str(bundle), before=bundle),
        }
        self._copy.warm()
        return found | by_turns(again, self._rounds)

    def accounts(self) -> dict[str, Figures]:
        """Accounts of five years within one process; the figures are of one account, the memory of the process."""
        script = Path(__file__).parent / "five_years.py"
        told = self._place.folder / "accounts.json"
        words = (self._place.python, "-P", str(script), str(self._copy.folder))
        side = Side(words, self._copy.folder, self._place.environment, out=told)
        whole = by_turns({"accounts": side}, 1)["accounts"]
        milliseconds = json.loads(told.read_text(encoding="utf-8"))
        told.unlink()
        return {
            name: Figures(taken / 1000, taken / 1000, whole.peak, 30)
            for name, taken in (
                ("account", milliseconds["small-loan"]),
                ("card", milliseconds["credit-card"]),
            )
        }

    def _side(self, *words: str) -> Side:
        return Side(words, self._copy.folder, self._place.environment)

    def _dunning(self, *words: str, forgetting: bool = False, before: Path | None = None) -> Side:
        def ready(_: int) -> None:
            if forgetting:
                self._place.forget(self._copy.folder)
            if before is not None:
                before.unlink(missing_ok=True)

        return Side((self._place.dunning, *words), self._copy.folder, self._place.environment, ready)

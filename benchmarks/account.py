"""How long the account of one case takes: `python benchmarks/account.py [--against CHECKOUT]`.

Five years of a loan and of a card, with sixty charges, sixty payments and 250 contacts each, and random accounts of
every product as `tests/oracle` draws them; each with the lines behind its figures and, where the program can, without.
Nothing is read from a file: what is measured is the domain, by processor time in a process that has loaded everything,
a new case each time, the policies read once. Another checkout is measured by turns with this one, round by round, so
that what else the machine does falls on both alike. A figure is the lowest of the rounds, a ratio that of two of them.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
DAY = date(2024, 2, 1)
FIRST = date(2019, 1, 10)
MONTHS, CONTACTS, RANDOM = 60, 250, 500
BOUNDS = {"loan, with lines": 5.0, "card, with lines": 10.0}
"""The most milliseconds."""


def main() -> None:
    """Measures and prints a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--against", type=Path, metavar="CHECKOUT", help="another checkout to compare with")
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--answer", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.answer:
        _answer()
        return
    checkouts = [ROOT] if given.against is None else [ROOT, given.against.resolve()]
    found = _measured(checkouts, given.rounds)
    print(f"{'account':28} {'ms':>8} {'bound':>6} {'before':>8} {'ratio':>6}")
    for name, taken in found[ROOT].items():
        before = found[checkouts[-1]].get(name) if len(checkouts) > 1 else None
        bound = f"{BOUNDS[name]:6.1f}" if name in BOUNDS else f"{'':6}"
        rest = f" {before * 1000:8.2f} {before / taken:6.2f}" if before else ""
        print(f"{name:28} {taken * 1000:8.2f} {bound}{rest}")


def _measured(checkouts: list[Path], rounds: int) -> dict[Path, dict[str, float]]:
    """The lowest processor seconds by checkout and account."""
    processes = {root: _started(root) for root in checkouts}
    lowest: dict[Path, dict[str, float]] = {root: {} for root in checkouts}
    for _ in range(rounds):
        for root, process in processes.items():
            assert process.stdin is not None
            assert process.stdout is not None
            process.stdin.write("once more\n")
            process.stdin.flush()
            for name, seconds in json.loads(process.stdout.readline()).items():
                lowest[root][name] = min(seconds, lowest[root].get(name, seconds))
    for process in processes.values():
        process.communicate()
    return lowest


def _started(root: Path) -> subprocess.Popen[str]:
    paths = os.pathsep.join([str(root), str(ROOT / "tests" / "oracle")])
    return subprocess.Popen(
        [sys.executable, __file__, "--answer"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=root,
        env={**os.environ, "PYTHONPATH": paths},
    )


def _answer() -> None:
    """For every line that comes in, times everything once and prints the processor seconds."""
    tasks = dict(_tasks())
    for task in tasks.values():
        task()
    for _ in sys.stdin:
        taken = {}
        for name, task in tasks.items():
            start = time.process_time()
            task()
            taken[name] = time.process_time() - start
        print(json.dumps(taken), flush=True)


def _tasks() -> Iterator[tuple[str, Callable[[], None]]]:
    from random_accounts import Draw, book

    from dunning_cli.domain import account

    policies = book()
    forms = {"with lines": account.account_at}
    if hasattr(account, "figures_at"):  # an older checkout has lines always
        forms["without lines"] = account.figures_at
    for name, case in {"loan": _loan(), "card": _card()}.items():
        for form, worked_out in forms.items():
            yield f"{name}, {form}", _task(worked_out, [(case, policies.for_case(case), DAY)])
    drawn = [(draw.case(), draw.as_of) for draw in map(Draw, range(RANDOM))]
    several = [(case, policies.for_case(case), day) for case, day in drawn]
    for form, worked_out in forms.items():
        yield f"{RANDOM} random, {form}", _task(worked_out, several)


def _task(worked_out: Callable[..., object], accounts: list[tuple[Any, Any, date]]) -> Callable[[], None]:
    def once() -> None:
        for case, policy, day in accounts:
            worked_out(replace(case), policy, day)  # what a case has found out about itself is not kept

    return once


def _loan() -> Any:
    """Instalments of 1080.00 a month, of which 900.00 comes in late."""
    return _case(
        "small-loan",
        "contract_rate=12%/year",
        lambda month: {"due": _on(month + 1, 10), "principal": Decimal(1000), "interest": Decimal(80)},
        Decimal(900),
    )


def _card() -> Any:
    """A purchase of 500.00 a month, of which 300.00 is paid: interest on interest from the first statement on."""
    return _case("credit-card", "statement_day=5", lambda _: {"principal": Decimal(500)}, Decimal(300))


def _case(policy: str, term: str, charged: Callable[[int], dict[str, Any]], paid: Decimal) -> Any:
    from dunning_cli.domain.case.case import Case, Contract, Debtor, Head
    from dunning_cli.domain.case.codes.talk import Channel, Result
    from dunning_cli.domain.case.entries import Charge, Contact, Payment
    from dunning_cli.domain.policy.policy import parse_term

    entries: list[Any] = []

    def add(kind: Any, on: date, **values: Any) -> None:
        at = datetime(on.year, on.month, on.day, 9, tzinfo=UTC)
        entries.append(kind(id=f"{len(entries):016}", date=on, by="wang", at=at, **values))

    for month in range(MONTHS):
        add(Charge, _on(month, 10), **charged(month))
        add(Payment, _on(month + 1, 20), amount=paid)
    for number in range(CONTACTS):
        on = FIRST + timedelta(number * 30 * MONTHS // CONTACTS)
        time_of_day = datetime(on.year, on.month, on.day, 10, tzinfo=UTC)
        words = {"channel": Channel.PHONE, "to": "debtor", "result": Result.NO_ANSWER, "text": "无人接听"}
        add(Contact, on, time=time_of_day, **words)
    head = Head(
        case="B-1",
        policy=policy,
        debtor=Debtor(name="周明"),
        account=Contract(contract_date=FIRST),
        terms=parse_term(term),
    )
    return Case(head, tuple(entries))


def _on(month: int, day: int) -> date:
    """A day of the month that comes so many after the first."""
    return date(FIRST.year + (FIRST.month - 1 + month) // 12, (FIRST.month - 1 + month) % 12 + 1, day)


if __name__ == "__main__":
    main()

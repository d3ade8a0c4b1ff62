"""What a case has found out about its entries is what a search through them finds, each time and on every day."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from dunning_cli.domain.case.case import Case, CaseBatch, Debtor, Head
from dunning_cli.domain.case.entries import (
    Assign,
    Close,
    Contact,
    Detail,
    Entry,
    Phase,
    Reopen,
    ReturnDate,
    Reversal,
)
from dunning_cli.domain.case.people.details import known_on

FIRST = date(2026, 1, 5)
DAYS = 30
KINDS: tuple[Callable[[random.Random], tuple[type[Entry], dict[str, Any]]], ...] = (
    lambda draw: (Assign, {"owner": draw.choice(("li", "zhao"))}),
    lambda draw: (Phase, {"phase": draw.choice(("visit", "suit"))}),
    lambda _: (Close, {"reason": "paid"}),
    lambda _: (Reopen, {"reason": "an error"}),
    lambda draw: (ReturnDate, {"granted": True, "until": FIRST + timedelta(draw.randrange(90))}),
    lambda _: (ReturnDate, {"granted": False, "until": None}),
    lambda _: (Contact, {"channel": "phone", "to": "debtor", "result": "no_answer"}),
    lambda draw: (Detail, {"of": "debtor", "phone": f"1380000{draw.randrange(1000):04}"}),
)


def drawn(seed: int) -> Case:
    draw = random.Random(seed)
    entries: list[Entry] = []
    for number in range(draw.randrange(14)):
        kind, values = draw.choice(KINDS)(draw)
        if entries and draw.random() < 0.15:
            kind, values = Reversal, {"entry": draw.choice(entries).id, "reason": "an error"}
        on = FIRST + timedelta(draw.randrange(DAYS))
        at = datetime(2026, 3, 1, tzinfo=UTC) + timedelta(minutes=draw.randrange(3))
        made: Any = kind
        entries.append(made(id=f"{number:016}", date=on, by="wang", at=at, **values))
    head = Head(
        case="PF-2026-0001",
        policy="property-fee",
        debtor=Debtor(name="王建国"),
        owner="wang",
        batch=CaseBatch(id="2026-01", return_by=date(2026, 6, 1)),
    )
    return Case(head, tuple(entries))


def searched(case: Case, day: date) -> tuple[object, ...]:
    """Owner, phase, return day and closing, from the entries themselves."""
    taken_back = {entry.entry for entry in case.entries if isinstance(entry, Reversal)}
    entries = [e for e in case.entries if e.date <= day and e.id not in taken_back]
    owner, phase, closing = case.head.owner, None, None
    return_by = case.head.batch.return_by if case.head.batch else None
    for entry in sorted(entries, key=lambda each: (each.date, each.at, each.id)):
        if isinstance(entry, Assign):
            owner = entry.owner
        elif isinstance(entry, Phase):
            phase = entry.phase
        elif isinstance(entry, ReturnDate):
            return_by = entry.until or return_by
        elif isinstance(entry, (Close, Reopen)):
            closing = entry if isinstance(entry, Close) else None
    return owner, phase, return_by, closing


@pytest.mark.parametrize("seed", range(60))
def test_a_case_says_what_a_search_finds(seed: int) -> None:
    case = drawn(seed)
    days = [FIRST + timedelta(number) for number in range(-1, DAYS + 1)]
    random.Random(seed).shuffle(days)
    for day in (*days, *days):
        for asked in (case, known_on(case, day)):
            said = (asked.owner(day), asked.phase(day), asked.return_by(day), asked.closing(day))
            assert said == searched(case, day)
            assert asked.standing(day) == Case(case.head, case.entries).standing(day)


def test_an_entry_more_is_found_too() -> None:
    case = drawn(1)
    last = FIRST + timedelta(DAYS)
    assert case.owner(last) is not None
    at = datetime(2026, 4, 1, tzinfo=UTC)
    grown = case.with_entry(Assign(id="9" * 16, date=last, by="wang", at=at, owner="sun"))
    assert grown.owner(last) == "sun"
    assert case.owner(last) != "sun"

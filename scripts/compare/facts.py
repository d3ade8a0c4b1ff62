"""What a ledger has that can be asked about: cases, people, letters, days."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml

_BEFORE, _AFTER = timedelta(days=40), timedelta(days=400)


@dataclass(frozen=True)
class Facts:
    """The cases of a ledger as trees by id, its letters' serials, its templates, policies, batches and fixed day."""

    cases: Mapping[str, Mapping[str, Any]]
    serials: tuple[str, ...]
    templates: tuple[str, ...]
    policies: tuple[str, ...]
    batches: tuple[str, ...]
    today: date

    @classmethod
    def of(cls, ledger: Path, chosen: tuple[str, ...] = (), most: int = 0) -> Facts:
        """Reads a ledger without the product; `chosen`: these cases and their letters only; `most`: so many of them."""
        trees = [_tree(path) for path in sorted((ledger / "cases").rglob("*.yaml"))]
        cases = {tree["case"]: tree for tree in trees if not chosen or tree["case"] in chosen}
        serials = {path.stem for path in (ledger / "letters").rglob("*.txt")}
        if most:
            cases = {case: cases[case] for case in _spread(sorted(cases), most)}
        if chosen or most:
            serials &= {entry.get("serial") for tree in cases.values() for entry in entries(tree)}
        return cls(
            cases,
            tuple(sorted(serials)),
            tuple(sorted(path.stem for path in (ledger / "templates/zh").glob("*.txt"))),
            tuple(sorted({tree["policy"] for tree in trees})),
            tuple(sorted({tree["batch"]["id"] for tree in cases.values() if "batch" in tree})),
            date.fromisoformat(_tree(ledger / "dunning.yaml")["today"]),
        )

    def days(self, number: int) -> list[date]:
        """So many days from before the first entry to well after the last; every other one the end of a month."""
        dates = [date.fromisoformat(entry["date"]) for tree in self.cases.values() for entry in entries(tree)]
        first, last = min(dates) - _BEFORE, max(dates) + _AFTER
        every = [first + timedelta(days=place) for place in range((last - first).days + 1)]
        ends = [day for day in every if (day + timedelta(days=1)).day == 1]
        chosen = set(_spread(ends, number // 2))
        others = [day for day in every if day not in chosen]
        return sorted(chosen | set(_spread(others, number - len(chosen))))

    def richest(self, number: int) -> tuple[str, ...]:
        """So many cases that have the most kinds of entries between them."""
        kinds = {case: {entry["kind"] for entry in entries(tree)} for case, tree in self.cases.items()}
        found: list[str] = []
        seen: set[str] = set()
        while kinds and len(found) < number:
            best = max(sorted(kinds), key=lambda case: (len(kinds[case] - seen), len(kinds[case])))
            seen |= kinds.pop(best)
            found.append(best)
        return tuple(found)


def entries(case: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The entries of a case as trees."""
    return case.get("entries") or []


def _tree(path: Path) -> Any:
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    return yaml.load(path.read_text(encoding="utf-8"), loader)


def _spread(days: list[date], number: int) -> list[date]:
    """So many of the days, evenly; the first and the last where there are two or more."""
    if number < 2:
        return days[len(days) // 2 :][:number]
    return [days[place * (len(days) - 1) // (number - 1)] for place in range(number)]

"""A ledger's cases as plain YAML: what stands on a day, who had a case then, since when it counts.

Nothing of the program works here: texts are read by PyYAML, days and amounts made by the standard library.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

Entry = dict[str, Any]
BUILDING = re.compile(r"(\d{1,3}) ?(?:栋|幢|号楼)")
ONE_DAY = timedelta(1)


def day(text: str) -> date:
    """A day as files and answers write it."""
    return date.fromisoformat(text[:10])


def plain_yaml(path: Path) -> Any:
    """A file with every value as its text."""
    return yaml.load(path.read_text(encoding="utf-8"), getattr(yaml, "CBaseLoader", yaml.BaseLoader))


def who(entry: Entry) -> str:
    """Who did it: `agent`, else who recorded it."""
    return str(entry.get("agent", entry["by"]))


@dataclass(frozen=True)
class Span:
    """Some days, the first and the last among them."""

    first: date
    last: date

    def __contains__(self, other: object) -> bool:
        return isinstance(other, date) and self.first <= other <= self.last

    @property
    def eve(self) -> date:
        """The day before the first."""
        return self.first - ONE_DAY

    def has(self, entry: Entry) -> bool:
        """Whether an entry's value date is one of them."""
        return day(entry["date"]) in self

    def before(self) -> Span:
        """As many months earlier where it begins with a month, else as many days right before it."""
        if self.first.day > 1:
            return Span(self.first - (self.last - self.eve), self.eve)
        months = (self.last.year * 12 + self.last.month) - (self.first.year * 12 + self.first.month) + 1
        return self._earlier(months)

    def year_before(self) -> Span:
        """The same days of the year before."""
        return self._earlier(12)

    def _earlier(self, months: int) -> Span:
        first = _months_back(self.first, months)
        if self.first.day == 1 and (self.last + ONE_DAY).day == 1:
            return Span(first, _months_back(self.last + ONE_DAY, months) - ONE_DAY)
        return Span(first, _months_back(self.last, months))


def _months_back(when: date, months: int) -> date:
    """The same day some months earlier; where the month is too short its last."""
    year, month = divmod(when.year * 12 + when.month - 1 - months, 12)
    for number in range(when.day, 27, -1):
        try:
            return date(year, month + 1, number)
        except ValueError:
            continue
    return date(year, month + 1, when.day)


@dataclass
class PlainCase:
    """One case file."""

    head: dict[str, Any]
    entries: list[Entry]
    _kept: dict[date, list[Entry]] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """Its id."""
        return str(self.head["case"])

    @property
    def policy(self) -> str:
        """Its product policy."""
        return str(self.head["policy"])

    def standing(self, on: date) -> list[Entry]:
        """What counts on a day, in order: dated by then, not taken back, not waiting for approval."""
        if on not in self._kept:
            gone = {each["entry"] for each in self.entries if each["kind"] == "reversal"}
            gone -= {each["entry"] for each in self._waiting(on) if each["kind"] == "reversal"}
            without = gone | {each["id"] for each in self._waiting(on)}
            here = [
                each
                for each in self.entries
                if day(each["date"]) <= on and each["id"] not in without and each["kind"] != "reversal"
            ]
            moment = datetime.fromisoformat
            self._kept[on] = sorted(here, key=lambda each: (each["date"], moment(each["at"]), each["id"]))
        return self._kept[on]

    def _waiting(self, on: date) -> list[Entry]:
        granted = {
            each["entry"]
            for each in self.entries
            if each["kind"] == "approval" and each["granted"] == "true" and day(each["date"]) <= on
        }
        return [each for each in self.entries if each.get("pending") == "true" and each["id"] not in granted]

    def of(self, kind: str, on: date) -> list[Entry]:
        """The entries of a kind that count on a day."""
        return [each for each in self.standing(on) if each["kind"] == kind]

    def within(self, kind: str, span: Span) -> list[Entry]:
        """Those of them dated in some days, as they count on the last one."""
        return [each for each in self.of(kind, span.last) if span.has(each)]

    def holder(self, on: date) -> str | None:
        """Who has the case on a day."""
        given = self.of("assign", on)
        return given[-1]["owner"] if given else self.head.get("owner")

    def closed(self, on: date) -> bool:
        """Whether it is closed on a day."""
        turns = [each["kind"] for each in self.standing(on) if each["kind"] in ("close", "reopen")]
        return turns[-1:] == ["close"]

    @property
    def received(self) -> date | None:
        """The day it was entrusted on, else the first value date of what stands in it."""
        given = (self.head.get("batch") or {}).get("entrusted")
        dates = [each["date"] for each in self.standing(date.max)]
        return day(given) if given else day(min(dates)) if dates else None

    def came_by(self, on: date) -> bool:
        """Whether it was received by a day."""
        return self.received is not None and self.received <= on

    def reason(self, on: date) -> str | None:
        """The reason for arrears told last by a day."""
        told = [each["reason"] for each in self.of("contact", on) if "reason" in each]
        return told[-1] if told else None

    @property
    def area(self) -> str | None:
        """Village, estate or district."""
        found = (self.head.get("account") or {}).get("area")
        return str(found) if found else None

    @property
    def building(self) -> str | None:
        """The building in the debtor's first address that names one, after the estate."""
        for address in self.head["debtor"].get("addresses", ()):
            found = BUILDING.search(address["text"])
            if found:
                return f"{self.area} {found[1]}" if self.area else found[1]
        return None


def plain_cases(ledger: Path) -> list[PlainCase]:
    """Every case of a ledger."""
    trees: Iterator[dict[str, Any]] = map(plain_yaml, sorted((ledger / "cases").rglob("*.yaml")))
    return [
        PlainCase({key: value for key, value in tree.items() if key != "entries"}, tree.get("entries") or [])
        for tree in trees
    ]


def amount(entry: Entry, *keys: str) -> Decimal:
    """What an entry says under some keys, added up; nothing where it lacks them."""
    return sum((Decimal(entry.get(key, 0)) for key in keys), Decimal(0))

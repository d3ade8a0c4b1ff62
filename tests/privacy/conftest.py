"""The sample ledger to look at as different people, and the personal data that stands in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import yaml
from copies import copy_folder


@dataclass
class Person:
    """What stands of one person in one case, as it is written there."""

    contacts: set[str] = field(default_factory=set)
    """Names, telephone numbers, addresses, e-mails."""
    numbers: set[str] = field(default_factory=set)
    """Of identity documents, cards and accounts."""


def people_of(case: Mapping[str, Any]) -> Person:
    """Everything personal in a case file, read without the product."""
    found = Person()
    account = case.get("account", {})
    found.numbers |= {account[key] for key in ("number", "bank_account") if key in account}
    for person in (case["debtor"], *case.get("parties", [])):
        found.contacts |= {person["name"], *(phone["number"] for phone in person.get("phones", []))}
        found.contacts |= {place["text"] for place in person.get("addresses", [])}
        found.contacts |= {person[key] for key in ("email",) if key in person}
        found.numbers |= {person[key] for key in ("id_number", "credit_code") if key in person}
    for entry in case.get("entries") or []:
        if entry["kind"] in ("contact", "appointment", "letter", "death", "detail"):
            found.contacts |= {
                entry[key] for key in ("to", "of", "number", "phone", "address", "email") if key in entry
            }
        elif entry["kind"] in ("payment", "delivery", "party"):
            found.contacts |= {
                entry[key] for key in ("payer", "signed_by", "name", "address") if key in entry
            }
            found.contacts |= set(entry.get("phones", []))
            found.numbers |= {entry["id_number"]} if "id_number" in entry else set()
    found.contacts -= {"debtor", "guarantor", "creditor"}
    return found


@dataclass(frozen=True)
class Sample:
    """The sample ledger with its cases as trees, by id."""

    folder: Path
    cases: dict[str, dict[str, Any]]

    @property
    def people(self) -> dict[str, Person]:
        """What is personal in each case."""
        return {case_id: people_of(case) for case_id, case in self.cases.items()}

    def owner(self, case_id: str) -> str | None:
        """Who collects a case by the last day: the last assignment, else the head's first collector."""
        case = self.cases[case_id]
        owners = [entry["owner"] for entry in case["entries"] if entry["kind"] == "assign"]
        return owners[-1] if owners else case.get("owner")

    def telling(self) -> tuple[str, ...]:
        """Few cases that have every kind of entry and every key of people between them."""
        has = {case_id: set(_features(case)) for case_id, case in self.cases.items()}
        wanted, chosen = set().union(*has.values()), []
        while wanted:
            best = max(sorted(has), key=lambda case_id: len(has[case_id] & wanted))
            chosen.append(best)
            wanted -= has[best]
        return tuple(chosen)


def _features(case: Mapping[str, Any]) -> Iterator[str]:
    for person in (case["debtor"], *case.get("parties", [])):
        yield from (f"person {key}" for key in person if key in ("phones", "addresses", "email", "id_number"))
    yield from (f"entry {entry['kind']}" for entry in case["entries"])


@pytest.fixture(scope="session")
def with_cases(sample: Path) -> Sample:
    """The sample and its cases as their files say them."""
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    trees = [
        yaml.load(path.read_text(encoding="utf-8"), loader)
        for path in sorted((sample / "cases").rglob("*.yaml"))
    ]
    return Sample(sample, {tree["case"]: {**tree, "entries": tree["entries"] or []} for tree in trees})


@pytest.fixture
def inside(with_cases: Sample, git_identity: Path, monkeypatch: pytest.MonkeyPatch) -> Sample:
    """The working directory in the sample, its own fixed today in force; git's user is nobody of its staff."""
    monkeypatch.chdir(with_cases.folder)
    monkeypatch.delenv("DUNNING_TODAY")
    return with_cases


@pytest.fixture
def copied(inside: Sample, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Sample:
    """The sample as `inside`, in a folder of its own, whose log no other test writes into."""
    folder = tmp_path / "ledger"
    copy_folder(inside.folder, folder)
    (folder / "access.log").unlink(missing_ok=True)
    monkeypatch.chdir(folder)
    return Sample(folder, inside.cases)

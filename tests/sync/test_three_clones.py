"""Three clones that open the same ids and write letters in the same series, brought together in every order."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from how_many import examples

from dunning_cli import Ledger

NAMES = ("wang", "li", "chen")
OPERATIONS = examples(40)
"""Operations that each clone records before any of them syncs."""
IDS = tuple(f"K-{number}" for number in range(1, 9))
"""Each clone opens cases under these, as long as it has none of the id."""
DAY, TODAY = date(2026, 5, 1), date(2026, 6, 1)


class Worker:
    """One clone at work: what it recorded for which person, by the names its own cases have."""

    def __init__(self, folder: Path, name: str, seed: int) -> None:
        self.ledger = Ledger(folder, actor=name)
        self.folder = folder
        self.name = name
        self.random = random.Random(seed)
        self.people: dict[str, str] = {}
        self.letters = 0

    def work(self, count: int) -> None:
        """Records that many operations."""
        for _ in range(count):
            self.random.choice(
                (self.open, self.charge, self.charge, self.pay, self.talk, self.letter, self.move)
            )()

    def open(self) -> None:
        taken = {file.stem for file in (self.folder / "cases").rglob("*.yaml")}
        free = [case_id for case_id in IDS if case_id not in taken]
        if not free:
            self.charge()
            return
        case_id = self.random.choice(free)
        number = {"wang": 1, "li": 2, "chen": 3}[self.name] * 100 + len(self.people)
        person = f"{self.name}的{number}"
        self.ledger.do("open", case=case_id, policy="property-fee", name=person, id_number=f"1101011990030{number:05d}",
                       address="测试街 1 号")  # fmt: skip
        self.people[case_id] = person
        self.charge(case_id)

    def charge(self, case_id: str | None = None) -> None:
        case_id = case_id or self.one()
        if case_id is None:
            self.open()
            return
        amount = self.random.randint(10, 900)
        self.ledger.do("charge", case=case_id, on="2026-01-01", due="2026-01-31", principal=f"{amount}.00")

    def pay(self) -> None:
        case_id = self.one()
        if case_id is not None:
            self.ledger.do(
                "pay", case=case_id, amount=f"{self.random.randint(1, 2000)}.00", on=str(DAY), via="cash"
            )

    def talk(self) -> None:
        case_id = self.one()
        if case_id is not None:
            self.ledger.do("promise", case=case_id, amount="10.00", by="2026-07-01", on=str(DAY))

    def move(self) -> None:
        """Money paid too much on one case is used on another, by whose consent a paper tells."""
        rich = [case_id for case_id in self.people if self.balance(case_id, TODAY)["credit"] > 1]
        if rich and len(self.people) > 1:
            into = self.random.choice([case_id for case_id in self.people if case_id != rich[0]])
            self.ledger.do(
                "transfer", case=rich[0], amount="1.00", into=into, consent="同意书", on=str(TODAY)
            )

    def letter(self) -> None:
        case_id = self.one()
        if case_id is None or self.balance(case_id, TODAY)["total"] <= 0:
            return
        done = self.ledger.do(
            "letter new", case=case_id, template="payment-reminder", method="ems", override="试"
        )
        self.letters += 1
        if self.random.random() < 0.3:
            self.ledger.do(
                "letter deliver",
                case=case_id,
                serial=done["serial"],
                posted="2026-06-01",
                tracking=f"X{self.letters}",
            )

    def balance(self, case_id: str, day: date) -> dict[str, Decimal]:
        """What is owed on a case."""
        return {name: Decimal(value) for name, value in self.ledger.fees(case_id, day)["balance"].items()}

    def look(self, run: Callable[..., Any]) -> None:
        """Learns which ids the own cases have now."""
        listed = run("--ledger", str(self.folder), "list", "--json", "--reveal").json["cases"]
        own = {each["case"]: each["debtor"] for each in listed if each["debtor"].startswith(self.name)}
        assert sorted(own.values()) == sorted(self.people.values())
        self.people = own

    def one(self) -> str | None:
        return self.random.choice(list(self.people)) if self.people else None


def people_in(run: Callable[..., Any], folder: Path) -> dict[str, str]:
    """What each person owes, whichever ids the cases have."""
    done = run("--ledger", str(folder), "list", "--json", "--reveal")
    assert done.code == 0, done.err
    listed = [(case["debtor"], case["balance"]["total"]) for case in done.json["cases"]]
    assert len(dict(listed)) == len(listed), "two people never become one, nor one two"
    return dict(listed)


def letters_in(run: Callable[..., Any], folder: Path) -> int:
    """How many letters there are; each is found by its number, and names the person it was written to."""
    letters = run("--ledger", str(folder), "letter", "list", "--json").json["letters"]
    debtors = {
        case["case"]: case["debtor"]
        for case in run("--ledger", str(folder), "list", "--json", "--reveal").json["cases"]
    }
    for letter in letters:
        (file,) = (folder / "letters").rglob(f"{letter['serial']}.txt")
        assert debtors[letter["case"]] in file.read_text(encoding="utf-8")
    assert len({letter["serial"] for letter in letters}) == len(letters)
    return len(letters)


def test_in_every_order_the_same_people_owe_the_same(
    hub: Path, tmp_path: Path, run: Callable[..., Any], in_git: Callable[..., str]
) -> None:
    workers = []
    for number, name in enumerate(NAMES):
        in_git("clone", "-q", str(hub), str(tmp_path / "start" / name))
        worker = Worker(tmp_path / "start" / name, name, seed=number)
        worker.work(OPERATIONS)
        workers.append(worker)
    owed = {
        person: str(worker.balance(case_id, TODAY)["total"])
        for worker in workers
        for case_id, person in worker.people.items()
    }
    for order in permutations(NAMES):
        place = tmp_path / "-".join(order)
        shutil.copytree(hub, place / "hub.git")
        shutil.copytree(tmp_path / "start", place, dirs_exist_ok=True)
        for name in NAMES:
            in_git("-C", str(place / name), "remote", "set-url", "origin", str(place / "hub.git"))
        for name in (*order, *order):
            done = run("--ledger", str(place / name), "sync", "--actor", name)
            assert done.code == 0, done.err
        trees = {in_git("-C", str(place / name), "rev-parse", "HEAD^{tree}") for name in NAMES}
        assert len(trees) == 1
        found = people_in(run, place / order[0])
        assert {person: found[person] for person in owed} == owed
        assert letters_in(run, place / order[0]) == sum(worker.letters for worker in workers)
        audit = run("--ledger", str(place / order[1]), "audit")
        assert audit.code == 0, audit.out
        check = run("--ledger", str(place / order[2]), "check")
        assert check.code == 0, check.out + check.err
        go_on(run, place)


def go_on(run: Callable[..., Any], place: Path) -> None:
    """Every clone works on, and its work reaches the others."""
    again = ("PF-2026-0007", "payment-reminder", "--override", "试")
    for name in NAMES:
        ledger = ("--ledger", str(place / name))
        for words in (
            ("pay", "PF-2026-0007", "1", "--on", "2026-05-02"),
            ("letter", "new", *again),
            ("sync",),
        ):
            done = run(*ledger, *words, "--actor", name)
            assert done.code == 0, done.err


@pytest.mark.parametrize("seed", range(examples(1)))
def test_work_goes_on_between_syncs(
    hub: Path, tmp_path: Path, run: Callable[..., Any], in_git: Callable[..., str], seed: int
) -> None:
    """Clones sync when they happen to, with a little work in between, under ids that change meanwhile."""
    workers = {}
    for number, name in enumerate(NAMES):
        in_git("clone", "-q", str(hub), str(tmp_path / name))
        workers[name] = Worker(tmp_path / name, name, seed=10 * seed + number)
    chance = random.Random(seed)
    for name in (*chance.choices(NAMES, k=9), *NAMES):
        workers[name].work(examples(6))
        done = run("--ledger", str(tmp_path / name), "sync", "--actor", name)
        assert done.code == 0, done.err
        workers[name].look(run)
    owed = {
        person: str(worker.balance(case_id, TODAY)["total"])
        for worker in workers.values()
        for case_id, person in worker.people.items()
    }
    for name in NAMES:
        assert run("--ledger", str(tmp_path / name), "sync", "--actor", name).code == 0
    found = people_in(run, tmp_path / NAMES[-1])
    assert {person: found[person] for person in owed} == owed
    assert letters_in(run, tmp_path / NAMES[-1]) == sum(worker.letters for worker in workers.values())
    for words in (("audit",), ("check",)):
        done = run("--ledger", str(tmp_path / NAMES[-1]), *words)
        assert done.code == 0, done.out + done.err

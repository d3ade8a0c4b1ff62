"""Two clones that both work on the same cases end with the same ledger and every entry, whatever the order of syncing."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from how_many import examples
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dunning_cli.store.format.case_file import read_case

CASES = 10
OPERATIONS = 100
ENTRY_LINE = re.compile(r"^  - \{id: ([0-9a-z]{16}),", re.MULTILINE)


def open_cases(clone: Any) -> list[str]:
    names = [f"PF-2026-01{number:02d}" for number in range(CASES)]
    for name in names:
        clone.do("open", case=name, policy="property-fee", name="王建国", phone=["13800000007"])
    return names


def work(clone: Any, names: list[str], chance: random.Random, count: int) -> set[tuple[str, str]]:
    """`count` operations on cases taken at random; the entries made, by case and id."""
    made = set()
    for _ in range(count):
        case, number = chance.choice(names), chance.randrange(1, 28)
        day = f"2026-05-{number:02d}"
        kind = chance.randrange(5)
        if kind == 0:
            done = clone.do("charge", case=case, on=day, due=day, principal=f"{number}.00")
        elif kind == 1:
            done = clone.do("pay", case=case, amount=f"{number}.50", on=day, via="bank")
        elif kind == 2:
            done = clone.do(
                "note", case=case, text=f"到现场查看: {number}\n无人", channel="counter", result="other"
            )
        elif kind == 3:
            name = f"{clone.actor} {chance.random()}"
            joined = clone.do("party", case=case, on=day, name=name, role="guarantor")
            made.add((case, joined["entry"]))
            done = clone.do("detail", case=case, on=day, of=name, phone="137 0000 0001", status="valid")
        else:
            clone.do("set", case=case, change=[f"remark={clone.actor} {chance.random()}"])
            continue
        made.add((done["case"], done["entry"]))
    return made


def entries(folder: Path) -> list[tuple[str, str]]:
    return [
        (file.stem, entry.id)
        for file in sorted((folder / "cases").rglob("*.yaml"))
        for entry in read_case(file.read_bytes(), file.name).case.entries  # type: ignore[union-attr]
    ]


@settings(
    max_examples=examples(1),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(seed=st.integers(0, 2**32))
def test_random_work_in_two_clones(new_clones: Callable[[], tuple[Any, Any]], seed: int) -> None:
    """100 operations each, synced in several rounds in an order left to chance; heads are edited by one side only."""
    wang, li = new_clones()
    chance = random.Random(seed)
    names = open_cases(wang)
    assert wang.sync().code == li.sync().code == 0
    made = set(entries(wang.folder))
    for part in (10, 45, 5, 40):
        for clone in chance.sample([wang, li], 2):
            own = names[: CASES // 2] if clone is wang else names[CASES // 2 :]
            made |= work(clone, own, chance, part // 5)
            made |= additions(clone, names, chance, part - part // 5)
        for clone in chance.choices([wang, li], k=2):
            done = clone.sync()
            assert done.code == 0, done.err
            assert clone.clean
    for clone in (wang, li, wang):
        assert clone.sync().code == 0
    assert wang.tree == li.tree
    held = entries(wang.folder)
    assert len(held) == len(set(held))
    assert set(held) == made
    for clone in (wang, li):
        for question in ("check", "audit"):
            found = clone.run(question)
            assert found.code == 0, found.out + found.err
        assert clone.clean
        assert clone.git("rev-list", "--count", "@{u}..HEAD") == "0"


def additions(clone: Any, names: list[str], chance: random.Random, count: int) -> set[tuple[str, str]]:
    """Operations that add entries and edit no head."""
    made = set()
    for _ in range(count):
        number = chance.randrange(1, 28)
        case, day = chance.choice(names), f"2026-05-{number:02d}"
        kind = chance.randrange(6)
        if kind == 0:
            done = clone.do("charge", case=case, on=day, due=day, principal=f"{number}.00")
        elif kind == 1:
            phone = f"137{chance.randrange(10**8):08d}"
            done = clone.do("detail", case=case, on=day, phone=phone, status=chance.choice(("valid", "dead")))
        elif kind == 2:
            name = f"{clone.actor}{chance.random()}"
            done = clone.do("party", case=case, on=day, name=name, role=chance.choice(("contact", "heir")))
        elif kind == 3:
            done = clone.do("asset creditor", case=case, on=day, creditor="银行", amount=f"{number}.00")
        elif kind == 4:
            done = clone.do("visit plan", case=case, on=day, **{"for": "2026-06-20"}, agreed=True)
        else:
            done = clone.do(
                "note", case=case, text="无人接听" * chance.choice((1, 30)), channel="phone", result="other"
            )
        made.add((done["case"], done["entry"]))
    return made


@pytest.mark.parametrize(("way", "rounds"), [("git merge", 2), ("dunning sync", 4)])
def test_merging_in_both_directions_at_once_gives_the_same_bytes(
    clones: tuple[Any, Any], hub: Path, way: str, rounds: int, in_git: Callable[..., str]
) -> None:
    """Each takes the other's commits before it knows the other's merge, again and again: no single last common commit."""
    wang, li = clones
    chance = random.Random(7)
    names = ["PF-2026-0007", "XD-2026-0001"]
    for clone, other in ((wang, li), (li, wang)):
        box = f"{clone.folder}.git"
        in_git("clone", "-q", "--bare", str(hub), box)
        clone.git("remote", "set-url", "origin", box)
        clone.git("remote", "add", "other", str(other.folder))
        clone.run("list")
    for number in range(rounds):
        for clone in (wang, li):
            additions(clone, names, chance, 3)
        wang.do("set", case=names[0], change=[f"remark=第{number}次"])
        li.do("set", case=names[0], change=[f"debtor.phones[0].source=客户{number}"])
        for clone in (wang, li):
            clone.git("fetch", "-q", "other")
        for clone in (wang, li):
            if way == "git merge":
                clone.git("merge", "-q", "-m", "merge", "other/main")
            else:
                clone.git("push", "-q", "-f", "origin", "other/main:refs/heads/main")
                clone.git("remote", "remove", "other")
                done = clone.sync()
                assert done.code == 0, done.err
                clone.git("remote", "add", "other", str((li if clone is wang else wang).folder))
            assert clone.clean
        assert wang.tree == li.tree, number
        assert wang.git("rev-parse", "HEAD") != li.git("rev-parse", "HEAD")
    assert len(entries(wang.folder)) == 2 + rounds * 2 * 3
    assert wang.run("check").code == 0


def test_a_merge_adds_lines_only(clones: tuple[Any, Any]) -> None:
    """Seen from either parent, a merge takes nothing away and leaves what stood where it stood."""
    wang, li = clones
    chance = random.Random(3)
    for _ in range(2):
        additions(wang, ["PF-2026-0007"], chance, 3)
        additions(li, ["PF-2026-0007"], chance, 3)
        assert wang.sync().code == 0
        assert li.sync().code == 0
    for parent in ("HEAD^1", "HEAD^2"):
        for line in li.git("diff", "--numstat", parent, "HEAD").splitlines():
            assert line.split("\t")[1] == "0", line
    ids = ENTRY_LINE.findall(li.case("PF-2026-0007").read_text(encoding="utf-8"))
    assert ids == sorted(ids)

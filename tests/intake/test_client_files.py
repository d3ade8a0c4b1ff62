"""Ten families of client files with faults planted in one row of twenty: each is named, and nothing else is."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest
from client_files import FAMILIES, Family, Row, saved
from profiles_at_hand import shipped_profiles

from dunning_cli.intake.cases.reading import read_cases
from dunning_cli.intake.profiles.recognised import recognised

ROWS, FAULTY = 1000, 0.05


def made(family: Family, count: int, chance: random.Random) -> list[Row]:
    return [family.make(chance, at) for at in range(count)]


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.name)
def test_every_planted_fault_is_named_and_no_other(family: Family, tmp_path: Path) -> None:
    chance = random.Random(20261128)
    rows = made(family, ROWS, chance)
    spoilt = [dict(row) for row in rows]
    planted: dict[int, str] = {}
    first = len(family.title) + 2
    for at in sorted(chance.sample(range(ROWS), int(ROWS * FAULTY))):
        fault = family.faults[len(planted) % len(family.faults)]
        fault.change(spoilt[at], chance)
        planted[first + at] = fault.column
    path = saved(family, spoilt, tmp_path)
    file = read_cases(recognised(path.name, path.read_bytes(), shipped_profiles()))
    assert file.profile.name == family.profile
    told = {(problem.row, problem.column) for problem in file.rejected if problem.column}
    doubted = {
        (doubt.row, doubt.column)
        for case in file.cases
        for doubt in case.doubts
        if "nothing until something is charged" not in str(doubt.reason)
    }
    assert told | doubted == set(planted.items())
    assert not told & doubted


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.name)
def test_corrected_the_file_is_imported_whole(family: Family, tmp_path: Path, ledger: Path, run: Any) -> None:
    rows = made(family, 60, random.Random(7))
    done = run("import", str(saved(family, rows, tmp_path)), "--json")
    assert done.code == 0, (done.json, done.err)
    assert (done.json["profile"], done.json["rows"], done.json["rejected"]) == (family.profile, 60, [])
    assert run("check").code == 0

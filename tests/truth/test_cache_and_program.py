"""The cache belongs to the program that made it: whatever module is edited, `list` tells what it tells without one."""

from __future__ import annotations

import shutil
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
AT_REST = 2.1
"""Seconds after which files, of the ledger or of the program, are no longer taken for just being written."""
PARTS = """\
    principal: Amount | None = key("principal, yuan")
    interest: Amount | None = key("interest, yuan")
"""
PAYMENT = """\
    amount: PositiveAmount = key("amount received, yuan", required=True)
"""


def caches(ledger: Path) -> list[Path]:
    return sorted((ledger / ".git" / "dunning").glob("cache*"))


def sets_in(ledger: Path) -> int:
    """How many sets of rows, each as large as the ledger, the cache holds."""
    (place,) = caches(ledger)
    cases = len(list((ledger / "cases").rglob("*.yaml")))
    with sqlite3.connect(place) as opened:
        found = opened.execute(
            "SELECT count(*) FROM rows JOIN sets ON sets.id = set_id WHERE name LIKE '% cases' GROUP BY set_id"
        ).fetchall()
    assert set(found) == {(cases,)}
    return len(found)


@pytest.fixture
def sample(ledger: Path) -> Path:
    """The fresh ledger with the sample's cases, just written."""
    shutil.copytree(ROOT / "cases", ledger / "cases", dirs_exist_ok=True)
    return ledger


def test_a_program_that_was_edited_reads_the_files_anew(
    sample: Path, tmp_path: Path, make_copy: Callable[[Path], Any]
) -> None:
    program = make_copy(tmp_path / "copy")
    time.sleep(AT_REST)

    def listed() -> Any:
        done = program.run("list", "--all", "--json")
        assert (done.code, done.err) == (0, "")
        return done.json

    first = listed()
    assert len(first["cases"]) == len(list((sample / "cases").rglob("*.yaml")))
    assert sets_in(sample) == 1
    assert listed() == first

    # two keys of a record in another order, and a new one before the amount: nothing is read by its place
    swapped = "".join(reversed(PARTS.splitlines(keepends=True)))
    program.edit("domain/case/entries/parts.py", PARTS, swapped)
    program.edit(
        "domain/case/entries/account.py",
        PAYMENT,
        '    surplus: PositiveAmount | None = key("surplus")\n' + PAYMENT,
    )
    time.sleep(AT_REST)
    assert listed() == first
    assert sets_in(sample) == 2, "the rows of the program as it was are left alone"
    assert listed() == first

    # a change of what a file means, deep in the package: told at once, as without a cache
    figure = "    return Decimal(text).quantize(CENT)\n"
    program.edit("kernel/money.py", figure, figure.replace("CENT)", "CENT) * 2"))
    time.sleep(AT_REST)
    after = listed()
    assert after != first
    assert sets_in(sample) == 3
    assert listed() == after
    for place in caches(sample):
        place.unlink()
    assert listed() == after

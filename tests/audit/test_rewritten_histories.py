"""Histories written anew as a whole, in ways that leave no trace in them: found with one checkpoint on paper.

DUNNING_REWRITES=100 and DUNNING_REWRITTEN_COMMITS=2000 in the environment make as many of a history as long.
"""

from __future__ import annotations

import os
import random
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dunning_cli import Ledger

CASE = "PF-2026-0007"
REWRITES = int(os.environ.get("DUNNING_REWRITES", "10"))
COMMITS = int(os.environ.get("DUNNING_REWRITTEN_COMMITS", "40"))
Run = Callable[..., Any]


def later(stream: bytes, chance: random.Random) -> bytes:
    """One commit says another time."""
    found = list(re.finditer(rb"^(author .*> )(\d+)( [+-]\d{4})$", stream, re.M))
    one = chance.choice(found)
    return stream[: one.start(2)] + str(int(one[2]) + 60).encode() + stream[one.end(2) :]


def by_another(stream: bytes, chance: random.Random) -> bytes:
    """One commit says another person."""
    one = chance.choice(list(re.finditer(rb"^author ([^<]+) <", stream, re.M)))
    return stream[: one.start(1)] + b"mallory" + stream[one.end(1) :]


def other_amount(stream: bytes, chance: random.Random) -> bytes:
    """An amount is another one in every version of its file."""
    return stream.replace(b"amount: 300.00", b"amount: %d.00" % chance.randint(100, 299))


def other_words(stream: bytes, chance: random.Random) -> bytes:
    """What was noted is said otherwise in every version, in as many letters."""
    number = b"%05d" % chance.randrange(COMMITS)
    return stream.replace(b"noted " + number, b"other " + number)


def dropped(stream: bytes, chance: random.Random) -> bytes:
    """A commit is left out; those after it hold what it brought all the same."""
    commits = list(re.finditer(rb"^commit \S+\nmark (:\d+)\n", stream, re.M))
    number = chance.randrange(len(commits) // 2, len(commits) - 1)
    gone, following = commits[number], commits[number + 1]
    parent = re.search(rb"^from (:\d+)$", stream[gone.start() : following.start()], re.M)
    assert parent is not None
    files = re.search(rb"^blob$", stream[gone.start() : following.start()], re.M)
    assert files is not None
    out = stream[: gone.start()] + stream[gone.start() + files.start() :]
    return re.sub(rb"^from %b$" % gone[1], b"from " + parent[1], out, flags=re.M)


WAYS = (later, by_another, other_amount, other_words, dropped)


@pytest.fixture
def long_ledger(told: Any, run: Run, tmp_path: Path) -> tuple[Any, Path]:
    """A ledger of many commits, and the three lines on paper."""
    ledger = Ledger(told.folder, actor="sun")
    for number in range(COMMITS - 9):
        ledger.do("note", case=CASE, text=f"noted {number:05d}", channel="letter")
    paper = tmp_path / "paper.txt"
    paper.write_text(run("checkpoint", "--actor", "sun").out, encoding="utf-8")
    return told, paper


def exported(folder: Path) -> bytes:
    """The history before the checkpoint was kept, as git gives it to be taken in elsewhere."""
    subprocess.run(["git", "-C", str(folder), "branch", "-f", "before", "HEAD~1"], check=True)
    words = ["git", "-C", str(folder), "fast-export", "before"]
    return subprocess.run(words, capture_output=True, check=True).stdout


@pytest.mark.parametrize("number", range(REWRITES))
def test_every_rewrite_is_found(number: int, long_ledger: tuple[Any, Path], run: Run, tmp_path: Path) -> None:
    told, paper = long_ledger
    way = WAYS[number % len(WAYS)]
    stream = exported(told.folder)
    changed = way(stream, random.Random(number))
    assert changed != stream
    anew = tmp_path / "anew"
    subprocess.run(["git", "init", "-q", "-b", "main", str(anew)], check=True)
    subprocess.run(["git", "-C", str(anew), "fast-import", "--quiet"], input=changed, check=True)
    subprocess.run(["git", "-C", str(anew), "switch", "-q", "before"], check=True)
    done = run("--ledger", str(anew), "checkpoint", "verify", str(paper), "--json")
    assert (done.code, done.json["leads"]) == (6, False), way.__name__
    assert run("checkpoint", "verify", str(paper)).code == 0

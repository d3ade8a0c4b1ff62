"""Many hands at one ledger at once: every acknowledged write is kept, once, and no reader sees half of one.

DUNNING_CROWD=40 in the environment lets each of the mixed hands write so often, in place of 8 times.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="hooks and shells as on Unix")

ROOT = Path(__file__).parents[2]
CASE, LOAN = "PF-2026-0007", "XD-2026-0001"
HANDS, NOTES = 4, 50
WRITER = f"""
import sys
from dunning_cli import Ledger
for number in range({NOTES}):
    Ledger(sys.argv[1]).do("note", case={CASE!r}, text=f"{{sys.argv[2]}}-{{number}}", channel="letter")
"""


def started(script: str, ledger: Any, *words: str) -> subprocess.Popen[str]:
    """A process of Python at work in a ledger."""
    return subprocess.Popen(
        [sys.executable, "-c", script, str(ledger.folder), *words],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_four_processes_write_200_notes_to_one_case(struck: Callable[[], Any]) -> None:
    ledger = struck()
    base = len(ledger.commits())
    hands = [started(WRITER, ledger, f"hand{number}") for number in range(HANDS)]
    said = [hand.communicate()[1] for hand in hands]
    assert [hand.returncode for hand in hands] == [0] * HANDS, said
    assert said == [""] * HANDS
    entries = ledger.added()[CASE]
    wanted = [f"hand{hand}-{number}" for hand in range(HANDS) for number in range(NOTES)]
    kept = [text for entry in entries for text in wanted if f"'{text}'" in entry]
    assert len(entries) == HANDS * NOTES
    assert sorted(kept) == sorted(wanted)
    for hand in range(HANDS):
        assert [text for text in kept if text.startswith(f"hand{hand}-")] == wanted[
            hand * NOTES : (hand + 1) * NOTES
        ]
    assert len(ledger.commits()) == base + HANDS * NOTES
    assert ledger.git("rev-list", "--min-parents=2", "HEAD") == ""
    ledger.assert_sound()


MIXED_HANDS, MIXED_WRITES = 6, int(os.environ.get("DUNNING_CROWD", "8"))
LONGEST = 300.0
"""Seconds in which one write must have come through, however often somebody is in its way."""
MIXED = f"""
import sys, time
from dunning_cli import Ledger
from dunning_cli.kernel.errors import Busy, Refused
folder, hand = sys.argv[1], int(sys.argv[2])
CASE, LOAN = {CASE!r}, {LOAN!r}
def write(number):
    kind = (hand + number) % 6
    ledger = Ledger(folder)
    if kind == 0:
        return ledger.do("note", case=CASE, text=f"{{hand}}-{{number}}", channel="counter", result="promised",
                         promise="1.00", by="2026-06-20")
    if kind == 1:
        return ledger.do("pay", case=LOAN, amount="1.00", ref=f"{{hand}}-{{number}}")
    if kind == 2:
        return ledger.do("assign", case=(CASE, LOAN), owner=f"w{{hand}}{{number}}")
    if kind == 3:
        return ledger.do("letter new", case=CASE, template="payment-reminder", override="one of many")
    if kind == 4:
        return ledger.do("set", case=LOAN, change=(f"debtor.employer={{hand}}-{{number}}",))
    return ledger.do("note", case=LOAN, text=f"{{hand}}-{{number}}", channel="letter")
for number in range({MIXED_WRITES}):
    until = time.monotonic() + {LONGEST}
    while True:
        try:
            done = write(number)
            break
        except (Busy, Refused) as failure:
            if time.monotonic() > until:
                raise SystemExit(f"never came through: {{failure.message}}")
            time.sleep(0.05)
    print(done["commit"], *done.get("entries", [done["entry"]]), flush=True)
"""
DISTURBANCES = (
    "git gc -q",
    "git stash -q; git checkout -q 'stash@{0}' -- templates; git stash drop -q",
    "git switch -q -c side && git switch -q main; git branch -q -d side",
    "git checkout -q --detach; git switch -q main",
    "git switch -q -c side && git commit -qm aside templates && git rebase -q main; git rebase --abort; "
    "git switch -q main && git merge -q --no-edit side; git branch -q -d side",
    "git commit -qm 'by hand' templates",
)
"""What a person does beside; each begins with an edit of a template, and a branch with work of its own is kept."""


def disturb(ledger: Any, number: int) -> None:
    """One thing that a person does with git in the ledger; git may refuse it where a write is under way."""
    # a file that no command here reads: git itself takes a file away before it writes it anew
    edited = ledger.folder / "templates" / "en" / "lawyers-letter.txt"
    with edited.open("a", encoding="utf-8") as out:
        out.write(f"{number}\n")
    script = DISTURBANCES[number % len(DISTURBANCES)].replace("side", f"side{number}")
    subprocess.run(["sh", "-c", script], cwd=ledger.folder, capture_output=True, check=False)
    # the person goes back, as the refusals say
    back = "git rebase --abort; git merge --abort; git switch -q main"
    subprocess.run(["sh", "-c", back], cwd=ledger.folder, capture_output=True, check=False)


def seen_whole(ledger: Any) -> int:
    """Reads the case as a user does: every promise taken with a note has its note, every letter its file."""
    done = ledger.command("show", CASE, "--json")
    assert done.code == 0, done.err
    entries = done.json["entries"]
    promised = [entry for entry in entries if entry.get("result") == "promised"]
    assert len(promised) == len([entry for entry in entries if entry["kind"] == "promise"])
    assert len({entry["id"] for entry in entries}) == len(entries)
    shown = ledger.command("list", "--json")
    assert shown.code == 0, shown.err
    assert [case["case"] for case in shown.json["cases"]] == [CASE, LOAN]
    return len(entries)


def test_six_processes_write_beside_a_person_with_git(struck: Callable[[], Any]) -> None:
    ledger = struck()
    hands = [started(MIXED, ledger, str(number)) for number in range(MIXED_HANDS)]
    turns, seen = 0, 0
    while any(hand.poll() is None for hand in hands):
        disturb(ledger, turns)
        turns += 1
        now = seen_whole(ledger)
        assert now >= seen, "what was there is gone"
        seen = now
        time.sleep(0.1)
    said = [hand.communicate() for hand in hands]
    assert [hand.returncode for hand in hands] == [0] * MIXED_HANDS, [err for _, err in said]
    assert turns >= len(DISTURBANCES)
    acknowledged = [line.split() for out, _ in said for line in out.splitlines()]
    assert len(acknowledged) == MIXED_HANDS * MIXED_WRITES
    assert ledger.git("branch", "--show-current") == "main\n"
    on_main = set(ledger.git("rev-list", "main").split())
    assert {commit for commit, *_ in acknowledged} <= on_main
    present = json.dumps(ledger.entries(), ensure_ascii=False)
    for _, *entries in acknowledged:
        for entry in entries:
            if entry != "None":
                assert present.count(f"'id': '{entry}'") == 1, entry
    subprocess.run(["git", "-C", str(ledger.folder), "commit", "-qam", "the last by hand"], check=False)
    ledger.git("fsck", "--no-dangling")
    ledger.assert_sound()

"""Many hands at one case at once: every note is kept, nobody is turned away, history is one line."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
CASE = "PF-2026-0007"
HANDS, NOTES = 4, 50
WRITER = f"""
import sys
from dunning_cli import Ledger
for number in range({NOTES}):
    Ledger(sys.argv[1]).do("note", case={CASE!r}, text=f"{{sys.argv[2]}}-{{number}}", channel="letter")
"""


def test_four_processes_write_200_notes_to_one_case(struck: Callable[[], Any]) -> None:
    ledger = struck()
    base = len(ledger.commits())
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    hands = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, str(ledger.folder), f"hand{number}"],
            env=environment,
            stderr=subprocess.PIPE,
            text=True,
        )
        for number in range(HANDS)
    ]
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

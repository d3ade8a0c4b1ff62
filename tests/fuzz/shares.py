"""What is fuzzed, in how many shards, and how much each of them draws."""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).parents[2]
CASES = ("CC-2026-0008", "XD-2026-0006", "XD-2026-0022", "PF-2026-0010", "SL-2026-0004")
SHARDS = 8
# read before the first test: tests begin without any variable of the caller's
INPUTS = int(os.environ.get("DUNNING_FUZZ", "2400"))


def share(part: float) -> int:
    """How many inputs a shard draws: its part of DUNNING_FUZZ, 2,400 unless given."""
    return round(INPUTS * part / SHARDS)

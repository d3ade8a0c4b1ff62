"""Makes a ledger to measure with: `python benchmarks/generate.py FOLDER --cases 10000`.

Invented people with the four shipped products, some 25 entries a case over the last thirteen months: bills, calls
in Chinese, promises, payments, plans, letters. What an office would have committed stands in real commits, one a
person's entries of a moment. `dunning check` is silent about it, `dunning audit` finds it sound. The same words
give the same bytes and commit ids.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "scripts"), str(ROOT / "benchmarks")]

from generator.ledger import make_ledger  # noqa: E402  # found beside this file
from generator.wanted import DAY, Wanted  # noqa: E402

_BRANCH = re.compile(r"[A-Za-z][A-Za-z0-9]{0,15}", re.ASCII)


def main(arguments: list[str]) -> int:
    """Makes the ledger that the arguments tell; the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False
    )
    parser.add_argument("folder", metavar="FOLDER", type=Path, help="a new folder")
    parser.add_argument("--cases", type=int, default=1000, metavar="N", help="how many cases (1000)")
    parser.add_argument("--seed", type=int, default=1, metavar="S", help="another one gives other cases (1)")
    parser.add_argument(
        "--branch",
        default="",
        metavar="NAME",
        help="the office's branch: begins case ids, staff ids, letter numbers",
    )
    parser.add_argument(
        "--shared-persons",
        type=int,
        default=0,
        metavar="N",
        help="the first N cases are of people whom every ledger made with this option has",
    )
    parser.add_argument(
        "--day", type=date.fromisoformat, default=DAY, help=f"the day on which it stands still ({DAY})"
    )
    given = parser.parse_args(arguments)
    if given.branch and not _BRANCH.fullmatch(given.branch):
        parser.error("--branch is up to 16 letters and digits, a letter first")
    if given.cases < 1 or given.shared_persons < 0:
        parser.error("--cases is 1 or more, --shared-persons 0 or more")
    begun = time.monotonic()
    wanted = Wanted(given.cases, given.seed, given.branch, given.shared_persons, given.day)
    commits = make_ledger(given.folder, wanted)
    print(f"{given.cases} cases, {commits} commits in {given.folder}, {time.monotonic() - begun:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Shows that moving code changed no answer: asks two checkouts the same things and compares byte for byte.

python scripts/compare_checkouts.py ../before .           everything that only reads, with this Python
python scripts/compare_checkouts.py ../before . --writes  and some sixty writes, each side on its own copy
python scripts/compare_checkouts.py ../before . --ledger ../thousand --days 2
                                                          the same over a ledger of benchmarks/generate.py

OLD makes one sample ledger; both sides read copies of it, so that they have the same bytes and the same commits. Each
checkout is copied first and answers in one process. What every run makes anew is made the same before comparing: the
work folder's path, moments of the run, entry ids and commits that the ledger did not have (compare/plain.py). Exit code: 0 all the same, 1 something differs, 2 it could not be
asked.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

from compare.differences import Comparison, compared, shown
from compare.questions import PARTS
from compare.trees import Failed, Side, answered

READING = ("figures", *PARTS, "help")
_MOST_NAMED = 40
_CASES_OF_A_LEDGER = 40
"""Cases of a ledger other than the sample that are asked about one by one, where none are named."""


def main(arguments: list[str]) -> int:
    """Compares two checkouts as the arguments say; the exit code."""
    parser = _parser()
    given = parser.parse_args(arguments)
    parts = [part for part in given.only.split(",") if part] if given.only else list(READING)
    for part in parts:
        if part not in (*READING, "writes"):
            parser.error(f"'{part}' is no part; use {', '.join((*READING, 'writes'))}")
    if given.days < 1:
        parser.error("--days must be 1 or more")
    if given.ledger and (given.writes or "writes" in parts):
        parser.error("--writes are made for the sample; leave out --ledger")
    parts += ["writes"] if given.writes else []
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="compare-", ignore_cleanup_errors=True) as folder:
        work = Path(folder).resolve()
        if given.keep:
            work = Path(given.keep).resolve()
            if work.exists():
                parser.error(f"{work} is there already; name a new folder")
        try:
            sides = answered(
                Path(given.old).resolve(),
                Path(given.new).resolve(),
                work,
                parts,
                given.days,
                tuple(case for case in given.cases.split(",") if case),
                [key for key in given.ignore_keys.split(",") if key],
                Path(given.ledger).resolve() if given.ledger else None,
                _CASES_OF_A_LEDGER if given.ledger and not given.cases else 0,
            )
        except Failed as failure:
            print(failure, file=sys.stderr)
            return 2
        return _report(compared(*(side.place for side in sides)), sides, given.show, time.monotonic() - begun)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False
    )
    parser.add_argument("old", metavar="OLD", help="checkout before the change")
    parser.add_argument("new", metavar="NEW", help="checkout after it")
    parser.add_argument("--days", type=int, default=40, metavar="N", help="figures on so many days (40)")
    parser.add_argument(
        "--ledger",
        default="",
        metavar="DIR",
        help=f"ask about a copy of this ledger, not the sample; {_CASES_OF_A_LEDGER} cases one by one",
    )
    parser.add_argument("--cases", default="", metavar="ID,…", help="ask about these cases only")
    parser.add_argument("--only", default="", metavar="PART,…", help=f"of {', '.join((*READING, 'writes'))}")
    parser.add_argument(
        "--writes", action="store_true", help="carry out writes too, and compare what they leave"
    )
    parser.add_argument(
        "--ignore-keys",
        default="",
        metavar="KEY,…",
        help="keys of JSON answers that a change adds on purpose",
    )
    parser.add_argument("--show", type=int, default=5, metavar="N", help="show so many of what differs (5)")
    parser.add_argument("--keep", metavar="DIR", help="leave trees, ledgers and answers in this new folder")
    return parser


def _report(result: Comparison, sides: tuple[Side, Side], most: int, seconds: float) -> int:
    codes = ", ".join(f"{code}: {count}" for code, count in result.codes.items())
    print(f"{result.count} answers compared in {seconds:.0f} s; exit codes {codes}")
    if not result.differing:
        print("all the same")
        return 0
    print(f"{len(result.differing)} differ")
    for name in result.differing[:_MOST_NAMED]:
        print(f"  {name}")
    if len(result.differing) > _MOST_NAMED:
        print(f"  … {len(result.differing) - _MOST_NAMED} more")
    for name in result.differing[:most]:
        print()
        print("\n".join(shown(sides[0].place, sides[1].place, name)))
    return 1


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.exit(main(sys.argv[1:]))

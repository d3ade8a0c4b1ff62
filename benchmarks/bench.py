"""Measures the program as installed on generated ledgers, beside git, taskwarrior and hledger: `make bench`.

Each row of benchmarks/README.md with its target and a mark. Times are medians over rounds in which every command had
its turn; what takes long has fewer rounds. Everything that is made lies below build/bench and is used again.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable
from dataclasses import asdict
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "benchmarks"))

from measure.machine import load, machine  # noqa: E402  # found beside this file
from measure.place import Place  # noqa: E402
from measure.reading import Reading  # noqa: E402
from measure.running import Failed, Figures  # noqa: E402
from measure.table import for_scripts, heading, on_screen, write_page  # noqa: E402
from measure.targets import MOST_CASES, USUAL_CASES, judged  # noqa: E402
from measure.writing import Writing  # noqa: E402

PAGE = ROOT / "benchmarks" / "RESULTS.md"


class Run:
    """One size of ledger to be measured; copies of it are made when a part first needs them."""

    def __init__(self, place: Place, cases: int, rounds: int) -> None:
        self._make = place, place.ledger(cases), cases, rounds

    @cached_property
    def reading(self) -> Reading:
        """What only reads."""
        return Reading(*self._make)

    @cached_property
    def writing(self) -> Writing:
        """What writes."""
        return Writing(*self._make)


PARTS: dict[str, Callable[[Run], dict[str, Figures]]] = {
    "start": lambda run: run.reading.starting(),
    "look": lambda run: run.reading.looking(),
    "reports": lambda run: run.reading.reporting(),
    "day": lambda run: run.reading.first_looks(),
    "first": lambda run: run.reading.first_reads(),
    "account": lambda run: run.reading.accounts(),
    "audit": lambda run: run.reading.auditing(),
    "write": lambda run: run.writing.single(),
    "batch": lambda run: run.writing.batch(),
    "import": lambda run: run.writing.imported(),
    "letters": lambda run: run.writing.letters(),
    "pull": lambda run: run.writing.pulled(),
}
"""What is measured together, by turns."""


SIDES = {
    "start": "--version", "look": "list", "reports": "list beside reports", "day": "first look", "first": "check", "account": "card", "audit": "evidence",
    "write": "note", "batch": "batch", "import": "import", "letters": "letter batch", "pull": "list after a pull",
}  # fmt: skip
"""A row of each part that is there once the part has been measured."""


def main(arguments: list[str]) -> int:
    """Measures what the arguments name; the exit code is 0 also where a target is missed."""
    parser = _parser()
    given = parser.parse_args(arguments)
    parts = given.only.split(",") if given.only else list(PARTS)
    for part in parts:
        if part not in PARTS:
            parser.error(f"'{part}' is no part; use {', '.join(PARTS)}")
    place = Place(given.work.resolve())
    try:
        if not given.installed:
            _say("a wheel is built and installed")
            place.install()
        runs = [_run(place, int(number), parts, given) for number in given.cases.split()]
    except Failed as failure:
        print(failure, file=sys.stderr)
        return 1
    if given.json:
        given.json.write_text(json.dumps(runs, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False
    )
    parser.add_argument("--cases", default="1000 10000", metavar="N …", help="sizes of ledgers (1000 10000)")
    parser.add_argument("--rounds", type=int, default=5, metavar="N", help="rounds of what is quick (5)")
    parser.add_argument("--only", default="", metavar="PART,…", help=f"of {', '.join(PARTS)}")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there, too")
    parser.add_argument("--page", action="store_true", help=f"put the tables into {PAGE.relative_to(ROOT)}")
    parser.add_argument(
        "--installed", action="store_true", help="measure what was installed last, not the tree"
    )
    parser.add_argument(
        "--go-on", action="store_true", help="take over what a run that was broken off has measured"
    )
    parser.add_argument(
        "--work", type=Path, default=ROOT / "build" / "bench", metavar="DIR", help="build/bench"
    )
    return parser


def _run(place: Place, cases: int, parts: list[str], given: argparse.Namespace) -> dict[str, object]:
    """Measures on a ledger of one size and shows its table."""
    _say(f"a ledger of {cases} cases")
    run = Run(place, cases, given.rounds)
    before = load()
    found: dict[str, Figures] = {}
    kept = place.folder / f"measured-{cases}.json"
    if given.go_on and kept.exists():
        found = {side: Figures(**told) for side, told in json.loads(kept.read_text(encoding="utf-8")).items()}
    for part in parts:
        if given.go_on and SIDES[part] in found:
            continue
        begun = time.monotonic()
        found |= PARTS[part](run)
        _say(f"{cases} cases: {part} measured in {time.monotonic() - begun:.0f} s")
        told = {side: asdict(figures) for side, figures in found.items()}
        kept.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    rows = judged(found, cases, _usual_limits(place))
    if cases == USUAL_CASES:
        _keep_limits(place, {each.row.side: each.limit for each in rows if each.found and each.limit})
    if cases < MOST_CASES and set(parts) != set(PARTS):
        rows = [each for each in rows if each.found is not None]
    about = machine()
    print(f"\n{heading(cases)}\n\n{on_screen(rows)}\n", flush=True)
    if given.page:
        said = f"Other work on the machine while it ran: load {before:.1f} before, {load():.1f} after."
        write_page(PAGE, cases, about, said, rows)
    return for_scripts(rows, about, cases)


def _usual_limits(place: Place) -> dict[str, float]:
    file = place.folder / "limits.json"
    return json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}


def _keep_limits(place: Place, limits: dict[str, float | None]) -> None:
    kept = {**_usual_limits(place), **limits}
    (place.folder / "limits.json").write_text(json.dumps(kept), encoding="utf-8")


def _say(text: str) -> None:
    print(f"… {text}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

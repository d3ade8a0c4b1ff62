"""Changes the code one small place at a time and looks whether a test notices: `python scripts/mutate.py PART…`.

A part is a module or a folder; without one it is all of `DEFAULT`. cosmic-ray makes the changes, in a copy of the tree
below build/mutation. A run that was stopped goes on where it was. What is known of a module is kept until the module
changes; where its tests change, only what they did not notice is tried again.

`--sample N` tries about N changes, each module its share by the number of its changes; the same N are the same changes,
and a greater N has the smaller in it. `--nearest` leaves out the wider round. A run without them goes on from there.
"""

from __future__ import annotations

import argparse
import contextlib
import difflib
import functools
import hashlib
import importlib
import itertools
import os
import shutil
import signal
import sqlite3
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from cosmic_ray.ast import ast_nodes, get_ast_from_path
from cosmic_ray.mutating import use_mutation
from cosmic_ray.plugins import get_operator
from cosmic_ray.work_db import use_db
from cosmic_ray.work_item import MutationSpec, TestOutcome, WorkerOutcome, WorkItem, WorkResult

ROOT = Path(__file__).resolve().parent.parent
WORK = ROOT / "build" / "mutation"
TREE = WORK / "tree"
PACKAGE = "dunning_cli"
DEFAULT = ("kernel", "domain", "views/audit")
COPIED = (PACKAGE, "tests", "cases", "clients", "letters", "policies", "templates", "docs", "scripts")
_AGREE = "test_engine_and_day_by_day_agree"
TESTS = {
    "kernel": ("tests/domain", "tests/intake", "tests/present", "tests/store"),
    "domain/account": (*(f"tests/oracle/test_agreement.py::{_AGREE}[{part}]" for part in range(2)), "tests/domain"),
    "domain/case/merge": ("tests/sync/test_case_merge.py", "tests/domain", "tests/cli"),
    "domain/contact": ("tests/domain", "tests/cli/test_contact.py", "tests/cli/test_contact_replay.py", "tests/letters"),
    "domain/incoming": ("tests/payments",),
    "domain/limitation": ("tests/domain", "tests/letters/test_limitation_command.py", "tests/cli/test_legal_track.py"),
    "domain": ("tests/domain", "tests/cli"),
    "views/audit": ("tests/audit",),
}  # fmt: skip
"""By the beginning of a module's path, longest first: the tests that are to notice."""


def _named(words: str) -> tuple[str, ...]:
    return tuple(f"tests/domain/test_{name}.py" for name in words.split())


_ACCOUNT = _named(
    "caps_and_rates counting allocation card judgment_stories waivers_and_terms replay_edges schedule stage billing "
    "approvals second_person failed_debit sharing_out figures_page"
)
_CONTACT = _named(
    "contact_rules channel_rules coming_days contact_stops letter_levels late_entries usual_words"
)
FIRST = {
    "domain/account": _ACCOUNT,
    "domain/account/approvals": ("tests/domain/test_second_person.py", "tests/cli/test_limits_of_the_day.py"),
    "domain/account/growing": ("tests/oracle/test_growing.py",),
    "domain/agreements": _named("promises_and_plans strategies failed_debit"),
    "domain/case": _named(
        "case_changes consistency entry_words renamed codes contact_details identity telephone look_alikes typed_numbers"
    ),
    "domain/case/case": _named("second_person case_changes consistency judgment_stories"),
    "domain/case/entries": _named("entry_words consistency second_person entries_read_back"),
    "domain/case/merge": ("tests/sync/test_case_merge.py",),
    "domain/case/once": ("tests/cli/test_once.py",),
    "domain/case/office": (*_named("entry_words"), "tests/cli/test_phases.py", "tests/cli/test_reasons.py"),
    "domain/contact": _CONTACT,
    "domain/contact/known_elsewhere": ("tests/cli/test_known_once.py",),
    "domain/contact/levels": _named("letter_levels"),
    "domain/limitation": _named("limitation enforcement"),
    "domain/litigation": _named("suit_checklist evidence_list enforcement"),
    "domain/policy": (*_named("policy"), *_ACCOUNT),
    "domain/portfolio": _named("measures sharing_out do_not_lend"),
    "domain/worklist": _named("strategies visits return_by coming_days"),
    "kernel/money": _named("money"),
    "kernel/record": _named("record"),
}
"""Tests that are nearest to a module, run before the others: most changes end there, within seconds."""

_ONE_STEP = "Lt_LtE LtE_Lt Gt_GtE GtE_Gt Lt_GtE GtE_Lt Gt_LtE LtE_Gt Eq_NotEq NotEq_Eq Is_IsNot IsNot_Is"
_CALCULATED = "Add_Sub Sub_Add Mul_FloorDiv FloorDiv_Mul Div_Mul Mod_Mul"
_MADE = (
    *("NumberReplacer", "AddNot", "ReplaceAndWithOr", "ReplaceOrWithAnd", "ReplaceTrueWithFalse"),
    *("ReplaceFalseWithTrue", "ReplaceBreakWithContinue", "ReplaceContinueWithBreak", "ZeroIterationForLoop"),
    *("ReplaceUnaryOperator_Delete_Not", "ReplaceUnaryOperator_Delete_USub"),
    *(f"ReplaceComparisonOperator_{pair}" for pair in _ONE_STEP.split()),
    *(f"ReplaceBinaryOperator_{pair}" for pair in _CALCULATED.split()),
)
"""The changes: those that a slip of the hand makes. Of all that cosmic-ray knows most are alike in their effect."""


Rounds = tuple[tuple[str, ...], ...]
"""Names of tests, nearest first; a round is run where the one before noticed nothing."""


@dataclass(frozen=True)
class Part:
    """One module, the rounds of tests that try it, and what is known of it."""

    module: str
    rounds: Rounds

    @property
    def place(self) -> str:
        return _place(self.module)

    @property
    def session(self) -> Path:
        return WORK / f"{self.place.replace('/', '.')}.sqlite"

    @property
    def of(self) -> Path:
        """The file that says of which module and tests the session is."""
        return self.session.with_suffix(".of")

    def state(self) -> tuple[str, str]:
        """Digests: of the module and the changes made, and of its tests. What is known is of these."""
        tests = {
            path for names in self.rounds for name in names for path in _files(TREE / name.partition("::")[0])
        }
        made = hashlib.sha256(" ".join(_MADE).encode()).hexdigest()[:8]
        return f"{_digest({TREE / self.module})} {made}", f"{_digest(tests)} {self.rounds}"

    @contextlib.contextmanager
    def known(self) -> Iterator[sqlite3.Connection]:
        """The session's tables."""
        with contextlib.closing(sqlite3.connect(self.session)) as tables, tables:
            yield tables


def _place(module: str) -> str:
    return module.removeprefix(f"{PACKAGE}/").removesuffix(".py")


def _digest(files: set[Path]) -> str:
    return hashlib.sha256(b"".join(path.read_bytes() for path in sorted(files))).hexdigest()


def _longest(table: dict[str, tuple[str, ...]], place: str) -> tuple[str, ...]:
    fitting = [start for start in table if place == start or place.startswith(f"{start}/")]
    return table[max(fitting, key=len)] if fitting else ()


def _files(place: Path) -> list[Path]:
    return sorted(place.rglob("*.py")) if place.is_dir() else [place]


def parts(names: list[str], nearest: bool) -> Iterator[Part]:
    """The modules below the places named. Ends the script where there is no such place."""
    for name in names or [f"{PACKAGE}/{place}" for place in DEFAULT]:
        place = ROOT / name
        if not place.exists():
            sys.exit(f"there is no {name}; name a module or folder, as in {PACKAGE}/domain/account/caps.py")
        for path in _files(place):
            module = path.relative_to(ROOT).as_posix()
            rounds = tuple(chosen for table in (FIRST, TESTS) if (chosen := _longest(table, _place(module))))
            if path.name != "__init__.py" and rounds:
                yield Part(module, rounds[:1] if nearest else rounds)


def copy_tree() -> None:
    """The tree as it is now, where a run that is stopped can leave no change behind in the tree itself."""
    shutil.rmtree(TREE, ignore_errors=True)
    for name in COPIED:
        # with what is compiled: a file that is changed has another time of writing, and is read itself
        shutil.copytree(ROOT / name, TREE / name)
    for name in (*ROOT.glob("*.md"), *ROOT.glob("*.toml"), ROOT / "dunning.yaml", ROOT / "Makefile"):
        shutil.copy(name, TREE)


def load() -> None:
    """Takes in what every test run needs and no change touches; each run is a copy of this process and begins there."""
    for name in ("hypothesis", "babel.messages.pofile", "babel.messages.mofile", "ruamel.yaml", "typer"):
        importlib.import_module(name)
    os.environ["PYTHONPATH"] = str(TREE)
    sys.path.insert(0, str(TREE))
    os.chdir(TREE)


def passes(names: tuple[str, ...], limit: float, compiled: bool = False) -> bool:
    """Whether tests pass in the copy of the tree; not where they take longer than `limit` seconds."""
    child = os.fork()
    if not child:
        os.setsid()
        os.environ["PYTHONDONTWRITEBYTECODE"] = "" if compiled else "1"
        sys.dont_write_bytecode = not compiled
        silent = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silent, 1)
        os.dup2(silent, 2)
        os._exit(pytest.main(["-q", "-n", "0", "-x", "--tb=no", "-p", "no:cacheprovider", *names]))
    end = time.monotonic() + limit
    while time.monotonic() < end:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return status == 0
        time.sleep(0.05)
    os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return False


@functools.cache
def seconds(names: tuple[str, ...]) -> float:
    """How long tests take on the tree as it is. Ends the script where they fail: they would notice everything."""
    start = time.monotonic()
    # compiled files of the tests are kept, and halve the time of a change
    if not passes(names, 3600, compiled=True):
        sys.exit(f"these tests fail as it is, or take more than an hour: {' '.join(names)}")
    return time.monotonic() - start


def begin(part: Part) -> None:
    """Makes the list of changes of a module, or takes up the one that is there."""
    there = part.of.exists() and part.session.exists()
    before = part.of.read_text(encoding="utf-8").splitlines() if there else []
    state = part.state()
    if before[:1] != [state[0]]:
        _list_changes(part)
    if before[1:] != [state[1]]:
        with part.known() as tables:
            tables.execute("DELETE FROM work_results WHERE test_outcome = 'SURVIVED'")
    part.of.write_text("\n".join(state), encoding="utf-8")


def _list_changes(part: Part) -> None:
    """Each change has an id that follows from what it is: samples go by its order."""
    lines = (TREE / part.module).read_text(encoding="utf-8").splitlines()
    tree = get_ast_from_path(TREE / part.module)
    items = []
    for name in (f"core/{kind}" for kind in _MADE):
        operator = get_operator(name)()
        places = [place for node in ast_nodes(tree) for place in operator.mutation_positions(node)]
        for number, (start, end) in enumerate(places):
            # whether a record is frozen is for the type checker
            if not lines[start[0] - 1].startswith("@dataclass"):
                id_ = hashlib.sha256(f"{part.module} {name} {number}".encode()).hexdigest()
                items.append(WorkItem.single(id_, MutationSpec(part.module, name, number, start, end)))
    part.session.unlink(missing_ok=True)
    with use_db(part.session) as session:
        session.add_work_items(items)


def shares(chosen: Sequence[Part], sample: int | None) -> list[int]:
    """How many changes of each part to try: all, or of a sample the part's share by their number."""
    numbers = []
    for part in chosen:
        with part.known() as tables:
            numbers += tables.execute("SELECT count(*) FROM work_items").fetchone()
    if sample is None:
        return numbers
    ends = [round(sum(numbers[:i]) * min(1, sample / sum(numbers))) for i in range(len(numbers) + 1)]
    return [after - before for before, after in itertools.pairwise(ends)]


def run(part: Part, share: int) -> tuple[int, list[str]]:
    """Tries what is left of a module's share; gives the number of its changes tried and those that no test noticed."""
    with use_db(part.session) as session:
        chosen = sorted(session.work_items, key=lambda item: item.job_id)[:share]
        known = {job for job, _ in session.results}
        for item in chosen:
            if item.job_id not in known:
                session.set_result(item.job_id, _tried(part, item.mutations[0]))
    with part.known() as tables:
        tried = tables.execute(
            "SELECT start_pos_row, operator_name, diff, test_outcome "
            "FROM mutation_specs JOIN work_results USING (job_id) ORDER BY start_pos_row, operator_name"
        ).fetchall()
    survived = [
        f"{part.module}:{line}: {_shown(name, diff)}"
        for line, name, diff, outcome in tried
        if outcome == "SURVIVED"
    ]
    return len(tried), survived


def _tried(part: Part, change: MutationSpec) -> WorkResult:
    # what takes much longer than it should hangs, which is noticed too
    limits = [60 + 4 * seconds(names) for names in part.rounds]
    operator = get_operator(change.operator_name)()
    with use_mutation(TREE / part.module, operator, change.occurrence) as (before, after):
        survives = all(passes(names, limit) for names, limit in zip(part.rounds, limits, strict=True))
    diff = "\n".join(difflib.unified_diff(before.splitlines(), after.splitlines(), lineterm=""))
    outcome = TestOutcome.SURVIVED if survives else TestOutcome.KILLED
    return WorkResult(WorkerOutcome.NORMAL, test_outcome=outcome, diff=diff)


def _shown(name: str, diff: str) -> str:
    lines = [line for line in diff.splitlines() if line[:1] in "+-" and line[:3] not in ("+++", "---")]
    return f"{name.removeprefix('core/')}\n    " + "\n    ".join(lines)


def main() -> None:
    """Tries the parts named and prints what survived."""
    asked = argparse.ArgumentParser(description="Changes the code and looks whether a test notices.")
    asked.add_argument("--sample", type=int, help="how many changes to try; without it all")
    asked.add_argument("--nearest", action="store_true", help="leave out the wider round of tests")
    asked.add_argument("parts", nargs="*", metavar="PART", help="module or folder")
    given = asked.parse_args()
    chosen = list(parts(given.parts, given.nearest))
    copy_tree()
    load()
    for part in chosen:
        begin(part)
    total, survivors = 0, 0
    for part, share in zip(chosen, shares(chosen, given.sample), strict=True):
        tried, left = run(part, share)
        total, survivors = total + tried, survivors + len(left)
        if tried:
            print(f"{part.module}: {tried} changes, {tried - len(left)} noticed", flush=True)
            print("".join(f"{each}\n" for each in left), end="", flush=True)
    print(f"{total} changes, {total - survivors} noticed, {survivors} not")


if __name__ == "__main__":
    main()

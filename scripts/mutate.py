"""Changes the code one small place at a time and looks whether a test notices: `python scripts/mutate.py PART…`.

A part is a module or a folder; without one it is all of `DEFAULT`. cosmic-ray makes the changes, in a copy of the tree
below build/mutation. A run that was stopped goes on where it was. What is known of a module is kept until the module
changes; where its tests change, only what they did not notice is tried again.
"""

from __future__ import annotations

import compileall
import contextlib
import hashlib
import json
import os
import shlex
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WORK = ROOT / "build" / "mutation"
TREE = WORK / "tree"
PACKAGE = "dunning_cli"
DEFAULT = ("kernel", "domain", "views/audit")
COPIED = (PACKAGE, "tests", "cases", "letters", "policies", "templates", "docs", "scripts")
SECONDS = 300
"""A test run that takes longer hangs, which is noticed too."""

_AGREE = "test_engine_and_day_by_day_agree"
TESTS = {
    "kernel": ("tests/domain", "tests/intake", "tests/present", "tests/store"),
    "domain/account": ("tests/domain", *(f"tests/oracle/test_agreement.py::{_AGREE}[{part}]" for part in range(2))),
    "domain/contact": ("tests/domain", "tests/cli/test_contact.py", "tests/cli/test_contact_replay.py", "tests/letters"),
    "domain/limitation": ("tests/domain", "tests/letters/test_limitation_command.py", "tests/cli/test_legal_track.py"),
    "domain": ("tests/domain", "tests/cli"),
    "views/audit": ("tests/audit",),
}  # fmt: skip
"""By the beginning of a module's path, longest first: the tests that are to notice."""
FIRST = {
    "domain/account/allocation": (
        *("tests/domain/test_allocation.py", "tests/domain/test_judgment_stories.py"),
        *("tests/domain/test_counting.py", "tests/domain/test_card.py"),
    ),
    "domain/account/caps": ("tests/domain/test_caps_and_rates.py",),
    "domain/contact/levels": ("tests/domain/test_letter_levels.py",),
    "domain/limitation": ("tests/domain/test_limitation.py",),
    "kernel/money": ("tests/domain/test_money.py",),
    "kernel/record": ("tests/domain/test_record.py",),
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


@dataclass(frozen=True)
class Part:
    """One module, what is known of it, and the commands that try it."""

    module: str

    @property
    def place(self) -> str:
        return self.module.removeprefix(f"{PACKAGE}/").removesuffix(".py")

    @property
    def session(self) -> Path:
        return WORK / f"{self.place.replace('/', '.')}.sqlite"

    @property
    def settings(self) -> Path:
        return self.session.with_suffix(".toml")

    def tests(self) -> tuple[tuple[str, ...], ...]:
        """The rounds of tests, nearest first."""
        return tuple(chosen for table in (FIRST, TESTS) if (chosen := _longest(table, self.place)))

    def as_settings(self) -> str:
        """What cosmic-ray is told; the first two lines are digests of the module and of its tests."""
        pytest = f"{sys.executable} -m pytest -q -n 0 -x -p no:cacheprovider"
        rounds = " && ".join(f"{pytest} {shlex.join(chosen)}" for chosen in self.tests())
        tests = {
            path
            for names in self.tests()
            for name in names
            for path in _files(ROOT / name.partition("::")[0])
        }
        return "\n".join([
            f"# {_digest({ROOT / self.module})} {len(_MADE)} kinds of change",
            f"# {_digest(tests)}",
            "[cosmic-ray]",
            f"module-path = {json.dumps(self.module)}",
            f"timeout = {SECONDS}.0",
            "excluded-modules = []",
            f"test-command = {json.dumps(f'sh -c {json.dumps(rounds)}')}",
            "[cosmic-ray.distributor]",
            'name = "local"',
            "[cosmic-ray.filters.operators-filter]",
            f"exclude-operators = [{json.dumps('^core/(?!(' + '|'.join(_MADE) + ')$)')}]",
            "",
        ])  # fmt: skip


def _digest(files: set[Path]) -> str:
    return hashlib.sha256(b"".join(path.read_bytes() for path in sorted(files))).hexdigest()


def _longest(table: dict[str, tuple[str, ...]], place: str) -> tuple[str, ...]:
    fitting = [start for start in table if place == start or place.startswith(f"{start}/")]
    return table[max(fitting, key=len)] if fitting else ()


def _files(place: Path) -> list[Path]:
    return sorted(place.rglob("*.py")) if place.is_dir() else [place]


def parts(names: list[str]) -> Iterator[Part]:
    """The modules below the places named. Ends the script where there is no such place."""
    for name in names or [f"{PACKAGE}/{place}" for place in DEFAULT]:
        place = ROOT / name
        if not place.exists():
            sys.exit(f"there is no {name}; name a module or folder, as in {PACKAGE}/domain/account/caps.py")
        for path in _files(place):
            part = Part(path.relative_to(ROOT).as_posix())
            if path.name != "__init__.py" and part.tests():
                yield part


def copy_tree() -> None:
    """The tree as it is now, where a run that is stopped can leave no change behind in the tree itself."""
    shutil.rmtree(TREE, ignore_errors=True)
    for name in COPIED:
        shutil.copytree(ROOT / name, TREE / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in (*ROOT.glob("*.md"), *ROOT.glob("*.toml"), ROOT / "dunning.yaml", ROOT / "Makefile"):
        shutil.copy(name, TREE)
    # compiled once: what is changed has another time of writing than the file that was compiled, and is read itself
    compileall.compile_dir(TREE, quiet=1, workers=2)


def cosmic_ray(*words: str) -> str:
    """Runs a command of cosmic-ray in the copy and gives what it says."""
    environment = {**os.environ, "PYTHONPATH": str(TREE), "PYTHONDONTWRITEBYTECODE": "1"}
    program = Path(sys.executable).parent / words[0]
    done = subprocess.run(
        [program, *words[1:]], cwd=TREE, env=environment, stdout=subprocess.PIPE, check=False
    )
    if done.returncode:
        sys.exit(f"{' '.join(words[:2])} ended with {done.returncode}\n{done.stdout.decode()}")
    return done.stdout.decode()


def begin(part: Part) -> None:
    """Makes the list of changes of a module, or takes up the one that is there."""
    settings = part.as_settings()
    before = (
        part.settings.read_text(encoding="utf-8") if part.settings.exists() and part.session.exists() else ""
    )
    if before == settings:
        return
    draft = part.settings.with_suffix(".draft")
    draft.write_text(settings, encoding="utf-8")
    # tests that fail as it is would notice everything
    cosmic_ray("cosmic-ray", "baseline", str(draft))
    if before.partition("\n")[0] == settings.partition("\n")[0]:
        with contextlib.closing(sqlite3.connect(part.session)) as session, session:
            session.execute("DELETE FROM work_results WHERE test_outcome = 'SURVIVED'")
    else:
        _list_changes(part, draft)
    draft.replace(part.settings)


def _list_changes(part: Part, settings: Path) -> None:
    part.session.unlink(missing_ok=True)
    cosmic_ray("cosmic-ray", "init", str(settings), str(part.session))
    cosmic_ray("cr-filter-operators", str(part.session), str(settings))
    # whether a record is frozen is for the type checker
    lines = (ROOT / part.module).read_text(encoding="utf-8").splitlines()
    of_records = [number for number, line in enumerate(lines, 1) if line.startswith("@dataclass")]
    with contextlib.closing(sqlite3.connect(part.session)) as session, session:
        session.executemany(
            "INSERT OR IGNORE INTO work_results (job_id, worker_outcome) "
            "SELECT job_id, 'SKIPPED' FROM mutation_specs WHERE start_pos_row = ?",
            [(number,) for number in of_records],
        )


def run(part: Part) -> tuple[int, list[str]]:
    """Tries what is left of a module; gives the number of its changes and those that no test noticed."""
    begin(part)
    try:
        cosmic_ray("cosmic-ray", "exec", str(part.settings), str(part.session))
    finally:
        shutil.copy(ROOT / part.module, TREE / part.module)
    pairs = [json.loads(line) for line in cosmic_ray("cosmic-ray", "dump", str(part.session)).splitlines()]
    tried = [
        (work["mutations"][0], result)
        for work, result in pairs
        if result is not None and result["worker_outcome"] != "skipped"
    ]
    left = sorted(
        (change["start_pos"][0], _shown(change, result))
        for change, result in tried
        if result["test_outcome"] == "survived"
    )
    return len(tried), [f"{part.module}:{line}: {shown}" for line, shown in left]


def _shown(change: dict[str, str], result: dict[str, str]) -> str:
    lines = [
        line for line in result["diff"].splitlines() if line[:1] in "+-" and line[:3] not in ("+++", "---")
    ]
    return f"{change['operator_name'].removeprefix('core/')}\n    " + "\n    ".join(lines)


def main(names: list[str]) -> None:
    """Tries the parts named and prints what survived."""
    chosen = list(parts(names))
    copy_tree()
    total, survivors = 0, 0
    for part in chosen:
        tried, left = run(part)
        total, survivors = total + tried, survivors + len(left)
        print(f"{part.module}: {tried} changes, {tried - len(left)} noticed", flush=True)
        print("".join(f"{each}\n" for each in left), end="", flush=True)
    print(f"{total} changes, {total - survivors} noticed, {survivors} not")


if __name__ == "__main__":
    main(sys.argv[1:])

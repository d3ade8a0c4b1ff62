"""The comparison of two checkouts: the same code answers the same, and a changed label or rounding is found."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from whole_program import whole_program

ROOT = Path(__file__).parents[2]
SCRIPT = ROOT / "scripts" / "compare_checkouts.py"


@pytest.fixture
def scripts(monkeypatch: pytest.MonkeyPatch) -> None:
    """The package of the script can be imported."""
    monkeypatch.syspath_prepend(str(ROOT / "scripts"))


def compare(*words: str | Path) -> subprocess.CompletedProcess[str]:
    """Runs the script."""
    command = [sys.executable, str(SCRIPT), *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8")


def changed(folder: Path, *changes: tuple[str, str, str]) -> Path:
    """A copy of this checkout with one text each of some files replaced."""
    for part in ("dunning_cli", "cases", "clients", "letters", "policies", "templates"):
        shutil.copytree(ROOT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "dunning.yaml", folder)
    for name, before, after in changes:
        text = (folder / name).read_text(encoding="utf-8")
        assert text.count(before) == 1
        (folder / name).write_text(text.replace(before, after), encoding="utf-8")
    return folder


def test_the_same_code_gives_the_same_answers() -> None:
    done = compare(ROOT, ROOT, "--days", "2", "--only", "figures")
    assert done.returncode == 0, done.stdout + done.stderr
    first, last = done.stdout.splitlines()
    assert last == "all the same"
    found = re.fullmatch(r"(\d+) answers compared in \d+ s; exit codes 0: (\d+)", first)
    assert found, first
    assert found[1] == found[2], "everything asked has an answer"
    assert int(found[1]) == 10, "five on each day"


def test_a_changed_label_and_a_changed_rounding_are_found(tmp_path: Path) -> None:
    other = changed(
        tmp_path,
        (
            "dunning_cli/cli/options.py",
            "Show the state at the end of this value date.",
            "Show the state on this day.",
        ),
        ("dunning_cli/domain/account/rounding.py", "if rounding is Rounding.TRUNCATE:", "if rounding:"),
    )
    done = compare(ROOT, other, "--days", "1", "--only", "figures,help", "--show", "100")
    assert done.returncode == 1, done.stdout + done.stderr
    assert re.search(r"^  answers/\d+-fees---all---json---as-of-[\d-]+\.txt$", done.stdout, re.MULTILINE)
    assert "  answers/help-en-fees.txt\n" in done.stdout
    assert "  answers/help-en-pay.txt\n" not in done.stdout
    assert re.search(
        r"^-  --as-of DATE +Show the state at the end of this value date\.$", done.stdout, re.MULTILINE
    )
    assert re.search(r"^\+  --as-of DATE +Show the state on this day\.$", done.stdout, re.MULTILINE)


def test_a_key_that_is_not_looked_at_goes_at_any_depth_and_numbers_stay_as_written(scripts: None) -> None:
    from compare.plain import without_keys

    old = '{"case": "A", "amount": 1.00}\n{"case": "B"}\n'
    new = '{"case": "A", "amount": 1.00, "new": {}}\n{"case": "B", "new": 2}\n'
    ignored = frozenset({"new"})
    assert without_keys(old, ignored) == without_keys(new, ignored)
    assert without_keys(new.replace("1.00", "1.0"), ignored) != without_keys(old, ignored)
    assert without_keys(new.replace("B", "C"), ignored) != without_keys(old, ignored)
    assert without_keys('{"rows": [{"new": 1, "old": 2}]}', ignored) == without_keys(
        '{"rows": [{"old": 2}]}', ignored
    )
    assert without_keys("no JSON\n", ignored) == "no JSON\n"


def test_a_folder_that_is_no_checkout_is_refused(tmp_path: Path) -> None:
    done = compare(ROOT, tmp_path)
    assert done.returncode == 2
    assert (
        done.stderr
        == f"{tmp_path} is no checkout: it has no dunning_cli/cli; name the folder above the package\n"
    )


def commands(words: tuple[str, ...] = (), command: Any = None) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Every command of the program by its words."""
    command = command or whole_program()
    inner = getattr(command, "commands", None)
    if inner is None or getattr(command, "acts", False):
        yield words, command
    for name, child in (inner or {}).items():
        yield from commands((*words, name), child)


def test_every_command_is_asked_and_every_write_carried_out(scripts: None) -> None:
    from compare.facts import Facts
    from compare.questions import PARTS, questions
    from compare.writes import writes

    asked = [*questions(Facts.of(ROOT), tuple(PARTS), 1), *(write.words for write in writes())]
    spoken = [words[2:] if words[0] == "--lang" else words for words in asked]
    named = {words[:length] for words in spoken for length in (1, 2)} & {words for words, _ in commands()}
    # those that make the ledger, wait for keys, and that git or the Tab key calls
    others = {("init",), ("work",), ("merge-driver",), ("completion",), ("complete",)}
    assert {words for words, _ in commands()} - others == named

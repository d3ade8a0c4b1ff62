"""The ledgers that speed is measured on: sound, lawful, of every product, and the same for the same words."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
SCRIPT = ROOT / "benchmarks" / "generate.py"


@pytest.fixture
def generated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Path]:
    """Makes a ledger of four cases in this process, in a folder named."""
    for name in ("scripts", "benchmarks"):
        monkeypatch.syspath_prepend(str(ROOT / name))

    def make(name: str, **wanted: Any) -> Path:
        from generator.ledger import make_ledger
        from generator.wanted import Wanted

        make_ledger(tmp_path / name, Wanted(4, **wanted))
        return tmp_path / name

    return make


def head(ledger: Path) -> str:
    """The last commit's id."""
    words = ["git", "-C", str(ledger), "rev-parse", "HEAD"]
    return subprocess.run(words, capture_output=True, text=True, check=True).stdout.strip()


def texts(ledger: Path) -> str:
    """All case files in a row."""
    files = sorted((ledger / "cases").rglob("*.yaml"))
    return "".join(file.read_text(encoding="utf-8") for file in files)


def numbers(ledger: Path) -> set[str]:
    """The identity numbers of the debtors."""
    return set(re.findall(r"^  id_number: \"?(\w+)", texts(ledger), re.MULTILINE))


@pytest.fixture(scope="module")
def thirty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of thirty cases, made by the script."""
    folder = tmp_path_factory.mktemp("generated") / "ledger"
    words = [sys.executable, str(SCRIPT), str(folder), "--cases", "30"]
    done = subprocess.run(words, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    return folder


def test_check_is_silent_and_audit_finds_it_sound(
    thirty: Path, git_identity: Path, run: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(thirty)
    monkeypatch.delenv("DUNNING_TODAY")
    checked = run("check")
    assert (checked.code, checked.out, checked.errors) == (0, "", [])
    audited = run("audit", "--json").json
    assert audited["cases"] == 30
    assert audited["commits"] > 100
    assert audited["findings"] == audited["listed"] == []
    assert run("report", "contact-breaches", "--json").json["breaches"] == []


def test_it_is_what_an_office_has(thirty: Path) -> None:
    written = texts(thirty)
    for policy in ("small-loan", "property-fee", "student-loan", "credit-card"):
        assert f"\npolicy: {policy}\n" in written
    kinds = Counter(re.findall(r"\bkind: (\w+)", written))
    assert kinds.keys() > {"charge", "payment", "contact", "promise", "letter", "delivery"}
    entries = len(re.findall(r"^  - \{?id: ", written, re.MULTILINE))
    assert 20 <= entries / 30 <= 30
    assert len(list((thirty / "letters").rglob("*.txt"))) == kinds["letter"]


def test_the_same_words_give_the_same_commits_and_other_seeds_others(generated: Callable[..., Path]) -> None:
    first, second, other = generated("first"), generated("second"), generated("other", seed=2)
    assert head(first) == head(second)
    assert texts(first) != texts(other)
    assert not numbers(first) & numbers(other)


def test_branches_share_the_persons_they_are_told_to_share_and_nothing_else(
    generated: Callable[..., Path],
) -> None:
    east, west = (generated(name, branch=name, shared_persons=2) for name in ("East", "West"))
    assert len(numbers(east) & numbers(west)) == 2
    names = [{path.stem for path in (ledger / "cases").rglob("*.yaml")} for ledger in (east, west)]
    assert not names[0] & names[1]
    assert all(name.startswith("East-") for name in names[0])

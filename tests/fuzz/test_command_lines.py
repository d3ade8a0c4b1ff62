"""Thousands of random command lines on a small ledger: none ends as a bug, hangs, or changes what it refused."""

from __future__ import annotations

import os
import random
import shutil
from pathlib import Path

import pytest
from drawing import Drawing, Word
from judging import Ledger, faults, run
from shares import share

PART = 0.1
EACH_LEDGER = 60
"""Lines after which the ledger is made as it was at the beginning."""
CHECKED, BOTH_FORMS = 0.3, 0.15
"""Shares of the writes after which the ledger is checked, and of the lines run again with --json."""


def furnish(place: Path) -> None:
    """A table, an empty file, a folder and a pipe beside the ledger."""
    for each in place.iterdir():
        if each.name == "ledger":
            continue
        if each.is_dir() and not each.is_symlink():
            shutil.rmtree(each)
        else:
            each.unlink()
    (place / "loans.csv").write_text(
        "姓名,身份证号,案件编号,剩余金额\n王一,110101199003070011,G-1,5\n", encoding="utf-8"
    )
    (place / "out.pdf").write_bytes(b"")
    (place / "folder").mkdir()
    os.mkfifo(place / "pipe")


def comparable(word: Word, line: list[str]) -> bool:
    """Whether a line can be run again for scripts; what it put beside the ledger would be in its own way."""
    makes = word.words[0] == "init"
    # an export on the screen is the data itself; JSON tells of a file
    makes = makes or word.words[0] == "export"
    # every account at once is for scripts only
    for_scripts = word.words[0] == "fees" and "--all" in line
    return (
        word.speaks_json
        and not makes
        and not for_scripts
        and not any(each.startswith(("--json", "--format", "-o", "--output")) for each in line)
    )


def test_command_lines(
    chance: random.Random, seed: int, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawing, ledger = Drawing(chance), Ledger(place / "ledger")
    monkeypatch.setenv("DUNNING_LEDGER", str(ledger.folder))
    begin = ledger.head().strip()
    told: list[str] = []
    for number in range(share(PART)):
        if number % EACH_LEDGER == 0:
            ledger.reset(begin)
            furnish(place)
        word, line = drawing.line()
        before = ledger.state()
        ran = run(line)
        wrong = faults(ran)
        after = ledger.state()
        if ran.code not in (0, 6) and before != after:
            wrong.append("it was refused and changed the ledger")
        if after["head"] != before["head"]:
            if chance.random() < CHECKED:
                sound = run(["check"])
                if sound.code != 0:
                    wrong.append(f"check ends with {sound.code} after it or one before: {sound.err[:600]}")
                    ledger.reset(begin)
        elif chance.random() < BOTH_FORMS and comparable(word, line):
            again = run([*line[: len(word.words)], "--json", *line[len(word.words) :]])
            if again.code != ran.code:
                wrong.append(f"--json ends with {again.code}, text with {ran.code}: {again.err[:300]}")
        if wrong:
            told.append(f"seed {seed}, line {number}: {line!r:.900}\n" + "\n".join(wrong))
    assert not told, f"{len(told)} faults\n" + "\n\n".join(told[:40])

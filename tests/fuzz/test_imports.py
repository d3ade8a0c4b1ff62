"""Spoilt client files, contact histories and statements through `import`: a plain refusal, or all of it in one commit.

Four in five are read only; of the others one in four is imported for good. DUNNING_FUZZ multiplies them.
"""

from __future__ import annotations

import io
import os
import random
import resource
import traceback
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

from judging import Hanging, Ledger, faults, limited, run
from profiles_at_hand import shipped_profiles
from shares import ROOT, share
from spoiling import ODD_BYTES, spoilt_bytes

from dunning_cli.intake.cases.reading import read_cases
from dunning_cli.intake.contacts.reading import read_contacts
from dunning_cli.intake.payments.reading import read_statement
from dunning_cli.intake.profiles.kinds import ImportKind
from dunning_cli.intake.profiles.profile import Profile
from dunning_cli.intake.profiles.recognised import Found, recognised
from dunning_cli.kernel.errors import Failure

READERS: dict[ImportKind, Callable[[Found], object]] = {
    ImportKind.CASES: read_cases,
    ImportKind.CONTACTS: read_contacts,
    ImportKind.PAYMENTS: read_statement,
}
PART = 0.5
"""Files beside the inputs of the other fuzz tests: half as many."""
LARGEST = 60_000
"""Bytes of a file that is spoilt: what is wrong with reading shows in small ones."""
MOST_MEMORY_KB = 1_000_000
CELLS = ("", "0", "-1", "1e9", "99999999999999", "2026-02-30", "1900-01-01", "=1+1", "'", '"', "合计", "无", "\t", "１２", "万元",
         "GR1", "😀", "#N/A", "a" * 600, "姓名", "退案", "12%", "2025Q5", "\x00", "￥5")  # fmt: skip


def spoilt_table(data: bytes, suffix: str, chance: random.Random) -> bytes:
    """A file with a cell, a row or a column changed, or bytes; of a workbook the parts within it."""
    if suffix != ".csv" and data.startswith(b"PK") and chance.random() < 0.8:
        return _spoilt_workbook(data, chance)
    if suffix != ".csv" or chance.random() < 0.3:
        return spoilt_bytes(data, chance)
    lines = data.split(b"\n")
    at = chance.randrange(len(lines))
    way = chance.randrange(5)
    if way == 0:
        cells = lines[at].split(b",")
        cells[chance.randrange(len(cells))] = chance.choice(CELLS).encode("utf-8", "replace")
        lines[at] = b",".join(cells)
    elif way == 1:
        lines[at] = lines[chance.randrange(len(lines))]
    elif way == 2:
        del lines[at]
    elif way == 3:
        place = chance.randrange(20)
        lines = [b",".join(each for n, each in enumerate(line.split(b",")) if n != place) for line in lines]
    else:
        lines.insert(at, chance.choice(ODD_BYTES) * chance.randrange(1, 5))
    return b"\n".join(lines)


def _spoilt_workbook(data: bytes, chance: random.Random) -> bytes:
    """A workbook whose sheet or texts are changed, and which is a sound archive still."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        parts = [
            name
            for name in old.namelist()
            if "sheet" in name or "shared" in name.lower() or chance.random() < 0.1
        ]
        victim = chance.choice(parts)
        for name in old.namelist():
            content = old.read(name)
            if name == victim:
                text = content.decode("utf-8", "replace")
                cut = chance.randrange(len(text) + 1)
                token = chance.choice(
                    (*CELLS[:14], "<", "</row>", '<c r="XFD9"><v>1</v></c>', "&amp;", "<f/>", 't="e"')
                )
                content = (text[:cut] + token + text[cut + chance.randrange(0, 30) :]).encode(
                    "utf-8", "replace"
                )
            new.writestr(name, content)
    return out.getvalue()


@cache
def profiles() -> list[Profile]:
    """The shipped profiles of every kind."""
    return [profile for kind in ImportKind for profile in shipped_profiles(kind)]


def reading_fails(name: str, data: bytes) -> str:
    """What is wrong with how a file is read; a refusal is no fault."""
    try:
        with limited():
            found = recognised(name, data, profiles())
            READERS[found.profile.kind](found)
    except Failure:
        return ""
    except (Exception, Hanging):
        return traceback.format_exc()
    return ""


def test_imports(chance: random.Random, seed: int, place: Path) -> None:
    sources = [
        path
        for folder in ("fixtures", "fixtures/forms")
        for path in sorted((ROOT / "tests" / folder).glob("*.*"))
        if path.stat().st_size <= LARGEST
    ]
    ledger = Ledger(place / "ledger")
    os.chdir(ledger.folder)
    begin = ledger.head().strip()
    told = []
    for number in range(share(PART)):
        source = chance.choice(sources)
        file = place / f"table{source.suffix}"
        data = spoilt_table(source.read_bytes(), source.suffix, chance)
        if chance.random() < 0.8:
            fault = reading_fails(file.name, data)
            if fault:
                told.append(f"seed {seed}, file {number}: {source.name}\n{fault}")
            continue
        file.write_bytes(data)
        for_good = chance.random() < 0.25
        words = ["import", str(file), *(["--json"] if chance.random() < 0.5 else [])]
        words += [] if for_good else ["--dry-run"]
        ran = run(words)
        found = faults(ran)
        if not for_good or ran.code != 0:
            if ledger.head().strip() != begin:
                found.append("something was written")
        elif run(["check"]).code not in (0, 6):
            found.append("check cannot read what was written")
        if found:
            told.append(f"seed {seed}, file {number}: {source.name} {words}\n{found}")
        for rejected in place.glob("*-rejected*"):
            rejected.unlink()
        if ledger.head().strip() != begin:
            ledger.reset(begin)
    assert not told, f"{len(told)} faults\n" + "\n\n".join(told[:20])
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss < MOST_MEMORY_KB

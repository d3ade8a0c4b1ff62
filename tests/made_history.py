"""Histories made up at random: branches that meet, most of it as the product makes it, some of it by hand."""

from __future__ import annotations

import contextlib
import random
import shutil
import subprocess
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from pathlib import Path

from dunning_cli.kernel.entry_id import CHANCE_BITS, entry_id

ZONE = timezone(timedelta(hours=8))
PEOPLE = ("wang", "li", "zhou", "mallory")
HEAD = 'case: {}\npolicy: property-fee\ndebtor: {{name: 王建国, phones: [{{number: "13800000007"}}]}}\nentries:\n'
SETTINGS = """office: 青禾物业服务有限公司
staff:
  - {{id: wang, name: 王静, email: wang@example.com}}
  - {{id: li, name: 李明远, email: li@example.com}}
  - {{id: zhou, name: 周正, roles: [supervisor], email: zhou@example.com}}
approval_limits: {{waiver: {}.00, extension_days: 30, hold_days: 30}}
"""
Files = dict[str, bytes]


class Past:
    """One history, as a script for git fast-import."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.now = datetime(2026, 5, 4, 9, tzinfo=ZONE)
        self.lines: list[bytes] = []
        self.trees: list[Files] = []
        self.letters = 0
        self.commit(
            (), {"dunning.yaml": SETTINGS.format(200).encode(), ".gitattributes": b"* -text\n"}, "init"
        )

    def commit(self, parents: tuple[int, ...], files: Files, message: str, by: str = "wang") -> int:
        """Writes a commit; its number."""
        when = f"{int(self.now.timestamp())} +0800"
        committer = by if self.chance.random() < 0.9 else "li"
        told = message.encode()
        number = len(self.trees)
        self.lines += [
            f"commit refs/heads/c{number}\nmark :{number + 1}\nauthor {by} <{by}@example.com> {when}\n"
            f"committer {committer} <{committer}@example.com> {when}\ndata {len(told)}\n".encode()
            + told,
            *(
                f"{'from' if not place else 'merge'} :{each + 1}".encode()
                for place, each in enumerate(parents)
            ),
            b"deleteall",
            *(f"M 100644 inline {path}\ndata {len(data)}\n".encode() + data for path, data in files.items()),
            b"",
        ]
        self.trees.append(files)
        return number

    def entry(self, keys: str, by: str) -> tuple[str, bytes]:
        """An entry of this moment, nearly always."""
        at = self.now - timedelta(days=30) if self.chance.random() < 0.05 else self.now
        id_ = entry_id(at, self.chance.getrandbits(CHANCE_BITS))
        if self.chance.random() < 0.2:
            lines = "".join(f"    {part}\n" for part in keys.split(", "))
            return id_, f"  - id: {id_}\n{lines}    by: {by}\n    at: {at.isoformat()}\n".encode()
        return id_, f"  - {{id: {id_}, {keys}, by: {by}, at: {at.isoformat()}}}\n".encode()

    def step(self, parent: int) -> int:
        """One more commit after another one."""
        self.now += timedelta(minutes=self.chance.choice((1, 3, 60, -90)))
        by = self.chance.choices(PEOPLE, (6, 3, 2, 1))[0]
        files = dict(self.trees[parent])
        cases = [path for path in files if path.startswith("cases/")]
        what = self.chance.choice((*["add"] * 6, *["open"] * (1 if cases else 6), *WAYS))
        if what == "open" or not cases:
            name = f"PF-{self.chance.randrange(6)}"
            files.setdefault(f"cases/{self.chance.choice('ab')}/{name}.yaml", HEAD.format(name).encode())
            return self.commit((parent,), files, f"open {name}\n\nCase: {name}\nActor: {by}\n", by)
        path = self.chance.choice(cases)
        if what == "add":
            return self.added(parent, files, path, by)
        with contextlib.suppress(IndexError, ValueError):
            WAYS[what](self, files, path)
        return self.commit((parent,), files, "tidy up", by)

    def added(self, parent: int, files: Files, path: str, by: str) -> int:
        """A commit that adds an entry, with trailers that are nearly always true."""
        keys = self.chance.choice(KEYS).format(n=self.chance.randrange(1, 900), old=self.old_id(files[path]))
        if "letter" in keys:
            self.letters += 1
            serial = f"2026-A-{self.letters:04}"
            keys = keys.replace("SERIAL", serial)
            files[f"letters/2026/{serial}.txt"] = serial.encode()
        id_, line = self.entry(keys, by)
        files[path] += line
        case = path.rpartition("/")[2][:-5]
        said = f"Case: {case}\nEntry: {id_}\nActor: {by}\nValue-Date: 2026-05-25\n"
        if self.chance.random() < 0.1:
            said = self.chance.choice((said.replace(id_, "0" * 16), "Actor: li\n", said + "Entries: 3\n"))
        return self.commit((parent,), files, f"pay {case}\n\n{said}", by)

    def old_id(self, data: bytes) -> str:
        """The id of an entry of a case, if it has one."""
        lines = [line for line in data.split(b"\n") if b"id: 01" in line]
        return self.chance.choice(lines).partition(b"id: ")[2][:16].decode() if lines else "0" * 16

    def merge(self, one: int, other: int) -> int:
        """A merge of two: mostly their union, sorted as the product does."""
        self.now += timedelta(minutes=5)
        mine, theirs = self.trees[one], self.trees[other]
        files = {**theirs, **mine}
        for path in mine.keys() & theirs.keys():
            if path.startswith("cases/") and self.chance.random() < 0.9:
                ours, others = (set(tree[path].splitlines(keepends=True)) for tree in (mine, theirs))
                common = [line for line in mine[path].splitlines(keepends=True) if line in others]
                files[path] = b"".join([*common, *sorted((ours | others) - set(common))])
        if self.chance.random() < 0.1:
            files.pop(self.chance.choice(list(files)))
        accepted = "\n\nAccept-Findings: known\n" if self.chance.random() < 0.2 else ""
        return self.commit((one, other), files, f"sync{accepted}")


KEYS = (
    "kind: payment, date: 2026-05-25, amount: {n}.00",
    "kind: charge, date: 2026-05-25, due: 2026-05-30, principal: {n}.00",
    "kind: waiver, date: 2026-05-25, component: principal, amount: {n}.00, reason: 困难",
    "kind: approval, date: 2026-05-25, entry: {old}, granted: true",
    "kind: reversal, date: 2026-05-25, entry: {old}",
    "kind: letter, date: 2026-05-25, serial: SERIAL, template: payment-reminder, to: debtor",
)


def _line(past: Past, files: Files, path: str, changed: Callable[[list[bytes], int], None]) -> None:
    lines = files[path].splitlines(keepends=True)
    changed(lines, past.chance.choice([n for n, line in enumerate(lines) if line.startswith(b"  - {")]))
    files[path] = b"".join(lines)


def _renamed(past: Past, files: Files, path: str) -> None:
    files[f"cases/c/PF-{past.chance.randrange(6)}.yaml"] = files.pop(path)


def _mended(past: Past, files: Files, path: str) -> None:
    """Takes a line out that cannot be read, or passes over it."""
    lines = files[path].splitlines(keepends=True)
    files[path] = b"".join(line for line in lines if line != b"  - {\n")


def _restored(past: Past, files: Files, path: str) -> None:
    """Brings back what a case once was."""
    earlier = [tree[path] for tree in past.trees if path in tree]
    files[path] = past.chance.choice(earlier)


def _letter(past: Past, files: Files, path: str) -> None:
    letter = past.chance.choice([each for each in files if each.startswith("letters/")])
    text = files.pop(letter)
    if past.chance.random() < 0.5:
        files[past.chance.choice((letter, letter.replace("-0", "-9")))] = text + b"more"


def _put(path: str, data: bytes) -> Callable[[Past, Files, str], None]:
    return lambda _past, files, _case: files.update({path: data})


WAYS: dict[str, Callable[[Past, Files, str], None]] = {
    "amount": lambda _past, files, path: files.update({path: files[path].replace(b".00", b".50", 1)}),
    "gone": lambda past, files, path: _line(past, files, path, lambda lines, n: lines.pop(n)),
    "moved": lambda past, files, path: _line(past, files, path, lambda lines, n: lines.insert(1, lines.pop(n))),
    "inserted": lambda past, files, path: _line(
        past, files, path, lambda lines, n: lines.insert(n, past.entry("kind: payment, date: 2026-05-25", "li")[1])
    ),
    "doubled": lambda past, files, path: _line(past, files, path, lambda lines, n: lines.append(lines[n])),
    "removed": lambda _past, files, path: files.pop(path) and None,
    "renamed": _renamed,
    "restored": _restored,
    "broken": lambda _past, files, path: files.update({path: files[path] + b"  - {\n"}),
    "mended": _mended,
    "head": lambda _past, files, path: files.update({path: files[path].replace(b"13800000007", b"13800000008")}),
    "letter": _letter,
    "limits": lambda past, files, _path: files.update({"dunning.yaml": SETTINGS.format(past.chance.randrange(9) * 100).encode()}),
    "broken settings": _put("dunning.yaml", b"office: [\n"),
    "policy": _put("policies/property-fee.yaml", b"policy: property-fee\n"),
    "beside": _put("README.md", b"our office\n"),
    "stranger": _put("cases/a/setup.exe", b"MZ"),
}  # fmt: skip


def history(seed: int, length: int) -> tuple[list[bytes], int]:
    """A script of so many commits on branches that meet now and then, and their number."""
    past = Past(seed)
    tips = [0]
    for _ in range(length):
        if len(tips) > 1 and past.chance.random() < 0.2:
            one, other = past.chance.sample(tips, 2)
            tips.remove(other)
            tips[tips.index(one)] = past.merge(one, other)
        elif len(tips) < 3 and past.chance.random() < 0.15:
            tips.append(past.step(past.chance.choice(tips)))
        else:
            place = past.chance.randrange(len(tips))
            tips[place] = past.step(tips[place])
    while len(tips) > 1:
        tips = [past.merge(tips[0], tips[1]), *tips[2:]]
    return past.lines, len(past.trees)


def made(scratch: Path, seed: int, length: int) -> tuple[Path, list[str]]:
    """A repository with such a history, and the ids of its commits in the order in which they were made."""
    place = scratch / "ledger"
    shutil.rmtree(place, ignore_errors=True)
    subprocess.run(["git", "init", "-q", str(place)], check=True)
    lines, count = history(seed, length)
    words = ["git", "fast-import", "--quiet", "--export-marks=marks"]
    subprocess.run(words, cwd=place, input=b"\n".join(lines), check=True)
    marks = dict(line[1:].split(" ") for line in (place / "marks").read_text().splitlines())
    ids = [marks[str(number + 1)] for number in range(count)]
    subprocess.run(["git", "reset", "-q", "--soft", ids[-1]], cwd=place, check=True)
    return place, ids

"""Random command lines: the real commands and options, values that fit, and values nobody should type."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from whole_program import whole_program

CASES = ("CC-2026-0008", "XD-2026-0006", "XD-2026-0022", "PF-2026-0010", "SL-2026-0004", "CC", "XD", "N-1")
LEFT_OUT = {"work"}
"""Asked for by a session of questions, which has a shard of its own."""

FITTING: dict[str, tuple[str, ...]] = {
    "CASE": CASES,
    "ID": ("N-1", "N-2", "PF-2026-0010", "新-3"),
    "AMOUNT": ("1", "0.01", "300.00", "1200", "all", "99999999999.99"),
    "DATE": (
        "2026-06-15",
        "2026-06-01",
        "2026-01-31",
        "2024-02-29",
        "2027-12-31",
        "1980-01-01",
        "2098-12-31",
    ),
    "DATETIME": ("2026-06-12T10:01", "2026-06-14T19:59:59", "2026-06-12T10:01+08:00"),
    "MONTH": ("2026-06", "2026-01"),
    "STAFF": ("wang", "li", "chen", "zhou"),
    "N": ("1", "3", "12", "0", "360"),
    "DAY": ("31", "1", "20"),
    "RATE": ("12%/year", "0.05%/day", "contract * 1.5", "lpr_1y * 4"),
    "TEXT": ("x", "客户表示本周缴清", "a: b # c", "- {x}", "'\"", "=1+1", "\\u0041", "%s {0} {name}"),
    "REASON": ("x", "客户要求"),
    "NAME": ("王建国", "李敏", "debtor", "guarantor"),
    "WHO": ("debtor", "guarantor", "李敏"),
    "PHONE": ("13800000007", "0571-88880000"),
    "POLICY": ("property-fee", "small-loan", "credit-card", "student-loan"),
    "TEMPLATE": ("payment-reminder", "overdue-notice", "plan-agreement", "guarantor-notice"),
    "SERIAL": ("2026-A-0001", "2026-A-0011", "2026-A-0003"),
    "REV": ("HEAD", "HEAD~1", "main", "2026-06-01"),
    "FORMAT": ("table", "json", "csv", "tsv", "markdown"),
    "FILE": ("loans.csv", "out.pdf", "ledger/dunning.yaml", "pipe", "folder"),
    "DIR": ("new", "folder", "ledger"),
    "DIR|ZIP": ("ev", "ev.zip", "folder"),
    "KEY=VALUE": ("contract_rate=12%/year", "account.area=x", "debtor.phones[0].status=wrong"),
    "KEY=VALUE…": ("account.area=x", "debtor.name=李四", "terms.contract_rate=3%/year", "owner=li"),
    "ENTRY": ("01", "zz"),
    "COMPONENT": ("principal", "interest", "penalty", "fee"),
}
HOSTILE = (
    "", " ", "-", "--", "0", "-1", "00", "1e9", "1E999999", "1" * 400, "0.001", "99999999999999999999", "٣", "１２", "½",
    "NaN", "Infinity", "-0", "+5", "0x10", "1_0", "1/0", "1,234.5", "¥5", "0.05", "1e-400", "9" * 5000, "\u202e12",
    "0001-01-01", "0000-00-00", "9999-12-31", "1900-01-01", "2199-12-31", "1969-12-31", "2026-02-30", "+999", "-999",
    "2026-13", "9999-12", "0001-01", "2199-12-31T23:59:59+14:00", "1900-01-01T00:00-23:59", "2026-06-01T24:00",
    "2026-06-01T10:00:60", "999999", "1000000", "9999999999", "a" * 300, "话" * 300, "a/" * 3000, "../../..", "..", ".",
    "/", "/dev/null", "/dev/full", "/proc/self/mem", "/proc/self/environ", "ledger/.git/config", "pipe", "folder",
    "ledger", "ledger/cases", "loans.csv/x", "x" * 255 + ".pdf", "x" * 240 + ".zip", "missing/dir/file", "~", "~root",
    "\udcff\udce7", "\udcd6\udcd0", "a\x00b", "\x1b[31m", "\u200f\u200e", "\u2028", "\ufeff", "\u0301", "a\nb", "\r", "\t",
    "🀄" * 20, "A" * 70000, "=" * 50, "=x", "a=", "a=b=c", "a.b.c=" + "[" * 900, "[" * 3000, "{" * 900, "a." * 3000 + "a=1",
    "terms.accruals.late_penalty.rate=1e9%/day", "terms.cap.annual=lpr_1y * 1e30", "terms.day_count.basis=0",
    "contract_rate=99999999999999999999%/day", "contract_rate=0.0000000000001%/year", "contract_rate=1e99", "grace.days=999999999",
    "HEAD~999999", "HEAD^{tree}", "@{-1}", ":/x", "--all", "-n", "main..", "0000000000000000000000000000000000000000",
    "%d%n%s", "{case}", "{0.__class__}", "${HOME}", "$(id)", "`id`", "{{ 7*7 }}", "!!python/object:os.system x", "&a *a",
    "<<: *x", "enc1:AAAA", "null", "true", "~", "no", "all", "zh", "en", "fr", "phone", "letter", "reached", "promised",
)  # fmt: skip
WORDS = (
    "phone", "visit", "letter", "sms", "reached", "no_answer", "promised", "refused", "cash", "bank", "court", "month",
    "week", "both", "debtor", "none", "contact", "accrual", "paid", "other", "registered", "ems", "hand", "balance", "days",
    "home", "mobile", "status", "wrong", "M2", "2026Q1", "judgment", "filed", "house", "car", "collectors", "equal", "hospital",
)  # fmt: skip
WITHOUT_A_FOLLOWER = ("--help", "--version", "--bogus", "-x", "--", "--json", "--dry-run", "--reveal")


@dataclass(frozen=True)
class Word:
    """A command and what it takes."""

    words: tuple[str, ...]
    params: tuple[Any, ...]

    @property
    def writes(self) -> bool:
        """Whether it can be tried without writing, and so can write."""
        return any("--dry-run" in param.opts for param in self.params)

    @property
    def speaks_json(self) -> bool:
        """Whether it has a form for scripts."""
        return any("--json" in param.opts for param in self.params)


def commands() -> list[Word]:
    """Every command of the program."""
    return [found for found in _below((), whole_program()) if found.words[0] not in LEFT_OUT]


def _below(words: tuple[str, ...], command: Any) -> Iterator[Word]:
    children = getattr(command, "commands", None)
    if children is None or getattr(command, "acts", False):
        yield Word(words, tuple(param for param in command.params if param.name != "help"))
    for name, child in (children or {}).items():
        yield from _below((*words, name), child)


class Drawing:
    """Draws command lines."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.commands = commands()

    def line(self) -> tuple[Word, list[str]]:
        """A command line: mostly of the right form, with a few values that are not."""
        chance = self.chance
        word = chance.choice(self.commands)
        hostility = chance.choice((0.0, 0.05, 0.3))
        options: list[str] = []
        arguments: list[str] = []
        for param in word.params:
            if param.param_type_name == "argument":
                count = chance.choice((1, 1, 2)) if param.nargs == -1 or param.multiple else 1
                if param.required or chance.random() < 0.4:
                    arguments += [self.value(param, hostility) for _ in range(count)]
            elif param.opts[0] in ("--sample", "--replace"):
                continue
            elif param.required or chance.random() < 0.22:
                options += self.option(param, hostility)
        line = [*options, *arguments] if chance.random() < 0.5 else [*arguments, *options]
        if word.writes and "--dry-run" not in line and chance.random() < 0.5:
            line.append("--dry-run")
        return word, [*word.words, *self.spoilt(line)]

    def option(self, param: Any, hostility: float) -> list[str]:
        """An option with its value, where it takes one; sometimes twice."""
        name = self.chance.choice([*param.opts, *param.secondary_opts])
        if param.is_flag:
            return [name]
        times = self.chance.choice((1, 1, 1, 2))
        form = self.chance.random() < 0.8
        drawn = [self.value(param, hostility) for _ in range(times)]
        return [word for value in drawn for word in ([name, value] if form else [f"{name}={value}"])]

    def value(self, param: Any, hostility: float) -> str:
        """A value: fitting by the word of the help page, a word of another option, or hostile."""
        chance = self.chance
        if chance.random() < hostility:
            return self.mixed(chance.choice(HOSTILE))
        metavar = str(param.metavar or param.name).strip("[]…")
        for name in (metavar, metavar.rstrip("S")):
            if name in FITTING:
                return chance.choice(FITTING[name])
        told = (param.help or "").replace(",", " ").replace(";", " ").replace(".", " ").split()
        choices = [word for word in told if word.islower() and len(word) > 2] or WORDS
        return chance.choice(choices if chance.random() < 0.7 else WORDS)

    def mixed(self, text: str) -> str:
        """A hostile text, sometimes with another one in it."""
        if self.chance.random() < 0.8 or len(text) > 1000:
            return text
        at = self.chance.randrange(len(text) + 1)
        return text[:at] + self.chance.choice(HOSTILE)[:500] + text[at:]

    def spoilt(self, line: list[str]) -> list[str]:
        """A line with a word missing, twice, in another place, or too many; most lines as they are."""
        chance = self.chance
        if line and chance.random() < 0.08:
            at = chance.randrange(len(line))
            del line[at]
        if chance.random() < 0.05:
            line.insert(chance.randrange(len(line) + 1), chance.choice(WITHOUT_A_FOLLOWER))
        if chance.random() < 0.03:
            line.insert(chance.randrange(len(line) + 1), chance.choice(HOSTILE))
        if chance.random() < 0.03:
            line += ["--lang", chance.choice(("zh", "en", "fr", ""))]
        if chance.random() < 0.02:
            line += ["--ledger", chance.choice(("ledger", "folder", *HOSTILE))]
        return line

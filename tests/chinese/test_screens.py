"""What a clerk sees in Chinese has no Latin word in it that is not a number, a name, or something to be typed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from latin import latin_words

from dunning_cli.domain.case.entries import KINDS

Run = Callable[..., Any]
Told = Callable[..., str]
STAFF = ("wang", "li", "zhou", "chen", "zhao", "sun", "clerk")
"""Who works in both ledgers; lists name them as they are typed."""
PLACEHOLDERS = ("REASON", "STAFF", "ENTRY", "TEXT", "NAME", "NUMBER", "DATE", "CASE", "WHAT", "FILE")
"""What is to be filled in where a command is named."""
OF_A_CASE = (
    ("show",), ("show", "--reveal"), ("fees",), ("fees", "--statement"), ("status",), ("history",), ("limitation",),
    ("legal",), ("contact",), ("debtor",), ("asset list",), ("plan show",),
)  # fmt: skip
OF_ALL = (
    "list", "list --all", "list --sort balance", "status", "remind --days 60", "history --limit 0", "workload",
    "limitation", "letter list", "asset list", "visit sheet --days 60", "find 王", "do-not-lend list",
    "do-not-lend list --candidates", "report backdated", "report contact-breaches", "report given-up", "policy check",
    "schedule --kind equal-instalment --principal 12000 --rate 12% --periods 6 --first 2026-07-10", "check",
    "schedule --kind flat --principal 12000 --rate 12% --periods 6 --first 2026-07-10 --interest-deferred 2",
)  # fmt: skip
OF_THE_SAMPLE = (
    "PF-2026-0003", "PF-2026-0005", "PF-2026-0009", "PF-2026-0024", "XD-2026-0001", "XD-2026-0013", "XD-2026-0020", "XD-2026-0022",
    "CC-2026-0004", "CC-2026-0009", "CC-2026-0011", "SL-2026-0002", "SL-2026-0007",
)  # fmt: skip
"""Cases of every product, with plans, judgments, visits, deaths, fraud and a change of terms among them."""


def shown(words: tuple[str, ...], case: str) -> tuple[str, ...]:
    """The words of a command about a case."""
    command, *options = words
    return (*command.split(), case, *options)


def test_every_kind_of_entry_is_looked_at(
    busy: Path, inside: Path, run: Run, cases: Callable[[], Any]
) -> None:
    met = set()
    for folder, ids in ((busy, None), (inside, OF_THE_SAMPLE)):
        for case in ids or [
            row["case"] for row in run("--ledger", str(folder), "list", "--all", "--json").json["cases"]
        ]:
            met |= {
                entry["kind"]
                for entry in run("--ledger", str(folder), "show", case, "--json").json["entries"]
            }
    assert set(KINDS) - met == {"mend", "renamed"}


def test_receipts_are_chinese(said: list[tuple[tuple[str, ...], str]]) -> None:
    assert [word for _, told in said for word in latin_words(told, (*STAFF, *PLACEHOLDERS))] == []


@pytest.mark.parametrize("words", OF_A_CASE, ids=" ".join)
def test_screens_of_a_case_are_chinese(
    words: tuple[str, ...], busy: Path, zh: Told, cases: Callable[[], Any]
) -> None:
    told = "".join(zh(*shown(words, case)) for case in cases())
    assert len(told) > 200
    assert latin_words(told, (*STAFF, *PLACEHOLDERS)) == []


@pytest.mark.parametrize("words", OF_A_CASE, ids=" ".join)
def test_screens_of_a_case_of_the_sample_are_chinese(words: tuple[str, ...], inside: Path, zh: Told) -> None:
    told = "".join(zh(*shown(words, case)) for case in OF_THE_SAMPLE)
    assert len(told) > 200
    assert latin_words(told, (*STAFF, *PLACEHOLDERS)) == []


@pytest.mark.parametrize("line", OF_ALL)
def test_lists_are_chinese(line: str, busy: Path, zh: Told) -> None:
    assert latin_words(zh(*line.split()), (*STAFF, *PLACEHOLDERS)) == []


@pytest.mark.parametrize("line", OF_ALL)
def test_lists_of_the_sample_are_chinese(line: str, inside: Path, zh: Told) -> None:
    assert latin_words(zh(*line.split()), (*STAFF, *PLACEHOLDERS)) == []

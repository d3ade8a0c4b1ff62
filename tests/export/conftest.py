"""A ledger to export from: two cases with contacts, a payment, a promise and a text that looks like a formula."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from copies import MadeOnce

sys.path.insert(0, str(Path(__file__).parent))

from exported_people import FORMULA, PHONE


@pytest.fixture
def busy(worked: Path, run: Callable[..., Any], made_once: MadeOnce) -> Path:
    """`worked` with something of every kind that is exported."""

    def make() -> None:
        for words in (
            ("pay", "PF-2026-0007", "300", "--on", "2026-05-20", "--via", "bank", "--ref", "B-1", "--payer", "李敏"),
            ("note", "PF-2026-0007", FORMULA, "--channel", "phone", "--result", "promised", "--at", "2026-05-30T10:00",
             "--promise", "400", "--by", "2026-06-20", "--number", PHONE),
            ("detail", "PF-2026-0007", "--phone", "13800000099"),
            ("set", "PF-2026-0007", "batch.id=B-26", "batch.return_by=2026-08-31"),
            ("open", "PF-2026-0008", "--policy", "property-fee", "--name", "陈红", "--phone", "13800000008", "--owner", "li"),
            ("charge", "PF-2026-0008", "--on", "2026-01-01", "--due", "2026-01-31", "--principal", "900.00"),
            ("pay", "PF-2026-0008", "2000", "--on", "2026-02-01", "--via", "cash"),
            ("close", "PF-2026-0008", "--reason", "paid"),
        ):  # fmt: skip
            done = run(*words)
            assert done.code == 0, (words, done.err)

    made_once(worked, make)
    return worked


@pytest.fixture
def lines(run: Callable[..., Any]) -> Callable[..., list[dict[str, Any]]]:
    """The rows of an export as JSON lines."""

    def exported(*words: str) -> list[dict[str, Any]]:
        done = run("export", *words, "--format", "jsonl")
        assert done.code == 0, done.err
        return [json.loads(line) for line in done.out.splitlines()]

    return exported


@pytest.fixture
def table(run: Callable[..., Any]) -> Callable[..., list[dict[str, str]]]:
    """The rows of an export as comma-separated values, by their headers."""

    def exported(*words: str) -> list[dict[str, str]]:
        done = run("export", *words)
        assert done.code == 0, done.err
        return list(csv.DictReader(io.StringIO(done.out.removeprefix("\ufeff"), newline="")))

    return exported


@pytest.fixture
def log(run: Callable[..., Any]) -> Callable[[], list[dict[str, Any]]]:
    """The lines of the access log."""
    return lambda: [json.loads(line) for line in Path("access.log").read_text(encoding="utf-8").splitlines()]

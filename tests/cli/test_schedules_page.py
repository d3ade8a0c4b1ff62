"""docs/schedules.md: every command shown is run again, and answers as the page says."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

PAGE = (Path(__file__).parents[2] / "docs" / "schedules.md").read_text(encoding="utf-8")
SESSIONS = "".join(re.findall(r"^```console\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE))
SHOWN = re.findall(r"^\$ dunning ([^\n]*)\n((?:(?!\$ )[^\n]*\n)+)", SESSIONS, re.MULTILINE)


@pytest.mark.parametrize(("words", "answer"), SHOWN, ids=[words for words, _ in SHOWN])
def test_the_page_shows_what_is_answered(
    ledger: Path, run: Callable[..., Any], words: str, answer: str
) -> None:
    done = run(*shlex.split(words))
    said = "".join(line.rstrip() + "\n" for line in (done.out + done.err).splitlines())
    assert said == answer


def test_every_kind_grace_count_and_rounding_has_an_example() -> None:
    assert len(SHOWN) == SESSIONS.count("$ dunning")
    asked = " ".join(words for words, _ in SHOWN)
    for option in (
        "--interest-only",
        "--interest-free",
        "--interest-deferred",
        "--collected",
        "--round-up",
        "--day",
    ):
        assert option in asked
    for kind in ("equal-instalment", "equal-principal", "flat", "bullet"):
        assert f"--kind {kind}" in asked
    for count in ("30-360", "30e-360", "months-360"):
        assert f"--count {count}" in asked

"""docs/people.md and docs/court.md: what their sessions show is what the commands say."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

DOCS = Path(__file__).parents[2] / "docs"
SESSIONS = [
    (page, block)
    for page in ("people.md", "court.md")
    for block in re.findall(
        r"^```console\n(.*?)^```", (DOCS / page).read_text("utf-8"), re.DOTALL | re.MULTILINE
    )
]


def test_there_are_sessions() -> None:
    assert {page for page, _ in SESSIONS} == {"people.md", "court.md"}


@pytest.mark.parametrize(("page", "block"), SESSIONS, ids=[block.split()[3] for _, block in SESSIONS])
def test_a_session_shows_what_the_commands_say(
    ledger: Path, run: Callable[..., Any], page: str, block: str
) -> None:
    said = ""
    for line in block.splitlines():
        if line.startswith("$ dunning "):
            done = run(*shlex.split(line)[2:])
            assert done.code == 0, (page, line, done.err)
            said = " ".join((done.out + done.err).split())
        else:
            assert " ".join(line.split()) in said, (page, line, said)

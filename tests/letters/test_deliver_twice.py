"""What became of a letter is recorded once: the same again is refused, anything new is taken."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

Run = Callable[..., Any]
CASE = "PF-2026-0007"


def test_the_same_again_is_refused_and_anything_new_is_taken(worked: Path, run: Run) -> None:
    written = run("letter", "new", CASE, "payment-reminder", "--json")
    assert written.code == 0, written.err
    serial = written.json["serial"]
    deliver = ("letter", "deliver", CASE, serial, "--tracking", "EMS-0001")
    assert run(*deliver, "--posted", "2026-06-01").code == 0
    again = run(*deliver, "--posted", "2026-06-01")
    assert (again.code, again.err) == (1, f"error: letter {serial}: that is on record already\n")
    assert run(*deliver).code == 1
    assert run("letter", "deliver", CASE, serial, "--tracking", "EMS-0002").code == 0
    (letter,) = run("letter", "list", "--json").json["letters"]
    assert (letter["posted"], letter["tracking"]) == ("2026-06-01", "EMS-0002")
    assert "posted on" in run("letter", "list").out
    deliveries = [each for each in run("show", CASE, "--json").json["entries"] if each["kind"] == "delivery"]
    assert len(deliveries) == 2

"""With --json an error is one JSON object on standard error, with the same exit code and words as without."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

CASE = "PF-2026-0007"
NIGHT = ("--channel", "phone", "--result", "reached", "--at", "2026-05-31T23:30")

SITUATIONS = [
    (("pay", CASE, "abc"), 2, "wrong-usage", "amount", None),
    (("pay", CASE), 2, "wrong-usage", "AMOUNT", None),
    (("pay", CASE, "1", "--nope"), 2, "wrong-usage", "--nope", None),
    (("show", CASE, "--as-of", "soon"), 2, "wrong-usage", "--as-of", None),
    (("pay", "NO-1", "300"), 3, "not-found", None, None),
    (("reverse", CASE, "none"), 3, "not-found", None, None),
    (("note", CASE, "夜间电话", *NIGHT), 4, "against-rule", None, "hours"),
]


@pytest.mark.usefixtures("worked")
@pytest.mark.parametrize(
    ("words", "code", "kind", "field", "rule"), SITUATIONS, ids=lambda value: str(value)[:40]
)
def test_an_error_is_an_object(
    words: tuple[str, ...], code: int, kind: str, field: str | None, rule: str | None, run: Callable[..., Any]
) -> None:
    told = run(*words, "--dry-run") if words[0] != "show" else run(*words)
    done = run(*words, *(() if words[0] == "show" else ("--dry-run",)), "--json")
    assert (told.code, done.code) == (code, code)
    assert done.out == ""
    error = json.loads(done.err)["error"]
    assert (error["code"], error["field"], error["rule"]) == (kind, field, rule)
    one_line = error["message"] if error["hint"] is None else f"{error['message']}; {error['hint']}"
    assert re.sub(r" --(dry-run|json)", "", one_line) in re.sub(r" --dry-run", "", told.err)


@pytest.mark.usefixtures("worked")
def test_every_problem_is_told(run: Callable[..., Any]) -> None:
    done = run("pay", CASE, "x", "--via", "y", "--on", "z", "--json")
    error = json.loads(done.err)["error"]
    assert done.code == 2
    assert [problem["code"] for problem in error["problems"]] == ["bad-value", "bad-value"]


def test_notes_before_an_error_are_in_it(worked: Path, run: Callable[..., Any]) -> None:
    noted = run("pay", CASE, "5000", "--via", "bank", "--dry-run", "--json")
    assert noted.code == 0
    assert any("more than the" in line for line in noted.errors)
    (worked / "dunning.yaml").write_text("office: [", encoding="utf-8")
    broken = run("list", "--json")
    assert broken.code != 0
    assert json.loads(broken.err)["error"]["code"] == "refused"


def test_a_bug_is_told_as_one_object(
    worked: Path, run: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    from dunning_cli.views.account import accounts

    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(accounts, "Answer", broken)
    done = run("fees", CASE, "--json")
    assert worked.exists()
    assert done.code == 70
    assert json.loads(done.err)["error"]["code"] == "bug"

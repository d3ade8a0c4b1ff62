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


REMEDIES = [
    (("reverse", CASE, "none"), "show", {"case": CASE}),
    (("show", "Zzyzx"), "list", {}),
    (("promise", CASE, "300", "--by", "2026-06-20"), "reopen", {"case": CASE}),
    (("fraud", CASE), "fraud", {"case": "CASE", "police": "…", "receipt": "…", "text": "TEXT"}),
    (("pay", CASE, "abc"), None, None),
]


@pytest.mark.usefixtures("worked")
@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(("words", "operation", "values"), REMEDIES, ids=lambda value: str(value)[:40])
def test_what_would_help_is_a_value(
    words: tuple[str, ...],
    operation: str | None,
    values: dict[str, Any] | None,
    language: str,
    run: Callable[..., Any],
) -> None:
    closed = run("close", CASE, "--reason", "other", "--text", "entered twice")
    assert closed.code == 0, closed.err
    done = run("--lang", language, *words, "--json")
    error = json.loads(done.err)["error"]
    assert error["remedy"] == (None if operation is None else {"operation": operation, "values": values})
    if operation is not None:
        assert f"dunning {operation}" in error["message"]


def test_a_file_at_fault_names_what_mends_it(
    worked: Path, run: Callable[..., Any], file_of: Callable[[Path, str], Path]
) -> None:
    file = file_of(worked, CASE)
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("at: ", "at: x", 1), encoding="utf-8")
    error = json.loads(run("show", CASE, "--json").err)["error"]
    line = next(number for number, each in enumerate(text.splitlines(), 1) if "at: " in each)
    assert error["remedy"]["operation"] == "mend"
    assert error["remedy"]["values"]["case"] == CASE
    assert error["remedy"]["values"]["reason"] == "TEXT"
    assert [abs(int(each) - line) < 3 for each in error["remedy"]["values"]["line"]] == [True]


def test_every_wrong_line_of_a_batch_has_a_remedy_of_its_own(worked: Path, run: Callable[..., Any]) -> None:
    cases = (CASE, "XD-2026-0001")
    for case in cases:
        assert run("close", case, "--reason", "other", "--text", "entered twice").code == 0
    lines = [{"op": "promise", "case": case, "amount": "300", "by": "2026-06-20"} for case in cases]
    file = worked.parent / "promises.jsonl"
    file.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    error = json.loads(run("batch", str(file), "--json").err)["error"]
    told = [error["remedy"], *(problem["remedy"] for problem in error["problems"])]
    assert told == [{"operation": "reopen", "values": {"case": case}} for case in cases]

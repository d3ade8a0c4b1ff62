"""`check`: what it finds, by the name of the check, and what it puts right by itself."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from copies import MadeOnce

CASE, LOAN = "PF-2026-0007", "XD-2026-0001"
Run = Callable[..., Any]


@pytest.fixture
def faulty(worked: Path, run: Run, file_of: Run, in_git: Run, made_once: MadeOnce) -> Path:
    """A ledger with one fault for each check."""

    def make() -> None:
        done = run("letter", "new", CASE, "payment-reminder")
        assert done.code == 0, done.err
        (letter,) = worked.glob("letters/*/*/*.txt")
        letter.unlink()
        file = file_of(worked, LOAN)
        reversal = "  - {id: 0zzzzzzzzzzzzzzz, kind: reversal, date: 2026-06-01, entry: 0000000000000000, by: li, at: 2026-06-01T10:00:00+08:00}\n"
        file.write_text(file.read_text(encoding="utf-8").replace("policy: small-loan", "policy: large-loan") + reversal,
                        encoding="utf-8")  # fmt: skip
        (worked / "cases/copy").mkdir()
        (worked / f"cases/copy/{CASE}.yaml").write_bytes(file_of(worked, CASE).read_bytes())
        settings = worked / "dunning.yaml"
        settings.write_text(settings.read_text(encoding="utf-8").replace("staff: []", "staff: [{id: li, name: 李静}]") + "colour: red\n",
                            encoding="utf-8")  # fmt: skip
        policy = worked / "policies/property-fee.yaml"
        policy.write_text(policy.read_text(encoding="utf-8") + "colour: red\n", encoding="utf-8")

    made_once(worked, make)
    return worked


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("hand-edits", {"edited-entries"}),
        ("policies", {"unknown-key"}),
        ("cases", {"duplicate-case"}),
        ("terms", {"policy"}),
        ("references", {"reference"}),
        ("letters", {"missing-letter"}),
        ("settings", {"unknown-key"}),
    ],
)
def test_each_check_by_its_name(name: str, codes: set[str], faulty: Path, run: Run) -> None:
    done = run("check", name, "--json")
    assert done.code == 6
    assert {problem["code"] for problem in done.json["problems"]} == codes
    whole = run("check", "--json")
    assert codes <= {problem["code"] for problem in whole.json["problems"]}


def test_the_beginning_of_a_name_and_several_names_do(faulty: Path, run: Run) -> None:
    both = run("check", "lett", "ref", "--json")
    assert [problem["code"] for problem in both.json["problems"]] == [
        "missing-letter",
        "missing-letter",
        "reference",
    ]
    assert run("check", "l").err == run("check", "letters").err


def test_what_one_check_finds_another_is_silent_about(worked: Path, run: Run) -> None:
    (worked / "dunning.yaml").write_text("office: 青禾\ncolour: red\n", encoding="utf-8")
    assert run("check", "set").code == 6
    done = run("check", "references")
    assert (done.code, done.out, done.err) == (0, "", "")


def test_an_unknown_check_is_named(worked: Path, run: Run) -> None:
    done = run("check", "leters")
    assert done.code == 2
    assert "'leters'" in done.err
    assert "letters" in done.err


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: data.replace(b"\n", b"\r\n"),
        lambda data: b"\xef\xbb\xbf" + data,
        lambda data: data.removesuffix(b"\n"),
    ],
    ids=["CRLF", "mark of byte order", "no end of the last line"],
)
def test_line_ends_are_put_right(
    spoil: Callable[[bytes], bytes], worked: Path, run: Run, file_of: Run, in_git: Run
) -> None:
    file = file_of(worked, CASE)
    edited = file.read_bytes().replace("王建国".encode(), "王建华".encode(), 1)
    file.write_bytes(spoil(edited))
    done = run("check")
    assert done.code == 6
    assert "dunning check --fix" in done.err
    dry = run("check", "--fix", "--dry-run")
    assert dry.code == 6
    assert "(dry run)" in dry.err
    assert file.read_bytes() == spoil(edited)
    mended = run("check", "--fix")
    assert mended.code == 0, mended.err
    assert f"{CASE}.yaml: line ends put right" in mended.err
    assert file.read_bytes() == edited
    assert in_git("status", "--porcelain").split() == ["M", file.relative_to(worked).as_posix()]
    assert run("commit", CASE).code == 0
    assert in_git("show", "--numstat", "--format=").split()[:2] == ["1", "1"]


def test_nothing_else_is_touched(faulty: Path, run: Run, state: Run) -> None:
    before = state(faulty)
    done = run("check", "--fix")
    assert done.code == 6
    assert "nothing that can be put right without a person" in done.err
    assert state(faulty) == before


def test_a_dry_run_of_nothing_is_wrong_usage(worked: Path, run: Run) -> None:
    assert run("check", "--dry-run").code == 2

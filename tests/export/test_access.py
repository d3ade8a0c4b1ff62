"""The access log: who saw personal data in full or took it out of the ledger; kept whole, kept apart, refused where it cannot be."""

from __future__ import annotations

import hashlib
import json
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from exported_people import ADDRESS, ID_NUMBER, NAME, PHONE

Run = Callable[..., Any]
Log = Callable[[], list[dict[str, Any]]]


def test_each_look_is_noted_without_anything_of_a_person(busy: Path, run: Run, log: Log) -> None:
    looks = (
        ("show", "PF-2026-0007", "--reveal"),
        ("find", "王建", "--reveal"),
        ("debtor", PHONE, "--reveal"),
        ("list", "--reveal", "--json"),
        ("audit", "--reveal"),
        ("export", "contacts"),
        ("export", "cases", "--reveal", "-o", "../cases.csv"),
        ("evidence", "PF-2026-0007", "-o", "../evidence"),
    )
    for words in looks:
        assert run(*words, "--lang", "zh").code == 0, words
    noted = log()
    assert [(line["command"], line["parts"]) for line in noted] == [
        ("show", ["reveal"]),
        ("find", ["reveal"]),
        ("debtor", ["reveal"]),
        ("list", ["reveal"]),
        ("audit", ["reveal"]),
        ("export contacts", ["csv"]),
        ("export cases", ["csv", "reveal"]),
        ("evidence", ["bundle"]),
    ]
    assert {line["who"] for line in noted} == {"clerk"}
    assert [line["cases"] for line in noted[:2]] == [["PF-2026-0007"]] * 2
    assert noted[3]["cases"] == ["PF-2026-0007", "XD-2026-0001"]
    assert noted[6]["cases"] == ["PF-2026-0007", "PF-2026-0008", "XD-2026-0001"]
    assert (noted[6]["count"], noted[6]["rows"]) == (3, 3)
    assert noted[6]["sha256"] == hashlib.sha256(Path("../cases.csv").read_bytes()).hexdigest()
    assert noted[7]["sha256"] == hashlib.sha256(Path("../evidence/SHA256SUMS").read_bytes()).hexdigest()
    text = Path("access.log").read_text(encoding="utf-8")
    for personal in (NAME, "王建", PHONE, ID_NUMBER, ADDRESS, "王**"):
        assert personal not in text
    assert stat.S_IMODE(Path("access.log").stat().st_mode) == 0o600


def test_what_is_masked_on_the_screen_is_not_noted(busy: Path, run: Run) -> None:
    for words in (
        ("show", "PF-2026-0007"),
        ("list",),
        ("find", "王"),
        ("export", "cases", "--format", "xlsx"),
    ):
        run(*words)
    assert not Path("access.log").exists()


def test_the_member_of_staff_is_who_looks(
    busy: Path, run: Run, log: Log, as_another: Callable[[], None]
) -> None:
    as_another()
    assert run("show", "PF-2026-0007", "--reveal", "--actor", "zhou").code == 0
    assert run("show", "PF-2026-0007", "--reveal").code == 0
    assert run("show", "PF-2026-0007", "--reveal", "--actor", "nobody").code == 1
    assert [line["who"] for line in log()] == ["zhou", "chen"]


def test_the_report_tells_who_saw_a_case(busy: Path, run: Run) -> None:
    run("show", "XD-2026-0001", "--reveal")
    run("export", "cases", "-o", "../cases.csv")
    told = run("report", "access", "XD-2026-0001", "--json").json
    assert [(each["command"], each["count"]) for each in told["accesses"]] == [
        ("show", 1),
        ("export cases", 3),
    ]
    assert told["case"] == "XD-2026-0001"
    other = run("report", "access", "PF-2026-0007", "--json").json
    assert [each["command"] for each in other["accesses"]] == ["export cases"]
    shown = run("--lang", "zh", "report", "access", "PF-2026-0007").out
    assert "export cases" in shown
    assert "PF-2026-0007 …" in shown
    assert run("report", "access", "--to", "2020-01-01", "--json").json["accesses"] == []
    assert run("report", "access", "PF-9").code == 3


def test_the_log_is_no_file_of_the_ledger(busy: Path, run: Run, in_git: Callable[..., str]) -> None:
    exclude = Path(".git/info/exclude")
    exclude.parent.mkdir(exist_ok=True)
    exclude.write_text("*.swp", encoding="utf-8")
    run("show", "PF-2026-0007", "--reveal")
    run("show", "PF-2026-0007", "--reveal")
    assert in_git("status", "--short") == ""
    assert exclude.read_text(encoding="utf-8").splitlines() == ["*.swp", "/access.log", "/access.log.*"]
    assert run("check").code == 0
    assert run("doctor").code in (0, 6)
    assert run("audit").code == 0
    assert "access.log" not in run("doctor").out


def test_a_large_log_is_put_aside_and_still_read(busy: Path, run: Run, in_git: Callable[..., str]) -> None:
    run("show", "PF-2026-0007", "--reveal")
    line = Path("access.log").read_text(encoding="utf-8")
    for number in (1, 2):
        Path("access.log").write_text(line * (5_000_000 // len(line) + 1), encoding="utf-8")
        run("show", "XD-2026-0001", "--reveal")
        assert sorted(path.name for path in Path().glob("access.log*")) == [
            "access.log",
            *(f"access.log.{each}" for each in range(1, number + 1)),
        ]
        assert len(Path("access.log").read_text(encoding="utf-8").splitlines()) == 1
    assert in_git("status", "--short") == ""
    told = run("report", "access", "XD-2026-0001", "--json").json
    assert len(told["accesses"]) == 1, "the first look at it was written over by this test"
    told = run("report", "access", "PF-2026-0007", "--json").json
    assert len(told["accesses"]) == 2 * (5_000_000 // len(line) + 1)


def test_a_broken_line_is_told_and_stays_alone(busy: Path, run: Run) -> None:
    run("show", "PF-2026-0007", "--reveal")
    whole = Path("access.log").read_bytes()
    Path("access.log").write_bytes(whole + b'{"at": "2026-06-01T1\n[1]\n{"at": 3}\n\xff\xfe\n' + whole[:40])
    run("show", "XD-2026-0001", "--reveal")
    done = run("report", "access", "--json")
    assert done.code == 0
    assert [each["command"] for each in done.json["accesses"]] == ["show", "show"]
    assert [each["line"] for each in done.json["unreadable"]] == [2, 3, 4, 5, 6]
    assert done.errors[0] == "note: access.log: line 2 cannot be read"
    assert "Traceback" not in done.err


def test_two_processes_never_mix_their_lines(busy: Path) -> None:
    words = [sys.executable, "-m", "dunning_cli", "list", "--reveal", "--json"]
    running = [
        subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) for _ in range(6)
    ]
    assert [each.wait() for each in running] == [0] * 6
    noted = [json.loads(line) for line in Path("access.log").read_bytes().splitlines()]
    assert [line["count"] for line in noted] == [2] * 6


@pytest.fixture
def unwritable(busy: Path) -> Path:
    """A ledger whose log cannot be written: a folder stands in its place, which holds root off too."""
    Path("access.log").mkdir()
    return busy


def test_nothing_is_revealed_that_cannot_be_noted(unwritable: Path, run: Run) -> None:
    for words in (
        ("show", "PF-2026-0007", "--reveal"),
        ("list", "--reveal", "--json"),
        ("export", "cases", "--reveal"),
        ("export", "cases", "--reveal", "-o", "../c.csv"),
        ("evidence", "PF-2026-0007", "-o", "../evidence"),
        ("letter", "preview", "PF-2026-0007", "overdue-notice", "--reveal"),
    ):
        done = run(*words)
        assert (done.code, done.out) == (1, ""), words
        assert "access.log cannot be written" in done.err
        assert NAME not in done.err
    assert not Path("../c.csv").exists()
    assert not Path("../evidence").exists()


def test_what_is_masked_may_leave_all_the_same(unwritable: Path, run: Run) -> None:
    done = run("export", "cases")
    assert done.code == 0
    assert "王**" in done.out
    assert "this is not noted: access.log cannot be written" in done.err
    assert run("show", "PF-2026-0007").code == 0


def test_a_link_in_its_place_is_not_written_through(busy: Path, run: Run) -> None:
    elsewhere = Path("../elsewhere")
    elsewhere.write_text("", encoding="utf-8")
    Path("access.log").symlink_to(elsewhere)
    assert run("show", "PF-2026-0007", "--reveal").code == 1
    assert elsewhere.read_text(encoding="utf-8") == ""


@pytest.mark.skipif(os.name != "posix", reason="folders that cannot be written are made otherwise elsewhere")
def test_a_ledger_that_may_only_be_read(busy: Path, run: Run) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may write anywhere")
    busy.chmod(0o500)
    try:
        assert run("show", "PF-2026-0007", "--reveal").code == 1
        assert run("export", "cases").code == 0
    finally:
        busy.chmod(0o700)


def test_the_day_of_work_is_noted_case_by_case(busy: Path, run_process: Run, log: Log) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "dunning_cli", "work", "--owner", "wang", "--reveal"],
        input=b"s\ns\ns\nq\n",
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert {(line["command"], tuple(line["cases"])) for line in log()} == {("work", ("PF-2026-0007",))}

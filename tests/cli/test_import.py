"""A client's file of loans taken over in one commit, or refused row by row."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

SAMPLE = Path(__file__).parents[1] / "fixtures/personal-loans-2026-06.xlsx"
TOTAL = Decimal("1958462.36")

Run = Callable[..., Any]
Rows = list[list[str]]


def _text(value: object) -> str:
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d")
    return "" if value is None else str(value)


@pytest.fixture(scope="module")
def sheet() -> Rows:
    """The rows of the sample as text: title, header, 200 loans, totals."""
    book = openpyxl.load_workbook(SAMPLE, data_only=False)
    return [[_text(value) for value in row] for row in book.worksheets[0].iter_rows(values_only=True)]


@pytest.fixture
def csv_of(tmp_path: Path) -> Callable[[Rows], Path]:
    """Writes rows as the GB18030 text file that a Chinese spreadsheet program exports."""

    def write(rows: Rows, name: str = "loans.csv") -> Path:
        text = io.StringIO(newline="")
        csv.writer(text).writerows(rows)
        path = tmp_path / name
        path.write_bytes(text.getvalue().encode("gb18030"))
        return path

    return write


def spoiled(sheet: Rows) -> Rows:
    """The sheet with three bad rows: file rows 5, 9 and 12."""
    rows = [list(row) for row in sheet]
    header = rows[1]
    rows[4][header.index("委外金额")] = "1.2e4"
    rows[8][header.index("委外日期")] = "2026-02-30"
    rows[11][header.index("委案编号")] = ""
    return rows


def case_files(folder: Path) -> dict[str, str]:
    """The text of each case file, without the ids and times of its entries."""
    found = {}
    for path in sorted((folder / "cases").rglob("*.yaml")):
        head, _, entries = path.read_text(encoding="utf-8").partition("entries:\n")
        lines = []
        for line in entries.splitlines():
            pairs = line.strip().removeprefix("- {").removesuffix("}").split(", ")
            lines.append([pair for pair in pairs if not pair.startswith(("id: ", "at: "))])
        found[path.relative_to(folder).as_posix()] = head + str(lines)
    return found


def test_the_sample_is_taken_over_in_one_commit(
    ledger: Path, run: Run, in_git: Run, last_commit: Callable[[], Any]
) -> None:
    done = run("import", str(SAMPLE), "--owner", "wang", "--json")
    assert done.code == 0, done.err
    assert set(done.json) >= {"imported", "rejected", "duplicates", "unknown_columns", "commit"}
    assert done.json["imported"] == 200
    assert (done.json["rejected"], done.json["duplicates"], done.json["unknown_columns"]) == ([], [], [])
    commit = last_commit()
    assert done.json["commit"] == commit.id
    assert in_git("rev-list", "--count", "HEAD").strip() == "2"
    assert commit.subject == "import 200 cases of batch GR-2026-06-A"
    assert (commit.author, commit.trailers["Actor"]) == ("clerk", ["clerk"])
    assert len(commit.files) == 200
    assert all(removed == 0 for _, removed in commit.files.values())
    assert in_git("status", "--porcelain") == ""
    listed = run("list", "--as-of", "2026-06-01", "--json").json["cases"]
    assert len(listed) == 200
    assert sum(Decimal(case["balance"]["total"]) for case in listed) == TOTAL
    assert {(case["policy"], case["owner"]) for case in listed} == {("small-loan", "wang")}
    assert "rate not known" in done.err, "the file gives no contract rate, and the result says so"
    first = run("show", "GR2026060001", "--reveal", "--json").json
    assert first["head"]["debtor"]["name"] == "黄霞"
    assert first["head"]["debtor"]["id_number"] == "110108199606050006"
    assert (first["state"]["days_past_due"], first["state"]["stage"]) == (25, "M1")
    total = run("list", "--as-of", "2026-06-01").out.splitlines()[-1]
    assert "200" in total
    assert "1,958,462.36" in total


def test_a_gb18030_text_file_gives_the_same_cases(
    ledger: Path, tmp_path: Path, sheet: Rows, csv_of: Run, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other"
    shutil.copytree(ledger, other)
    assert run("import", str(SAMPLE)).code == 0
    monkeypatch.chdir(other)
    done = run("import", str(csv_of(sheet)), "--json")
    assert (done.code, done.json["imported"]) == (0, 200), done.err
    assert case_files(other) == case_files(ledger)
    assert len(case_files(ledger)) == 200


def test_bad_rows_keep_the_whole_file_out(
    ledger: Path, sheet: Rows, csv_of: Run, run: Run, state: Run
) -> None:
    before = state(ledger)
    file = csv_of(spoiled(sheet))
    done = run("import", str(file), "--json")
    assert done.code == 1
    assert done.json["imported"] == 0
    assert done.json["commit"] is None
    assert [(problem["row"], problem["column"]) for problem in done.json["rejected"]] == [
        (5, "委外金额"),
        (9, "委外日期"),
        (12, "委案编号"),
    ]
    assert all(problem["reason"] for problem in done.json["rejected"])
    assert "1.2e4" in done.json["rejected"][0]["reason"]
    assert "2026-02-30" in done.json["rejected"][1]["reason"]
    table = run("import", str(file))
    assert table.code == 1
    assert "--partial" in table.out + table.err
    for column in ("委外金额", "委外日期", "委案编号"):
        assert column in table.out + table.err
    assert state(ledger) == before


def test_partial_takes_the_other_rows(ledger: Path, sheet: Rows, csv_of: Run, run: Run, in_git: Run) -> None:
    done = run("import", str(csv_of(spoiled(sheet))), "--partial", "--json")
    assert (done.code, done.json["imported"]) == (0, 197)
    assert [problem["row"] for problem in done.json["rejected"]] == [5, 9, 12]
    assert in_git("rev-list", "--count", "HEAD").strip() == "2"
    assert len(run("list", "--json").json["cases"]) == 197
    mended = run("import", str(csv_of(sheet)), "--json")
    assert (mended.code, mended.json["imported"], len(mended.json["duplicates"])) == (0, 3, 197)
    listed = run("list", "--as-of", "2026-06-01", "--json").json["cases"]
    assert sum(Decimal(case["balance"]["total"]) for case in listed) == TOTAL


def test_the_same_file_again_adds_nothing(ledger: Path, run: Run, state: Run) -> None:
    assert run("import", str(SAMPLE)).code == 0
    before = state(ledger)
    again = run("import", str(SAMPLE), "--json")
    assert again.code == 0
    assert again.json["imported"] == 0
    assert len(again.json["duplicates"]) == 200
    assert again.json["duplicates"][0] == {"row": 3, "case": "GR2026060001"}
    assert again.json["commit"] is None
    assert "200 duplicates" in run("import", str(SAMPLE)).out
    assert state(ledger) == before


def test_dry_run_reports_and_writes_nothing(ledger: Path, run: Run, state: Run) -> None:
    before = state(ledger)
    done = run("import", str(SAMPLE), "--dry-run", "--json")
    assert (done.code, done.json["imported"], done.json["commit"]) == (0, 200, None)
    assert state(ledger) == before


def test_columns_not_known_are_named(ledger: Path, sheet: Rows, csv_of: Run, run: Run) -> None:
    rows = [[*row, "x"] for row in sheet[:4]]
    rows[1][-1] = "心情"
    done = run("import", str(csv_of(rows)), "--json")
    assert (done.code, done.json["imported"], done.json["unknown_columns"]) == (0, 2, ["心情"])
    assert "心情" in done.err


def test_the_same_number_twice_in_one_file_is_refused(
    ledger: Path, sheet: Rows, csv_of: Run, run: Run, state: Run
) -> None:
    before = state(ledger)
    done = run("import", str(csv_of([*sheet[:4], sheet[3]])), "--json")
    assert done.code == 1
    assert [problem["row"] for problem in done.json["rejected"]] == [5]
    assert state(ledger) == before


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("empty.csv", b"", (1, 2)),
        ("no-header.csv", "甲,乙\n1,2\n".encode(), (1, 2)),
        ("broken.xlsx", b"PK\x03\x04 not a workbook", (1, 2)),
        ("text.xlsx", b"hello", (1, 2)),
        ("binary.csv", bytes(range(256)), (1, 2)),
        ("old.xls", b"\xd0\xcf\x11\xe0", (1, 2)),
        ("letter.pdf", b"%PDF", (1, 2)),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_file_that_is_none_is_refused_in_one_line(
    name: str, data: bytes, code: tuple[int, ...], ledger: Path, tmp_path: Path, run: Run, state: Run
) -> None:
    before = state(ledger)
    (tmp_path / name).write_bytes(data)
    done = run("import", str(tmp_path / name))
    assert done.code in code
    assert (done.out, len(done.errors)) == ("", 1), done.err
    assert state(ledger) == before


@pytest.mark.parametrize(
    "words",
    [("--policy", "no-such"), ("--actor", "a <b>"), ("--policy", "../x")],
    ids=lambda words: words[1],
)
def test_wrong_options_write_nothing(words: tuple[str, ...], ledger: Path, run: Run, state: Run) -> None:
    before = state(ledger)
    done = run("import", str(SAMPLE), *words)
    assert done.code in (1, 2)
    assert (done.out, len(done.errors)) == ("", 1)
    assert state(ledger) == before


def test_a_refusing_hook_leaves_no_case_behind(ledger: Path, run: Run, state: Run) -> None:
    hook = ledger / ".git/hooks/pre-commit"
    hook.parent.mkdir()
    hook.write_text("#!/bin/sh\necho 'not today' >&2\nexit 1\n", encoding="utf-8")
    hook.chmod(0o755)
    before = state(ledger)
    done = run("import", str(SAMPLE))
    assert (done.code, done.out, len(done.errors)) == (1, "", 1)
    assert "not today" in done.err
    assert state(ledger) == before


def test_a_file_may_come_from_one_lawful_source(ledger: Path, run: Run) -> None:
    assert run("import", str(SAMPLE), "--basis", "rumour").code == 2
    assert run("import", str(SAMPLE), "--basis", "reserved").code == 0
    case = run("list", "--all", "--json").json["cases"][0]["case"]
    head = run("show", case, "--json").json["head"]
    assert {phone["basis"] for phone in head["debtor"]["phones"]} == {"reserved"}

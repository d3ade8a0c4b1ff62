"""Ids that not every system can hold as a file's name, or that differ from another only by capitals."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
OPEN = ("--policy", "small-loan", "--name", "王芳")


def client_file(folder: Path, *numbers: str) -> str:
    rows = [f"{number},2026-05-04,王芳,1000.00" for number in numbers]
    path = folder / "loans.csv"
    path.write_text(
        "\n".join(["委案编号,委外日期,客户姓名,委外金额,逾期本金", *(f"{row},1000.00" for row in rows), ""]),
        encoding="utf-8",
    )
    return str(path)


@pytest.mark.parametrize(
    "case_id", ["CON", "nul", "Aux", "com1", "LPT9", "COM¹", "PF.", "PF ", "P:F", "P?F", "a\\b"]
)
def test_no_case_is_opened_under_a_name_that_windows_cannot_hold(
    ledger: Path, run: Run, case_id: str
) -> None:
    done = run("open", case_id, *OPEN)
    assert done.code in (1, 2)
    assert f"'{case_id}' cannot be a case id" in done.err
    assert run("list", "--json").json["cases"] == []


def test_names_that_only_look_like_it_are_opened(ledger: Path, run: Run) -> None:
    for case_id in ("CON-1", "conx", "COM10", "nulL"):
        assert run("open", case_id, *OPEN).code == 0
        assert run("open", case_id.swapcase(), *OPEN).code == 1


def test_an_import_rejects_them_row_by_row(ledger: Path, run: Run, tmp_path: Path) -> None:
    done = run(
        "import", client_file(tmp_path, "XT-DU", "XT-du", "AUX", "XT-1"), "--policy", "small-loan", "--json"
    )
    assert done.code == 1
    assert [(each["row"], each["column"]) for each in done.json["rejected"]] == [
        (3, "委案编号"),
        (4, "委案编号"),
    ]
    assert "XT-du differs from XT-DU in row 2 only by capitals" in done.json["rejected"][0]["reason"]
    done = run(
        "import",
        client_file(tmp_path, "XT-DU", "XT-du", "AUX", "XT-1"),
        "--policy",
        "small-loan",
        "--partial",
        "--json",
    )
    assert (done.code, done.json["imported"]) == (0, 2)
    assert run("check").code == 0


def test_an_id_of_the_ledger_in_other_capitals_is_no_duplicate(
    ledger: Path, run: Run, tmp_path: Path
) -> None:
    assert run("open", "XT-9", *OPEN).code == 0
    done = run("import", client_file(tmp_path, "xt-9", "XT-1"), "--policy", "small-loan", "--json")
    assert done.code == 1
    (rejected,) = done.json["rejected"]
    assert "xt-9 differs from XT-9 in the ledger only by capitals" in rejected["reason"]
    assert done.json["duplicates"] == []


def test_an_old_case_of_such_a_name_stays_readable(ledger: Path, run: Run) -> None:
    assert run("open", "PF-1", *OPEN).code == 0
    (file,) = (ledger / "cases").rglob("PF-1.yaml")
    file.with_name("CON.yaml").write_text(
        file.read_text("utf-8").replace("case: PF-1", "case: CON"), encoding="utf-8"
    )
    assert run("commit").code == 0
    assert run("show", "CON").code == 0
    assert run("charge", "CON", "--on", "2026-01-01", "--due", "2026-01-31", "--principal", "5").code == 0

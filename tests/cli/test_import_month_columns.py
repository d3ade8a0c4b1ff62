"""A property list with a column for each month: each amount is a bill of its month."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

Run = Callable[..., Any]
HOME = ["楼栋", "单元", "房号", "业主姓名"]
GAO, XU = ["1栋", "1单元", "101", "高丽娟"], ["1栋", "2单元", "101", "徐霞"]


@pytest.fixture
def table(ledger: Path, tmp_path: Path) -> Callable[..., str]:
    """Writes a list, its header first."""

    def write(*rows: list[str], name: str = "list.csv") -> str:
        path = tmp_path / name
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
        return str(path)

    return write


def bills(run: Run, case: str) -> dict[str, tuple[str, str]]:
    """Due date and principal of each bill of a case."""
    entries = run("show", case, "--json").json["entries"]
    return {each["ref"]: (each["due"], each["principal"]) for each in entries if each["kind"] == "charge"}


@pytest.mark.parametrize(
    "months",
    [
        ["2026年3月", "2026年4月", "2026年5月"],
        ["2026-03", "2026-04", "2026-05"],
        ["2026.3", "2026.4", "2026.5"],
        ["202603", "202604", "202605"],
        ["3月", "4月", "5月"],
        ["3月欠费", "4月欠费", "5月欠费"],
        ["26年3月份", "26年4月份", "26年5月份"],
    ],
)
def test_each_month_is_a_bill_with_its_due_date(
    months: list[str], table: Callable[..., str], run: Run
) -> None:
    file = table(
        [*HOME, *months, "欠费合计"], [*GAO, "157", "157", "157.5", "471.5"], [*XU, "已缴", "", "80", "80"]
    )
    done = run("import", file, "--json")
    assert (done.code, done.json["imported"], done.json["unknown_columns"], done.json["notes"]) == (
        0,
        2,
        [],
        [],
    )
    assert bills(run, "1栋-1单元-101") == {
        "2026-03": ("2026-03-31", "157.00"), "2026-04": ("2026-04-30", "157.00"), "2026-05": ("2026-05-31", "157.50"),
    }  # fmt: skip
    assert bills(run, "1栋-2单元-101") == {"2026-05": ("2026-05-31", "80.00")}
    listed = run("list", "--json").json["cases"]
    assert {each["case"]: each["days_past_due"] for each in listed} == {
        "1栋-1单元-101": 62,
        "1栋-2单元-101": 1,
    }
    assert "2026-03, 2026-04, 2026-05" in done.err or "2026-03, 2026-04, 2026-05" in run("import", file).err
    assert run("check").code == 0


def test_a_list_without_a_sum_is_read_too(table: Callable[..., str], run: Run) -> None:
    done = run("import", table([*HOME, "2026年4月", "2026年5月"], [*GAO, "100", "0"]), "--json").json
    assert (done["profile"], done["imported"]) == ("property-arrears", 1)
    assert list(bills(run, "1栋-1单元-101")) == ["2026-04"]


@pytest.mark.parametrize(
    ("cells", "column", "says"),
    [
        (["118.5o", "118.50", "237"], "2026年4月", "'118.5o' is not an amount"),
        (["118.50", "118.50", "230"], "欠费合计", "the months of the row add up to 237.00"),
        (["-5", "118.50", "113.5"], "2026年4月", "not an amount of zero or more"),
    ],
)
def test_a_broken_month_and_a_sum_that_is_another_are_errors(
    cells: list[str], column: str, says: str, table: Callable[..., str], run: Run, state: Run, ledger: Path
) -> None:
    before = state(ledger)
    done = run("import", table([*HOME, "2026年4月", "2026年5月", "欠费合计"], [*GAO, *cells]), "--json")
    (wrong,) = done.json["rejected"]
    assert (done.code, wrong["row"], wrong["column"]) == (1, 2, column)
    assert says in wrong["reason"]
    assert state(ledger) == before


def test_a_printed_total_of_a_month_is_checked(table: Callable[..., str], run: Run) -> None:
    header = [*HOME, "2026年4月", "2026年5月", "欠费合计"]
    total = ["合计", "", "", "", "200", "120", "300"]
    done = run("import", table(header, [*GAO, "100", "100", "200"], [*XU, "100", "", "100"], total), "--json")
    assert [(each["row"], each["column"]) for each in done.json["rejected"]] == [(4, "2026年5月")]


def test_two_columns_of_one_month_are_refused(table: Callable[..., str], run: Run) -> None:
    done = run("import", table([*HOME, "2026年4月", "2026-04"], [*GAO, "1", "1"]))
    assert (done.code, "both of 2026-04" in done.err) == (1, True)


@pytest.mark.parametrize(
    ("months", "title", "taken"),
    [
        (["11月", "12月", "1月", "2月"], "", ["2025-11", "2025-12", "2026-01", "2026-02"]),
        (["5月", "4月", "3月"], "", ["2026-03", "2026-04", "2026-05"]),
        (["7月", "8月"], "", ["2025-07", "2025-08"]),
        (["3月", "4月"], "青禾花园2025年度欠费表", ["2025-03", "2025-04"]),
        (["2025.9", "2025.1", "2025.11"], "", ["2025-09", "2025-10", "2025-11"]),
        (["2025年12月", "1月"], "", ["2025-12", "2026-01"]),
    ],
)
def test_the_year_that_no_header_says(
    months: list[str], title: str, taken: list[str], table: Callable[..., str], run: Run
) -> None:
    rows = [[*HOME, *months], [*GAO, *("10" for _ in months)]]
    done = run("import", table(*([[title]] if title else []), *rows))
    assert done.code == 0, done.err
    assert sorted(bills(run, "1栋-1单元-101")) == taken
    assert ", ".join(taken) in done.err


def test_months_below_their_year(ledger: Path, tmp_path: Path, run: Run) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append([*HOME, "2025年", None, "2026年"])
    sheet.append([None, None, None, None, "11月", "12月", "1月"])
    sheet.append([*GAO, 10, 20, 30])
    sheet.merge_cells("E1:F1")
    for column in "ABCD":
        sheet.merge_cells(f"{column}1:{column}2")
    book.save(tmp_path / "years.xlsx")
    done = run("import", str(tmp_path / "years.xlsx"))
    assert done.code == 0, done.err
    assert sorted(bills(run, "1栋-1单元-101")) == ["2025-11", "2025-12", "2026-01"]


def test_a_penalty_of_the_row_is_divided_among_its_months(table: Callable[..., str], run: Run) -> None:
    header = [*HOME, "2026年3月", "2026年4月", "滞纳金", "欠费合计"]
    done = run("import", table(header, [*GAO, "100", "200", "10", "310"]), "--json")
    assert done.code == 0, done.out
    entries = run("show", "1栋-1单元-101", "--json").json["entries"]
    assert [each["penalty"] for each in entries] == ["3.33", "6.67"]


def test_the_next_list_adds_its_new_month(table: Callable[..., str], run: Run) -> None:
    run("import", table([*HOME, "2026年3月", "2026年4月"], [*GAO, "100", "100"]))
    more = table([*HOME, "2026年3月", "2026年4月", "2026年5月"], [*GAO, "", "100", "120"])
    done = run("import", more, "--add-bills", "--json").json
    assert (done["bills_added"], done["not_held"]) == (1, [])
    assert bills(run, "1栋-1单元-101")["2026-05"] == ("2026-05-31", "120.00")


def test_one_sum_is_still_to_be_had(table: Callable[..., str], run: Run) -> None:
    run("import", table([*HOME, "2026年3月", "2026年4月"], [*GAO, "100", "100"]), "--spread", "none")
    (entry,) = run("show", "1栋-1单元-101", "--json").json["entries"]
    assert (entry["kind"], entry["principal"]) == ("opening", "200.00")


def test_sums_without_months_are_said_once_with_what_follows(table: Callable[..., str], run: Run) -> None:
    rows = [["1栋", "1单元", f"{number}", f"业主{number}", "100"] for number in range(101, 131)]
    file = table([*HOME, "欠费合计"], *rows)
    tried = run("import", file, "--dry-run")
    told = [line for line in tried.out.splitlines() if "which months" in line]
    assert len(told) == 1
    for words in ("30 rows", "nobody is overdue", "late fee", "欠费期间"):
        assert words in told[0]
    assert "dunning undo" in run("import", file).out
    assert len(run("import", file, "--json").json["duplicates"]) == 30
    (first, *_) = run("list", "--json").json["cases"]
    assert (first["days_past_due"], first["balance"]["penalty"]) == (0, "0.00")
    (later, *_) = run("list", "--as-of", "2026-06-11", "--json").json["cases"]
    assert (later["days_past_due"], later["balance"]["penalty"]) == (10, "0.50")


@pytest.mark.parametrize(
    ("headers", "says"),
    [
        ("[欠费金额]", "must have {month}"),
        ('["{month}"]\n  fee: ["{month}费"]', "has no place in its header"),
    ],
)
def test_a_profile_says_where_the_month_stands(headers: str, says: str, ledger: Path, run: Run) -> None:
    text = f"profile: own\nkind: cases\ncase_id: [room]\ncolumns:\n  room: [房]\n  name: [名]\n  month_amount: {headers}\n"
    (ledger / "policies/imports/own.yaml").write_text(text, encoding="utf-8")
    done = run("check", "imports")
    assert done.code == 6
    assert says in done.out + done.err


def test_columns_of_months_are_learnt_for_every_month(
    table: Callable[..., str], run: Run, ledger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    header = ["楼栋", "单元", "房屋", "业主", "2026年3月", "2026年4月"]
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"\n\nroom\n\n\n\n\n\n"), encoding="utf-8"))
    done = run("import", table(header, [*GAO, "1", "2"]), "--learn", "own")
    assert done.code == 0, done.err
    text = (ledger / "policies/imports/own.yaml").read_text(encoding="utf-8")
    assert 'month_amount: ["{month}"]' in text
    next_one = table(["楼栋", "单元", "房屋", "业主", "2026年4月", "2026年5月"], [*GAO, "2", "3"])
    assert run("import", next_one, "--profile", "own", "--json").json["imported"] == 1
    assert list(bills(run, "1栋-1单元-101")) == ["2026-04", "2026-05"]

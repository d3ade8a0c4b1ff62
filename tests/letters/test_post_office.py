"""Lists of the post office: letters that went out and what became of them, many at once, all lines checked first."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

Run = Callable[..., Any]
State = Callable[[Path], object]
CASE, LOAN = "PF-2026-0007", "XD-2026-0001"
FIRST, SECOND = "2026-A-0001", "2026-A-0002"


@pytest.fixture
def letters(worked: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two letters of 1 June, one to go by registered mail and one by hand; today is 10 June."""
    assert run("letter", "new", CASE, "payment-reminder").code == 0
    assert run("letter", "new", LOAN, "payment-reminder", "--method", "hand").code == 0
    monkeypatch.setenv("DUNNING_TODAY", "2026-06-10")
    return worked


def listed(ledger: Path, text: str, name: str = "list.csv", encoding: str = "utf-8") -> str:
    file = ledger.parent / name
    file.write_bytes(text.encode(encoding))
    return str(file)


def rows(run: Run) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = run("letter", "list", "--json").json["letters"]
    return found


def test_a_list_is_one_commit_and_each_letter_has_its_number(
    letters: Path, run: Run, last_commit: Callable[[], Any], in_git: Callable[..., str]
) -> None:
    before = in_git("rev-parse", "HEAD").strip()
    file = listed(
        letters,
        "serial,tracking,date,method\n"
        f"{FIRST},1098765432109,2026-06-02,ems\n"
        f"{SECOND},XA00000000144,2026-06-03,registered\n",
    )
    done = run("letter", "post", file)
    assert done.code == 0, done.err
    assert done.out.startswith("letters posted: 2, from list.csv [")
    assert in_git("rev-parse", "HEAD~1").strip() == before
    assert last_commit().trailers["Case"] == [CASE, LOAN]
    one, two = rows(run)
    assert (one["method"], one["tracking"], one["posted"]) == ("ems", "1098765432109", "2026-06-02")
    assert (two["method"], two["tracking"], two["posted"]) == ("registered", "XA00000000144", "2026-06-03")
    assert {each["state"] for each in (one, two)} == {"posted"}
    assert "EMS, tracking 1098765432109, posted on 2026-06-02" in run("show", CASE).out
    assert run("check").code == run("audit").code == 0


def test_the_list_of_a_post_office_in_chinese(letters: Path, run: Run) -> None:
    text = f"揽收清单,,\n函件编号,邮件号,收寄日期,寄递方式\n{FIRST},1098765432109,2026/6/2,特快专递\n"
    done = run("letter", "post", listed(letters, text, encoding="gb18030"))
    assert done.code == 0, done.err
    assert (rows(run)[0]["method"], rows(run)[0]["posted"]) == ("ems", "2026-06-02")
    again = run("letter", "post", listed(letters, text), "--json")
    assert (again.code, again.json["commit"], again.json["known"]) == (0, None, 1)


def test_the_history_tells_of_lists_in_either_language(letters: Path, run: Run) -> None:
    assert run("letter", "post", listed(letters, f"serial,tracking,date\n{FIRST},X1,2026-06-02\n")).code == 0
    result = f"serial,result,date\n{FIRST},delivered,2026-06-04\n"
    assert run("letter", "result", listed(letters, result)).code == 0
    english = run("history").out
    assert "letters posted: 1, from list.csv" in english
    assert "letters, what became of them: 1, from list.csv" in english
    chinese = run("history", "--lang", "zh").out
    assert "登记寄出信函：1 件，来自 list.csv" in chinese
    assert "登记信函投递结果：1 件，来自 list.csv" in chinese


def test_a_workbook_with_dates_and_numbers_as_such(letters: Path, run: Run) -> None:
    book = openpyxl.Workbook()
    for row in (
        ("EMS 交寄清单",),
        ("序号", "信函编号", "运单号", "寄件日期"),
        (1, FIRST, 1098765432109, date(2026, 6, 2)),
        (2, SECOND, "1098765432110", datetime(2026, 6, 3, 16, 30)),
    ):
        book.active.append(row)
    file = letters.parent / "posted.xlsx"
    book.save(file)
    done = run("letter", "post", str(file))
    assert done.code == 0, done.err
    assert [(each["tracking"], each["posted"]) for each in rows(run)] == [
        ("1098765432109", "2026-06-02"),
        ("1098765432110", "2026-06-03"),
    ]


def test_every_wrong_line_is_told_and_nothing_is_written(letters: Path, run: Run, state: State) -> None:
    before = state(letters)
    done = run(
        "letter",
        "post",
        listed(
            letters,
            "serial,tracking,date,method\n"
            f"{FIRST},X1,2026-06-02,\n"
            "2026-A-0999,X2,2026-06-02,\n"
            f"{SECOND},X3,2026-05-30,\n"
            f"{FIRST},X4,2026-06-02,\n"
            ",X5,2026-06-02,\n"
            f"{SECOND},X6,2026-13-02,\n"
            f"{SECOND},X7,2026-06-02,pigeon\n",
        ),
    )
    assert (done.code, state(letters)) == (1, before)
    assert done.errors == [
        "error: line 3: there is no letter 2026-A-0999",
        "line 4: letter 2026-A-0002 is of 2026-06-01; it cannot be posted on 2026-05-30",
        "line 5: 2026-A-0001 stands in line 2 already",
        "line 6: the number of the letter is missing",
        "line 7: date: '2026-13-02' is not a day of the calendar",
        "line 8: 'pigeon' is no way of delivery; there are: registered, ems, hand, notary, notice, electronic",
    ]


def test_results_by_the_number_of_the_post(letters: Path, run: Run) -> None:
    posted = f"serial,tracking,date\n{FIRST},X1,2026-06-02\n{SECOND},X2,2026-06-02\n"
    assert run("letter", "post", listed(letters, posted)).code == 0
    text = "邮件号,投递结果,投递时间,签收人,退回原因\nX1,本人签收,2026-06-04 10:20,,\nX2,退回,2026-06-06,,收件人拒收\n"
    done = run("letter", "result", listed(letters, text), "--json")
    assert done.code == 0, done.err
    assert done.json["letters"] == [
        {"line": 2, "case": CASE, "serial": FIRST},
        {"line": 3, "case": LOAN, "serial": SECOND},
    ]
    one, two = rows(run)
    assert (one["state"], one["received"], one["signed_by"]) == ("received", "2026-06-04", "本人")
    assert (two["state"], two["returned"]) == ("returned", "退回：收件人拒收")


@pytest.mark.parametrize(
    ("result", "came_of_it", "signed_by"),
    [
        ("delivered", "received", None),
        ("已妥投", "received", None),
        ("本人签收", "received", "本人"),
        ("他人代收", "received", "他人"),
        ("拒收", "returned", None),
        ("原址查无此人退回", "returned", None),
        ("退回妥投", "returned", None),
        ("运输中", "posted", None),
        ("未签收", "posted", None),
    ],
)
def test_what_the_post_says(
    result: str, came_of_it: str, signed_by: str | None, letters: Path, run: Run
) -> None:
    assert run("letter", "post", listed(letters, f"serial,tracking,date\n{FIRST},X1,2026-06-02\n")).code == 0
    done = run("letter", "result", listed(letters, f"serial,result,date\n{FIRST},{result},2026-06-04\n"))
    assert done.code == 0, done.err
    assert (rows(run)[0]["state"], rows(run)[0]["signed_by"]) == (came_of_it, signed_by)
    if came_of_it == "posted":
        assert "note: still under way, nothing recorded: 1" in done.errors


def test_somebody_else_who_signed_is_no_proof(letters: Path, run: Run) -> None:
    """The number of the post proves what became of a letter, unless a stranger's signature contradicts it."""
    assert run("letter", "post", listed(letters, f"serial,tracking,date\n{FIRST},X1,2026-06-02\n")).code == 0
    done = run("letter", "result", listed(letters, f"serial,result,date\n{FIRST},他人签收,2026-06-04\n"))
    assert "'他人' is nobody of PF-2026-0007" in done.err


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("X1,快递柜代收,2026-06-04", "a letter that waits at a pick-up point has not arrived"),
        ("X1,perhaps,2026-06-04", "'perhaps' is no result"),
        ("X1,,2026-06-04", "the result is missing"),
        ("X1,签收,", "the date is missing"),
        ("X1,签收,2026-06-01", "letter 2026-A-0001 was posted on 2026-06-02; it cannot arrive on 2026-06-01"),
        ("X1,签收,2026-06-11", "that is still to come, today is 2026-06-10"),
        ("X9,签收,2026-06-04", "no letter on record has the tracking number X9"),
    ],
)
def test_a_result_that_cannot_be_taken(line: str, said: str, letters: Path, run: Run, state: State) -> None:
    assert run("letter", "post", listed(letters, f"serial,tracking,date\n{FIRST},X1,2026-06-02\n")).code == 0
    before = state(letters)
    done = run("letter", "result", listed(letters, f"tracking,result,date\n{line}\n"))
    assert (done.code, state(letters)) == (1, before)
    (error,) = done.errors
    assert error.startswith("error: line 2: ")
    assert said in error


def test_one_number_for_two_letters_is_noted(letters: Path, run: Run) -> None:
    text = f"serial,tracking,date\n{FIRST},X1,2026-06-02\n{SECOND},X1,2026-06-02\n"
    done = run("letter", "post", listed(letters, text))
    assert "note: line 3: tracking number X1 stands in line 2 too" in done.errors
    by_number = run("letter", "result", listed(letters, "tracking,result,date\nX1,签收,2026-06-04\n"))
    assert "that of several letters: 2026-A-0001, 2026-A-0002" in by_number.err


def test_a_dry_run_and_files_that_are_none(letters: Path, run: Run, state: State) -> None:
    before = state(letters)
    file = listed(letters, f"serial,tracking,date\n{FIRST},X1,2026-06-02\n")
    assert run("letter", "post", file, "--dry-run").code == 0
    no_columns = run("letter", "post", listed(letters, "a,b\n1,2\n", "other.csv"))
    assert "other.csv: no row names the columns serial" in no_columns.err
    no_result = run("letter", "result", file)
    assert "no row names the columns serial or tracking, result and date" in no_result.err
    assert run("letter", "post", str(letters.parent / "none.csv")).code == 3
    assert run("letter", "post", "list.pdf").code == 2
    empty = run("letter", "post", listed(letters, "serial,tracking,date\n"))
    assert "there is no line below the header" in empty.err
    assert state(letters) == before


def test_a_letter_over_several_cases_is_posted_on_each(letters: Path, run: Run) -> None:
    again = "open PF-2026-0008 --policy property-fee --name 王建国 --id-number 110101199003070011"
    assert run(*again.split(), "--address", "青禾花园 3 栋 2 单元 502").code == 0
    charge = ("charge", "PF-2026-0008", "--on", "2026-01-01", "--due", "2026-01-31", "--principal", "900.00")
    assert run(*charge).code == 0
    serial = run("letter", "new", CASE, "overdue-notice", "--group", "--json").json["serial"]
    done = run("letter", "post", listed(letters, f"serial,tracking,date\n{serial},X8,2026-06-10\n"), "--json")
    assert sorted(done.json["cases"]) == [CASE, "PF-2026-0008"]
    for case in (CASE, "PF-2026-0008"):
        assert any(each.get("tracking") == "X8" for each in run("show", case, "--json").json["entries"])

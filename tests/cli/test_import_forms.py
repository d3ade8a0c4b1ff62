"""Files as offices really send them: each read by its profile, or refused with what to do, through the command line."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlwt

FORMS = Path(__file__).parents[1] / "fixtures/forms"
FIXTURES = FORMS.parent
Run = Callable[..., Any]


@pytest.fixture
def answering(run: Run, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command whose questions are answered over a pipe."""

    def execute(answers: str, *words: str) -> Any:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(answers.encode()), encoding="utf-8"))
        return run(*words)

    return execute


@pytest.mark.parametrize(
    ("name", "profile", "cases", "owed"),
    [
        ("standard-case.xlsx", "standard-cases", 1, "1234.56"),
        ("allocation-list.xlsx", "allocation-list", 1, "3000.00"),
        ("owner-arrears.xlsx", "property-arrears", 1, "4940.40"),
        ("owner-legal.xlsx", "property-owners", 1, "0.00"),
        ("eq-quoted.csv", "personal-loans", 1, "1000.00"),
        ("tab-after-quote.csv", "personal-loans", 1, "1000.00"),
        ("offset25.xlsx", "personal-loans", 1, "1000.00"),
        ("footer.xlsx", "personal-loans", 1, "1000.00"),
        ("hidden.xlsx", "personal-loans", 3, "3000.00"),
        ("merged.xlsx", "personal-loans", 3, "3000.00"),
        ("unknown-money.xlsx", "personal-loans", 1, "1105.00"),
        ("only-total.xlsx", "personal-loans", 1, "5000.00"),
        ("only-outstanding.xlsx", "personal-loans", 1, "5000.00"),
        ("no-money.xlsx", "personal-loans", 1, "0.00"),
        ("same-contract.xlsx", "personal-loans", 2, "2000.00"),
        ("styled-cell-last-row.xlsx", "personal-loans", 1, "1000.00"),
        ("id-placeholder.csv", "personal-loans", 4, "6000.00"),
        ("id-zeroed-by-excel.csv", "personal-loans", 2, "3000.00"),
        ("badid.csv", "personal-loans", 3, "3000.00"),
    ],
)
def test_files_that_are_read(name: str, profile: str, cases: int, owed: str, ledger: Path, run: Run) -> None:
    done = run("import", str(FORMS / name), "--json")
    assert (done.code, done.json["profile"], done.json["imported"]) == (0, profile, cases), done.err
    listed = run("list", "--all", "--as-of", "2026-06-01", "--json").json["cases"]
    principal = sum(
        (Decimal(case["balance"][part]) for case in listed for part in ("principal", "interest", "fee")),
        Decimal(),
    )
    given = sum(
        (Decimal(case["balance"]["penalty"]) for case in listed if profile != "property-arrears"), Decimal()
    )
    assert principal + given == Decimal(owed)
    assert run("check").code == 0
    assert run("audit").code == 0


@pytest.mark.parametrize(
    ("name", "where", "says"),
    [
        ("case-twins.xlsx", (3, "委案编号"), "only by capitals"),
        ("date-1900-placeholder.xlsx", (2, "放款时间"), "empty date: clear the cell"),
        ("dateserial.xlsx", (2, "委外日期"), "perhaps 2026-06-01: format the column as date"),
        ("withdrawn.xlsx", (2, "委外状态"), "has taken the case back"),
    ],
)
def test_files_of_which_a_row_is_refused(
    name: str, where: tuple[int, str], says: str, ledger: Path, run: Run, state: Run
) -> None:
    before = state(ledger)
    done = run("import", str(FORMS / name), "--json")
    assert done.code == 1
    first = done.json["rejected"][0]
    assert ((first["row"], first["column"]), says in first["reason"]) == (where, True), first
    assert state(ledger) == before


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("no-money.xlsx", "owes nothing until something is charged"),
        ("owner-legal.xlsx", "owes nothing until something is charged"),
        ("same-contract.xlsx", "is likely the same as RE-1"),
        ("id-placeholder.csv", "no complete identity number"),
        ("id-zeroed-by-excel.csv", "ends in 000"),
        ("badid.csv", "no day in the place of the birthday"),
        ("allocation-list.xlsx", "500.00 of the amount stated"),
    ],
)
def test_what_is_doubtful_is_noted_by_row(name: str, says: str, ledger: Path, run: Run) -> None:
    notes = run("import", str(FORMS / name), "--json").json["notes"]
    assert any(says in note["reason"] for note in notes), notes
    assert all(note["row"] >= 2 for note in notes)


def test_hidden_rows_footers_and_merged_cells_are_said(ledger: Path, run: Run) -> None:
    hidden = run("import", str(FORMS / "hidden.xlsx"), "--dry-run")
    assert "not show were read too (leave them out with --visible-only): 3" in hidden.err
    left = run("import", str(FORMS / "hidden.xlsx"), "--visible-only", "--json").json
    assert (left["imported"], left["hidden_rows"]) == (2, [3])
    merged = run("import", str(FORMS / "merged.xlsx"), "--json")
    assert merged.json["merged_rows"] == [2, 3, 4]
    footer = run("import", str(FORMS / "footer.xlsx"), "--json")
    assert [(row["row"], row["reason"]) for row in footer.json["skipped"]] == [(3, "totals"), (4, "footer")]
    assert run("show", "XT-M3", "--json", "--reveal").json["head"]["debtor"]["name"] == "测试甲"


def test_a_case_given_as_one_sum_says_so(ledger: Path, run: Run) -> None:
    run("import", str(FORMS / "only-total.xlsx"))
    [entry] = run("show", "MN-2", "--json").json["entries"]
    assert (entry["kind"], entry["principal"], entry["unsplit"]) == ("opening", "5000.00", True)
    assert "not split by the client" in run("history", "MN-2").out + run("show", "MN-2").out


@pytest.mark.parametrize(
    ("name", "profile", "cases", "total"),
    [
        ("property-arrears-2026-05.xlsx", "property-arrears", 120, "241925.64"),
        ("property-bills-2026-05.xlsx", "property-bills", 40, "64755.27"),
        ("students-2025.xlsx", "students", 80, "155400.00"),
    ],
)
def test_lists_of_property_offices_and_schools(
    name: str, profile: str, cases: int, total: str, ledger: Path, run: Run
) -> None:
    done = run("import", str(FIXTURES / name), "--json")
    assert (done.code, done.json["profile"], done.json["imported"]) == (0, profile, cases), done.err
    listed = run("list", "--json").json["cases"]
    assert len(listed) == cases
    principal = sum(
        (Decimal(case["balance"][part]) for case in listed for part in ("principal", "interest")), Decimal()
    )
    assert principal == Decimal(total)
    again = run("import", str(FIXTURES / name), "--json")
    assert (again.json["imported"], len(again.json["duplicates"])) == (0, cases)


def test_months_come_in_as_bills_with_their_due_dates(ledger: Path, run: Run) -> None:
    run("import", str(FIXTURES / "property-arrears-2026-05.xlsx"))
    case = "青禾花园-1-1-0101"
    charges = run("show", case, "--json").json["entries"]
    assert len(charges) == 34
    assert {entry["kind"] for entry in charges} == {"charge"}
    assert (charges[0]["ref"], charges[0]["principal"], charges[-1]["ref"]) == (
        "2023-08",
        "128.15",
        "2026-05",
    )
    assert charges[0]["due"].startswith("2023-08-3")
    head = run("show", case, "--json").json["head"]
    assert head["terms"]["billing"] == {"area": "85.43", "price": "1.50"}
    assert run("bill", case, "--period", "2026-05").code != 0, "a month that came in is billed already"


def test_a_sum_may_be_divided_otherwise(ledger: Path, run: Run) -> None:
    file = str(FIXTURES / "property-arrears-2026-05.xlsx")
    run("import", file, "--spread", "quarter")
    charges = run("show", "青禾花园-1-1-0101", "--json").json["entries"]
    assert [entry["ref"] for entry in charges][:3] == ["2023-08", "2023-09", "2023Q4"]
    assert sum(Decimal(entry["principal"]) for entry in charges) == Decimal("4356.93")


def test_what_holds_for_all_cases_is_said_once(ledger: Path, run: Run) -> None:
    done = run(
        *(
            "import",
            str(FORMS / "allocation-list.xlsx"),
            "--entrusted",
            "2026-06-01",
            "--return-by",
            "2026-09-01",
        ),
        *(
            "--term",
            "contract_rate=12%/year",
            "--owner",
            "wang",
            "--policy",
            "student-loan",
            "--batch",
            "B-7",
        ),
    )
    assert done.code == 0, done.err
    head = run("show", "HX-1", "--json").json["head"]
    assert head["batch"] == {"id": "B-7", "entrusted": "2026-06-01", "return_by": "2026-09-01"}
    assert (head["owner"], head["policy"], head["terms"]) == (
        "wang",
        "student-loan",
        {"contract_rate": "12%/year"},
    )
    assert "rate not known" not in done.err
    [entry] = run("show", "HX-1", "--json").json["entries"]
    assert (entry["date"], entry["overdue_since"]) == ("2026-06-01", "2026-05-12")


def test_a_penalty_that_the_file_gives_is_not_reckoned_again(ledger: Path, run: Run, tmp_path: Path) -> None:
    file = tmp_path / "arrears.csv"
    file.write_text(
        "房号,业主姓名,欠费期间,欠费金额,滞纳金\n9-1-101,高丽娟,2025-01至2025-12,1200.00,60.00\n",
        encoding="utf-8",
    )
    done = run("import", str(file), "--entrusted", "2026-06-01", "--json")
    assert done.code == 0, done.err
    balance = run("fees", "9-1-101", "--as-of", "2026-06-01", "--json").json["balance"]
    assert (balance["principal"], balance["penalty"]) == ("1200.00", "60.00")
    later = run("fees", "9-1-101", "--as-of", "2026-06-11", "--json").json["balance"]
    assert Decimal(later["penalty"]) == Decimal("66.00"), "0.05 % a day on 1,200.00 for ten days"


def test_a_form_nobody_knows_is_learnt(
    ledger: Path, run: Run, answering: Run, tmp_path: Path, last_commit: Run
) -> None:
    file = tmp_path / "shops.csv"
    file.write_text(
        "铺位号,商户,联系手机,月份,应付管理费,公摊,备注栏\nA-101,青禾小吃店,13800000007,2026-01,1200.00,30.50,老客户\n",
        encoding="utf-8",
    )
    unknown = run("import", str(file))
    assert (unknown.code, "--learn NAME" in unknown.err) == (1, True)
    answers = "room\nname\nphone\nperiod\nprincipal\nfee\n-\n\n\n\n"
    done = answering(answers, "import", str(file), "--learn", "shops")
    assert done.code == 0, done.err
    text = (ledger / "policies/imports/shops.yaml").read_text(encoding="utf-8")
    assert "青禾小吃店" not in text
    assert "13800000007" not in text
    assert list(last_commit().files) == ["policies/imports/shops.yaml"]
    assert run("check").code == 0
    taken = run("import", str(file), "--json").json
    assert (taken["profile"], taken["imported"]) == ("shops", 1)
    [charge] = run("show", "A-101", "--json").json["entries"]
    assert (charge["principal"], charge["fee"], charge["ref"]) == ("1200.00", "30.50", "2026-01")
    twice = answering(answers, "import", str(file), "--learn", "shops")
    assert (twice.code, "already" in twice.err) == (1, True)


def test_questions_that_are_left_write_nothing(
    ledger: Path, answering: Run, tmp_path: Path, state: Run
) -> None:
    file = tmp_path / "shops.csv"
    file.write_text("铺位号,商户,月份,应付\nA-1,店,2026-01,1\n", encoding="utf-8")
    before = state(ledger)
    assert answering("room\n", "import", str(file), "--learn", "shops").code == 1
    assert answering("-\n-\n-\n-\n\n", "import", str(file), "--learn", "shops").code == 1
    assert state(ledger) == before


@pytest.mark.parametrize("template", ["property", "loans", "cards", "students"])
def test_a_blank_workbook_is_filled_in_and_imported(
    template: str, ledger: Path, run: Run, tmp_path: Path
) -> None:
    path = tmp_path / "blank.xlsx"
    assert run("import", "--template", template, "-o", str(path)).code == 0
    assert run("import", "--template", template, "-o", str(path)).code == 1, (
        "what is there is not overwritten"
    )
    book = openpyxl.load_workbook(path)
    sheet, notes = book.worksheets
    headers = [cell.value for cell in sheet[1]]
    assert all(cell.comment for cell in sheet[1])
    examples = {row[0].value: row[2].value for row in notes.iter_rows(min_row=2)}
    for at, header in enumerate(headers, 1):
        sheet.cell(2, at, examples[header])
    changes = {"欠费期间": "2024-01至2025-12", "欠费月数": "24", "欠费金额": "3075.48", "委外金额": "10345.00",
               "总欠款": "10345.00", "应还日期": "2025-12-20"}  # fmt: skip
    for header, text in changes.items():
        if header in headers:
            sheet.cell(2, headers.index(header) + 1, text)
    book.save(path)
    done = run("import", str(path), "--json")
    assert (done.code, done.json["imported"]) == (0, 1), (done.json, done.err)


@pytest.mark.parametrize("template", ["payments", "contacts"])
def test_a_blank_list_of_payments_or_contacts_is_filled_in(
    template: str, worked: Path, run: Run, tmp_path: Path
) -> None:
    path = tmp_path / "blank.xlsx"
    assert run("import", "--template", template, "-o", str(path)).code == 0
    book = openpyxl.load_workbook(path)
    sheet, notes = book.worksheets
    examples = {row[0].value: row[2].value for row in notes.iter_rows(min_row=2)}
    own = {"案件编号": "PF-2026-0007", "个案序列号": "PF-2026-0007", "姓名": "王建国", "对象姓名": "王建国", "催收时间": "2026-05-20 10:00",
           "承诺还款日期": "2026-06-20", "付款日期": "2026-05-20"}  # fmt: skip
    for at, cell in enumerate(list(sheet[1]), 1):
        sheet.cell(2, at, own.get(cell.value, examples[cell.value]))
    book.save(path)
    done = run("import", str(path), "--json")
    assert done.code == 0, (done.json, done.err)
    found = done.json
    assert (found.get("imported") or len(found.get("booked", ()))) == 1, (found, done.err)


def test_rejected_rows_come_back_as_a_file_of_the_same_form(ledger: Path, run: Run, tmp_path: Path) -> None:
    file = tmp_path / "loans.csv"
    good = "委案编号,委外日期,客户姓名,逾期本金\nG-1,2026-06-01,王芳,100.00\n"
    file.write_text(good + "G-2,2026-06-31,李敏,100.00\nG-3,2026-06-01,,x\n", encoding="utf-8")
    done = run("import", str(file), "--partial", "--json")
    rejects = Path(done.json["rejects"])
    assert (done.code, done.json["imported"], rejects.parent) == (0, 1, tmp_path)
    assert rejects.stat().st_mode & 0o077 == 0
    text = rejects.read_text(encoding="utf-8-sig")
    assert text.splitlines()[0] == "委案编号,委外日期,客户姓名,逾期本金,reason"
    assert "委外日期" in text.splitlines()[1]
    mended = text.replace("2026-06-31", "2026-06-30").replace("G-3,2026-06-01,,x", "G-3,2026-06-01,周明,5")
    rejects.write_text(mended, encoding="utf-8")
    again = run("import", str(rejects), "--json")
    assert (again.code, again.json["imported"]) == (0, 2), again.json
    assert run("import", str(file), "--partial", "--dry-run", "--json").json["rejects"] is None


def test_a_rejected_row_comes_back_whatever_stands_in_it(ledger: Path, run: Run, tmp_path: Path) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("a")
    for at, row in enumerate(
        (
            ("委案编号", "委外日期", "客户姓名", "逾期本金", "备注"),
            ("G-1", "2026-06-01", "王芳", "100.00", ""),
            ("G-2", "2026-06-01", "李\x07敏", "100.00", "=1+1"),
        )
    ):
        for place, text in enumerate(row):
            sheet.write(at, place, text)
    book.save(str(tmp_path / "loans.xls"))
    done = run("import", str(tmp_path / "loans.xls"), "--partial", "--json")
    assert (done.code, done.json["imported"]) == (0, 1), done.err
    page = openpyxl.load_workbook(done.json["rejects"]).active
    assert [cell.value for cell in page[2]][:5] == ["G-2", "2026-06-01", "李\\u0007敏", "100.00", "=1+1"]
    assert page["E2"].data_type == "s"


def test_rows_that_do_not_fit_the_ledger_come_back_too(ledger: Path, run: Run, tmp_path: Path) -> None:
    file = tmp_path / "loans.csv"
    header = "委案编号,委外日期,客户姓名,逾期本金\n"
    file.write_text(header + "G-1,2026-06-01,王芳,100.00\n", encoding="utf-8")
    assert run("import", str(file)).code == 0
    file.write_text(header + "g-1,2026-06-01,李敏,7.00\nG-2,2026-06-01,周明,5.00\n", encoding="utf-8")
    done = run("import", str(file), "--partial", "--json")
    assert (done.code, done.json["imported"]) == (0, 1)
    (row,) = Path(done.json["rejects"]).read_text(encoding="utf-8-sig").splitlines()[1:]
    assert row.startswith("g-1,2026-06-01,李敏,7.00,")
    assert "only by capitals" in row


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("profile: own\nkind: cases\ncolumns:\n  case: 编号\n  name: [姓名, 编号]\n", 5),
        ("profile: own\nkind: cases\ncolumns:\n  case: 编号\n", 4),
        ("profile: own\nkind: cases\ncolumns:\n  case: 编号\n  name: 姓名\n  nam: 名\n", 6),
        ("profile: other\nkind: cases\ncolumns: {case: 编号, name: 姓名}\n", 1),
        ("profile: [own\n", 1),
    ],
)
def test_a_faulty_profile_is_told_with_file_and_line(text: str, line: int, ledger: Path, run: Run) -> None:
    (ledger / "policies/imports/own.yaml").write_text(text, encoding="utf-8")
    for words in (("check", "imports"), ("import", str(FORMS / "badid.csv"))):
        done = run(*words)
        assert done.code != 0
        assert f"policies/imports/own.yaml:{line}:" in done.err


def test_a_ledger_of_an_earlier_version_has_the_shipped_profiles(ledger: Path, run: Run, in_git: Run) -> None:
    in_git("rm", "-rq", "policies/imports")
    in_git("commit", "-qm", "as it was before")
    done = run("import", str(FORMS / "standard-case.xlsx"), "--json")
    assert (done.code, done.json["profile"]) == (0, "standard-cases")

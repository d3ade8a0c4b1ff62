"""A client's personal-loan file as records, and what is said about rows that are wrong."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from profiles_at_hand import profile_from, shipped_profiles

from dunning_cli.domain.case.codes.people import AddressKind, PhoneKind, Relation, Role
from dunning_cli.intake.cases.reading import read_cases
from dunning_cli.intake.cases.records import CaseFile, FileCase, FilePerson, FilePhone
from dunning_cli.intake.profiles.recognised import recognised
from dunning_cli.kernel.errors import Refused

WriteFile = Callable[..., Path]
GOOD = {
    "委案编号": "GR-1",
    "委外日期": "2026-06-01",
    "客户姓名": "王芳",
    "委外金额": "1,135.00",
    "逾期本金": "1000",
    "逾期利息": "120",
    "逾期罚息": "20",
    "逾期违约金": "5",
    "逾期管理费": "10",
    "已还金额": "20",
    "逾期天数": "25",
}


def read(path: Path) -> CaseFile:
    return read_cases(recognised(path.name, path.read_bytes(), shipped_profiles()))


@pytest.fixture
def loans(csv_file: WriteFile) -> Callable[..., CaseFile]:
    """Reads a file whose rows are the good one with changes."""

    def changed(*changes: dict[str, str]) -> CaseFile:
        columns = list(dict.fromkeys([*GOOD, *(column for change in changes for column in change)]))
        rows = [[(GOOD | change).get(column, "") for column in columns] for change in changes]
        return read(csv_file([columns, *rows]))

    return changed


def amounts(case: FileCase) -> tuple[Decimal, ...]:
    debt = case.debt
    return debt.principal, debt.interest, debt.penalty, debt.fee


def reasons(file: CaseFile) -> list[tuple[int, str, str]]:
    return [(problem.row, problem.column, str(problem.reason)) for problem in file.rejected]


def test_the_sample_is_read_whole(sample: Path) -> None:
    file = read(sample)
    assert len(file.cases) == 200
    assert sum(loan.stated or 0 for loan in file.cases) == Decimal("1958462.36")
    assert (file.rejected, file.unknown_columns, file.ignored_columns, file.other_sheets) == ((), (), (), ())
    assert [loan.row for loan in file.cases] == list(range(3, 203))
    assert {loan.entrusted for loan in file.cases} == {date(2026, 6, 1)}


def test_a_loan_of_the_sample(sample: Path) -> None:
    file = read(sample)
    loan = file.cases[0]
    assert (loan.case_id, loan.batch_id, loan.debtor_name) == ("GR2026060001", "GR-2026-06-A", "黄霞")
    assert (*amounts(loan), loan.paid) == tuple(
        map(Decimal, ("10000.00", "120.00", "225.00", "0.00", "0.00"))
    )
    assert (loan.amount_lent, loan.outstanding) == (Decimal("120000.00"), Decimal("60000.00"))
    assert (loan.days_overdue, loan.overdue_since, loan.contract_date) == (
        25,
        date(2026, 5, 7),
        date(2025, 11, 3),
    )
    assert loan.periods_total == 12
    assert (loan.creditor, loan.product_type) == ("远山小额贷款有限公司", "经营贷")
    assert (loan.bank_name, loan.bank_account) == ("中国建设银行", "6217000010000000")
    assert loan.phones == (FilePhone("13834052166", PhoneKind.MOBILE),)
    assert [address.kind for address in loan.addresses] == [AddressKind.HOME, AddressKind.REGISTERED]
    assert loan.people[0] == FilePerson("徐子涵", Role.CONTACT, Relation.SPOUSE, "配偶", "13964996617")
    assert len(loan.people) == 3
    assert file.cases[9].debtor_name == "黄浩然"
    assert file.cases[13].note == "客户称 5 月已还一期，待核实\n(电话 2026-05-20)"


@pytest.mark.parametrize("form", ["utf-8-sig", "gb18030", "utf-16", "xlsx"])
def test_the_sample_in_another_form_gives_the_same_records(
    sample: Path, csv_file: WriteFile, xlsx_file: WriteFile, form: str
) -> None:
    sheet = openpyxl.load_workbook(sample, data_only=True).worksheets[0]
    rows = [
        ["" if value is None else value for value in row]
        for row in sheet.iter_rows(min_row=2, values_only=True)
    ]
    path = xlsx_file(rows) if form == "xlsx" else csv_file(rows, form)
    file = read(path)
    assert file.rejected == ()
    assert [replace(loan, row=0) for loan in file.cases] == [
        replace(loan, row=0) for loan in read(sample).cases
    ]


def test_reading_changes_nothing_and_is_quick(sample: Path, tmp_path: Path) -> None:
    copy = tmp_path / "loans.xlsx"
    shutil.copy(sample, copy)
    before = copy.read_bytes(), copy.stat().st_mtime_ns
    start = time.perf_counter()
    read(copy)
    assert time.perf_counter() - start < 2
    assert (copy.read_bytes(), copy.stat().st_mtime_ns) == before
    assert list(tmp_path.iterdir()) == [copy]


def test_three_bad_rows_are_named_with_every_reason(loans: Callable[..., CaseFile]) -> None:
    file = loans(
        {},
        {"委案编号": "GR/2", "委外日期": "6月1日", "逾期本金": "1,00"},
        {"委案编号": "GR-3", "客户姓名": "", "手机号码": "打不通"},
        {"委案编号": "GR-4"},
        {"委案编号": "", "逾期天数": "x"},
    )
    assert [loan.case_id for loan in file.cases] == ["GR-1", "GR-4"]
    assert [(row, column) for row, column, _ in reasons(file)] == [
        (3, "委案编号"),
        (3, "委外日期"),
        (3, "逾期本金"),
        (4, "客户姓名"),
        (4, "手机号码"),
        (6, "委案编号"),
        (6, "逾期天数"),
    ]
    texts = [reason for *_, reason in reasons(file)]
    for text, says in zip(
        texts,
        ["'GR/2'", "'6月1日'", "'1,00'", "客户姓名 is missing", "'打不通'", "委案编号 is missing", "'x'"],
        strict=True,
    ):
        assert says in text


def test_a_debt_that_does_not_add_up_is_rejected_with_both_figures(loans: Callable[..., CaseFile]) -> None:
    file = loans({"委外金额": "1135.01"}, {"委案编号": "GR-2", "委外金额": ""})
    assert [loan.stated for loan in file.cases] == [None]
    [(row, column, reason)] = reasons(file)
    assert (row, column) == (2, "委外金额")
    assert "1,135.01" in reason
    assert reason.endswith("is 1,135.00")


def test_blank_components_are_zero_and_other_blanks_unknown(loans: Callable[..., CaseFile]) -> None:
    blanks = dict.fromkeys(("逾期利息", "逾期罚息", "逾期违约金", "逾期管理费", "已还金额", "逾期天数"), " ")
    [loan] = loans(blanks | {"委外金额": "1000"}).cases
    assert (*amounts(loan)[1:], loan.paid) == (Decimal("0.00"),) * 4
    assert (loan.days_overdue, loan.overdue_since, loan.amount_lent, loan.contract_date) == (None,) * 4


def test_a_case_that_stands_twice_is_rejected_the_second_time(loans: Callable[..., CaseFile]) -> None:
    file = loans({}, {"委案编号": "GR-2"}, {"委案编号": "ＧＲ-1", "客户姓名": "李敏"})
    assert [(loan.case_id, loan.debtor_name) for loan in file.cases] == [("GR-1", "王芳"), ("GR-2", "王芳")]
    assert reasons(file) == [(4, "委案编号", "case GR-1 stands in row 2 already")]


def test_a_case_taken_back_or_paid_is_rejected_and_one_at_rest_is_opened_so(
    loans: Callable[..., CaseFile],
) -> None:
    file = loans(
        {"委外状态": "退案"},
        {"委案编号": "GR-2", "委外状态": "停催"},
        {"委案编号": "GR-3", "委外状态": "已结清"},
        {"委案编号": "GR-4", "委外状态": "在催"},
        {"委案编号": "GR-5", "委外状态": "考察"},
    )
    assert [(row, column) for row, column, _ in reasons(file)] == [(2, "委外状态"), (4, "委外状态")]
    assert [(case.case_id, case.held) for case in file.cases] == [
        ("GR-2", "停催"),
        ("GR-4", ""),
        ("GR-5", ""),
    ]
    assert [(doubt.row, doubt.column) for case in file.cases for doubt in case.doubts] == [(6, "委外状态")]


def test_second_choices_for_a_value(loans: Callable[..., CaseFile]) -> None:
    lent, signed = loans(
        {"签约金额": "50000", "放款金额": "48000", "未还本金": "700"},
        {"委案编号": "GR-2", "签约金额": "50000", "剩余本金": "900", "合同编号": "HT-007"},
    ).cases
    assert (lent.amount_lent, signed.amount_lent) == (Decimal("48000.00"), Decimal("50000.00"))
    assert (lent.outstanding, signed.outstanding) == (
        Decimal("700.00"),
        Decimal("900.00"),
    )
    assert (lent.contract_number, signed.contract_number) == ("", "HT-007")


def test_phones_by_kind_and_contacts_by_relation(loans: Callable[..., CaseFile]) -> None:
    [loan] = loans(
        {
            "公司电话": "0471-8000007",
            "户籍电话": "0471-8000008",
            "住宅电话": "0471-8000009",
            "公司地址": "青禾路 1 号",
            "联络人1姓名": "李敏",
            "联络人1关系": "姐姐",
            "联络人2关系": "配偶",
            "联络人10姓名": "周明",
            "联络人10关系": "房东",
            "联络人10电话": "13900000008",
        }
    ).cases
    assert [phone.kind for phone in loan.phones] == [PhoneKind.HOME, PhoneKind.REGISTERED, PhoneKind.WORK]
    assert loan.addresses[0].kind is AddressKind.WORK
    assert loan.people == (
        FilePerson("李敏", Role.CONTACT, Relation.SIBLING, "姐姐", ""),
        FilePerson("周明", Role.CONTACT, Relation.OTHER, "房东", "13900000008"),
    )


def test_a_contact_without_a_name_is_rejected(loans: Callable[..., CaseFile]) -> None:
    file = loans({"联络人3电话": "13900000008"})
    assert reasons(file) == [(2, "联络人3姓名", "联络人3姓名 is missing")]


def test_unknown_repeated_and_unnamed_columns_are_said(csv_file: WriteFile) -> None:
    columns = [*GOOD, "批次号", "评分", "", "批次号"]
    file = read(csv_file([columns, [*GOOD.values(), "A", "88", "?", "B"]]))
    assert [loan.batch_id for loan in file.cases] == ["A"]
    assert file.unknown_columns == ("评分",)
    assert file.ignored_columns == ("批次号 (O)", "N")


def test_of_a_name_that_stands_twice_the_first_that_is_filled_counts(csv_file: WriteFile) -> None:
    columns = [*GOOD, "批次号", "批次号"]
    file = read(csv_file([columns, [*GOOD.values(), "", "B"]]))
    assert [loan.batch_id for loan in file.cases] == ["B"]


def test_an_own_profile_names_other_columns(csv_file: WriteFile) -> None:
    columns = ["档号" if column == "委案编号" else column for column in GOOD]
    path = csv_file([columns, list(GOOD.values())])
    with pytest.raises(Refused, match="委案编号"):
        read(path)
    own = profile_from(
        "profile: own\nkind: cases\ncolumns: {case: 档号, name: 客户姓名, entrusted: 委外日期, total: 委外金额}\n"
        "adds: {principal: 逾期本金, interest: 逾期利息, penalty: [逾期罚息, 逾期违约金], fee: 逾期管理费}\n"
    )
    file = read_cases(recognised(path.name, path.read_bytes(), [*shipped_profiles(), own]))
    assert (file.profile.name, file.cases) == ("own", ())
    assert "20" in str(file.rejected[0].reason), "what was paid before is not told by this profile"


def test_a_shifted_row_is_rejected(csv_file: WriteFile) -> None:
    file = read(csv_file([list(GOOD), [*GOOD.values(), "多出"]]))
    assert file.cases == ()
    assert "'多出' stands beyond the last column" in reasons(file)[0][2]


def test_lost_digits_and_unsaved_formulas_reject_the_row_only_where_they_are_used(
    xlsx_file: WriteFile,
) -> None:
    columns = [*GOOD, "身份证号", "序号"]
    lost = [*GOOD.values(), 110108199606050006, "=ROW()"]
    unsaved = [*(GOOD | {"委案编号": "GR-2", "逾期本金": "=500*2"}).values(), "110108199606050006", 1]
    file = read(xlsx_file([columns, lost, unsaved]))
    assert [(row, column) for row, column, _ in reasons(file)] == [(2, "身份证号"), (3, "逾期本金")]
    assert file.cases == ()


@pytest.mark.parametrize(
    ("name", "profile", "cases", "total"),
    [
        ("property-arrears-2026-05.xlsx", "property-arrears", 120, "241925.64"),
        ("property-bills-2026-05.xlsx", "property-bills", 40, "64755.27"),
        ("students-2025.xlsx", "students", 80, "155400.00"),
    ],
)
def test_files_of_other_offices(name: str, profile: str, cases: int, total: str) -> None:
    path = Path(__file__).parents[1] / "fixtures" / name
    file = read(path)
    assert (file.profile.name, len(file.cases), file.rejected) == (profile, cases, ())
    assert sum(bill.debt.total for case in file.cases for bill in case.bills) == Decimal(total)


def test_34_months_are_34_bills(csv_file: WriteFile) -> None:
    header = ["小区", "楼栋", "房号", "业主姓名", "建筑面积", "单价", "欠费期间", "欠费月数", "欠费金额"]
    row = ["青禾花园", "1栋", "1-1-0101", "高丽娟", "85.43", "1.5", "2023.08-2026.05", "34", "4,356.93元"]
    [case] = read(csv_file([header, row])).cases
    assert case.case_id == "青禾花园-1-1-0101"
    assert [bill.ref for bill in case.bills[:2]] + [case.bills[-1].ref] == ["2023-08", "2023-09", "2026-05"]
    assert (len(case.bills), sum(bill.debt.total for bill in case.bills)) == (34, Decimal("4356.93"))
    assert {bill.debt.total for bill in case.bills} <= {Decimal("128.14"), Decimal("128.15")}


@pytest.mark.parametrize(
    ("change", "column"),
    [
        ({"欠费月数": "33"}, "欠费月数"),
        ({"欠费期间": "2023.08-2026.15"}, "欠费期间"),
        ({"欠费期间": "2026.05-2023.08"}, "欠费期间"),
        ({"欠费金额": "约4000"}, "欠费金额"),
        ({"房号": ""}, "房号"),
        ({"业主姓名": ""}, "业主姓名"),
    ],
)
def test_what_contradicts_itself_is_named(csv_file: WriteFile, change: dict[str, str], column: str) -> None:
    good = {
        "房号": "1-1-0101", "业主姓名": "高丽娟", "欠费期间": "2023.08-2026.05", "欠费月数": "34", "欠费金额": "4356.93",
    }  # fmt: skip
    row = good | change
    file = read(csv_file([list(row), list(row.values())]))
    assert [(problem.row, problem.column) for problem in file.rejected] == [(2, column)]


def test_a_row_of_totals_with_its_sum_is_no_row_of_data(csv_file: WriteFile) -> None:
    header = ["序号", "房号", "业主姓名", "欠费期间", "欠费金额"]
    rows = [["1", "1-1-0101", "高丽娟", "2026.05", "100"], ["2", "1-1-0102", "徐霞", "2026.05", "50.5"]]
    file = read(csv_file([header, *rows, ["合计", "", "", "", "150.50"], ["制表人：周丽", "", "", "", ""]]))
    assert (len(file.cases), file.rejected) == (2, ())
    assert [(row.number, str(row.why)) for row in file.skipped] == [(4, "totals"), (5, "footer")]
    wrong = read(csv_file([header, *rows, ["合计", "", "", "", "150"]]))
    assert [(problem.row, problem.column) for problem in wrong.rejected] == [(4, "欠费金额")]


def test_rows_of_one_home_are_one_case_with_its_bills(csv_file: WriteFile) -> None:
    header = ["房号", "业主", "账期", "应缴日期", "应收金额", "已收金额", "欠费金额", "电话"]
    rows = [
        ["1-101", "郭建国", "2026Q1", "2026-03-31", "430.78", "0", "430.78", "13900000000"],
        ["1-101", "郭建国", "2025Q4", "2025-12-31", "430.78", "30.78", "400", "13900000000/13900000009"],
        ["2-101", "杨霞", "2026Q1", "2026-03-31", "100", "0", "100.00", ""],
    ]
    file = read(csv_file([header, *rows]))
    assert [(case.case_id, len(case.bills)) for case in file.cases] == [("1-101", 2), ("2-101", 1)]
    assert [phone.number for phone in file.cases[0].phones] == ["13900000000", "13900000009"]
    assert file.cases[0].bills[1].debt.total == Decimal("400.00")
    wrong = [
        ["1-101", "郭建", "2025Q3", "2025-09-30", "1", "0", "1", ""],
        ["2-101", "杨霞", "2026Q1", "2026-03-31", "100", "0", "100.00", ""],
        ["3-101", "马超", "2026Q1", "2026-03-31", "100", "50", "60", ""],
    ]
    file = read(csv_file([header, *rows, *wrong]))
    own = [(problem.row, problem.column) for problem in file.rejected if problem.column]
    assert own == [(5, "业主"), (6, "账期"), (7, "应收金额")]
    assert file.cases == (), "a case of which a row is wrong is not taken in part"


def test_one_sum_is_all_principal_and_marked(loans: Callable[..., CaseFile]) -> None:
    none = dict.fromkeys(("逾期本金", "逾期利息", "逾期罚息", "逾期违约金", "逾期管理费", "已还金额"), "")
    alone, whole, nothing = loans(
        none | {"委外金额": "5000"},
        none | {"委外金额": "5000", "剩余本金": "5000", "委案编号": "GR-2"},
        none | {"委外金额": "", "委案编号": "GR-3"},
    ).cases
    assert [(amounts(case)[0], case.unsplit) for case in (alone, whole, nothing)] == [
        (Decimal("5000.00"), True),
        (Decimal("5000.00"), False),
        (Decimal("0.00"), False),
    ]
    assert [str(doubt.reason)[:23] for doubt in nothing.doubts] == ["the row gives no amount"]


def test_money_in_columns_not_known_is_never_dropped(loans: Callable[..., CaseFile]) -> None:
    file = loans({"律师费": "300.00"}, {"律师费": "0", "委案编号": "GR-2"})
    assert [(row, column) for row, column, _ in reasons(file)] == [(2, "律师费")]
    assert [case.case_id for case in file.cases] == ["GR-2"]


def test_amounts_in_ten_thousands_and_other_currencies(loans: Callable[..., CaseFile]) -> None:
    file = loans(
        {"签约金额(万元)": "1.25"},
        {"委案编号": "GR-2", "币种": "USD"},
        {"委案编号": "GR-3", "币种": "人民币", "签约金额(万元)": "2.5万"},
    )
    assert [case.amount_lent for case in file.cases] == [Decimal("12500.00"), Decimal("25000.00")]
    assert [(row, column) for row, column, _ in reasons(file)] == [(3, "币种")]


def test_a_merged_amount_is_not_multiplied(xlsx_file: WriteFile) -> None:
    path = xlsx_file([list(GOOD), list(GOOD.values()), [*(GOOD | {"委案编号": "GR-2"}).values()]])
    book = openpyxl.load_workbook(path)
    at = list(GOOD).index("逾期本金") + 1
    book.active.merge_cells(start_row=2, end_row=3, start_column=at, end_column=at)
    book.save(path)
    file = read(path)
    assert [(row, column) for row, column, _ in reasons(file)] == [(2, "逾期本金"), (3, "逾期本金")]


def test_a_printed_total_that_disagrees_is_an_error(csv_file: WriteFile) -> None:
    rows = [list(GOOD), list(GOOD.values())]
    right = read(csv_file([*rows, ["合计", "", "", "1,135.00", *[""] * 7]]))
    assert (len(right.cases), right.rejected) == (1, ())
    wrong = read(csv_file([*rows, ["合计", "", "", "1,136.00", *[""] * 7]]))
    assert reasons(wrong) == [(3, "委外金额", "the total says 1,136.00, but the rows add up to 1,135.00")]

"""A client's personal-loan file as records, and what is said about rows that are wrong."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from dunning_cli.intake.loan_records import LoanContact, LoanFile, LoanPhone
from dunning_cli.intake.table import NO_ALIASES, read_table

from dunning_cli.domain.case.codes.people import AddressKind, PhoneKind, Relation
from dunning_cli.intake import personal_loans
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


def read_personal_loans(path: Path, aliases: Mapping[str, str] = NO_ALIASES) -> LoanFile:
    return personal_loans.read_personal_loans(path.name, path.read_bytes(), aliases)


@pytest.fixture
def loans(csv_file: WriteFile) -> Callable[..., LoanFile]:
    """Reads a file whose rows are the good one with changes."""

    def read(*changes: dict[str, str]) -> LoanFile:
        columns = list(dict.fromkeys([*GOOD, *(column for change in changes for column in change)]))
        rows = [[(GOOD | change).get(column, "") for column in columns] for change in changes]
        return read_personal_loans(csv_file([columns, *rows]))

    return read


def reasons(file: LoanFile) -> list[tuple[int, str, str]]:
    return [(problem.row, problem.column, str(problem.reason)) for problem in file.rejected]


def test_the_sample_is_read_whole(sample: Path) -> None:
    file = read_personal_loans(sample)
    assert len(file.rows) == 200
    assert sum(loan.entrusted_amount or 0 for loan in file.rows) == Decimal("1958462.36")
    assert (file.rejected, file.unknown_columns, file.ignored_columns, file.other_sheets) == ((), (), (), ())
    assert [loan.row for loan in file.rows] == list(range(3, 203))
    assert {loan.entrusted for loan in file.rows} == {date(2026, 6, 1)}


def test_a_loan_of_the_sample(sample: Path) -> None:
    file = read_personal_loans(sample)
    loan = file.rows[0]
    assert (loan.case_id, loan.batch_id, loan.debtor_name, loan.sex) == (
        "GR2026060001",
        "GR-2026-06-A",
        "黄霞",
        "male",
    )
    assert (loan.principal, loan.interest, loan.penalty, loan.fee, loan.paid) == tuple(
        map(Decimal, ("10000.00", "120.00", "225.00", "0.00", "0.00"))
    )
    assert (loan.amount_lent, loan.outstanding_principal) == (Decimal("120000.00"), Decimal("60000.00"))
    assert (loan.days_overdue, loan.overdue_since, loan.contract_date) == (
        25,
        date(2026, 5, 7),
        date(2025, 11, 3),
    )
    assert (loan.periods_total, loan.periods_current, loan.periods_paid) == (12, 7, 6)
    assert (loan.creditor, loan.product_type) == ("远山小额贷款有限公司", "经营贷")
    assert (loan.bank_name, loan.bank_account) == ("中国建设银行", "6217000010000000")
    assert loan.phones == (LoanPhone("13834052166", PhoneKind.MOBILE),)
    assert [address.kind for address in loan.addresses] == [AddressKind.HOME, AddressKind.REGISTERED]
    assert loan.contacts[0] == LoanContact("徐子涵", Relation.SPOUSE, "配偶", "13964996617")
    assert len(loan.contacts) == 3
    assert file.rows[9].debtor_name == "黄浩然"
    assert file.rows[13].note == "客户称 5 月已还一期，待核实\n(电话 2026-05-20)"


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
    file = read_personal_loans(path)
    assert file.rejected == ()
    assert [replace(loan, row=0) for loan in file.rows] == [
        replace(loan, row=0) for loan in read_personal_loans(sample).rows
    ]


def test_reading_changes_nothing_and_is_quick(sample: Path, tmp_path: Path) -> None:
    copy = tmp_path / "loans.xlsx"
    shutil.copy(sample, copy)
    before = copy.read_bytes(), copy.stat().st_mtime_ns
    start = time.perf_counter()
    read_personal_loans(copy)
    assert time.perf_counter() - start < 2
    assert (copy.read_bytes(), copy.stat().st_mtime_ns) == before
    assert list(tmp_path.iterdir()) == [copy]


def test_three_bad_rows_are_named_with_every_reason(loans: Callable[..., LoanFile]) -> None:
    file = loans(
        {},
        {"委案编号": "GR/2", "委外日期": "6月1日", "逾期本金": "1,00"},
        {"委案编号": "GR-3", "客户姓名": "", "手机号码": "无"},
        {"委案编号": "GR-4"},
        {"委案编号": "", "逾期天数": "x"},
    )
    assert [loan.case_id for loan in file.rows] == ["GR-1", "GR-4"]
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
        ["'GR/2'", "'6月1日'", "'1,00'", "客户姓名 is missing", "'无'", "委案编号 is missing", "'x'"],
        strict=True,
    ):
        assert says in text


def test_a_debt_that_does_not_add_up_is_rejected_with_both_figures(loans: Callable[..., LoanFile]) -> None:
    file = loans({"委外金额": "1135.01"}, {"委案编号": "GR-2", "委外金额": ""})
    assert [loan.entrusted_amount for loan in file.rows] == [None]
    [(row, column, reason)] = reasons(file)
    assert (row, column) == (2, "委外金额")
    assert "1135.01" in reason
    assert reason.endswith("is 1135.00")


def test_blank_components_are_zero_and_other_blanks_unknown(loans: Callable[..., LoanFile]) -> None:
    blanks = dict.fromkeys(("逾期利息", "逾期罚息", "逾期违约金", "逾期管理费", "已还金额", "逾期天数"), " ")
    [loan] = loans(blanks | {"委外金额": "1000"}).rows
    assert (loan.interest, loan.penalty, loan.fee, loan.paid) == (Decimal("0.00"),) * 4
    assert (loan.days_overdue, loan.overdue_since, loan.amount_lent, loan.contract_date) == (None,) * 4


def test_a_case_that_stands_twice_is_rejected_the_second_time(loans: Callable[..., LoanFile]) -> None:
    file = loans({}, {"委案编号": "GR-2"}, {"委案编号": "ＧＲ-1", "客户姓名": "李敏"})
    assert [(loan.case_id, loan.debtor_name) for loan in file.rows] == [("GR-1", "王芳"), ("GR-2", "王芳")]
    assert reasons(file) == [(4, "委案编号", "case GR-1 stands in row 2 already")]


def test_a_settled_case_keeps_its_status(loans: Callable[..., LoanFile]) -> None:
    assert [
        loan.agency_status
        for loan in loans({"委外状态": "退案"}, {"委案编号": "GR-2", "委外状态": "停催"}).rows
    ] == [
        "退案",
        "停催",
    ]


def test_second_choices_for_a_value(loans: Callable[..., LoanFile]) -> None:
    lent, signed = loans(
        {"签约金额": "50000", "放款金额": "48000", "未还本金": "700"},
        {"委案编号": "GR-2", "签约金额": "50000", "剩余本金": "900", "合同编号": "HT-007"},
    ).rows
    assert (lent.amount_lent, signed.amount_lent) == (Decimal("48000.00"), Decimal("50000.00"))
    assert (lent.outstanding_principal, signed.outstanding_principal) == (
        Decimal("700.00"),
        Decimal("900.00"),
    )
    assert (lent.contract_number, signed.contract_number) == ("", "HT-007")


def test_phones_by_kind_and_contacts_by_relation(loans: Callable[..., LoanFile]) -> None:
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
    ).rows
    assert [phone.kind for phone in loan.phones] == [PhoneKind.HOME, PhoneKind.REGISTERED, PhoneKind.WORK]
    assert loan.addresses[0].kind is AddressKind.WORK
    assert loan.contacts == (
        LoanContact("李敏", Relation.SIBLING, "姐姐", ""),
        LoanContact("周明", Relation.OTHER, "房东", "13900000008"),
    )


def test_a_contact_without_a_name_is_rejected(loans: Callable[..., LoanFile]) -> None:
    file = loans({"联络人3电话": "13900000008"})
    assert reasons(file) == [(2, "联络人3姓名", "联络人3姓名 is missing")]


def test_unknown_repeated_and_unnamed_columns_are_kept_out(csv_file: WriteFile) -> None:
    columns = [*GOOD, "批次号", "评分", "", "批次号"]
    file = read_personal_loans(csv_file([columns, [*GOOD.values(), "A", "88", "?", "B"]]))
    assert [loan.batch_id for loan in file.rows] == ["A"]
    assert file.unknown_columns == ("评分",)
    assert file.ignored_columns == ("批次号 (O)", "N")


def test_a_profile_names_other_columns(csv_file: WriteFile) -> None:
    columns = ["案号" if column == "委案编号" else column for column in GOOD]
    path = csv_file([columns, list(GOOD.values())])
    with pytest.raises(Refused, match="委案编号"):
        read_personal_loans(path)
    assert read_personal_loans(path, {"案号": "委案编号"}).rows[0].case_id == "GR-1"


def test_a_shifted_row_is_rejected(csv_file: WriteFile) -> None:
    file = read_personal_loans(csv_file([list(GOOD), [*GOOD.values(), "多出"]]))
    assert file.rows == ()
    assert "'多出' stands beyond the last column" in reasons(file)[0][2]


def test_lost_digits_and_unsaved_formulas_reject_the_row_only_where_they_are_used(
    xlsx_file: WriteFile,
) -> None:
    columns = [*GOOD, "身份证号", "序号"]
    lost = [*GOOD.values(), 110108199606050006, "=ROW()"]
    unsaved = [*(GOOD | {"委案编号": "GR-2", "逾期本金": "=500*2"}).values(), "110108199606050006", 1]
    file = read_personal_loans(xlsx_file([columns, lost, unsaved]))
    assert [(row, column) for row, column, _ in reasons(file)] == [(2, "身份证号"), (3, "逾期本金")]
    assert file.rows == ()


def test_every_known_header_of_the_sample_is_in_the_table(sample: Path) -> None:
    assert (
        len(
            read_table(
                sample.name, sample.read_bytes(), ("委案编号", "委外日期", "客户姓名"), ["委案编号"]
            ).header
        )
        == 77
    )

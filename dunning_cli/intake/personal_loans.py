"""A personal-loan client file to loan records, every wrong cell of every row reported."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import TypeVar

from dunning_cli.domain.case.codes.people import Relation
from dunning_cli.intake import loan_columns as columns
from dunning_cli.intake.grammar import (
    plain,
    read_amount,
    read_case_number,
    read_date,
    read_identifier,
    read_line,
    read_note,
    read_phone,
    read_recent_date,
    read_whole,
    stripped,
)
from dunning_cli.intake.loan_records import LoanAddress, LoanContact, LoanFile, LoanPhone, LoanRow, RowProblem
from dunning_cli.intake.table import NO_ALIASES, SheetRow, read_table
from dunning_cli.kernel.dates import may_be_entered, not_to_be_entered
from dunning_cli.kernel.errors import Unreadable
from dunning_cli.kernel.message import Message, msg
from dunning_cli.kernel.money import ZERO

MOST_DAYS_OVERDUE = 36_500

T = TypeVar("T")
U = TypeVar("U")


def read_personal_loans(name: str, data: bytes, aliases: Mapping[str, str] = NO_ALIASES) -> LoanFile:
    """The loans in the bytes of a client's .xlsx, .csv or .tsv file of that name (columns in docs/rules.md).

    `aliases` maps further headers to known columns, as a mapping profile does. Raises WrongUsage or Refused
    when the file as a whole cannot be read; what is wrong with a row is in `rejected`.
    """
    table = read_table(name, data, columns.KNOWN, columns.REQUIRED, {**columns.ALIASES, **aliases})
    rows: list[LoanRow] = []
    rejected: list[RowProblem] = []
    first_rows: dict[str, tuple[int, str]] = {}
    for row in table.rows:
        loan, problems = _loan(row, first_rows)
        rejected.extend(problems)
        if loan is not None:
            rows.append(loan)
    return LoanFile(
        tuple(rows),
        tuple(rejected),
        tuple(name for name in table.header if name not in columns.KNOWN),
        table.repeated + table.unnamed,
        table.other_sheets,
    )


def _loan(row: SheetRow, first_rows: dict[str, tuple[int, str]]) -> tuple[LoanRow | None, list[RowProblem]]:
    cells = _Cells(row)
    case_id = cells.required(columns.CASE_NUMBER, read_case_number)
    name = cells.required(columns.DEBTOR_NAME, read_line)
    entrusted = cells.required(columns.ENTRUSTED_ON, read_recent_date)
    days_overdue = cells.value("逾期天数", lambda text: read_whole(text, MOST_DAYS_OVERDUE), None)
    debt = _Debt(cells)
    loan = LoanRow(
        row=row.number,
        case_id=case_id or "",
        batch_id=cells.identifier("批次号"),
        entrusted=entrusted or date.min,
        agency_status=cells.line("委外状态"),
        entrusted_amount=debt.stated,
        paid=debt.paid,
        principal=debt.principal,
        interest=debt.interest,
        penalty=debt.penalty,
        fee=debt.fee,
        outstanding_principal=cells.first_amount("剩余本金", "未还本金"),
        days_overdue=days_overdue,
        overdue_since=_overdue_since(cells, entrusted, days_overdue),
        note=cells.value("备注", read_note, ""),
        customer_number=cells.identifier("客户号"),
        debtor_name=name or "",
        sex=cells.value("性别", _read_sex, ""),
        id_number=cells.identifier("身份证号"),
        email=cells.line("电子邮箱"),
        employer=cells.line("公司名称"),
        city=cells.line("城市"),
        phones=_phones(cells),
        addresses=_addresses(cells),
        contacts=_contacts(cells),
        creditor=cells.line("放款机构"),
        account_number=cells.identifier("账户号"),
        contract_number=cells.first_identifier(*columns.CONTRACT_NUMBERS),
        contract_date=cells.value("放款时间", read_date, None),
        amount_lent=cells.first_amount("放款金额", "签约金额"),
        product_type=cells.line("产品类型"),
        periods_total=cells.value("总期数", read_whole, None),
        periods_current=cells.value("当前期数", read_whole, None),
        periods_paid=cells.value("已还期数", read_whole, None),
        bank_name=cells.line("银行名"),
        bank_account=cells.identifier("银行帐号"),
    )
    debt.check(cells)
    if case_id is not None:
        first, written = first_rows.setdefault(case_id.casefold(), (row.number, case_id))
        if first != row.number:
            reason = (
                msg("case {case} stands in row {row} already", case=case_id, row=first)
                if written == case_id
                else msg(
                    "{case} differs from {other} in row {row} only by capitals; give one of the two another number",
                    case=case_id,
                    other=written,
                    row=first,
                )
            )
            cells.reject(columns.CASE_NUMBER, reason)
    return (None if cells.problems else loan), cells.problems


class _Cells:
    """The cells of one row; what cannot be read is collected, so that a person mends a row once."""

    def __init__(self, row: SheetRow) -> None:
        self._row = row
        self.problems: list[RowProblem] = []
        if row.surplus:
            self.reject(
                "", msg("'{text}' stands beyond the last column: the row is shifted", text=row.surplus)
            )

    def reject(self, column: str, reason: Message) -> None:
        """Notes that a cell of the row is wrong."""
        self.problems.append(RowProblem(self._row.number, column, reason))

    def has(self, column: str) -> bool:
        """Whether the cell holds anything."""
        return bool(stripped(self._row.cells.get(column, ""))) or column in self._row.doubts

    def value(self, column: str, read: Callable[[str], T], empty: U) -> T | U:
        """The cell read by a grammar; `empty` where it is blank, cannot be believed or cannot be read."""
        doubt = self._row.doubts.get(column)
        if doubt is not None:
            self.reject(column, doubt)
            return empty
        if not self.has(column):
            return empty
        try:
            return read(self._row.cells[column])
        except Unreadable as error:
            self.reject(column, error.message)
            return empty

    def required(self, column: str, read: Callable[[str], T]) -> T | None:
        """As `value`, and a blank cell is a problem."""
        if not self.has(column):
            self.reject(column, msg("{column} is missing", column=column))
            return None
        return self.value(column, read, None)

    def line(self, column: str) -> str:
        """A text of one line, `""` where blank."""
        return self.value(column, read_line, "")

    def identifier(self, column: str) -> str:
        """A number kept as text, `""` where blank."""
        return self.value(column, read_identifier, "")

    def first_identifier(self, *names: str) -> str:
        """The first of several columns that holds a number kept as text."""
        return next((self.identifier(name) for name in names if self.has(name)), "")

    def first_amount(self, *names: str) -> Decimal | None:
        """The first of several columns that holds an amount."""
        return next((self.value(name, read_amount, None) for name in names if self.has(name)), None)


class _Debt:
    """What is owed by component; blank components are zero."""

    def __init__(self, cells: _Cells) -> None:
        before = len(cells.problems)
        self.stated = cells.value(columns.ENTRUSTED_AMOUNT, read_amount, None)
        self.paid = cells.value("已还金额", read_amount, ZERO)
        self.principal = cells.value("逾期本金", read_amount, ZERO)
        self.interest = cells.value("逾期利息", read_amount, ZERO)
        self.penalty = sum((cells.value(name, read_amount, ZERO) for name in columns.PENALTIES), ZERO)
        self.fee = cells.value("逾期管理费", read_amount, ZERO)
        self._readable = len(cells.problems) == before

    def check(self, cells: _Cells) -> None:
        """Rejects the row where the components less what was paid are not the amount the client states."""
        computed = self.principal + self.interest + self.penalty + self.fee - self.paid
        if not self._readable or self.stated is None or computed == self.stated:
            return
        reason = msg(
            "the amount stated is {stated}, but principal {principal} + interest {interest} + penalty {penalty}"
            " + fee {fee} - paid {paid} is {computed}",
            stated=self.stated,
            principal=self.principal,
            interest=self.interest,
            penalty=self.penalty,
            fee=self.fee,
            paid=self.paid,
            computed=computed,
        )
        cells.reject(columns.ENTRUSTED_AMOUNT, reason)


def _overdue_since(cells: _Cells, entrusted: date | None, days: int | None) -> date | None:
    if entrusted is None or days is None:
        return None
    since = entrusted - timedelta(days=days)
    if not may_be_entered(since):
        cells.reject("逾期天数", not_to_be_entered(since))
    return since


def _read_sex(text: str) -> str:
    value = plain(text)
    try:
        return columns.SEXES[value.upper()]
    except KeyError:
        raise Unreadable(msg("'{text}' is not a sex: expected 男 or 女", text=value)) from None


def _phones(cells: _Cells) -> tuple[LoanPhone, ...]:
    numbers = ((cells.value(name, read_phone, ""), kind) for name, kind in columns.PHONES)
    return tuple(LoanPhone(number, kind) for number, kind in numbers if number)


def _addresses(cells: _Cells) -> tuple[LoanAddress, ...]:
    texts = ((cells.line(name), kind) for name, kind in columns.ADDRESSES)
    return tuple(LoanAddress(text, kind) for text, kind in texts if text)


def _contacts(cells: _Cells) -> tuple[LoanContact, ...]:
    contacts: list[LoanContact] = []
    for name_column, relation_column, phone_column in columns.CONTACTS:
        if not cells.has(name_column) and not cells.has(phone_column):
            continue  # a relation alone is what is left of an empty form
        name = cells.required(name_column, read_line)
        relation = cells.line(relation_column)
        phone = cells.value(phone_column, read_phone, "")
        if name is not None:
            contacts.append(
                LoanContact(name, columns.RELATIONS.get(plain(relation), Relation.OTHER), relation, phone)
            )
    return tuple(contacts)

"""One row as a case: what it says of contract, debt, status and people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from types import MappingProxyType

from dunning_cli.domain.case.people.several_names import names_in_cell
from dunning_cli.domain.policy.billing import BillPeriod
from dunning_cli.intake.cases.case_number import case_number
from dunning_cli.intake.cases.debt import debt_of, divided, months_owed
from dunning_cli.intake.cases.month_columns import outside, owed_by_month
from dunning_cli.intake.cases.records import FileCase
from dunning_cli.intake.cases.row_people import addresses_of, documents_of, people_of, phones_of
from dunning_cli.intake.files.grammar import (
    plain,
    read_amount,
    read_line,
    read_note,
    read_recent_date,
    read_terms,
    read_whole,
)
from dunning_cli.intake.profiles.cells import Cells
from dunning_cli.intake.profiles.profile import Profile, RowsAre, Spread
from dunning_cli.intake.profiles.usual_words import LEDGER_CURRENCY, STATUSES
from dunning_cli.kernel.dates import may_be_entered, not_to_be_entered
from dunning_cli.kernel.message import msg
from dunning_cli.kernel.money import ZERO, to_cents
from dunning_cli.kernel.nodes import EMPTY_MAP
from dunning_cli.kernel.record import dataclass

MOST_DAYS_OVERDUE = 36_500
_RATE_PER_YEAR = Decimal(100)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How a file is read, beyond what its profile says."""

    entrusted: date | None = None
    """When all cases were entrusted, where the rows do not say."""
    spread: Spread | None = None
    """Into which bills sums for several months are divided, where it differs from the profile."""
    visible_only: bool = False
    """Leave out the rows that the spreadsheet does not show."""
    area: str = ""
    """The estate, village or district of all cases, where the rows do not say."""
    today: date | None = None
    """The day of the reading, for months without a year."""


def case_of(
    cells: Cells, profile: Profile, reading: Reading, months: Mapping[int, BillPeriod] = MappingProxyType({})
) -> FileCase | None:
    """What a row says of its case, debts aside where a row is a charge; None where it names no case.

    `months` are the columns that hold what is owed of one month, by position.
    """
    number = case_number(cells, profile, reading.area)
    name = cells.required("name", read_line)
    several = names_in_cell(name or "")
    if several:
        cells.doubt(
            "name",
            msg(
                "{count} people in one cell: kept as written; each of the names finds the case",
                count=len(several),
            ),
        )
    entrusted = cells.day("entrusted", read_recent_date) or reading.entrusted
    if "entrusted" in profile.needed and entrusted is None and not cells.has("entrusted"):
        cells.required("entrusted", read_line)
    days = cells.value("days_overdue", lambda text: read_whole(text, MOST_DAYS_OVERDUE), None)
    id_number, code = documents_of(cells)
    case = FileCase(
        row=cells.number,
        case_id="" if number is None else number.id,
        older_id="" if number is None else number.older,
        debtor_name=name or "",
        policy=cells.identifier("policy"),
        entrusted=entrusted,
        as_of=cells.day("as_of", read_recent_date),
        return_by=cells.day("return_by", read_recent_date),
        batch_id=cells.identifier("batch"),
        held=_status(cells),
        days_overdue=days,
        overdue_since=cells.day("overdue_since", read_recent_date) or _overdue_since(cells, entrusted, days),
        note=cells.value("remark", read_note, ""),
        customer_number=cells.identifier("customer"),
        id_number=id_number,
        credit_code=code,
        email=cells.line("email"),
        employer=cells.line("employer"),
        area=cells.line("area") or reading.area,
        phones=phones_of(cells),
        addresses=addresses_of(cells, reading.area),
        people=people_of(cells),
        creditor=cells.line("creditor"),
        account_number=cells.identifier("account_number"),
        contract_number=cells.identifier("contract"),
        contract_date=cells.day("contract_date"),
        amount_lent=cells.amount("lent"),
        product_type=cells.line("product"),
        periods_total=cells.value("periods", read_whole, None),
        bank_name=cells.line("bank"),
        bank_account=cells.identifier("bank_account"),
        contract_rate=_rate(cells),
        floor_area=cells.value("floor_area", read_amount, None),
        price=cells.value("price", read_amount, None),
        owner=cells.identifier("owner"),
        credit=cells.amount("credit") or ZERO,
        terms=cells.value("terms", read_terms, EMPTY_MAP),
    )
    on = case.as_of or case.entrusted
    if cells.has("overdue_since") and on is not None and (case.overdue_since or on) > on:
        cells.reject("overdue_since", msg("the day lies after {day}, of which the amounts are", day=on))
    _refuse_other_currency(cells)
    if cells.has("closed"):
        cells.reject("closed", msg("the case is closed; leave the row out"))
    if profile.keys.rows is RowsAre.CASE:
        case = (
            _by_month(cells, reading, case, months) if months else _with_debt(cells, profile, reading, case)
        )
    return None if number is None else case


def _with_debt(cells: Cells, profile: Profile, reading: Reading, case: FileCase) -> FileCase:
    found = debt_of(cells, profile)
    case = replace(
        case,
        debt=found.debt,
        paid=found.paid,
        stated=found.stated,
        unsplit=found.unsplit,
        outstanding=found.outstanding,
    )
    spread = reading.spread or profile.keys.spread
    if spread is Spread.NONE:
        return case
    span = months_owed(cells)
    if span is None or not found.debt.total:
        return replace(case, undated=bool(found.debt.total) and case.overdue_since is None)
    _doubt_price(cells, case, found.debt.principal, span.months)
    return replace(case, bills=divided(cells.number, found.debt, span, spread))


def _by_month(cells: Cells, reading: Reading, case: FileCase, months: Mapping[int, BillPeriod]) -> FileCase:
    """With the bill of each month that has an amount; with one sum where that is asked for."""
    bills, whole = owed_by_month(cells, months)
    span = months_owed(cells)
    stray = outside(bills, span.first, span.last) if span is not None else None
    if stray is not None:
        cells.reject("period", msg("{month} is not among these months, and has an amount", month=stray.ref))
    _doubt_price(cells, case, whole.principal, len(bills))
    if reading.spread is Spread.NONE or not bills:
        return replace(case, debt=whole, undated=bool(whole.total) and case.overdue_since is None)
    return replace(case, bills=bills)


def _doubt_price(cells: Cells, case: FileCase, principal: Decimal, months: int) -> None:
    """Notes a sum that is not area by price by months."""
    if not case.floor_area or not case.price or not months:
        return
    computed = to_cents(case.floor_area * case.price * months)
    if abs(computed - principal) > Decimal("0.05") * months:
        cells.doubt(
            "principal",
            msg(
                "{area} m² at {price} for {months} months are {computed}, not {stated}; the stated sum was taken",
                area=case.floor_area,
                price=case.price,
                months=months,
                computed=computed,
                stated=principal,
            ),
        )


def _status(cells: Cells) -> str:
    """The client's word where it says that the debtor is not to be contacted; a case taken back or paid is rejected."""
    text, status = cells.word("status")
    status = status or STATUSES.get(plain(text))
    if status == "returned":
        cells.reject(
            "status", msg("'{text}': the client has taken the case back; leave the row out", text=text)
        )
    elif status == "paid":
        cells.reject("status", msg("'{text}': the debt is settled; leave the row out", text=text))
    elif text and status is None:
        cells.doubt(
            "status", msg("the status '{text}' is not known; the case is opened like any other", text=text)
        )
    return text if status == "held" else ""


def _refuse_other_currency(cells: Cells) -> None:
    text = plain(cells.line("currency"))
    if text and text.upper() not in LEDGER_CURRENCY:
        cells.reject("currency", msg("'{text}' is not the ledger's currency", text=text))
    if cells.amount("foreign"):
        cells.reject(
            "foreign", msg("an amount in another currency cannot be taken: the ledger is kept in yuan")
        )


def _overdue_since(cells: Cells, entrusted: date | None, days: int | None) -> date | None:
    if entrusted is None or days is None:
        return None
    since = entrusted - timedelta(days=days)
    if not may_be_entered(since):
        cells.reject("days_overdue", not_to_be_entered(since))
    return since


def _rate(cells: Cells) -> str:
    """A yearly contract rate as a term says it: `12%`, and `0.12` which is the same; empty where blank."""
    text = plain(cells.line("rate")).replace(" ", "")
    if not text:
        return ""
    number = text.removesuffix("/year").removesuffix("/年").removesuffix("%")
    try:
        value = Decimal(number)
    except ArithmeticError:
        value = Decimal(-1)
    if not (number.replace(".", "", 1).isdigit() and number.isascii()) or value < 0:
        cells.reject("rate", msg("'{text}' is not a yearly rate: write it as 12%", text=text))
        return ""
    if "%" not in text:
        if value > 1:
            cells.reject(
                "rate", msg("'{text}' may be 12 or 12%: write the rate with its sign, as in 12%", text=text)
            )
            return ""
        value *= _RATE_PER_YEAR
    return f"{value.normalize():f}%/year" if value else ""

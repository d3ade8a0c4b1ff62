"""A client's file to cases, every wrong cell of every row reported."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import TypeVar

from dunning_cli.domain.case.codes.labels import label_of
from dunning_cli.domain.case.codes.people import PhoneKind, Relation
from dunning_cli.domain.case.people.identity import doubt_about, identity
from dunning_cli.domain.case.people.several_names import names_in_cell
from dunning_cli.domain.case.people.telephone import doubt_about_number, kind_of_line
from dunning_cli.intake.cases.case_number import case_number
from dunning_cli.intake.cases.debt import charge_of, debt_of, divided, months_owed
from dunning_cli.intake.cases.records import CaseFile, FileAddress, FileCase, FilePerson, FilePhone
from dunning_cli.intake.files.grammar import (
    plain,
    read_amount,
    read_line,
    read_note,
    read_phone,
    read_phones,
    read_recent_date,
    read_terms,
    read_whole,
    stripped,
)
from dunning_cli.intake.files.opened import opened
from dunning_cli.intake.profiles.cells import Cells, RowProblem
from dunning_cli.intake.profiles.kinds import ADDRESSES, PEOPLE, PHONES
from dunning_cli.intake.profiles.profile import Profile, RowsAre, Spread
from dunning_cli.intake.profiles.recognised import Found, recognised
from dunning_cli.intake.profiles.rows import FileRow, TableRows, rows_as_they_stand, rows_below
from dunning_cli.intake.profiles.usual_words import LEDGER_CURRENCY, NOTHING_SAID, RELATIONS, STATUSES
from dunning_cli.kernel.dates import may_be_entered, not_to_be_entered
from dunning_cli.kernel.message import Message, label, msg
from dunning_cli.kernel.money import ZERO
from dunning_cli.kernel.nodes import EMPTY_MAP
from dunning_cli.kernel.record import dataclass

Read = TypeVar("Read")
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


def read_cases(
    name: str, data: bytes, profiles: Sequence[Profile], reading: Reading | None = None
) -> CaseFile:
    """The cases in the bytes of a client's .xlsx, .xls, .csv or .tsv file of that name.

    Raises WrongUsage or Refused when the file as a whole cannot be read; what is wrong with a row is in `rejected`.
    """
    reading = reading or Reading()
    found = recognised(name, opened(name, data), profiles)
    table = rows_below(name, found, reading.visible_only)
    cases = _Cases(found, reading)
    for row in table.rows:
        cases.take(row)
    cases.check_totals(table)
    return cases.as_file(table)


class _Cases:
    """The cases of a file as its rows come in."""

    def __init__(self, found: Found, reading: Reading) -> None:
        self._found = found
        self._profile = found.profile
        self._reading = reading
        self._cases: dict[str, FileCase] = {}
        self._wrong: dict[str, int] = {}
        """Cases of which a row was rejected: none of their rows is taken."""
        self._rejected: list[RowProblem] = []
        self._first_rows: dict[str, tuple[int, str]] = {}
        self._bad_rows: list[FileRow] = []

    def take(self, row: FileRow) -> None:
        """Reads a row."""
        cells = Cells(self._profile, self._found.columns, row)
        case = _case(cells, self._profile, self._reading)
        if self._profile.keys.rows is RowsAre.CHARGE:
            self._charge(cells, case)
        else:
            self._refuse_twice(cells, case)
            if not cells.problems and case is not None:
                self._cases[case.case_id] = replace(case, doubts=tuple(cells.doubts))
        if cells.problems:
            self._rejected += cells.problems
            self._bad_rows.append(row)

    def _charge(self, cells: Cells, case: FileCase | None) -> None:
        bill = charge_of(cells)
        if case is None:
            return
        known = self._cases.get(case.case_id)
        if known is None or known.debtor_name == case.debtor_name:
            self._refuse_other_capitals(cells, case)
        else:
            cells.reject(
                "name",
                msg(
                    "case {case} is {name}'s in row {row}",
                    case=case.case_id,
                    name=known.debtor_name,
                    row=known.row,
                ),
            )
        if (
            bill is not None
            and known is not None
            and bill.ref
            and any(each.ref == bill.ref for each in known.bills)
        ):
            cells.reject("period", msg("{period} of {case} stands in another row already", period=bill.ref,
                                       case=case.case_id))  # fmt: skip
        if cells.problems or bill is None:
            self._wrong.setdefault(case.case_id, cells.number)
            return
        merged = case if known is None else _joined(known, case)
        self._cases[case.case_id] = replace(
            merged, bills=(*merged.bills, bill), doubts=(*merged.doubts, *cells.doubts)
        )

    def _refuse_twice(self, cells: Cells, case: FileCase | None) -> None:
        if case is None or not case.case_id:
            return
        first, written = self._first_rows.setdefault(case.case_id.casefold(), (case.row, case.case_id))
        if first == case.row:
            return
        if written == case.case_id:
            cells.reject("case", msg("case {case} stands in row {row} already", case=case.case_id, row=first))
        else:
            self._other_capitals(cells, case, first, written)

    def _refuse_other_capitals(self, cells: Cells, case: FileCase) -> None:
        first, written = self._first_rows.setdefault(case.case_id.casefold(), (case.row, case.case_id))
        if written != case.case_id:
            self._other_capitals(cells, case, first, written)

    def _other_capitals(self, cells: Cells, case: FileCase, first: int, written: str) -> None:
        cells.reject(
            "case",
            msg(
                "{case} differs from {other} in row {row} only by capitals; give one of the two another number",
                case=case.case_id,
                other=written,
                row=first,
            ),
        )

    def check_totals(self, table: TableRows) -> None:
        """Rejects a row of totals whose sum is not that of the rows above it, where all of them could be read."""
        if len(table.totals) != 1 or self._rejected or self._reading.visible_only:
            return
        cells = Cells(self._profile, self._found.columns, table.totals[0])
        for fact in ("total", "principal"):
            if not cells.has(fact):
                continue
            printed = cells.amount(fact)
            if cells.problems:
                return
            summed = sum(
                (Cells(self._profile, self._found.columns, row).amount(fact) or ZERO for row in table.rows),
                ZERO,
            )
            if printed is not None and printed != summed:
                cells.reject(
                    fact,
                    msg(
                        "the total says {printed}, but the rows add up to {sum}", printed=printed, sum=summed
                    ),
                )
                self._rejected += cells.problems
            return

    def as_file(self, table: TableRows) -> CaseFile:
        """All of it."""
        columns = self._found.columns
        for case_id, row in self._wrong.items():
            case = self._cases.pop(case_id, None)
            if case is not None:
                reason = msg("another row of {case} is wrong: row {row}", case=case_id, row=row)
                self._rejected += [RowProblem(bill.row, "", reason) for bill in case.bills]
        rejected = sorted(self._rejected, key=lambda problem: problem.row)
        return CaseFile(
            profile=self._profile,
            rows=len(table.rows),
            cases=tuple(self._cases.values()),
            rejected=tuple(rejected),
            header=columns.headers,
            wrong=rows_as_they_stand(table.rows, {problem.row for problem in rejected}, len(columns.headers)),
            skipped=table.skipped,
            hidden=table.hidden,
            merged=table.merged,
            unknown_columns=tuple(columns.headers[at] for at in columns.unknown),
            ignored_columns=tuple(columns.label(at) for at in (*columns.repeated, *table.unnamed)),
            other_sheets=self._found.others,
            title=self._title_without_area(),
        )

    def _title_without_area(self) -> str:
        keys = self._profile.keys
        if "area" not in keys.case_id or self._reading.area or self._found.columns.of("area"):
            return ""
        above = [row for row in self._found.sheet.top if row.number < self._found.row]
        texts = [stripped(cell) for row in above for cell in row.cells]
        return next((text for text in texts if text), "")


def _joined(known: FileCase, more: FileCase) -> FileCase:
    """A case with what a further row adds: numbers and people not named before, and what was left out."""
    return replace(
        known,
        phones=tuple(dict.fromkeys((*known.phones, *more.phones))),
        addresses=tuple(dict.fromkeys((*known.addresses, *more.addresses))),
        people=tuple(dict.fromkeys((*known.people, *more.people))),
        id_number=known.id_number or more.id_number,
        note=known.note or more.note,
    )


def _case(cells: Cells, profile: Profile, reading: Reading) -> FileCase | None:
    """What a row says of its case, debts aside where a row is a charge; None where it names no case."""
    case_id = case_number(cells, profile, reading.area)
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
    number, code = _documents(cells)
    case = FileCase(
        row=cells.number,
        case_id=case_id or "",
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
        id_number=number,
        credit_code=code,
        email=cells.line("email"),
        employer=cells.line("employer"),
        area=cells.line("area") or reading.area,
        phones=_phones(cells),
        addresses=_addresses(cells, reading.area),
        people=_people(cells),
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
        case = _with_debt(cells, profile, reading, case)
    return case if case_id else None


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
        if found.debt.total and not cells.problems:
            cells.doubt(
                "period",
                msg("the row does not say which months are owed: the sum comes as one opening balance"),
            )
        return case
    _doubt_price(cells, case, span.months)
    return replace(case, bills=divided(cells.number, found.debt, span, spread))


def _doubt_price(cells: Cells, case: FileCase, months: int) -> None:
    """Notes a sum that is not area by price by months."""
    if not case.floor_area or not case.price:
        return
    computed = (case.floor_area * case.price * months).quantize(Decimal("0.01"))
    if abs(computed - case.debt.principal) > Decimal("0.05") * months:
        cells.doubt(
            "principal",
            msg(
                "{area} m² at {price} for {months} months are {computed}, not {stated}; the stated sum was taken",
                area=case.floor_area,
                price=case.price,
                months=months,
                computed=computed,
                stated=case.debt.principal,
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


def _documents(cells: Cells) -> tuple[str, str]:
    """The debtor's identity number and credit code; one that identifies nobody is noted."""
    number, code = cells.identifier("id_number"), cells.identifier("credit_code")
    token = identity(number)
    if token is not None and token.startswith("organisation") and not code:
        number, code = "", number
    for fact, text in (("id_number", number), ("credit_code", code)):
        why = doubt_about(text)
        if why is not None:
            cells.doubt(fact, msg("{who}: {why}", who=label("debtor"), why=why))
    return number, code


def _doubt_phone(cells: Cells, fact: str, text: str, who: Message, number: int = 0) -> str:
    why = doubt_about_number(text)
    if why is not None:
        cells.doubt(fact, msg("{who}: {why}", who=who, why=why), number)
    return text


def _unless_nothing(
    cells: Cells, fact: str, read: Callable[[str], Read], empty: Read, number: int = 0
) -> Read:
    """A number read by a grammar; `empty`, which is noted, where words such as 无 stand in its place."""

    def reading(text: str) -> Read:
        if plain(text).casefold() not in NOTHING_SAID:
            return read(text)
        cells.doubt(fact, msg("'{text}' is taken as no number", text=text), number)
        return empty

    return cells.value(fact, reading, empty, number)


def _phones(cells: Cells) -> tuple[FilePhone, ...]:
    none: tuple[str, ...] = ()
    return tuple(
        FilePhone(
            _doubt_phone(cells, fact, number, label("debtor")),
            kind_of_line(number) if kind is PhoneKind.MOBILE else kind,
        )
        for fact, kind in PHONES.items()
        for number in _unless_nothing(cells, fact, read_phones, none)
    )


def _addresses(cells: Cells, area: str) -> tuple[FileAddress, ...]:
    texts = ((cells.line(name), kind) for name, kind in ADDRESSES.items())
    found = tuple(FileAddress(text, kind) for text, kind in texts if text)
    if found:
        return found
    home = "".join((cells.line("area") or area, *(cells.line(fact) for fact in ("building", "unit", "room"))))
    return (FileAddress(home, ADDRESSES["address"]),) if cells.has("room") else ()


def _people(cells: Cells) -> tuple[FilePerson, ...]:
    people: list[FilePerson] = []
    for begins, role in PEOPLE.items():
        facts = {what: f"{begins}_{what}" for what in ("name", "relation", "phone", "id")}
        asked = (facts["name"], facts["phone"], facts["id"])
        for number in cells.numbers(asked):
            if not any(cells.has(fact, number) for fact in asked):
                continue  # a relation alone is what is left of an empty form
            name = cells.required(facts["name"], read_line, number)
            relation, code = cells.word(facts["relation"], number)
            phone = _unless_nothing(cells, facts["phone"], read_phone, "", number)
            if phone:
                _doubt_phone(cells, facts["phone"], phone, label_of(role), number)
            if name is not None:
                known = Relation(code) if code else RELATIONS.get(plain(relation), Relation.OTHER)
                people.append(
                    FilePerson(name, role, known, relation, phone, cells.identifier(facts["id"], number))
                )
    return tuple(people)

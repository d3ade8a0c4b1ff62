"""The typed records of a client's file of cases."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from dunning_cli.domain.case.codes.people import AddressKind, PhoneKind, Relation, Role
from dunning_cli.domain.policy.billing import BillPeriod
from dunning_cli.intake.profiles.cells import RowProblem
from dunning_cli.intake.profiles.read_file import ReadFile
from dunning_cli.kernel.money import ZERO
from dunning_cli.kernel.nodes import EMPTY_MAP, Map
from dunning_cli.kernel.record import dataclass


@dataclass(frozen=True, slots=True)
class FilePhone:
    """A number of the debtor."""

    number: str
    kind: PhoneKind


@dataclass(frozen=True, slots=True)
class FileAddress:
    """An address of the debtor."""

    text: str
    kind: AddressKind


@dataclass(frozen=True, slots=True)
class FilePerson:
    """Somebody else of the case; `relation_text` is the client's word, `phone` may be empty."""

    name: str
    role: Role
    relation: Relation
    relation_text: str
    phone: str
    id_number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileDebt:
    """What is owed by component, yuan in cents."""

    principal: Decimal = ZERO
    interest: Decimal = ZERO
    penalty: Decimal = ZERO
    fee: Decimal = ZERO

    @property
    def total(self) -> Decimal:
        """All of it."""
        return self.principal + self.interest + self.penalty + self.fee


@dataclass(frozen=True, slots=True)
class FileBill:
    """One charge of a case. `period` are its months where they are known, `due` its last day for paying where it is said."""

    row: int
    debt: FileDebt
    ref: str = ""
    period: BillPeriod | None = None
    due: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FileCase:
    """One case of a file. Amounts are yuan in cents; a text that the client left out is empty, another value None.

    `debt` is what was overdue before `paid` came in, so that their difference is `stated` where the client states an amount;
    `unsplit` says that the client gave one sum only. `bills` take its place where the file gives charges one by one.
    `outstanding` also holds what is not due yet. `overdue_since` is the entrusted date less the days past due.
    """

    row: int
    case_id: str
    debtor_name: str
    older_id: str = ""
    """The id that versions before gave to the same home, without its entrance; empty where it is no other."""
    policy: str = ""
    entrusted: date | None = None
    as_of: date | None = None
    """The day of the amounts, where it is another one than that of the entrusting."""
    return_by: date | None = None
    batch_id: str = ""
    held: str = ""
    """The client's status, where it says that the debtor is not to be contacted for now."""
    stated: Decimal | None = None
    paid: Decimal = ZERO
    debt: FileDebt = FileDebt()
    unsplit: bool = False
    undated: bool = False
    """No month and no due date is said of what is owed, though the form has a place for it."""
    outstanding: Decimal | None = None
    bills: tuple[FileBill, ...] = ()
    days_overdue: int | None = None
    overdue_since: date | None = None
    note: str = ""
    customer_number: str = ""
    id_number: str = ""
    credit_code: str = ""
    email: str = ""
    employer: str = ""
    area: str = ""
    phones: tuple[FilePhone, ...] = ()
    addresses: tuple[FileAddress, ...] = ()
    people: tuple[FilePerson, ...] = ()
    creditor: str = ""
    account_number: str = ""
    contract_number: str = ""
    contract_date: date | None = None
    amount_lent: Decimal | None = None
    product_type: str = ""
    periods_total: int | None = None
    bank_name: str = ""
    bank_account: str = ""
    contract_rate: str = ""
    floor_area: Decimal | None = None
    price: Decimal | None = None
    owner: str = ""
    credit: Decimal = ZERO
    """What was paid beyond the debt."""
    terms: Map = EMPTY_MAP
    doubts: tuple[RowProblem, ...] = ()

    @property
    def not_entrusted(self) -> Decimal | None:
        """What of the outstanding principal was not overdue and so not entrusted, yuan; None where there is none."""
        if self.outstanding is None or self.outstanding <= self.debt.principal:
            return None
        return self.outstanding - self.debt.principal


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFile(ReadFile):
    """What a client's file holds; a case of several rows is rejected as a whole."""

    cases: tuple[FileCase, ...]
    no_estate: bool = False
    """Whether the rows name homes and nothing says in which estate."""
    title: str = ""
    """The text above the header in that case."""
    months: tuple[str, ...] = ()
    """The months that have columns of their own, each a bill."""
    year_taken: bool = False
    """Whether no header of these names the year."""

    @property
    def ignored_columns(self) -> tuple[str, ...]:
        """Columns whose name stood before (`批次号 (M)`), or that have none (`M`)."""
        columns = self.columns
        return tuple(columns.label(at) for at in (*columns.repeated, *self.table.unnamed))

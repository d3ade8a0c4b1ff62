"""The typed records of a personal-loan client file."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from dunning_cli.domain.case.codes.people import AddressKind, PhoneKind, Relation
from dunning_cli.kernel.message import Message
from dunning_cli.kernel.record import dataclass


@dataclass(frozen=True, slots=True)
class LoanPhone:
    """A number of the debtor."""

    number: str
    kind: PhoneKind


@dataclass(frozen=True, slots=True)
class LoanAddress:
    """An address of the debtor."""

    text: str
    kind: AddressKind


@dataclass(frozen=True, slots=True)
class LoanContact:
    """Somebody the debtor named; `relation_text` is the client's word, `phone` may be empty."""

    name: str
    relation: Relation
    relation_text: str
    phone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LoanRow:
    """One entrusted loan. Amounts are yuan in cents; a text that the client left out is empty, another value None.

    `principal`, `interest`, `penalty` and `fee` are what was overdue before `paid` came in, so that
    their sum less `paid` is `entrusted_amount` where the client states one. `outstanding_principal` also
    holds what is not due yet. `overdue_since` is the entrusted date less `days_overdue`.
    """

    row: int
    case_id: str
    batch_id: str
    entrusted: date
    agency_status: str
    entrusted_amount: Decimal | None
    paid: Decimal
    principal: Decimal
    interest: Decimal
    penalty: Decimal
    fee: Decimal
    outstanding_principal: Decimal | None
    days_overdue: int | None
    overdue_since: date | None
    note: str
    customer_number: str
    debtor_name: str
    sex: str
    id_number: str
    email: str
    employer: str
    city: str
    phones: tuple[LoanPhone, ...]
    addresses: tuple[LoanAddress, ...]
    contacts: tuple[LoanContact, ...]
    creditor: str
    account_number: str
    contract_number: str
    contract_date: date | None
    amount_lent: Decimal | None
    product_type: str
    periods_total: int | None
    periods_current: int | None
    periods_paid: int | None
    bank_name: str
    bank_account: str

    @property
    def not_entrusted(self) -> Decimal | None:
        """What of the outstanding principal was not overdue and so not entrusted, yuan; None where there is none."""
        if self.outstanding_principal is None or self.outstanding_principal <= self.principal:
            return None
        return self.outstanding_principal - self.principal


@dataclass(frozen=True, slots=True)
class RowProblem:
    """Why a row was rejected: `row` as the person sees it, `column` as the client names it."""

    row: int
    column: str
    reason: Message


@dataclass(frozen=True, slots=True)
class LoanFile:
    """What a client file holds.

    A row with any problem is in `rejected` only, once for each wrong cell. `unknown_columns` were not
    understood, `ignored_columns` have a name that stood before (`批次号 (M)`) or none (`M`);
    `other_sheets` look like client files too and were not read.
    """

    rows: tuple[LoanRow, ...]
    rejected: tuple[RowProblem, ...]
    unknown_columns: tuple[str, ...] = ()
    ignored_columns: tuple[str, ...] = ()
    other_sheets: tuple[str, ...] = ()

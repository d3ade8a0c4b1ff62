"""The cases sheet of a batch's dossier: which columns it has, in which order, and what each shows.

A client may want its own titles in its own order: `columns_of` takes them, each with the field it shows.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from dunning_cli.documents.dossier_columns import CellKind
from dunning_cli.documents.export.workbook import SheetColumn
from dunning_cli.domain.case.case import Address, Phone
from dunning_cli.domain.case.codes.labels import label_of
from dunning_cli.kernel.errors import Refused
from dunning_cli.kernel.message import Message, Translate, label, msg
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.text import suggestion
from dunning_cli.views.account.standing import AccountState

CellOf = Callable[[AccountState], object]
"""What a case shows in a column: text, an amount, a count, a day, a message, or None."""


@dataclass(frozen=True, slots=True)
class CaseField:
    """Something that can be shown of a case: its usual title, how it is formatted, and what it is."""

    title: Message
    kind: CellKind
    of: CellOf


def _numbers(phones: Sequence[Phone]) -> str:
    return "; ".join(phone.number for phone in phones)


def _places(addresses: Sequence[Address]) -> str:
    return "; ".join(address.text for address in addresses)


def _state(standing: AccountState) -> Message:
    closing = standing.case.closing(standing.as_of)
    return label("not closed") if closing is None else label_of(closing.reason)


def _contract(name: str) -> CellOf:
    return lambda standing: getattr(standing.case.head.account, name, None)


FIELDS: Mapping[str, CaseField] = {
    "case": CaseField(label("case"), CellKind.TEXT, lambda s: s.case.id),
    "debtor": CaseField(label("debtor"), CellKind.NAME, lambda s: s.case.head.debtor.name),
    "id_number": CaseField(
        label("identity number"),
        CellKind.NAME,
        lambda s: s.case.head.debtor.id_number or s.case.head.debtor.credit_code,
    ),
    "phones": CaseField(label("phones"), CellKind.NAME, lambda s: _numbers(s.case.head.debtor.phones)),
    "addresses": CaseField(
        label("addresses"), CellKind.LONG, lambda s: _places(s.case.head.debtor.addresses)
    ),
    "creditor": CaseField(label("creditor"), CellKind.NAME, lambda s: s.case.head.creditor),
    "contract": CaseField(label("contract"), CellKind.NAME, _contract("contract")),
    "area": CaseField(label("area"), CellKind.TEXT, _contract("area")),
    "policy": CaseField(label("policy"), CellKind.TEXT, lambda s: s.case.head.policy),
    "entrusted": CaseField(
        label("entrusted on"),
        CellKind.DAY,
        lambda s: s.case.head.batch.entrusted if s.case.head.batch else None,
    ),
    "return_by": CaseField(label("return by"), CellKind.DAY, lambda s: s.case.return_by(s.as_of)),
    "state": CaseField(label("state"), CellKind.TEXT, _state),
    "stage": CaseField(label("stage"), CellKind.TEXT, lambda s: s.stage.stage),
    "days_past_due": CaseField(label("days past due"), CellKind.COUNT, lambda s: s.account.days_past_due),
    "principal": CaseField(label("principal"), CellKind.AMOUNT, lambda s: s.account.balance.principal),
    "interest": CaseField(label("interest"), CellKind.AMOUNT, lambda s: s.account.balance.interest),
    "penalty": CaseField(label("penalty"), CellKind.AMOUNT, lambda s: s.account.balance.penalty),
    "fee": CaseField(label("fee"), CellKind.AMOUNT, lambda s: s.account.balance.fee),
    "owed": CaseField(label("owed"), CellKind.AMOUNT, lambda s: s.account.balance.owed),
    "overpaid": CaseField(label("paid too much"), CellKind.AMOUNT, lambda s: s.account.balance.overpaid),
    "collector": CaseField(label("collector"), CellKind.TEXT, lambda s: s.case.owner(s.as_of)),
}
"""By the name that a client's columns give it; in the usual order."""

ON_DEMAND: Mapping[str, CaseField] = {
    "batch": CaseField(
        label("batch"), CellKind.TEXT, lambda s: s.case.head.batch.id if s.case.head.batch else None
    ),
    "remark": CaseField(label("remark"), CellKind.LONG, lambda s: s.case.head.remark),
    "email": CaseField(label("e-mail address"), CellKind.NAME, lambda s: s.case.head.debtor.email),
    "employer": CaseField(label("place of work"), CellKind.NAME, lambda s: s.case.head.debtor.employer),
    "customer": CaseField(label("customer number"), CellKind.NAME, _contract("customer")),
    "product": CaseField(label("client's product"), CellKind.TEXT, _contract("product")),
    "account_number": CaseField(label("card or account number"), CellKind.NAME, _contract("number")),
    "contract_date": CaseField(label("date of the contract"), CellKind.DAY, _contract("contract_date")),
    "lent": CaseField(label("amount lent"), CellKind.AMOUNT, _contract("lent")),
    "bank": CaseField(label("bank"), CellKind.TEXT, _contract("bank")),
    "bank_account": CaseField(label("debtor's account"), CellKind.NAME, _contract("bank_account")),
    "empty": CaseField(label("left empty"), CellKind.TEXT, lambda _: None),
}
"""What only a client's own columns show."""


@dataclass(frozen=True, slots=True)
class ShownColumn:
    """A column of the cases sheet: its title, the client's own or ours, and the field it shows."""

    title: str
    field: CaseField


def columns_of(wanted: Sequence[tuple[str, str]] | None, translate: Translate) -> tuple[ShownColumn, ...]:
    """The columns of the cases sheet: those wanted, as title and field, else every field under its usual title.

    Raises Refused for a field that is none.
    """
    if wanted is None:
        return tuple(ShownColumn(translate(each.title), each) for each in FIELDS.values())
    found = []
    for title, name in wanted:
        field = FIELDS.get(name) or ON_DEMAND.get(name)
        if field is None:
            raise Refused(
                msg("'{field}' is no field of a case; {hint}", field=name, hint=suggestion(name, FIELDS))
            )
        found.append(ShownColumn(title, field))
    return tuple(found)


def sheet_columns(columns: Sequence[ShownColumn]) -> tuple[SheetColumn, ...]:
    """The columns as a workbook has them."""
    return tuple(each.field.kind.column(each.title) for each in columns)

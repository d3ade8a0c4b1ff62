"""The export of cases: who owes, under what contract, who works it, and how it stands."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from dunning_cli.documents.export.columns import Kind
from dunning_cli.domain.agreements.promises import PromiseOutcome
from dunning_cli.domain.case.case import Party
from dunning_cli.domain.case.codes.labels import label_of
from dunning_cli.domain.case.entries import Close, Contact, Entry, Payment, Promise
from dunning_cli.domain.case.people.deaths import debtor_death
from dunning_cli.kernel.masking import Personal
from dunning_cli.kernel.message import Message, label, msg
from dunning_cli.kernel.personal_marks import Form, Mark, Whose
from dunning_cli.views.export.case_items import CaseItem, case_items, of_case, of_state
from dunning_cli.views.export.common import (
    BALANCE,
    BATCH,
    CASE,
    CLIENT,
    CONTRACT,
    CREDITOR,
    DAYS_PAST_DUE,
    DEBTOR,
    OVERDUE,
    OWNER,
    POLICY,
    PROBLEM,
    STAGE,
    head_mark,
    overdue_since,
)
from dunning_cli.views.export.dataset import Dataset, ExportColumn, as_json


def _first(kind: str, attribute: str) -> Callable[[CaseItem], object]:
    """The debtor's first telephone number or address."""

    def value(item: CaseItem) -> object:
        known = getattr(item.case.head.debtor, kind) if item.case is not None else ()
        return getattr(known[0], attribute) if known else None

    return value


def _others(kind: str, attribute: str) -> Callable[[CaseItem], object]:
    """Those after the first."""

    def value(item: CaseItem) -> object:
        known = getattr(item.case.head.debtor, kind) if item.case is not None else ()
        return tuple(getattr(each, attribute) for each in known[1:])

    return value


def _parties(item: CaseItem) -> object:
    return tuple(map(_party, item.case.head.parties)) if item.case is not None else ()


def _party(party: Party) -> Message:
    """A guarantor or other person in one line: name, what they are, numbers."""
    role: Message = label_of(party.role)
    if party.relation is not None:
        role = msg("{role}, {relation}", role=role, relation=label_of(party.relation))
    words = msg("{name} ({role})", name=Personal(party.name, Form.NAME), role=role)
    for phone in party.phones:
        words = msg("{person} {number}", person=words, number=Personal(phone.number, Form.PHONE))
    return words


def _last(kind: type[Entry], item: CaseItem, attribute: str) -> object:
    """Something of the last entry of a kind that stands on the day."""
    if item.case is None:
        return None
    found = next((each for each in reversed(item.case.standing(item.as_of)) if isinstance(each, kind)), None)
    return getattr(found, attribute) if found is not None else None


def _promise(item: CaseItem) -> Promise | None:
    """The open promise that falls due first."""
    states = item.state.promises if item.state is not None else ()
    still = [each.entry for each in states if each.state is PromiseOutcome.OPEN]
    return min(still, key=lambda each: (each.due, each.id), default=None)


def _closing(item: CaseItem) -> Close | None:
    return item.case.closing(item.as_of) if item.case is not None else None


def _of(found: Callable[[CaseItem], object], attribute: str) -> Callable[[CaseItem], object]:
    """Something of what was found, None where nothing was."""
    return lambda item: getattr(found(item), attribute, None)


def _died(item: CaseItem) -> object:
    death = debtor_death(item.case, item.as_of) if item.case is not None else None
    return death.died if death is not None else None


_PHONE = Mark(Form.PHONE, Whose.DEBTOR)
_ADDRESS = Mark(Form.ADDRESS, Whose.DEBTOR)

COLUMNS = (
    CASE,
    POLICY,
    CREDITOR,
    CLIENT,
    DEBTOR,
    ExportColumn("debtor_kind", label("person or organisation"), of_case("head.debtor.kind"), Kind.CODE),
    ExportColumn(
        "id_number",
        label("identity number"),
        of_case("head.debtor.id_number"),
        personal=head_mark("debtor", "id_number"),
    ),
    ExportColumn(
        "credit_code",
        label("credit code"),
        of_case("head.debtor.credit_code"),
        personal=head_mark("debtor", "credit_code"),
    ),
    ExportColumn("phone", label("telephone number"), _first("phones", "number"), personal=_PHONE),
    ExportColumn(
        "other_phones", label("other telephone numbers"), _others("phones", "number"), personal=_PHONE
    ),
    ExportColumn("address", label("address"), _first("addresses", "text"), personal=_ADDRESS),
    ExportColumn(
        "other_addresses", label("other addresses"), _others("addresses", "text"), personal=_ADDRESS
    ),
    ExportColumn(
        "email", label("e-mail"), of_case("head.debtor.email"), personal=head_mark("debtor", "email")
    ),
    ExportColumn(
        "employer",
        label("employer"),
        of_case("head.debtor.employer"),
        personal=head_mark("debtor", "employer"),
    ),
    ExportColumn(
        "parties", label("other people of the case"), _parties, personal=head_mark("parties", "name")
    ),
    CONTRACT,
    ExportColumn(
        "contract_date", label("date of the contract"), of_case("head.account.contract_date"), Kind.DAY
    ),
    ExportColumn(
        "account_number",
        label("card or loan account"),
        of_case("head.account.number"),
        personal=head_mark("account", "number"),
    ),
    ExportColumn(
        "customer",
        label("customer number"),
        of_case("head.account.customer"),
        personal=head_mark("account", "customer"),
    ),
    ExportColumn(
        "product", label("product"), of_case("head.account.product"), personal=head_mark("account", "product")
    ),
    ExportColumn("lent", label("amount lent"), of_case("head.account.lent"), Kind.AMOUNT),
    ExportColumn("periods", label("number of instalments"), of_case("head.account.periods"), Kind.COUNT),
    ExportColumn("area", label("area"), of_case("head.account.area"), personal=head_mark("account", "area")),
    ExportColumn(
        "bank",
        label("bank of the debtor"),
        of_case("head.account.bank"),
        personal=head_mark("account", "bank"),
    ),
    ExportColumn(
        "bank_account",
        label("account at the bank"),
        of_case("head.account.bank_account"),
        personal=head_mark("account", "bank_account"),
    ),
    ExportColumn("currency", label("currency"), of_state("account.currency")),
    BATCH,
    ExportColumn("entrusted", label("entrusted on"), of_case("head.batch.entrusted"), Kind.DAY),
    ExportColumn(
        "return_by",
        label("return by"),
        lambda item: item.case.return_by(item.as_of) if item.case else None,
        Kind.DAY,
    ),
    OWNER,
    ExportColumn("phase", label("phase"), lambda item: item.case.phase(item.as_of) if item.case else None),
    ExportColumn("as_of", label("as of"), lambda item: item.as_of, Kind.DAY),
    *BALANCE,
    OVERDUE,
    ExportColumn("overdue_since", label("overdue since"), overdue_since, Kind.DAY),
    DAYS_PAST_DUE,
    STAGE,
    ExportColumn("last_payment", label("last payment"), partial(_last, Payment, attribute="date"), Kind.DAY),
    ExportColumn(
        "last_payment_amount",
        label("amount of the last payment"),
        partial(_last, Payment, attribute="amount"),
        Kind.AMOUNT,
    ),
    ExportColumn("last_contact", label("last contact"), partial(_last, Contact, attribute="date"), Kind.DAY),
    ExportColumn(
        "last_result",
        label("result of the last contact"),
        partial(_last, Contact, attribute="result"),
        Kind.CODE,
    ),
    ExportColumn("promised", label("amount promised"), _of(_promise, "amount"), Kind.AMOUNT),
    ExportColumn("promised_by", label("promised by"), _of(_promise, "due"), Kind.DAY),
    ExportColumn("deceased", label("died on"), _died, Kind.DAY),
    ExportColumn("closed", label("closed on"), _of(_closing, "date"), Kind.DAY),
    ExportColumn("closed_reason", label("reason for closing"), _of(_closing, "reason"), Kind.CODE),
    ExportColumn("remark", label("remark at intake"), of_case("head.remark"), personal=head_mark("remark")),
    ExportColumn(
        "terms", label("terms of its own"), lambda item: as_json(item.case.head.terms) if item.case else None
    ),
    PROBLEM,
)

CASES = Dataset("cases", COLUMNS, case_items)

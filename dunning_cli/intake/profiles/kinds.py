"""What a foreign file can bring in, and which facts of each kind a column can give."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from dunning_cli.domain.case.codes.people import AddressKind, PhoneKind, Role
from dunning_cli.kernel.message import Message, label
from dunning_cli.kernel.record import dataclass


class ImportKind(StrEnum):
    """What the rows of a file are."""

    CASES = "cases"
    CONTACTS = "contacts"
    PAYMENTS = "payments"


@dataclass(frozen=True, slots=True)
class FileField:
    """One fact that a column can give. `numbered` ones come several times, the number standing for {n} in the header.

    `monthly` ones come once for each month, which stands for {month} in the header.
    """

    label: Message
    money: bool = False
    numbered: bool = False
    monthly: bool = False
    example: str = ""
    """Shown in a blank workbook to fill in."""


MOST_NUMBERED = 20
"""Contact people and the like that one row can give."""

PHONES: Mapping[str, PhoneKind] = MappingProxyType(
    {
        "phone": PhoneKind.MOBILE,
        "phone_home": PhoneKind.HOME,
        "phone_registered": PhoneKind.REGISTERED,
        "phone_work": PhoneKind.WORK,
    }
)
ADDRESSES: Mapping[str, AddressKind] = MappingProxyType(
    {
        "address": AddressKind.HOME,
        "address_registered": AddressKind.REGISTERED,
        "address_work": AddressKind.WORK,
    }
)

PEOPLE: Mapping[str, Role] = MappingProxyType(
    {"contact": Role.CONTACT, "guarantor": Role.GUARANTOR, "co_debtor": Role.CO_DEBTOR}
)
"""Other people of a case, by how their facts begin."""

_CASES = {
    "case": FileField(label("case number"), example="GR2026060001"),
    "name": FileField(label("debtor"), example="黄霞"),
    "policy": FileField(label("product policy"), example="property-fee"),
    "batch": FileField(label("client's batch"), example="2026-06-A"),
    "entrusted": FileField(label("entrusted on"), example="2026-06-01"),
    "return_by": FileField(label("to be returned by"), example="2026-09-01"),
    "status": FileField(label("client's status"), example="在催"),
    "total": FileField(label("amount entrusted"), money=True, example="10345.00"),
    "paid": FileField(label("paid before"), money=True, example="0.00"),
    "principal": FileField(label("principal"), money=True, example="10000.00"),
    "interest": FileField(label("interest"), money=True, example="120.00"),
    "penalty": FileField(label("penalty"), money=True, example="225.00"),
    "fee": FileField(label("fee"), money=True, example="0.00"),
    "month_amount": FileField(label("amount of the month that its header names"), money=True, monthly=True),
    "billed": FileField(label("amount of the bill"), money=True, example="430.78"),
    "outstanding": FileField(label("principal outstanding, due or not"), money=True, example="60000.00"),
    "foreign": FileField(label("amount in another currency"), money=True),
    "currency": FileField(label("currency"), example="CNY"),
    "as_of": FileField(label("day of the amounts"), example="2026-06-01"),
    "credit": FileField(label("credit"), money=True),
    "closed": FileField(label("closed on")),
    "terms": FileField(label("terms of the case, as JSON")),
    "days_overdue": FileField(label("days past due"), example="25"),
    "overdue_since": FileField(label("overdue since"), example="2026-05-07"),
    "due": FileField(label("due date"), example="2026-03-31"),
    "period": FileField(label("period or instalment"), example="2026Q1"),
    "period_from": FileField(label("first month owed"), example="2024-01"),
    "period_to": FileField(label("last month owed"), example="2025-12"),
    "months": FileField(label("months owed"), example="24"),
    "remark": FileField(label("remark"), example="出租"),
    "customer": FileField(label("customer number"), example="C700000"),
    "id_number": FileField(label("identity document number"), example="110101199003070011"),
    "credit_code": FileField(label("unified social credit code")),
    "creditor": FileField(label("creditor"), example="远山小额贷款有限公司"),
    "contract": FileField(label("contract number"), example="HT-2025-0007"),
    "contract_date": FileField(label("date of the contract"), example="2025-11-03"),
    "rate": FileField(label("contract rate"), example="14.6%/year"),
    "lent": FileField(label("amount lent"), money=True, example="120000.00"),
    "product": FileField(label("client's product"), example="经营贷"),
    "periods": FileField(label("instalments agreed"), example="12"),
    "account_number": FileField(label("card or account number"), example="6217000010000000"),
    "bank": FileField(label("bank"), example="中国建设银行"),
    "bank_account": FileField(label("debtor's account"), example="6217000010000000"),
    "email": FileField(label("e-mail address")),
    "employer": FileField(label("place of work"), example="宏达建材经营部"),
    "area": FileField(label("estate, village or district"), example="青禾花园"),
    "building": FileField(label("building"), example="1栋"),
    "unit": FileField(label("entrance"), example="1单元"),
    "room": FileField(label("room or house number"), example="1-1-0101"),
    "floor_area": FileField(label("square metres"), example="85.43"),
    "price": FileField(label("yuan per square metre and month"), example="1.50"),
    "owner": FileField(label("collector"), example="wang"),
    **{
        name: FileField(text, example=example)
        for name, text, example in (
            ("phone", label("mobile phone"), "13834052166"),
            ("phone_home", label("home phone"), ""),
            ("phone_registered", label("phone of the registered address"), ""),
            ("phone_work", label("phone at work"), ""),
            ("address", label("home address"), "北京市海淀区4号"),
            ("address_registered", label("registered address"), ""),
            ("address_work", label("address at work"), ""),
        )
    },
    "contact_name": FileField(label("contact person"), numbered=True, example="徐子涵"),
    "contact_relation": FileField(
        label("what the contact person is to the debtor"), numbered=True, example="配偶"
    ),
    "contact_phone": FileField(label("contact person's phone"), numbered=True, example="13964996617"),
    **{
        f"{role}_{what}": FileField(text, numbered=True, example=example)
        for role, texts in (
            (
                "guarantor",
                (
                    label("guarantor"),
                    label("what the guarantor is to the debtor"),
                    label("guarantor's phone"),
                    label("guarantor's identity document"),
                ),
            ),
            (
                "co_debtor",
                (
                    label("co-borrower"),
                    label("what the co-borrower is to the debtor"),
                    label("co-borrower's phone"),
                    label("co-borrower's identity document"),
                ),
            ),
        )
        for (what, example), text in zip(
            (("name", "吴超"), ("relation", "父亲"), ("phone", "13600000000"), ("id", "")), texts, strict=True
        )
    },
}

_CONTACTS = {
    "case": FileField(label("case number"), example="GR2026060001"),
    "name": FileField(label("debtor"), example="黄霞"),
    "channel": FileField(label("channel"), example="电话催收"),
    "time": FileField(label("when"), example="2026-06-05 09:00:00"),
    "to": FileField(label("who was spoken to"), example="黄霞"),
    "relation": FileField(label("what that person is to the debtor"), example="本人"),
    "number": FileField(label("number called"), example="13834052166"),
    "text": FileField(label("what was said"), example="客户称下月还款"),
    "result": FileField(label("result"), example="承诺还款"),
    "promise_due": FileField(label("promised by"), example="2026-06-20"),
    "promise_amount": FileField(label("amount promised"), money=True, example="1000.00"),
    "waived": FileField(label("amount waived"), money=True),
    "waiver_state": FileField(label("state of the waiver")),
    "agent": FileField(label("collector"), example="wang"),
}

_PAYMENTS = {
    "date": FileField(label("date"), example="2026-06-02"),
    "time": FileField(label("time"), example="10:10:11"),
    "amount": FileField(label("amount"), money=True, example="500.00"),
    "income": FileField(label("money in"), money=True, example="500.00"),
    "expense": FileField(label("money out"), money=True),
    "direction": FileField(label("in or out"), example="收入"),
    "status": FileField(label("state"), example="交易成功"),
    "type": FileField(label("kind of transaction"), example="转账"),
    "payer": FileField(label("payer"), example="王建国"),
    "payer_account": FileField(label("payer's account")),
    "remark": FileField(label("remark"), numbered=True, example="GR2026060142"),
    "number": FileField(label("transaction number"), example="20260601004711"),
    "balance": FileField(label("balance after it"), money=True),
    "currency": FileField(label("currency"), example="CNY"),
    "account": FileField(label("our account")),
    "via": FileField(label("how it came"), example="bank"),
    "case": FileField(label("case number"), example="GR2026060142"),
    "question": FileField(label("why it was asked")),
}

FIELDS: Mapping[ImportKind, Mapping[str, FileField]] = MappingProxyType(
    {
        ImportKind.CASES: MappingProxyType(_CASES),
        ImportKind.CONTACTS: MappingProxyType(_CONTACTS),
        ImportKind.PAYMENTS: MappingProxyType(_PAYMENTS),
    }
)
"""The facts of each kind by their names in a profile, in the order of a blank workbook."""

GIVES_TOO: Mapping[str, str] = MappingProxyType({"month_amount": "principal"})
"""Facts that give another one: the months that are owed make up the principal."""

ALWAYS_NEEDED: Mapping[ImportKind, tuple[str, ...]] = MappingProxyType(
    {
        ImportKind.CASES: ("name",),
        ImportKind.CONTACTS: ("case", "time"),
        ImportKind.PAYMENTS: ("date",),
    }
)
"""Facts without which no row of a kind can become anything."""

"""Student loans: yearly payments to the county's centre and monthly ones to a bank."""

from __future__ import annotations

from dunning_cli.domain.case.case import CaseBatch, Contract, Head, Party
from dunning_cli.domain.case.entries import Charge
from dunning_cli.domain.policy.policy import parse_term
from dunning_cli.kernel.money import parse_amount
from dunning_cli.kernel.nodes import EMPTY_MAP, Map, merged
from sample.clients import BAITA, QINGLAN, STUDENTS, STUDENTS_BANK
from sample.desk import Story
from sample.people import address, known, person, phone
from sample.working_days import on

YEARLY = "2025-12-20"
"""Due date of the yearly payment of 2025."""


def student(
    number: int,
    name: str,
    born: str,
    village: str,
    owner: str,
    parent: Party,
    *,
    lent: str = "32000.00",
    signed: str = "2019-08-20",
    rate: str = "4.9%/year",
    client: str = QINGLAN,
    batch: CaseBatch | None = STUDENTS,
    employer: str = "",
    remark: str = "",
    changes: tuple[str, ...] = (),
) -> Story:
    """The case of one loan; a parent signed with the student."""
    terms: Map = EMPTY_MAP
    for change in (f"contract_rate={rate}", *changes):
        terms = merged(terms, parse_term(change))
    phones = (
        phone(f"138000003{number:02}", since=signed, source="合同"),
        phone(f"0000-67{number:02}300", "home", "unverified", source="合同"),
    )
    home = address(f"青岚县{village}", source="合同")
    return Story(
        Head(
            case=f"SL-2026-{number:04}",
            policy="student-loan",
            creditor=client,
            debtor=person(name, born, 300 + number, phones, (home,), employer=employer),
            parties=(parent,),
            account=Contract(
                contract=f"ZX-{signed[:4]}-{number:05}",
                contract_date=on(signed),
                product="生源地信用助学贷款" if client == QINGLAN else "校园地国家助学贷款",
                lent=parse_amount(lent),
                currency="CNY",
                area=village[:3],
                bank=BAITA if client == BAITA else None,
                bank_account=f"6200 0000 0003 {number:04}" if client == BAITA else None,
            ),
            owner=owner,
            batch=batch,
            remark=remark or None,
            terms=terms,
        )
    )


def mother(name: str, number: int) -> Party:
    """A parent who signed with the student and owes the same."""
    return known(name, f"139000003{number:02}", "parent", "co_debtor", "共同借款人")


def monthly(case: Story, first: str, *rows: tuple[str, str]) -> None:
    """Monthly payments to the bank due on the 20th, each billed on the first of its month: principal, interest."""
    month = on(first).month
    for offset, (principal, interest) in enumerate(rows):
        name = f"2026-{month + offset:02}"
        case.charge(f"{name}-01", f"{name}-20", name, principal=principal, interest=interest)


def yearly(case: Story, principal: str, interest: str, entered: str = "01-08") -> Charge:
    """The payment of December 2025, taken over in January."""
    return case.charge(
        "2025-12-01", YEARLY, "2025 年度", entered=entered, principal=principal, interest=interest
    )


def bank_student(
    number: int,
    name: str,
    born: str,
    village: str,
    owner: str,
    parent: Party,
    employer: str = "",
    rate: str = "lpr_1y - 0.3%",
) -> Story:
    """A loan of the bank's, repaid monthly."""
    return student(
        number, name, born, village, owner, parent,
        lent="28000.00", signed="2020-10-15", rate=rate, client=BAITA, batch=STUDENTS_BANK, employer=employer,
    )  # fmt: skip

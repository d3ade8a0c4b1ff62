"""Credit cards: cardholders from not overdue to beyond M4, by their statements."""

from __future__ import annotations

from dunning_cli.domain.case.case import Address, CaseBatch, Contract, Head, Party
from dunning_cli.domain.policy.policy import parse_term
from dunning_cli.kernel.nodes import EMPTY_MAP, Map, merged
from sample.clients import CARDS_FEBRUARY, XINGDU
from sample.desk import Story
from sample.people import address, person, phone
from sample.working_days import on

FIFTH, TWELFTH, TWENTIETH = (5, 23), (12, 2), (20, 10)
"""Statement day and due day of the issuer's three billing groups."""


def cardholder(
    number: int,
    name: str,
    born: str,
    home: str,
    owner: str,
    *,
    days: tuple[int, int] = FIFTH,
    limit: str = "20000.00",
    signed: str = "2022-05-16",
    batch: CaseBatch | None = CARDS_FEBRUARY,
    parties: tuple[Party, ...] = (),
    employer: str = "",
    remark: str = "",
    moved: str = "",
    email: str = "",
) -> Story:
    """The case of one card; `moved` is a newer address than the one at signing."""
    terms: Map = EMPTY_MAP
    for term, value in (("statement_day", days[0]), ("due_day", days[1]), ("credit_limit", limit)):
        terms = merged(terms, parse_term(f"{term}={value}"))
    homes: tuple[Address, ...] = (
        address(f"云州市{home}", status="unverified" if moved else "valid", source="申请表"),
    )
    if moved:
        homes = (address(f"云州市{moved}", status="valid", source="本人告知"), *homes)
    phones = (
        phone(f"138000002{number:02}", since=signed, source="申请表"),
        *((phone(f"0000-66{number:02}200", "work", "unverified", source="申请表"),) if employer else ()),
    )
    return Story(
        Head(
            case=f"CC-2026-{number:04}",
            policy="credit-card",
            creditor=XINGDU,
            debtor=person(name, born, 200 + number, phones, homes, employer=employer, email=email),
            parties=parties,
            account=Contract(
                contract=f"XK-{signed[:4]}-{number:05}",
                contract_date=on(signed),
                number=f"6000 0000 0000 {2000 + number}",
                customer=f"XD{number:07}",
                product="星渡标准卡" if number % 3 else "星渡金卡",
                currency="CNY",
                area=home[:3],
            ),
            owner=owner,
            batch=batch,
            remark=remark or None,
            terms=terms,
        )
    )


def purchases(case: Story, entered: str, *rows: tuple[str, str, str]) -> None:
    """Purchases from the issuer's file, written down at once: day, amount, merchant."""
    case.charges(entered, *((day, "", merchant, {"principal": amount}) for day, amount, merchant in rows))

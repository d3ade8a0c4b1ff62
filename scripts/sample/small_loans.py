"""Small loans: the borrowers and the bills of their instalments."""

from __future__ import annotations

from datetime import timedelta

from dunning_cli.domain.case.case import CaseBatch, Contract, Debtor, Head, Party
from dunning_cli.domain.policy.policy import parse_term
from dunning_cli.kernel.dates import add_months
from dunning_cli.kernel.money import parse_amount
from dunning_cli.kernel.nodes import EMPTY_MAP, Map, merged
from sample.clients import FENGSUI, FENGSUI_JANUARY
from sample.desk import Story
from sample.people import address, person, phone
from sample.working_days import on

BILLED_BEFORE = timedelta(days=10)
"""A loan office bills an instalment ten days before it is due."""


def borrower(
    number: int,
    name: str,
    born: str,
    village: str,
    owner: str,
    *,
    lent: str,
    periods: int,
    signed: str,
    rate: str = "14.4%/year",
    client: str = FENGSUI,
    batch: CaseBatch | None = FENGSUI_JANUARY,
    product: str = "农户经营贷",
    parties: tuple[Party, ...] = (),
    remark: str = "",
    employer: str = "",
    changes: tuple[str, ...] = (),
    debtor: Debtor | None = None,
) -> Story:
    """The case of one loan; `changes` are further terms as `key=value`, `debtor` replaces the person."""
    terms: Map = EMPTY_MAP
    for change in (f"contract_rate={rate}", *changes):
        terms = merged(terms, parse_term(change))
    numbers = (phone(f"138000001{number:02}", since=signed, source="合同"),)
    home = address(f"青岚县石桥镇{village} {number} 号")
    return Story(
        Head(
            case=f"XD-2026-{number:04}",
            policy="small-loan",
            creditor=client,
            debtor=debtor or person(name, born, 100 + number, numbers, (home,), employer=employer),
            parties=parties,
            account=Contract(
                contract=f"JK-{signed[:4]}-{signed[5:7]}{number:02}",
                contract_date=on(signed),
                number=f"6200 0000 0000 {number:04}",
                customer=f"KH{number:06}",
                product=product,
                lent=parse_amount(lent),
                periods=periods,
                currency="CNY",
                area=village,
            ),
            owner=owner,
            batch=batch,
            remark=remark or None,
            terms=terms,
        )
    )


def instalment(case: Story, due: str, principal: str, interest: str, period: int) -> None:
    """One instalment, billed ten days before it is due."""
    billed = on(due) - BILLED_BEFORE
    case.charge(billed.isoformat(), due, f"第 {period} 期", principal=principal, interest=interest)


def taken_over(
    case: Story, entered: str, first_due: str, count: int, principal: str, interest: str, period: int
) -> None:
    """Instalments already due when the case came, written down at once."""
    dues = [add_months(on(first_due), n) for n in range(count)]
    case.charges(
        entered,
        *(
            (
                (due - BILLED_BEFORE).isoformat(),
                due.isoformat(),
                f"第 {period + n} 期",
                {"principal": principal, "interest": interest},
            )
            for n, due in enumerate(dues)
        ),
    )

"""What is said where a letter would ask for payment of a debt on which too much was paid."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from dunning_cli.kernel.errors import Refused
from dunning_cli.kernel.message import msg
from dunning_cli.kernel.money import ZERO, format_amount
from dunning_cli.kernel.remedy import remedy


def nothing_to_ask(case_id: str, on: date, due: Decimal) -> None:
    """Refuses a letter that asks for payment where `due`, in yuan, is below zero. Raises Refused."""
    if due < ZERO:
        raise Refused(
            msg(
                "{case} owes nothing on {date}, {credit} was paid too much; this letter asks for payment; "
                "pay it back with: {cure}",
                case=case_id,
                date=on,
                credit=-due,
                cure=remedy("refund", case=case_id, amount=format_amount(-due)),
            )
        )

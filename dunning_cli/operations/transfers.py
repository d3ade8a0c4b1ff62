"""Moving money between cases: the credit of one pays another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from dunning_cli.domain.entries import Charge, Payment
from dunning_cli.domain.failure import Refused
from dunning_cli.domain.message import msg
from dunning_cli.domain.money import format_amount
from dunning_cli.domain.schema import key
from dunning_cli.domain.values import FilledWords, PositiveAmount
from dunning_cli.operations.operation import CaseOperation, Outcome
from dunning_cli.operations.workbench import Workbench


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer(CaseOperation):
    """Uses what was paid too much on one case as a payment on another (R10)."""

    op: ClassVar[str] = "transfer"

    into: FilledWords = key("the case that receives the money", required=True)
    amount: PositiveAmount = key("amount, yuan", required=True)

    def apply(self, bench: Workbench) -> Outcome:
        """Adds a charge that uses up the credit and a payment in the other case. Refused beyond the credit."""
        source, target = bench.case(self.case), bench.case(self.into)
        on = bench.value_date(self)
        if source.id == target.id:
            raise Refused(msg("{case} cannot pay itself", case=source.id))
        credit = bench.account(source, on).balance.credit
        if self.amount > credit:
            raise Refused(
                msg(
                    "{case} holds a credit of {credit} on {date}, not {amount}",
                    case=source.id,
                    credit=format_amount(credit),
                    date=on,
                    amount=format_amount(self.amount),
                )
            )
        taken = bench.record(
            source, Charge, self, on, due=on, principal=self.amount, ref=f"transfer to {target.id}"
        )
        given = bench.record(target, Payment, self, on, amount=self.amount, ref=f"transfer from {source.id}")
        subject = msg(
            "transfer {case}: {amount} into {target}, value date {date}",
            case=source.id,
            amount=format_amount(self.amount),
            target=target.id,
            date=on,
        )
        return Outcome(subject, (source.id, target.id), (taken, given), on)

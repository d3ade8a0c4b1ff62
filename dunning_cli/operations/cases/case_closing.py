"""Closing a case: what forbids it, what it gives up, and what then waits for approval."""

from __future__ import annotations

from typing import Any

from dunning_cli.domain.account.closings import charged_later
from dunning_cli.domain.account.concessions import closing_gives
from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.codes.agreements import CloseReason
from dunning_cli.domain.case.entries import Close
from dunning_cli.kernel.errors import Refused
from dunning_cli.kernel.message import Message, msg
from dunning_cli.kernel.money import ZERO
from dunning_cli.kernel.record import dataclass
from dunning_cli.operations.writing.giving_way import OnPaper, pending_notice, waits
from dunning_cli.operations.writing.unit_of_work import Instruction, UnitOfWork


@dataclass(frozen=True, slots=True)
class ClosingOrder:
    """How cases are to be closed; `override` is why the rule `overridden` is gone against, where it is."""

    reason: CloseReason
    text: str | None = None
    paper: OnPaper = OnPaper()
    override: str | None = None
    overridden: str | None = None


def close_case(
    unit: UnitOfWork, case: Case, instruction: Instruction, order: ClosingOrder
) -> tuple[Close, tuple[Message, ...]]:
    """Adds the closing, pending where what it gives up is above the limit, and gives what to say of that.

    Raises Refused on a closed case, or as paid while something is owed.
    """
    on = unit.value_date(instruction)
    if case.closing(on) is not None:
        raise Refused(msg("{case} is closed already", case=case.id))
    balance = unit.account(case, on).balance
    if order.reason is CloseReason.PAID:
        if balance.total > ZERO:
            raise Refused(
                msg(
                    "{case} still owes {owed} on {date}; record the payment, or close it with another reason",
                    case=case.id,
                    owed=balance.total,
                    date=on,
                )
            )
        later = charged_later(case, on)
        if later > ZERO:
            raise Refused(
                msg(
                    "{case} is not paid off: charges of {later} are still to come after {date}; close it with another "
                    "reason",
                    case=case.id,
                    later=later,
                    date=on,
                )
            )
    paper, broken = order.paper, order.override is not None and order.overridden is not None
    pending = waits(unit, case, closing_gives(order.reason, balance.owed), paper)
    own: dict[str, Any] = {"override": order.override, "overridden": order.overridden} if broken else {}
    entry = unit.record(
        case,
        Close,
        instruction,
        on,
        reason=order.reason,
        text=order.text,
        approved_by=paper.name,
        paper=paper.paper,
        pending=pending or None,
        **own,
    )
    return entry, pending_notice(unit, case, [entry], pending)

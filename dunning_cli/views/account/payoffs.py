"""What pays a case off on a day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from dunning_cli.domain.account.payoff import payoff
from dunning_cli.kernel.answer import Answer, Column, Table
from dunning_cli.kernel.message import label, msg
from dunning_cli.kernel.money import COMPONENT_LABELS, ZERO, Component
from dunning_cli.store.reading.ledger_reader import LedgerReader

if TYPE_CHECKING:
    from dunning_cli.views.account.json_keys import PayoffData

_COLUMNS = (Column(label("to pay off")), Column(label("amount"), figures=True))


def payoff_sheet(reader: LedgerReader, reference: str, on: date) -> Answer:
    """What is to be paid on a day so that nothing is owed afterwards, by component. Raises NotFound, Refused."""
    case = reader.find(reference)
    found = payoff(case, reader.policies.for_case(case), on)
    balance = found.balance
    data: PayoffData = {
        "case": case.id,
        "on": on,
        "principal": balance.principal,
        "interest": balance.interest,
        "penalty": balance.penalty,
        "fee": balance.fee,
        "credit": balance.credit,
        "total": balance.total,
        "not_yet_due": found.not_yet_due,
        "prepayment_fee": found.prepayment_fee,
    }
    rows: list[tuple[object, ...]] = [
        (COMPONENT_LABELS[component], balance.of(component)) for component in Component
    ]
    if balance.credit:
        rows.append((label("credit"), -balance.credit))
    heading = msg("{case}: to be paid on {date} so that nothing is owed", case=case.id, date=on)
    table = Table(_COLUMNS, rows, heading, total=(label("total"), balance.total))
    notes = []
    if found.not_yet_due:
        notes.append(msg("{amount} of it is not due yet on {date}", amount=found.not_yet_due, date=on))
    if found.prepayment_fee:
        notes.append(msg("fee for paying early, by the contract: {amount}", amount=found.prepayment_fee))
    if balance.total < ZERO:
        notes.append(msg("nothing is to be paid; too much was"))
    return Answer(data, (table, *notes))

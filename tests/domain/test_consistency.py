"""Entries that do not fit their case are named, each once."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from dunning_cli.domain.case.case import Case, Debtor, Head
from dunning_cli.domain.case.consistency import loose_ends
from dunning_cli.domain.case.entries import (
    Approval,
    Complaint,
    Delivery,
    Extension,
    Fraud,
    Instalment,
    Plan,
    PlanEnd,
    Promise,
    Reversal,
)

DAY = date(2026, 5, 4)
BASE = {"id": "0" * 15 + "1", "date": DAY, "by": "wang", "at": datetime(2026, 5, 4, 9, tzinfo=UTC)}
NOWHERE = "f" * 16
EARLY = (Instalment(due=date(2026, 5, 1), amount=Decimal("5.00")),)


@pytest.mark.parametrize(
    "entry",
    [
        Reversal(**BASE, entry=NOWHERE),
        PlanEnd(**BASE, plan=NOWHERE),
        Approval(**BASE, entry=NOWHERE, granted=True),
        Complaint(**BASE, text="x", resolves=NOWHERE),
        Extension(**BASE, due=DAY, entry=NOWHERE),
        Delivery(**BASE, serial="2026-A-0001", posted=DAY),
        Promise(**BASE, amount=Decimal("5.00"), due=date(2026, 5, 3)),
        Plan(**BASE, instalments=EARLY),
        Fraud(**BASE, text="x", cleared=True),
    ],
    ids=lambda entry: entry.kind,
)
def test_a_loose_end_is_named_once(entry):
    case = Case(Head(case="A-1", policy="x", debtor=Debtor(name="王建国")), (entry,))
    assert len(list(loose_ends(case))) == 1


def test_what_fits_is_not_mentioned():
    promise = Promise(**BASE, amount=Decimal("5.00"), due=DAY)
    taken_back = Reversal(**{**BASE, "id": "0" * 15 + "2"}, entry=promise.id)
    suspected = Fraud(**{**BASE, "id": "0" * 15 + "3"}, text="x", police="江北派出所", receipt="17")
    cleared = Fraud(**{**BASE, "id": "0" * 15 + "4"}, text="x", cleared=True)
    entries = (promise, taken_back, suspected, cleared)
    case = Case(Head(case="A-1", policy="x", debtor=Debtor(name="王建国")), entries)
    assert list(loose_ends(case)) == []

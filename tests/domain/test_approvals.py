"""What an entry gives the debtor, and whether that takes a second person."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from dunning_cli.domain.account.concessions import Concession, above, days_held, days_moved, most_waived
from dunning_cli.domain.case.office.settings import ApprovalLimits
from dunning_cli.kernel.errors import Refused
from dunning_cli.kernel.message import msg
from dunning_cli.kernel.money import Component

LIMITS = ApprovalLimits(waiver=Decimal("200.00"), extension_days=30, hold_days=30)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (Concession(waived=Decimal("200.00")), False),
        (Concession(waived=Decimal("200.01")), True),
        (Concession(extended=30), False),
        (Concession(extended=31), True),
        (Concession(held=30), False),
        (Concession(held=31), True),
        (Concession(held=None), True),
        (Concession(), False),
    ],
)
def test_a_limit_is_what_one_person_may_give(given, expected):
    assert above(given, LIMITS) is expected
    assert above(given, None) is False
    assert above(given, ApprovalLimits()) is False


def test_both_ends_of_a_hold_count_and_an_open_one_has_none():
    assert days_held(date(2026, 5, 1), date(2026, 5, 1)) == 1
    assert days_held(date(2026, 5, 1), date(2026, 5, 30)) == 30
    assert days_held(date(2026, 5, 1), None) is None


def test_an_extension_is_measured_from_the_earliest_due_date_it_moves():
    assert days_moved(date(2026, 3, 2), [date(2026, 2, 1), date(2026, 1, 31)]) == 30
    assert days_moved(date(2026, 1, 1), [date(2026, 1, 31)]) == 0
    assert days_moved(date(2026, 1, 1), []) == 0


def test_a_waiver_of_all_without_an_account_has_no_bound():
    def unknown(day):
        raise Refused(msg("no rate"))

    assert most_waived(Component.INTEREST, date(2026, 1, 1), None, unknown) == Decimal("Infinity")
    assert above(Concession(waived=Decimal("Infinity")), LIMITS)

"""Amounts in messages: one form for people, the form of the file in commits."""

from __future__ import annotations

from decimal import Decimal

import pytest

from dunning_cli.kernel.message import as_recorded, msg, shown_amount
from dunning_cli.present.language import translator


@pytest.mark.parametrize(
    ("amount", "shown"),
    [
        ("3236", "3,236.00"), ("3236.00", "3,236.00"), ("0.5", "0.50"), ("-1234567.8", "-1,234,567.80"),
        ("0.3000", "0.30"), ("0.1234", "0.1234"), ("1234.567", "1,234.567"), ("999999999999.99", "999,999,999,999.99"),
        ("1E+3", "1,000.00"), ("0", "0.00"), ("NaN", "NaN"),
    ],
)  # fmt: skip
def test_thousands_stand_apart_with_two_decimals_and_nothing_is_rounded(amount: str, shown: str) -> None:
    assert shown_amount(Decimal(amount)) == shown


def test_an_amount_has_one_form_for_people_and_that_of_the_file_in_commits() -> None:
    inner = msg("{amount} by {due}", amount=Decimal("3236"), due="2026-06-05")
    said = msg("{what}; {fix}", what=inner, fix="…")
    assert str(said) == translator("en")(said) == "3,236.00 by 2026-06-05; …"
    assert "3,236.00" in translator("zh")(said)
    assert as_recorded(said) == "3236.00 by 2026-06-05; …"

"""Yuan as they are typed and shown: the grammar of an amount, two decimals, rounding to the cent."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from dunning_cli.kernel.errors import Unreadable
from dunning_cli.kernel.money import (
    LARGEST,
    Component,
    Components,
    exact_to_cents,
    format_amount,
    parse_amount,
)
from dunning_cli.kernel.schema import parse_scalar
from dunning_cli.kernel.typed_amounts import parse_typed_amount


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("0", "0.00"),
        ("0.5", "0.50"),
        ("10", "10.00"),
        ("1200.00", "1200.00"),
        ("1200.07", "1200.07"),
        ("999999999999.99", "999999999999.99"),
    ],
)
def test_an_amount_has_two_decimals(text: str, amount: str) -> None:
    assert str(parse_amount(text)) == amount
    assert format_amount(parse_amount(text)) == amount


@pytest.mark.parametrize(
    "text",
    [
        "",
        "-1",
        "+1",
        "1,200",
        "1.",
        ".5",
        "1.005",
        "01",
        "00",
        "1e3",
        "1 200",
        "١٢",
        "１２",
        "1000000000000",
        "1.00\n",
    ],
)
def test_anything_else_is_no_amount(text: str) -> None:
    with pytest.raises(Unreadable, match="is not an amount"):
        parse_amount(text)


def test_the_largest_amount_can_be_typed() -> None:
    assert parse_amount(str(LARGEST)) == LARGEST
    with pytest.raises(Unreadable):
        parse_amount(str(LARGEST + Decimal("0.01")))


@pytest.mark.parametrize(("amount", "text"), [("-0.00", "0.00"), ("-0.50", "-0.50"), ("3", "3.00")])
def test_no_zero_has_a_sign(amount: str, text: str) -> None:
    assert format_amount(Decimal(amount)) == text


@pytest.mark.parametrize(
    ("exact", "cents"),
    [
        (Fraction(0), "0.00"),
        (Fraction(1, 200), "0.01"),
        (Fraction(1, 201), "0.00"),
        (Fraction(149, 10000), "0.01"),
        (Fraction(15, 1000), "0.02"),
        (Fraction(1, 3), "0.33"),
        (Fraction(2, 3), "0.67"),
        (Fraction(123456), "123456.00"),
    ],
)
def test_half_a_cent_and_more_is_a_cent(exact: Fraction, cents: str) -> None:
    assert str(exact_to_cents(exact)) == cents


def test_components_are_joined_with_plus() -> None:
    form = Components.__metadata__[0]
    assert parse_scalar(form, "principal + interest+principal") == (Component.PRINCIPAL, Component.INTEREST)
    assert form.write((Component.FEE, Component.PENALTY)) == "fee+penalty"
    with pytest.raises(Unreadable):
        parse_scalar(form, "principal+")


@pytest.mark.parametrize("text", ["9" * 40 + "万", "1." + "1" * 40 + "万", "9" * 40, "0.00000001万"])
def test_a_typed_figure_of_any_length_is_told_to_be_no_amount(text: str) -> None:
    with pytest.raises(Unreadable) as refused:
        parse_typed_amount(text)
    assert "is not an amount" in str(refused.value)

"""Amounts in English words."""

from __future__ import annotations

from decimal import Decimal

import pytest

from dunning_cli.documents.english_words import amount_in_words_en
from dunning_cli.kernel.errors import Refused


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("0.00", "zero yuan"),
        ("0.05", "five fen"),
        ("0.50", "fifty fen"),
        ("1.00", "one yuan"),
        ("12.01", "twelve yuan and one fen"),
        ("20.00", "twenty yuan"),
        ("99.99", "ninety-nine yuan and ninety-nine fen"),
        ("100.00", "one hundred yuan"),
        ("101.10", "one hundred and one yuan and ten fen"),
        ("1000.00", "one thousand yuan"),
        ("1005.00", "one thousand and five yuan"),
        ("1100.00", "one thousand one hundred yuan"),
        ("1409.50", "one thousand four hundred and nine yuan and fifty fen"),
        ("16409.02", "sixteen thousand four hundred and nine yuan and two fen"),
        ("107000.53", "one hundred and seven thousand yuan and fifty-three fen"),
        ("1000000.00", "one million yuan"),
        ("1000021.00", "one million and twenty-one yuan"),
        ("100010001.10", "one hundred million ten thousand and one yuan and ten fen"),
        ("2000000000.00", "two billion yuan"),
        (
            "999999999999.99",
            "nine hundred and ninety-nine billion nine hundred and ninety-nine million nine hundred and "
            "ninety-nine thousand nine hundred and ninety-nine yuan and ninety-nine fen",
        ),
    ],
)
def test_reads_as_plain_english(amount: str, words: str) -> None:
    assert amount_in_words_en(Decimal(amount)) == "RMB " + words


@pytest.mark.parametrize("amount", ["-1.00", "1000000000000.00", "0.001"])
def test_refuses_what_cannot_be_written(amount: str) -> None:
    with pytest.raises(Refused, match="can't be written in words"):
        amount_in_words_en(Decimal(amount))

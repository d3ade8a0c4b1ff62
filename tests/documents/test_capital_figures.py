"""Capital figures: a table checked by hand, and a reader of our own that must get every amount back."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dunning_cli.documents.capital_figures import capital_figures
from dunning_cli.kernel.errors import Refused

# The examples of the rule itself come first; the form chosen where it allows two is the module's.
TABLE = [
    ("1409.50", "壹仟肆佰零玖元伍角"),
    ("6007.14", "陆仟零柒元壹角肆分"),
    ("1680.32", "壹仟陆佰捌拾元零叁角贰分"),
    ("107000.53", "壹拾万柒仟元零伍角叁分"),
    ("16409.02", "壹万陆仟肆佰零玖元零贰分"),
    ("325.04", "叁佰贰拾伍元零肆分"),
    ("0.00", "零元整"),
    ("0.01", "壹分"),
    ("0.05", "伍分"),
    ("0.10", "壹角"),
    ("0.50", "伍角"),
    ("0.55", "伍角伍分"),
    ("0.99", "玖角玖分"),
    ("1.00", "壹元整"),
    ("1.01", "壹元零壹分"),
    ("1.10", "壹元壹角"),
    ("1.11", "壹元壹角壹分"),
    ("9.90", "玖元玖角"),
    ("10.00", "壹拾元整"),
    ("10.01", "壹拾元零壹分"),
    ("10.10", "壹拾元零壹角"),
    ("11.00", "壹拾壹元整"),
    ("17.40", "壹拾柒元肆角"),
    ("20.50", "贰拾元零伍角"),
    ("32.87", "叁拾贰元捌角柒分"),
    ("100.00", "壹佰元整"),
    ("100.50", "壹佰元零伍角"),
    ("101.00", "壹佰零壹元整"),
    ("110.00", "壹佰壹拾元整"),
    ("110.05", "壹佰壹拾元零伍分"),
    ("1000.00", "壹仟元整"),
    ("1000.01", "壹仟元零壹分"),
    ("1001.00", "壹仟零壹元整"),
    ("1010.00", "壹仟零壹拾元整"),
    ("1010.10", "壹仟零壹拾元零壹角"),
    ("1100.00", "壹仟壹佰元整"),
    ("1101.01", "壹仟壹佰零壹元零壹分"),
    ("3071.32", "叁仟零柒拾壹元叁角贰分"),
    ("9999.99", "玖仟玖佰玖拾玖元玖角玖分"),
    ("10000.00", "壹万元整"),
    ("10000.10", "壹万元零壹角"),
    ("10001.00", "壹万零壹元整"),
    ("10010.00", "壹万零壹拾元整"),
    ("10100.00", "壹万零壹佰元整"),
    ("11000.00", "壹万壹仟元整"),
    ("50000.00", "伍万元整"),
    ("100000.00", "壹拾万元整"),
    ("100001.00", "壹拾万零壹元整"),
    ("100100.00", "壹拾万零壹佰元整"),
    ("101000.00", "壹拾万壹仟元整"),
    ("107000.00", "壹拾万柒仟元整"),
    ("120034.05", "壹拾贰万零叁拾肆元零伍分"),
    ("1000000.00", "壹佰万元整"),
    ("1000500.00", "壹佰万零伍佰元整"),
    ("1020304.05", "壹佰零贰万零叁佰零肆元零伍分"),
    ("10000000.00", "壹仟万元整"),
    ("10000000.01", "壹仟万元零壹分"),
    ("10010001.00", "壹仟零壹万零壹元整"),
    ("10203040.50", "壹仟零贰拾万叁仟零肆拾元零伍角"),
    ("20000005.00", "贰仟万零伍元整"),
    ("100000000.00", "壹亿元整"),
    ("100000000.01", "壹亿元零壹分"),
    ("100000001.00", "壹亿零壹元整"),
    ("100001000.00", "壹亿零壹仟元整"),
    ("100010000.00", "壹亿零壹万元整"),
    ("100010001.10", "壹亿零壹万零壹元壹角"),
    ("100100000.00", "壹亿零壹拾万元整"),
    ("110000000.00", "壹亿壹仟万元整"),
    ("110000001.00", "壹亿壹仟万零壹元整"),
    ("1000000000.00", "壹拾亿元整"),
    ("1010000000.00", "壹拾亿壹仟万元整"),
    ("1001000000.00", "壹拾亿零壹佰万元整"),
    ("100000000000.00", "壹仟亿元整"),
    ("100000000000.01", "壹仟亿元零壹分"),
    ("123456789012.34", "壹仟贰佰叁拾肆亿伍仟陆佰柒拾捌万玖仟零壹拾贰元叁角肆分"),
    ("999999999999.99", "玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分"),
]


@pytest.mark.parametrize(("amount", "words"), TABLE)
def test_writes_the_amount_in_the_form_of_the_rule(amount: str, words: str) -> None:
    assert capital_figures(Decimal(amount)) == "人民币" + words


@pytest.mark.parametrize("amount", ["1409.5", "1409.500", "14095E-1"])
def test_trailing_zeros_of_the_number_change_nothing(amount: str) -> None:
    assert capital_figures(Decimal(amount)) == "人民币壹仟肆佰零玖元伍角"


@pytest.mark.parametrize("amount", ["-0.01", "1000000000000", "0.001", "1.005", "NaN", "Infinity", "1E+30"])
def test_refuses_what_cannot_be_written(amount: str) -> None:
    with pytest.raises(Refused, match="can't be written in words"):
        capital_figures(Decimal(amount))


@given(st.integers(min_value=0, max_value=99_999_999_999_999))
def test_every_amount_reads_back_as_itself(cents: int) -> None:
    amount = Decimal(cents).scaleb(-2)
    assert read_capital_figures(capital_figures(amount)) == amount


@given(st.lists(st.sampled_from("00001239"), min_size=3, max_size=14))
def test_amounts_full_of_zeros_read_back_and_obey_the_form(digits: list[str]) -> None:
    amount = Decimal("".join(digits)).scaleb(-2)
    text = capital_figures(amount)
    assert read_capital_figures(text) == amount
    assert "零零" not in text
    assert text.endswith("整") == (amount == int(amount))


DIGITS = {character: value for value, character in enumerate("零壹贰叁肆伍陆柒捌玖")}
PLACES = {"拾": 10, "佰": 100, "仟": 1000}
SECTIONS = {"万": 10_000, "亿": 100_000_000}


def read_capital_figures(text: str) -> Decimal:
    """Yuan from capital figures; written independently of the writer, by adding up places."""
    body = text.removeprefix("人民币").removesuffix("整")
    yuan, mark, rest = body.rpartition("元")
    cents = 0
    digit = 0
    for character in rest if mark else body:
        if character in DIGITS:
            digit = DIGITS[character]
        else:
            cents += digit * {"角": 10, "分": 1}[character]
    return Decimal(read_whole(yuan) * 100 + cents).scaleb(-2)


def read_whole(text: str) -> int:
    total = section = digit = 0
    for character in text:
        if character in DIGITS:
            digit = DIGITS[character]
        elif character in PLACES:
            section += digit * PLACES[character]
            digit = 0
        else:
            total += (section + digit) * SECTIONS[character]
            section = digit = 0
    return total + section + digit

"""Which numbers tell people apart, and which only look as if they did."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dunning_cli.domain.case.case import Debtor, Head
from dunning_cli.domain.case.people.identity import doubt_about, identity, resident_check
from dunning_cli.domain.case.people.same_debtor import debtor_key, same_debtor

RIGHT = "11010519491231002X"


@pytest.mark.parametrize(
    "number",
    [
        RIGHT,
        "110105194912310 02x",
        "１１０１０５１９４９１２３１００２Ｘ",
        "110105491231002",
    ],
)
def test_one_person_however_the_number_is_written(number: str) -> None:
    assert identity(number) == identity(RIGHT) is not None
    assert doubt_about(number) is None


@pytest.mark.parametrize(
    "number",
    [
        "91350100M000100Y43",  # the example of GB 32100-2015
        "91 350100 M000100Y43",
        "E12345678",
        "EA1234567",
        "H1234567890",
        "P98765432",
    ],
)
def test_other_documents_that_identify(number: str) -> None:
    assert identity(number) is not None
    assert identity(number) != identity(RIGHT)


@pytest.mark.parametrize(
    ("number", "why"),
    [
        ("无", "no complete"),
        ("不详", "no complete"),
        ("0", "no complete"),
        ("-", "no complete"),
        ("身份证", "no complete"),
        ("12345678", "no complete"),
        ("13800000007", "no complete"),
        ("1101051949123100", "no complete"),
        ("11010519491231002", "no complete"),
        ("1101051949123100O2", "no complete"),
        ("1.10105E+17", "no complete"),
        ("E00000000", "no complete"),
        ("000000000000000000", "check character"),
        ("110105194912310021", "check digit"),
        ("11010519490230002X", "no day"),
        ("110105194912310000", "000"),
        ("110101199003074000", "000"),
        ("91350100M000100Y44", "check character"),
    ],
)
def test_what_identifies_nobody(number: str, why: str) -> None:
    assert identity(number) is None
    assert why in str(doubt_about(number))


@pytest.mark.parametrize("number", [None, "", "enc1:QUJD"])
def test_what_is_not_given_or_sealed_is_neither_identity_nor_doubt(number: str | None) -> None:
    assert identity(number) is None
    assert doubt_about(number) is None


@given(
    st.integers(1, 9), st.integers(0, 99999), st.dates(), st.integers(0, 999), st.integers(0, 17), st.data()
)
def test_a_wrong_digit_is_seen(first, region, born, serial, place, data) -> None:
    born = born.replace(year=1900 + born.year % 200)
    digits = f"{first}{region:05}{born:%Y%m%d}{serial:03}"
    right = digits + resident_check(digits)
    wrong = data.draw(st.sampled_from([digit for digit in "0123456789" if digit != right[place]]))
    assert identity(right) is not None or right.endswith("000")
    assert identity(right[:place] + wrong + right[place + 1 :]) is None


def head(name: str, number: str | None = RIGHT, **more: str) -> Head:
    return Head(case="A-1", policy="small-loan", debtor=Debtor(name=name, id_number=number, **more))


def test_one_debtor_takes_the_number_and_the_name() -> None:
    assert same_debtor(head("王 建国"), head("王建国"))
    assert not same_debtor(head("王建国"), head("李敏"))
    assert debtor_key(head("王建国")) == debtor_key(head("李敏"))
    assert not same_debtor(head("王建国", "无"), head("王建国", "无"))
    assert not same_debtor(head("王建国", None), head("王建国", None))


def test_a_credit_code_without_sense_leaves_the_word_to_the_identity_number() -> None:
    assert debtor_key(head("王建国", credit_code="无")) == identity(RIGHT)

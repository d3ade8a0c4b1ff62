"""What a foreign cell may look like, and what is refused with the value named."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dunning_cli.intake.files.grammar import (
    read_amount,
    read_case_number,
    read_date,
    read_identifier,
    read_line,
    read_note,
    read_phone,
    read_whole,
)
from dunning_cli.kernel.errors import Unreadable

FULL_WIDTH = str.maketrans("0123456789.,", "０１２３４５６７８９．，")


@pytest.mark.parametrize(
    ("text", "yuan"),
    [
        ("14,023.33", "14023.33"),
        ("１２５０.００", "1250.00"),
        ("１，２５０．５", "1250.50"),
        ("\u3000 10345 \xa0", "10345.00"),
        ("¥1,200", "1200.00"),
        ("￥ 1200.5", "1200.50"),
        ("1200元", "1200.00"),
        ("元1200", "1200.00"),
        ("0", "0.00"),
        ("0.05", "0.05"),
        ("999,999,999,999.99", "999999999999.99"),
    ],
)
def test_amounts_are_read_to_the_cent(text: str, yuan: str) -> None:
    assert str(read_amount(text)) == yuan


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("1,4023", "1,4023"),
        ("14,02.33", "14,02.33"),
        ("1402,333", "1402,333"),
        ("0,123", "0,123"),
        (",123", ",123"),
        ("1.2.3", "1.2.3"),
        ("1,234.5,6", "1,234.5,6"),
        ("1e3", "1e3"),
        ("1.0E+4", "1.0E+4"),
        ("-5", "zero or more"),
        ("¥-5", "zero or more"),
        ("(5.00)", "zero or more"),
        ("+5", "+5"),
        ("5152.505", "more than two decimals"),
        ("007", "007"),
        (".5", ".5"),
        ("5.", "5."),
        ("", "''"),
        ("1 200", "1 200"),
        ("一千", "一千"),
        ("1.23456789万", "more than two decimals"),
        ("1000000000000", "999,999,999,999.99"),
        ("9" * 40, "999,999,999,999.99"),
        ("9" * 30 + "万元", "999,999,999,999.99"),
        ("0." + "1" * 40 + "万", "more than two decimals"),
        ("٣", "٣"),
    ],
)
def test_what_is_no_amount_is_refused_by_name(text: str, says: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_amount(text)
    assert says in str(refused.value)


@given(
    amount=st.decimals(min_value=0, max_value=Decimal("999999999999.99"), places=2),
    separators=st.booleans(),
    full_width=st.booleans(),
    around=st.sampled_from(["{}", "¥{}", "￥{}", "{}元", "\u3000{} ", "\xa0{}\t"]),
)
def test_any_amount_written_by_people_reads_back(
    amount: Decimal, separators: bool, full_width: bool, around: str
) -> None:
    text = f"{abs(amount):,.2f}" if separators else f"{abs(amount):.2f}"
    if full_width:
        text = text.translate(FULL_WIDTH)
    assert read_amount(around.format(text)) == amount


@given(amount=st.integers(1000, 10**12 - 1), at=st.integers(1, 12))
def test_a_separator_in_any_other_place_is_refused(amount: int, at: int) -> None:
    digits = str(amount)
    cut = digits[:-at] + "," + digits[-at:]
    if cut == f"{amount:,}" or at >= len(digits):
        return
    with pytest.raises(Unreadable):
        read_amount(cut)


@pytest.mark.parametrize(
    "text",
    [
        "2026/6/1",
        "2026/06/01",
        "2026-06-01",
        "2026-6-1",
        "20260601",
        "2026.6.1",
        "2026年6月1日",
        "２０２６／６／１",
        "2026-06-01 00:00",
        "2026-06-01 00:00:00",
        "2026-06-01T14:05:09",
        "2026/6/1 9:05",
        "20260601 00:00:00",
        "\u30002026/6/1 ",
    ],
)
def test_dates_in_the_forms_of_client_files(text: str) -> None:
    assert read_date(text) == date(2026, 6, 1)


@pytest.mark.parametrize(
    "text",
    [
        "2026-02-30",
        "2026/13/1",
        "2026-6/1",
        "6/1/2026",
        "26-06-01",
        "2026-06",
        "2026060",
        "46174",
        "2026-06-01 25:00",
        "2026-06-01 10",
        "2026060100:00",
        "2026年6月1",
        "0206-06-01",
        "今天",
        "",
    ],
)
def test_what_is_no_date_is_refused_by_name(text: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_date(text)
    assert f"'{text}'" in str(refused.value)


@given(day=st.dates(date(1900, 1, 1), date(2099, 12, 31)), sep=st.sampled_from("-/."), short=st.booleans())
def test_any_day_reads_back(day: date, sep: str, short: bool) -> None:
    form = f"{day.year}{sep}{day.month}{sep}{day.day}" if short else day.strftime(f"%Y{sep}%m{sep}%d")
    assert read_date(form) == day


def test_whole_numbers() -> None:
    assert [read_whole(text) for text in ("0", "36", " ３６ ", "36.0")] == [0, 36, 36, 36]
    for text in ("-1", "3.5", "1,200", "10000", "三", "", "07"):
        with pytest.raises(Unreadable, match="whole number between 0 and 9999"):
            read_whole(text)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("13834052166", "13834052166"),
        ("１３８３４０５２１６６", "13834052166"),
        ("0471-8000007", "0471-8000007"),
        ("+86 138 0000 0007", "+86 138 0000 0007"),
        ("'13800000007", "13800000007"),
        ("\u202d13800000007\u202c", "13800000007"),
        ("010 - 80000007", "010 - 80000007"),
    ],
)
def test_telephone_numbers_stay_text(text: str, number: str) -> None:
    assert read_phone(text) == number


@pytest.mark.parametrize(
    "text",
    [
        "无",
        "1380000000O",
        "13800000007/13900000008",
        "1.38E+10",
        "8000007转801",
        "-",
        "12",
        "1" * 21,
        "1+2345",
    ],
)
def test_what_is_not_one_telephone_number_is_refused(text: str) -> None:
    with pytest.raises(Unreadable, match="telephone number") as refused:
        read_phone(text)
    assert text in str(refused.value)


def test_identifiers_keep_zeros_letters_and_odd_forms() -> None:
    assert read_identifier("00123") == "00123"
    assert read_identifier("\t31011519771006010X") == "31011519771006010X"
    assert read_identifier("'６２１７０００") == "6217000"
    assert read_identifier("EF-99 甲") == "EF-99 甲"


@pytest.mark.parametrize("text", ["6.217E+15", "1.10108e17", "x" * 41, "#N/A", "a\x07b"])
def test_identifiers_that_lost_their_digits_or_are_none(text: str) -> None:
    with pytest.raises(Unreadable):
        read_identifier(text)


def test_case_numbers() -> None:
    assert read_case_number(" ＧＲ２０２６－０１ ") == "GR2026-01"
    assert read_case_number("委案_007") == "委案_007"
    for text in ("GR/1", "../x", "GR 1", "G" * 65, "a.b", "甲、乙"):
        with pytest.raises(Unreadable, match="case id"):
            read_case_number(text)


def test_texts_keep_their_writing_but_not_their_edges() -> None:
    assert read_line("\u3000黄浩然 ") == "黄浩然"
    assert read_line("远山（北京）有限公司") == "远山（北京）有限公司"
    assert read_line("青禾花园\n3 栋") == "青禾花园 3 栋"
    assert read_note(" 一，\r\n二\r三 ") == "一，\n二\n三"
    for text in ("#REF!", "x" * 501, "a\x00b"):
        with pytest.raises(Unreadable):
            read_line(text)

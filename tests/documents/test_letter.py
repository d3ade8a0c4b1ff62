"""Rendering: data stays data, what is unset is said, and nothing grows beyond measure."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dunning_cli.documents.letter import LetterFields, render_letter
from dunning_cli.documents.letter_fields import (
    LetterAddressee,
    LetterBalance,
    LetterDebtor,
    LetterOffice,
    OpenItem,
    PromiseMade,
)
from dunning_cli.documents.plain_text import PAGE_WIDTH, display_width, fold
from dunning_cli.documents.template import read_template
from dunning_cli.kernel.errors import Refused, WrongUsage


def rendered(body: str, fields: LetterFields, language: str = "zh", more: str = "") -> str:
    return render_letter(
        read_template(f"---\ntitle: 通知\n{more}---\n{body}", "own.txt"), fields, language
    ).text


def named(name: str) -> LetterFields:
    return LetterFields(debtor=LetterDebtor(name=name))


def test_filters_print_dates_and_amounts_in_the_letters_language() -> None:
    fields = LetterFields(letter_date=date(2026, 6, 1), balance=LetterBalance(total=Decimal("1409.50")))
    body = "{{ letter_date | day }}|{{ letter_date }}|{{ balance.total | amount }}|{{ balance.total }}"
    assert rendered(body, fields, "zh") == "2026年6月1日|2026-06-01|1,409.50|1409.50\n"
    assert rendered(body, fields, "en") == "1 June 2026|2026-06-01|1,409.50|1409.50\n"
    words = "{{ balance.total | capital }}|{{ balance.total | words }}"
    assert rendered(words, fields) == (
        "人民币壹仟肆佰零玖元伍角|RMB one thousand four hundred and nine yuan and\nfifty fen\n"
    )


def test_columns_line_up_by_display_width() -> None:
    fields = LetterFields(
        items=(OpenItem(ref="水费", total=Decimal("9.50")), OpenItem(ref="2026Q1", total=Decimal("1200.00")))
    )
    body = "{% for item in items %}\n{{ item.ref | left(8) }}{{ item.total | right(9) }}\n{% endfor %}"
    assert rendered(body, fields) == "水费         9.50\n2026Q1    1200.00\n"


@pytest.mark.parametrize(
    "name", ["{{ 7*7 }}", "{% for %}", "{# x #}", "a{{ debtor.__class__ }}b", "%(x)s {0}"]
)
def test_a_name_that_looks_like_a_template_is_printed_as_it_is(name: str) -> None:
    assert rendered("姓名：{{ debtor.name }}。", named(name)) == f"姓名：{name}。\n"


@pytest.mark.parametrize(
    ("name", "printed"),
    [
        ("王\u202e建国", "王建国"),
        ("王\u2066建\u2069国\u200f", "王建国"),
        ("王\x1b[31m建国", "王[31m建国"),
        ("王\x00建\x07国", "王建国"),
        ("王建国\n应付：0 元", "王建国 应付：0 元"),
        ("王\r\n建\t国\u2028x", "王  建 国 x"),
        ("\ud800王", "\ufffd王"),
    ],
)
def test_hidden_characters_in_data_do_no_harm(name: str, printed: str) -> None:
    assert rendered("（{{ debtor.name }}）", named(name)) == f"（{printed}）\n"


def test_hidden_characters_written_in_a_template_do_no_harm_either() -> None:
    assert rendered('{{ "a\\x1b[2Jb\\u202ec" }}', LetterFields()) == "a[2Jbc\n"


@given(st.text(max_size=200))
def test_any_name_makes_one_plain_letter(name: str) -> None:
    text = rendered("【{{ debtor.name }}】\n完", named(name))
    assert text.endswith("\n完\n")
    hidden = {character for character in text if unicodedata.category(character) in ("Cc", "Cf", "Cs")}
    assert hidden <= set("\n\u200c\u200d")


@pytest.mark.parametrize(("language", "blank"), [("zh", "〔未填写〕"), ("en", "[not filled in]")])
def test_unset_fields_say_so_in_every_form(language: str, blank: str) -> None:
    body = "{{ serial }};{{ letter_date | day }};{{ balance.total | amount }};{{ balance.total | capital }};"
    assert rendered(body, LetterFields(), language).replace("\n", " ").rstrip().count(blank) == 4


def test_missing_fields_are_those_printed_not_those_asked_for() -> None:
    template = read_template(
        "---\ntitle: t\n---\n{% if collector_name %}{{ collector_name }}{% endif %}{{ account.bank }}"
        "{{ promise.amount | amount }}{{ collector_phone or office.phone }}{{ account.bank }}"
        "{% if days_past_due > 30 %}{{ case_id }}{% endif %}",
        "own.txt",
    )
    assert render_letter(template, LetterFields(), "zh").missing == (
        "account.bank",
        "promise.amount",
        "office.phone",
    )
    set_fields = LetterFields(
        office=LetterOffice(phone="1"), promise=PromiseMade(amount=Decimal(1)), days_past_due=31
    )
    assert render_letter(template, set_fields, "zh").missing == ("account.bank", "case_id")


def test_the_day_to_pay_by_comes_from_the_template_unless_given() -> None:
    fields = LetterFields(letter_date=date(2026, 2, 20))
    assert rendered("{{ pay_by }}", fields, more="pay_within: 10\n") == "2026-03-02\n"
    assert rendered("{{ pay_by }}", replace(fields, pay_by=date(2026, 5, 1)), more="pay_within: 10\n") == (
        "2026-05-01\n"
    )
    assert rendered("{{ pay_by }}", fields) == "〔未填写〕\n"


def test_an_amount_that_cannot_be_written_names_the_line() -> None:
    fields = LetterFields(balance=LetterBalance(total=Decimal("-5.00")))
    with pytest.raises(Refused) as caught:
        rendered("一\n二 {{ balance.total | capital }}", fields)
    assert str(caught.value).startswith("own.txt:5: -5.00 can't be written in words")


def test_a_letter_without_end_is_refused() -> None:
    fields = LetterFields(items=tuple(OpenItem(ref="x" * 100) for _ in range(10_000)))
    with pytest.raises(Refused, match="longer than 200000 characters"):
        rendered("{% for item in items %}{{ item.ref }}{% endfor %}", fields)


def test_another_language_is_wrong_usage() -> None:
    with pytest.raises(WrongUsage, match="the languages are zh, en"):
        rendered("x", LetterFields(), "fr")


def test_the_department_is_named_only_where_there_is_one(full_letter: Callable[[str], LetterFields]) -> None:
    body = "{% if addressee.department %}\n{{ addressee.department }}\n{% endif %}\n完"
    assert rendered(body, full_letter("zh")) == "财务部\n完\n"
    assert rendered(body, LetterFields(addressee=LetterAddressee(name="x"))) == "完\n"


@given(st.text(alphabet="甲乙，。“”（）ab 1.,\u3000\u0301", max_size=400))
def test_folding_keeps_every_character_and_the_width(line: str) -> None:
    lines = fold(line)
    assert all(display_width(part) <= PAGE_WIDTH for part in lines)
    assert "".join("".join(lines).split()) == "".join(line.split())


def test_folding_breaks_where_a_reader_expects_it() -> None:
    chinese = "甲" * 37 + "，乙"
    assert fold(chinese) == ["甲" * 37 + "，", "乙"]
    assert fold("甲" * 38 + "，乙") == ["甲" * 37, "甲，乙"]
    assert fold("  " + "word " * 20) == ["  " + " ".join(["word"] * 15), "  " + " ".join(["word"] * 5)]
    assert fold("甲" * 35 + "1,409.50元") == ["甲" * 35, "1,409.50元"]


@pytest.mark.parametrize("character", ["\u0301", "，", "（", "甲", "a"])
def test_a_name_of_any_length_folds_at_once(character: str) -> None:
    lines = fold(character * 20_000)
    assert "".join(lines) == character * 20_000
    assert all(display_width(line) <= PAGE_WIDTH for line in lines)

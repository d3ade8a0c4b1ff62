"""The ten shipped letters in both languages: complete, agreeing in figures and words, fit for the page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from dunning_cli.documents.capital_figures import capital_figures
from dunning_cli.documents.english_words import amount_in_words_en
from dunning_cli.documents.letter import NOT_FILLED, LetterFields, render_letter
from dunning_cli.documents.letter_fields import LetterBalance, LetterGuarantee, PromiseMade
from dunning_cli.documents.plain_text import PAGE_WIDTH, display_width
from dunning_cli.documents.template import Template, read_template

TEMPLATES = Path(__file__).parents[2] / "templates"
LANGUAGES = ("zh", "en")
DEMANDS = ("overdue-notice", "final-demand", "guarantor-notice", "lawyers-letter")
NAMES = (
    "payment-reminder",
    *DEMANDS,
    "plan-agreement",
    "extension-request",
    "balance-confirmation",
    "settlement-certificate",
)
STATEMENT = "statement-for-debtor"
"""In plain words: no capital figures, no slip to sign."""
FullLetter = Callable[[str], LetterFields]
every_letter = pytest.mark.parametrize(
    ("language", "name"), [(language, name) for language in LANGUAGES for name in NAMES]
)
every_demand = pytest.mark.parametrize(
    ("language", "name"), [(language, name) for language in LANGUAGES for name in DEMANDS]
)


def shipped(language: str, name: str) -> Template:
    path = TEMPLATES / language / f"{name}.txt"
    return read_template(path.read_text(encoding="utf-8"), f"templates/{language}/{name}.txt")


def test_both_languages_ship_the_same_letters_with_the_same_settings() -> None:
    for language in LANGUAGES:
        assert {path.stem for path in (TEMPLATES / language).glob("*.txt")} >= {*NAMES, STATEMENT}
    for name in (*NAMES, STATEMENT):
        zh, en = shipped("zh", name), shipped("en", name)
        assert (zh.level, zh.audience, zh.limits, zh.method, zh.pay_within) == (
            en.level,
            en.audience,
            en.limits,
            en.method,
            en.pay_within,
        )


@every_letter
def test_a_full_case_leaves_nothing_blank(full_letter: FullLetter, language: str, name: str) -> None:
    template, fields = shipped(language, name), full_letter(language)
    text = render_letter(template, fields, language).text
    assert render_letter(template, fields, language).missing == ()
    assert NOT_FILLED[language] not in text
    assert "None" not in text
    for said in (template.title, fields.serial, fields.contract_number, fields.debtor.name):
        assert said is not None
        assert said in text


@every_letter
def test_an_empty_case_says_what_is_not_filled_in(language: str, name: str) -> None:
    template = shipped(language, name)
    text = render_letter(template, LetterFields(), language).text
    assert NOT_FILLED[language] in text
    assert "None" not in text
    assert {"serial", "debtor.name", "contract_number", "as_of", "balance.total"} <= set(
        render_letter(template, LetterFields(), language).missing
    )


@every_letter
def test_lines_fit_the_page(full_letter: FullLetter, language: str, name: str) -> None:
    template = shipped(language, name)
    for fields in (full_letter(language), LetterFields()):
        lines = render_letter(template, fields, language).text.split("\n")
        assert [line for line in lines if display_width(line) > PAGE_WIDTH or line != line.rstrip()] == []


@every_letter
@pytest.mark.parametrize("total", ["1409.50", "107000.53", "0.05", "20000005.00"])
def test_totals_in_figures_and_in_words_agree(
    full_letter: FullLetter, language: str, name: str, total: str
) -> None:
    amount = Decimal(total)
    fields = replace(
        full_letter(language), balance=LetterBalance(principal=amount, total=amount), items=(), plan=None
    )
    text = unfolded(render_letter(shipped(language, name), fields, language).text)
    assert f"{amount:,.2f}" in text
    assert unfolded(capital_figures(amount)) in text
    if language == "en":
        assert unfolded(amount_in_words_en(amount)) in text


@every_demand
def test_a_demand_says_all_that_a_notice_must(full_letter: FullLetter, language: str, name: str) -> None:
    template, fields = shipped(language, name), full_letter(language)
    text = unfolded(render_letter(template, fields, language).text)
    said = {
        "zh": [
            "50,000.00",
            "人民币伍万元整",
            "2026年3月20日",
            "2026年5月31日",
            "16,000.00",
            "409.02",
            "7.25",
        ],
        "en": ["50,000.00", "人民币伍万元整", "20March2026", "31May2026", "16,000.00", "409.02", "7.25"],
    }[language]
    account = ["6200000000000001", "027-80000002", "027-80000001"]
    receipt = {
        "zh": ["回执", "本人已收到", "确认上述债务", "身份证号码", "签收日期", "盖章"],
        "en": ["RECEIPT", "Ihavereceived", "Iacknowledgethedebt", "IDnumber", "Date", "seal"],
    }[language]
    assert template.pay_within is not None
    pay_by = template.pay_by(date(2026, 6, 1))
    assert pay_by is not None
    day = f"{pay_by.year}年{pay_by.month}月{pay_by.day}日" if language == "zh" else f"{pay_by.day}June2026"
    assert [part for part in [*said, *account, *receipt, day] if part not in text] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_lawyers_letter_is_plainly_a_draft_without_a_lawyer(
    full_letter: FullLetter, language: str
) -> None:
    text = render_letter(shipped(language, "lawyers-letter"), full_letter(language), language).text
    first = text.split("\n")[0]
    assert {"zh": "草稿", "en": "DRAFT"}[language] in first
    assert {"zh": "执业律师", "en": "practising lawyer"}[language] in first
    assert "____" in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_guarantor_is_told_the_kind_of_guarantee(full_letter: FullLetter, language: str) -> None:
    template = shipped(language, "guarantor-notice")
    marks = {"zh": ("第六百八十八条", "第六百八十七条"), "en": ("article 688", "article 687")}[language]
    for kind, mark, other in (("joint", *marks), ("general", *reversed(marks))):
        fields = replace(full_letter(language), guarantee=LetterGuarantee(kind, date(2026, 9, 20)))
        text = unfolded(render_letter(template, fields, language).text)
        assert unfolded(mark) in text
        assert unfolded(other) not in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_promise_not_yet_due_is_never_called_broken(full_letter: FullLetter, language: str) -> None:
    open_promise = PromiseMade(Decimal("777.00"), date(2026, 6, 5), date(2026, 5, 30))
    fields = replace(full_letter(language), promise=open_promise)
    assert "777.00" not in render_letter(shipped(language, "final-demand"), fields, language).text
    assert "777.00" in render_letter(shipped(language, "payment-reminder"), fields, language).text
    lapsed = replace(fields, promise=replace(open_promise, due=date(2026, 5, 31)))
    assert "777.00" in render_letter(shipped(language, "final-demand"), lapsed, language).text
    assert "777.00" not in render_letter(shipped(language, "payment-reminder"), lapsed, language).text


@every_letter
def test_no_letter_speaks_of_a_loan_where_none_was_made(
    full_letter: FullLetter, language: str, name: str
) -> None:
    fields = replace(full_letter(language), has_amount_lent=False, amount_lent=None)
    text = render_letter(shipped(language, name), fields, language).text
    assert {"zh": "借款金额", "en": "Amount lent"}[language] not in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_overpaid_balance_is_confirmed_without_capital_figures(
    full_letter: FullLetter, language: str
) -> None:
    zero = Decimal("0.00")
    fields = replace(
        full_letter(language),
        balance=LetterBalance(zero, zero, zero, zero, Decimal("5.00"), Decimal("-5.00")),
    )
    for name in ("balance-confirmation", "settlement-certificate"):
        assert "5.00" in render_letter(shipped(language, name), fields, language).text


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_never_to_be_used_are_not_used(language: str) -> None:
    forbidden = {
        "zh": ("老赖", "诈骗", "坐牢", "拘留", "曝光", "上门", "黑名单", "最后通牒", "严惩", "刑事"),
        "en": ("prison", "jail", "arrest", "criminal", "police", "fraud", "blacklist", "seize", "deadbeat"),
    }[language]
    for name in (*NAMES, STATEMENT):
        body = shipped(language, name).body.lower()
        assert [word for word in forbidden if word in body] == []


def unfolded(text: str) -> str:
    return "".join(text.split())

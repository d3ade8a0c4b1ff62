"""Templates: front matter read strictly, bodies kept to fields, `if`, `for` and filters."""

from __future__ import annotations

from decimal import Decimal

import pytest

from dunning_cli.documents.template import Audience, Limits, read_template
from dunning_cli.domain.case.codes.letters import Method
from dunning_cli.kernel.errors import Refused

FILE = "templates/zh/own.txt"
HEAD = "---\ntitle: 通知\n---\n"


def refusal(text: str) -> str:
    with pytest.raises(Refused) as caught:
        read_template(text, FILE)
    line = str(caught.value)
    assert "\n" not in line
    return line


def test_reads_every_key() -> None:
    text = (
        "\ufeff---\r\n# ours\r\ntitle: '通知: 二'\r\nlevel: 3\r\naudience: guarantor\r\nlimits: none\r\n"
        "method: ems\r\npay_within: 7\r\nminimum: 1000\r\n---\r\n正文\r\n"
    )
    template = read_template(text, FILE)
    assert (template.name, template.title, template.level) == ("own", "通知: 二", 3)
    assert (template.audience, template.limits, template.method) == (
        Audience.GUARANTOR,
        Limits.NONE,
        Method.EMS,
    )
    assert (template.pay_within, template.minimum) == (7, Decimal("1000.00"))
    assert (template.body, template.body_line) == ("正文\n", 11)


def test_what_is_not_given_is_the_careful_choice() -> None:
    template = read_template(HEAD + "x", FILE)
    assert (template.level, template.audience, template.limits) == (1, Audience.DEBTOR, Limits.STANDARD)
    assert (template.method, template.pay_within, template.minimum) == (Method.REGISTERED, None, None)


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("", 1, "begins with a line '---'"),
        ("正文\n", 1, "begins with a line '---'"),
        ("---\ntitle: a\n", 1, "has no end"),
        ("---\nlevel: 1\n---\n", 1, "the title is missing; add 'title: …'"),
        ("---\ntitle:\n---\n", 2, "write the title"),
        ("---\ntitle: a\ntitel: b\n---\n", 3, "'titel' is not a key of a template; did you mean 'title'?"),
        (
            "---\ntitle: a\ncolour: b\n---\n",
            3,
            "'colour' is not a key of a template; known are: title, level",
        ),
        ("---\ntitle: a\ntitle: b\n---\n", 3, "'title' stands here a second time"),
        ("---\ntitle: a\nlevel 2\n---\n", 3, "'level 2' is not 'key: value'"),
        ("---\ntitle: a\nlevel: 6\n---\n", 3, "level: '6' is not a level: write 1 to 5"),
        ("---\ntitle: a\naudience: debter\n---\n", 3, "did you mean 'debtor'?"),
        ("---\ntitle: a\nlimits: some\n---\n", 3, "limits: 'some' is not known"),
        ("---\ntitle: a\nmethod: pigeon\n---\n", 3, "registered, ems, hand, notary, notice"),
        ("---\ntitle: a\npay_within: -1\n---\n", 3, "write a whole number such as 7"),
        ("---\ntitle: a\nminimum: 1,000\n---\n", 3, "'1,000' is not an amount"),
    ],
)
def test_front_matter_errors_name_file_line_and_remedy(text: str, line: int, said: str) -> None:
    refused = refusal(text)
    assert refused.startswith(f"{FILE}:{line}: ")
    assert said in refused


@pytest.mark.parametrize(
    ("expression", "said"),
    [
        ("{{ debtor.nmae }}", "no field 'debtor.nmae'; did you mean 'debtor.name'?"),
        ("{{ serail }}", "no field 'serail'; did you mean 'serial'?"),
        ("{{ total }}", "did you mean 'balance.total'?"),
        ("{{ debtor.__class__ }}", "no field 'debtor.__class__'"),
        ("{{ debtor.name.__class__ }}", "'debtor.name' has no fields of its own"),
        ("{{ ''.__class__.__mro__ }}", "has no fields of its own"),
        ("{{ letter_date.year }}", "'letter_date' has no fields of its own"),
        ("{{ debtor | attr('name') }}", "no filter 'attr'"),
        ("{{ balance.total | captial }}", "no filter 'captial'; did you mean 'capital'?"),
        ("{{ debtor.name | amount }}", "not of the kind the filter 'amount' takes"),
        ("{{ debtor.name | left(1000000) }}", "needs a width from 1 to 76"),
        ("{{ balance.total | amount(2) }}", "takes nothing in brackets"),
        ("{{ office }}", "'office' is a group of fields; name one of them: name, address"),
        ("{{ items }}", "'items' is a list; print it row by row with 'for'"),
        ("{{ items[0] }}", "'[…]' can't be used"),
        ("{{ has_amount_lent }}", "is a yes or no"),
        ("{{ 'a' * 1000000000 }}", "'*' can't be used"),
        ("{{ 9 ** 999999 }}", "'**' can't be used"),
        ("{{ serial ~ serial }}", "'~' can't be used"),
        ("{{ serial.format() }}", "'(…)' can't be used"),
        ("{{ 1.5 }}", "'1.5' can't be used"),
        ("{{ '%9999999d' % 1 }}", "'%' can't be used"),
        ("{{ serial is defined }}", "'is' can't be used"),
        ("{% for i in range(1000000000) %}{% endfor %}", "'(…)' can't be used"),
        (
            "{% for i in serial %}{% endfor %}",
            "'serial' is not a list; the lists are office.letterhead, items",
        ),
        ("{% for i in items %}{% for j in items %}{% endfor %}{% endfor %}", "can't stand inside another"),
        ("{% for i in items recursive %}{{ loop(items) }}{% endfor %}", "this form of 'for'"),
        ("{% for balance in items %}{% endfor %}", "'balance' is a field of the letter already"),
        ("{% macro m() %}{% endmacro %}", "'macro' can't be used"),
        ("{% set x = 1 %}", "'set' can't be used"),
        ("{% include 'other.txt' %}", "'include' can't be used"),
        ("{% import 'other.txt' as o %}", "'import' can't be used"),
        ("{% extends 'other.txt' %}", "'extends' can't be used"),
        ("{% autoescape true %}{% endautoescape %}", "'autoescape' can't be used"),
        ("{% if days_past_due > 'x' %}{% endif %}", "can't be compared: one is count, the other text"),
        ("{{ serial if items }}", "needs an 'else'"),
        ("{{ serial", "the template can't be read"),
        ("{% if serial %}", "the template can't be read"),
        ("{% endfor %}", "the template can't be read"),
        ("{% while 1 %}", "'while' can't be used in a letter"),
    ],
)
def test_a_body_says_fields_and_little_else(expression: str, said: str) -> None:
    refused = refusal(f"{HEAD}第一行\n{expression}")
    assert refused.startswith(f"{FILE}:5: ")
    assert said in refused


@pytest.mark.parametrize(
    "body",
    [
        "{{ " + "(" * 20_000 + "1" + ")" * 20_000 + " }}",
        "{{ " + "9" * 6_000 + " }}",
        "{% if serial %}" * 2_000 + "{% endif %}" * 2_000,
        "字" * 70_000,
    ],
)
def test_a_monstrous_template_is_refused_in_one_line(body: str) -> None:
    assert refusal(HEAD + body).startswith(f"{FILE}:")

"""An edit of the head touches only the lines it is about."""

from __future__ import annotations

import difflib

import pytest

from dunning_cli.kernel.errors import Refused
from dunning_cli.kernel.nodes import Map, Node, Pair, Sequence, Text
from dunning_cli.store.format.head_edit import set_head_value

HEAD = """\
# taken over from the client
case: PF-1
policy: property-fee
creditor: "青禾: 物业"      # as in the contract
debtor:
  name: 王建国   # checked
  id_number: "110101199003070011"
  phones:
    - {number: "13800000007", kind: mobile}   # first

    # the second one is new
    - {number: "13900000008"}
  addresses:
    - text: 青禾花园
      kind: home
# guarantor
parties:
  - {name: 李敏, role: guarantor, phones: [{number: "13900000008"}]}
account: {contract: WY-2019, currency: CNY}
owner: wang                    # first collector
batch: {id: B1}
remark: |-
  two
  lines

terms:
  accruals: {late_penalty: {rate: 0.05%/day}}
entries:
  - {id: 01jtd3k8q7m4x2aa, kind: charge, date: 2026-01-01, principal: 1.00, by: wang, at: 2026-05-04T09:10:00+08:00}
"""


def diff(path: tuple[str | int, ...], value: Node | None, text: str = HEAD) -> list[str]:
    """The lines taken away and added, as a reader of the commit sees them."""
    changed = set_head_value(text, path, value)
    lines = list(difflib.ndiff(text.splitlines(), changed.splitlines()))
    return [line for sign in "-+" for line in lines if line[0] == sign]


def quoted(text: str) -> Text:
    return Text(text, quoted=True)


@pytest.mark.parametrize(
    ("path", "value", "expected"),
    [
        (("creditor",), quoted("白鹭银行"), ["- " + HEAD.splitlines()[3], "+ creditor: 白鹭银行      # as in the contract"]),
        (("debtor", "name"), quoted("王建华"), ["-   name: 王建国   # checked", "+   name: 王建华   # checked"]),
        (("debtor", "email"), quoted("a@b.cn"), ["+   email: a@b.cn"]),
        (
            ("debtor", "phones", 0, "status"),
            Text("valid"),
            [
                '-     - {number: "13800000007", kind: mobile}   # first',
                '+     - {number: "13800000007", kind: mobile, status: valid}   # first',
            ],
        ),
        (
            ("debtor", "phones", 0, "number"),
            quoted("13811111111"),
            [
                '-     - {number: "13800000007", kind: mobile}   # first',
                '+     - {number: "13811111111", kind: mobile}   # first',
            ],
        ),
        (("debtor", "phones", 2, "number"), quoted("010-1"), ["+     - {number: 010-1}"]),
        (("debtor", "phones", 1), None, ['-     - {number: "13900000008"}']),
        (("debtor", "addresses", 0, "text"), quoted("x"), ["-     - text: 青禾花园", "+     - text: x"]),
        (("debtor", "addresses", 0, "kind"), None, ["-       kind: home"]),
        (("debtor", "addresses", 0), None, ["-   addresses:", "-     - text: 青禾花园", "-       kind: home"]),
        (
            ("account", "area"),
            quoted("青禾花园"),
            [
                "- account: {contract: WY-2019, currency: CNY}",
                "+ account: {contract: WY-2019, currency: CNY, area: 青禾花园}",
            ],
        ),
        (
            ("account", "contract"),
            None,
            ["- account: {contract: WY-2019, currency: CNY}", "+ account: {currency: CNY}"],
        ),
        (
            ("account", "currency"),
            None,
            ["- account: {contract: WY-2019, currency: CNY}", "+ account: {contract: WY-2019}"],
        ),
        (("batch", "id"), None, ["- batch: {id: B1}"]),
        (("remark",), None, ["- remark: |-", "-   two", "-   lines"]),
        (("remark",), quoted("one"), ["- remark: |-", "-   two", "-   lines", "+ remark: one"]),
        (("owner",), quoted("no"), ["- owner: wang                    # first collector", '+ owner: "no"                    # first collector']),
        (("terms", "cap", "annual"), Text("24%/year"), ["+   cap: {annual: 24%/year}"]),
        (
            ("terms", "accruals", "late_penalty", "rate"),
            Text("0.03%/day"),
            [
                "-   accruals: {late_penalty: {rate: 0.05%/day}}",
                "+   accruals: {late_penalty: {rate: 0.03%/day}}",
            ],
        ),
        (("terms", "accruals", "late_penalty", "rate"), None, ["- terms:", "-   accruals: {late_penalty: {rate: 0.05%/day}}"]),
        (("debtor", "employer"), None, []),
        (
            ("parties", 0, "phones", 0, "number"),
            quoted("1"),
            [
                '-   - {name: 李敏, role: guarantor, phones: [{number: "13900000008"}]}',
                '+   - {name: 李敏, role: guarantor, phones: [{number: "1"}]}',
            ],
        ),
    ],
)  # fmt: skip
def test_only_the_lines_of_the_value_change(path, value, expected):
    assert diff(path, value) == expected


def test_a_new_key_stands_in_the_order_of_the_format():
    short = "case: A\npolicy: p\ndebtor: {name: 王}\nowner: wang\nentries:\n"
    account = Map((Pair("contract", quoted("W")),))
    assert set_head_value(short, ("account",), account) == (
        "case: A\npolicy: p\ndebtor: {name: 王}\naccount: {contract: W}\nowner: wang\nentries:\n"
    )
    assert set_head_value(short, ("terms", "day_count", "basis"), Text("365")).splitlines()[4:] == [
        "terms: {day_count: {basis: 365}}",
        "entries:",
    ]
    assert set_head_value(short, ("debtor", "phones", 0, "number"), quoted("138")).splitlines()[2] == (
        'debtor: {name: 王, phones: [{number: "138"}]}'
    )


def test_a_key_without_a_value_is_filled_and_a_value_can_become_a_list():
    text = "case: A\npolicy: p\ndebtor:\n  name: 王\n  phones:\nowner:\nentries:\n"
    assert set_head_value(text, ("owner",), quoted("li")) == text.replace("owner:", "owner: li")
    phones = Sequence((Map((Pair("number", quoted("138")),)), Map((Pair("number", quoted("139")),))))
    assert set_head_value(text, ("debtor", "phones"), phones) == text.replace(
        "  phones:\n", '  phones:\n    - {number: "138"}\n    - {number: "139"}\n'
    )


def test_crlf_is_kept_and_a_missing_newline_is_added():
    text = "case: A\r\npolicy: p\r\ndebtor: {name: 王}\r\nentries:\r\n"
    assert set_head_value(text, ("owner",), quoted("li")) == text.replace("entries", "owner: li\r\nentries")
    assert set_head_value("case: A\npolicy: p", ("owner",), quoted("li")) == "case: A\npolicy: p\nowner: li\n"


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("entries", 0, "principal"), Text("2.00")),
        (("debtor", "phones", 7), Text("x")),
        (("owner", "name"), Text("x")),
        (("debtor", 0), Text("x")),
        (("debtor", "phones", 7), None),
    ],
)
def test_a_path_that_does_not_fit_is_refused(path, value):
    with pytest.raises(Refused):
        set_head_value(HEAD, path, value)


def test_broken_yaml_is_refused_with_its_line():
    with pytest.raises(Refused):
        set_head_value("case: A\n  x: {\n", ("owner",), Text("x"))

"""A case file is read with all that is wrong about it, and entries are only ever added at its end."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from dunning_cli.domain.case.case import Case, CaseBatch, Contract, Debtor, Head, Phone
from dunning_cli.domain.case.codes.money import Via
from dunning_cli.domain.case.codes.talk import Channel, Result
from dunning_cli.domain.case.entries import Contact, Entry, Instalment, Payment, Plan
from dunning_cli.kernel.errors import Refused
from dunning_cli.kernel.nodes import EMPTY_MAP, Map, Pair, Text
from dunning_cli.store.format.case_file import append_entries, entry_text, new_case_text, read_case

AT = datetime(2026, 5, 5, 10, 0, 0, tzinfo=UTC)
HEAD = Head(
    case="PF-1",
    policy="property-fee",
    creditor="青禾: 物业",
    debtor=Debtor(
        name="王建国", phones=(Phone(number="13800000007"), Phone(number="010-1", since=date(2024, 3, 1)))
    ),
    account=Contract(contract="0123", contract_date=date(2019, 3, 31)),
    batch=CaseBatch(id="2026-05-A"),
    terms=Map((Pair("accruals", Map((Pair("late_penalty", Map((Pair("rate", Text("0.05%/day")),))),))),)),
)
SHORT_HEAD = replace(HEAD, terms=EMPTY_MAP)
words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=300)


def payment(number: int, **own: object) -> Payment:
    return Payment(
        id=f"{number:0>16}",
        date=date(2026, 5, 5),
        by="wang",
        at=AT,
        amount=Decimal("500.00"),
        via=Via.BANK,
        **own,
    )


@st.composite
def entries(draw: st.DrawFn) -> list[Entry]:
    made: list[Entry] = []
    for number in range(draw(st.integers(0, 4))):
        if draw(st.booleans()):
            made.append(payment(number, ref=draw(words) or None))
        else:
            made.append(
                Contact(
                    id=f"{number:0>16}",
                    date=date(2026, 5, 5),
                    by="wang",
                    at=AT,
                    channel=Channel.PHONE,
                    result=Result.OFF,
                    text=draw(words) or None,
                    number="13800000007",
                )
            )
    return made


def sound(text: str) -> Case:
    found = read_case(text.encode(), "cases/aa/PF-1.yaml")
    assert found.problems == ()
    assert found.case is not None
    return found.case


def test_a_new_case_looks_as_the_format_says():
    assert new_case_text(HEAD, [payment(1)]) == (
        "case: PF-1\n"
        "policy: property-fee\n"
        'creditor: "青禾: 物业"\n'
        "debtor:\n"
        "  name: 王建国\n"
        "  phones:\n"
        '    - {number: "13800000007"}\n'
        "    - {number: 010-1, since: 2024-03-01}\n"
        'account: {contract: "0123", contract_date: 2019-03-31}\n'
        "batch: {id: 2026-05-A}\n"
        "terms:\n"
        "  accruals: {late_penalty: {rate: 0.05%/day}}\n"
        "entries:\n"
        '  - {id: "0000000000000001", kind: payment, date: 2026-05-05, amount: 500.00, via: bank, by: wang, '
        "at: 2026-05-05T10:00:00+00:00}\n"
    )
    assert sound(new_case_text(SHORT_HEAD)) == Case(SHORT_HEAD)


@given(entries(), entries())
def test_entries_are_read_back_and_only_appended(first, second):
    renumbered = [replace(entry, id="z" + entry.id[1:]) for entry in second]
    text = new_case_text(SHORT_HEAD, first)
    longer = append_entries(text, renumbered)
    assert longer.startswith(text)
    assert sound(longer) == Case(SHORT_HEAD, (*first, *renumbered))
    assert len(yaml.safe_load(longer)["entries"] or ()) == len(first) + len(second)


def test_an_entry_with_long_text_is_one_key_a_line():
    long = Contact(
        id="1" * 16, date=date(2026, 5, 5), by="wang", at=AT, channel=Channel.VISIT, text="好" * 200
    )
    lines = entry_text(long).splitlines()
    assert lines[0] == '  - id: "1111111111111111"'
    assert "    text: " + "好" * 200 in lines
    plan = Plan(
        id="2" * 16,
        date=date(2026, 5, 5),
        by="wang",
        at=AT,
        instalments=(Instalment(due=date(2026, 6, 1), amount=Decimal(100)),),
        text="一\n二",
    )
    assert (
        "    instalments:\n      - {due: 2026-06-01, amount: 100.00}\n    text: |-\n      一\n      二\n"
        in entry_text(plan)
    )


@pytest.mark.parametrize(
    ("before", "start"),
    [
        ("case: PF-1\npolicy: p\ndebtor: {name: 王}\nentries:", "case: PF-1\npolicy: p\ndebtor: {name: 王}\nentries:\n"),
        ("case: PF-1\npolicy: p\ndebtor: {name: 王}\nentries: []  # none\n", "case: PF-1\npolicy: p\ndebtor: {name: 王}\nentries:  # none\n"),
        ("case: PF-1\r\npolicy: p\r\ndebtor: {name: 王}\r\nentries:\r\n", "case: PF-1\r\npolicy: p\r\ndebtor: {name: 王}\r\nentries:\r\n"),
        ("case: PF-1\npolicy: p\ndebtor: {name: 王}\nentries:\n# later\n", "case: PF-1\npolicy: p\ndebtor: {name: 王}\nentries:\n# later\n"),
    ],
)  # fmt: skip
def test_what_stood_there_stays(before, start):
    after = append_entries(before, [payment(1)])
    assert after == start + entry_text(payment(1))
    assert len(sound(after).entries) == 1


def test_another_indent_is_followed():
    head = "case: PF-1\npolicy: p\ndebtor: {name: 王}\nentries:\n"
    text = head + entry_text(payment(1), 0)
    assert append_entries(text, [payment(2)]) == text + entry_text(payment(2), 0)


@pytest.mark.parametrize(
    "entries_as",
    ["entries: [{id: x}]\n", "entries:\n  - {id: x}\nremark: y\n", "entries:\n  - {id: x}\n...\n"],
)
def test_a_file_to_which_lines_cannot_be_added_is_refused(entries_as):
    with pytest.raises(Refused):
        append_entries("case: PF-1\n" + entries_as, [payment(1)])


GOOD = new_case_text(HEAD, [payment(1), payment(2)])


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        (GOOD.replace("case: PF-1", "case: PF-2"), "file-name", 1),
        (GOOD.replace('"0000000000000002"', '"0000000000000001"'), "duplicate-entry", 15),
        (GOOD.replace("entries:", "entry:"), "missing-key", 13),
        (GOOD.replace("amount: 500.00", "amount: 5oo", 1), "bad-value", 14),
        (GOOD.replace("kind: payment", "kind: pay", 1), "unknown-kind", 14),
        (GOOD + "remark: x\n", "entries-not-last", 16),
        (GOOD.replace("policy:", "polcy:"), "unknown-key", 2),
        ("- a\n", "not-a-case", 1),
        ("", "not-a-case", 1),
        ("case: PF-1\npolicy: p\ndebtor: {name: 王}\nentries: none\n", "not-a-list", 4),
    ],
)
def test_each_fault_is_told_with_file_and_line(text, code, line):
    found = read_case(text.encode(), "cases/aa/PF-1.yaml")
    assert found.case is None
    assert (code, line, "cases/aa/PF-1.yaml") in [
        (item.code, item.line, item.file) for item in found.problems
    ]


def test_all_faults_are_collected():
    text = GOOD.replace("amount: 500.00", "amount: x").replace("since: 2024-03-01", "since: soon")
    found = read_case(text.encode(), "cases/aa/PF-1.yaml")
    assert [problem.line for problem in found.problems] == [8, 14, 15]


def test_sealed_text_passes_through():
    text = GOOD.replace("name: 王建国", "name: enc1:QUJD")
    assert sound(text).head.debtor.name == "enc1:QUJD"

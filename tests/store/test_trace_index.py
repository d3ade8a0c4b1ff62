"""Cases that share a person or number: found whatever the form of their files, read only where they do."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from dunning_cli.domain.case.case import Case, Debtor, Head, Party, Phone
from dunning_cli.domain.case.codes.people import Role
from dunning_cli.domain.case.codes.talk import Channel
from dunning_cli.domain.case.entries import Contact, Detail, NewParty
from dunning_cli.domain.case.people.identity import identity
from dunning_cli.domain.contact.related_calls import traces
from dunning_cli.store.format.case_file import append_entries, new_case_text, read_case
from dunning_cli.store.reading.trace_index import TraceIndex, traces_in

HEAD = Head(
    case="A-9",
    policy="small-loan",
    debtor=Debtor(
        name="王建国",
        id_number="110101 19900307 002x",
        phones=(Phone(number="+86 138-0000-0007"), Phone(number="0000-6601200"), Phone(number="enc1:QUJD")),
    ),
    parties=(
        Party(
            name="李敏",
            role=Role.GUARANTOR,
            id_number="110101199003070038",
            phones=(Phone(number="（010）66012000"),),
        ),
    ),
)
STAMP = {"date": date(2026, 6, 1), "by": "wang", "at": datetime(2026, 6, 1, 9, tzinfo=UTC)}
LONG = "很长的话。" * 60


@pytest.mark.parametrize("text", [None, LONG])
def test_the_text_of_a_case_holds_all_its_traces(text: str | None) -> None:
    entries = [
        Contact(id="1" * 16, channel=Channel.PHONE, number="137 0000 0001", text=text, **STAMP),
        Detail(id="2" * 16, of="debtor", phone="13700000002", text=text, **STAMP),
        NewParty(
            id="3" * 16,
            name="周杰",
            role=Role.HEIR,
            phones=("13700000003", "137 0000 0004", "+86 137 0000 0005"),
            id_number="110101199003070046",
            source=text,
            **STAMP,
        ),
    ]
    written = append_entries(new_case_text(HEAD), entries)
    assert read_case(written.encode(), "A-9.yaml").case == Case(HEAD, tuple(entries))
    assert traces(Case(HEAD, tuple(entries))) <= traces_in(written)


def test_numbers_are_found_in_other_hands_yaml() -> None:
    text = """
case: A-9
debtor: {'name': 王建国, 'id_number': '110101199003070011', "phones": [{"number": '13800000007'}]}
entries:
- kind: party
  phones:
  - '13700000003'
  - 137 0000 0004
  - "+86 13700000005"
  role: heir
"""
    assert {
        identity("110101199003070011"),
        "13800000007",
        "13700000003",
        "13700000004",
        "13700000005",
    } <= traces_in(text)


def test_only_cases_in_common_are_read(ledger) -> None:
    kin = Head(
        case="C-1", policy="small-loan", debtor=Debtor(name="王", phones=(Phone(number="13800000007"),))
    )
    for head in (HEAD, kin):
        path = ledger.absolute(ledger.case_path(head.case))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(new_case_text(head), encoding="utf-8")
    broken = ledger.absolute(ledger.case_path("D-1"))
    broken.parent.mkdir(parents=True, exist_ok=True)
    broken.write_text('case: [\nnumber: "13800000007"\n', encoding="utf-8")
    for _ in range(2):
        assert [case.id for case in TraceIndex(ledger).sharing(Case(HEAD))] == ["C-1"]
    assert list(TraceIndex(ledger).sharing(Case(Head(case="E", policy="x", debtor=Debtor(name="王"))))) == []


@pytest.mark.parametrize("few", [0, 24])
def test_a_search_finds_what_the_index_does(ledger, monkeypatch, few) -> None:
    monkeypatch.setattr("dunning_cli.store.reading.trace_index._FEW", few)
    numbers = ("110101199003070038", "11010119900307002X", "110101199003070011")
    for place, number in enumerate((*numbers, numbers[0])):
        head = Head(case=f"B-{place}", policy="small-loan", debtor=Debtor(name="周", id_number=number))
        path = ledger.case_path(head.case)
        ledger.absolute(path).parent.mkdir(parents=True, exist_ok=True)
        ledger.absolute(path).write_text(new_case_text(head), encoding="utf-8")
    index = TraceIndex(ledger)
    guarantor = index.of_same_people(Case(HEAD))
    twin = index.of_same_people(
        Case(Head(case="B-0", policy="small-loan", debtor=Debtor(name="周", id_number=numbers[0])))
    )
    assert [case.id for case in guarantor] == ["B-0", "B-1", "B-3"]
    assert [case.id for case in twin] == ["B-3"]
    assert list(index.with_receipt("R-1")) == []

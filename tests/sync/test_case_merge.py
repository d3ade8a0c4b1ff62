"""Two versions of one case file united: entries by id, the head value by value, every line as its writer left it."""

from __future__ import annotations

from itertools import permutations

import pytest
from how_many import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from dunning_cli.domain.case.merge import Side
from dunning_cli.kernel.errors import Refused
from dunning_cli.kernel.message import msg
from dunning_cli.kernel.sequence_merge import woven
from dunning_cli.store.format.case_file import read_case
from dunning_cli.store.merging.merge import keep_past_entries, merge_case

PATH = "cases/ab/PF-1.yaml"
HEAD = """\
case: PF-1
policy: property-fee   # yearly bill
debtor:
  name: 王建国
  phones:
    - {number: "13800000001", kind: mobile}
    - {number: "13800000002"}
owner: wang
"""


def line(number: int, text: str = "") -> str:
    more = f", text: {text}" if text else ""
    return (
        f"  - {{id: {number:016d}, kind: contact, date: 2026-05-05, channel: phone, to: debtor{more}, by: wang, "
        "at: 2026-05-05T10:02:11+08:00}\n"
    )


def block(number: int) -> str:
    return (
        f"  - id: {number:016d}\n    kind: contact\n    date: 2026-05-05\n    channel: phone\n    text: |-\n"
        "      第一行\n\n        - {id: not an entry}\n      entries:\n    by: wang   # 手写\n"
        "    at: 2026-05-05T10:02:11+08:00\n"
    )


def file(head: str = HEAD, *entries: str) -> bytes:
    return (head + "entries:\n" + "".join(entries)).encode()


def merged(base: bytes, ours: bytes, theirs: bytes) -> str:
    """The merge, made from both sides; it must be the same, and a lawful case."""
    one, other = merge_case(base, ours, theirs, PATH), merge_case(base, theirs, ours, PATH)
    assert one.questions == ()
    assert one.data == other.data
    assert read_case(one.data, PATH).problems == ()
    return one.data.decode()


def test_new_entries_of_both_sides_follow_by_id() -> None:
    base = file(HEAD, line(5))
    result = merged(base, file(HEAD, line(5), line(6), block(9)), file(HEAD, line(5), block(7), line(8)))
    assert result == file(HEAD, line(5), line(6), block(7), line(8), block(9)).decode()


def test_entries_both_sides_have_stay_where_they_stand() -> None:
    base = file(HEAD, line(9))
    ours, theirs = file(HEAD, line(9), line(1), line(3)), file(HEAD, line(9), line(1), line(2))
    assert merged(base, ours, theirs) == file(HEAD, line(9), line(1), line(2), line(3)).decode()


@pytest.mark.parametrize("empty", ["entries:\n", "entries: []\n", "entries:", "entries:   # none yet\n"])
def test_first_entries_of_an_empty_case(empty: str) -> None:
    base = (HEAD + empty).encode()
    opening = "entries:   # none yet\n" if "#" in empty else "entries:\n"
    ours, theirs = ((HEAD + opening + line(number)).encode() for number in (2, 1))
    assert merged(base, ours, theirs) == HEAD + opening + line(1) + line(2)


def test_a_missing_last_line_end() -> None:
    base = file(HEAD, line(1)).rstrip()
    assert merged(base, file(HEAD, line(1), line(2)).rstrip(), file(HEAD, line(1), line(3))) == (
        file(HEAD, line(1), line(2), line(3)).decode()
    )


def test_comments_and_windows_line_ends_stay() -> None:
    base = file(HEAD, line(1)).replace(b"\n", b"\r\n")
    ours = base + line(2).replace("\n", "\r\n").encode() + "  # 待核实\r\n".encode()
    theirs = base.replace(b"yearly bill", b"bill of the year") + line(3).encode()
    result = merged(base, ours, theirs)
    assert "policy: property-fee   # bill of the year\r\n" in result
    assert result.endswith(line(2).rstrip() + "\r\n  # 待核实\r\n" + line(3))


def test_head_values_and_comments_of_both_sides() -> None:
    ours = HEAD.replace("owner: wang", "owner: li   # 五月起").replace("yearly", "每年")
    theirs = HEAD.replace("name: 王建国\n", "name: 王建国\n  email: w@example.com\n")
    assert merged(file(), file(ours), file(theirs)) == file(
        ours.replace("name: 王建国\n", "name: 王建国\n  email: w@example.com\n")
    ).decode()  # fmt: skip


def test_neighbouring_lines_of_the_head() -> None:
    """Where lines clash but values do not, values are merged and comments of one side stay."""
    ours = HEAD.replace(
        '{number: "13800000001", kind: mobile}', '{number: "13800000001", kind: mobile, status: valid}'
    )
    ours = ours.replace("owner: wang\n", "owner: wang\nremark: 甲\n")
    theirs = HEAD.replace("kind: mobile}\n", 'kind: home}\n    - {number: "13800000003"}\n')
    theirs = theirs.replace("owner: wang\n", "owner: wang\nbatch: {id: B1}\n")
    case = read_case(merged(file(), file(ours), file(theirs)).encode(), PATH).case
    assert case is not None
    phones = case.head.debtor.phones
    assert [(phone.number[-1], phone.kind, phone.status) for phone in phones] == [
        ("1", "home", "valid"), ("3", None, None), ("2", None, None)
    ]  # fmt: skip
    assert (case.head.remark, case.head.batch.id if case.head.batch else None) == ("甲", "B1")


def test_one_side_removes_what_the_other_leaves() -> None:
    ours = HEAD.replace('    - {number: "13800000002"}\n', "")
    theirs = HEAD.replace("owner: wang\n", "")
    case = read_case(merged(file(), file(ours), file(theirs)).encode(), PATH).case
    assert case is not None
    assert [phone.number for phone in case.head.debtor.phones] == ["13800000001"]
    assert case.head.owner is None


@pytest.mark.parametrize(
    ("old", "ours", "theirs", "field"),
    [
        ("owner: wang", "owner: li", "owner: sun", "owner"),
        ("owner: wang", "owner: li", "", "owner"),
        ("kind: mobile", "kind: home", "kind: work", "debtor.phones[0].kind"),
        ('    - {number: "13800000002"}\n', "", '    - {number: "13800000002", kind: home}\n', "debtor.phones[1]"),
        ("owner: wang", "terms: {allocation: [fee, interest, penalty, principal]}",
         "terms: {allocation: [principal, interest, penalty, fee]}", "terms.allocation"),
    ],
)  # fmt: skip
def test_a_question_names_field_and_values(old: str, ours: str, theirs: str, field: str) -> None:
    versions = file(), file(HEAD.replace(old, ours)), file(HEAD.replace(old, theirs))
    (question,) = merge_case(*versions, PATH).questions
    assert question.field == field
    (turned,) = merge_case(versions[0], versions[2], versions[1], PATH).questions
    for side, wanted in ((Side.OURS, versions[1]), (Side.THEIRS, versions[2])):
        result = merge_case(*versions, PATH, {question: side}).data
        assert read_case(result, PATH).case == read_case(wanted, PATH).case
        other = Side.THEIRS if side is Side.OURS else Side.OURS
        assert merge_case(versions[0], versions[2], versions[1], PATH, {turned: other}).data == result
    settled = merge_case(*versions, PATH, settle=True)
    assert settled.questions == ()
    if field != "terms.allocation":
        assert read_case(settled.data, PATH).case == read_case(versions[0], PATH).case


@pytest.mark.parametrize(
    ("change", "word"),
    [
        (lambda text: text.replace(line(2, "b"), ""), "0000000000000002 was removed"),
        (lambda text: text.replace("text: b", "text: c"), "0000000000000002 was changed"),
        (lambda text: text.replace("text: b, by: wang", "text: b, by: li"), "0000000000000002 was changed"),
    ],
)
def test_a_touched_past_is_refused(change: object, word: str) -> None:
    base = file(HEAD, line(1), line(2, "b")).decode()
    bad, good = change(base).encode(), (base + line(3)).encode()  # type: ignore[operator]
    for versions in ((bad, good), (good, bad), (bad, bad + line(4).encode())):
        with pytest.raises(Refused) as refused:
            merge_case(base.encode(), *versions, PATH)
        assert f"PF-1: the entry {word}" in str(refused.value)
    with pytest.raises(Refused):
        keep_past_entries(base.encode(), bad, PATH, msg("here"))
    keep_past_entries(base.encode(), good, PATH, msg("here"))


def test_keys_slipped_under_a_past_entry_are_no_addition() -> None:
    base = file(HEAD, block(1))
    with pytest.raises(Refused):
        keep_past_entries(base, base + b"    agent: li\n", PATH, msg("here"))


def test_two_entries_with_one_id_are_refused() -> None:
    with pytest.raises(Refused) as refused:
        merge_case(file(), file(HEAD, line(1, "a")), file(HEAD, line(1, "b")), PATH)
    assert "the entry 0000000000000001 differs" in str(refused.value)


@pytest.mark.parametrize(
    "layout", [lambda data: data.replace(b"\n  - ", b"\n- "), lambda data: b"\xff" + data]
)
def test_what_cannot_be_merged_by_lines_is_refused(layout: object) -> None:
    base = file(HEAD, line(1))
    odd = layout(base + line(2).encode())  # type: ignore[operator]
    with pytest.raises(Refused) as refused:
        merge_case(base, odd, base + line(3).encode(), PATH)
    assert "PF-1" in str(refused.value)


@settings(max_examples=examples(60), deadline=None)
@given(st.data())
def test_any_order_of_merging_gives_the_same_file(data: st.DataObject) -> None:
    """Three clones add entries; merged two by two in any order, the file is the same and holds all."""
    numbers = data.draw(st.lists(st.integers(10, 99), unique=True, max_size=9))
    base = [line(1), line(2)]
    writers = {number: data.draw(st.integers(0, 2)) for number in sorted(numbers)}
    sides = [
        file(
            HEAD,
            *base,
            *((block if number % 3 == 0 else line)(number) for number in writers if writers[number] == side),
        )
        for side in range(3)
    ]
    results = set()
    for first, second, third in permutations(sides):
        two = merge_case(file(HEAD, *base), first, second, PATH).data
        results.add(merge_case(file(HEAD, *base), two, third, PATH).data)
    ids = [entry.id for entry in read_case(results.pop(), PATH).case.entries]  # type: ignore[union-attr]
    assert results == set()
    assert ids == [f"{number:016d}" for number in (1, 2, *sorted(numbers))]


@given(st.lists(st.integers(0, 20), unique=True), st.lists(st.integers(0, 20), unique=True))
def test_weaving_loses_nothing_and_takes_no_side(ours: list[int], theirs: list[int]) -> None:
    base = [key for key in ours if key in theirs]
    result = woven(ours, theirs, base)
    assert sorted(result) == sorted({*ours, *theirs})
    assert result == woven(theirs, ours, base)
    if base == [key for key in theirs if key in ours]:
        for side in (ours, theirs):
            assert [key for key in result if key in side] == side

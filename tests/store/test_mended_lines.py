"""Entries that cannot be read: found by their dashes, passed over by their bytes, and nothing else with them."""

from __future__ import annotations

import hashlib

import pytest

from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.entries import Mend, Payment
from dunning_cli.kernel.errors import Refused
from dunning_cli.store.format.case_file import read_case
from dunning_cli.store.format.case_text import put_together, take_apart
from dunning_cli.store.format.mended_lines import file_entries, passed_over, unreadable_entries
from dunning_cli.store.format.read_back import NotReadBack, prove_added, prove_text
from dunning_cli.store.git.case_versions import version_in

HEAD = "case: C-1\npolicy: property-fee\ndebtor:\n  name: 王建国\nentries:\n".encode()
STAMP = "by: wang, at: 2026-05-04T09:10:00+08:00"
CHARGE = (
    f"  - {{id: 01aaaaaaaaaaaaa1, kind: charge, date: 2026-01-01, principal: 100.00, {STAMP}}}\n".encode()
)
PAID = f"  - {{id: 01aaaaaaaaaaaaa9, kind: payment, date: 2026-02-01, amount: 10.00, {STAMP}}}\n".encode()
BAD = {
    "an offset with seconds": f"  - {{id: 01aaaaaaaaaaaaa2, kind: contact, date: 1900-12-31, "
    f"time: 1900-12-31T10:00:00+08:05:43, channel: phone, {STAMP}}}\n".encode(),
    "a negative amount": f"  - {{id: 01aaaaaaaaaaaaa2, kind: payment, date: 2026-01-02, amount: -5.00, {STAMP}}}\n".encode(),
    "keys on lines of their own": b"  - id: 01aaaaaaaaaaaaa2\n    kind: payment\n    date: 2026-01-02\n    amount: many\n"
    b"    by: wang\n    at: 2026-05-04T09:10:00+08:00\n",
    "a brace not closed": f"  - {{id: 01aaaaaaaaaaaaa2, kind: payment, date: 2026-01-02, amount: 5.00, {STAMP}\n".encode(),
    "a quote not closed": f'  - {{id: 01aaaaaaaaaaaaa2, kind: reopen, reason: "why, date: 2026-01-02, {STAMP}}}\n'.encode(),
    "bytes that are not UTF-8": b"  - {id: 01aaaaaaaaaaaaa2, kind: reopen, reason: \xff\xfe, date: 2026-01-02}\n",
    "a control character": b"  - {id: 01aaaaaaaaaaaaa2, kind: reopen, reason: a\x07b, date: 2026-01-02}\n",
    "a tab": b"  - {id: 01aaaaaaaaaaaaa2,\tkind: reopen, date: 2026-01-02}\n",
    "the id of an earlier entry": PAID.replace(b"aaa9", b"aaa1"),
    "no map": b"  - nothing\n",
}
KINDS = pytest.mark.parametrize("bad", BAD.values(), ids=BAD.keys())


def mend_of(text: bytes, id_: str = "01aaaaaaaaaaaab1") -> bytes:
    hash_ = hashlib.sha256(text).hexdigest()
    return (
        f"  - {{id: {id_}, kind: mend, date: 2026-06-01, hash: {hash_}, line: 7, reason: lost, {STAMP}}}\n"
    ).encode()


@KINDS
def test_a_bad_entry_is_found_and_passed_over_by_its_bytes(bad: bytes) -> None:
    broken = HEAD + CHARGE + bad + PAID
    assert read_case(broken, "cases/C-1.yaml").case is None
    (found,) = unreadable_entries(broken)
    assert (found.found.line, found.found.text) == (7, bad)
    assert found.found.hash == hashlib.sha256(bad).hexdigest()

    mended = broken + mend_of(bad)
    read = read_case(mended, "cases/C-1.yaml")
    assert read.problems == ()
    assert read.case is not None
    assert [entry.kind for entry in read.case.entries] == ["charge", "payment", "mend"]
    assert unreadable_entries(mended) == []


@KINDS
def test_a_later_change_of_the_bad_entry_is_not_hidden(bad: bytes) -> None:
    changed = bad[:-1] + b" \n"
    assert read_case(HEAD + CHARGE + changed + PAID + mend_of(bad)).case is None


@KINDS
def test_other_lines_keep_their_numbers(bad: bytes) -> None:
    later = PAID.replace(b"amount: 10.00", b"amount: ten")
    (problem,) = read_case(HEAD + CHARGE + bad + later + mend_of(bad)).problems
    assert problem.line == 7 + bad.count(b"\n")


def test_a_mend_of_a_sound_entry_hides_nothing() -> None:
    read = read_case(HEAD + CHARGE + PAID + mend_of(PAID))
    assert read.case is not None
    assert [entry.kind for entry in read.case.entries] == ["charge", "payment", "mend"]
    assert passed_over(HEAD + CHARGE + PAID + mend_of(PAID)) == []


def test_of_two_entries_alike_only_the_second_is_passed_over() -> None:
    read = read_case(HEAD + PAID + CHARGE + PAID + mend_of(PAID))
    assert read.case is not None
    assert [entry.kind for entry in read.case.entries] == ["payment", "charge", "mend"]


@pytest.mark.parametrize("ends", [b"\n", b"\r\n"])
def test_line_ends_belong_to_the_bytes(ends: bytes) -> None:
    bad = BAD["a negative amount"].replace(b"\n", ends)
    data = (HEAD + CHARGE).replace(b"\n", ends) + bad
    assert unreadable_entries(data)[0].found.hash == hashlib.sha256(bad).hexdigest()
    assert read_case(data + mend_of(bad).replace(b"\n", ends)).case is not None


def test_a_file_without_a_list_of_entries_has_none() -> None:
    assert file_entries(b"case: C-1\n") == []
    assert file_entries(HEAD) == []
    assert file_entries(b"") == []


@KINDS
def test_a_merge_keeps_the_bytes_of_what_is_passed_over(bad: bytes) -> None:
    data = HEAD + CHARGE + bad + PAID + mend_of(bad)
    parts = take_apart(data, "cases/C-1.yaml")
    assert put_together(parts.head_text, parts.opening, parts.entry_texts.values()) == data
    assert len(parts.entries) == 4
    keys = list(parts.entries)
    assert keys == sorted(keys) or bad == BAD["the id of an earlier entry"] or len(keys[1]) > 16


def test_only_a_mended_file_is_taken_apart_where_yaml_fails() -> None:
    with pytest.raises(Refused):
        take_apart(HEAD + CHARGE + BAD["a brace not closed"] + PAID, "cases/C-1.yaml")


@KINDS
def test_the_reader_of_the_audit_keeps_what_is_passed_over(bad: bytes) -> None:
    version = version_in(HEAD + CHARGE + bad + PAID + mend_of(bad))
    assert version is not None
    assert [entry.text("kind") for entry in version.entries][0::2] == ["charge", "payment"]
    assert len(version.entries) == 4


def test_what_is_written_must_read_as_what_was_meant() -> None:
    case = read_case(HEAD + CHARGE).case
    assert case is not None
    payment = read_case(HEAD + PAID).case
    assert payment is not None
    paid = payment.entries[0]
    assert isinstance(paid, Payment)
    meant = Case(case.head, (*case.entries, paid))
    prove_added("cases/C-1.yaml", HEAD + CHARGE, HEAD + CHARGE + PAID, meant, [paid])
    prove_text("cases/C-1.yaml", HEAD + CHARGE + PAID, meant)
    for wrong in (PAID.replace(b"10.00", b"10.01"), PAID.replace(b"10.00", b"-1.00"), PAID + PAID, b""):
        with pytest.raises(NotReadBack):
            prove_added("cases/C-1.yaml", HEAD + CHARGE, HEAD + CHARGE + wrong, meant, [paid])
        with pytest.raises(NotReadBack):
            prove_text("cases/C-1.yaml", HEAD + CHARGE + wrong, meant)
    twice = Case(case.head, (*case.entries, paid, paid))
    with pytest.raises(NotReadBack):
        prove_added("cases/C-1.yaml", HEAD + CHARGE, HEAD + CHARGE + PAID + PAID, twice, [paid, paid])


def test_a_mend_names_a_whole_hash() -> None:
    short = mend_of(b"x").replace(hashlib.sha256(b"x").hexdigest().encode(), b"abc")
    assert read_case(HEAD + short).case is None
    assert isinstance(read_case(HEAD + mend_of(b"x")).case.entries[0], Mend)  # type: ignore[union-attr]

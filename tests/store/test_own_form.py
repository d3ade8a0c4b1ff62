"""Entries told apart without the reader of YAML are those that it reads, in files of every form."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dunning_cli.domain.case.changes import CaseVersion, case_version, entry_versions
from dunning_cli.kernel.nodes import Map, Pair, Sequence, Text
from dunning_cli.store.format.own_form import WrittenEntry, head_and_entries, head_tree, own_entries
from dunning_cli.store.format.yaml_reader import parse_yaml
from dunning_cli.store.format.yaml_writer import block, item_line

HEAD = """case: PF-2026-0007
policy: property-fee
debtor:
  name: 王建国
  phones:
    - {number: "13800000007", kind: mobile, since: 2024-03-01}
account: {contract: WY-2019-0331, area: 青禾花园}
"""
ENTRIES = """  - {id: 01jtd3k8q7m4x2aa, kind: charge, date: 2026-01-01, due: 2026-01-31, principal: 1200.00, by: wang, at: 2026-05-04T09:10:00+08:00}
  - id: 01jtfz4m1c0w9p3e
    kind: contact
    date: 2026-05-05
    time: 2026-05-05T10:01:00+08:00
    text: "客户表示, 本月底前"
    by: wang
    agent: li
    at: 2026-05-05T10:02:11+08:00
  - {id: 01jtfz4m1c0w9p3f, kind: plan, date: 2026-05-05, instalments: [{due: 2026-06-30, amount: 1.00}], by: li, at: 2026-05-05T10:02:11+08:00}
  - id: 01jtfz4m1c0w9p3g
    kind: note
    date: 2026-05-05
    text: |-
      one

      - two
    by: wang
    at: 2026-05-05T10:02:11+08:00
  - {id: 01jtfz4m1c0w9p3h, kind: payment, date: 2026-05-06, amount: 300.00, by: wang, at: 2026-05-06T10:02:11+08:00, key: "a: b"}
"""
PIECES = st.sampled_from(
    [*" \n\t:,-?#&*!|>%@`~=.\"'{}[]\\\r\0", "\x85", "\u2028", "\ufeff", "é", "，", "\U0001f600", "  - ", "- ", ": ", ", ",
     "id: ", "by: wang", "at: 1", "entries:\n", "---\n", "...\n", "# no\n", "\n\n", "    ", "null", "<<: ", '""', "''", "a: b"]
)  # fmt: skip
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=12) | st.text(
    st.sampled_from(list(" :,-?#&*!|>%@`~=.\"'{}[]\\\n0aé，")), max_size=8
)
SCALARS = st.builds(Text, TEXTS, quoted=st.booleans())
KEYS = st.sampled_from(["amount", "text", "by", "agent", "at", "key", "due", "reason", "note"])
NODES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=2).map(lambda items: Sequence(tuple(items)))
        | st.dictionaries(KEYS, inner, max_size=2).map(
            lambda pairs: Map(tuple(Pair(key, node) for key, node in pairs.items()))
        )
    ),
    max_leaves=3,
)


def agreed(data: bytes) -> bool:
    """Whether the file could be told apart; then it must be what the reader of YAML reads."""
    parts = head_and_entries(data)
    entries = own_entries(parts[1]) if parts is not None else None
    if parts is None or entries is None:
        return False
    tree = parse_yaml(data, [])
    assert tree is not None
    whole, head = case_version(tree), head_tree(parts[0])
    assert whole is not None
    assert head is not None
    assert CaseVersion(head, entry_versions(entries)) == whole
    for entry, read in zip(entry_versions(entries), whole.entries, strict=True):
        assert (entry.id, entry.kind, entry.date, entry.by, entry.at) == (
            read.id, read.kind, read.date, read.by, read.at
        )  # fmt: skip
    return True


def test_what_the_program_writes_is_told_apart():
    data = f"{HEAD}entries:\n{ENTRIES}".encode()
    assert agreed(data)
    entries = own_entries(ENTRIES.encode())
    assert entries is not None
    assert [type(entry) is WrittenEntry for entry in entries] == [True, True, False, False, True]


@given(
    st.integers(0, len(HEAD + ENTRIES) + 9), st.integers(0, 4), st.lists(PIECES, max_size=3), st.booleans()
)
def test_a_file_that_was_spoilt_anywhere_is_told_apart_rightly_or_not_at_all(place, gone, pieces, again):
    text = f"{HEAD}entries:\n{ENTRIES}"
    text = text[:place] + "".join(pieces) + text[place + gone :]
    agreed(text.encode())
    if again:
        agreed((text + ENTRIES).encode())


@given(
    st.lists(st.dictionaries(KEYS, NODES, max_size=4), min_size=1, max_size=3),
    st.dictionaries(KEYS, NODES, max_size=3),
    st.booleans(),
)
def test_whatever_values_the_program_writes_are_told_apart_rightly_or_not_at_all(found, more, on_lines):
    made = []
    for number, values in enumerate(found):
        first = {"id": Text(f"01jtfz4m1c0w9p{number:02}"), "kind": Text("note"), "date": Text("2026-05-05")}
        last = {"by": Text("wang"), "at": Text("2026-05-05T10:02:11+08:00")}
        node = Map(tuple(Pair(key, value) for key, value in (first | values | last).items()))
        made.append("  - " + block(node, 4)[4:] if on_lines else item_line(node, 2))
    head = block(Map(tuple(Pair(key, node) for key, node in ({"case": Text("A-1")} | more).items())))
    agreed(f"{head}entries:\n{''.join(made)}".encode())


@pytest.mark.parametrize(
    "line",
    [
        "  - {id: 01jtd3k8q7m4x2aa, kind: a, date: 2026-01-01, by: x, by: wang, at: 2026-05-04T09:10}\n",
        '  - {id: 01jtd3k8q7m4x2aa, kind: a, date: 2026-01-01, text: "a, by: b", by: wang, at: 2026-05-04T09:10}\n',
        "  - {id: 01jtd3k8q7m4x2aa, kind: a, date: 2026-01-01, id: b, by: wang, at: 2026-05-04T09:10}\n",
        "  - {id: 01jtd3k8q7m4x2aa, kind: a, date: 2026-01-01, text: a #b, by: wang, at: 2026-05-04T09:10}\n",
        "  - {id: 01jtd3k8q7m4x2aa, kind: a, date: 2026-01-01, by: wang, at: 2026-05-04T09:10}\n    more\n",
        "  - {id: 01jtd3k8q7m4x2aa, kind: a, date: 2026-01-01, by: wang, at: 2026-05-04T09:10}",
        "  - id: 01jtd3k8q7m4x2aa\n    kind: a\n    date: 2026-01-01\n    by: wang\n    at: 2026-05-04T09:10\n      more\n",
        "  - {text: a}\n...\n  - {id: b}\n",
        "  - {text: a}\n---\n  - {id: b}\n",
        "  - x: |+\n      a\n\n  - {id: b}\n",
    ],
)
def test_doubtful_lines(line):
    agreed(f"{HEAD}entries:\n{line}".encode())
    agreed(f"{HEAD}entries:\n{line}{ENTRIES}".encode())

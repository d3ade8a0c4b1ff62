"""Case files read quickly are read as the strict reader reads them, to the line of every term; in doubt they are left to it."""

from __future__ import annotations

from pathlib import Path

import pytest
from how_many import examples
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dunning_cli.domain.case.case import Case
from dunning_cli.kernel.nodes import Map, Node, Sequence
from dunning_cli.store.format.case_file import read_case, read_strictly
from dunning_cli.store.format.own_form import LIST, head_tree
from dunning_cli.store.format.own_head import own_head
from dunning_cli.store.format.quick_reader import quick_case

ROOT = Path(__file__).parents[2]
FILES = {path.name: path.read_bytes() for path in sorted((ROOT / "cases").rglob("*.yaml"))}
BY_HAND = """case: "甲-1"
policy: small-loan
debtor: {name: 王建国, phones: [{number: "13800000007", kind: mobile}]}
terms:
  contract_rate: 12%/year
  allocation:
    - principal
    - interest
entries:
  - {id: 01jtd3k8q7m4x2aa, kind: charge, date: 2026-01-01, due: 2026-01-31, principal: 1200.00, by: wang, at: 2026-05-04T09:10:00+08:00}
  - id: 01jtfz4m1c0w9p3e
    kind: contact
    date: 2026-05-05
    time: 2026-05-05T10:01:00+08:00
    channel: phone
    to: debtor
    result: intends
    text: "客户表示, 本月底前"
    by: wang
    agent: li
    at: 2026-05-05T10:02:11+08:00
  - id: 01jtfz4m1c0w9p3g
    kind: contact
    date: 2026-05-05
    channel: phone
    to: debtor
    result: intends
    text: |-
      一

      - 二
    by: wang
    at: 2026-05-05T10:02:12+08:00
  - {id: 01jtfz4m1c0w9p3f, kind: plan, date: 2026-05-05, instalments: [{due: 2026-06-30, amount: 1.00}], accrual: continue, on_break: reinstate, by: li, at: 2026-05-05T10:02:13+08:00}
""".encode()
PIECES = st.sampled_from(
    [*" \n\t:,-?#&*!|>%@`~=.\"'{}[]\\\r\0", "\x85", "\u2028", "\ufeff", "é", "，", "\U0001f600", "  - ", "- ", ": ", ", ",
     "id: ", "by: wang", "at: 1", "entries:\n", "---\n", "...\n", "# no\n", "\n\n", "    ", "null", "<<: ", '""', "''", "a: b",
     "kind: mend", "kind: payment, ", "amount: 1, ", "1,200.00", "2026-02-30", "name: 李", "{a: b}", "[]", "{}", "terms:\n"]
)  # fmt: skip


def lined(node: Node) -> object:
    """A tree with its lines, which are left out where trees are compared."""
    if isinstance(node, Map):
        return "map", node.line, [(pair.key, pair.line, lined(pair.node)) for pair in node.pairs]
    if isinstance(node, Sequence):
        return "list", node.line, [lined(item) for item in node.items]
    return node.value, node.line, node.quoted


def agreed(data: bytes, file: str = "") -> Case | None:
    """What was read quickly, which then is what the strict reader reads."""
    quick, strict = quick_case(data, file), read_strictly(data, file)
    if quick is not None:
        assert (quick, ()) == (strict.case, strict.problems)
        assert strict.case is not None
        assert lined(quick.head.terms) == lined(strict.case.head.terms)
    assert read_case(data, file) == strict
    return quick


@pytest.mark.parametrize("name", FILES)
def test_every_file_that_the_program_wrote_is_read_quickly(name: str) -> None:
    assert agreed(FILES[name], f"cases/{name}") is not None
    assert quick_case(FILES[name], f"cases/x{name}") is None
    head = FILES[name].partition(LIST)[0] + b"\n"
    quick, strict = own_head(head.decode("utf-8")), head_tree(head)
    assert quick is not None
    assert strict is not None
    assert lined(quick) == lined(strict)


def test_a_file_made_by_hand_is_read_quickly_too() -> None:
    case = agreed(BY_HAND, "甲-1.yaml")
    assert case is not None
    assert [entry.kind for entry in case.entries] == ["charge", "contact", "contact", "plan"]


@settings(max_examples=examples(400))
@given(
    st.sampled_from([BY_HAND, *FILES.values()]),
    st.floats(0, 1),
    st.sampled_from([0, 0, 0, 1, 2, 9]),
    st.lists(PIECES, max_size=3),
)
@example(BY_HAND, 1.0, 0, ["  - {id: 01jtd3k8q7m4x2aa, kind: phase}\n"])
@example(BY_HAND, 1.0, 0, ["..."])
def test_a_file_spoilt_anywhere_is_read_alike_or_not_at_all(
    data: bytes, at: float, gone: int, pieces: list[str]
) -> None:
    text = data.decode("utf-8")
    place = int(at * len(text))
    agreed((text[:place] + "".join(pieces) + text[place + gone :]).encode("utf-8", "replace"))


@given(
    st.sampled_from(list(FILES.values())),
    st.floats(0, 1),
    st.floats(0, 1),
    st.sampled_from(["away", "twice", "further in"]),
)
def test_lines_away_twice_and_elsewhere_are_read_alike_or_not_at_all(
    data: bytes, at: float, to: float, how: str
) -> None:
    lines = data.split(b"\n")
    place = min(int(at * len(lines)), len(lines) - 1)
    if how == "away":
        del lines[place]
    elif how == "twice":
        lines.insert(int(to * len(lines)), lines[place])
    else:
        lines[place] = b"  " + lines[place]
    agreed(b"\n".join(lines))


@pytest.mark.parametrize(
    "line",
    [
        "  - {id: 01jtd3k8q7m4x2ab, kind: phase, date: 2026-01-01, phase: a, by: x, by: wang, at: 2026-05-04T09:10:00+08:00}\n",
        "  - {id: 01jtd3k8q7m4x2ab, kind: phase, date: 2026-01-01, phase: a #b, by: wang, at: 2026-05-04T09:10:00+08:00}\n",
        "  - {id: 01jtd3k8q7m4x2ab, kind: phase, date: 2026-01-01, phase: a, by: wang, at: 2026-05-04T09:10:00+08:00}",
        "  - {id: 01jtd3k8q7m4x2aa, kind: phase, date: 2026-01-01, phase: a, by: wang, at: 2026-05-04T09:10:00+08:00}\n",
        "  - {id: 01jtd3k8q7m4x2ab, kind: phase, date: 2026-02-30, phase: a, by: wang, at: 2026-05-04T09:10:00+08:00}\n",
        "  - {id: 01jtd3k8q7m4x2ab, kind: payment, date: 2026-02-03, amount: 0.00, by: wang, at: 2026-05-04T09:10:00+08:00}\n",
        "  - {id: 01jtd3k8q7m4x2ab, kind: charge, date: 2026-02-03, by: wang, at: 2026-05-04T09:10:00+08:00}\n",
        "  - {id: 01jtd3k8q7m4x2ab, kind: phase, date: 2026-02-03, phase: a, more: b, by: wang, at: 2026-05-04T09:10:00+08:00}\n",
        "  - {id: 01jtd3k8q7m4x2ab, kind: plan, date: 2026-05-05, instalments: [{due: 2026-06-30}], by: li, at: 2026-05-05T10:02:11+08:00}\n",
        "  - {id: 01jtd3k8q7m4x2ab, kind: nothing, date: 2026-02-03, by: wang, at: 2026-05-04T09:10:00+08:00}\n",
        "# a note\n",
        "note: after\n",
    ],
)
def test_doubtful_lines_are_judged_by_the_strict_reader(line: str) -> None:
    assert agreed(BY_HAND + line.encode()) is None

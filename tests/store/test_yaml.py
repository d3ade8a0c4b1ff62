"""What is written is read back as the same text, by our reader and by others; what is unusual is refused."""

from __future__ import annotations

import io
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from dunning_cli.kernel.message import Problem
from dunning_cli.kernel.nodes import Map, Node, Pair, Sequence, Text
from dunning_cli.store.format.yaml_reader import parse_yaml
from dunning_cli.store.format.yaml_writer import block, flow_line, item_line

AWKWARD = [
    "13800000007", "0123", "0o17", "0x1F", "1e3", "1.5E+3", ".5", "5.", "1_000", "12:30", "190:20:30", "no", "No", "ON",
    "y", "~", "null", "true", "FALSE", "2026-01-01", "2026-01-01 10:00", "=", "<<", ".inf", "-.INF", ".nan", "-", "- a",
    "-1", "+5", "#", "a #b", "a#b", "a: b", "a:", ":a", "?", "? a", "[a", "{a", "a]", "a,b", "&a", "*a", "!a", "|", ">",
    "'a'", '"a"', 'a"b', "%a", "@a", "`a", "---", "...", "--- a", "", " ", " a", "a ", "a\nb", "\na", "a\n", "a\n\n b\n",
    "a\tb", "a\\nb", "a\\", "\x85", "a\u2028b", "\u202eevil", "\ufeffa", "a\ufeff", "\x7f", "\x1b[31m", "客户 表示：还", "😀 👨‍👩‍👧",
    "\u3000全角", "C:\\x", "enc1:ab", "key: |-", "\r", "a\r\nb", "\u00a0a\u00a0",
]  # fmt: skip
texts = st.one_of(
    st.sampled_from(AWKWARD),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30),
    st.lists(st.sampled_from(AWKWARD), max_size=3).map("".join),
)
scalars = st.builds(Text, texts.filter(bool), quoted=st.booleans()) | st.just(Text("", quoted=True))
keys = st.text("abc_1", min_size=1, max_size=5) | st.sampled_from(["no", "on", "90", "a b", "~", "键"])


def maps(values: st.SearchStrategy[Node]) -> st.SearchStrategy[Map]:
    return st.dictionaries(keys, values, max_size=4).map(
        lambda found: Map(tuple(Pair(key, node) for key, node in found.items()))
    )


nodes: st.SearchStrategy[Node] = st.recursive(
    scalars,
    lambda inner: maps(inner) | st.lists(inner, max_size=3).map(lambda i: Sequence(tuple(i))),
    max_leaves=8,
)


def plain(node: Node | None) -> Any:
    if isinstance(node, Map):
        return {pair.key: plain(pair.node) for pair in node.pairs}
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    assert node is not None
    return node.value


def read(text: str) -> Any:
    problems: list[Problem] = []
    node = parse_yaml(text.encode(), problems)
    assert problems == []
    return plain(node)


@given(maps(nodes))
def test_one_line_is_read_back(node):
    line = flow_line(node)
    assert "\n" not in line
    assert read(line) == plain(node)


@given(maps(nodes))
def test_lines_are_read_back(node):
    if node.pairs:
        assert read(block(node)) == plain(node)
        assert read("top:\n" + item_line(node, 2))["top"] == [plain(node)]


@given(texts)
def test_text_stays_text_in_every_dialect(text):
    written = flow_line(Map((Pair("key", Text(text, quoted=True)),)))
    assert yaml.safe_load(written) == {"key": text}
    for version in ("1.1", "1.2"):
        reader = YAML(typ="safe", pure=True)
        reader.version = version
        assert reader.load(io.StringIO(written)) == {"key": text}


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("王建国", "王建国"),
        ("2026Q1", "2026Q1"),
        ("01jtd3k8q7m4x2aa", "01jtd3k8q7m4x2aa"),
        ("010-88880000", "010-88880000"),
    ],
)
def test_ordinary_text_is_bare(value, written):
    assert flow_line(Map((Pair("a", Text(value, quoted=True)),))) == "{a: " + written + "}"


@pytest.mark.parametrize(
    "value", ["2026-01-01", "1200.00", "2026-05-04T09:10:00+08:00", "true", "30", "0.05%/day", "lpr_1y * 4"]
)
def test_typed_values_are_bare(value):
    assert flow_line(Map((Pair("a", Text(value)),))) == "{a: " + value + "}"


def test_an_empty_value_stays_empty_and_an_empty_text_stays_a_text():
    node = Map((Pair("a", Text("")), Pair("b", Text("", quoted=True)), Pair("c", Text(""))))
    for text in (flow_line(node), block(node)):
        found = parse_yaml(text.encode(), [])
        assert isinstance(found, Map)
        assert [pair.node.quoted for pair in found.pairs if isinstance(pair.node, Text)] == [
            False,
            True,
            False,
        ]


def test_several_lines_are_shown_as_lines():
    node = Map((Pair("text", Text("第一行\n\n第二行: #", quoted=True)),))
    assert block(node) == "text: |-\n  第一行\n\n  第二行: #\n"


@pytest.mark.parametrize(
    ("data", "code", "line"),
    [
        (b"a: b\nc: \xb0\xa1\n", "not-utf-8", 2),
        ("a: 青\n".encode("utf-16"), "not-utf-8", 1),
        (b"a: b\nc: \0\n", "control-character", 2),
        (b"a: \x1b[31m\n", "control-character", 1),
        ("a: b\nc: x\u2028y\n".encode(), "control-character", 2),
        (b"a: b\rc: d\n", "control-character", 1),
        (b"a: b\n\tc: d\n", "tab", 2),
        (b"a: b\nc: {d: e\nf: g\n", "malformed", 2),
        (b"a: [b, c\n", "malformed", 1),
        (b"a: b\nc: 'd\ne: f\ng: h\n", "malformed", 2),
        (b"a: b: c\n", "malformed", 1),
        (b"a:\n  - b\n c: d\n", "malformed", 3),
        (b"a: @b\n", "malformed", 1),
        (b'a: "\\q"\n', "malformed", 1),
        (b"a: b\n c: d\n", "malformed", 2),
        (b"a: {b: c}}\n", "malformed", 1),
        (b"a: 1\nb: 2\na: 3\n", "duplicate-key", 3),
        (b"a: {b: 1, b: 2}\n", "duplicate-key", 1),
        (b"? [a]\n: b\n", "bad-key", 1),
        (b"a: b\n: c\n", "malformed", 2),
        (b"a: b\n?\n: c\n", "bad-key", 2),
        (b"a: &x b\n", "anchor", 1),
        (b"a: *x\n", "alias", 1),
        (b"a: !!str b\n", "tag", 1),
        (b"a: ! b\n", "tag", 1),
        (b"a: b\n<<: c\n", "merge-key", 2),
        (b"a: b\n---\nc: d\n", "several-documents", 2),
        (b"%YAML 1.1\n---\na: b\n", "directive", 1),
        (b"a: " + b"[" * 30 + b"]" * 30 + b"\n", "too-deep", 1),
        (b"a: " + b"[" * 100_000 + b"\n", "too-deep", 1),
        (b"#" * 5_000_001, "too-large", 0),
    ],
)
def test_what_is_unusual_is_one_problem_with_its_line(data, code, line):
    problems: list[Problem] = []
    assert parse_yaml(data, problems) is None
    assert [(problem.code, problem.line) for problem in problems] == [(code, line)]
    assert "\n" not in str(problems[0].as_message())


def test_lines_quotes_bom_and_crlf():
    problems: list[Problem] = []
    node = parse_yaml(b'\xef\xbb\xbfa: "1"\r\nb:\r\n  - c: no\r\n', problems)
    assert problems == []
    assert node == Map(
        (
            Pair("a", Text("1", 1, True), 1),
            Pair("b", Sequence((Map((Pair("c", Text("no", 3), 3),), 3),), 3), 2),
        ),
        1,
    )


def test_the_slow_reader_agrees(monkeypatch):
    data = b"a: [1, 'no', {b: \"x\\ty\"}]\nc: |\n  d\ne:\n"
    fast = parse_yaml(data, [])
    monkeypatch.delattr(yaml, "CBaseLoader")
    assert parse_yaml(data, []) == fast


@given(st.binary(max_size=60) | st.text(":-{}[],'\"#&*!|>\n ab%?\t", max_size=40).map(str.encode))
def test_no_bytes_make_the_reader_fail(data):
    problems: list[Problem] = []
    node = parse_yaml(data, problems)
    assert (node is None) == bool(problems)

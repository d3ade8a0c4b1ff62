"""What the docs say of the code is so: tables, the picture, libraries; the examples of docs/policies.md can be loaded."""

from __future__ import annotations

import importlib.util
import re
import shlex
import sys
from itertools import pairwise
from pathlib import Path
from types import ModuleType

import pytest
from test_directions import PACKAGE, imported, modules

from dunning_cli.domain.contact.rule_keys import read_contact_rules
from dunning_cli.domain.policy.policy import parse_term, read_policy, written_out
from dunning_cli.domain.policy.reference_rates import read_reference_rates
from dunning_cli.kernel.message import Problem
from dunning_cli.kernel.nodes import EMPTY_MAP, Map, Pair, Text, merged
from dunning_cli.kernel.rates import parse_rate
from dunning_cli.store.format.yaml_reader import parse_yaml

ROOT = Path(__file__).parents[1]
POLICIES = (ROOT / "docs" / "policies.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```yaml\n(.*?)^```", POLICIES, re.DOTALL | re.MULTILINE)
COMMANDS = [
    shlex.split(line)
    for block in re.findall(r"^```sh\n(.*?)^```", POLICIES, re.DOTALL | re.MULTILINE)
    for line in block.splitlines()
]
RATES = re.findall(
    r"^\| `([^`]+)` \|", POLICIES.partition("## Rates")[2].partition("**Dated")[0], re.MULTILINE
)


def script(name: str) -> ModuleType:
    path = ROOT / "scripts" / f"{name}.py"
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


@pytest.mark.parametrize(
    "name",
    [
        *("format_reference", "privacy_reference", "policy_reference", "strategy_reference"),
        *("letter_reference", "json_reference", "batch_schema", "import_reference", "export_reference"),
        "report_reference",
    ],
)
def test_the_key_tables_are_those_of_the_records(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "scripts"))
    monkeypatch.delitem(sys.modules, "format_reference", raising=False)
    monkeypatch.delitem(sys.modules, "policy_reference", raising=False)
    made = script(name)
    shown = made.PAGE.read_text(encoding="utf-8")
    assert shown == made.page(shown), f"run: python scripts/{name}.py"


def loaded(block: str) -> Map:
    problems: list[Problem] = []
    node = parse_yaml(block.encode(), problems)
    assert problems == []
    assert isinstance(node, Map)
    return node


def shipped(name: str) -> Map:
    return written_out(loaded((ROOT / "policies" / f"{name}.yaml").read_text(encoding="utf-8")))


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: block.split("\n")[0])
def test_every_example_of_the_page_loads(block: str) -> None:
    node, problems = loaded(block), list[Problem]()
    if node.get("tables") is not None:
        assert read_reference_rates(node, problems), problems
        return
    if node.pairs[0].key == "contact_rules":
        assert read_contact_rules(node, problems), problems
        return
    if node.get("policy") is None:
        node = merged(Map((Pair("policy", Text("example")),)), written_out(node))
    assert read_policy(node, problems), problems


def test_the_whole_policy_shown_is_the_shipped_one() -> None:
    shown = read_policy(loaded(BLOCKS[0]), [])
    ships = read_policy(shipped("small-loan"), [])
    assert shown
    assert ships
    assert (shown.stage, shown.day_count, shown.cap, shown.allocation) == (
        ships.stage,
        ships.day_count,
        ships.cap,
        ships.allocation,
    )
    assert shown.accruals == ships.accruals


def test_every_rate_of_the_page_can_be_read() -> None:
    assert len(RATES) >= 10
    assert [parse_rate(text).text for text in RATES] == RATES


@pytest.mark.parametrize(
    "words", [words for words in COMMANDS if "--term" in words], ids=lambda words: words[2]
)
def test_every_term_of_the_page_fits_its_policy(words: list[str]) -> None:
    over = EMPTY_MAP
    for flag, value in pairwise(words):
        if flag == "--term":
            over = merged(over, parse_term(value))
    problems: list[Problem] = []
    named = words[words.index("--policy") + 1]
    assert read_policy(merged(shipped(named), written_out(over)), problems), problems
    assert over.pairs


def test_the_picture_is_what_the_imports_are() -> None:
    made = script("architecture_picture")
    assert made.PICTURE.read_text(encoding="utf-8") == made.picture(), (
        "run: python scripts/architecture_picture.py"
    )


def test_the_picture_shows_an_import_and_which_way_it_goes() -> None:
    made = script("architecture_picture")
    trees = made.modules()
    found = made.imports(trees)
    assert "domain.account" in found["domain.limitation"]
    assert "domain.limitation" not in found["domain.account"]
    assert found["kernel"] == set()
    order = made.stacked(found)
    assert all(order.index(box) < order.index(other) for box, others in found.items() for other in others)


def test_each_library_is_used_where_its_page_says() -> None:
    page = (ROOT / "docs" / "decisions" / "libraries.md").read_text(encoding="utf-8")
    rows = [line.split(" | ") for line in page.splitlines() if line.startswith("| ") and "`" in line]
    said = {place for row in rows for place in re.findall(r"`([\w/]+(?:\.py|/))`", row[3])}
    used = set()
    for module, tree in modules(PACKAGE).items():
        tops = {name.partition(".")[0] for name, _ in imported(module, tree)}
        if tops - sys.stdlib_module_names - {PACKAGE.name}:
            used.add("cli/" if module.startswith("cli.") else f"{module.replace('.', '/')}.py")
    assert said == used

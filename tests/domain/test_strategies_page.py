"""docs/strategies.md: every worked example is asked again, day by day."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from dunning_cli.domain.case.case import Address, Phone
from dunning_cli.domain.worklist.listing import reminders_of
from dunning_cli.domain.worklist.strategy import read_strategy
from dunning_cli.kernel.message import Problem
from dunning_cli.store.format.yaml_reader import parse_yaml

PAGE = (Path(__file__).parents[2] / "docs" / "strategies.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```yaml\nexample: (.*?)\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)


def test_every_limit_has_an_example() -> None:
    for key in ("most:", "overdue_from:", "month_end:"):
        assert any(key in block for _, block in BLOCKS), key


@pytest.mark.parametrize("block", [block for _, block in BLOCKS], ids=[name for name, _ in BLOCKS])
def test_the_example_asks_for_what_it_says(block: str, open_case: Any) -> None:
    rules, _, story = block.partition("debt:")
    problems: list[Problem] = []
    node = parse_yaml(f"strategy: example\n{rules}".encode(), problems)
    assert node is not None
    strategy = read_strategy(node, problems)
    assert strategy is not None, problems
    told = yaml.load(f"debt:{story}", yaml.BaseLoader)
    scene = open_case("small-loan", "contract_rate=12%/year")
    person = replace(
        scene.case.head.debtor,
        phones=(Phone(number="13800000007"),),
        addresses=(Address(text="青禾花园 1 号"),),
    )
    scene.case = replace(scene.case, head=replace(scene.case.head, debtor=person))
    scene.add("charge", told["debt"]["due"], **told["debt"])
    for act in told.get("acts", ()):
        (kind, on), *values = act.items()
        scene.add(kind, on, **dict(values))
    for day, wanted in told["asks"].items():
        as_of = date.fromisoformat(day)
        found = reminders_of(
            scene.case, scene.at(as_of), scene.policy.on(as_of, as_of), strategy, as_of, as_of
        )
        assert [f"{each.rule.removeprefix('example.')} {each.due}" for each in found] == wanted, day

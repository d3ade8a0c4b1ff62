"""The client's return date is announced three days ahead under every strategy, shipped or built in."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from dunning_cli.domain.case.case import Case, CaseBatch
from dunning_cli.domain.worklist.listing import reminders_of
from dunning_cli.domain.worklist.strategy import BUILT_IN, Strategy, read_strategy
from dunning_cli.kernel.message import Problem
from dunning_cli.store.format.yaml_reader import parse_yaml

POLICIES = Path(__file__).parents[2] / "policies"
FILES = sorted(POLICIES.glob("strategy-*.yaml"))
RETURN_BY = date(2026, 4, 30)


def shipped(path: Path) -> Strategy:
    node = parse_yaml(path.read_bytes(), [])
    problems: list[Problem] = []
    strategy = read_strategy(node, problems) if node is not None else None
    assert strategy is not None, problems
    return strategy


STRATEGIES = {**{path.stem: shipped(path) for path in FILES}, "built-in": BUILT_IN}


@pytest.mark.parametrize("name", STRATEGIES)
@pytest.mark.parametrize("stopped", [False, True], ids=["worked", "on hold"])
def test_the_extension_is_asked_for_three_days_ahead(open_case: Any, name: str, stopped: bool) -> None:
    scene = open_case("small-loan", "contract_rate=12%/year")
    scene.add("opening", "2026-03-01", principal="5000")
    if stopped:
        scene.add("hold", "2026-03-01", what="contact", from_="2026-03-01", reason="complaint")
    batch = CaseBatch(id="B1", entrusted=date(2026, 3, 1), return_by=RETURN_BY)
    scene.case = Case(replace(scene.case.head, batch=batch), scene.case.entries)

    def asked(day: date) -> list[tuple[date, str | None]]:
        policy = scene.policy.on(day, day)
        found = reminders_of(scene.case, scene.at(day), policy, STRATEGIES[name], day, day)
        return [(each.due, each.template) for each in found if each.action == "return"]

    ahead = RETURN_BY - timedelta(3)
    assert asked(ahead - timedelta(1)) == []
    for day in (ahead, RETURN_BY, RETURN_BY + timedelta(9)):
        assert asked(day) == [(ahead, "extension-request")]

"""docs/figures.md: every worked example is computed again, line by line."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from dunning_cli.domain.account.ageing import by_age

PAGE = (Path(__file__).parents[2] / "docs" / "figures.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```yaml\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)
EXAMPLES = [yaml.load(block, yaml.BaseLoader) for block in BLOCKS]
PUBLISHED = {"C1", "C3", "C5", "C7", "F1", "F2", "F3", "L1", "L2", "P1", "P2"}
WRONG = {"540.00": "450", "31.84": "30.81", "1800.00": "18000", "180.00": "18"}


def scene(open_case: Any, example: dict[str, Any]) -> Any:
    case = open_case(example["policy"], *example.get("terms", ()), contract_date=example.get("contract_date"))
    for entry in example.get("entries", ()):
        (kind, on), *others = entry.items()
        values = dict(others)
        if "from" in values:
            values["from_"] = values.pop("from")
        if "changes" in values:
            values["terms"] = values.pop("changes")
        if "reverses" in values:
            values["entry"] = f"{int(values.pop('reverses')):016d}"
        case.add(kind, on, **values)
    return case


def answers(case: Any, on: str) -> dict[str, Any]:
    """Everything an example may state of a day."""
    account, stage = case.at(on), case.stage(on)
    balance = account.balance
    payments = [entry.id for entry in case.case.standing(account.as_of) if entry.kind == "payment"]
    parts = account.allocations[payments[-1]] if payments else ()
    plan = any(entry.kind == "plan" for entry in case.case.standing(account.as_of))
    return {
        **{name: str(getattr(balance, name)) for name in ("principal", "interest", "penalty", "fee")},
        "total": str(balance.total),
        "credit": str(balance.credit),
        "days_past_due": str(account.days_past_due),
        "overdue": str(account.overdue),
        "arrears": [
            f"{age} {amount}" for age, amount in by_age(account.arrears, account.as_of).items() if amount
        ],
        "missed_minimums": str(account.missed_minimums),
        "stage": stage.stage,
        "band": str(stage.band),
        "next_stage": f"{stage.next_stage} {stage.next_date}",
        "applied": [f"{part.component} {part.amount}" for part in parts],
        "waivers": [waiver.state.value for waiver in account.waivers],
        "promises": [promise.state.value for promise in case.promises(on)],
        "plan": case.plan(on).state.value if plan else None,
        "instalments": [each.state.value for each in case.plan(on).instalments] if plan else [],
        "notes": [str(note).split(":")[0] for note in account.notes],
        "due": [str(item.due) for item in account.items],
        "lines": [
            f"{line.from_} {line.to} {line.days} × {line.base} × {line.rate} = {line.amount}"
            + (f", cut {line.capped}" if line.capped else "")
            for line in account.lines
            if line.kind in ("accrual", "cut")
        ],
    }


@pytest.mark.parametrize("example", EXAMPLES, ids=[example["example"] for example in EXAMPLES])
def test_the_page_shows_what_the_engine_finds(open_case: Any, example: dict[str, Any]) -> None:
    case = scene(open_case, example)
    assert example["shows"]
    for shown in example["shows"]:
        found = answers(case, shown["as_of"])
        said = {key: value for key, value in shown.items() if key != "as_of"}
        assert said
        assert {key: found[key] for key in said} == said, shown["as_of"]


def test_every_published_example_is_on_the_page() -> None:
    assert {example["example"] for example in EXAMPLES} >= PUBLISHED


def test_the_page_names_the_published_mistakes() -> None:
    rows = dict(re.findall(r"^\| .* \| ([\d.]+) \| \*\*([\d.]+)\*\* \|$", PAGE, re.MULTILINE))
    assert {right: wrong for wrong, right in rows.items() if right in WRONG} == WRONG

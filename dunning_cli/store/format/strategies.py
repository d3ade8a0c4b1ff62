"""The strategies among the rule files of a ledger: found by name, and checked against policies and templates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from typing import Any

from dunning_cli.domain.policy.policy import Policy
from dunning_cli.domain.worklist.strategy import Strategy, read_strategy, unknown_stages
from dunning_cli.kernel.message import Problem, msg
from dunning_cli.kernel.nodes import Map, Sequence, Text
from dunning_cli.kernel.text import suggestion
from dunning_cli.store.format.folder import LedgerFolder


def strategy_problems(
    trees: Mapping[str, Map], policies: Mapping[str, Policy], templates: Set[str]
) -> Iterator[tuple[str, Problem]]:
    """Every fault of every strategy with the strategy's name: keys, steps that never fire, unknown templates."""
    for name, tree in trees.items():
        found: list[Problem] = []
        strategy = read_strategy(tree, found)
        if strategy is not None:
            under = [policy for policy in policies.values() if policy.keys.strategy == name]
            found += _against(strategy, tree, under, templates)
        for problem in found:
            yield name, problem


def template_names(folder: LedgerFolder) -> frozenset[str]:
    """The names of the letter templates of a ledger, in any language."""
    return frozenset(path.stem for path in (folder.root / "templates").glob("*/*.txt"))


def _against(strategy: Strategy, tree: Map, policies: list[Policy], templates: Set[str]) -> Iterator[Problem]:
    for name, message in unknown_stages(strategy, policies):
        yield Problem("strategy", message, line=_line(tree, name))
    for step in strategy.steps:
        if step.template is not None and step.template not in templates:
            what = msg(
                "the step {step} names the template '{template}'", step=step.step, template=step.template
            )
            hint = suggestion(step.template, sorted(templates))
            yield Problem("unknown-template", what, line=_line(tree, step.step), fix=hint)


def _line(tree: Map, name: str) -> int:
    steps: Any = tree.get("steps")
    assert isinstance(steps, Sequence)
    for item in steps.items:
        named = item.get("step") if isinstance(item, Map) else None
        if isinstance(named, Text) and named.value == name:
            return named.line
    return tree.line

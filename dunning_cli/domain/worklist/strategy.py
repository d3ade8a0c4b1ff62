"""Strategies: read from trees, checked across their steps, found by name; and the cadence of cases that name none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field

from dunning_cli.domain.account.stage import stage_names
from dunning_cli.domain.case.codes.talk import Channel, Result
from dunning_cli.domain.policy.keys import PolicyKeys
from dunning_cli.domain.policy.policy import Policy
from dunning_cli.domain.worklist.strategy_keys import (
    UNTIL_WORDS,
    Script,
    ScriptFact,
    Step,
    StepAction,
    StrategyKeys,
)
from dunning_cli.kernel.errors import Refused
from dunning_cli.kernel.message import Message, Problem, msg
from dunning_cli.kernel.nodes import Map, Node, Pair, Sequence, Text
from dunning_cli.kernel.pattern import pattern
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.schema import read
from dunning_cli.kernel.text import suggestion

SCRIPT_FIELDS = ("debtor", "overdue", "days", "due", "creditor", "office", "contract")
"""What the words of a script may name in braces."""

FILE_PREFIX = "strategy-"
"""Before a strategy's name in the name of its file, as shipped; policies may have the same names."""

_BRACES = pattern(r"\{([^{}]*)\}")
_LISTS = frozenset({"stage", "phase", "weekly", "until", "done_by"})


@dataclass(frozen=True, slots=True, eq=False)
class Strategy:
    """The steps of a strategy by name, and its scripts."""

    keys: StrategyKeys

    @property
    def name(self) -> str:
        """Name of the strategy; empty for the built-in cadence."""
        return self.keys.strategy if self is not BUILT_IN else ""

    @property
    def steps(self) -> tuple[Step, ...]:
        """The steps in file order."""
        return self.keys.steps

    def on_workdays(self, step: Step) -> bool:
        """Whether a step is put on working days."""
        return self.keys.workdays if step.workdays is None else step.workdays

    def script(self, step: Step, last: Result | None, facts: frozenset[ScriptFact]) -> Script | None:
        """What to say in a step after a contact with this result and such facts; None where the step has no script.

        Of the words that fit, those after the result come first, then those that say most of the facts.
        """
        fitting = [
            script
            for script in self.keys.scripts
            if script.script == step.script
            and (not script.after or last in script.after)
            and facts.issuperset(script.when)
        ]
        return max(fitting, key=lambda script: (bool(script.after), len(script.when)), default=None)

    def rule(self, step: Step) -> str:
        """The step as reminders name it: `small-loan.visit`."""
        return f"{self.name}.{step.step}" if self.name else step.step


BUILT_IN = Strategy(
    StrategyKeys(
        strategy="built-in",
        steps=(
            Step(step="first-calls", action=StepAction.CALL, from_=1, to=3, every=1),
            Step(step="overdue-call", action=StepAction.CALL, from_=4, every=3, retry=1),
        ),
    )
)
"""The cadence of a case whose policy names no strategy, or one that the ledger does not have."""


def read_strategy(node: Node, problems: list[Problem]) -> Strategy | None:
    """A strategy from its tree; None where anything is wrong, and every fault added to `problems`.

    Beyond the keys: steps and scripts that are named exist, no step waits in a circle or ends before it
    begins, and no two steps ask for the same on the same day.
    """
    before = len(problems)
    keys = read(StrategyKeys, _listed(node) if isinstance(node, Map) else node, problems)
    if keys is None or not isinstance(node, Map):
        return None
    lines = _step_lines(node)
    for place, message, fix in _faults(keys):
        problems.append(
            Problem("strategy", message, line=lines[place] if place is not None else node.line, fix=fix)
        )
    return Strategy(keys) if len(problems) == before else None


def _listed(tree: Map) -> Map:
    """The tree with single values written as lists where a step may have several."""
    steps = tree.get("steps")
    if not isinstance(steps, Sequence):
        return tree
    listed = Sequence(
        tuple(_listed_step(item) if isinstance(item, Map) else item for item in steps.items), steps.line
    )
    return Map(tuple(Pair("steps", listed, p.line) if p.key == "steps" else p for p in tree.pairs), tree.line)


def _listed_step(step: Map) -> Map:
    return Map(
        tuple(
            Pair(pair.key, Sequence((pair.node,), pair.node.line), pair.line)
            if pair.key in _LISTS and isinstance(pair.node, Text)
            else pair
            for pair in step.pairs
        ),
        step.line,
    )


def _step_lines(tree: Map) -> list[int]:
    steps = tree.get("steps")
    return [item.line for item in steps.items] if isinstance(steps, Sequence) else []


Fault = tuple[int | None, Message, Message | None]
"""Place of the step, what is wrong, how to mend it."""


def _faults(keys: StrategyKeys) -> Iterator[Fault]:
    if not keys.steps:
        yield None, msg("the strategy has no steps"), None
    names = [step.step for step in keys.steps]
    scripts = {script.script for script in keys.scripts if not script.after and not script.when}
    for place, step in enumerate(keys.steps):
        if step.step in names[:place]:
            yield place, msg("two steps are named {step}", step=step.step), None
        if step.after is not None and step.after not in names:
            what = msg(
                "the step {step} can never fire: there is no step '{after}'", step=step.step, after=step.after
            )
            yield place, what, suggestion(step.after, names)
        for word in step.until:
            if word not in (*names, *UNTIL_WORDS):
                what = msg("until: '{word}' is no step and no known condition", word=word)
                yield place, what, suggestion(word, [*names, *UNTIL_WORDS])
        if step.script is not None and step.script not in scripts:
            what = msg(
                "there is no script '{script}' that is said in any case, without after and when",
                script=step.script,
            )
            yield place, what, suggestion(step.script, sorted(scripts))
    yield from _dead_ends(keys.steps)
    yield from _doubles(keys.steps)
    yield from _words(keys.scripts)


def _dead_ends(steps: tuple[Step, ...]) -> Iterator[Fault]:
    """Steps that wait for themselves through others, and steps over before they begin."""
    before = {step.step: step.after for step in steps}
    for place, step in enumerate(steps):
        chain = [step.step]
        link = before[step.step]
        while link is not None and link in before and link not in chain:
            chain.append(link)
            link = before[link]
        if link == step.step and len(chain) > 1:
            circle = " ← ".join([*chain, step.step])
            yield (
                place,
                msg(
                    "the step {step} can never fire: {circle} go round in a circle",
                    step=step.step,
                    circle=circle,
                ),
                None,
            )
        for word in step.until:
            if word == step.step:
                yield place, msg("the step {step} can never fire: it ends when it is done", step=word), None
            elif word in chain[1:]:
                what = msg(
                    "the step {step} can never fire: it begins after {word} and ends with it",
                    step=step.step,
                    word=word,
                )
                yield place, what, None


def _doubles(steps: tuple[Step, ...]) -> Iterator[Fault]:
    """Pairs of repeated steps that ask for the same thing of the same person on the same days past due or weeks."""
    for place, step in enumerate(steps):
        for other in steps[:place]:
            if not (
                step.repeats
                and other.repeats
                and _asks(step) == _asks(other)
                and not step.phase
                and not other.phase
            ):
                continue
            if _overlap(step, other):
                what = msg(
                    "the steps {one} and {other} would fire twice a day: both ask for the same on the same days",
                    one=other.step,
                    other=step.step,
                )
                yield place, what, msg("let one end where the other begins, with to and from")


def _asks(step: Step) -> tuple[object, ...]:
    return step.action, step.whom, step.template, step.channel or Channel.PHONE


def _overlap(one: Step, other: Step) -> bool:
    if one.weekly or other.weekly:
        return bool(set(one.weekly) & set(other.weekly))
    if one.after is not None or other.after is not None:
        return False
    if one.stage or other.stage:
        return bool(set(one.stage) & set(other.stage))
    first, later = sorted((one, other), key=lambda step: step.from_ or 1)
    return first.to is None or (later.from_ or 1) <= first.to


def _words(scripts: tuple[Script, ...]) -> Iterator[Fault]:
    for script in scripts:
        for text in (script.zh, script.en):
            for name in _BRACES.findall(text):
                if name not in SCRIPT_FIELDS:
                    what = msg(
                        "script {script}: nothing is known as {{{name}}}", script=script.script, name=name
                    )
                    yield None, what, suggestion(name, SCRIPT_FIELDS)


def spoken(text: str, values: Mapping[str, str]) -> str:
    """The words of a script with what they name in braces filled in; what has no value shows as `…`."""
    return " ".join(_BRACES.sub(lambda found: values.get(found[1]) or "…", text).split())


def unknown_stages(strategy: Strategy, policies: Iterable[Policy]) -> Iterator[tuple[str, Message]]:
    """Steps for stages that no policy with this strategy has: step, and what is wrong. Without policies none."""
    known = sorted({name for policy in policies for name in stage_names(policy)})
    if not known:
        return
    for step in strategy.steps:
        for stage in step.stage:
            if stage not in known:
                hint = suggestion(stage, known)
                yield (
                    step.step,
                    msg(
                        "the step {step} can never fire: no policy with this strategy has a stage '{stage}'; {hint}",
                        step=step.step,
                        stage=stage,
                        hint=hint,
                    ),
                )


@dataclass(eq=False)
class StrategyBook:
    """The strategies of a ledger by name, as trees, each read when first asked for."""

    trees: Mapping[str, Map] = field(default_factory=dict)
    paths: Mapping[str, str] = field(default_factory=dict)
    faults: Mapping[str, Problem] = field(default_factory=dict)
    """What is wrong with rule files that could not be read at all, by file name."""
    _read: dict[str, Strategy] = field(default_factory=dict, repr=False)

    def named(self, name: str) -> Strategy:
        """The strategy of that name, the built-in cadence where there is none. Raises Refused where it is faulty."""
        tree = self.trees.get(name)
        if tree is None:
            fault = self.faults.get(f"{FILE_PREFIX}{name}")
            if fault is not None:
                raise Refused(fault.as_message())
            return BUILT_IN
        if name not in self._read:
            problems: list[Problem] = []
            strategy = read_strategy(tree, problems)
            if strategy is None:
                placed = [problem.placed(self.paths.get(name, "")) for problem in problems]
                raise Refused(placed[0].as_message(), placed[1:])
            self._read[name] = strategy
        return self._read[name]

    def phases(self) -> frozenset[str]:
        """The phases that strategies wait for or that do a step of theirs; a faulty one names none."""
        found: set[str] = set()
        for name in self.trees:
            try:
                steps = self.named(name).steps
            except Refused:
                continue
            for step in steps:
                found.update(step.phase)
                if step.enters is not None:
                    found.add(step.enters)
        return frozenset(found)

    def under(self, policy: PolicyKeys) -> Strategy:
        """The strategy a policy names, as a case's terms may have changed it. Raises Refused where it is faulty."""
        return self.named(policy.strategy) if policy.strategy is not None else BUILT_IN

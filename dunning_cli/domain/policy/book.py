"""All policies of a ledger, and the rules of one case: its policy under its own and its dated terms."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import field
from datetime import date
from decimal import Decimal

from dunning_cli.domain.agreements.promises import ToleranceOn
from dunning_cli.domain.case.case import Case, replay_order
from dunning_cli.domain.case.entries import Terms
from dunning_cli.domain.policy.policy import Policy, rates_of, read_policy, written_out
from dunning_cli.domain.policy.reference_rates import NO_REFERENCES, ReferenceRates
from dunning_cli.kernel.errors import Refused
from dunning_cli.kernel.message import Problem, msg
from dunning_cli.kernel.nodes import Map, Node, Sequence, Text, merged
from dunning_cli.kernel.rates import Rate
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.text import suggestion


@dataclass(frozen=True, slots=True)
class RulesVersion:
    """The rules from a day on."""

    from_: date
    policy: Policy


@dataclass(frozen=True, slots=True, eq=False)
class CasePolicy:
    """The rules of one case over time, as known on any day."""

    case: str
    base: Policy
    """The policy under the terms of the case's head."""
    changes: tuple[Terms, ...]
    """Agreed changes of terms that were not reversed, in replay order."""
    contract_date: date | None
    lent: Decimal | None
    """The amount lent, yuan, where the head of the case gives it."""
    book: PolicyBook

    @property
    def name(self) -> str:
        """Name of the policy."""
        return self.base.name

    @property
    def references(self) -> ReferenceRates:
        """The ledger's reference rates."""
        return self.book.references

    def versions(self, as_of: date) -> tuple[RulesVersion, ...]:
        """The rules over time as known on `as_of`, oldest first; the first holds from the beginning of time."""
        if not self.changes:
            return (RulesVersion(date.min, self.base),)
        known = [change for change in self.changes if change.date <= as_of and change.from_ <= as_of]
        result = [RulesVersion(date.min, self.base)]
        for start in sorted({change.from_ for change in known}):
            tree = self.base.tree
            for change in sorted(known, key=lambda each: (each.from_, replay_order(each))):
                if change.from_ <= start:
                    tree = merged(tree, written_out(change.terms))
            result.append(RulesVersion(start, self.book.policy_of(tree, self.case)))
        return tuple(result)

    def on(self, day: date, as_of: date | None = None) -> Policy:
        """The rules of one day, as known on `as_of` (that day unless given)."""
        versions = self.versions(as_of or day)
        return versions[bisect_right([version.from_ for version in versions], day) - 1].policy

    def promise_tolerance(self, as_of: date) -> ToleranceOn:
        """The tolerance of promises made on a day, by the terms of that day as known on `as_of`."""
        return lambda day: self.on(day, as_of).promise_tolerance


@dataclass(eq=False)
class PolicyBook:
    """The ledger's policies by name, as trees, and its reference rates."""

    policies: Mapping[str, Map]
    references: ReferenceRates = NO_REFERENCES
    faults: Mapping[str, Problem] = field(default_factory=dict)
    """What is wrong with policies whose file could not be read at all, by name."""
    _read: dict[object, Policy] = field(default_factory=dict, repr=False)
    _by_terms: dict[object, Policy] = field(default_factory=dict, repr=False)
    _last: tuple[Case, CasePolicy] | None = field(default=None, repr=False)
    """The case asked for last with its rules: whoever works on a case asks for them again and again."""
    tariffs: dict[object, object] = field(default_factory=dict, repr=False)
    """Rates worked out once for all cases with the same rules; may be emptied at any moment."""

    def policy(self, name: str) -> Policy:
        """A policy without the terms of any case. Raises Refused where it is missing or faulty."""
        return self.policy_of(self._tree(name, ""), "")

    def for_case(self, case: Case) -> CasePolicy:
        """The rules of a case: policy, terms of the head, dated terms.

        Raises Refused where the policy is missing or faulty, or the terms contradict it.
        """
        last = self._last
        if last is None or last[0] is not case:
            self._last = last = case, self._rules_of(case)
        return last[1]

    def _rules_of(self, case: Case) -> CasePolicy:
        base = self._with_terms(case)
        reversed_ids = case.reversed_ids
        changes = tuple(
            sorted(
                (e for e in case.entries if isinstance(e, Terms) and e.id not in reversed_ids),
                key=replay_order,
            )
        )
        lent = case.head.account.lent if case.head.account else None
        return CasePolicy(case.id, base, changes, case.contract_date, lent, self)

    def policy_of(self, tree: Map, case: str) -> Policy:
        """A policy read from a merged tree, once for all equal trees. Raises Refused naming the case."""
        place = _content(tree)
        policy = self._read.get(place)
        if policy is None:
            problems: list[Problem] = []
            policy = read_policy(tree, problems)
            if policy is None:
                raise _refusal(tree, case, problems)
            unknown = self.unknown_reference(rates_of(policy))
            if unknown is not None:
                raise _refusal(tree, case, [unknown])
            self._read[place] = policy
        return policy

    def unknown_reference(self, rates: Iterable[Rate]) -> Problem | None:
        """The first reference rate among these rates that no table has; None where all are known."""
        known = {"contract", *self.references.tables}
        for rate in rates:
            for name in sorted(rate.references - known):
                return Problem(
                    "unknown-rate",
                    msg("there is no reference rate '{table}'", table=name),
                    fix=suggestion(name, sorted(known)),
                )
        return None

    def _with_terms(self, case: Case) -> Policy:
        head = case.head
        place = (head.policy, _content(head.terms)) if head.terms.pairs else head.policy
        policy = self._by_terms.get(place)
        if policy is None:
            tree = written_out(self._tree(head.policy, head.case))
            policy = self.policy_of(
                merged(tree, written_out(head.terms)), head.case if head.terms.pairs else ""
            )
            self._by_terms[place] = policy
        return policy

    def _tree(self, name: str, case: str) -> Map:
        tree = self.policies.get(name)
        if tree is not None:
            return tree
        fault = self.faults.get(name)
        if fault is not None:
            raise Refused(fault.as_message())
        hint = suggestion(name, self.policies)
        if not case:
            raise Refused(msg("there is no policy '{policy}' in policies/; {hint}", policy=name, hint=hint))
        raise Refused(
            msg(
                "case {case}: there is no policy '{policy}' in policies/; {hint}",
                case=case,
                policy=name,
                hint=hint,
            )
        )


def _refusal(tree: Map, case: str, problems: list[Problem]) -> Refused:
    first = problems[0]
    if case:
        return Refused(
            msg("case {case}, terms: {problem}", case=case, problem=first.as_message()), problems[1:]
        )
    named = tree.get("policy")
    name = named.value if isinstance(named, Text) else "?"
    placed = first.placed(f"policies/{name}.yaml")
    return Refused(msg("{problem}", problem=placed.as_message()), problems[1:])


def _content(node: Node) -> object:
    """What a tree says, without its lines, as a key of a cache."""
    if isinstance(node, Text):
        return node.value
    if isinstance(node, Sequence):
        return tuple(_content(item) for item in node.items)
    return tuple((pair.key, _content(pair.node)) for pair in node.pairs)

"""Settings, policies, contact rules and strategies that come in: whether the cases of the ledger can work with them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.entries import Terms
from dunning_cli.domain.contact.rule_keys import read_contact_rules
from dunning_cli.domain.policy.book import PolicyBook
from dunning_cli.domain.worklist.strategy import read_strategy
from dunning_cli.kernel.errors import Failure
from dunning_cli.kernel.message import Message, Problem, msg
from dunning_cli.kernel.nodes import Map, Text
from dunning_cli.kernel.record import dataclass
from dunning_cli.store.reading.office_settings import office_from
from dunning_cli.store.reading.rule_files import REFERENCE_RATES, RuleFiles, rule_files

Rule = tuple[str, str]
"""Kind and name: `policy small-loan`."""


def settings_fault(data: bytes | None) -> Message | None:
    """Why no command can work with a dunning.yaml; None where one can."""
    if data is None:
        return msg("without it no command works")
    try:
        office_from(data)
    except Failure as failure:
        return failure.message
    return None


def is_rule_file(path: str) -> bool:
    """Whether a path is one of a rule file."""
    return path.startswith("policies/") and path.count("/") == 1 and path.endswith(".yaml")


@dataclass(frozen=True, slots=True)
class RuleBook:
    """The rule files of one state of the ledger, and what is wrong with each."""

    files: RuleFiles
    problems: tuple[Problem, ...]

    @classmethod
    def of(cls, files: Iterable[tuple[str, bytes]]) -> RuleBook:
        """Read from paths and bytes."""
        problems: list[Problem] = []
        return cls(rule_files(files, problems), tuple(problems))

    def rates_fault(self) -> tuple[str, Message] | None:
        """What is wrong with the reference rates, which may concern any case: file and reason."""
        for problem in self.problems:
            if problem.file.endswith(f"/{REFERENCE_RATES}.yaml"):
                return problem.file, problem.as_message()
        return None

    def faults(self, earlier: RuleBook) -> dict[Rule, tuple[str, Message]]:
        """Rules that cannot be used and could earlier, or are new: file and reason by kind and name."""
        found: dict[Rule, tuple[str, Message]] = {}
        for rule in dict.fromkeys((*self._rules(), *earlier._rules())):
            fault = self._fault(rule, earlier)
            if fault is not None and (rule not in earlier._rules() or earlier._fault(rule, earlier) is None):
                found[rule] = fault
        return found

    def needed(self, cases: Iterable[Case], earlier: RuleBook) -> dict[Rule, str]:
        """The rules that cases go by, each with a case that does."""
        found: dict[Rule, str] = {}
        for case in cases:
            policy = ("policy", case.head.policy)
            trees = [case.head.terms, *(each.terms for each in case.entries if isinstance(each, Terms))]
            for book in (self, earlier):
                named = book.files.policies.get(case.head.policy)
                trees += [] if named is None else [named]
            for rule in (policy, *_named(trees)):
                found.setdefault(rule, case.id)
        return found

    def _rules(self) -> tuple[Rule, ...]:
        kinds: tuple[tuple[str, Iterable[str]], ...] = (
            ("policy", self.files.policies),
            ("contact_rules", self.files.contact_rules),
            ("strategy", self.files.strategies),
        )
        return tuple((kind, name) for kind, names in kinds for name in names)

    def _fault(self, rule: Rule, earlier: RuleBook) -> tuple[str, Message] | None:
        kind, name = rule
        path = self.files.paths.get(f"{kind} {name}") or earlier.files.paths.get(f"{kind} {name}", "")
        if rule not in self._rules():
            unread = next((problem for problem in self.problems if problem.file == path), None)
            if unread is not None:
                return path, unread.as_message()
            # a strategy that is not there leaves the built-in cadence
            return None if kind == "strategy" else (path, msg("{file} is missing", file=path))
        problem = self._broken(kind, name)
        return None if problem is None else (path, problem)

    def _broken(self, kind: str, name: str) -> Message | None:
        problems: list[Problem] = []
        if kind == "policy":
            try:
                PolicyBook(self.files.policies, self.files.rates).policy(name)
            except Failure as failure:
                return failure.message
        elif kind == "contact_rules":
            for version in self.files.contact_rules[name]:
                read_contact_rules(version.tree, problems)
                if problems:
                    return problems[0].placed(version.path).as_message()
        else:
            read_strategy(self.files.strategies[name], problems)
        if not problems:
            return None
        return problems[0].placed(self.files.paths[f"{kind} {name}"]).as_message()


def _named(trees: Iterable[Map]) -> Iterator[Rule]:
    for tree in trees:
        for kind in ("contact_rules", "strategy"):
            value = tree.get(kind)
            if isinstance(value, Text) and value.value:
                yield kind, value.value

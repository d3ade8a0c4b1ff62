"""The rules of a ledger as files: dunning.yaml, the policies and the reference rates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import field, replace
from datetime import date
from functools import cached_property

from dunning_cli.domain.account import Account, account_at
from dunning_cli.domain.account.approvals import LIMITED, LimitsSince, above_limits
from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.office.settings import Office
from dunning_cli.domain.contact.known_elsewhere import with_known_elsewhere
from dunning_cli.domain.contact.rule_keys import ContactRuleBook, read_contact_rules
from dunning_cli.domain.policy.book import PolicyBook
from dunning_cli.domain.policy.policy import read_policy
from dunning_cli.domain.policy.reference_rates import NO_REFERENCES, ReferenceRates, read_reference_rates
from dunning_cli.domain.worklist.strategy import StrategyBook
from dunning_cli.kernel.errors import Refused
from dunning_cli.kernel.message import Problem, msg
from dunning_cli.kernel.nodes import Map, Node, Text
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.schema import read
from dunning_cli.store.format.case_file import CaseRead
from dunning_cli.store.format.folder import SETTINGS_FILE, LedgerFolder
from dunning_cli.store.format.strategies import strategy_problems, template_names
from dunning_cli.store.format.templates import template_texts
from dunning_cli.store.reading.case_lookup import CaseFinder
from dunning_cli.store.reading.case_store import load_cases
from dunning_cli.store.reading.limits_history import limits_history
from dunning_cli.store.reading.rule_trees import Parse, RuleTrees, parse_always
from dunning_cli.store.reading.trace_index import TraceIndex

REFERENCE_RATES = "reference-rates"


class LedgerReader:
    """Settings, policies and cases of one ledger as they are now, read when first asked for."""

    def __init__(self, folder: LedgerFolder) -> None:
        self.folder = folder

    def cases(self) -> Iterator[CaseRead]:
        """Every case, by id; a file that is no sound case comes with its problems."""
        return map(self._judged_read, load_cases(self.folder))

    def find(self, reference: str) -> Case:
        """The case of an id, a unique beginning of it, or a debtor's name. Raises NotFound, Refused."""
        return self.judged(CaseFinder(self.folder).case(reference))

    def judged(self, case: Case) -> Case:
        """The case with the entries marked that were above the approval limits of their day and do not say so.

        An office without limits has none, whatever it had before.
        """
        if not any(isinstance(entry, LIMITED) for entry in case.entries) or not self._limits:
            return case
        return above_limits(case, self._limits, self._account)

    def templates(self, language: str) -> Iterator[tuple[str, str]]:
        """The letter templates of a language by name, with their texts."""
        return template_texts(self.folder, language)

    def known(self, case: Case) -> Case:
        """The case with what other cases know of its people: what contacts, letters, visits and work go by."""
        return with_known_elsewhere(case, self._traces.of_same_people(case))

    def sharing(self, case: Case) -> Iterator[Case]:
        """The other cases that may have a person or a number in common with one, by id."""
        return self._traces.sharing(case)

    @cached_property
    def _parse(self) -> Parse:
        """How rule files become trees."""
        return RuleTrees(self.folder).parse

    @cached_property
    def _traces(self) -> TraceIndex:
        return TraceIndex(self.folder)

    def _judged_read(self, found: CaseRead) -> CaseRead:
        return found if found.case is None else replace(found, case=self.judged(found.case))

    def _account(self, case: Case, day: date) -> Account:
        return account_at(case, self.policies.for_case(case), day)

    @cached_property
    def _limits(self) -> Sequence[LimitsSince]:
        try:
            limited = self.office.approval_limits is not None
        except Refused:
            # what is wrong with the settings is told by whoever asks for them
            limited = False
        return limits_history(self.folder, self._rev) if limited else ()

    @property
    def _rev(self) -> str:
        """The revision whose history is meant."""
        return "HEAD"

    def settings(self) -> bytes:
        """The bytes of dunning.yaml."""
        return self.folder.read(SETTINGS_FILE)

    def policy_files(self) -> Iterator[tuple[str, bytes]]:
        """The policy files: path relative to the ledger, and bytes; what is no file counts as an empty one.

        Raises Refused for a link that leads out of the ledger.
        """
        for path in sorted(self.folder.policies.glob("*.yaml")):
            name = path.relative_to(self.folder.root).as_posix()
            yield name, self.folder.read(name) if path.is_file() else b""

    @cached_property
    def office(self) -> Office:
        """The settings. Raises Refused with every fault of dunning.yaml."""
        return office_from(self.settings(), self._parse)

    @cached_property
    def rules(self) -> RuleFiles:
        """The files of policies/. Raises Refused for faulty reference rates: they may concern any case."""
        problems: list[Problem] = []
        files = rule_files(self.policy_files(), problems, self._parse)
        for problem in problems:
            if problem.file.endswith(f"/{REFERENCE_RATES}.yaml"):
                raise _refused([problem])
            files.faults[problem.file.rpartition("/")[2].removesuffix(".yaml")] = problem
        return files

    @cached_property
    def policies(self) -> PolicyBook:
        """The policies and reference rates. A faulty policy is refused when a case needs it, not before."""
        return PolicyBook(self.rules.policies, self.rules.rates, self.rules.faults)

    @cached_property
    def contact_rules(self) -> ContactRuleBook:
        """The packs of contact rules. A faulty one is refused when a contact needs it, not before."""
        return contact_rule_book(self.rules)

    @cached_property
    def strategies(self) -> StrategyBook:
        """The strategies. A faulty one is refused when a case needs it, not before."""
        rules = self.rules
        paths = {name: rules.paths[f"strategy {name}"] for name in rules.strategies}
        return StrategyBook(rules.strategies, paths, rules.faults)

    def check_rules(self) -> None:
        """Raises Refused where the settings or any policy are wrong."""
        problems = self.rule_problems()
        if problems:
            raise _refused(problems)

    def rule_problems(self) -> list[Problem]:
        """Every fault of the settings and the policies."""
        problems: list[Problem] = []
        _office(self.settings(), problems)
        read_policies(self, problems)
        return problems


def read_office(folder: LedgerFolder, problems: list[Problem]) -> Office | None:
    """The settings of a ledger; every fault is added to `problems`."""
    return _office(folder.read(SETTINGS_FILE), problems)


def office_from(data: bytes, parse: Parse = parse_always) -> Office:
    """The settings in the bytes of a dunning.yaml. Raises Refused with every fault."""
    problems: list[Problem] = []
    office = _office(data, problems, parse)
    if office is None:
        raise _refused(problems)
    return office


def _office(data: bytes, problems: list[Problem], parse: Parse = parse_always) -> Office | None:
    found: list[Problem] = []
    node = parse(SETTINGS_FILE, data, found)
    office = read(Office, node, found) if node is not None else None
    problems += [problem.placed(SETTINGS_FILE) for problem in found]
    return office


@dataclass(frozen=True, slots=True)
class RuleFiles:
    """The files of policies/ by what they are: each kind by the name its first key gives."""

    policies: dict[str, Map]
    strategies: dict[str, Map]
    contact_rules: dict[str, Map]
    rates: ReferenceRates
    paths: dict[str, str]
    """Path of each file by `kind name`, for messages."""
    faults: dict[str, Problem] = field(default_factory=dict)
    """What is wrong with files that could not be read at all, by file name."""


def rule_files(
    files: Iterable[tuple[str, bytes]], problems: list[Problem], parse: Parse = parse_always
) -> RuleFiles:
    """The rule files as trees; files that are no YAML, or none of the known kinds, are added to `problems`."""
    found = RuleFiles({}, {}, {}, NO_REFERENCES, {})
    for path, data in files:
        faults: list[Problem] = []
        node = parse(path, data, faults)
        if path.rpartition("/")[2] == f"{REFERENCE_RATES}.yaml":
            rates = read_reference_rates(node, faults) if node is not None else None
            found = replace(found, rates=rates or found.rates)
        elif node is not None:
            _sort_in(found, path, node, faults)
        problems += [problem.placed(path) for problem in faults]
    return found


def _sort_in(found: RuleFiles, path: str, node: Node, faults: list[Problem]) -> None:
    kinds = (
        ("policy", found.policies),
        ("strategy", found.strategies),
        ("contact_rules", found.contact_rules),
    )
    for kind, place in kinds:
        named = node.get(kind) if isinstance(node, Map) else None
        if isinstance(named, Text) and isinstance(node, Map):
            if named.value in place:
                faults.append(
                    Problem(
                        "duplicate-rules",
                        msg("{kind} {name} stands in two files", kind=kind, name=named.value),
                        line=named.line,
                    )
                )
            place[named.value] = node
            found.paths[f"{kind} {named.value}"] = path
            return
    faults.append(
        Problem(
            "not-rules", msg("this is no rule file: it begins with policy, strategy or contact_rules"), line=1
        )
    )


def read_policies(reader: LedgerReader, problems: list[Problem]) -> PolicyBook:
    """The policies of a ledger with every fault of every rule file added to `problems`."""
    files = rule_files(reader.policy_files(), problems)
    policies = {}
    for name, tree in files.policies.items():
        found: list[Problem] = []
        policy = read_policy(tree, found)
        if policy is not None:
            policies[name] = policy
            _check_references(name, files, found)
            _check_contact_rules(tree, files, found)
        problems += [problem.placed(files.paths[f"policy {name}"]) for problem in found]
    for name, tree in files.contact_rules.items():
        found = []
        read_contact_rules(tree, found)
        problems += [problem.placed(files.paths[f"contact_rules {name}"]) for problem in found]
    for name, problem in strategy_problems(files.strategies, policies, template_names(reader.folder)):
        problems.append(problem.placed(files.paths[f"strategy {name}"]))
    return PolicyBook(files.policies, files.rates)


def contact_rule_book(files: RuleFiles) -> ContactRuleBook:
    """The packs of contact rules among the rule files."""
    return ContactRuleBook(
        files.contact_rules,
        {name: files.paths[f"contact_rules {name}"] for name in files.contact_rules},
        files.faults,
    )


def _check_contact_rules(tree: Map, files: RuleFiles, found: list[Problem]) -> None:
    named = tree.get("contact_rules")
    if isinstance(named, Text) and named.value and named.value not in files.contact_rules:
        message = contact_rule_book(files).unknown(named.value)
        found.append(Problem("unknown-contact-rules", message, line=named.line))


def _check_references(name: str, files: RuleFiles, found: list[Problem]) -> None:
    try:
        PolicyBook(files.policies, files.rates).policy(name)
    except Refused as refusal:
        found.append(Problem("unknown-rate", refusal.message))


def _refused(problems: list[Problem]) -> Refused:
    return Refused(problems[0].as_message(), problems[1:])

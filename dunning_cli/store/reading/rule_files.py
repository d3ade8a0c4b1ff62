"""The files of policies/ by what they are: policies, contact rules, strategies and the reference rates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import field, replace
from typing import TYPE_CHECKING

from dunning_cli.kernel.errors import Refused
from dunning_cli.kernel.message import Problem, msg
from dunning_cli.kernel.nodes import Map, Node, Text
from dunning_cli.kernel.record import dataclass
from dunning_cli.store.reading.rule_trees import parse_always

if TYPE_CHECKING:
    from dunning_cli.domain.contact.rule_keys import ContactRuleBook
    from dunning_cli.domain.contact.rule_versions import Version
    from dunning_cli.domain.policy.book import PolicyBook
    from dunning_cli.domain.policy.reference_rates import ReferenceRates
    from dunning_cli.store.format.folder import LedgerFolder
    from dunning_cli.store.reading.rule_trees import Parse

REFERENCE_RATES = "reference-rates"


@dataclass(frozen=True, slots=True)
class RuleFiles:
    """The files of policies/ by what they are: each kind by the name its first key gives."""

    policies: dict[str, Map]
    strategies: dict[str, Map]
    contact_rules: dict[str, tuple[Version, ...]]
    """The files of each name, in the order of their paths."""
    rates: ReferenceRates
    paths: dict[str, str]
    """Path of each file by `kind name`, for messages."""
    faults: dict[str, Problem] = field(default_factory=dict)
    """What is wrong with files that could not be read at all, by file name."""


def rule_files(
    files: Iterable[tuple[str, bytes]], problems: list[Problem], parse: Parse = parse_always
) -> RuleFiles:
    """The rule files as trees; files that are no YAML, or none of the known kinds, are added to `problems`."""
    from dunning_cli.domain.policy.reference_rates import NO_REFERENCES, read_reference_rates

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
    kinds = (("policy", found.policies), ("strategy", found.strategies))
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
    named = node.get("contact_rules") if isinstance(node, Map) else None
    if isinstance(named, Text) and isinstance(node, Map):
        _add_version(found, path, node, named, faults)
        return
    faults.append(
        Problem(
            "not-rules", msg("this is no rule file: it begins with policy, strategy or contact_rules"), line=1
        )
    )


def _add_version(found: RuleFiles, path: str, node: Map, named: Text, faults: list[Problem]) -> None:
    """A file of contact rules: one of several by its first day."""
    from dunning_cli.domain.contact.rule_versions import Version

    version, others = Version(node, path), found.contact_rules.get(named.value, ())
    twice = next((other for other in others if other.since == version.since), None)
    if twice is not None:
        begun = node.get("valid_from")
        faults.append(
            Problem(
                "duplicate-rules",
                msg(
                    "{kind} {name} stands in two files that begin on the same day, also in {file}",
                    kind="contact_rules",
                    name=named.value,
                    file=twice.path,
                ),
                line=begun.line if begun is not None else named.line,
            )
        )
        others = tuple(other for other in others if other is not twice)
    found.contact_rules[named.value] = (*others, version)
    found.paths.setdefault(f"contact_rules {named.value}", path)


def read_policies(folder: LedgerFolder, files: RuleFiles, problems: list[Problem]) -> PolicyBook:
    """The policies among the rule files, with the faults of all of them added to `problems`."""
    from dunning_cli.domain.contact.rule_keys import read_contact_rules
    from dunning_cli.domain.policy.book import PolicyBook
    from dunning_cli.domain.policy.policy import read_policy
    from dunning_cli.store.format.strategies import strategy_problems, template_names

    policies = {}
    for name, tree in files.policies.items():
        found: list[Problem] = []
        policy = read_policy(tree, found)
        if policy is not None:
            policies[name] = policy
            _check_references(name, files, found)
            _check_contact_rules(tree, files, found)
        problems += [problem.placed(files.paths[f"policy {name}"]) for problem in found]
    for version in (each for versions in files.contact_rules.values() for each in versions):
        found = []
        read_contact_rules(version.tree, found)
        problems += [problem.placed(version.path) for problem in found]
    problems += _disagreements(files)
    for name, problem in strategy_problems(files.strategies, policies, template_names(folder)):
        problems.append(problem.placed(files.paths[f"strategy {name}"]))
    return PolicyBook(files.policies, files.rates)


def _disagreements(files: RuleFiles) -> Iterator[Problem]:
    """Where two sound packs say different things of one article on one day."""
    from dunning_cli.domain.contact.rule_keys import read_contact_rules
    from dunning_cli.domain.contact.rule_sources import disagreements
    from dunning_cli.domain.contact.rule_versions import Pack

    sound = {
        name: Pack(versions)
        for name, versions in files.contact_rules.items()
        if all(read_contact_rules(version.tree, []) is not None for version in versions)
    }
    for found in disagreements(sound):
        one, other = found.one.version, found.other.version
        message = msg(
            "'{rule}' is not what {file}:{line} has it, of the same article: {article}",
            rule=found.rule,
            file=other.path,
            line=other.line_of(found.rule),
            article=found.article,
        )
        yield Problem("packs-disagree", message, line=one.line_of(found.rule), file=one.path)


def contact_rule_book(files: RuleFiles) -> ContactRuleBook:
    """The packs of contact rules among the rule files."""
    from dunning_cli.domain.contact.rule_keys import ContactRuleBook

    return ContactRuleBook(files.contact_rules, files.faults)


def _check_contact_rules(tree: Map, files: RuleFiles, found: list[Problem]) -> None:
    named = tree.get("contact_rules")
    if isinstance(named, Text) and named.value and named.value not in files.contact_rules:
        message = contact_rule_book(files).unknown(named.value)
        found.append(Problem("unknown-contact-rules", message, line=named.line))


def _check_references(name: str, files: RuleFiles, found: list[Problem]) -> None:
    from dunning_cli.domain.policy.book import PolicyBook

    try:
        PolicyBook(files.policies, files.rates).policy(name)
    except Refused as refusal:
        found.append(Problem("unknown-rate", refusal.message))

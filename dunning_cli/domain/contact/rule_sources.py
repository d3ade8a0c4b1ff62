"""What each contact rule of a day rests on, and where two packs say different things of one article."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import combinations

from dunning_cli.domain.contact.rule_keys import read_contact_rules
from dunning_cli.domain.contact.rule_versions import ABOUT_THE_FILE, Pack, RuleInForce, Version
from dunning_cli.domain.policy.basis import Basis, Sureness
from dunning_cli.kernel.record import dataclass


@dataclass(frozen=True, slots=True)
class SourcedRule:
    """A rule as it holds on a day, with what it rests on; None where its file does not say."""

    rule: RuleInForce
    basis: Basis | None


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One article that two packs in force on one day have in different words."""

    article: str
    rule: str
    day: date
    one: RuleInForce
    other: RuleInForce


def sourced(pack: Pack, day: date) -> list[SourcedRule]:
    """The rules of a pack on a day, in the order of its files, with their sources."""
    known = {id(version): bases(version) for version in pack.versions}
    return [SourcedRule(rule, known[id(rule.version)].get(name)) for name, rule in pack.in_force(day).items()]


def bases(version: Version) -> Mapping[str, Basis]:
    """What each rule of a file rests on, by the rule's name; nothing for a faulty file."""
    rules = read_contact_rules(version.tree, [])
    return {} if rules is None else {name: basis for basis in rules.basis for name in basis.rules}


def without_source(version: Version) -> list[str]:
    """The rules of a file that name no source; none where the file names one for all."""
    if version.tree.get("source") is not None:
        return []
    known = bases(version)
    names = [pair.key for pair in version.tree.pairs if pair.key not in ABOUT_THE_FILE]
    return [name for name in names if name not in known]


def disagreements(packs: Mapping[str, Pack]) -> Iterator[Disagreement]:
    """Where two packs say different things of one article on one day. A client's or office's own rules agree with nobody's."""
    for (_, one), (_, other) in combinations(sorted(packs.items()), 2):
        told: set[tuple[str, str]] = set()
        for day in sorted({*_days(one), *_days(other)}):
            for found in _disagreeing(one, other, day):
                if (found.article, found.rule) not in told:
                    told.add((found.article, found.rule))
                    yield found


def _disagreeing(one: Pack, other: Pack, day: date) -> Iterator[Disagreement]:
    there = {
        (_plain(each.basis.article), each.rule.name): each
        for each in sourced(other, day)
        if each.basis is not None and each.basis.sure is not Sureness.OWN
    }
    for each in sourced(one, day):
        if each.basis is None or each.basis.sure is Sureness.OWN:
            continue
        same = there.get((_plain(each.basis.article), each.rule.name))
        if same is not None and same.rule.node != each.rule.node:
            yield Disagreement(each.basis.article, each.rule.name, day, each.rule, same.rule)


def _days(pack: Pack) -> Sequence[date]:
    """The days on which something of a pack begins, its first one among them."""
    return (pack.versions[0].since, *pack.changes)


def _plain(article: str) -> str:
    return "".join(article.split()).casefold()

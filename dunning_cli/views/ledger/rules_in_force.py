"""Which contact rules hold on a day and what each rests on; policies and rate tables with their sources."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING

from dunning_cli.domain.contact.rule_sources import SourcedRule, sourced
from dunning_cli.domain.policy.basis import Sureness
from dunning_cli.kernel.answer import Answer, Column, Table
from dunning_cli.kernel.errors import NotFound
from dunning_cli.kernel.message import Message, coded, label, msg
from dunning_cli.kernel.nodes import Map, Text
from dunning_cli.store.format.yaml_writer import flow
from dunning_cli.store.reading.ledger_reader import LedgerReader

if TYPE_CHECKING:
    from dunning_cli.views.ledger.json_keys import RuleInForceData, RulesData

COLUMNS = (
    Column(label("pack")),
    Column(label("rule")),
    Column(label("as its file has it")),
    Column(label("since")),
    Column(label("article")),
    Column(label("how sure")),
    Column(label("file")),
)
SOURCE_COLUMNS = (Column(label("file")), Column(label("what it is")), Column(label("source")))
RULE_WORDS: Mapping[str, Message] = {
    "quiet_hours": label("hours without contact"),
    "connected_calls_per_day": label("connected calls a day"),
    "unanswered_attempts_per_number": label("unanswered attempts on a number"),
    "channels": label("channels allowed"),
    "limits": label("limits of channels"),
    "third_parties": label("third parties"),
    "consent_needed": label("channels with consent"),
    "identity": label("identity first"),
    "recording": label("recording of calls"),
    "second_visitor": label("visits by two"),
    "private_accounts": label("private accounts"),
    "lawful_source": label("lawful source of numbers"),
    "words": label("words never sent"),
    "letters": label("limits on letters"),
}
SURE_WORDS: Mapping[Sureness, Message] = {
    Sureness.TEXT: label("text read"),
    Sureness.SECONDARY: label("as others report it"),
    Sureness.OWN: label("own rule"),
}
_NOT_SAID = label("not said")


def rules_in_force(reader: LedgerReader, name: str | None, day: date) -> Answer:
    """The rules of one pack, or of all, as they hold on a day. Raises NotFound, and Refused for a faulty pack."""
    book = reader.contact_rules
    if name is not None and name not in book.files:
        raise NotFound(book.unknown(name))
    found = [
        (pack, each)
        for pack in ([name] if name is not None else sorted(book.files))
        for each in sourced(book.pack(pack), day)
    ]
    sources = list(_sources(reader)) if name is None else []
    data: RulesData = {
        "as_of": day,
        "rules": [_data(pack, each) for pack, each in found],
        "sources": [{"file": file, "kind": kind, "source": source} for file, kind, _, source in sources],
    }
    table = Table(COLUMNS, [_row(pack, each) for pack, each in found])
    parts: list[Message | Table] = [msg("contact rules on {day}", day=day), table]
    if sources:
        rows = [(file, what, source or _NOT_SAID) for file, _, what, source in sources]
        parts.append(Table(SOURCE_COLUMNS, rows, label("where policies, strategies and rates are from")))
    return Answer(data, tuple(parts))


def _row(pack: str, each: SourcedRule) -> tuple[object, ...]:
    rule, basis = each.rule, each.basis
    source = _source(rule.version.tree)
    return (
        pack,
        coded(RULE_WORDS[rule.name], rule.name) if rule.name in RULE_WORDS else rule.name,
        flow(rule.node),
        rule.since,
        basis.article if basis is not None else source or _NOT_SAID,
        SURE_WORDS[basis.sure] if basis is not None else None,
        f"{rule.version.path}:{rule.version.line_of(rule.name)}",
    )


def _data(pack: str, each: SourcedRule) -> RuleInForceData:
    rule, basis = each.rule, each.basis
    source = _source(rule.version.tree)
    return {
        "pack": pack,
        "rule": rule.name,
        "value": flow(rule.node),
        "since": rule.since,
        "article": basis.article if basis is not None else None,
        "issuer": basis.issuer if basis is not None else None,
        "sure": basis.sure.value if basis is not None else None,
        "source": source,
        "file": rule.version.path,
        "line": rule.version.line_of(rule.name),
    }


def _source(tree: Map) -> str | None:
    """What a whole file is from, where it says so."""
    found = tree.get("source")
    return found.value if isinstance(found, Text) else None


def _sources(reader: LedgerReader) -> Iterator[tuple[str, str, Message, str | None]]:
    """File, kind, what it is, and what it is from, of every other file of rules and every table of rates."""
    rules = reader.rules
    for kind, trees, what in (
        ("policy", rules.policies, label("policy")),
        ("strategy", rules.strategies, label("strategy")),
    ):
        for name, tree in sorted(trees.items()):
            yield rules.paths[f"{kind} {name}"], kind, what, _source(tree)
    for name, table in sorted(reader.policies.references.tables.items()):
        yield name, "rates", msg("rates, known through {day}", day=table.valid_through), table.source

"""Taking a file of rules from somebody else: head office, a colleague, a client."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import PurePath
from typing import ClassVar

from dunning_cli.domain.case.commit_subjects import RULES_TAKEN
from dunning_cli.domain.contact.rule_keys import read_contact_rules
from dunning_cli.domain.contact.rule_sources import disagreements, without_source
from dunning_cli.domain.contact.rule_versions import Pack, Version
from dunning_cli.domain.policy.policy import read_policy
from dunning_cli.domain.policy.reference_rates import REFERENCE_FILE
from dunning_cli.domain.worklist.strategy import read_strategy
from dunning_cli.kernel.errors import Refused
from dunning_cli.kernel.message import Message, Problem, msg
from dunning_cli.kernel.nodes import Map, Node, Sequence, Text
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.schema import key
from dunning_cli.operations.declared.operation import Operation
from dunning_cli.operations.writing.outcome import Outcome
from dunning_cli.operations.writing.unit_of_work import UnitOfWork
from dunning_cli.store.format.head_edit import set_head_value
from dunning_cli.store.format.yaml_reader import parse_rules
from dunning_cli.store.reading.ledger_reader import LedgerReader

POLICIES = "policies"
_READERS: Mapping[str, Callable[[Map, list[Problem]], object]] = {
    "policy": read_policy,
    "strategy": read_strategy,
    "contact_rules": read_contact_rules,
}
"""By the first key of a file of rules, in the order in which these are looked for: what reads it."""


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file of rules that came in: what it is, and where it belongs in the ledger."""

    name: str
    """As it was given, for messages."""
    kind: str
    tree: Map
    text: str
    path: str
    """In the ledger: that of the file it takes the place of, else one of its own."""
    before: Map | None
    """What it takes the place of."""


def found_file(reader: LedgerReader, name: str, data: bytes) -> FoundFile:
    """What came in. Raises Refused where it is no file of rules, naming file and line."""
    problems: list[Problem] = []
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise Refused(msg("{file} is not UTF-8 text", file=name)) from None
    tree = parse_rules(text.encode(), problems)
    if problems or not isinstance(tree, Map):
        raise _faulty(name, problems)
    if isinstance(tree.get("tables"), Map):
        return _with_tables(reader, name, tree, text)
    kind = next((each for each in _READERS if isinstance(tree.get(each), Text)), None)
    if kind is None:
        raise _faulty(name, ())
    _READERS[kind](tree, problems)
    if problems:
        raise _faulty(name, problems)
    path, before = _place(reader, kind, tree)
    return FoundFile(name, kind, tree, text, path, before)


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeRules(Operation):
    """Puts a file of rules into policies/, in the place of the one of its name and first day."""

    op: ClassVar[str] = "rules take"

    found: FoundFile = key("the file", required=True)

    def apply(self, unit: UnitOfWork) -> Outcome:
        """Writes the file. Refused for rules without a source, for two packs that say different things of one article,
        for rates that differ from known ones, and where the rules would not hold together; nothing is half taken."""
        found = self.found
        if found.before == found.tree:
            return Outcome(RULES_TAKEN(file=found.path), nothing_new=True, data={"file": found.path})
        if found.kind == "contact_rules":
            _check_pack(unit.reader, found)
        unit.pending.put_file(found.path, found.text)
        return Outcome(RULES_TAKEN(file=found.path), data={"file": found.path})


def _with_tables(reader: LedgerReader, name: str, tree: Map, text: str) -> FoundFile:
    """Tables of rates among those of the ledger: each goes on from the one that is known, all others stay as they are.

    Raises Refused, naming file and line.
    """
    here = dict(reader.policy_files()).get(REFERENCE_FILE)
    if here is None:
        return FoundFile(name, "rates", tree, text, REFERENCE_FILE, None)
    before = parse_rules(here, [])
    known = _tables(before if isinstance(before, Map) else None)
    changed = here.decode("utf-8").replace("\r\n", "\n")
    for table, coming in _tables(tree).items():
        _goes_on(name, table, known.get(table), coming)
        if coming != known.get(table):
            changed = set_head_value(changed, ("tables", table), coming)
    after = parse_rules(changed.encode(), [])
    assert isinstance(before, Map)
    assert isinstance(after, Map)
    return FoundFile(name, "rates", after, changed, REFERENCE_FILE, before)


def _goes_on(name: str, table: str, known: Node | None, coming: Node) -> None:
    """Raises Refused where a table says another rate for a day that is known, or is known further here."""
    if known is None:
        return
    rows, last = _rows(coming), _value(coming, "valid_through")
    gone = next((day for day, rate in _rows(known).items() if rows.get(day) != rate), None)
    if gone is not None:
        raise Refused(
            msg(
                "{file}:{line}: the table {table} has another rate from {day} than the one known here",
                file=name,
                line=coming.line,
                table=table,
                day=gone,
            )
        )
    if last < _value(known, "valid_through"):
        raise Refused(
            msg(
                "{file}:{line}: the table {table} ends on {day}, and is known further here",
                file=name,
                line=coming.line,
                table=table,
                day=last,
            )
        )


def _value(table: Node, name: str) -> str:
    found = table.get(name) if isinstance(table, Map) else None
    return found.value if isinstance(found, Text) else ""


def _place(reader: LedgerReader, kind: str, tree: Map) -> tuple[str, Map | None]:
    name = tree.get(kind)
    assert isinstance(name, Text)
    if kind == "contact_rules":
        coming = Version(tree, "")
        versions = reader.rules.contact_rules.get(name.value, ())
        same = next((each for each in versions if each.since == coming.since), None)
        if same is not None:
            return same.path, same.tree
        first_day = tree.get("valid_from")
        day = f"-{first_day.value}" if isinstance(first_day, Text) else ""
        return f"{POLICIES}/contact-{_plain(name.value)}{day}.yaml", None
    trees = reader.rules.policies if kind == "policy" else reader.rules.strategies
    if name.value in trees:
        return reader.rules.paths[f"{kind} {name.value}"], trees[name.value]
    begin = "" if kind == "policy" else "strategy-"
    return f"{POLICIES}/{begin}{_plain(name.value)}.yaml", None


def _plain(name: str) -> str:
    """A name as that of a file: reading it tells whether it is a lawful one."""
    return PurePath(name.replace("\\", "/")).name or "rules"


def _check_pack(reader: LedgerReader, found: FoundFile) -> None:
    version = Version(found.tree, found.name)
    bare = without_source(version)
    if bare:
        raise Refused(
            msg(
                "{file}:{line}: the rule '{rule}' names no source; give it a basis, or the file a source",
                file=found.name,
                line=version.line_of(bare[0]),
                rule=bare[0],
            )
        )
    files = dict(reader.rules.contact_rules)
    name = found.tree.get("contact_rules")
    assert isinstance(name, Text)
    others = tuple(each for each in files.get(name.value, ()) if each.path != found.path)
    files[name.value] = (*others, version)
    packs = {each: Pack(versions) for each, versions in files.items()}
    for disagreement in disagreements(packs):
        if version in (disagreement.one.version, disagreement.other.version):
            raise Refused(_disagreement(disagreement.article, disagreement.rule, disagreement.one.version,
                                        disagreement.other.version))  # fmt: skip


def _disagreement(article: str, rule: str, one: Version, other: Version) -> Message:
    return msg(
        "{one}:{line} and {other}:{there} say different things of {article} ({rule}) for one day",
        one=one.path,
        line=one.line_of(rule),
        other=other.path,
        there=other.line_of(rule),
        article=article,
        rule=rule,
    )


def _tables(tree: Map | None) -> dict[str, Node]:
    tables = tree.get("tables") if tree is not None else None
    return {pair.key: pair.node for pair in tables.pairs} if isinstance(tables, Map) else {}


def _rows(table: Node) -> dict[str, str]:
    rates = table.get("rates") if isinstance(table, Map) else None
    items = rates.items if isinstance(rates, Sequence) else ()
    return {_value(row, "from"): _value(row, "rate") for row in items}


def _faulty(name: str, problems: Iterable[Problem]) -> Refused:
    """What is wrong with a file that came in; that it is none of rules, where nothing else is."""
    placed = [problem.placed(name) for problem in problems]
    if not placed:
        return Refused(
            msg(
                "{file} is no file of rules: it begins with policy, strategy, contact_rules or tables",
                file=name,
            )
        )
    return Refused(placed[0].as_message(), placed[1:])

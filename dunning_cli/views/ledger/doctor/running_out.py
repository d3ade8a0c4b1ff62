"""What runs out, told before it does: the calendar of holidays, the tables of reference rates, rules with a last day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.entries import Terms
from dunning_cli.domain.contact.rule_keys import DEFAULT_RULES
from dunning_cli.domain.policy.running_out import End
from dunning_cli.kernel.errors import Refused
from dunning_cli.kernel.message import Message, Problem, label, msg
from dunning_cli.kernel.nodes import Map, Node, Text
from dunning_cli.kernel.pattern import pattern
from dunning_cli.kernel.remedy import Placeholder, remedy
from dunning_cli.store.format.holidays import work_calendar
from dunning_cli.store.reading.ledger_reader import LedgerReader
from dunning_cli.views.ledger.doctor.finding import Ahead, Found, Machine

_WORD = pattern(r"[a-z][a-z0-9_]*")
_JUDICIAL, _OF_JUDICIAL = "judicial", "lpr_1y"
"""The cap of private lending counts by a reference rate too."""


def calendar(machine: Machine) -> Found:
    """The holidays: those of the package with those of dunning.yaml, as far as no year is missing."""
    known, today = work_calendar(machine.office), machine.today
    fix = msg("pip install --upgrade chinesecalendar, or list them under holidays in dunning.yaml")
    last = known.known_through(today)
    if last is None:
        return Problem("calendar", msg("the holidays of {year} are not known", year=today.year), fix=fix)
    well = msg("holidays known to the end of {year}", year=last.year)
    return _found("calendar", label("the calendar of holidays"), End(last, today), well, fix)


def reference_rates(machine: Machine) -> Mapping[str, Found]:
    """Every table of reference rates that goes on, by name; one that has ended is a fault only where a policy or case
    counts by it. Tables whose place another rate has taken run out no more.
    """
    reader, found = LedgerReader(machine.ledger), {}
    used: set[str] | None = None
    for table, rates in sorted(reader.policies.references.tables.items()):
        fix = msg(
            "{cure}, and --from DATE --rate PERCENT for a new rate",
            cure=remedy("policy rate", table=table, valid_through=Placeholder("DATE")),
        )
        if rates.then is not None:
            continue
        end = End(rates.valid_through, machine.today)
        well = msg("known through {day}", day=rates.valid_through)
        found[table] = _found(
            "reference-rates", msg("the reference rate {table}", table=table), end, well, fix
        )
        ended = found[table]
        if isinstance(ended, Problem):
            used = _rates_named(reader) if used is None else used
            if table not in used:
                found[table] = Ahead(ended.message, fix)
    return found


def _rates_named(reader: LedgerReader) -> set[str]:
    """Every word in the values of policies and terms: the names of reference rates among them."""
    trees: list[Map] = list(reader.policies.policies.values())
    for found in reader.cases():
        if found.case is not None:
            trees += _terms(found.case)
    words = {word for tree in trees for text in _texts(tree) for word in _WORD.findall(text)}
    return words | {_OF_JUDICIAL} if _JUDICIAL in words else words


def _texts(node: Node) -> Iterator[str]:
    if isinstance(node, Text):
        yield node.value
    elif isinstance(node, Map):
        for pair in node.pairs:
            yield from _texts(pair.node)
    else:
        for item in node.items:
            yield from _texts(item)


def contact_rules(machine: Machine) -> Mapping[str, Found]:
    """The packs of contact rules that have a last day and are in use; others run on, or are superseded."""
    reader, found = LedgerReader(machine.ledger), {}
    for name, last in _with_an_end(reader):
        fix = msg(
            "edit valid_through in {file}, or name other rules in the policies; then: {cure}",
            file=reader.contact_rules.pack(name).versions[-1].path,
            cure=remedy("commit"),
        )
        well = msg("known through {day}", day=last)
        what = msg("the pack of contact rules {name}", name=name)
        found[name] = _found("contact-rules", what, End(last, machine.today), well, fix)
    return found


def _found(code: str, what: Message, end: End, well: Message, fix: Message) -> Found:
    if end.passed:
        ended = msg(
            "{what} ended on {day}; days since then: {days}", what=what, day=end.last, days=-end.days_left
        )
        return Problem(code, ended, fix=fix)
    if end.near:
        return Ahead(
            msg("{what} ends on {day}; days left: {days}", what=what, day=end.last, days=end.days_left), fix
        )
    return well


def _with_an_end(reader: LedgerReader) -> Iterator[tuple[str, date]]:
    ends: dict[str, date] = {}
    for name in sorted(reader.contact_rules.files):
        try:
            last = reader.contact_rules.named(name, date.max).valid_through
        except Refused:
            # a faulty pack is told by `check`, and by every contact under it
            continue
        if last is not None:
            ends[name] = last
    if ends:
        used = _in_use(reader)
        yield from ((name, last) for name, last in ends.items() if name in used)


def _in_use(reader: LedgerReader) -> set[str]:
    """Packs that a policy or the terms of a case name; a policy that names none goes by the pack of that default."""
    used = {_named(tree) or DEFAULT_RULES for tree in reader.policies.policies.values()}
    for found in reader.cases():
        if found.case is not None:
            used.update(name for terms in _terms(found.case) if (name := _named(terms)) is not None)
    return used


def _terms(case: Case) -> Iterator[Map]:
    yield case.head.terms
    yield from (entry.terms for entry in case.entries if isinstance(entry, Terms))


def _named(tree: Map) -> str | None:
    named = tree.get("contact_rules")
    return named.value if isinstance(named, Text) else None

"""What data that comes in may not hold, whatever way it comes: odd dates, what cannot be read back, sealed marks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from dunning_cli.domain.case.case import Case, Head
from dunning_cli.domain.case.entered_dates import FIRST_VALUE_YEAR, dates_outside, refusal_of
from dunning_cli.domain.case.entries import Entry, unreadable_parts
from dunning_cli.domain.case.entries.kinds import NOT_THE_SAME
from dunning_cli.kernel.dates import may_be_entered
from dunning_cli.kernel.errors import AgainstRule, Refused
from dunning_cli.kernel.masking import SEALED_PREFIX
from dunning_cli.kernel.message import Problem, msg
from dunning_cli.kernel.nodes import Map, Node
from dunning_cli.kernel.nodes import Sequence as NodeList
from dunning_cli.kernel.schema import CONTRADICTION, read, to_node
from dunning_cli.store.format.case_file import UNREADABLE_KEPT, read_case
from dunning_cli.store.format.read_back import NotReadBack

VALUE_DATE_RULE = "value-date"
"""The rule that a value date of long ago needs a reason."""


def refuse_sealed(case_id: str, new: Head | Entry, before: Head | None = None) -> None:
    """Raises Refused for text that begins like a sealed value and was not there before: only sealing writes such text."""
    known = set(_sealed(to_node(before))) if before is not None else set()
    if set(_sealed(to_node(new))) - known:
        raise Refused(
            msg(
                "{case}: text that begins with '{mark}' is kept for sealed data; write it otherwise",
                case=case_id,
                mark=SEALED_PREFIX,
            )
        )


def head_problems(head: Head, text: str) -> Sequence[Problem]:
    """Why a head could not be read; its text too is looked at where it holds terms, which may be of any depth."""
    if head.terms.pairs:
        return read_case(text.encode("utf-8", UNREADABLE_KEPT)).problems
    problems: list[Problem] = []
    read(Head, to_node(head), problems)
    return problems


def stamp_of_long_ago(case: Case, reason: str | None, on: date, own: dict[str, Any]) -> dict[str, Any]:
    """What an entry of long ago is stamped with: the reason for its date. Raises AgainstRule where there is none."""
    if on.year >= FIRST_VALUE_YEAR or not may_be_entered(on):
        return {}
    if reason is None:
        raise AgainstRule(
            msg(
                "{case}: the value date {date} is before {year}", case=case.id, date=on, year=FIRST_VALUE_YEAR
            ),
            VALUE_DATE_RULE,
        )
    return {} if own.get("override") else {"override": reason, "overridden": VALUE_DATE_RULE}


def refuse_unreadable(case: Case, entry: Entry) -> None:
    """Refuses an entry that its own reader would not take, or that names a day nobody can mean. Raises Refused."""
    for at, day in dates_outside(entry):
        raise Refused(msg("{case}: {problem}", case=case.id, problem=refusal_of(at, day)))
    problems = unreadable_parts(entry)
    if problems and problems[0].code == NOT_THE_SAME:
        raise NotReadBack(f"{case.id}: {entry.kind} {entry.id}: {problems[0].message}")
    if problems:
        first = problems[0].message
        told = (
            first
            if problems[0].code == CONTRADICTION
            else msg("{case}: {problem}", case=case.id, problem=first)
        )
        raise Refused(told, problems[1:])


def _sealed(node: Node) -> Iterator[str]:
    if isinstance(node, Map):
        for pair in node.pairs:
            yield from _sealed(pair.node)
    elif isinstance(node, NodeList):
        for item in node.items:
            yield from _sealed(item)
    elif node.value.lstrip().startswith(SEALED_PREFIX):
        yield node.value

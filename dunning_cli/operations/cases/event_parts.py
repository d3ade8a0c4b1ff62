"""What operations on life events have in common: days that have come, people who join the case by them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from dunning_cli.domain.case.codes.people import Role
from dunning_cli.domain.case.entries import (
    Entry,
    NewParty,
)
from dunning_cli.domain.case.people.details import known_on, party_named
from dunning_cli.kernel.errors import Refused, WrongUsage
from dunning_cli.kernel.message import msg
from dunning_cli.kernel.text import harmless
from dunning_cli.operations.cases.people import number_typed, unused_name
from dunning_cli.operations.declared.operation import CaseOperation
from dunning_cli.operations.writing.unit_of_work import UnitOfWork


def not_to_come(unit: UnitOfWork, on: date, **days: date | None) -> None:
    """Refuses a day that lies ahead, or after the value date: what has not happened changes nothing. Raises Refused."""
    if on > unit.context.today:
        raise Refused(msg("what has not happened yet cannot be recorded: {date} lies ahead", date=on))
    for day in days.values():
        if day is not None and day > on:
            raise Refused(msg("{day} is after its value date {date}", day=day, date=on))


def people_joining(
    unit: UnitOfWork,
    operation: CaseOperation,
    on: date,
    role: Role,
    texts: Sequence[str],
    source: str | None,
) -> Iterator[Entry]:
    """Those given as NAME or NAME:PHONE as parties; whoever is in the role already is left as they are."""
    for text in texts:
        name, _, number = text.replace("：", ":").partition(":")
        name, number = name.strip(), number.strip()
        if not name:
            raise WrongUsage(msg("a person is written NAME or NAME:PHONE, not '{text}'", text=harmless(text)))
        case = unit.case(operation.case)
        known = party_named(known_on(case, date.max).head, name)
        if known is not None and known.role is role:
            continue
        unused_name(case, name, role)
        yield unit.record(
            case,
            NewParty,
            operation,
            on,
            name=name,
            role=role,
            phones=(number_typed(number),) if number else (),
            source=source,
        )

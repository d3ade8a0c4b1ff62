"""How the instalments of a plan are given: one by one, in equal parts, or as the case's schedule has them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from dunning_cli.domain.account import Account
from dunning_cli.domain.account.new_terms import ended_by
from dunning_cli.domain.agreements.plans import equal_parts
from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.entries import Charge, Instalment
from dunning_cli.kernel.dates import parse_date
from dunning_cli.kernel.errors import Refused, Unreadable, WrongUsage
from dunning_cli.kernel.message import msg
from dunning_cli.kernel.money import ZERO, parse_amount
from dunning_cli.operations.declared.values import PlanEvery

MOST_INSTALMENTS = 600


def named_instalments(texts: Iterable[str]) -> tuple[Instalment, ...]:
    """Instalments written DATE=AMOUNT, in order of their dates. Raises WrongUsage."""
    return tuple(sorted((_named(text) for text in texts), key=lambda part: part.due))


def _named(text: str) -> Instalment:
    day, equals, amount = text.partition("=")
    try:
        if not equals or parse_amount(amount) == ZERO:
            raise Unreadable(msg("an instalment is written DATE=AMOUNT, not '{text}'", text=text))
        return Instalment(due=parse_date(day), amount=parse_amount(amount))
    except Unreadable as error:
        raise WrongUsage(error.message) from None


def due_dates(count: int, first: date, every: PlanEvery, day: int | None) -> list[date]:
    """So many due dates from the first, the later ones on a day of the month where one is given.

    Raises Refused above `MOST_INSTALMENTS`, WrongUsage for a day of the month where instalments are weekly.
    """
    if count > MOST_INSTALMENTS:
        raise Refused(msg("a plan has at most {most} instalments", most=MOST_INSTALMENTS))
    if day is not None and every is PlanEvery.WEEK:
        raise WrongUsage(msg("--day is a day of the month; instalments of every week have none"))
    return [every.after(first, number, day) for number in range(count)]


def divided_instalments(total: Decimal, dues: Sequence[date]) -> tuple[Instalment, ...]:
    """A total in equal instalments, the last one with the cents that are over. Raises Refused where it is too little."""
    count = len(dues)
    parts = equal_parts(total, count)
    if min(parts) <= ZERO:
        raise Refused(msg("{total} cannot be divided into {count} instalments", total=total, count=count))
    return tuple(Instalment(due=due, amount=part) for due, part in zip(dues, parts, strict=True))


def scheduled_instalments(case: Case, account: Account, on: date) -> tuple[tuple[Instalment, ...], Decimal]:
    """What is unpaid of the charges due from a day on, by due date; and how much of it is charged only later, yuan.

    A schedule charges each instalment on its due date, so that most of it is not owed yet. Raises Refused
    where nothing is to come.
    """
    ended = ended_by(case.standing(date.max))
    charges = {
        entry.id: entry
        for entry in case.standing(date.max)
        if isinstance(entry, Charge) and entry.due is not None and entry.id not in ended
    }
    amounts: dict[date, Decimal] = defaultdict(lambda: ZERO)
    for item in account.items:
        if item.id in charges and item.due >= on:
            amounts[item.due] += item.unpaid.total
    to_come = ZERO
    for charge in charges.values():
        if charge.due is not None and charge.date > on <= charge.due:
            amounts[charge.due] += charge.total
            to_come += charge.total
    parts = tuple(Instalment(due=due, amount=amounts[due]) for due in sorted(amounts) if amounts[due] > ZERO)
    if not parts:
        raise Refused(
            msg("{case} has no unpaid charge with a due date from {date} on", case=case.id, date=on)
        )
    return parts, to_come

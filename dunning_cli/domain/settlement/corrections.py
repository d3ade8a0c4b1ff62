"""What has changed since statements were issued: so that nothing is paid twice and nothing is lost.

What was issued stays: a line keeps its commission whatever the terms say later. Only what is no longer true of it is taken
back, and what has come to an issued period since is added.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import fields
from datetime import date
from decimal import Decimal

from dunning_cli.domain.portfolio.periods import Period
from dunning_cli.domain.settlement.money_of_case import MONEY, CaseMoney
from dunning_cli.domain.settlement.statement import (
    CorrectionLine,
    Statement,
    StatementLine,
    Why,
    added_up,
    line_of,
    lines_in,
)
from dunning_cli.domain.settlement.terms import ClientTerms
from dunning_cli.kernel.money import ZERO
from dunning_cli.kernel.record import dataclass


@dataclass(slots=True)
class _Booked:
    """What all statements issued say together of one entry."""

    first: StatementLine
    of: str
    """The statement that told it first."""
    amount: Decimal = ZERO
    commission: Decimal = ZERO
    share: Decimal = ZERO
    is_rated: bool = False


def drawn_up(
    terms: ClientTerms,
    period: Period,
    money: Sequence[CaseMoney],
    issued: Sequence[Statement] = (),
    unknown: Collection[str] = (),
    counts_for: str | None = None,
) -> Statement:
    """The statement of a period, with what has changed of those issued.

    `money` is that of all cases of the client that can be worked out, `unknown` are the ids of those that cannot: what
    was issued of them stands until they can. `counts_for` is for whom the money of `money` counts
    (`Office.money_counts_for`). A period that overlaps an issued one has no corrections: it is a look.
    """
    lines = lines_in(terms, period, money)
    if overlapping(period, issued):
        return added_up(terms, period, lines, counts_for=counts_for)
    return added_up(
        terms, period, lines, tuple(_corrections(terms, money, issued, unknown)), counts_for=counts_for
    )


def overlapping(period: Period, issued: Iterable[Statement]) -> tuple[Statement, ...]:
    """The statements issued that have a day of the period."""
    return tuple(each for each in issued if each.from_ <= period.last and period.first <= each.to)


def never_issued(
    period: Period, money: Iterable[CaseMoney], issued: Sequence[Statement]
) -> tuple[int, Decimal]:
    """How many payments and refunds of before a period stand in no statement, and what they come to, yuan."""
    booked = _booked(issued)
    left = [
        move.amount
        for case in money
        for move in case.moves
        if move.kind in MONEY
        and move.day < period.first
        and move.entry not in booked
        and _statement_of(move.day, issued) is None
    ]
    return len(left), sum(left, ZERO)


def settled_twice(issued: Iterable[Statement]) -> frozenset[str]:
    """The entries that stand in several statements of one client, of which no later one has taken it back yet."""
    booked = _booked(issued).items()
    return frozenset(entry for entry, told in booked if told.amount and told.amount != told.first.amount)


def _booked(issued: Iterable[Statement]) -> dict[str, _Booked]:
    found: dict[str, _Booked] = {}
    for statement in sorted(issued, key=lambda each: each.from_):
        for line in statement.all_lines:
            if not line.is_money:
                continue
            of = line.of if isinstance(line, CorrectionLine) else statement.name
            booked = found.setdefault(line.entry, _Booked(line, of))
            booked.amount += line.amount
            booked.commission += line.commission or ZERO
            booked.share += line.share or ZERO
            booked.is_rated = booked.is_rated or line.commission is not None
    return found


def _corrections(
    terms: ClientTerms, money: Iterable[CaseMoney], issued: Sequence[Statement], unknown: Collection[str]
) -> Iterator[CorrectionLine]:
    booked = _booked(issued)
    standing = {move.entry: (case, move) for case in money for move in case.moves if move.kind in MONEY}
    found: list[CorrectionLine] = []
    for entry, (case, move) in standing.items():
        line, told = line_of(terms, case, move), booked.get(entry)
        of = told.of if told is not None else _statement_of(move.day, issued)
        if of is None:
            continue
        if told is None or not told.amount:
            found.append(_correction(line, of, Why.ADDED))
        elif told.amount != move.amount:
            found.append(_told_once(told, move.amount))
        elif not told.is_rated and line.commission is not None:
            found.append(_correction(line, of, Why.RATED, amount=ZERO))
    for entry, told in booked.items():
        if entry not in standing and told.amount and told.first.case not in unknown:
            found.append(_taken_back(told))
    yield from sorted(found, key=lambda each: (each.of, each.date, each.case, each.entry))


def _statement_of(day: date, issued: Iterable[Statement]) -> str | None:
    return next((each.name for each in issued if day in each.period), None)


def _correction(line: StatementLine, of: str, why: Why, **changed: Decimal | None) -> CorrectionLine:
    """A line as a correction of a statement, with other figures where they are given."""
    values = {each.name: getattr(line, each.name) for each in fields(StatementLine)}
    return CorrectionLine(**{**values, **changed}, of=of, why=why)


def _taken_back(told: _Booked) -> CorrectionLine:
    return _correction(
        told.first,
        told.of,
        Why.GONE,
        amount=-told.amount,
        costs=-told.first.costs if told.first.costs is not None else None,
        commission=-told.commission,
        share=-told.share,
    )


def _told_once(told: _Booked, amount: Decimal) -> CorrectionLine:
    """What is to be taken back of a line that several statements have, so that the first of them stays."""
    first = told.first
    return _correction(
        first,
        told.of,
        Why.TWICE,
        amount=amount - told.amount,
        commission=(first.commission or ZERO) - told.commission,
        share=(first.share or ZERO) - told.share,
    )

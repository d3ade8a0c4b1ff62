"""The lines of an account: every movement in order of time, adding up to the balance."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from operator import itemgetter
from typing import NamedTuple

from dunning_cli.domain.account.debt import Debt, Movement
from dunning_cli.domain.account.items import DebtItem
from dunning_cli.domain.account.pieces import Piece
from dunning_cli.domain.account.result import CREDIT, Line, LineKind
from dunning_cli.domain.account.rounding import cents
from dunning_cli.domain.account.tariff import COMPONENTS
from dunning_cli.kernel.money import ZERO, as_yuan


class Told(NamedTuple):
    """What a line does to the balance."""

    kind: LineKind
    component: str
    amount: Decimal
    """Yuan."""


_NAMES = (*(component.value for component in COMPONENTS), CREDIT)
_ONE_DAY = timedelta(1)


def lines_of(debt: Debt, as_of: date, *, inclusive: bool) -> tuple[Line, ...]:
    """Accrual, charges, payments and all else, sorted by the day they end on; rounding lines last.

    Each accrual line is rounded by itself, so that base × days × rate can be checked by hand; where
    the rounded lines of an item differ from its rounded running total, a rounding line says so. There is
    none where the lines themselves make up what is owed (`rounding_of: line`).
    """
    dated: list[tuple[date, Line]] = []
    last: list[Line] = []
    for item in debt.items:
        shown = [0, 0, 0, 0]
        for piece in item.pieces:
            amount = cents(piece.kept, debt.scale, debt.rounding)
            shown[piece.rule.component] += amount
            dated.append((piece.end, _accrued(item, piece, amount, debt, inclusive=inclusive)))
        for component, amount in enumerate(shown):
            difference = item.booked[component] - amount
            if difference:
                last.append(_rounding(item, component, difference, as_of))
    # of a day, what accrued up to it comes before what moved on it
    dated += [(movement.day, _moved(movement)) for movement in debt.movements]
    dated.sort(key=itemgetter(0))
    return (*(line for _, line in dated), *last)


def told_of(debt: Debt) -> Iterator[Told]:
    """What the lines do to the balance, without the lines; those of an item's accrual come to what was booked of it."""
    for movement in debt.movements:
        yield Told(movement.kind, _NAMES[movement.component], _amounts(movement)[0])
    for item in debt.items:
        for component, booked in enumerate(item.booked):
            if booked:
                yield Told(LineKind.ACCRUAL, _NAMES[component], as_yuan(booked))


def _amounts(movement: Movement) -> tuple[Decimal, Decimal]:
    """What moved and what a cap took off, yuan."""
    return (
        as_yuan(movement.cents),
        as_yuan(movement.capped),
    )


def _moved(movement: Movement) -> Line:
    amount, capped = _amounts(movement)
    return Line(
        movement.kind,
        _NAMES[movement.component],
        movement.rule,
        movement.item,
        movement.day,
        movement.day,
        None,
        None,
        None,
        amount,
        capped,
        True,
        movement.entry,
    )


def _accrued(item: DebtItem, piece: Piece, amount: int, debt: Debt, *, inclusive: bool) -> Line:
    rule, start, end = piece.rule, piece.start, piece.end
    return Line(
        LineKind.ACCRUAL,
        _NAMES[rule.component],
        rule.rule,
        item.id,
        start,
        end - _ONE_DAY if inclusive else end,
        (end - start).days,
        as_yuan(piece.base),
        rule.text,
        as_yuan(amount),
        as_yuan(_cut(piece, amount, debt)) if piece.cut else ZERO,
        piece.billed,
    )


def _cut(piece: Piece, amount: int, debt: Debt) -> int:
    """What a cap took off a line, cents; a line that is rounded by itself is what was cut and what was kept."""
    if debt.by_line is not None:
        return debt.by_line.of(piece.kept + piece.cut) - amount
    return cents(piece.cut, debt.scale, debt.rounding)


def _rounding(item: DebtItem, component: int, difference: int, as_of: date) -> Line:
    return Line(
        LineKind.ROUNDING,
        _NAMES[component],
        None,
        item.id,
        as_of,
        as_of,
        None,
        None,
        None,
        as_yuan(difference),
        ZERO,
        all(piece.billed for piece in item.pieces),
    )

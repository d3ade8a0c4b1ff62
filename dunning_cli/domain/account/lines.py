"""The lines of an account: every movement in order of time, adding up to the balance."""

from __future__ import annotations

from datetime import date, timedelta

from dunning_cli.domain.account.debt import Debt, Movement
from dunning_cli.domain.account.items import DebtItem, Piece, cents
from dunning_cli.domain.account.result import CREDIT, Line, LineKind
from dunning_cli.domain.account.tariff import COMPONENTS, as_yuan
from dunning_cli.kernel.money import ZERO

_NAMES = (*(component.value for component in COMPONENTS), CREDIT)
_ONE_DAY = timedelta(1)


def lines_of(debt: Debt, as_of: date, *, inclusive: bool) -> tuple[Line, ...]:
    """Accrual, charges, payments and all else, sorted by the day they end on; rounding lines last.

    Each accrual line is rounded by itself, so that base × days × rate can be checked by hand; where
    the rounded lines of an item differ from its rounded running total, a rounding line says so.
    """
    dated = [(movement.day, 1, _moved(movement)) for movement in debt.movements]
    last: list[Line] = []
    for item in debt.items:
        shown = [0, 0, 0, 0]
        for piece in item.pieces:
            line, amount = _accrued(item, piece, debt, inclusive=inclusive)
            shown[piece.rule.component] += amount
            dated.append((piece.end, 0, line))
        for component, amount in enumerate(shown):
            difference = item.booked[component] - amount
            if difference:
                last.append(_rounding(item, component, difference, as_of))
    dated.sort(key=lambda each: each[:2])
    return (*(line for _, _, line in dated), *last)


def _moved(movement: Movement) -> Line:
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
        as_yuan(movement.cents),
        as_yuan(movement.capped),
        True,
        movement.entry,
    )


def _accrued(item: DebtItem, piece: Piece, debt: Debt, *, inclusive: bool) -> tuple[Line, int]:
    amount = cents(piece.kept, debt.scale, debt.rounding)
    line = Line(
        LineKind.ACCRUAL,
        _NAMES[piece.rule.component],
        piece.rule.rule,
        item.id,
        piece.start,
        piece.end - _ONE_DAY if inclusive else piece.end,
        (piece.end - piece.start).days,
        as_yuan(piece.base),
        piece.rule.text,
        as_yuan(amount),
        as_yuan(cents(piece.cut, debt.scale, debt.rounding)),
        piece.billed,
    )
    return line, amount


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

"""Columns that hold the sum of others: added up with them they would double a debt."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from dunning_cli.intake.files.grammar import read_amount, unwrapped
from dunning_cli.intake.profiles.recognised import Found
from dunning_cli.intake.profiles.rows import TableRows
from dunning_cli.kernel.errors import Refused, Unreadable
from dunning_cli.kernel.message import msg
from dunning_cli.kernel.money import ZERO, Component
from dunning_cli.kernel.pattern import pattern

COMPONENTS = tuple(component.value for component in Component)
_LEAST_ROWS = 3
"""In so many rows it is no chance that one column is what the others come to."""
_MOSTLY = Decimal("0.8")
_NAMED_SUM = pattern(r"合计|总计|小计|共计|总额|总欠|总金额|total", re.IGNORECASE)

Amounts = Sequence[Decimal | None]
"""One of each row: zero where the cell is blank, None where it is no amount."""


def amount_or_none(text: str) -> Decimal | None:
    """The amount of a cell, zero where it is blank, None where it holds none."""
    try:
        return read_amount(text) if text.strip() else ZERO
    except Unreadable:
        return None


def is_sum_of(column: Amounts, others: Iterable[Amounts], least: Decimal = _MOSTLY) -> int:
    """In how many rows a column is what the others come to; 0 where it is so in less than `least` of those with an amount."""
    compared = agreeing = 0
    for amounts in zip(column, *others, strict=False):
        read = [amount for amount in amounts if amount is not None]
        if len(read) < len(amounts) or not read[0]:
            continue
        compared += 1
        agreeing += read[0] == sum(read[1:], ZERO)
    return agreeing if compared and agreeing >= least * compared else 0


def sum_among(facts: Mapping[int, str], amounts: Mapping[int, Amounts]) -> tuple[int, list[int]] | None:
    """Of columns with their facts one that would be counted twice, and those whose sum it is; None where there is none.

    That is one of several columns of a component which are added up, where it is the sum of the others, or of all
    other components together. Of two that are alike it is the last.
    """
    parts = [at for at, fact in facts.items() if fact in COMPONENTS]
    for at in reversed(parts):
        same = [other for other in parts if other != at and facts[other] == facts[at]]
        for others in (same, [other for other in parts if other != at]):
            if same and is_sum_of(amounts[at], [amounts[other] for other in others]):
                return at, others
    return None


def refuse_doubled(found: Found, table: TableRows) -> None:
    """Refuses a file in which a column that is added up is the sum of the others. Raises Refused, which names them."""
    columns = found.columns
    added = {at: fact.name for at, fact in columns.facts.items() if fact.added and fact.name in COMPONENTS}
    parts = {at: fact.name for at, fact in columns.facts.items() if fact.name in COMPONENTS}
    if len(added) == len(set(added.values())):
        return
    amounts = {at: [amount_or_none(unwrapped(row.cells.get(at, ""))) for row in table.rows] for at in parts}
    doubled = sum_among(parts, amounts)
    if doubled is None or doubled[0] not in added:
        return
    at, others = doubled
    agreeing = is_sum_of(amounts[at], [amounts[other] for other in others], Decimal(1))
    if agreeing >= _LEAST_ROWS or (agreeing and _NAMED_SUM.search(columns.headers[at])):
        raise Refused(
            msg(
                "{file}: {column} is the sum of {others}, and the profile {profile} adds it to them: the debt would be "
                "counted twice. Name it under total, or under ignored",
                file=found.file,
                column=columns.label(at),
                others=", ".join(columns.label(other) for other in others),
                profile=found.profile.name,
            )
        )

"""Lines of accrual as somebody would write them down day by day, each to be rounded by itself.

A line is a rule's run of days without a gap, on one base at one rate. Where `rounding_of` is `line` it becomes cents
by itself, and what has accrued is the sum of the lines; what is rounded otherwise never asks for them.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

from rules_by_day import ONE_DAY, Item, to_cents

Acting = tuple[str, str, int, Fraction, str]
"""What a rule is on a day: its name, component, base in cents, share per day, and what it waits for before it counts."""
GRACE, DUE_DATE = "the end of its grace", "the due date of a card's statement"


def by_line(policy: Any) -> bool:
    """Whether each line is rounded."""
    return bool(policy.rounding_of == "line")


def begin_day(item: Item, day: date, acting: list[Acting]) -> None:
    """A line that nothing carries on today has ended."""
    today = {(rule, base, rate, waits) for rule, _, base, rate, waits in acting}
    for line in item["lines"]:
        carried_on = (line["rule"], line["base"], line["rate"], line["waits"]) in today
        if line["last"] + ONE_DAY != day or not carried_on or line["billed"]:
            line["ended"] = True


def add_day(item: Item, day: date, acting: Acting, amount: Fraction) -> None:
    """Writes what a rule comes to on a day onto its line, or begins one."""
    rule, component, base, rate, waits = acting
    for line in item["lines"]:
        if line["rule"] == rule and line["waits"] == waits and not line["ended"]:
            line["amount"] += amount
            line["last"] = day
            return
    item["lines"].append(
        {"rule": rule, "component": component, "base": base, "rate": rate, "last": day, "amount": amount,
         "waits": waits, "ended": False, "billed": False}
    )  # fmt: skip


def decided(item: Item, awaited: str, *, counts: bool) -> None:
    """What waited for something counts from now on, or is struck out."""
    item["lines"] = [line for line in item["lines"] if counts or line["waits"] != awaited]
    for line in item["lines"]:
        if line["waits"] == awaited:
            line["waits"] = ""


def lines_come_to(item: Item, component: str, policy: Any, *, billed: bool = False) -> int:
    """The cents of the lines that count, or of those that a statement has billed."""
    return sum(
        to_cents(line["amount"], policy)
        for line in item["lines"]
        if line["component"] == component and not line["waits"] and (line["billed"] or not billed)
    )


def so_far(item: Item, component: str, policy: Any) -> Fraction:
    """What a limit holds against a component: lines that have ended as rounded, the others exact."""
    return sum(
        (
            Fraction(to_cents(line["amount"], policy)) if line["ended"] else line["amount"]
            for line in item["lines"]
            if line["component"] == component
        ),
        Fraction(0),
    )

"""What a statement prints of its lines, and whether the lines come to it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby, pairwise

from dunning_cli.domain.incoming.line import Direction, StatementLine
from dunning_cli.intake.files.grammar import read_amount
from dunning_cli.intake.profiles.cells import Cells
from dunning_cli.intake.profiles.profile import Profile
from dunning_cli.intake.profiles.recognised import Found
from dunning_cli.intake.profiles.rows import TableRows
from dunning_cli.kernel.errors import Refused, Unreadable
from dunning_cli.kernel.message import Message, msg
from dunning_cli.kernel.money import ZERO
from dunning_cli.kernel.record import dataclass

_LONGEST = 400
"""Characters of a line above the header in which a total is looked for."""


@dataclass(frozen=True, slots=True)
class Printed:
    """What stands above or below the lines; None for what does not."""

    money_in: Decimal | None = None
    money_out: Decimal | None = None
    count: int | None = None
    count_in: int | None = None
    count_out: int | None = None
    account: str = ""


def printed_in(found: Found, table: TableRows) -> Printed:
    """What the patterns of the profile find above the header and below the lines, and what a row of totals says.

    Raises Refused for a pattern that is none.
    """
    texts = [
        "".join(unicodedata.normalize("NFKC", "".join(row.cells)).split())[:_LONGEST]
        for row in found.sheet.top
        if row.number < found.row
    ]
    texts += ["".join(unicodedata.normalize("NFKC", row.text).split()) for row in table.skipped]
    values: dict[str, str] = {}
    for form in _patterns(found.profile):
        for text in texts:
            for match in form.finditer(text):
                for name, value in match.groupdict().items():
                    if value:
                        values.setdefault(name, value)
    incoming, outgoing = _totals_row(found, table)
    return Printed(
        incoming if incoming is not None else _amount(values.get("in")),
        outgoing if outgoing is not None else _amount(values.get("out")),
        _count(values.get("count")),
        _count(values.get("in_count")),
        _count(values.get("out_count")),
        values.get("account", ""),
    )


def _patterns(profile: Profile) -> Iterator[re.Pattern[str]]:
    for text in profile.keys.totals:
        try:
            yield re.compile(text)
        except re.error as error:
            raise Refused(
                msg(
                    "the profile {profile}: '{text}' is no pattern: {reason}",
                    profile=profile.name,
                    text=text,
                    reason=str(error),
                )
            ) from None


def _totals_row(found: Found, table: TableRows) -> tuple[Decimal | None, Decimal | None]:
    """Money in and out of a row of totals in the columns of the table, where there is one such row."""
    if len(table.totals) != 1:
        return None, None
    cells = Cells(found.profile, found.columns, table.totals[0])
    incoming, outgoing = cells.amount("income"), cells.amount("expense")
    return (None, None) if cells.problems else (incoming, outgoing)


def _amount(text: str | None) -> Decimal | None:
    try:
        return read_amount(text) if text else None
    except Unreadable:
        return None


def _count(text: str | None) -> int | None:
    return int(text) if text and text.isdigit() else None


def disagreements(printed: Printed, lines: Sequence[StatementLine]) -> Iterator[Message]:
    """Each printed total, count and running balance that is not what the lines come to."""
    incoming = [line for line in lines if line.direction is Direction.IN]
    outgoing = [line for line in lines if line.direction is Direction.OUT]
    yield from _differs("money in", printed.money_in, _sum(incoming))
    yield from _differs("money out", printed.money_out, _sum(outgoing))
    yield from _counts_differ(printed.count, len(lines))
    yield from _counts_differ(printed.count_in, len(incoming))
    yield from _counts_differ(printed.count_out, len(outgoing))
    yield from _balance_breaks(lines)


def _sum(lines: Sequence[StatementLine]) -> Decimal:
    return sum((line.amount for line in lines), ZERO)


def _differs(what: str, printed: Decimal | None, found: Decimal) -> Iterator[Message]:
    if printed is None or printed == found:
        return
    values = {"printed": printed, "sum": found}
    if what == "money in":
        yield msg("the statement prints {printed} as money in, but its lines come to {sum}", **values)
    else:
        yield msg("the statement prints {printed} as money out, but its lines come to {sum}", **values)


def _counts_differ(printed: int | None, found: int) -> Iterator[Message]:
    if printed is not None and printed != found:
        yield msg("the statement prints {printed} lines, but has {count}", printed=printed, count=found)


def _balance_breaks(lines: Sequence[StatementLine]) -> Iterator[Message]:
    """The first line of each account whose balance does not follow, in the order in which most of them do."""
    ordered = sorted(lines, key=lambda line: (line.account, line.foreign))
    for _, group in groupby(ordered, key=lambda line: (line.account, line.foreign)):
        listed = list(group)
        breaks = min((_breaks(listed), _breaks(listed[::-1])), key=len)
        if breaks:
            line, expected = breaks[0]
            yield msg(
                "the balance of line {row} is {balance}, but {expected} follows from the line beside it",
                row=line.row,
                balance=line.balance or ZERO,
                expected=expected,
            )


def _breaks(lines: Sequence[StatementLine]) -> list[tuple[StatementLine, Decimal]]:
    found = []
    for before, line in pairwise(lines):
        if before.balance is None or line.balance is None:
            continue
        expected = before.balance + _net(line)
        if line.balance != expected:
            found.append((line, expected))
    return found


def _net(line: StatementLine) -> Decimal:
    return {Direction.IN: line.amount, Direction.OUT: -line.amount, Direction.NONE: ZERO}[line.direction]

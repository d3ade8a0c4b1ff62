"""One line of a statement, and the number by which it is known again."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from dunning_cli.domain.case.codes.money import Via
from dunning_cli.domain.case.people.same_debtor import as_called
from dunning_cli.kernel.money import format_amount
from dunning_cli.kernel.record import dataclass

MADE = "stmt:"
"""How the reference of a line begins that has no number of its own."""
_HEX = 24
_MASKS = ("*", "＊", "•", "●")


class Direction(StrEnum):
    """Which way the money went."""

    IN = "in"
    OUT = "out"
    NONE = "none"
    """Between accounts of the office, or nowhere."""


class LineState(StrEnum):
    """How far a transaction has come, by the words of its statement."""

    DONE = "done"
    BACK = "back"
    """The money went back, all of it or a part."""
    OPEN = "open"
    """Nothing was received yet, or never will be."""
    UNKNOWN = "unknown"
    """A word that the profile does not know."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementLine:
    """One line. `amount` is above or at zero, in the line's currency; texts that the statement leaves out are empty."""

    row: int
    """Its number in the file, as a person sees it."""
    day: date
    amount: Decimal
    direction: Direction
    time: str = ""
    state: LineState = LineState.DONE
    status: str = ""
    """The statement's word for the state."""
    takes_back: bool = False
    """Whether it takes back a line before it, or brings back money that went out: by its sign, or by a word for it."""
    payer: str = ""
    payer_account: str = ""
    remarks: tuple[str, ...] = ()
    """What the payer wrote, and what was sold."""
    kind: str = ""
    """The statement's word for the kind of transaction."""
    number: str = ""
    balance: Decimal | None = None
    account: str = ""
    """The account of the office, as the statement gives it."""
    foreign: str = ""
    """The currency, where it is not yuan."""
    via: Via = Via.BANK
    given: str = ""
    """What a person filled in for it: a case, several with their parts, or that it is nobody's."""
    decided: bool = False
    """Whether the person was asked, and told what speaks against it."""
    ref: str = ""
    """The transaction number, or a hash in its place."""

    @property
    def texts(self) -> tuple[str, ...]:
        """Everything in which a case may be named."""
        return tuple(text for text in (*self.remarks, self.kind) if text)


def with_refs(lines: Iterable[StatementLine]) -> list[StatementLine]:
    """The lines with their references: the transaction number, else a hash of what is in the line.

    Lines that say the same count: the second of two equal ones has a hash of its own, the same in every statement.
    """
    seen: Counter[tuple[str, ...]] = Counter()
    found = []
    for line in lines:
        if line.number:
            found.append(replace(line, ref=line.number))
            continue
        said = (
            line.account,
            line.day.isoformat(),
            line.time,
            f"{line.direction.value}{format_amount(line.amount)}{line.foreign}",
            format_amount(line.balance) if line.balance is not None else "",
            as_called(line.payer),
        )
        seen[said] += 1
        text = "\n".join((*said, str(seen[said])))
        found.append(replace(line, ref=MADE + hashlib.sha256(text.encode()).hexdigest()[:_HEX]))
    return found


def is_masked(name: str) -> bool:
    """Whether a name is shown in part only, as 王**: it tells nobody, and speaks against nobody."""
    return any(mark in name for mark in _MASKS)


def payer_beside(line: StatementLine, debtor: str) -> str | None:
    """The payer as a payment keeps him: None where he is the debtor, not named, or named in part."""
    if not line.payer or is_masked(line.payer) or as_called(line.payer) == as_called(debtor):
        return None
    return line.payer

"""The proof of an account: what it shows in one place adds up to what it shows in every other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from dunning_cli.domain.account.lines import Told
from dunning_cli.domain.account.result import CREDIT, Account, Balance, ExplainedAccount, Line, LineKind
from dunning_cli.domain.account.tariff import COMPONENTS
from dunning_cli.kernel.errors import Miscalculated
from dunning_cli.kernel.message import msg
from dunning_cli.kernel.money import ZERO

_GIVEN_BACK = (LineKind.TRANSFER, LineKind.REFUND)
_PARTS = (*(component.value for component in COMPONENTS), CREDIT)

Contradiction = tuple[str, Decimal, Decimal]
"""Which two figures of an account are not one, for the makers, and both."""


def contradiction(account: Account, told: Iterable[Line | Told], received: Decimal) -> Contradiction | None:
    """The first two figures of an account that should agree and do not; None where all do.

    `told` are its lines, or what they do to the balance, `received` the money paid or moved in up to its day, yuan. The lines
    add up to the balance for each component and the credit, and so to its total; what is unpaid of the items adds up
    to the balance; and the money received is what was allocated, as its lines tell it too, what was given back or
    moved away, and the credit. What is past due of each due date adds up to what is overdue.
    """
    amounts: dict[str, list[Decimal]] = {part: [] for part in _PARTS}
    paid, gone = ZERO, ZERO
    for line in told:
        amounts[line.component].append(line.amount)
        if line.component == CREDIT:
            if line.kind in _GIVEN_BACK:
                gone -= line.amount
        elif line.kind is LineKind.PAYMENT:
            paid -= line.amount
    lines = {part: sum(each, ZERO) for part, each in amounts.items()}
    balance = account.balance
    unpaid = [item.unpaid for item in account.items]
    allocated = sum((part.amount for parts in account.allocations.values() for part in parts), ZERO)
    total = sum(lines.values(), ZERO) - 2 * lines[CREDIT]
    pairs = [(f"lines of {part}", lines[part], getattr(balance, part)) for part in _PARTS]
    pairs += [
        (f"items of {part}", sum((getattr(each, part) for each in unpaid), ZERO), getattr(balance, part))
        for part in _PARTS[:-1]
    ]
    pairs += [
        ("lines altogether", total, balance.total),
        ("payment lines and what was allocated", paid, allocated),
        ("money received and what became of it", received, allocated + gone + balance.credit),
        ("arrears by due date", sum((each.amount for each in account.arrears), ZERO), account.overdue),
    ]
    return next((pair for pair in pairs if pair[1] != pair[2]), None)


def miscalculated(account: ExplainedAccount, what: str, one: Decimal, other: Decimal) -> Miscalculated:
    """What to raise where two figures of an account should be one; `what` tells the makers which."""
    message = msg("{case}: its account does not add up, so none of its figures is shown", case=account.case)
    return Miscalculated(message, "\n".join(_told(account, f"{what}: {one} is not {other}")))


def _told(account: ExplainedAccount, found: str) -> Iterator[str]:
    yield f"account {account.case} as of {account.as_of}, policy {account.policy}: {found}"
    yield f"balance: {_figures(account.balance)}"
    for line in account.lines:
        yield (
            f"line: {line.kind} {line.component} {line.amount} from {line.from_} to {line.to} days {line.days} "
            f"base {line.base} rate {line.rate} rule {line.rule} capped {line.capped} item {line.item} entry {line.entry}"
        )
    for item in account.items:
        yield f"item: {item.id} {item.kind} {item.date} due {item.due}: {_figures(item.unpaid)}"
    for payment, parts in account.allocations.items():
        spent = ", ".join(f"{part.component} {part.amount} of {part.item} on {part.date}" for part in parts)
        yield f"payment: {payment}: {spent}"


def _figures(balance: Balance) -> str:
    return " ".join(f"{part} {getattr(balance, part)}" for part in (*_PARTS, "total"))

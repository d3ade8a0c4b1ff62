"""The bill, instalment or opening that a person names: by its reference, its entry, or a period."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dunning_cli.domain.account import Account, ItemKind, ItemState
from dunning_cli.domain.policy.billing import BillPeriod, period_of
from dunning_cli.kernel.errors import NotFound
from dunning_cli.kernel.message import Message, msg, shown_amount
from dunning_cli.kernel.text import harmless

_FEWEST_CHARACTERS = 4
"""Of an entry id, so that a bare number does not name an entry by chance."""
_MOST_NAMED = 12
_OF_ENTRIES = frozenset(
    {ItemKind.OPENING, ItemKind.CHARGE, ItemKind.LEGAL_COST, ItemKind.JUDGMENT, ItemKind.EARLY}
)


def item_named(account: Account, wanted: str) -> ItemState:
    """The item of an account that a text names, told by what fits first.

    Its reference; a period its reference tells in other letters, such as 2025q1; its entry id or a unique
    beginning or end of one; the period in which it is due. Raises NotFound with what there is where nothing
    or several fit.
    """
    items = [item for item in account.items if item.kind in _OF_ENTRIES]
    for fitting in _ways(items, wanted.strip()):
        if len(fitting) == 1:
            return fitting[0]
        if fitting:
            raise NotFound(_several(account, wanted, fitting))
    if not items:
        raise NotFound(msg("{case} has nothing to pay on {date}", case=account.case, date=account.as_of))
    raise NotFound(
        msg(
            "{case} has no item '{item}' on {date}; there are: {items}",
            case=account.case,
            item=harmless(wanted),
            date=account.as_of,
            items=_listed(items),
        )
    )


def _ways(items: Sequence[ItemState], wanted: str) -> Iterator[list[ItemState]]:
    folded, period = wanted.casefold(), period_of(wanted)
    yield [item for item in items if (item.ref or "").casefold() == folded and item.ref]
    if period is not None:
        yield [item for item in items if item.ref and _months(period_of(item.ref)) == _months(period)]
    if len(folded) >= _FEWEST_CHARACTERS:
        yield [item for item in items if item.id.startswith(folded) or item.id.endswith(folded)]
    if period is not None:
        yield [item for item in items if period.first <= item.due < period.end]


def _months(period: BillPeriod | None) -> object:
    return None if period is None else (period.first, period.end)


def _several(account: Account, wanted: str, fitting: Sequence[ItemState]) -> Message:
    return msg(
        "'{item}' fits {count} items of {case}; name one by its entry: {items}",
        item=harmless(wanted),
        count=len(fitting),
        case=account.case,
        items=_listed(fitting),
    )


def _listed(items: Sequence[ItemState]) -> str:
    """Items with what tells them apart; those that are still unpaid first."""
    ordered = sorted(items, key=lambda item: item.unpaid.total <= 0)
    told = [
        " ".join(
            part
            for part in (harmless(item.ref or ""), item.id, str(item.due), shown_amount(item.unpaid.total))
            if part
        )
        for item in ordered[:_MOST_NAMED]
    ]
    return ", ".join(told) + (" …" if len(items) > _MOST_NAMED else "")

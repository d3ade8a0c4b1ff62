"""The bill, instalment or opening that a person names: by its reference, its entry, or a period."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dunning_cli.domain.account import Account, ItemKind, ItemState
from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.entries import Charge, Delivery, Entry, Fraud, Letter, Payment, Refund
from dunning_cli.domain.case.once import plain_ref
from dunning_cli.domain.policy.billing import BillPeriod, period_of
from dunning_cli.kernel.errors import NotFound
from dunning_cli.kernel.message import Message, msg, shown_amount
from dunning_cli.kernel.remedy import remedy
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


def entry_named(case: Case, wanted: str) -> Entry:
    """The entry of an id, a unique beginning or end of one, or a number it bears.

    Such a number is a receipt, transaction or serial number, whole; it goes first, then that of a bill, then that of a
    letter that a delivery is of. Entries that stand go before those taken back. Raises NotFound, with the candidates
    where several fit.
    """
    by_id = [entry for entry in case.entries if entry.id.startswith(wanted) or entry.id.endswith(wanted)]
    found = [*dict.fromkeys([*_bearing(case, wanted), *by_id])]
    if len(found) == 1:
        return found[0]
    if not found:
        raise NotFound(
            msg(
                "{case} has no entry '{entry}'; see its entries with: {cure}",
                case=case.id,
                entry=harmless(wanted),
                cure=remedy("show", case=case.id),
            )
        )
    listed = msg("{first}; {rest}", first=_told(found[0]), rest=_told(found[1]))
    for entry in found[2:_MOST_NAMED]:
        listed = msg("{first}; {rest}", first=listed, rest=_told(entry))
    raise NotFound(
        msg(
            "'{entry}' fits {count} entries of {case}; name one by its id: {entries}",
            entry=harmless(wanted),
            count=len(found),
            case=case.id,
            entries=listed,
        )
    )


def _bearing(case: Case, wanted: str) -> list[Entry]:
    """The entries that bear a number, those of the first kind that any bears; standing ones where there are any."""
    plain = plain_ref(wanted)
    for numbers in (_own_numbers, _bill_numbers, _letter_numbers):
        bearing = [
            entry
            for entry in case.entries
            if any(plain_ref(each) == plain for each in numbers(entry) if each)
        ]
        if bearing:
            return [entry for entry in bearing if entry.id not in case.reversed_ids] or bearing
    return []


def _own_numbers(entry: Entry) -> tuple[str | None, ...]:
    if isinstance(entry, Letter):
        return (entry.serial,)
    if isinstance(entry, (Payment, Refund)):
        return (entry.ref,)
    if isinstance(entry, Fraud):
        return (entry.receipt,)
    return (entry.tracking,) if isinstance(entry, Delivery) else ()


def _bill_numbers(entry: Entry) -> tuple[str | None, ...]:
    return (entry.ref,) if isinstance(entry, Charge) else ()


def _letter_numbers(entry: Entry) -> tuple[str | None, ...]:
    return (entry.serial,) if isinstance(entry, Delivery) else ()


def _told(entry: Entry) -> Message:
    """An entry with what tells it from others, without names."""
    if isinstance(entry, (Payment, Refund)):
        return msg(
            "{entry} {kind} {date} {amount}",
            entry=entry.id,
            kind=entry.title,
            date=entry.date,
            amount=entry.amount,
        )
    return msg("{entry} {kind} {date}", entry=entry.id, kind=entry.title, date=entry.date)

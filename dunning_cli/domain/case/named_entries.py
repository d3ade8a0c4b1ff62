"""The entry of a case that a person names: by its id, or by a number it bears."""

from __future__ import annotations

from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.entries import Charge, Delivery, Entry, Fraud, Letter, Payment, Refund
from dunning_cli.domain.case.once import plain_ref
from dunning_cli.kernel.errors import NotFound
from dunning_cli.kernel.message import Message, msg
from dunning_cli.kernel.remedy import remedy
from dunning_cli.kernel.text import harmless

_MOST_NAMED = 12


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

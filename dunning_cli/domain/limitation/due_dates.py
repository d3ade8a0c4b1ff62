"""From when the claim on each item of a case counts: due dates, instalments of a schedule, bills that are debts apart.

Sources: 民法典 188, 189. A schedule is agreed from its start, so that its last instalment is known on any day.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date

from dunning_cli.domain.account import Account, ItemKind
from dunning_cli.domain.account.new_terms import charges_to_come, ended_by
from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.entries import Charge, Entry, Extension, NewTerms, Opening
from dunning_cli.domain.case.references import schedule_named
from dunning_cli.kernel.money import ZERO
from dunning_cli.kernel.record import dataclass


@dataclass(frozen=True, slots=True)
class DatedClaim:
    """What counts as one debt: an item, or all unpaid instalments of a schedule."""

    entry: str
    """The item due last."""
    ref: str | None
    due: date
    items: frozenset[str]
    """What it is made of, by entry."""


def owed_entries(case: Case, as_of: date) -> tuple[Entry, ...]:
    """The entries that stand on a day, and the instalments of schedules that fall due later."""
    standing = case.standing(as_of)
    if all(entry.date <= as_of for entry in case.entries):
        return standing
    return (*standing, *(entry for entry in charges_to_come(case, as_of) if _is_instalment(entry)))


def _is_instalment(entry: Entry) -> bool:
    """Whether an entry is a charge of a schedule, which is charged on its due date."""
    return isinstance(entry, Charge) and entry.due == entry.date and schedule_named(entry.ref) is not None


def due_dates(
    entries: Sequence[Entry],
    account: Account | None = None,
    extended: bool = True,
    without: Collection[str] = (),
) -> dict[str, date]:
    """Due dates by item, of items with principal or interest; of all items where none has any.

    Fees and penalties are accessory and move no clock. With an account (cards) they are those of its
    statements. What other terms ended is none of them; what fell due by them is. `extended`: whether extensions move them; `without`: the entries of extensions that do not.
    """
    owed: dict[str, date] = {}
    bare: dict[str, date] = {}
    ended = ended_by(entries)
    for entry in entries:
        if isinstance(entry, NewTerms) and entry.total:
            owed[entry.id] = entry.date
        elif isinstance(entry, (Opening, Charge)) and entry.id not in ended:
            due = (entry.overdue_since if isinstance(entry, Opening) else entry.due) or entry.date
            (owed if (entry.principal or ZERO) + (entry.interest or ZERO) else bare)[entry.id] = due
    if extended:
        for entry in entries:
            if isinstance(entry, Extension) and entry.id not in without:
                _extend(owed, entry)
                _extend(bare, entry)
    if account is not None:
        # a purchase that no statement has billed yet is not due: its due date is its own
        billed = {
            item.id: item.due
            for item in account.items
            if item.id in owed and (item.kind is ItemKind.OPENING or item.due > item.date)
        }
        owed = billed or owed
    return owed or bare


def _extend(dues: dict[str, date], extension: Extension) -> None:
    for item, due in dues.items():
        if item == extension.entry or (extension.entry is None and due < extension.due):
            dues[item] = extension.due


def unpaid(dues: dict[str, date], account: Account | None) -> dict[str, date]:
    """Those of the items that are not paid, instalments still to come among them; all where none is open."""
    return dues if account is None else _open(dues, account) or dues


def undecided(dues: dict[str, date], account: Account | None) -> bool:
    """Whether some of the items are unpaid: what a judgment decided is none of them any more."""
    return account is not None and bool(_open(dues, account))


def _open(dues: dict[str, date], account: Account) -> dict[str, date]:
    known = {item.id for item in account.items}
    open_items = {item.id for item in account.items if item.unpaid.principal + item.unpaid.interest > ZERO}
    return {item: due for item, due in dues.items() if item in open_items or item not in known}


def debts(entries: Sequence[Entry], dues: Mapping[str, date]) -> tuple[DatedClaim, ...]:
    """The unpaid items as debts of their own, by due date; the instalments of one schedule are one."""
    groups: dict[object, list[str]] = {}
    refs: dict[str, str | None] = {}
    for item, ref in _references(entries):
        if item in dues:
            refs[item] = ref
            groups.setdefault(schedule_named(ref) or item, []).append(item)
    found = []
    for items in groups.values():
        last = max(items, key=lambda item: dues[item])
        found.append(DatedClaim(last, refs[last], dues[last], frozenset(items)))
    return tuple(sorted(found, key=lambda debt: (debt.due, debt.entry)))


def _references(entries: Sequence[Entry]) -> Iterator[tuple[str, str | None]]:
    for entry in entries:
        if isinstance(entry, (Opening, Charge, NewTerms)):
            yield entry.id, entry.ref if isinstance(entry, Charge) else None

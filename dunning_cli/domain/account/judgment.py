"""A judgment re-bases an account: what the court awarded takes the place of all items."""

from __future__ import annotations

from datetime import date

from dunning_cli.domain.account.debt import Debt, Movement
from dunning_cli.domain.account.items import Item, ItemKind, parts
from dunning_cli.domain.account.result import LineKind
from dunning_cli.domain.entries import Judgment


def rebase(debt: Debt, entry: Judgment, due: date, first_day: date) -> None:
    """Replace all items by the judgment money, and let interest for delayed performance begin.

    That interest runs from the end of the performance period on unpaid judgment money without general
    interest, and is served last (法释〔2014〕8号); `first_day` is the first that counts. `due` is the oldest
    due date of what is replaced, so that days past due go on.
    """
    for item in debt.items:
        item.forget()
        item.live = False
        for component, owed in enumerate(item.owed):
            if owed:
                movement = Movement(entry.date, LineKind.JUDGMENT, component, -owed, item.id, entry.id)
                debt.lower(item, component, owed, movement)
    judged = Item(
        entry.id,
        ItemKind.JUDGMENT,
        entry.date,
        due,
        entry.date,
        parts(entry),
        entry.docket,
        rank=0,
        live=False,
    )
    debt.post(judged, entry.date, entry.id, LineKind.JUDGMENT)
    debt.items.append(
        Item(
            entry.id,
            ItemKind.DELAYED,
            entry.date,
            entry.perform_by,
            first_day,
            (0, 0, 0, 0),
            entry.docket,
            rank=2,
            source=judged,
        )
    )
    debt.in_order()

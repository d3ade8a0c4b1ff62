"""A judgment re-bases an account: what the court awarded takes the place of all items.

Sources: 民诉法 (2023) 264; 法释〔2014〕8号, whose articles are named below.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from dunning_cli.domain.account.accrual import advance
from dunning_cli.domain.account.debt import Debt, Movement
from dunning_cli.domain.account.items import DebtItem, ItemKind, parts
from dunning_cli.domain.account.result import LineKind
from dunning_cli.domain.account.tariff import (
    COMPONENTS,
    FEE,
    INTEREST,
    PENALTY,
    PRINCIPAL,
    Award,
    Tariff,
)
from dunning_cli.domain.case.codes.legal import AwardedUntil
from dunning_cli.domain.case.entries import Entry, Judgment, RunningAward
from dunning_cli.domain.policy.keys import JudgedSum
from dunning_cli.kernel.rates import parse_rate
from dunning_cli.kernel.record import dataclass

_FILLED = (FEE, INTEREST, PENALTY, PRINCIPAL)
"""What the earlier parts of a judgment consist of before the later: costs, interest, principal (民法典 561)."""
_PLACES = {JudgedSum.PRINCIPAL: PRINCIPAL, JudgedSum.PENALTY: PENALTY, JudgedSum.FEE: FEE}


@dataclass(frozen=True, slots=True)
class JudgedUnder:
    """What the rules of the day say of a judgment."""

    due: date
    """When one sum is due: as the oldest of what it replaces, so that days past due go on, and by its last day."""
    base: tuple[JudgedSum, ...]
    """The sums that interest for delayed performance is reckoned on."""
    counted_from: Callable[[date], date]
    """The day from which a due date's delay is counted."""
    tariff: Tariff


def awards_of(standing: Sequence[Entry]) -> tuple[Award, ...]:
    """Every rate at which something runs on by a judgment of a case, each once."""
    rows = (row for entry in standing if isinstance(entry, Judgment) for row in entry.running)
    return tuple(dict.fromkeys(_award(row) for row in rows))


def _award(row: RunningAward) -> Award:
    return Award(COMPONENTS.index(row.component), parse_rate(row.rate), row.basis)


def rebase(debt: Debt, entry: Judgment, under: JudgedUnder) -> None:
    """Replace all items by the judgment money, and let what runs on it begin.

    Each part is an item of its own, with its own due date where the paper gives parts. What was awarded from
    a day on runs on the unpaid sums it names and is judgment money itself. Interest for delayed performance
    runs from each part's last day on its unpaid sums without general interest (art. 1, 2), and is served
    last (art. 4). The court fee is owed beside the awarded sums.
    """
    for item in debt.items:
        item.forget()
        item.live = False
        for component, owed in enumerate(item.owed):
            if owed:
                movement = Movement(entry.date, LineKind.JUDGMENT, component, -owed, item.id, entry.id)
                debt.lower(item, component, owed, movement)
    judged = dict(_judged(entry, under))
    fee = _court_fee(entry, under)
    for item in (*judged.values(), *fee):
        debt.post(item, entry.date, entry.id, LineKind.JUDGMENT)
    for item in _running(entry, tuple(judged.values()), under):
        debt.add(item)
        # before the judgment no hold or plan of the case stopped what the court counts from an earlier day
        advance(item, entry.date, under.tariff, ())
    for item in _delayed(entry, judged, fee, under):
        debt.add(item)


def _judged(entry: Judgment, under: JudgedUnder) -> Iterator[tuple[date, DebtItem]]:
    """The awarded sums by the day for performing them."""
    for day, amounts in _by_day(entry).items():
        due = day if entry.parts else under.due
        yield (
            day,
            DebtItem(
                entry.id,
                ItemKind.JUDGMENT,
                entry.date,
                due,
                entry.date,
                amounts,
                entry.docket,
                rank=0,
                live=False,
            ),
        )


def _by_day(entry: Judgment) -> dict[date, tuple[int, int, int, int]]:
    """The parts in cents by component, the earlier ones filled first; what is left is due at the end."""
    left = list(parts(entry))
    found: dict[date, list[int]] = {}
    for part in sorted(entry.parts, key=lambda each: each.due):
        wanted = int(part.amount * 100)
        amounts = found.setdefault(part.due, [0, 0, 0, 0])
        for component in _FILLED:
            taken = min(left[component], wanted)
            amounts[component] += taken
            left[component] -= taken
            wanted -= taken
    if any(left) or not found:
        last = found.setdefault(entry.perform_by, [0, 0, 0, 0])
        for component, amount in enumerate(left):
            last[component] += amount
    return {day: (a[0], a[1], a[2], a[3]) for day, a in found.items()}


def _court_fee(entry: Judgment, under: JudgedUnder) -> tuple[DebtItem, ...]:
    """The fee laid on the debtor in the paragraph on costs, where there is one."""
    if not entry.court_fee:
        return ()
    due = entry.perform_by if entry.parts else under.due
    amounts = (0, 0, 0, int(entry.court_fee * 100))
    kind = ItemKind.COURT_FEE
    return (DebtItem(entry.id, kind, entry.date, due, entry.date, amounts, entry.docket, rank=0, live=False),)


def _running(entry: Judgment, judged: Sequence[DebtItem], under: JudgedUnder) -> Iterator[DebtItem]:
    due = min(item.due for item in judged)
    for row in entry.running:
        base = tuple((item, COMPONENTS.index(component)) for component in row.base for item in judged)
        until = date.max
        if row.until is AwardedUntil.PERFORM_BY:
            until = under.counted_from(entry.perform_by)
        yield DebtItem(
            entry.id,
            ItemKind.AWARDED,
            entry.date,
            due,
            row.from_,
            (0, 0, 0, 0),
            entry.docket,
            rank=0,
            reckoned_on=base,
            award=under.tariff.awards.index(_award(row)),
            until=until,
        )


def _delayed(
    entry: Judgment, judged: dict[date, DebtItem], fee: tuple[DebtItem, ...], under: JudgedUnder
) -> Iterator[DebtItem]:
    """Interest for delayed performance, of each part from its last day (art. 2)."""
    places = [_PLACES[named] for named in under.base if named in _PLACES]
    bases = {day: [(item, place) for place in places] for day, item in judged.items()}
    if JudgedSum.COURT_FEE in under.base:
        bases.setdefault(entry.perform_by, []).extend((item, FEE) for item in fee)
    for day, base in bases.items():
        if base:
            yield DebtItem(
                entry.id,
                ItemKind.DELAYED,
                entry.date,
                day,
                under.counted_from(day),
                (0, 0, 0, 0),
                entry.docket,
                rank=2,
                reckoned_on=tuple(base),
            )

"""Balances of cases to which one entry after the other is added: what was replayed before is not replayed again."""

from __future__ import annotations

from collections import defaultdict
from copy import copy
from datetime import date

from dunning_cli.domain.account.account import balance_of, figures_at, owed_of
from dunning_cli.domain.account.debt import Credit, Debt
from dunning_cli.domain.account.items import DebtItem
from dunning_cli.domain.account.judgment import awards_of
from dunning_cli.domain.account.pieces import Pieces
from dunning_cli.domain.account.pricing import tariff_of
from dunning_cli.domain.account.replay import AccountReplay
from dunning_cli.domain.account.result import Balance
from dunning_cli.domain.account.timeline import Timeline, timeline_of
from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.entries import Waiver
from dunning_cli.domain.policy.book import CasePolicy
from dunning_cli.kernel.record import dataclass


@dataclass(slots=True)
class _Kept:
    """A replay that has taken every step of a calendar and nothing that happens by itself after the last one."""

    replay: AccountReplay
    policy: CasePolicy
    calendar: Timeline


class GrowingAccounts:
    """The balances of cases as entries are added to them, each what `figures_at` says.

    A replay is gone on with where the rules are the same and the calendar has only got more steps at its end. Where
    it may not be, the account is worked out anew: on cards, with conditional waivers, judgments, and where the order
    of payments depends on the age of the debt.
    """

    def __init__(self) -> None:
        self._kept: dict[tuple[str, date], _Kept] = {}

    def balance(self, case: Case, policy: CasePolicy, as_of: date) -> Balance:
        """What is owed at the end of `as_of`. Raises as `figures_at`."""
        standing, versions = case.standing(as_of), policy.versions(as_of)
        awards = awards_of(standing)
        if policy.base.is_card or awards:
            return figures_at(case, policy, as_of).balance
        place = case.id, as_of
        calendar = timeline_of(standing, versions, as_of)
        kept = self._kept.pop(place, None)
        if kept is not None and _goes_on(kept, policy, calendar):
            replay = kept.replay
            replay.follow(calendar.steps[len(kept.calendar.steps) :])
            replay.calendar = calendar
        else:
            tariff = tariff_of(policy, versions, calendar.sued, awards)
            replay = AccountReplay(policy, versions, tariff, calendar, frozenset())
            if replay.switches or _waits(calendar):
                return figures_at(case, policy, as_of).balance
            replay.follow(calendar.steps)
        if any(item.on_judgment for item in replay.debt.items):
            return figures_at(case, policy, as_of).balance
        self._kept[place] = _Kept(replay, policy, calendar)
        closed = _copied(replay)
        closed.close(as_of)
        closed.finish(as_of)
        closed.show_unbilled()
        return balance_of(owed_of(case, closed.debt, as_of), closed.debt.credit)


def _goes_on(kept: _Kept, policy: CasePolicy, calendar: Timeline) -> bool:
    """Whether a replay may be gone on with by the steps that a calendar has more."""
    before = kept.calendar
    rules = (policy.base, policy.changes, policy.contract_date, policy.lent)
    return (
        rules == (kept.policy.base, kept.policy.changes, kept.policy.contract_date, kept.policy.lent)
        and policy.book is kept.policy.book
        and (before.stops, before.sued) == (calendar.stops, calendar.sued)
        and before.steps == calendar.steps[: len(before.steps)]
        and not _waits(calendar)
    )


def _waits(calendar: Timeline) -> bool:
    """Whether a waiver waits for its condition: only the end of a replay tells how it must begin."""
    return any(isinstance(step, Waiver) and step.if_paid_by is not None for _, step in calendar.steps)


def _copied(replay: AccountReplay) -> AccountReplay:
    """A replay that may be closed while the other goes on; without movements and pieces so far, which no balance needs."""
    items = {item: _copied_item(item) for item in replay.debt.items}
    made = copy(replay)
    made.debt = Debt(
        replay.debt.scale,
        replay.debt.rounding,
        list(items.values()),
        [items[item] for item in replay.debt.open],
        [items[item] for item in replay.debt.growing],
        [],
        [Credit(credit.payment, credit.cents) for credit in replay.debt.credits],
        defaultdict(list),
        replay.debt.by_line,
    )
    made.charged = replay.charged.copied(made.debt, made.accrue, items)
    made.graced = [items[item] for item in replay.graced]
    made.late_fees = replay.late_fees.copied(items)
    made.pending, made.waivers = list(replay.pending), dict(replay.waivers)
    return made


def _copied_item(item: DebtItem) -> DebtItem:
    made = copy(item)
    for name in ("owed", "exact", "held", "waiting", "booked", "cut"):
        setattr(made, name, list(getattr(item, name)))
    # of the pieces so far only those are needed that are rounded each
    made.pieces = Pieces() if item.by_line is None else item.pieces.copied()
    made.shadow = item.shadow.copied()
    made.waiting_pieces = item.waiting_pieces.copied()
    return made

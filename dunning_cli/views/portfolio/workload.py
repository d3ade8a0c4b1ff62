"""What each collector has to do on a day, and has done and reached in a month."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import field
from datetime import date, timedelta
from decimal import Decimal

from dunning_cli.domain.account.stage import stage_names
from dunning_cli.domain.agreements.promises import PromiseOutcome
from dunning_cli.domain.case.office.settings import Target
from dunning_cli.domain.portfolio.measures import Measures, Period, share_reached, work_and_results
from dunning_cli.kernel.dates import add_months
from dunning_cli.kernel.money import ZERO
from dunning_cli.kernel.record import dataclass
from dunning_cli.store.reading.ledger_reader import LedgerReader
from dunning_cli.views.account.standing import AccountState, all_standing
from dunning_cli.views.account.unknown import Unknown
from dunning_cli.views.worklist.reminder_sheet import WorkItem
from dunning_cli.views.worklist.reminders import work_of

COLLECTOR_ROLES = frozenset({"phone", "field"})
"""Who has a row of their own even with nothing in it: they may be given work."""


@dataclass(slots=True)
class Load:
    """One collector's work; None is nobody: cases without a collector, complaints that name no one.

    Stock is of the day; `month` is what was done and reached in the month up to that day.
    """

    owner: str | None
    target: Target | None = None
    cases: int = 0
    balance: Decimal = ZERO
    """Of the open cases that can be worked out, yuan."""
    stages: Counter[str] = field(default_factory=Counter)
    due_today: int = 0
    """Actions `remind` lists for them; what several may do counts for each of them."""
    oldest_due: date | None = None
    promises_open: int = 0
    waiting: int = 0
    """Cases with something that waits for approval."""
    month: Measures = field(default_factory=Measures)

    @property
    def amount_reached(self) -> Decimal | None:
        """What was collected in percent of the target, None without one."""
        return share_reached(self.month.collected, self.target.amount if self.target else None)

    @property
    def visits_reached(self) -> Decimal | None:
        """The visits made in percent of the target, None without one."""
        return share_reached(Decimal(self.month.visits), self.target.visits if self.target else None)

    @property
    def is_idle(self) -> bool:
        """Whether there is nothing to tell."""
        return self == Load(self.owner)


@dataclass(frozen=True, slots=True)
class Workload:
    """Everybody's work, `everybody` added up, the stages of the policies in use, and cases that cannot be worked out."""

    loads: tuple[Load, ...]
    everybody: Load
    stages: tuple[str, ...]
    unknown: tuple[Unknown, ...]


def workload_of(reader: LedgerReader, as_of: date, month: date) -> Workload:
    """The work as of a day and in the month that begins on `month`: staff in their order, then others, nobody last."""
    found = list(all_standing(reader, as_of))
    items, unknown = work_of(reader, as_of, as_of, standing=found)
    counting = _Counting(Period(month, min(add_months(month, 1) - timedelta(1), as_of)), as_of)
    for member in reader.office.staff:
        if COLLECTOR_ROLES & set(member.roles):
            counting.of(member.id)
    for target in reader.office.targets:
        if target.period == month:
            counting.of(target.staff).target = target
    for each in found:
        counting.take(each)
    counting.take_items(items)
    order = {member.id: place for place, member in enumerate(reader.office.staff)}
    named = sorted(
        (load for load in counting.loads.values() if load.owner is not None),
        key=lambda load: (order.get(load.owner or "", len(order)), load.owner),
    )
    nobody = counting.loads.get(None)
    loads = (*named, nobody) if nobody is not None and not nobody.is_idle else tuple(named)
    return Workload(loads, _everybody(loads, items), tuple(counting.stages), tuple(unknown))


class _Counting:
    """Counts case by case into the load of whoever is concerned."""

    def __init__(self, month: Period, as_of: date) -> None:
        self.month, self.as_of = month, as_of
        self.loads: dict[str | None, Load] = {}
        self.stages: dict[str, None] = {}

    def of(self, owner: str | None) -> Load:
        """The load of a person."""
        return self.loads.setdefault(owner, Load(owner))

    def take(self, found: AccountState | Unknown) -> None:
        """One case: its state where it is open, and what happened in the month."""
        case = found.case
        if case is None:
            return
        promises = found.promises if isinstance(found, AccountState) else ()
        for person, measures in work_and_results(case, self.month, self.as_of, promises).items():
            self.of(person).month.add(measures)
        if case.closing(self.as_of) is None:
            load = self.of(case.owner(self.as_of))
            load.cases += 1
            load.waiting += bool(case.undecided(self.as_of))
            if isinstance(found, AccountState):
                self._state(load, found)

    def take_items(self, items: Iterable[WorkItem]) -> None:
        """The day's work."""
        for item in items:
            for person in item.pool or (item.collector,):
                load = self.of(person)
                load.due_today += 1
                load.oldest_due = min(load.oldest_due or item.reminder.due, item.reminder.due)

    def _state(self, load: Load, standing: AccountState) -> None:
        stage = standing.stage.stage
        if stage not in self.stages:
            policy = standing.policy.on(self.as_of, self.as_of)
            self.stages |= dict.fromkeys((*stage_names(policy), stage))
        load.stages[stage] += 1
        load.balance += standing.account.balance.owed
        load.promises_open += sum(each.state is PromiseOutcome.OPEN for each in standing.promises)


def _everybody(loads: Iterable[Load], items: list[WorkItem]) -> Load:
    """All loads added up, targets apart; an action counts once, whoever may do it."""
    total = Load(None, due_today=len(items), oldest_due=min((i.reminder.due for i in items), default=None))
    for load in loads:
        total.cases += load.cases
        total.balance += load.balance
        total.stages += load.stages
        total.promises_open += load.promises_open
        total.waiting += load.waiting
        total.month.add(load.month)
    return total

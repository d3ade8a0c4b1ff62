"""What each collector has to do on a day, and has done and reached in a month."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import field
from datetime import date, timedelta
from decimal import Decimal

from dunning_cli.domain.case.office.settings import Target
from dunning_cli.domain.case.people.viewing import Viewer
from dunning_cli.domain.portfolio.measure import share_reached
from dunning_cli.domain.portfolio.periods import Period
from dunning_cli.domain.portfolio.sums import Summand, Sums
from dunning_cli.kernel.dates import add_months
from dunning_cli.kernel.money import ZERO, as_yuan
from dunning_cli.kernel.record import dataclass
from dunning_cli.store.reading.ledger_reader import LedgerReader
from dunning_cli.store.reading.load_rows import LoadRow
from dunning_cli.views.account.unknown import Unknown
from dunning_cli.views.portfolio.case_loads import case_loads
from dunning_cli.views.worklist.work_list import Asked, work_in_order
from dunning_cli.views.worklist.work_table import Work

COLLECTOR_ROLES = frozenset({"phone", "field"})
"""Who has a row of their own even with nothing in it: they may be given work."""
_SHOWN = frozenset(
    summand.value
    for summand in (
        Summand.CALLS, Summand.MESSAGES, Summand.VISITS, Summand.WORKED, Summand.LETTERS, Summand.COLLECTED,
        Summand.IN_KIND, Summand.COMPLAINTS, Summand.KEPT, Summand.PARTIAL, Summand.BROKEN,
    )
)  # fmt: skip
"""What gives somebody a row: who only took money for others, or has promises that are open yet, did no work of theirs."""


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
    actions: Counter[str] = field(default_factory=Counter)
    """The same by what is to be done."""
    promises_open: int = 0
    waiting: int = 0
    """Cases with something that waits for approval."""
    month: Sums = field(default_factory=Sums)

    @property
    def amount_reached(self) -> Decimal | None:
        """What was collected in percent of the target, None without one."""
        return share_reached(self.month.yuan(Summand.COLLECTED), self.target.amount if self.target else None)

    @property
    def visits_reached(self) -> Decimal | None:
        """The visits made in percent of the target, None without one."""
        return share_reached(self.month.of(Summand.VISITS), self.target.visits if self.target else None)

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


def workload_of(reader: LedgerReader, as_of: date, month: date, language: str) -> Workload:
    """The work as of a day and in the month that begins on `month`: staff in their order, then others, nobody last.

    `language` is the one in which the day's work is kept for those who ask for it.
    """
    files = reader.case_files()
    work, unknown = work_in_order(reader, files, Asked(as_of, as_of, language), Viewer(language=language))
    counting = _Counting()
    for member in reader.office.staff:
        if COLLECTOR_ROLES & set(member.roles):
            counting.of(member.id)
    for target in reader.office.targets:
        if target.period == month:
            counting.of(target.staff).target = target
    period = Period(month, min(add_months(month, 1) - timedelta(1), as_of))
    for load in case_loads(reader, files, period, as_of):
        counting.take(load)
    counting.take_work(work)
    order = {member.id: place for place, member in enumerate(reader.office.staff)}
    named = sorted(
        (load for load in counting.loads.values() if load.owner is not None),
        key=lambda load: (order.get(load.owner or "", len(order)), load.owner),
    )
    nobody = counting.loads.get(None)
    loads = (*named, nobody) if nobody is not None and not nobody.is_idle else tuple(named)
    return Workload(loads, _everybody(loads, work), tuple(counting.stages), tuple(unknown))


class _Counting:
    """Counts case by case into the load of whoever is concerned."""

    def __init__(self) -> None:
        self.loads: dict[str | None, Load] = {}
        self.stages: dict[str, None] = {}

    def of(self, owner: str | None) -> Load:
        """The load of a person."""
        load = self.loads.get(owner)
        if load is None:
            load = self.loads[owner] = Load(owner)
        return load

    def take(self, case: LoadRow) -> None:
        """One case: its state where it is open, and what happened in the month."""
        for done in case.done:
            if not _SHOWN.isdisjoint(done.numbers) or not _SHOWN.isdisjoint(done.names):
                self.of(done.person).month.add(done.numbers.items(), done.names.items())
        if not case.is_open:
            return
        load = self.of(case.collector)
        load.cases += 1
        load.waiting += case.waits
        if case.stage is not None:
            if case.stage not in self.stages:
                self.stages |= dict.fromkeys(case.stages)
            load.stages[case.stage] += 1
            load.balance += as_yuan(case.owed)
            load.promises_open += case.promises_open

    def take_work(self, work: Iterable[Work]) -> None:
        """The day's work."""
        for each in work:
            for person in each.pool or (each.place.collector,):
                load = self.of(person)
                load.due_today += 1
                load.actions[each.place.action] += 1
                load.oldest_due = min(load.oldest_due or each.place.due, each.place.due)


def _everybody(loads: Iterable[Load], work: Sequence[Work]) -> Load:
    """All loads added up, targets apart; an action counts once, whoever may do it."""
    oldest = min((each.place.due for each in work), default=None)
    actions = Counter(each.place.action for each in work)
    total = Load(None, due_today=len(work), oldest_due=oldest, actions=actions)
    for load in loads:
        total.cases += load.cases
        total.balance += load.balance
        total.stages += load.stages
        total.promises_open += load.promises_open
        total.waiting += load.waiting
        total.month.add_all(load.month)
    return total

"""How the collectors' work is shown: what is on hand beside what the month brought, complaints beside recovery."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import TYPE_CHECKING

from dunning_cli.domain.portfolio.sums import Summand
from dunning_cli.kernel.answer import Answer, Cell, Column, Table
from dunning_cli.kernel.message import Message, label, msg, shown_amount
from dunning_cli.kernel.money import ZERO
from dunning_cli.kernel.record import dataclass
from dunning_cli.store.reading.ledger_reader import LedgerReader
from dunning_cli.views.account.unknown import unknown_warning
from dunning_cli.views.portfolio.workload import Load, workload_of

if TYPE_CHECKING:
    from dunning_cli.views.portfolio.json_keys import LoadData, WorkloadData


@dataclass(frozen=True, slots=True)
class _Figure:
    """One column: its label and how a collector's cell is found."""

    title: Message
    cell: Callable[[Load], Cell]
    figures: bool = True


WHO = _Figure(label("collector"), lambda load: load.owner or label("nobody"), figures=False)
HELD = (
    _Figure(label("cases"), lambda load: load.cases),
    _Figure(label("balance"), lambda load: load.balance),
)
TO_DO = (
    _Figure(label("to do"), lambda load: load.due_today),
    _Figure(label("oldest"), lambda load: load.oldest_due, figures=False),
    _Figure(label("promises"), lambda load: load.promises_open),
    _Figure(label("to approve"), lambda load: load.waiting),
)
CALLS = (
    _Figure(label("calls"), lambda load: load.month.of(Summand.CALLS)),
    _Figure(label("connected"), lambda load: load.month.of(Summand.CONNECTED)),
    _Figure(label("letters"), lambda load: load.month.of(Summand.LETTERS)),
)
VISITS = _Figure(label("visits"), lambda load: load.month.of(Summand.VISITS))
COLLECTED = _Figure(label("collected"), lambda load: load.month.yuan(Summand.COLLECTED))
BESIDE = (
    _Figure(label("complaints"), lambda load: load.month.of(Summand.COMPLAINTS)),
    _Figure(label("promises broken"), lambda load: load.month.of(Summand.BROKEN)),
)
TO_READ = (
    *CALLS,
    _Figure(label("visits"), lambda load: _visits(load)),
    COLLECTED,
    _Figure(label("target"), lambda load: _target(load)),
    *BESIDE,
)
"""The month in few columns: visits beside the number wanted, the target with its share reached."""
TO_RECKON = (
    *CALLS,
    VISITS,
    _Figure(label("visits wanted"), lambda load: load.target.visits if load.target else None),
    _Figure(label("% of visits"), lambda load: load.visits_reached),
    COLLECTED,
    _Figure(label("target"), lambda load: load.target.amount if load.target else None),
    _Figure(label("% of target"), lambda load: load.amount_reached),
    *BESIDE,
)
"""The month with a column for each figure."""


def workload_sheet(
    reader: LedgerReader,
    as_of: date,
    month: date,
    owner: str | None = None,
    in_one_table: bool = False,
    language: str = "en",
) -> Answer:
    """Everybody's work, or one person's: on hand as of a day, and in the month that begins on `month`.

    Two tables a person can read, or all columns `in_one_table` for a spreadsheet.
    """
    work = workload_of(reader, as_of, month, language)
    loads = work.loads
    if owner is not None:
        loads = tuple(load for load in loads if reader.office.is_wanted(load.owner, owner)) or (Load(owner),)
    total = work.everybody if owner is None else None
    stages = tuple(_stage(name) for name in work.stages)
    data: WorkloadData = {
        "as_of": as_of,
        "month": f"{month:%Y-%m}",
        "collectors": [_data(load, work.stages) for load in loads],
        "total": _data(total, work.stages) if total else None,
    }
    warnings = (*_in_kind(loads), *(unknown_warning(each) for each in work.unknown))
    if in_one_table:
        return Answer(data, (_table((WHO, *HELD, *stages, *TO_DO, *TO_RECKON), loads, total),), warnings)
    parts = (
        _table((WHO, *HELD, *stages, *TO_DO), loads, total, msg("on hand on {date}", date=as_of)),
        _table((WHO, *TO_READ), loads, total, msg("in {month}", month=f"{month:%Y-%m}")),
    )
    return Answer(data, parts, warnings)


def _in_kind(loads: Iterable[Load]) -> tuple[Message, ...]:
    """What things taken in payment settled: beside the money collected, never in it."""
    settled = sum((load.month.yuan(Summand.IN_KIND) for load in loads), ZERO)
    return (msg("settled in kind, beside what was collected: {amount}", amount=settled),) if settled else ()


def _stage(name: str) -> _Figure:
    return _Figure(msg("{stage}", stage=name), lambda load: load.stages[name])


def _visits(load: Load) -> str | int:
    wanted = load.target.visits if load.target else None
    return load.month.of(Summand.VISITS) if wanted is None else f"{load.month.of(Summand.VISITS)}/{wanted}"


def _target(load: Load) -> str | None:
    if load.target is None or load.target.amount is None:
        return None
    share = "" if load.amount_reached is None else f" ({load.amount_reached:.0f}%)"
    return f"{shown_amount(load.target.amount)}{share}"


def _table(
    figures: tuple[_Figure, ...],
    loads: tuple[Load, ...],
    total: Load | None,
    heading: Message | None = None,
) -> Table:
    rows = [[figure.cell(load) for figure in figures] for load in loads]
    last = [label("total"), *(figure.cell(total) for figure in figures[1:])] if total else None
    return Table(tuple(Column(figure.title, figure.figures) for figure in figures), rows, heading, last)


def _data(load: Load, stages: tuple[str, ...]) -> LoadData:
    """One collector's work for scripts; shares reached are percent with two decimals."""
    target = load.target
    return {
        "owner": load.owner,
        "cases": load.cases,
        "balance": load.balance,
        "stages": {name: load.stages[name] for name in stages},
        "due_today": load.due_today,
        "oldest_due": load.oldest_due,
        "waiting_for_approval": load.waiting,
        "calls": load.month.of(Summand.CALLS),
        "connected": load.month.of(Summand.CONNECTED),
        "visits": load.month.of(Summand.VISITS),
        "letters": load.month.of(Summand.LETTERS),
        "collected": load.month.yuan(Summand.COLLECTED),
        "in_kind": load.month.yuan(Summand.IN_KIND),
        "complaints": load.month.of(Summand.COMPLAINTS),
        "promises": {
            "open": load.promises_open,
            "kept": load.month.of(Summand.KEPT),
            "partial": load.month.of(Summand.PARTIAL),
            "broken": load.month.of(Summand.BROKEN),
        },
        "target": {"amount": target.amount, "visits": target.visits} if target else None,
        "reached": {"amount": load.amount_reached, "visits": load.visits_reached} if target else None,
    }

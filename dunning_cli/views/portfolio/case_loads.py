"""What each case adds to its collector's work: on hand on a day, and done in a month up to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal

import msgspec

from dunning_cli.domain.account.stage import stage_names
from dunning_cli.domain.agreements.promises import PromiseOutcome
from dunning_cli.domain.case.case import Case
from dunning_cli.domain.portfolio.measures import Measures, Period, work_and_results
from dunning_cli.kernel.money import ZERO, as_cents, as_yuan
from dunning_cli.kernel.record import dataclass
from dunning_cli.store.format.folder import CaseFile
from dunning_cli.store.machine.processors import worked_out
from dunning_cli.store.reading.ledger_reader import LedgerReader
from dunning_cli.store.reading.load_rows import DoneRow, LoadRow
from dunning_cli.store.reading.table_cache import TableCache
from dunning_cli.views.account.standing import AccountState, all_standing, standing_in
from dunning_cli.views.account.unknown import Unknown


@dataclass(frozen=True, slots=True)
class CaseLoad:
    """One case. Of one that cannot be worked out only who has it and what was done is known: it has no stage."""

    collector: str | None
    is_open: bool
    waits: bool
    done: dict[str | None, Measures]
    stage: str | None = None
    stages: tuple[str, ...] = ()
    owed: Decimal = ZERO
    promises_open: int = 0


def case_loads(reader: LedgerReader, month: Period, as_of: date) -> Iterator[CaseLoad]:
    """Every case of which anything is known, by id: on hand as of a day, and done in a time up to it."""
    files = reader.case_files()
    if files is None:
        yield from _of_each(all_standing(reader, as_of), month, as_of)
        return
    name = f"loads {as_of} {month.first} {month.last} {reader.rules_digest}"
    with TableCache(reader.folder, name, LoadRow) as table:
        rows = table.get_all(files)
        missing = [file for file in files if file.path not in rows]
        fresh: dict[CaseFile, LoadRow] = {}
        unknown: dict[str, Unknown] = {}
        made = worked_out(missing, lambda some: _packed(reader, some, month, as_of), reader.progress)
        for file, packed in zip(missing, made, strict=True):
            if packed is not None:
                fresh[file] = _rows.decode(packed)
                continue
            (found,) = standing_in(reader, [file], as_of)
            if isinstance(found, Unknown):
                unknown[file.path] = found
            else:
                fresh[file] = _row(_load_of(found, month))
        table.keep(fresh, {file.path for file in files})
    rows |= {file.path: row for file, row in fresh.items()}
    for file in files:
        if file.path in unknown:
            yield from _of_each([unknown[file.path]], month, as_of)
        else:
            yield _of_row(rows[file.path])


def _packed(
    reader: LedgerReader, files: Sequence[CaseFile], month: Period, as_of: date
) -> list[bytes | None]:
    """The rows of some files as plain data; None for a case that cannot be worked out."""
    return [
        None if isinstance(found, Unknown) else msgspec.msgpack.encode(_row(_load_of(found, month)))
        for found in standing_in(reader, files, as_of)
    ]


_rows = msgspec.msgpack.Decoder(LoadRow)


def _of_each(standing: Iterable[AccountState | Unknown], month: Period, as_of: date) -> Iterator[CaseLoad]:
    for found in standing:
        if isinstance(found, AccountState):
            yield _load_of(found, month)
        elif found.case is not None:
            yield CaseLoad(*_known(found.case, as_of), work_and_results(found.case, month, as_of))


def _known(case: Case, as_of: date) -> tuple[str | None, bool, bool]:
    """Who has a case, whether it is open, and whether something in it waits for approval."""
    return case.owner(as_of), case.closing(as_of) is None, bool(case.undecided(as_of))


def _load_of(found: AccountState, month: Period) -> CaseLoad:
    case, as_of = found.case, found.as_of
    stage = found.stage.stage
    return CaseLoad(
        *_known(case, as_of),
        work_and_results(case, month, as_of, found.promises),
        stage,
        (*stage_names(found.policy.on(as_of, as_of)), stage),
        found.account.balance.owed,
        sum(each.state is PromiseOutcome.OPEN for each in found.promises),
    )


def _row(load: CaseLoad) -> LoadRow:
    assert load.stage is not None
    done = tuple(
        DoneRow(
            person,
            each.calls,
            each.connected,
            each.visits,
            tuple(sorted(each.letters)),
            as_cents(each.collected),
            as_cents(each.in_kind),
            {outcome.value: count for outcome, count in each.promises.items()},
            each.complaints,
        )
        for person, each in load.done.items()
    )
    return LoadRow(
        load.collector,
        load.is_open,
        load.waits,
        load.stage,
        load.stages,
        as_cents(load.owed),
        load.promises_open,
        done,
    )


def _of_row(row: LoadRow) -> CaseLoad:
    done = {
        each.person: Measures(
            each.calls,
            each.connected,
            each.visits,
            set(each.letters),
            as_yuan(each.collected),
            as_yuan(each.in_kind),
            Counter({PromiseOutcome(outcome): count for outcome, count in each.promises.items()}),
            each.complaints,
        )
        for each in row.done
    }
    owed = as_yuan(row.owed)
    return CaseLoad(
        row.collector, row.is_open, row.waits, done, row.stage, row.stages, owed, row.promises_open
    )

"""What each case adds to its collector's work: on hand on a day, and done in a month up to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from dunning_cli.domain.agreements.promises import PromiseOutcome, PromiseState
from dunning_cli.domain.portfolio.measures import Measures, Period, work_and_results
from dunning_cli.kernel.money import as_cents, as_yuan
from dunning_cli.store.format.folder import CaseFile
from dunning_cli.store.reading.ledger_reader import LedgerReader
from dunning_cli.store.reading.load_rows import DoneRow, LoadRow
from dunning_cli.store.reading.table_cache import TableCache
from dunning_cli.views.account.unknown import Unknown

if TYPE_CHECKING:
    from dunning_cli.domain.case.case import Case
    from dunning_cli.views.account.standing import AccountState


def case_loads(
    reader: LedgerReader, files: Sequence[CaseFile] | None, month: Period, as_of: date
) -> Iterator[LoadRow]:
    """Every case of the reader's files of which anything is known, by id: on hand as of a day, and done in a time up to it."""
    if files is None:
        from dunning_cli.views.account.standing import AccountState, all_standing

        for found in all_standing(reader, as_of):
            if isinstance(found, AccountState):
                yield _row(found, month)
            else:
                yield from _known(found, month, as_of)
        return
    name = f"loads {as_of} {month.first} {month.last} {reader.rules_digest}"
    with TableCache(reader.folder, name, LoadRow) as table:
        rows = table.get_all(files)
        missing = [file for file in files if file.path not in rows]
        fresh, unknown = _made_anew(reader, missing, month, as_of) if missing else ({}, {})
        table.keep(fresh, {file.path for file in files})
    rows |= {file.path: row for file, row in fresh.items()}
    for file in files:
        if file.path in unknown:
            yield from _known(unknown[file.path], month, as_of)
        else:
            yield rows[file.path]


def _made_anew(
    reader: LedgerReader, files: Sequence[CaseFile], month: Period, as_of: date
) -> tuple[dict[CaseFile, LoadRow], dict[str, Unknown]]:
    """The rows of some files, and by path what stands in the way of the others."""
    from dunning_cli.views.account.many_cases import row_of_each
    from dunning_cli.views.account.standing import standing_of

    fresh: dict[CaseFile, LoadRow] = {}
    unknown: dict[str, Unknown] = {}
    for file, row in row_of_each(
        reader, files, lambda case: _row(standing_of(reader, case, as_of), month), LoadRow
    ):
        if isinstance(row, Unknown):
            unknown[file.path] = row
        else:
            fresh[file] = row
    return fresh, unknown


def measures_in(row: LoadRow) -> dict[str | None, Measures]:
    """What each person, or nobody, did and reached on a case."""
    return {
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


def _known(found: Unknown, month: Period, as_of: date) -> Iterator[LoadRow]:
    """What is known of a case that cannot be worked out; nothing of one that cannot be read."""
    case = found.case
    if case is not None:
        yield LoadRow(*_held(case, as_of), _done(case, month, as_of))


def _row(found: AccountState, month: Period) -> LoadRow:
    from dunning_cli.domain.account.stage import stage_names

    case, as_of, stage = found.case, found.as_of, found.stage.stage
    return LoadRow(
        *_held(case, as_of),
        _done(case, month, as_of, found.promises),
        stage,
        (*stage_names(found.policy.on(as_of, as_of)), stage),
        as_cents(found.account.balance.owed),
        sum(each.state is PromiseOutcome.OPEN for each in found.promises),
    )


def _held(case: Case, as_of: date) -> tuple[str | None, bool, bool]:
    """Who has a case, whether it is open, and whether something in it waits for approval."""
    return case.owner(as_of), case.closing(as_of) is None, bool(case.undecided(as_of))


def _done(
    case: Case, month: Period, as_of: date, promises: Iterable[PromiseState] = ()
) -> tuple[DoneRow, ...]:
    return tuple(
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
        for person, each in work_and_results(case, month, as_of, promises).items()
    )

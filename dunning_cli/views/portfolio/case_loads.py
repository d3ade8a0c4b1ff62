"""What each case adds to its collector's work: on hand on a day, and done in a month up to it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from dunning_cli.domain.account.stage import stage_names
from dunning_cli.domain.agreements.plans import plan_states
from dunning_cli.domain.agreements.promises import PromiseOutcome
from dunning_cli.domain.case.case import Case
from dunning_cli.domain.portfolio.done import done_in
from dunning_cli.domain.portfolio.periods import Period
from dunning_cli.kernel.money import as_cents
from dunning_cli.store.reading.ledger_reader import LedgerReader
from dunning_cli.store.reading.load_rows import LoadRow
from dunning_cli.views.account.counted import counted_rows
from dunning_cli.views.account.kept_rows import kept_rows
from dunning_cli.views.account.standing import AccountState, standing_of
from dunning_cli.views.account.unknown import Unknown


def case_loads(reader: LedgerReader, month: Period, as_of: date) -> Iterator[LoadRow]:
    """Every case of which anything is known, by id: on hand as of a day, and done in a time up to it."""
    name = f"loads {as_of} {month.first} {month.last}"
    for _, row in kept_rows(
        reader, name, LoadRow, lambda case: _row(standing_of(reader, case, as_of), month)
    ):
        if not isinstance(row, Unknown):
            yield row
        elif row.case is not None:
            yield _known(row.case, month, as_of)


def _known(case: Case, month: Period, as_of: date) -> LoadRow:
    """What is known of a case that cannot be worked out."""
    return LoadRow(*_held(case, as_of), counted_rows(done_in(case, month, as_of)))


def _row(found: AccountState, month: Period) -> LoadRow:
    case, as_of, stage = found.case, found.as_of, found.stage.stage
    done = done_in(case, month, as_of, found.promises, plan_states(case, as_of))
    return LoadRow(
        *_held(case, as_of),
        counted_rows(done),
        stage,
        (*stage_names(found.policy.on(as_of, as_of)), stage),
        as_cents(found.account.balance.owed),
        sum(each.state is PromiseOutcome.OPEN for each in found.promises),
    )


def _held(case: Case, as_of: date) -> tuple[str | None, bool, bool]:
    """Who has a case, whether it is open, and whether something in it waits for approval."""
    return case.owner(as_of), case.closing(as_of) is None, bool(case.undecided(as_of))

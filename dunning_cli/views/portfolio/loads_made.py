"""Working out what a case adds to its collector's work."""

from __future__ import annotations

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
from dunning_cli.views.account.standing import standing_of


def load_of(reader: LedgerReader, case: Case, month: Period, as_of: date) -> LoadRow:
    """What is on hand of a case as of a day, and was done on it in a time up to it. Raises Refused, and Miscalculated."""
    found = standing_of(reader, case, as_of)
    stage = found.stage.stage
    return LoadRow(
        *_held(case, as_of),
        counted_rows(
            done_in(
                case,
                month,
                as_of,
                found.promises,
                plan_states(case, as_of),
                for_agent=reader.office.money_is_agents,
            )
        ),
        stage,
        (*stage_names(found.policy.on(as_of, as_of)), stage),
        as_cents(found.account.balance.owed),
        sum(each.state is PromiseOutcome.OPEN for each in found.promises),
    )


def known_of(reader: LedgerReader, case: Case, month: Period, as_of: date) -> LoadRow:
    """The same of a case that cannot be worked out, as far as it is known."""
    done = done_in(case, month, as_of, for_agent=reader.office.money_is_agents)
    return LoadRow(*_held(case, as_of), counted_rows(done))


def _held(case: Case, as_of: date) -> tuple[str | None, bool, bool]:
    """Who has a case, whether it is open, and whether something in it waits for approval."""
    return case.owner(as_of), case.closing(as_of) is None, bool(case.undecided(as_of))

"""What is counted of every case in a period, from tables that are kept: work and money, defaults, bills, rounds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from dunning_cli.domain.agreements.plans import plan_states
from dunning_cli.domain.case.case import Case
from dunning_cli.domain.portfolio.done import done_in
from dunning_cli.domain.portfolio.on_hand import taken_in
from dunning_cli.domain.portfolio.periods import Period
from dunning_cli.domain.portfolio.repaid import arrears_of, bills_of, defaults_of
from dunning_cli.domain.portfolio.rounds import round_of
from dunning_cli.domain.portfolio.sums import Sums
from dunning_cli.store.format.folder import CaseFile
from dunning_cli.store.reading.ledger_reader import LedgerReader
from dunning_cli.store.reading.report_rows import CountedRow, PeriodRow
from dunning_cli.views.account.counted import counted_rows
from dunning_cli.views.account.kept_rows import kept_rows
from dunning_cli.views.account.standing import standing_of
from dunning_cli.views.account.unknown import Unknown
from dunning_cli.views.legal.limitation import limitation_at
from dunning_cli.views.reports.definitions import CURRENT, OLD, Counting


def counted_in(
    reader: LedgerReader,
    files: Sequence[CaseFile] | None,
    counting: Counting,
    period: Period,
    among: Sequence[CaseFile] | None = None,
) -> Iterator[tuple[str, PeriodRow | Unknown]]:
    """What one sort of counting finds of each case in a period, by id, of files as `kept_rows` takes them.

    Of a case that cannot be worked out stands why.
    """
    work = _WORK[counting]
    name = f"{counting.name.lower()} {period.first} {period.last}"
    return kept_rows(
        reader, files, name, PeriodRow, lambda case: PeriodRow(work(reader, case, period)), among=among
    )


def _done(reader: LedgerReader, case: Case, period: Period) -> tuple[CountedRow, ...]:
    """What was done, and for whoever has the case on the last day what there was of it on hand."""
    standing = standing_of(reader, case, period.last)
    plans, for_agent = plan_states(case, period.last), reader.office.money_is_agents
    done = done_in(case, period, period.last, standing.promises, plans, for_agent=for_agent)
    on_hand = taken_in(case, period, reader.office, reader.calendar)
    done.setdefault(case.owner(period.last), Sums()).add_all(on_hand)
    return counted_rows(done)


def _defaults(reader: LedgerReader, case: Case, period: Period) -> tuple[CountedRow, ...]:
    standing = standing_of(reader, case, period.last)
    found = defaults_of(case, standing.account, is_card=standing.policy.base.is_card)
    return counted_rows({case.owner(period.last): found})


def _arrears(reader: LedgerReader, case: Case, period: Period) -> tuple[CountedRow, ...]:
    account = standing_of(reader, case, period.last).account
    return counted_rows({case.owner(period.last): arrears_of(case, account)})


def _bills(reader: LedgerReader, case: Case, period: Period) -> tuple[CountedRow, ...]:
    before, last = (standing_of(reader, case, day) for day in (period.eve, period.last))
    current, old = bills_of(case, before.account, last.account, period, is_card=last.policy.base.is_card)
    owner = case.owner(period.last)
    return counted_rows({owner: current}, CURRENT) + counted_rows({owner: old}, OLD)


def _round(reader: LedgerReader, case: Case, period: Period) -> tuple[CountedRow, ...]:
    standing = standing_of(reader, case, period.last)
    lapsed = limitation_at(standing, reader.calendar).proven_lapsed
    found = round_of(case, standing.account, period, lapsed=lapsed)
    return counted_rows({case.owner(period.last): found})


_WORK: dict[Counting, Callable[[LedgerReader, Case, Period], tuple[CountedRow, ...]]] = {
    Counting.DONE: _done,
    Counting.DEFAULTS: _defaults,
    Counting.ARREARS: _arrears,
    Counting.BILLS: _bills,
    Counting.ROUND: _round,
}
